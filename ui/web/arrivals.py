"""Files sent to the page: checked, kept, taken in, and reported to whoever sent them."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from pydantic import BaseModel, ConfigDict, Field

from index.errors import UnreadableSource
from index.settings import Settings
from ingest.readers import KINDS
from ingest.record import Failure
from ingest.report import Outcome, Report
from ui.ingesting import FAILURES, REMARKS
from ui.web.intake import FAILED, Delivery, Intake
from ui.web.markup import render
from ui.web.region import patch, region, sent
from ui.web.shelf import Shelf
from ui.web.trouble import Trouble, trouble_of

MOST = 500
"""Files of one delivery. Whoever has more has a folder of them, and `dateline ingest FOLDER` takes it as it is."""
MEGABYTE = 1024 * 1024
LOOK = 0.25
"""Seconds between two looks at how far a delivery is: four a second show that it moves."""
_PLACE = "arrival"


class _File(BaseModel):
    """A file that the browser has sent."""

    model_config = ConfigDict(extra="forbid")

    path: str
    """Where the server put it."""
    name: str


class _Refused(BaseModel):
    """A file that the browser has not sent, or could not."""

    model_config = ConfigDict(extra="forbid")

    name: str
    reason: str


class Brought(BaseModel):
    """What one person's browser says it has brought."""

    model_config = ConfigDict(extra="forbid")

    files: tuple[_File, ...] = Field(default=(), max_length=MOST)
    refused: tuple[_Refused, ...] = Field(default=(), max_length=MOST)


class Arrivals:
    """The place where files are dropped, and the report on them."""

    def __init__(self, settings: Settings) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._shelf = Shelf(settings.data_dir)
        self._intake = Intake(settings)
        self._largest = settings.max_upload_mb
        accepted = [kind for kind in KINDS if kind.startswith(".")]
        page = render("arrivals", accepted=[*accepted, ".gz"], kinds=accepted, largest_mb=self._largest, most=MOST)
        self.view = region("arrivals", page)
        self.view.arrive(
            self._arrive,
            None,
            self.view,
            trigger_mode="once",
            concurrency_limit=None,  # those who wait for their turn take up no thread
            show_progress="hidden",
            api_visibility="private",
        )

    async def _arrive(self, event: gr.EventData) -> AsyncIterator[dict[str, Any]]:
        """Take in what has been sent, saying how far it is, and report."""
        try:
            brought = Brought.model_validate_json(sent(event, "brought"))
            files, failures = await asyncio.to_thread(kept, brought, self._shelf, self._largest)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            yield _ended(trouble=trouble_of(error, FAILED))
            return
        if not files:
            yield _ended(Report(counts=dict.fromkeys(Outcome, 0) | {Outcome.FAILED: len(failures)}, failures=failures))
            return
        delivery = self._intake.take(files)
        said, shown = "", ""
        while not delivery.ended:
            words = under_way(delivery, self._intake.ahead(delivery))
            html = render("arrival", words=words, progress=delivery.progress, report=None, trouble=None)
            if html != shown:
                # How many there were so far is to be seen; a reader of the screen is told each step once.
                step = words.split(":", 1)[0]
                yield patch(patches=[{"id": _PLACE, "html": html}], said=step if step != said else "")
                said, shown = step, html
            await asyncio.sleep(LOOK)
        if delivery.report:
            yield _ended(report_of(delivery.report, failures, self._shelf))
        else:
            yield _ended(trouble=delivery.trouble)


def kept(brought: Brought, shelf: Shelf, largest_mb: int) -> tuple[list[Path], list[Failure]]:
    """Keep what was brought; give each file's place, once, and what could not be kept with its reason."""
    places: list[Path] = []
    failures = [Failure(one.name, one.reason) for one in brought.refused]
    for file in brought.files:
        try:
            places.append(shelf.keep(_uploaded(file.path, largest_mb), file.name))
        except UnreadableSource as error:
            failures.append(Failure(file.name, str(error)))
        except OSError as error:
            reason = f"could not be kept: {(error.strerror or 'a fault of the disk').lower()}"
            failures.append(Failure(file.name, reason))
    return list(dict.fromkeys(places)), failures


def under_way(delivery: Delivery, ahead: int) -> str:
    """Say how far a delivery is."""
    if ahead:
        others = "another upload" if ahead == 1 else f"{ahead} other uploads"
        return f"Waiting for {others} to be taken in first."
    if delivery.publishing:
        return "Publishing."
    if delivery.progress is None:
        return "Getting ready. If another ingest is running, this one waits until it is done."
    progress = delivery.progress
    if progress.seen >= progress.expected:
        return f"Taking in: {progress.seen:,} article{'s' if progress.seen != 1 else ''} read"
    return f"Taking in: {progress.seen:,} of about {progress.expected:,} articles read"


def report_of(report: Report, refused: list[Failure], shelf: Shelf) -> Report:
    """Give the report of an ingest together with the files that never came to it, under the names people know."""
    failures = [*refused, *(Failure(shelf.named(one.source), shelf.named(one.reason)) for one in report.failures)]
    return Report(
        counts=report.counts | {Outcome.FAILED: len(failures)},
        failures=failures,
        notes=[(shelf.named(source), shelf.named(note)) for source, note in report.notes],
        near_duplicates=report.near_duplicates,
        undated=report.undated,
        passed_over=report.passed_over,
        snapshot=report.snapshot,
    )


def summary(report: Report) -> str:
    """Say in one line what became of a delivery."""
    done = (Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.FAILED)
    counted = [f"{report.counts[one]:,} {one}" for one in done if report.counts.get(one)]
    return ", ".join(counted) or "No articles were found"


def _uploaded(path: str, largest_mb: int) -> Path:
    """Give an uploaded file by the path that the server gave the browser. Raises ``UnreadableSource`` for any other."""
    folder = os.path.realpath(get_upload_folder())
    lost = UnreadableSource("is not here any more, or never was: send it once more")
    if "\0" in path:
        raise lost
    place = Path(os.path.realpath(path))
    if not place.is_relative_to(folder):
        raise lost
    try:
        about = place.stat()
    except (OSError, ValueError):
        raise lost from None
    if not stat.S_ISREG(about.st_mode):
        raise lost
    if about.st_size > largest_mb * MEGABYTE:
        raise UnreadableSource(f"over {largest_mb} MB, the most that can be uploaded")
    return place


def _ended(report: Report | None = None, trouble: Trouble | None = None) -> dict[str, Any]:
    said = str(trouble) if trouble else f"Taken in: {summary(report or Report())}"
    html = render(
        "arrival",
        words=f"{summary(report)}." if report else "",
        progress=None,
        report=report,
        trouble=trouble,
        failures_shown=FAILURES,
        remarks_shown=REMARKS,
    )
    return patch(
        patches=[{"id": _PLACE, "html": html}], said=said, ended=True, changed=bool(report and report.snapshot)
    )
