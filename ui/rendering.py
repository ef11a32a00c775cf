"""How an answer and its sources are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Citation, Claim, Conflict, Status
from assistant.wording import marked, missing
from index.errors import UnknownArticle
from ui.readings import attribution, dated, day, difference, in_sight
from ui.terminal import shown

if TYPE_CHECKING:
    from assistant.assistant import Assistant

STYLES = {Status.ANSWERED: "bold green", Status.PARTIAL: "bold yellow", Status.NOT_FOUND: "bold red"}
HEADINGS = {Status.ANSWERED: "Answered", Status.PARTIAL: "Partly answered", Status.NOT_FOUND: "Not found"}
CONTEXT = 160
"""Characters of the article shown before and after a quote."""
BREAK = "\n\n"
"""Between two paragraphs of an article."""
MARK = re.compile(r"\[\d+\]")


def print_answer(answer: Answer, assistant: Assistant, console: Console) -> None:
    """Print an answer, then its sources with each quote in its context; first how a follow-up was read.

    What is piped is the answer's text, for other programs; a terminal gets the same as people like to read it.
    """
    if answer.standalone_question != answer.question:
        console.print(Text(shown(f"Read as: {answer.standalone_question}"), "italic"))
    console.print(Text(HEADINGS[answer.status], STYLES[answer.status]))
    if console.soft_wrap or answer.status is Status.NOT_FOUND:
        console.print(_marked(answer.text))
    else:
        for piece in _pieces(answer):
            console.print(piece)
    if answer.citations:
        console.print()
        console.print(Text("Sources", "bold"))
    for citation in answer.citations:
        head, *rest = _source(citation, assistant)
        console.print(head)
        for line in rest:
            # A terminal gets hanging lines; what is piped stays one line each, for other programs.
            console.print(Text("    ") + line if console.soft_wrap else Padding(line, (0, 0, 0, 4)))


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Give what stands before and after ``text[start:end]`` in its paragraph, shortened to whole words."""
    opening, closing = text.rfind(BREAK, 0, start), text.find(BREAK, end)
    before = text[0 if opening < 0 else opening + len(BREAK) : start]
    after = text[end : len(text) if closing < 0 else closing]
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    return before, after


def surroundings(citation: Citation, assistant: Assistant) -> tuple[str, str]:
    """Give what stands before and after a quote in its paragraph; nothing if the article has been changed since."""
    try:
        text = assistant.article(citation.article.id).text
    except UnknownArticle:
        return "", ""
    return quote_context(text, citation.start, citation.end, citation.quote)


def quote_context(text: str, start: int, end: int, quote: str) -> tuple[str, str]:
    """Give what stands before and after a quote in its paragraph; nothing if the text says something else there."""
    return context(text, start, end) if text[start:end] == quote else ("", "")


def _pieces(answer: Answer) -> Iterator[Text | Padding | Table]:
    """Give the answer's text from its fields: a timeline line by line, reports that differ as tables."""
    if answer.timeline:
        for entry in answer.timeline:
            when = dated(entry)
            yield _marked(f"{when[0].upper()}{when[1:]}: {marked(entry.text, entry.citations)}")
    else:
        yield _marked(" ".join(marked(claim.text, claim.citations) for claim in answer.claims))
        # Where the question asks when, the answer says it once, below.
        told = any(part.note for part in answer.parts)
        yield from filter(None, (_reading(claim, told=told) for claim in answer.claims))
    for part in answer.parts:
        if part.status is Status.NOT_FOUND:
            yield _marked(missing(part))
        elif part.note:
            yield _marked(marked(f"When: {part.note}", part.citations))
    for conflict in answer.conflicts:
        yield from _difference(conflict)
    yield from map(_marked, answer.remarks)


def _marked(text: str) -> Text:
    line = Text(shown(text))
    line.highlight_regex(MARK, "bold cyan")
    return line


def _reading(claim: Claim, *, told: bool) -> Padding | None:
    """Give in one line the days that a claim's words hide, unless they are ``told`` elsewhere, and who says so."""
    read = " · ".join(filter(None, ("" if told else in_sight(claim), attribution(claim.attributions))))
    marks = " ".join(f"[{number}]" for number in claim.citations)
    return Padding(Text(shown(f"{marks} {read}"), "dim"), (0, 0, 0, 4)) if read else None


def _difference(conflict: Conflict) -> Iterator[Text | Table]:
    yield Text(shown(f"\n{difference(conflict)}: {conflict.about}"), "bold")
    table = Table("Reported", "Outlet", "Date", "Source", box=box.SIMPLE_HEAD, show_edge=False)
    for one in conflict.values:
        marks = _marked(" ".join(f"[{number}]" for number in one.citations))
        outlet = Text(shown(one.outlet or "no outlet given"))
        table.add_row(Text(shown(one.value), "bold"), outlet, Text(day(one.published)), marks)
    yield table


def _source(citation: Citation, assistant: Assistant) -> list[Text]:
    article = citation.article
    head = Text(f"[{citation.number}] ", "bold cyan")
    head.append(shown(article.outlet or "no outlet given"), "bold")
    head.append(shown(f" · {article.name} · {day(article.published)}"))
    if article.byline:
        head.append(shown(f" · {article.byline}"))
    lines = [head, _quote(citation, assistant)]
    if article.url:
        lines.append(Text(shown(article.url), "dim"))
    if citation.also:
        lines.append(Text(shown(f"also carried by {', '.join(one.name for one in citation.also)}"), "dim"))
    return lines


def _quote(citation: Citation, assistant: Assistant) -> Text:
    before, after = surroundings(citation, assistant)
    return Text.assemble((shown(before), "dim"), (shown(f"»{citation.quote}«"), "bold"), (shown(after), "dim"))
