"""HTML from templates. Whatever comes from outside is escaped by the template engine, never by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from assistant.answer import ClaimDate
from ui.pages import environment
from ui.rendering import day
from ui.terminal import shown

SAFE_SCHEMES = frozenset({"http", "https"})
"""A link of another kind (javascript:, data:, file:) could run a program or read a file: it is shown, not linked."""


class Segment(NamedTuple):
    """A stretch of text and whether it is quoted."""

    text: str
    quoted: bool


def segments(text: str, spans: Iterable[tuple[int, int]]) -> list[Segment]:
    """Cut a text at the borders of quoted spans, which may overlap and may reach beyond the text."""
    inside = [(max(start, 0), min(end, len(text))) for start, end in spans]
    inside = [(start, end) for start, end in inside if start < end]
    borders = sorted({0, len(text), *(border for span in inside for border in span)})
    return [
        Segment(text[first:last], any(start <= first and last <= end for start, end in inside))
        for first, last in pairwise(borders)
    ]


def link(url: str | None) -> str | None:
    """Give a URL that may be linked: http or https, with a host; ``None`` for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in SAFE_SCHEMES and parts.hostname else None


def host(url: str) -> str:
    """Give the host of a URL as a reader knows it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def render(template: str, **values: Any) -> str:
    """Give the HTML of a template in ``ui/web/templates``."""
    return _environment.get_template(f"{template}.html").render(values)


def worked_out(date: ClaimDate) -> bool:
    """Tell whether a reader gains by seeing the days: "on Monday" hides them, "May 28" shows them."""
    return date.start is not None and date.basis.startswith("published") and not any(map(str.isdigit, date.text))


def days(date: ClaimDate) -> str:
    """Say the days that a claim's words mean."""
    if date.start == date.end:
        return day(date.start)
    return f"{day(date.start)} to {day(date.end)}"


_environment = environment("ui.web", shown)  # control characters are shown as on a terminal
_environment.filters |= {"day": day, "days": days, "link": link, "worked_out": worked_out, "host": host}
