"""Citations as references, in the formats that writers need: the options that ask for it, and what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

import typer

from assistant.answer import Answer, Citation, Status
from ui.terminal import shown

FORMS = ("plain", "footnote", "markdown", "apa", "chicago", "mla", "harvard", "ieee", "ris", "bibtex", "csl-json")
"""The values of ``ui.references.Form``, for which only who wants references waits. A test holds the two together."""


def as_form(text: str) -> str:
    """Read the name of a format given on the command line."""
    if (form := text.strip().lower()) in FORMS:
        return form
    raise typer.BadParameter(f"{text!r} is none of {', '.join(FORMS)}. Other styles are named with --style.")


def _forms(incomplete: str) -> list[str]:
    return [form for form in FORMS if form.startswith(incomplete.lower())]


Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORM",
        parser=as_form,
        autocompletion=_forms,
        help=f"Print nothing but the references, as {', '.join(FORMS[:-1])} or {FORMS[-1]}.",
    ),
]
Style = Annotated[
    str | None,
    typer.Option(
        "--style",
        metavar="NAME|FILE.csl",
        help="The same in any other style of the Citation Style Language: nature, the-lancet, or a file of your own.",
    ),
]
Quotes = Annotated[
    bool,
    typer.Option(
        "--quotes",
        help="Put the quotes below each reference: for apa to ieee and --style; the other formats have them always.",
    ),
]


@dataclass(frozen=True)
class Manner:
    """How references are to look."""

    form: str
    quotes: bool


def manner(form: str | None, style: str | None, *, quotes: bool) -> Manner | None:
    """Put the options together; ``None`` if no references are asked for. Raises ``UnusableStyle``."""
    if form and style is not None:
        raise typer.BadParameter("Give --format or --style, not both: each says how references look.")
    if quotes and not (form or style is not None):
        raise typer.BadParameter("--quotes goes with --format or --style.")
    if style is not None:
        from ui.references import references  # noqa: PLC0415 - see FORMS

        references((), style)  # 0.1 s, so that a misspelt name is told whatever is found, and before the search
    named = form or style
    return Manner(named, quotes) if named else None


def exported(citations: Sequence[Citation], how: Manner) -> str:
    """Give citations as references; tell on standard error if none of their articles can be referred to."""
    from ui.references import references  # noqa: PLC0415 - see FORMS

    text = references(citations, how.form, quotes=how.quotes)
    if citations and not text:
        tell("The articles name no author, title, outlet or URL: no reference can be made.")
    return text


def print_answer_references(answer: Answer, how: Manner) -> None:
    """Print the references of what an answer quotes; what is not answered is told on standard error."""
    if answer.standalone_question != answer.question:
        tell(f"Read as: {answer.standalone_question}")
    if answer.status is not Status.ANSWERED:
        from assistant.wording import missing  # noqa: PLC0415 - 50 ms that --help need not wait for

        parts = [one for one in answer.parts if one.status is Status.NOT_FOUND]
        if answer.status is Status.PARTIAL:
            tell(" ".join(["Partly answered.", *map(missing, parts)]))
        else:
            notes = (part.note for part in parts if part.note)
            tell(" ".join(["Not found. The articles do not answer this.", *notes, *answer.remarks]))
    numbers = set(_quoted(answer))
    if text := exported([one for one in answer.citations if one.number in numbers], how):
        typer.echo(text)


def tell(line: str) -> None:
    """Say something to the person, aside from what may be piped."""
    typer.echo(shown(line), err=True)


def _quoted(answer: Answer) -> Iterator[int]:
    """Give the numbers that an answer names; the nearest thing the articles say is no answer."""
    if answer.status is Status.NOT_FOUND:
        return
    values = (value.citations for conflict in answer.conflicts for value in conflict.values)
    yield from chain.from_iterable(one.citations for one in answer.claims)
    yield from chain.from_iterable(one.citations for one in answer.parts)
    yield from chain.from_iterable(one.citations for one in answer.timeline)
    yield from chain.from_iterable(values)
