"""``dateline feedback``: list what people said of answers, and hand it on as candidate questions."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from index.errors import FeedbackError
from index.settings import load_settings
from ui.evaluation.writing import HALF, when
from ui.feedback import Feedback, FeedbackStore, Verdict
from ui.options import DataDir, as_day
from ui.terminal import shown, shown_json

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="List what people said of answers, and export it as candidate questions for an evaluation.",
)
console = Console(highlight=False, soft_wrap=True)

NONE_YET = "There is no feedback yet. It is given on the chat page, with the thumbs under an answer."
NONE_SUCH = "None of the {count:,} judgements kept is of that kind."
UNSENDABLE = re.compile(r"[\u2028\u2029\ud800-\udfff]")
"""What would break a line of JSON for some readers, and halves of characters, which no stream takes."""


class Which(StrEnum):
    """Which verdicts are asked for."""

    GOOD = "good"
    BAD = "bad"
    ALL = "all"

    def takes(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is asked for."""
        return self is Which.ALL or self.value == verdict.value


Wanted = Annotated[Which, typer.Option("--verdict", help="Only thumbs up (good) or thumbs down (bad).")]
Since = Annotated[
    dt.date | None,
    typer.Option("--since", metavar="DATE", parser=as_day, help="Only what was said on this day (UTC) or later."),
]


@app.command("list")
def list_feedback(
    verdict: Wanted = Which.ALL,
    since: Since = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line, with the whole answer.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """List what people said of answers, in the order in which they said it.

    [bold]Examples[/bold]

      dateline feedback list --verdict bad

      dateline feedback list --since 2025-01-01 --json
    """
    held = _held(data_dir)
    found = [one for one in held if one.is_since(since) and verdict.takes(one.verdict)]
    if as_json:
        for one in found:
            line = shown_json(json.dumps(one.model_dump(mode="json"), ensure_ascii=False))
            typer.echo(UNSENDABLE.sub(lambda one: f"\\u{ord(one.group()):04x}", line))
    elif found:
        _print_rows(found)
    if held and not found:
        typer.echo(NONE_SUCH.format(count=len(held)), err=True)


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", dir_okay=False, help="File to write; standard output by default."),
    ] = None,
    verdict: Wanted = Which.ALL,
    since: Since = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write FILE anew if it is there already.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write what people said of answers as candidate questions, in the format of eval_questions.yaml.

    Each question asked stands there once, with all that was said of its answers in comments. Where the
    answer was good, it is what the entry expects; where it was bad, what to expect is left to be written.

    [bold]Examples[/bold]

      dateline feedback export

      dateline feedback export candidates.yaml --verdict bad --since 2025-01-01
    """
    from ui.candidates import gathered, written  # noqa: PLC0415 - what reads answers takes a while to load

    if file and file.exists() and not overwrite:
        raise typer.BadParameter(f"the file {str(file)!r} is there already: name another, or say --overwrite.")
    held = _held(data_dir)
    # All that was said of a question counts, so that no answer is expected that somebody found bad.
    judged = [
        one
        for one in gathered(held)
        if any(verdict.takes(each.verdict) and each.is_since(since) for each in one.feedback)
    ]
    if held and not judged:
        typer.echo(NONE_SUCH.format(count=len(held)), err=True)
    if not judged:
        return
    if file is None:
        typer.echo(written(judged), nl=False)
        return
    try:
        file.write_text(written(judged), encoding="utf-8")
    except OSError as error:
        raise FeedbackError(f"The file {file} cannot be written: {error}.", "Name another file.") from error
    typer.echo(
        f"{len(judged):,} {'question' if len(judged) == 1 else 'questions'} written to {shown(str(file))}", err=True
    )


def _held(data_dir: Path | None) -> list[Feedback]:
    held = FeedbackStore(load_settings(data_dir=data_dir).data_dir).all()
    if not held:
        typer.echo(NONE_YET, err=True)
    return held


def _print_rows(found: Sequence[Feedback]) -> None:
    rows = [[" ".join(HALF.sub("�", shown(cell)).split()) for cell in _row(one)] for one in found]
    if not console.is_terminal:  # for other programs: one judgement a line, nothing shortened
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(
        Column("id", overflow="fold"), "said", "verdict", "status", "question", "note", box=None, padding=(0, 2, 0, 0)
    )
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
    console.print(f"{len(found):,} {'judgement' if len(found) == 1 else 'judgements'}")


def _row(one: Feedback) -> tuple[str, ...]:
    return one.id, when(one.said_at), one.verdict, one.answer.status, one.question, one.note
