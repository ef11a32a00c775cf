"""Difference: two answers side by side, and which of their words differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

TOKENS = re.compile(r"\[\d+\]|[^\s\[]+|\[|\s+")
"""A citation's mark, a word with its punctuation, or what is between."""


class Piece(NamedTuple):
    """A stretch of an answer."""

    text: str
    differs: bool


def differing(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Cut two texts into pieces that both have and pieces that only one has."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    steps = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()  # a common space means nothing
    first = [(token, kind != "equal") for kind, start, end, _, _ in steps for token in before[start:end]]
    second = [(token, kind != "equal") for kind, _, _, start, end in steps for token in after[start:end]]
    return list(_joined(first)), list(_joined(second))


def _joined(tokens: list[tuple[str, bool]]) -> Iterator[Piece]:
    """Join tokens to pieces; the white space between two words that differ differs too, any other does not."""
    for differs, group in groupby(_settled(tokens), key=lambda one: one[1]):
        yield Piece("".join(text for text, _ in group), differs)


def _settled(tokens: list[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    for place, (text, differs) in enumerate(tokens):
        around = tokens[place - 1 : place] + tokens[place + 1 : place + 2] if place else []
        yield text, len(around) == 2 and all(each for _, each in around) if text.isspace() else differs
