"""HTML from templates. Whatever comes from outside is escaped by the template engine, never by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ui.pages import environment
from ui.readings import at_request, dated, day, derived, difference, in_sight
from ui.references.form import Form
from ui.terminal import shown

SAFE_SCHEMES = frozenset({"http", "https"})
"""A link of another kind (javascript:, data:, file:) could run a program or read a file: it is shown, not linked."""
FORMS = (
    ("To paste", (Form.PLAIN, Form.FOOTNOTE, Form.MARKDOWN)),
    ("Styles", (Form.APA, Form.CHICAGO, Form.MLA, Form.HARVARD, Form.IEEE)),
    ("For programs", (Form.RIS, Form.BIBTEX, Form.CSL_JSON)),
)
"""The formats of references, as a list of choices groups them."""


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


_environment = environment("ui.web", shown)  # control characters are shown as on a terminal
_environment.filters |= {"day": day, "link": link, "host": host}
_environment.filters |= {"dated": dated, "derived": derived, "difference": difference}
_environment.filters |= {"in_sight": in_sight, "at_request": at_request}
_environment.globals |= {"forms": FORMS}
