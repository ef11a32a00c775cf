"""The sentences of a draft's paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.splitting import LONGEST, split_sentences

MAX_SENTENCES = 5_000
"""Sentences of a draft that are audited: a book of 250 pages."""
STRETCH = 20_000
"""Characters that are split at a time. No real paragraph is so long, and the splitter's time grows with the square
of the length where quotation marks open and never close: half a minute for a megabyte."""

_LEAD = re.compile(r"(?:[-–—•●▪►*·|]|\(?(?:\d{1,2}|[a-z])[.)])(?:\s+|$)")
"""A bullet, a number or a cell's border before a sentence. A year is part of what is said."""
_LINE = re.compile(r"[^\n]+")
_BORDER = re.compile(r"(?:\s+\|)+$")


class Measure:
    """Tells when more of a draft was read than can be audited, so that the rest need not be read at all."""

    def __init__(self) -> None:
        self._lines = self._characters = 0

    def full(self, text: str) -> bool:
        """Take one more paragraph; tell whether those taken hold over ``MAX_SENTENCES`` for certain."""
        self._lines += any(map(str.isalnum, text))
        self._characters += len(text)
        return self._lines > MAX_SENTENCES or self._characters > MAX_SENTENCES * (LONGEST + 1)


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of a paragraph's sentences, without the bullet or number before them.

    What holds neither letter nor digit is no sentence.
    """
    for first, last in _stretches(text):
        stretch = text[first:last]
        for line in _LINE.finditer(stretch):
            # Before it is split: the splitter takes what follows some bullets for one sentence.
            begin = _past_leads(stretch, *line.span())
            for start, end in split_sentences(stretch[begin : line.end()]):
                opening, closing = _past_leads(stretch, begin + start, begin + end), begin + end
                if border := _BORDER.search(stretch, opening, closing):
                    closing = border.start()
                if any(map(str.isalnum, stretch[opening:closing])):
                    yield first + opening, first + closing


def _past_leads(text: str, start: int, end: int) -> int:
    while start < end and (lead := _LEAD.match(text, start, end)):
        start = lead.end()
    return start


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > STRETCH:
        end = start + STRETCH
        cut = max(
            text.rfind("\n", start, end), text.rfind(". ", start, end), text.rfind(" ", start, end - STRETCH // 2)
        )
        stop = cut + 1 if cut > start else end
        yield start, stop
        start = stop
    yield start, len(text)
