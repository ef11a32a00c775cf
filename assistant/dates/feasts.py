"""Rules for days that news calls by the name of a feast: "on Christmas Eve", "since New Year's Day 2019"."""

from __future__ import annotations

import datetime as dt
import re

from assistant.dates.intervals import Interval, day_of, first_from, latest_until
from assistant.dates.rules import (
    OUT_OF_RANGE,
    PREPOSITION,
    START,
    STATED,
    UNCLEAR_TENSE,
    WORD_END,
    YEAR,
    Reading,
    Rule,
    Scene,
    rule,
)
from assistant.dates.tense import Tense

DAYS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year's": (1, 1), "halloween": (10, 31), "valentine's day": (2, 14),
    "the fourth of july": (7, 4), "fourth of july": (7, 4), "july fourth": (7, 4),
}  # fmt: skip
"""Feasts that fall on the same day each year; Easter and others that move are not read."""
NOVEMBER, THURSDAY, FOURTH = 11, 3, 4
FEAST = (
    r"(?P<feast>Christmas (?:Day|Eve)|Boxing Day|New Year['’]s(?: Eve| Day)|Halloween|Thanksgiving(?: Day)?"
    r"|Valentine['’]s Day|(?:[Tt]he )?Fourth of July|July Fourth)"
)


def _in_year(name: str, year: int) -> Interval | None:
    if name.startswith("thanksgiving"):  # of the United States: the fourth Thursday of November
        first = dt.date(year, NOVEMBER, 1)
        return day_of(first + dt.timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (FOURTH - 1)))
    month, day = DAYS[name]
    return day_of(dt.date(year, month, day))


def _stated(match: re.Match[str], _: Scene) -> Reading:
    return Reading(_in_year(_name(match), int(match["year"])), "day", STATED)


def _feast(match: re.Match[str], scene: Scene) -> Reading:
    """Read a feast without a year: the latest or the next one, by tense; "last" and "next" say it themselves."""
    name, which, tense = _name(match), (match["which"] or "").lower(), scene.tense(match)
    if scene.published is None or which in {"last", "next"}:
        after = dt.timedelta(days=1 if which == "next" else -1 if which == "last" else 0)
        tense = Tense.FUTURE if which == "next" else Tense.PAST
        return scene.relative("day", lambda day: _found(name, day + after, tense), otherwise=OUT_OF_RANGE)
    return scene.relative("day", lambda day: _found(name, day, tense), otherwise=UNCLEAR_TENSE)


def _found(name: str, day: dt.date, tense: Tense) -> Interval | None:
    if tense is Tense.PAST:
        return latest_until(lambda year: _in_year(name, year), day)
    return first_from(lambda year: _in_year(name, year), day) if tense is Tense.FUTURE else None


def _name(match: re.Match[str]) -> str:
    return match["feast"].lower().replace("’", "'")


RULES: tuple[Rule, ...] = (
    rule("feast year", rf"{START}{PREPOSITION}{FEAST},? (?:of |in )?{YEAR}", _stated),
    rule("feast", rf"{START}{PREPOSITION}(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext) )?{FEAST}{WORD_END}", _feast),
)
