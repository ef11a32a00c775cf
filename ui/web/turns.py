"""An exchange as HTML, and as plain text to be copied: pure functions of the exchange and its sources."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Status
from assistant.wording import missing
from ui.readings import day
from ui.rendering import HEADINGS
from ui.web.conversation import Exchange, spoken
from ui.web.markup import render
from ui.web.place import name_of
from ui.web.sources import Source
from ui.web.trouble import Trouble


def turn_id(number: int) -> str:
    """Give the id of an exchange's element on the page."""
    return f"turn-{number}"


def reading_html(exchange: Exchange, reading: str) -> str:
    """Give an exchange whose answer is awaited; ``reading`` says what is being read."""
    return _turn(exchange, reading=reading)


def trouble_html(exchange: Exchange, trouble: Trouble) -> str:
    """Give an exchange that could not be asked."""
    return _turn(exchange, trouble=trouble)


def answer_html(
    exchange: Exchange, answer: Answer, sources: Sequence[Source], *, claims: int | None = None, feedback: str = ""
) -> str:
    """Give an exchange with its answer: whole, or its first ``claims`` while it is still being shown.

    ``feedback`` is HTML: the thumbs.
    """
    return _turn(
        exchange,
        answer=answer,
        claims=answer.claims[:claims],
        timeline=answer.timeline[:claims],
        complete=claims is None,
        sources=sources,
        feedback=feedback,
        copied=copied(answer),
        cites=cites(answer),
    )


def cites(answer: Answer) -> str:
    """Give the names of the citations that can be taken along; none of what is no answer."""
    return "" if answer.status is Status.NOT_FOUND else " ".join(map(name_of, answer.citations))


def copied(answer: Answer) -> str:
    """Give an answer with its sources as plain text, to be pasted into a message."""
    lines = [answer.standalone_question, "", f"{HEADINGS[answer.status]}. {answer.text}"]
    if answer.citations:
        lines += ["", "Sources"]
    for one in answer.citations:
        article = one.article
        fields = [
            article.outlet or "no outlet given",
            article.title or article.path.rsplit("/", 1)[-1],
            day(article.published),
            article.byline,
        ]
        lines += [f"[{one.number}] {' · '.join(field for field in fields if field)}", f"    »{one.quote}«"]
        if article.url:
            lines.append(f"    {article.url}")
    return "\n".join(lines)


def _turn(
    exchange: Exchange,
    *,
    answer: Answer | None = None,
    reading: str = "",
    trouble: Trouble | None = None,
    **values: object,
) -> str:
    return render(
        "turn",
        number=exchange.number,
        question=exchange.question,
        limits=spoken(exchange.filters),
        headings=HEADINGS,
        missing=missing,
        answer=answer,
        reading=reading,
        trouble=trouble,
        **values,
    )
