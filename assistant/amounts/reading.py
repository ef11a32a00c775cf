"""Amounts of a sentence: money, percentages, measures and counts, with their unit, scale and qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.amounts.numerals import SCALES, TERM, number_of
from assistant.amounts.units import (
    COUNTED_ALONE,
    SYMBOLS,
    TIME_UNITS,
    is_money,
    noun_after,
    same_unit,
    unit_after,
)
from assistant.dates import read_dates
from assistant.dates.reading import REMEMBERED
from assistant.dates.rules import COUNTED
from assistant.wordlist import words

QUALIFIERS = {
    "about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about",
    "estimated": "about", "more than": "more than", "over": "more than", "upwards of": "more than",
    "in excess of": "more than", "exceeding": "more than", "exceeded": "more than", "exceeds": "more than",
    "surpassed": "more than", "surpassing": "more than", "surpasses": "more than",
    "topping": "more than", "topped": "more than", "north of": "more than", "beyond": "more than",
    "past": "more than", "above": "more than", "up to": "up to",
    "as much as": "up to",
    "as many as": "up to", "no more than": "up to", "at most": "up to", "a maximum of": "up to",
    "at least": "at least",
    "no less than": "at least", "no fewer than": "at least", "a minimum of": "at least", "nearly": "nearly",
    "almost": "nearly", "close to": "nearly", "just under": "nearly", "less than": "less than",
    "fewer than": "less than", "under": "less than", "below": "less than",
}  # fmt: skip
"""The writings of each qualifier; amounts whose qualifiers differ do not say the same."""

QUALIFIER_REACH = 16
"""Characters before an amount in which its qualifier ends: the longest is "in excess of "."""

NAMED_BY_NUMBER = re.compile(
    r"(?i)(?:\b(?:page|chapter|number|no\.?|line|aged?|grade|phase|level|category|type|version|part"
    r"|season|episode|round"
    r"|week|day|room|flight|section|resolution|article|group|unit|reactor|gate|channel|magnitude|under"
    r"|over|route|highway"
    r"|stage|step|tier|class|act|item|title|size|nos\.?|top)[ -]|\b(?:one|two|three|four"
    r"|\d+) in (?:every )?|\d )$"
)
"""Before a number that is a name or an age rather than an amount."""

NAME_BEFORE = re.compile(r"(?:^|[\s(“\"‘'])(?P<name>[A-Z][\w’'.-]*) $")
FUNCTION_WORDS = frozenset(
    words(
        """
    About Around Some Nearly Almost Over Under Only Just The These Those At In On By For From With More
    Less Up To Between
    And But Of All Another Roughly Approximately Than Least Its Their His Her As After Before While When
    Since Until That
    """
    )
)
COUNTS_BEFORE = re.compile(r"\b(?:killed|killing|injured|injuring|wounded|wounding|arrested|detained|least|total of) $")
CLOCK = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|noon)|:\d|[/]\d")
PRONOUN_ONE = re.compile(r"(?i)\b(?:no|each|every|any|some|the|this|that|which|another|only|number|not) $")
OR_MORE = re.compile(r" or (?P<what>more|so)\b")
HANDED = "".join(rf"(?<!\b{verb} )" for verb in ("hand", "hands", "handed", "turn", "turned", "took"))
QUALIFIER = re.compile(rf"(?i){HANDED}\b({'|'.join(sorted(QUALIFIERS, key=len, reverse=True))}) (?:an |a )?$")
"""Before an amount; "hand over 30 jets" says nothing of more than 30."""
BETWEEN = re.compile(r"(?i)\bbetween (?:about |around |roughly )?$")
BETWEEN_REACH = 20
"""Characters before a range in which "between roughly " fits."""
CHANGE_BEFORE = re.compile(
    r"(?i)\b(?:by|up|down|rose|rise|fell|fall|gained|lost|added|dropped|jumped|climbed|slid|sank|slipped"
    r"|surged|soared"
    r"|tumbled|grew|edged|declined|increased|decreased|lower|higher)(?: by)? $"
)
RANGE_JOIN = re.compile(r"[-–—]| ?[-–—] ?| to | and ")
PER = re.compile(
    r" (?:(?:(?:in|of) (?:\w+ ){1,3})?(?:an?|per|each|every) (?P<unit>year|month|week|day|hour|person|capita|head)"
    r"|(?P<every>annually|yearly|monthly|weekly|daily|hourly))\b(?! (?:ago|earlier|later|before|after)\b)"
)
"""Behind an amount that comes again and again: "a year", "in aid each year", "annually"."""
EVERY = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}
OLD_OR_FRACTION = re.compile(
    r"-(?:year|month|week|day)-old\b|[-–](?:\w+teenth|\w*first|second|third|thirds|half|quarters?|fifths?)\b"
)
"""Behind a number that is an age or a part of a fraction."""
EMERGENCY_NUMBERS = frozenset({"911", "999", "112"})
MODERN_YEARS = range(1900, 2101)
AGE_WORDS = frozenset({"under", "over", "below", "above"})
LEAST_ROUND = 1000
"""A number this large, written with its comma, counts something even where no noun follows."""


class Amount(BaseModel):
    """A number with what it counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    """The exact words, ``sentence[start:end]``, without the qualifier."""
    start: int
    end: int
    value: int | float
    """In single units: 1080000000 for $1.08 billion; the lower end of a range."""
    unit: str = ""
    """ISO 4217 code, ``"%"``, ``"percentage points"``, a measure (``"km"``), or the noun as written."""
    qualifier: str = ""
    """``"about"``, ``"more than"``, ``"up to"``, ``"at least"``, ``"nearly"``, ``"less than"`` or none."""
    high: int | float | None = None
    """The upper end of a range."""
    per: str = ""
    """"year" of "one billion euros a year"; empty for a total."""


@dataclass(frozen=True)
class _Term:
    """One number of the sentence, before ranges are put together."""

    start: int
    end: int
    """Where the number with its scale ends."""
    close: int
    """Where its unit ends."""
    number: Decimal
    scale: Decimal
    unit: str
    bare: bool
    """No scale, no currency, no measure: only a noun may say that it is an amount."""
    match: re.Match[str]


def read_amounts(sentence: str) -> list[Amount]:
    """Give the amounts of a sentence in their order; years, dates, times, ordinals and names are none."""
    return list(_amounts(sentence))


@lru_cache(maxsize=REMEMBERED)
def _amounts(sentence: str) -> Sequence[Amount]:
    if not TERM.search(sentence):
        return []
    dates = bytearray(len(sentence))
    for date in read_dates(sentence, None):
        dates[date.start : date.end] = b"\1" * (date.end - date.start)
    terms = [
        term
        for match in TERM.finditer(sentence)
        if dates.find(1, match.start(), match.end()) < 0 and (term := _term(sentence, match))
    ]
    amounts: list[Amount] = []
    index = 0
    while index < len(terms):
        low, high = terms[index], terms[index + 1] if index + 1 < len(terms) else None
        if high is not None and _joined(sentence, low, high):
            amounts.append(_range(sentence, low, high))
            index += 2
            continue
        if _counts(sentence, low):
            amounts.append(_single(sentence, low))
        index += 1
    return amounts


def same_value(a: Amount, b: Amount) -> bool:
    """Tell whether two amounts are equal however they are written: €1bn is one billion euros.

    Currencies are not converted. The qualifiers are left to the caller to compare.
    """
    return same_unit(a.unit, b.unit) and a.value == b.value and a.high == b.high


def _term(sentence: str, match: re.Match[str]) -> _Term | None:
    start, end, scale_text = match.start(), match.end(), (match["scale"] or "").strip(" -").lower()
    number = number_of(match, scale_text)
    if number is None:
        return None
    scale = Decimal(1)
    for word in scale_text.split():
        scale *= SCALES[word]
    symbol = match["symbol"]
    beside_currency = symbol or (match["scale"] in {"m", "k"} and unit_after(sentence, end))
    if len(scale_text) == 1 and not beside_currency:
        end, scale = match.start("scale"), Decimal(1)  # "300m" alone may be metres
    found = unit_after(sentence, end) if not symbol else None
    unit, close = found or ("", end)
    if symbol:
        unit = SYMBOLS.get(symbol, symbol)
    bare = not symbol and not found and scale == 1
    return _Term(start, end, close, number, scale, unit, bare, match)


def _joined(sentence: str, low: _Term, high: _Term) -> bool:
    """Tell whether two numbers are the ends of a range: "between 3 and 5 million", "10-15%"."""
    gap = sentence[low.close : high.start]
    if not RANGE_JOIN.fullmatch(gap) or low.number * low.scale >= high.number * high.scale:
        return False
    before = sentence[max(0, low.start - BETWEEN_REACH) : low.start]
    if gap == " and ":
        opened = bool(BETWEEN.search(before))
    else:
        # "rose from 3% to 5%", "fell $3 to $93", "by $333 billion to $15 trillion" are changes, not ranges.
        shared = low.bare or (not CHANGE_BEFORE.search(before) and low.scale in {Decimal(1), high.scale})
        opened = shared and not before.lower().endswith("from ")
    same = not low.unit or low.unit == high.unit or _under_one_sign(sentence, low, high)
    return opened and same and not low.match["sign"] and _counts(sentence, high, joined=True)


def _under_one_sign(sentence: str, low: _Term, high: _Term) -> bool:
    """Tell whether the sign before the first number is for both: "$10-15 million", not "$5 to 10 people"."""
    return bool(low.match["symbol"]) and not high.unit and noun_after(sentence, high.end) is None


def _counts(sentence: str, term: _Term, *, joined: bool = False) -> bool:
    """Tell whether a number is an amount at all."""
    start, after = term.start, sentence[term.end : term.end + 24]
    before = sentence[max(0, start - 24) : start]
    if CLOCK.match(after) or re.match(r"[-–]\d", after) or (before[-1:] in {"-", "–"} and not joined):
        return False
    if not term.bare:
        return True
    if OLD_OR_FRACTION.match(after):
        return False
    return _counts_bare(sentence, term, before)


def _counts_bare(sentence: str, term: _Term, before: str) -> bool:
    """Tell whether a number without scale, sign or measure counts the noun after it."""
    qualifier, digits = QUALIFIER.search(before), term.match["digits"]
    noun = noun_after(sentence, term.end)
    # "children under 18" is an age.
    qualified = qualifier is not None and (noun is not None or qualifier[1].lower() not in AGE_WORDS)
    if (NAMED_BY_NUMBER.search(before) or digits in EMERGENCY_NUMBERS) and not qualified:
        return False
    name = NAME_BEFORE.search(before)
    if name and name["name"] not in FUNCTION_WORDS and not qualified:
        return False
    if digits and "," not in digits and term.number in MODERN_YEARS and not qualified:
        return bool(COUNTED.match(sentence, term.end))
    if term.number == 1:
        return digits is not None and noun is not None
    if noun:
        return True
    grouped = digits is not None and "," in digits and term.number >= LEAST_ROUND
    return grouped or bool(COUNTS_BEFORE.search(before) or COUNTED_ALONE.match(sentence, term.end))


def _unit(sentence: str, term: _Term) -> tuple[str, int]:
    """Give what a number counts and where its words end."""
    if term.unit:
        return term.unit, term.close
    noun = noun_after(sentence, term.end)
    return noun or ("", term.end)


def _single(sentence: str, term: _Term) -> Amount:
    unit, end = _unit(sentence, term)
    value = _plain(term.number * term.scale)
    return Amount(
        text=sentence[term.start : end], start=term.start, end=end, value=value, unit=unit,
        qualifier=_qualifier(sentence, term, end, unit), per=_per(sentence, end),
    )  # fmt: skip


def _range(sentence: str, low: _Term, high: _Term) -> Amount:
    unit, end = _unit(sentence, high)
    unit = unit or low.unit
    # "between 3 and 5 million": the scale is said once, unless the first number is too large for it.
    start = low.start
    if opening := BETWEEN.search(sentence[max(0, start - BETWEEN_REACH) : start]):
        start -= len(opening[0])
    scale = high.scale if low.scale == 1 and low.number < high.number else low.scale
    return Amount(
        text=sentence[start:end], start=start, end=end, value=_plain(low.number * scale),
        high=_plain(high.number * high.scale), unit=unit, qualifier=_qualifier(sentence, low, end, unit),
        per=_per(sentence, end),
    )  # fmt: skip


def _qualifier(sentence: str, term: _Term, end: int, unit: str) -> str:
    before = QUALIFIER.search(sentence[max(0, term.start - QUALIFIER_REACH) : term.start])
    if before and not _of_way_or_time(before[1].lower(), unit):
        return QUALIFIERS[before[1].lower()]
    after = OR_MORE.match(sentence, end) or OR_MORE.match(sentence, term.end)
    if after:
        return "at least" if after["what"] == "more" else "about"
    return "about" if (term.match["scale"] or "").strip().lower() == "dozen" else ""


def _of_way_or_time(word: str, unit: str) -> bool:
    """Whether a qualifier's word is none: "over three years", "past two houses", "beyond 12 miles"."""
    return (word == "over" and unit in TIME_UNITS) or (
        word in {"past", "beyond"} and not (unit == "%" or is_money(unit))
    )


def _per(sentence: str, end: int) -> str:
    found = PER.match(sentence, end)
    return (EVERY.get(found["every"] or "") or found["unit"] or "").lower() if found else ""


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
