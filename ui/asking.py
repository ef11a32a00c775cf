"""``dateline ask``."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel, Strict, StringConstraints, ValidationError
from rich.console import Console
from rich.progress import track

from index.filters import Filters
from index.settings import load_settings
from ui.export import Format, Quotes, Style, manner, print_answer_references
from ui.options import AsOf, DataDir, From, Outlets, To, filters_of
from ui.rendering import print_answer
from ui.terminal import shown_json

if TYPE_CHECKING:
    from assistant.assistant import Assistant

PARTLY = 3
"""Exit status when some lines of a batch could not be asked."""


STDIN = "-"
"""In place of a file: standard input."""


class _Asked(BaseModel):
    """A line of a batch; what else it holds is the asker's own business."""

    id: Any = None
    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    as_of: Annotated[dt.date, Strict()] | None = None
    """Strict: 20240601 is no day, although it could be read as a number of seconds."""
    history: list[str] = []
    """The earlier questions of the conversation, oldest first."""


def _there(path: Path | None) -> Path | None:
    """Refuse a file that is not there; typer's own check (0.29) would refuse "-" as well."""
    if path and str(path) != STDIN and not path.exists():
        raise typer.BadParameter(f"the file {str(path)!r} does not exist.")
    return path


def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in quotation marks.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            dir_okay=False,
            callback=_there,
            help=(
                'Ask each line {"id", "question", "as_of"?, "history"?} of a file (- for standard input):'
                " one JSON answer a line."
            ),
        ),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after",
            metavar="QUESTION",
            help="A question asked before, in whose light this one is read; again for each, the oldest first.",
        ),
    ] = None,
    form: Format = None,
    style: Style = None,
    quotes: Quotes = False,
    outlet: Outlets = None,
    published_from: From = None,
    published_to: To = None,
    as_of: AsOf = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, max=20, help="At most N sentences in the answer."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Answer a question with the exact words of the articles.

    [bold]Examples[/bold]

      dateline ask "What did Spain pledge and when?"

      dateline ask "Who met in Kyiv?" --as-of 2023-10-01 --outlet "Harbour Wire"

      dateline ask "And when?" --after "What did Spain pledge?"

      dateline ask "What did Spain pledge and when?" --format apa

      dateline ask --batch questions.jsonl > answers.jsonl

    Exit status: 0 when asked, whatever the answer; 1 when it could not be asked; 2 for wrong usage; 3 when
    some lines of a batch could not be asked.
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one question in quotation marks, or --batch FILE.jsonl.")
    if batch is not None and after:
        raise typer.BadParameter('--after goes with one question; the lines of a batch have "history".')
    if (form or style is not None) and (as_json or batch is not None):
        raise typer.BadParameter(f"--format and --style do not go with {'--json' if as_json else '--batch'}.")
    filters = filters_of(outlet, published_from, published_to, as_of)
    how = manner(form, style, quotes=quotes)
    from assistant.assistant import Assistant  # noqa: PLC0415 - 2 s that other commands need not wait for

    if batch is None and not (question or "").strip():
        raise typer.BadParameter("The question is empty.")
    with Assistant(load_settings(data_dir=data_dir)) as assistant:
        if batch is not None:
            raise typer.Exit(_batch(assistant, batch, filters, top))
        answer = assistant.ask(question or "", filters=filters, most=top, history=after or ())
        if how:
            print_answer_references(answer, how)
        elif as_json:
            typer.echo(shown_json(answer.model_dump_json(indent=2)))
        else:
            print_answer(answer, assistant, Console(soft_wrap=not sys.stdout.isatty(), highlight=False))


def _batch(assistant: Assistant, path: Path, filters: Filters, top: int | None) -> int:
    failed = 0
    lines = list(_lines(path))
    console = Console(stderr=True)
    for number, line in track(lines, "Asking", console=console, disable=not console.is_terminal, total=len(lines)):
        try:
            asked = _Asked.model_validate_json(line)
        except ValidationError as error:
            failed += 1
            said: dict[str, object] = {"line": number, "error": _trouble(error)}
        else:
            limits = filters.model_copy(update={"as_of": asked.as_of}) if asked.as_of else filters
            answer = assistant.ask(asked.question, filters=limits, most=top, history=asked.history)
            said = {"id": asked.id, **answer.model_dump(mode="json")}
        typer.echo(shown_json(json.dumps(said, ensure_ascii=False)))
    return PARTLY if failed else 0


def _trouble(error: ValidationError) -> str:
    first = error.errors()[0]
    where = f"{first['loc'][0]}: " if first["loc"] else ""
    return f"{where}{first['msg']}"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with sys.stdin.buffer if str(path) == STDIN else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line.removeprefix(codecs.BOM_UTF8)
