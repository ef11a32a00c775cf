"""Numbered notes: one for each citation, under the number that it has in the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Citation
from assistant.dates.intervals import plain_day
from ui.references.fields import line
from ui.references.reference import Reference, reference

SPECIAL = re.compile(r"[\\`*_\[\]<~$^@]|&(?=#?\w+;)|(?<=www)\.|:(?=//)", re.IGNORECASE)
"""What means something in the midst of a line of Markdown, as CommonMark, GitHub or pandoc reads it."""
OPENING = re.compile(r"^(\d+|[a-z]|[ivxlcdm]+|)([-+#>|:.()])")
"""What would make a heading, a list or a quotation of the line that it begins."""
ENTITY = re.compile(r"&(?=#?\w+;)")
"""In a URL: "&copy;" would become another sign there too."""


def plain(citations: Sequence[Citation]) -> str:
    """Give a line for each citation: ``[1] “quote” — title, outlet, day, URL``."""
    return "\n".join(f"[{one.number}] {_plain(one, reference(one.article))}" for one in citations)


def footnotes(citations: Sequence[Citation]) -> str:
    """Give a note for each citation: ``[1] author, “title,” outlet, day, URL, accessed day. “quote”``."""
    return "\n".join(f"[{one.number}] {_footnote(one, reference(one.article))}" for one in citations)


def markdown(citations: Sequence[Citation]) -> str:
    """Give a Markdown footnote for each citation, the title linked; whatever comes from outside stays text."""
    return "\n".join(f"[^{one.number}]: {_markdown(one, reference(one.article))}" for one in citations)


def escaped(text: str) -> str:
    """Give a line as Markdown that shows it as it is."""
    return OPENING.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", text))


def _plain(one: Citation, of: Reference) -> str:
    published, url, _ = _days(of, of.url)
    where = ", ".join(filter(None, (of.title, of.outlet, published, url)))
    return " — ".join(filter(None, (_quote(one), where)))


def _footnote(one: Citation, of: Reference) -> str:
    where = [of.outlet, *_days(of, of.url)]
    return _sentences(_authors(of), of.title, of.title, where, _quote(one))


def _markdown(one: Citation, of: Reference) -> str:
    target = ENTITY.sub("&amp;", of.url) if of.url else None
    title = escaped(of.title) if of.title else None
    shown = f"[{title}](<{target}>)" if title and target else title
    link = f"[{escaped(of.url)}](<{target}>)" if of.url and not title else None
    where = [f"*{escaped(of.outlet)}*" if of.outlet else None, *_days(of, link)]
    return _sentences(escaped(_authors(of)), of.title, shown, where, escaped(_quote(one)))


def _days(of: Reference, url: str | None) -> tuple[str | None, str | None, str | None]:
    """Give when it was published, where it is, and when it was there."""
    published = plain_day(of.published) if of.published else None
    return published, url, f"accessed {plain_day(of.accessed)}" if of.accessed else None


def _sentences(authors: str, title: str | None, shown: str | None, where: Sequence[str | None], quote: str) -> str:
    """Put the parts of a note together: the comma after a title stands within its quotation marks."""
    place = ", ".join(filter(None, where))
    if title and shown:
        mark = "" if title.endswith(("?", "!", "…")) else "," if place else "" if title.endswith(".") else "."
        titled = f"“{shown}{mark}”"
        place = f"{place}." if place and not place.endswith(".") else place
        head = f"{authors}, {titled}" if authors else titled
        return " ".join(filter(None, (head, place, quote)))
    place = ", ".join(filter(None, (authors, place)))
    return " ".join(filter(None, (f"{place}." if place and not place.endswith(".") else place, quote)))


def _authors(of: Reference) -> str:
    *others, last = [str(name) for name in of.authors] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _quote(one: Citation) -> str:
    text = line(one.quote)
    return f"“{text}”" if text else ""
