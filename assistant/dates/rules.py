"""What rules for time expressions are made of: the scene, the reading, and the pieces of their patterns."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from assistant.dates.intervals import MONTHS, WEEKDAYS, Grain, Interval
from assistant.dates.tense import Tense, tense_at
from assistant.wordlist import words

STATED = "stated"
NO_PUBLICATION = "no publication date"
UNCLEAR_TENSE = "past or future is unclear"
OTHER_DATE = "refers to another date"
NO_YEAR = "no year is stated"
DISAGREES = "the weekday does not fit the date"
QUOTED = "said in a quotation; its day is not stated"
NOWADAYS = "may mean the present time"
TWO_YEARS = "may be either of two years"
TWO_DAYS = "may be of this week or of the week before"
OUT_OF_RANGE = "outside the calendar"


class Reading(NamedTuple):
    """What a rule makes of its match: an interval with its basis, or no interval and the reason."""

    interval: Interval | None
    grain: Grain
    basis: str
    skip: bool = False
    """The words are no time expression at all, and no other rule may read a part of them."""


SKIP = Reading(None, "day", "", skip=True)


@dataclass(frozen=True)
class Scene:
    """A sentence, and the day it was published."""

    sentence: str
    published: dt.date | None

    stated_years: list[tuple[int, int]] = field(default_factory=list)
    """``(offset, year)`` of the years that the sentence states."""

    @property
    def basis(self) -> str:
        """How a relative expression is resolved."""
        return f"published {self.published}" if self.published else NO_PUBLICATION

    @cached_property
    def _marks(self) -> list[int]:
        return [match.start() for match in QUOTE_MARK.finditer(self.sentence)]

    def quoted(self, position: int) -> bool:
        """Tell whether a character stands inside a quotation, also one that began in an earlier sentence."""
        index = bisect_left(self._marks, position)
        if index:
            mark = self.sentence[self._marks[index - 1]]
            return mark == "“" or (mark == '"' and index % 2 == 1)
        return bool(self._marks) and self.sentence[self._marks[0]] == "”"

    def names_other_year(self, position: int) -> bool:
        """Tell whether a year before the position is stated that is not the year of publication.

        "In 2016 he left; in June he was back": a day or month without a year may be in that year.
        """
        this_year = self.published.year if self.published else None
        return any(offset < position and year != this_year for offset, year in self.stated_years)

    def tense(self, match: re.Match[str]) -> Tense:
        """Tell the tense of the clause around the match."""
        return tense_at(self.sentence, match.start(), match.end())

    def relative(
        self, grain: Grain, interval: Callable[[dt.date], Interval | None], *, otherwise: str = OUT_OF_RANGE
    ) -> Reading:
        """Read what counts from the publication date; ``otherwise`` says why nothing came of it."""
        if self.published is None:
            return Reading(None, grain, NO_PUBLICATION)
        try:
            found = interval(self.published)
        except (OverflowError, ValueError):
            return Reading(None, grain, OUT_OF_RANGE)
        return Reading(found, grain, self.basis if found else otherwise)


QUOTE_MARK = re.compile(r"[“”\"]")


class Rule(NamedTuple):
    """One kind of time expression."""

    kinds: frozenset[str]
    """The kinds of ``HINT`` that a sentence must have, so that few sentences are searched for it."""
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Scene], Reading | None]
    """Reads a match of the pattern; ``None`` leaves the words to later rules."""


def rule(kinds: str, pattern: str, read: Callable[[re.Match[str], Scene], Reading | None]) -> Rule:
    """Make a rule; ``kinds`` are names of ``HINT`` groups with spaces between."""
    return Rule(frozenset(kinds.split()), re.compile(pattern), read)


HINT = re.compile(
    r"(?P<year>\d{4})|(?P<weekday>(?i:mon|tues|wednes|thurs|fri|satur|sun)days?)"
    r"|\b(?P<month>(?i:jan|feb|mar(?=ch|\.| \d)|apr|june?|jul|aug|sep|oct|nov|dec(?!ad))|May\b|may(?= \d))"
    r"|\b(?P<season>(?i:spring|summer|autumn|fall|winter))\b|(?P<quarter>\b(?i:q[1-4]|h[12]|quarter|half))\b"
    r"|\b(?P<today>(?i:yesterday|today|tonight|tomorrow|overnight|night|morning|afternoon|evening))\b"
    r"|\b(?P<unit>(?i:day|week(?:end)?|month|year|decade)s?)\b|(?P<slash>\d[/.]\d)|(?P<hours>\d[ -]hours?)\b"
    r"|(?P<century>\d(?:st|nd|rd|th)[ -]centur)"
    r"|\b(?P<feast>Christmas|Boxing Day|New Year|Halloween|Thanksgiving|Fourth of July|July Fourth|Valentine)"
)
"""What every time expression holds one of, by kind: most sentences go no further."""

NUMBER_WORDS = {
    **{
        word: value
        for value, word in enumerate(
            words(
                """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
                sixteen seventeen eighteen nineteen twenty"""
            ),
            1,
        )
    },
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a hundred": 100,
    "one hundred": 100,
}
COUNT = rf"(?P<count>{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|a|an|\d{{1,3}})"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}

START = r"(?<![\w$€£¥#@/.:+&-])(?<!\d,)"
"""Left edge: not inside a word, a number, a price, an address or a time."""
PREPOSITION = (
    r"(?:(?P<prep>[Oo]n|[Ii]n|[Ff]or|[Dd]uring|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|"
    r"[Tt]hrough|[Tt]hroughout|[Aa]t|[Oo]ver|[Ff]ollowing)[ \u00a0])?"
)
PART = (
    r"(?:(?:the )?(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)(?: in |-| )|(?P<place>[Mm]iddle|[Ee]nd"
    r"|[Bb]eginning|[Ss]tart"
    r"|turn|rest|remainder|course) of )(?:the )?)?"
)
LEAD = START + PREPOSITION + PART + "(?:[Tt]he )?"
MONTH = (
    rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|"
    rf"{'|'.join(name.lower() for name in MONTHS)})"
)
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d|2200)(?!\w|[.,:/]\d|[-–]\d|%|[-–][a-z])"
YEAR_END = r"(?!\d|[.,:/]\d|%)"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|{'|'.join(name.lower() for name in WEEKDAYS)})"
PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime|midday))?"
DASH = r" ?[-–—] ?"
WORD_END = r"(?!\w|-[a-z]|\.[a-z]|'t|’t)"

COUNTED = re.compile(
    r"[ -](?:people|men|women|children|troops|soldiers|homes|houses|feet|foot|met(?:er|re)s?|miles?"
    r"|kilomet(?:er|re)s?"
    r"|km|kg|tonn?es?|tons?|pounds?|dollars?|euros?|yen|rubles?|hours?|minutes?|seconds?|days|weeks"
    r"|months|years?"
    r"|jobs|employees|workers|students|units|vehicles|cars|GMT|UTC|EST|EDT|PDT|local time|block|seats?"
    r"|members"
    r"|times|degrees|calories|acres|hectares|points|votes|goals|cents|percent|per|million|billion|thousand"
    r"|patients|cases|deaths|others|different|percentage|or more|or so|volunteers|refugees|passengers"
    r"|guests)\b"
)
"""What a bare number counts where it is no year and no day of a month ("2000 people", "May 20 people")."""

NOUN_AFTER = re.compile(r" (?!with|that|when|after|from|while|where|against|before|during|because)[a-z]{4}")
"""Behind a time that is an attribute: "the Nov. 8 election", "the summer holidays"."""
BUSINESS = re.compile(
    r"%|[$€£¥]|\b(?:million|billion|trillion|figures|results|company|chipmaker|spent|delivered"
    r"|budget|percent|per cent|profits?|revenues?|growth|gdp|econom\w{1,9}|sales|earnings|inflation"
    r"|output|shipments"
    r"|exports|deliveries|year-on-year|annuali[sz]ed|subscribers|investors|quarterly)\b",
    re.IGNORECASE,
)
"""Words of a sentence about business, where a quarter is three months and not a part of a game."""

FALL_OF_WHAT = re.compile(
    r" (?:in|of) (?:the )?(?:\w{1,20} ){0,2}(?:prices?|values?|output|demand|sales|rates?|revenues?"
    r"|support|numbers?|shares?"
    r"|inflation|temperatures?|production|exports|profits?|cases)\b"
)
"""After "this fall" where it is a decline."""


def month_number(name: str) -> int:
    """Give 1 to 12 for a month's name or abbreviation."""
    return MONTH_NUMBERS[name[:3].lower()]


def count_of(text: str) -> int:
    """Give the number that ``COUNT`` matched."""
    low = text.lower()
    return 1 if low in {"a", "an"} else NUMBER_WORDS.get(low) or int(low)
