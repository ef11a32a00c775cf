"""Numbers as news writes them: digits, words, scales."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.amounts.units import CODES, SYMBOLS
from assistant.wordlist import words

ONES = {
    word: value
    for value, word in enumerate(
        words(
            """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen"""
        ),
        1,
    )
}
TENS = {
    word: 10 * value for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip

_TENS, _ONES = "|".join(TENS), "|".join(list(ONES)[:9])
_LONGEST_FIRST = "|".join(sorted(ONES, key=len, reverse=True))
SMALL = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES})\b)?|{_LONGEST_FIRST})"
WORDS = rf"(?:{SMALL}|a)[ -](?:hundred)(?: and {SMALL}| {SMALL})?\b|{SMALL}\b"
DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?"
TERM = re.compile(
    rf"(?<![\w/:#@.])(?<!\d,)(?P<sign>(?<![^\s(])[-−](?=[\d$€£]))?"
    rf"(?:(?P<symbol>{'|'.join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True))}"
    rf"|\b(?:{'|'.join(sorted(CODES))})) ?)?"
    rf"(?:(?P<digits>(?<!\d){DIGITS})(?![\d]|[.,]\d|st\b|nd\b|rd\b|th\b)"
    rf"|(?i:(?P<half>half|a quarter of) an? |(?P<words>{WORDS}|\ban?\b)(?P<point> and a half|-and-a-half)?))"
    r"(?P<scale>(?:[ -]?(?i:hundred thousand|hundred|dozen|thousand|million|billion|trillion)|(?:(?i:bn"
    r"|tn|mn)|[mMkKbB]))\b)?"
)
"""One number with its sign, currency sign and scale; what it counts is read after it."""


def number_of(match: re.Match[str], scale: str) -> Decimal | None:
    """Give the number of a ``TERM`` without its scale; ``None`` where it is none ("a", "half a day")."""
    if match["digits"]:
        number = Decimal(match["digits"].replace(",", ""))
        return -number if match["sign"] else number
    if match["half"]:
        return (Decimal("0.5") if match["half"].lower() == "half" else Decimal("0.25")) if scale else None
    words = match["words"].lower()
    if words in {"a", "an"}:
        return Decimal(1) if scale else None
    total = Decimal(0)
    for word in re.split(r"[ -]", words):
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += 1 if word == "a" else ONES.get(word) or TENS[word]
    return total + Decimal("0.5") if match["point"] else total
