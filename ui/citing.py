"""``dateline cite``: find the articles that bear a statement, and their references."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from index.filters import Filters
from index.settings import load_settings
from ui.export import Format, Manner, Quotes, Style, exported, manner, tell
from ui.options import AsOf, DataDir, From, Outlets, To, filters_of
from ui.readings import day
from ui.terminal import UNWRITABLE, shown_json

if TYPE_CHECKING:  # what searches takes 2 s to load, which --help need not wait for
    from assistant.assistant import Assistant
    from assistant.sourced import Sourced

NOT_ASKED, IN_PART, NOTHING = 1, 3, 4
"""Exit statuses, beside 0 for a statement that is borne in full and 2 for wrong usage."""
WORST = (NOT_ASKED, NOTHING, IN_PART, 0)
"""The exit status of a batch is the first of these that one of its lines has."""
STDIN = "-"
"""In place of a statement or a file: standard input."""
LONGEST = 1000
"""Characters of a statement. The longest sentences of newspapers have 600; a whole text is what an audit is for."""
ROOM = 100_000
"""Bytes of standard input that are read for one statement, white space included."""


class _Unfit(ValueError):
    """A statement that cannot be asked; the message is the reason."""


def _there(path: Path | None) -> Path | None:
    """Refuse a file that is not there; typer's own check (0.29) would refuse "-" as well."""
    if path and str(path) != STDIN and not path.exists():
        raise typer.BadParameter(f"the file {str(path)!r} does not exist.")
    return path


def cite(
    statement: Annotated[
        str | None,
        typer.Argument(
            help="A sentence, in quotation marks (- for standard input). Quotation marks within it ask for these very"
            " words.",
            show_default=False,
        ),
    ] = None,
    form: Format = None,
    style: Style = None,
    quotes: Quotes = False,
    nearest: Annotated[
        bool,
        typer.Option(
            "--nearest", help="If no article bears all of it, print the reference of the nearest; the exit status is 3."
        ),
    ] = False,
    top: Annotated[
        int,
        typer.Option("--top", metavar="N", min=1, max=20, help="At most N articles, the best first."),
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE",
            dir_okay=False,
            callback=_there,
            help="Take each line of a file as a statement (- for standard input): one JSON object a line.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", dir_okay=False, help="Write into a file what would be printed."),
    ] = None,
    outlet: Outlets = None,
    published_from: From = None,
    published_to: To = None,
    as_of: AsOf = None,
    data_dir: DataDir = None,
) -> None:
    """Find the articles that bear a statement, and the exact words that do.

    Of each article it says whether it bears all of the statement, which piece
    is missing, or what it says instead. Of articles that bear as much, the
    earliest comes first. With --format or --style only the references are
    printed, of the articles that bear all of it.

    [bold]Examples[/bold]

      dateline cite "Spain pledged one billion euros in military aid to Ukraine."

      dateline cite "Belgium promised 30 F-16 jets." --format bibtex >> refs.bib

      dateline cite "Belgium promised 30 F-16 jets." --style nature --top 1

      dateline cite '"winter starts before the snow"' --outlet "Harbour Wire"

      dateline cite --batch sentences.txt > found.jsonl

    Exit status: 0 an article bears all of it; 1 it could not be asked; 2
    wrong usage; 3 articles bear it only in part, or say otherwise; 4 they say
    nothing of the kind. A batch has that of its worst line: 1 if some could
    not be asked, else 4, 3 or 0.
    """
    if (statement is None) == (batch is None):
        raise typer.BadParameter("Give one statement in quotation marks, or --batch FILE.")
    if (form or style is not None) and (as_json or batch):
        raise typer.BadParameter(f"--format and --style do not go with {'--batch' if batch else '--json'}.")
    if nearest and not (form or style is not None):
        raise typer.BadParameter("--nearest goes with --format or --style; without them the nearest is always shown.")
    filters = filters_of(outlet, published_from, published_to, as_of)
    how = manner(form, style, quotes=quotes)
    if output:
        _require_place(output, batch)
    try:
        text = "" if statement is None else _read(statement)
    except _Unfit as error:
        raise typer.BadParameter(str(error)) from None
    from assistant.assistant import Assistant  # noqa: PLC0415 - 2 s that --help need not wait for

    with Assistant(load_settings(data_dir=data_dir)) as assistant:
        if batch is not None:
            raise typer.Exit(_batch(assistant, batch, filters, top, output))
        found = assistant.cite(text, filters=filters, most=top)
        if how:
            _put(_references(found, how, nearest=nearest), output)
        elif as_json:
            _put(shown_json(found.model_dump_json(indent=2)), output)
        else:
            _print(found, assistant, output)
    raise typer.Exit(_status(found))


def _require_place(output: Path, batch: Path | None) -> None:
    """Refuse a file that cannot be written, or that would take the place of what is read."""
    from ui.audit.files import require_room, same  # noqa: PLC0415 - for this option only

    if str(output) == STDIN:
        raise typer.BadParameter("--output takes the name of a file.")
    if batch and str(batch) != STDIN and same(batch, output):
        raise typer.BadParameter("--output and --batch name the same file.")
    require_room(output)


def _read(given: str) -> str:
    """Read a statement given on the command line, or from standard input."""
    if given != STDIN:
        return _one_line(given)
    content = sys.stdin.buffer.read(ROOM + 1)
    if len(content) > ROOM:
        raise _Unfit(f"Standard input holds more than a statement. {_too_long()}")
    return _one_line(_decoded(content))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unfit("It is no text in UTF-8.") from error


def _one_line(text: str) -> str:
    """Give a statement in one line, for it may be copied from a page; what no encoding holds is "�"."""
    text = UNWRITABLE.sub("�", " ".join(text.split()))
    if not text:
        raise _Unfit("The statement is empty.")
    if not any(map(str.isalnum, text)):
        raise _Unfit("There is no word in the statement, and no number.")
    if len(text) > LONGEST:
        raise _Unfit(f"The statement has {len(text):,} characters. {_too_long()}")
    return text


def _too_long() -> str:
    return f"It may have {LONGEST:,}: `dateline audit` checks whole texts, sentence by sentence."


def _batch(assistant: Assistant, path: Path, filters: Filters, top: int, output: Path | None) -> int:
    lines = list(_lines(path))
    console = Console(stderr=True)
    statuses = {0}
    said: list[str] = []
    for number, line in track(lines, "Asking", console=console, disable=not console.is_terminal, total=len(lines)):
        try:
            text = _one_line(_decoded(line))
        except _Unfit as error:
            statuses.add(NOT_ASKED)
            one: dict[str, object] = {"line": number, "error": str(error)}
        else:
            found = assistant.cite(text, filters=filters, most=top)
            statuses.add(_status(found))
            one = {"line": number, **found.model_dump(mode="json")}
        said.append(shown_json(json.dumps(one, ensure_ascii=False)))
        if not output:
            typer.echo(said.pop())
    if output:
        _put("\n".join(said), output)
    return min(statuses, key=WORST.index)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with sys.stdin.buffer if str(path) == STDIN else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line


def _references(found: Sourced, how: Manner, *, nearest: bool) -> str:
    """Give the references of what bears a statement; why there are none is told on standard error."""
    from assistant.verdicts import explained  # noqa: PLC0415 - see TYPE_CHECKING
    from assistant.verification import Verdict  # noqa: PLC0415 - idem

    if found.verdict is Verdict.NOT_FOUND:
        for line in (explained(found.verdict, ()), *found.remarks):
            tell(line)
        return ""
    bearings = [one for one in found.bearings if one.verdict is Verdict.SUPPORTED]
    if not bearings:
        near = found.bearings[0]
        cited = next(one for one in found.citations if one.number == near.citations[0])
        outlet = cited.article.outlet or cited.article.title or cited.article.id
        tell("No article bears all of it.")
        tell(f"The nearest ({outlet}, {day(cited.article.published)}): {near.note}")
        if not nearest:
            tell("Nothing is printed; --nearest prints the reference of that one.")
            return ""
        bearings = [near]
    numbers = {number for one in bearings for number in one.citations}
    return exported([one for one in found.citations if one.number in numbers], how)


def _print(found: Sourced, assistant: Assistant, output: Path | None) -> None:
    from ui.bearings import print_sourced  # noqa: PLC0415 - see TYPE_CHECKING

    if not output:
        print_sourced(found, assistant, Console(soft_wrap=not sys.stdout.isatty(), highlight=False))
        return
    file = io.StringIO()
    print_sourced(found, assistant, Console(file=file, soft_wrap=True, highlight=False))
    _put(file.getvalue().rstrip("\n"), output)


def _put(text: str, output: Path | None) -> None:
    """Print a text, or write it into a file; where there is nothing, a file stays as it was."""
    if not text:
        return
    if not output:
        typer.echo(text)
        return
    from ui.audit.files import write_all  # noqa: PLC0415 - for this option only

    write_all({output: f"{text}\n".encode()})
    tell(f"Written: {output}")


def _status(found: Sourced) -> int:
    from assistant.verification import Verdict  # noqa: PLC0415 - see TYPE_CHECKING

    return {Verdict.SUPPORTED: 0, Verdict.NOT_FOUND: NOTHING}.get(found.verdict, IN_PART)
