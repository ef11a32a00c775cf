"""``dateline ingest``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.encoder import open_encoder
from index.errors import DatelineError
from index.settings import Settings, load_settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Outcome, Report, expected
from ingest.intake import ingest as take_in
from ui.ingest_lines import Done, Reporter, Trouble, written
from ui.options import DataDir, Wait
from ui.terminal import shown

PARTLY = 3
"""Exit status when some sources failed and others did not."""
FAILURES = 200
REMARKS = 10
"""Lines printed in full; the rest are counted."""


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, folders (with what is in them) or patterns."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles of these paths whose file or record is gone.")
    ] = False,
    wait: Wait = 0.0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print progress, and the report at the end, as one JSON object a line.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Add articles to the collection: .txt .md .html .json .jsonl .csv .pdf .docx, also compressed with gzip.

    Unchanged articles are skipped, changed ones replaced, and nothing is removed unless --prune says so.
    A file that cannot be read never stops the others: it is listed with its reason. Stopped at any moment,
    the collection is as it was.

    [bold]Examples[/bold]

      dateline ingest articles/

      dateline ingest feed.jsonl.gz "archive/2024-*/**/*.html"

      dateline ingest articles/ --prune --dry-run

      dateline ingest articles/ --json

    Exit status: 0 all taken in; 3 some failed; 1 none could be read or another ingest is writing; 2 wrong usage.
    """
    take = partial(take_in, paths, prune=prune, dry_run=dry_run)
    try:
        settings = load_settings(data_dir=data_dir)
        report = _in_lines(take, paths, settings, wait) if as_json else _watched(take, paths, settings, wait)
    except DatelineError as error:
        if not as_json:
            raise
        typer.echo(written(Trouble.of(error)))
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(written(Done(report=report)))
    else:
        print_report(report, dry_run=dry_run)
    failed = report.counts[Outcome.FAILED]
    if failed:
        raise typer.Exit(PARTLY if sum(report.counts.values()) > failed else 1)


def _in_lines(take: Callable[..., Report], paths: list[Path], settings: Settings, wait: float) -> Report:
    """Take articles in, telling another program how far it is."""
    with _writer(settings, wait, Console(stderr=True, quiet=True)) as writer:
        reporter = Reporter(typer.echo, expected(paths))  # echo writes through: each line arrives at once
        return take(writer, settings, progress=reporter.advance, publishing=reporter.publishing)


def _watched(take: Callable[..., Report], paths: list[Path], settings: Settings, wait: float) -> Report:
    """Take articles in under the eyes of a person, if there is one."""
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with (
        _writer(settings, wait, console) as writer,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("Articles", total=expected(paths), rate="")

        def advance(seen: int) -> None:
            total = max(progress.tasks[0].total or 0, seen)
            speed = progress.tasks[0].speed
            progress.update(task, completed=seen, total=total, rate=f"{speed:.0f}/s" if speed else "")

        def publishing() -> None:
            progress.update(task, description="Publishing")

        return take(writer, settings, progress=advance, publishing=publishing)


@contextmanager
def _writer(settings: Settings, wait: float, console: Console) -> Iterator[SnapshotWriter]:
    with console.status("Opening the embedding model (the first time takes half a minute)…"):
        encoder = open_encoder(settings.embedding_model, settings.data_dir)
    store = SnapshotStore(settings.data_dir)
    with SnapshotWriter(store, encoder, keep=settings.keep_snapshots, wait=wait) as writer:
        yield writer


def print_report(report: Report, *, dry_run: bool = False) -> None:
    """Print what an ingest did, with every failure's reason."""
    console = Console(highlight=False, soft_wrap=True)
    if dry_run:
        console.print("Nothing was written. It would be:")
    for outcome, count in report.counts.items():
        if count or outcome is not Outcome.REMOVED:
            console.print(f"{count:>7,}  {outcome}")
    for line in _remarks(report):
        console.print(shown(line), markup=False)
    if report.snapshot is None and not dry_run:
        console.print("The collection is unchanged.")


def _remarks(report: Report) -> Iterator[str]:
    if report.near_duplicates:
        yield f"{report.near_duplicates:,} nearly the same as an earlier article, and linked to it"
    if report.undated:
        yield f"{report.undated:,} without a publication date"
    if report.passed_over:
        listed = ", ".join(f"{count} {kind or 'without extension'}" for kind, count in report.passed_over.items())
        yield f"Passed over in folders: {listed}"
    failures = [f"failed: {failure.source}: {failure.reason}" for failure in report.failures]
    notes = [f"note: {source}: {note}" for source, note in report.notes]
    for kind, lines, most in (("failures", failures, FAILURES), ("remarks", notes, REMARKS)):
        yield from lines[:most]
        if len(lines) > most:
            yield f"… and {len(lines) - most:,} more {kind}"
