"""The letters of a draft as articles have them: no soft hyphens, one kind of space, one way to write é."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

_NOTHING = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff"
)
_JOINERS = r"\u200c\u200d"
# They stay within emoji and other scripts. What no text file and no XML can hold goes as well.
_GONE = (
    rf"[{_JOINERS}]*[{_NOTHING}][{_NOTHING}{_JOINERS}]*"
    rf"|(?<![^\x00-\x7f])[{_JOINERS}]+|[{_JOINERS}]+(?![^\x00-\x7f])"
)
_SPACE = r"[\t\n\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_LIGATURE = r"[\ufb00-\ufb06]"
_ACCENTED = r"[^\W\d_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+"
_ODD = re.compile(f"(?P<nothing>{_GONE})|(?P<space>{_SPACE})|(?P<ligature>{_LIGATURE})|(?P<accented>{_ACCENTED})")


def letters(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the text in pieces that read as articles do, each with its place and length in what was written.

    A piece whose length is not its own replaces what stood there: a ligature, a letter and its accent.
    Line ends become spaces: those that count are elements, or have been parted before.
    """
    start = 0
    for odd in _ODD.finditer(text):
        if odd.start() > start:
            yield text[start : odd.start()], start, odd.start() - start
        if odd["space"]:
            yield " ", odd.start(), 1
        elif odd["ligature"] or odd["accented"]:
            form: Literal["NFKC", "NFC"] = "NFKC" if odd["ligature"] else "NFC"
            yield unicodedata.normalize(form, odd[0]), odd.start(), odd.end() - odd.start()
        start = odd.end()
    if start < len(text):
        yield text[start:], start, len(text) - start


def legible(text: str) -> str:
    """Give a line of a draft as it is compared with articles; once given so, it stays as it is."""
    while (found := "".join(piece for piece, _, _ in letters(text))) != text:
        text = found
    return text
