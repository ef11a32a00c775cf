"""Shares told in words: "two thirds", "a quarter", "one in five" are read as percentages."""

from __future__ import annotations

import re

from assistant.amounts import Amount
from assistant.amounts.reading import QUALIFIER, QUALIFIER_REACH, QUALIFIERS
from assistant.wordlist import words

PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
NUMBERS = {
    word: number
    for number, word in enumerate(words("one two three four five six seven eight nine ten"), start=1)
} | {"a": 1, "an": 1, "every": 1}  # fmt: skip
FRACTION = re.compile(
    rf"\b(?P<top>{'|'.join(NUMBERS)}|\d)[ -](?P<part>{'|'.join(PARTS)})s?\b"
    r"(?! of (?:the )?(?:year|fiscal|\d{4}))(?= (?:of|more|less|fewer|higher|lower|written|had|said|were)\b)"
    r"|\bhalf(?= (?:of|the|its|their|as)\b)",
    re.IGNORECASE,
)
"""A share of something: "a third of the seats", not "a third time"."""
ONE_IN = re.compile(
    rf"\b(?P<top>{'|'.join(NUMBERS)}|\d) (?:in|out of) (?:every )?(?P<part>{'|'.join(NUMBERS)}|\d+)\b"
    r"(?![.,]\d)(?! (?:second|minute|hour|day|week|month|year|decade|game|match)e?s?\b)",
    re.IGNORECASE,
)
""""One in five", "four out of ten"."""
ROUGHLY = 0.1
"""Part by which a share told in words may miss the percentage that is meant."""


def read_shares(text: str) -> list[Amount]:
    """Give the shares of a sentence, as percentages, in order."""
    return sorted(
        (
            one
            for one in (_share(text, found) for pattern in (FRACTION, ONE_IN) for found in pattern.finditer(text))
            if one
        ),
        key=lambda one: one.start,
    )


def _share(text: str, found: re.Match[str]) -> Amount | None:
    if found.groupdict().get("top") is None:
        top, part = 1, 2
    else:
        top, part = _number(found["top"]), PARTS.get(found["part"].lower()) or _number(found["part"])
    if not 0 < top < part <= 1000:
        return None
    before = QUALIFIER.search(text[max(0, found.start() - QUALIFIER_REACH) : found.start()])
    return Amount(
        text=found.group(), start=found.start(), end=found.end(), value=round(100 * top / part, 1), unit="%",
        qualifier=QUALIFIERS[before[1].lower()] if before else "",
    )  # fmt: skip


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
