"""``dateline ask``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant.assistant import Assistant
from index.errors import DatelineError
from index.filters import Filters
from index.settings import load_settings
from ui.options import AsOf, DataDir, From, Outlets, To, filters_of
from ui.rendering import print_answer

PARTLY = 3
"""Exit status when some lines of a batch could not be asked."""


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
            exists=True,
            dir_okay=False,
            allow_dash=True,
            help='Ask each line {"id", "question", "as_of"?} of a file (- for standard input): one JSON answer a line.',
        ),
    ] = None,
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

      dateline ask --batch questions.jsonl > answers.jsonl

    Exit status: 0 when asked, whatever the answer; 1 when it could not be asked; 2 for wrong usage; 3 when
    some lines of a batch could not be asked.
    """
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one question in quotation marks, or --batch FILE.jsonl.")
    filters = filters_of(outlet, published_from, published_to, as_of)
    assistant = Assistant(load_settings(data_dir=data_dir))
    if batch is not None:
        raise typer.Exit(_batch(assistant, batch, filters, top))
    if not (question or "").strip():
        raise typer.BadParameter("The question is empty.")
    answer = assistant.ask(question or "", filters=filters, most=top)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        print_answer(answer, assistant, Console(soft_wrap=not sys.stdout.isatty(), highlight=False))


def _batch(assistant: Assistant, path: Path, filters: Filters, top: int | None) -> int:
    failed = 0
    lines = list(_lines(path))
    console = Console(stderr=True)
    for number, line in track(lines, "Asking", console=console, disable=not console.is_terminal, total=len(lines)):
        try:
            asked = json.loads(line)
            day = asked.get("as_of")
            limits = filters.model_copy(update={"as_of": dt.date.fromisoformat(day)}) if day else filters
            answer = assistant.ask(_text(asked), filters=limits, most=top)
            typer.echo(json.dumps({"id": asked.get("id"), **answer.model_dump(mode="json")}, ensure_ascii=False))
        except (ValueError, TypeError, AttributeError, DatelineError) as error:
            failed += 1
            typer.echo(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False))
    return PARTLY if failed else 0


def _text(asked: dict[str, object]) -> str:
    question = asked.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("no question in this line")
    return question


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with sys.stdin if str(path) == "-" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line
