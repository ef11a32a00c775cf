"""How an answer and its sources are printed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer, Citation, Status
from index.article import Carrier
from index.errors import UnknownArticle
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
    """Print an answer, then its sources with each quote in its context; first how a follow-up was read."""
    if answer.standalone_question != answer.question:
        console.print(Text(shown(f"Read as: {answer.standalone_question}"), "italic"))
    console.print(Text(HEADINGS[answer.status], STYLES[answer.status]))
    text = Text(shown(answer.text))
    text.highlight_regex(MARK, "bold cyan")
    console.print(text)
    if answer.citations:
        console.print()
        console.print(Text("Sources", "bold"))
    for citation in answer.citations:
        head, *rest = _source(citation, assistant)
        console.print(head)
        for line in rest:
            # A terminal gets hanging lines; what is piped stays one line each, for other programs.
            console.print(Text("    ") + line if console.soft_wrap else Padding(line, (0, 0, 0, 4)))


def day(published: dt.date | None) -> str:
    """Give a publication date as a person reads it."""
    return f"{published.day} {published:%B %Y}" if published else "no date given"


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


def _source(citation: Citation, assistant: Assistant) -> list[Text]:
    article = citation.article
    head = Text(f"[{citation.number}] ", "bold cyan")
    head.append(shown(article.outlet or "no outlet given"), "bold")
    head.append(shown(f" · {article.title or article.path.rsplit('/', 1)[-1]} · {day(article.published)}"))
    if article.byline:
        head.append(shown(f" · {article.byline}"))
    lines = [head, _quote(citation, assistant)]
    if article.url:
        lines.append(Text(shown(article.url), "dim"))
    if citation.also:
        lines.append(Text(shown(f"also carried by {', '.join(_carrier(one) for one in citation.also)}"), "dim"))
    return lines


def _carrier(carrier: Carrier) -> str:
    return carrier.outlet or carrier.title or carrier.source.rsplit("/", 1)[-1]


def _quote(citation: Citation, assistant: Assistant) -> Text:
    before, after = surroundings(citation, assistant)
    return Text.assemble((shown(before), "dim"), (shown(f"»{citation.quote}«"), "bold"), (shown(after), "dim"))
