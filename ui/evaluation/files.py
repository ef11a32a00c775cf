"""The reports of an evaluation as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer

from assistant.evaluation.evaluation import Evaluated, kept_runs
from assistant.evaluation.results import Quoted
from assistant.evaluation.runs import read_run, write_whole
from index.errors import QuestionFileError
from index.settings import Settings
from index.snapshot import SnapshotStore
from ui.evaluation.json_report import as_json
from ui.evaluation.junit import junit
from ui.evaluation.markdown import markdown
from ui.evaluation.report_page import report_page
from ui.rendering import quote_context
from ui.terminal import shown_json

STDOUT = "-"
"""In place of a file: standard output."""
SHOWN_RUNS = 30
"""Earlier runs in the charts of the page."""


def write_reports(evaluated: Evaluated, settings: Settings, files: dict[str, Path]) -> None:
    """Write each kind of report to its file. Raises ``QuestionFileError`` where one cannot be written."""
    writers: dict[str, Callable[[], str]] = {
        "junit": lambda: junit(evaluated),
        "markdown": lambda: markdown(evaluated),
        "json": lambda: shown_json(as_json(evaluated)),
        "html": lambda: _page(evaluated, settings),
    }
    for kind, file in files.items():
        text = writers[kind]()
        if str(file) == STDOUT:
            typer.echo(text, nl=False)
        else:
            write_whole(file, text)


def _page(evaluated: Evaluated, settings: Settings) -> str:
    past = []
    for made, path in kept_runs(settings.data_dir)[-SHOWN_RUNS:]:
        if made >= evaluated.asked_at.replace(microsecond=0):
            continue  # this one
        try:
            past.append((made, read_run(path)))
        except (QuestionFileError, FileNotFoundError):
            continue  # an older version's, or cleared away meanwhile
    with SnapshotStore(settings.data_dir).open(evaluated.snapshot) as snapshot:

        def surroundings(quoted: Quoted) -> tuple[str, str]:
            if quoted.article not in snapshot.entries:
                return "", ""
            text = snapshot.article(quoted.article).text
            return quote_context(text, quoted.start, quoted.end, quoted.quote)

        return report_page(evaluated, past, surroundings)
