"""The place of a quote, as the page names it: "@1180-1311-1c291ca3" is where it stands and a digest of its words."""

from __future__ import annotations

import re
import zlib

from assistant.answer import Citation

_PLACE = re.compile(r"@(\d{1,9})-(\d{1,9})-([0-9a-f]{8})")
MOST = 20
"""Quotes of one article that are marked together; a sentence draws on three or four."""


def place_of(citation: Citation) -> str:
    """Name the place of a quote in its article. Names put together name several places."""
    return f"@{citation.start}-{citation.end}-{_digest(citation.quote)}"


def is_place(name: str) -> bool:
    """Tell whether a name that the page sent is that of a place."""
    return name.startswith("@")


def spans_of(name: str, text: str) -> list[tuple[int, int]]:
    """Give where the quotes of places stand in their article's text; none that it says no more."""
    places = [(int(one[1]), int(one[2]), one[3]) for one in _PLACE.finditer(name)][:MOST]
    return [
        (start, end) for start, end, digest in places if start < end <= len(text) and _digest(text[start:end]) == digest
    ]


def name_of(citation: Citation) -> str:
    """Name a quote of an article among all: the same quote has the same name wherever on the page it is."""
    return _digest(f"{citation.article.id}\n{citation.start}\n{citation.end}\n{citation.quote}")


def _digest(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
