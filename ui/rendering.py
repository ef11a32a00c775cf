"""How an answer and its sources are printed."""

from __future__ import annotations

import datetime as dt
import re

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer, Citation, Status
from assistant.assistant import Assistant
from index.article import Carrier

STYLES = {Status.ANSWERED: "bold green", Status.PARTIAL: "bold yellow", Status.NOT_FOUND: "bold red"}
HEADINGS = {Status.ANSWERED: "Answered", Status.PARTIAL: "Partly answered", Status.NOT_FOUND: "Not found"}
CONTEXT = 160
"""Characters of the article shown before and after a quote."""
MARK = re.compile(r"\[\d+\]")


def print_answer(answer: Answer, assistant: Assistant, console: Console) -> None:
    """Print an answer, then its sources with each quote in its context."""
    console.print(Text(HEADINGS[answer.status], STYLES[answer.status]))
    text = Text(answer.text)
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


def _source(citation: Citation, assistant: Assistant) -> list[Text]:
    article = citation.article
    head = Text(f"[{citation.number}] ", "bold cyan")
    head.append(article.outlet or "no outlet given", "bold")
    head.append(f" · {article.title or article.path.rsplit('/', 1)[-1]} · {day(article.published)}")
    if article.byline:
        head.append(f" · {article.byline}")
    lines = [head, _quote(citation, assistant)]
    if article.url:
        lines.append(Text(article.url, "dim"))
    if citation.also:
        lines.append(Text(f"also carried by {', '.join(_carrier(one) for one in citation.also)}", "dim"))
    return lines


def _carrier(carrier: Carrier) -> str:
    return carrier.outlet or carrier.title or carrier.source.rsplit("/", 1)[-1]


def _quote(citation: Citation, assistant: Assistant) -> Text:
    """Give the quote, marked, within its paragraph, shortened to whole words."""
    text = assistant.article(citation.article.id).text
    first = max(text.rfind("\n\n", 0, citation.start) + 2, citation.start - CONTEXT, 0)
    first = first if first < CONTEXT else min(text.find(" ", first) + 1 or first, citation.start)
    paragraph = text.find("\n\n", citation.end)
    last = min(paragraph if paragraph >= 0 else len(text), citation.end + CONTEXT)
    shown = Text("…" if first and text[first - 2 : first] != "\n\n" else "", "dim")
    shown.append(text[first : citation.start], "dim")
    shown.append(f"»{citation.quote}«", "bold")
    after = text[citation.end : last]
    if last < len(text) and text[last : last + 2] != "\n\n":
        after = after.rpartition(" ")[0] + "…"
    shown.append(after, "dim")
    return shown
