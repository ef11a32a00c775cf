"""Marks: which words of a sentence, and of a quote, its pieces are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from assistant.audit.report import Checked
from assistant.verification import Piece, State
from index.terms import WORD, content_terms
from ui.audit.verdicts import SEVERITY

READING = re.compile(r"\s*\([^()]*\)$")
"""What stands behind words in brackets: the days that they mean."""


class Stretch(NamedTuple):
    """A stretch of text, and what the quotes say to it; ``None`` where it is of no piece."""

    text: str
    state: State | None


Span = tuple[int, int, State]
"""Where a stretch begins and ends in a text, and its state."""


def in_sentence(one: Checked) -> list[Stretch]:
    """Cut a sentence of a draft at the borders of its pieces."""
    return _cut(one.text, [(piece.start, piece.end, piece.state) for piece in one.pieces])


def in_quote(quote: str, pieces: Sequence[Piece], number: int) -> list[Stretch]:
    """Cut a quote at the borders of the words that bear pieces of a sentence, or say otherwise.

    Of a piece that is borne by no words in particular these are the ones that it shares with the quote.
    """
    heard = [piece for piece in pieces if piece.citation == number]
    return _cut(quote, [(*place, piece.state) for piece in heard for place in _places(piece, quote)])


def _places(piece: Piece, quote: str) -> Iterator[tuple[int, int]]:
    if piece.said.strip():
        # "on Monday (27 May 2024)" says beside the quote's words what they mean.
        return iter([*_wording(piece.said, quote)] or [*_wording(READING.sub("", piece.said), quote)])
    return _shared(piece.text, quote) if piece.state is State.BORNE else iter(())


def _wording(said: str, quote: str) -> Iterator[tuple[int, int]]:
    """Find words in a quote: whole words, with whatever white space and capitals they stand there."""
    words = r"\s+".join(map(re.escape, said.split()))
    if words:
        for found in re.finditer(rf"(?<!\w){words}(?!\w)", quote, re.IGNORECASE):
            yield found.span()


def _shared(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Find the words of a quote that a text has as well, in whatever form; neighbours are one."""
    wanted = set(content_terms(text))
    start = end = -1
    for found in WORD.finditer(quote):
        if not wanted.intersection(_terms(found.group())):
            continue
        if start >= 0 and quote[end : found.start()].isspace():
            end = found.end()
            continue
        if start >= 0:
            yield start, end
        start, end = found.span()
    if start >= 0:
        yield start, end


@lru_cache(maxsize=20_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(content_terms(word))


def _cut(text: str, spans: Iterable[Span]) -> list[Stretch]:
    """Cut a text at the borders of spans, which may overlap and reach beyond it; of several states the worst counts."""
    inside = [(max(start, 0), min(end, len(text)), state) for start, end, state in spans]
    inside = [span for span in inside if span[0] < span[1]]
    borders = sorted({0, len(text), *(border for span in inside for border in span[:2])})
    cut = []
    for first, last in pairwise(borders):
        states = [state for start, end, state in inside if start <= first and last <= end]
        cut.append(Stretch(text[first:last], min(states, key=SEVERITY.__getitem__, default=None)))
    runs = groupby(cut, key=lambda one: one.state)
    return [Stretch("".join(one.text for one in run), state) for state, run in runs]
