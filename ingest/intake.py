"""Taking sources in: every article new, changed, known or set aside, then one new snapshot."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.article import Article, Origin
from index.catalog import Entry
from index.errors import UnknownArticle
from index.settings import Settings
from index.writer import SnapshotWriter
from ingest.duplicates import Stories
from ingest.preparation import prepare
from ingest.readers import read
from ingest.record import Failure, Record
from ingest.report import Outcome, Report
from ingest.run import Run
from ingest.scope import place_of
from ingest.sources import find

__all__ = ["Outcome", "Progress", "Report", "correct", "count_lines", "expected", "ingest", "remove"]

Progress = Callable[[int], None]
"""Called after each article or failure with how many there were so far."""


def ingest(
    paths: Iterable[str | Path],
    writer: SnapshotWriter,
    settings: Settings,
    *,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    publishing: Callable[[], None] | None = None,
) -> Report:
    """Read paths and bring their articles into the collection, published as one new snapshot.

    One source that cannot be read never stops the others: it is in the report with its reason.
    ``prune`` removes the articles of these paths whose source is no longer there. With ``dry_run``
    nothing is written: the report says what would be done.
    """
    given = [Path(path) for path in paths]
    run = Run(writer, settings, dry_run=dry_run)
    for place, item in enumerate(_records(given, run.report), 1):
        if isinstance(item, Failure):
            run.fail(item)
        else:
            run.take(item)
        if progress:
            progress(place)
    if prune:
        run.prune(given)
    if publishing:
        publishing()
    run.finish()
    return run.report


def expected(paths: Iterable[str | Path]) -> int:
    """Give about how many articles there are to come: the lines of JSON lines, one for any other file."""
    files = (found for found in find(paths) if isinstance(found, Path))
    return sum(count_lines(file) if ".jsonl" in file.name.lower() else 1 for file in files)


def count_lines(path: Path) -> int:
    """Give the number of lines of a file, compressed or not; 1 if that cannot be told."""
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opened(path, "rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) or 1
    except (OSError, EOFError, zlib.error):
        return 1


def correct(
    writer: SnapshotWriter, settings: Settings, article_id: str, changes: dict[str, str | dt.date | None]
) -> Article:
    """Set fields of an article by hand and publish; later ingests of the article keep them.

    ``None`` takes a field away. Raises ``UnknownArticle``.
    """
    entry, old = _stored(writer, article_id)
    origins = old.origins | dict.fromkeys(changes, Origin.CORRECTION)
    article = old.model_copy(update={**changes, "origins": origins})
    prepared = prepare(article, settings)
    stories = Stories(writer.signatures(), settings.near_duplicate)
    writer.remove(entry)
    prepared.store(writer, stories)
    writer.publish()
    return article


def remove(writer: SnapshotWriter, article_ids: Iterable[str]) -> None:
    """Remove articles and publish. Raises ``UnknownArticle`` before anything is removed."""
    for entry in [_stored(writer, one)[0] for one in dict.fromkeys(article_ids)]:
        writer.remove(entry)
        writer.forget_carriers(entry)
    writer.publish()


def _records(given: list[Path], report: Report) -> Iterator[Record | Failure]:
    passed_over: Counter[str] = Counter()
    for found in find(given, passed_over):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read(place_of(found))
    report.passed_over = dict(passed_over)


def _stored(writer: SnapshotWriter, article_id: str) -> tuple[Entry, Article]:
    if not writer.base:
        raise UnknownArticle(f"There is no article {article_id!r}: there are no articles yet.")
    return writer.base.entry(article_id), writer.base.article(article_id)
