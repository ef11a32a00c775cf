"""``dateline audit``: read a draft, say of each sentence what the articles say to it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from index.errors import DatelineError, UnknownArticle, UnreadableSource
from index.settings import load_settings
from ui.audit.files import require_room, same, write_all
from ui.options import AsOf, DataDir, From, Outlets, To, filters_of
from ui.terminal import shown, shown_json

if TYPE_CHECKING:  # what reads drafts and articles takes 2 s to load, which --help need not wait for
    from assistant.answer import Citation
    from assistant.assistant import Assistant
    from assistant.audit.draft import Draft
    from assistant.audit.report import Audit

HELD_BACK = 4
"""Exit status when a sentence has a verdict that ``--fail-on`` names."""
STDIN = "-"
"""In place of a file: standard input."""
PATIENCE = 2.0
"""Seconds that an audit may take before a person is told how far it is."""
TYPED = "standard input"
"""What a draft is called that has no file."""


class FailOn(StrEnum):
    """Verdicts that hold a draft back."""

    DIFFERS = "differs"
    PARTLY = "partly"
    NOT_FOUND = "not-found"


def _there(path: Path) -> Path:
    """Refuse a draft that is not there; typer's own check (0.29) would refuse "-" as well."""
    if str(path) != STDIN and not path.exists():
        raise typer.BadParameter(f"the file {str(path)!r} does not exist.")
    if path.is_dir():
        raise typer.BadParameter(f"{str(path)!r} is a folder: name one draft.")
    return path


def audit(
    draft: Annotated[
        Path,
        typer.Argument(
            metavar="DRAFT",
            callback=_there,
            help="The draft: a file of Word, Markdown, HTML, PDF or text (- for text from standard input).",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the audit as JSON.")] = False,
    html_file: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", dir_okay=False, help="Write a page with all evidence, for a browser."),
    ] = None,
    docx_file: Annotated[
        Path | None,
        typer.Option(
            "--docx",
            metavar="FILE",
            dir_okay=False,
            help="Write the draft for Word: footnotes for what is supported, comments on the rest.",
        ),
    ] = None,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on",
            help="Verdict that holds the draft back (exit status 4); may be given again. Default: differs.",
            show_default=False,
        ),
    ] = None,
    outlet: Outlets = None,
    published_from: From = None,
    published_to: To = None,
    as_of: AsOf = None,
    data_dir: DataDir = None,
) -> None:
    """Audit a draft: say of each sentence what the articles say to it.

    Each sentence is supported, partly supported, differs, is not found or not
    checkable, and stands beside the exact words of the articles. Nothing of
    the draft is kept, but in the files that are asked for.

    [bold]Examples[/bold]

      dateline audit briefing.docx

      dateline audit briefing.docx --html audit.html --docx audited.docx

      dateline audit - --json < briefing.txt > audit.json

      dateline audit briefing.md --as-of 2024-06-01 --fail-on differs --fail-on not-found

    Exit status: 0 audited, and nothing holds the draft back; 1 it could not
    be audited; 2 wrong usage; 4 audited, and a sentence has a verdict that
    --fail-on names.
    """
    filters = filters_of(outlet, published_from, published_to, as_of)
    _require_places(draft, html_file, docx_file)
    from assistant.assistant import Assistant  # noqa: PLC0415 - 2 s that --help need not wait for
    from ui.audit.terminal import print_audit  # noqa: PLC0415

    read, original = _read(draft, keep=docx_file is not None)
    console = Console(stderr=True, highlight=False)
    with Assistant(load_settings(data_dir=data_dir)) as assistant:
        with _watching(console) as progress:
            found = assistant.audit(read, filters=filters, progress=progress)
        if as_json:
            typer.echo(shown_json(found.model_dump_json(indent=2)))
        else:
            print_audit(found, Console(soft_wrap=not sys.stdout.isatty(), highlight=False))
        files: dict[Path, bytes] = {}
        if html_file:
            files[html_file] = _page(found, assistant)
        if docx_file:
            files[docx_file] = _annotated(original, read, found)
    write_all(files)
    for path in files:
        typer.echo(shown(f"Written: {path}"), err=True)
    raise typer.Exit(HELD_BACK if _held_back(found, fail_on or [FailOn.DIFFERS]) else 0)


def _require_places(draft: Path, html_file: Path | None, docx_file: Path | None) -> None:
    """Refuse files that would take the draft's place or each other's, or cannot be written at all."""
    given = [(option, file) for option, file in (("--html", html_file), ("--docx", docx_file)) if file]
    for option, file in given:
        if str(file) == STDIN:
            raise typer.BadParameter(f"{option} takes the name of a file.")
        if str(draft) != STDIN and same(draft, file):
            raise typer.BadParameter(f"{option} names the draft itself, which is never written to: name another file.")
    if html_file and docx_file and same(html_file, docx_file):
        raise typer.BadParameter("--html and --docx name the same file.")
    for _, file in given:
        require_room(file)


def _read(path: Path, *, keep: bool) -> tuple[Draft, bytes | None]:
    """Read a draft, and give beside it its file as it is, where that is to be kept and there is one."""
    from ui.drafts import MAX_DRAFT, draft_in, read_draft  # noqa: PLC0415

    typed = str(path) == STDIN
    name = TYPED if typed else str(path)
    original = None
    try:
        # Any name that ends so will do: text from there is Markdown where it has its marks.
        draft = draft_in(sys.stdin.buffer.read(MAX_DRAFT + 1), "typed.txt") if typed else read_draft(path)
        if keep and not typed:
            original = path.read_bytes()
            draft = draft_in(original, path.name)  # of one piece with it, if it was saved meanwhile
    except UnreadableSource as error:
        raise DatelineError(f"{name} cannot be audited: {error}.", error.hint) from error
    except OSError as error:
        raise DatelineError(f"{name} cannot be read: {error.strerror or error}.") from error
    if not any(one.sentences for one in draft.paragraphs):
        raise DatelineError(f"There is no sentence in {name}.", "Is it the right file?")
    return replace(draft, name=TYPED) if typed else draft, original


@contextmanager
def _watching(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Tell a person how far it is, if there is one and it takes a while."""
    began = time.monotonic()
    with ExitStack() as stack:
        telling: list[tuple[Progress, TaskID]] = []

        def report(done: int, total: int) -> None:
            if not telling and console.is_terminal and time.monotonic() - began > PATIENCE:
                columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
                progress = stack.enter_context(Progress(*columns, console=console, transient=True))
                telling.append((progress, progress.add_task("Sentences")))
            for progress, task in telling:
                progress.update(task, completed=done, total=total)

        yield report


def _page(found: Audit, assistant: Assistant) -> bytes:
    from ui.audit.page import page  # noqa: PLC0415
    from ui.rendering import quote_context  # noqa: PLC0415

    @cache  # an article is quoted beside many sentences
    def text_of(article_id: str) -> str:
        try:
            return assistant.article(article_id).text
        except UnknownArticle:  # removed since
            return ""

    def context(one: Citation) -> tuple[str, str]:
        return quote_context(text_of(one.article.id), one.start, one.end, one.quote)

    return page(found, context).encode()


def _annotated(original: bytes | None, draft: Draft, found: Audit) -> bytes:
    from ui.drafts.word import annotated  # noqa: PLC0415
    from ui.references import Form, references  # noqa: PLC0415

    def note(one: Citation) -> str:
        return references([one], Form.FOOTNOTE).removeprefix(f"[{one.number}] ")

    try:
        return annotated(original, draft, found, note)
    except UnreadableSource as error:
        raise DatelineError(f"The draft cannot be given back for Word: {error}.", error.hint) from error


def _held_back(found: Audit, fail_on: list[FailOn]) -> bool:
    from ui.audit.verdicts import KEYS  # noqa: PLC0415

    return any(KEYS[one.verdict] in fail_on for one in found.sentences)
