"""Rules for days of a month and months without a year: the nearest one by tense."""

from __future__ import annotations

import datetime as dt
import re

from assistant.dates.intervals import MONTHS, WEEKDAYS, Interval, day_of, first_from, latest_until, month_of
from assistant.dates.rules import (
    COUNTED,
    DASH,
    DAY,
    DISAGREES,
    LEAD,
    MONTH,
    NO_YEAR,
    NOUN_AFTER,
    PART,
    PREPOSITION,
    SKIP,
    START,
    TWO_YEARS,
    UNCLEAR_TENSE,
    WEEKDAY,
    WORD_END,
    Reading,
    Rule,
    Scene,
    month_number,
    rule,
)
from assistant.dates.tense import Tense

NEARLY_A_YEAR = 335
"""An outlet that means a day or a month farther off writes the year; the tense was misread."""

LEAP_YEAR = 2024
"""A year that has every day there is."""

NUMBER_GOES_ON = re.compile(r",?\d|[:.]\d|%| ?[ap]\.?m\b")
ATTRIBUTE_BEFORE = re.compile(r"\bthe ")

TOOK_PLACE = frozenset({"in", "at", "during", "after", "since", "following"})
"""Before "the Nov. 8 election" of a sentence about the past: it has been; but one may speak *about* one to come."""
NAMED_DAYS = frozenset({(1, 6), (9, 11), (10, 7)})
"""Days that outlets write without a year years afterwards, as the names of events."""

NAME_OR_VERB = frozenset({"march", "april", "may", "june", "august"})
"""Months that are also names, verbs or adjectives: read only where the words before leave no doubt."""

SURE_BEFORE = frozenset({"in", "since", "during", "until", "till", "throughout", "through"})
"""After these the words above are months; "by May" or "from April" may be a person."""

"""How far around "the third quarter" a word of business is looked for, in characters."""


def _tense(match: re.Match[str], scene: Scene) -> Tense:
    return Tense.PAST if (match.groupdict().get("prep") or "").lower() == "since" else scene.tense(match)


def _in_year(match: re.Match[str], year: int) -> Interval | None:
    """Give the day or days in that year, if it has them and they fall on the weekday named."""
    try:
        first = last = dt.date(year, month_number(_month_name(match)), int(match["day"]))
        if match.groupdict().get("day2"):
            month2 = month_number(match["month2"] or match["month"])
            last = dt.date(year + (month2 < first.month), month2, int(match["day2"]))
    except ValueError:
        return None
    weekday = match.groupdict().get("weekday")
    fits = not weekday or WEEKDAYS.index(weekday.title()) == first.weekday()
    return Interval(first, last) if fits and first <= last else None


def _month_name(match: re.Match[str]) -> str:
    return match["month"] or str(match["month2"])  # "from 3 to 5 June" names it at the end


def _month_day(  # noqa: PLR0911 (one way out for each reason)
    match: re.Match[str], scene: Scene
) -> Reading | None:
    """Read "August 6", "6 August", "3-5 June": the latest or the next, by tense."""
    groups, name = match.groupdict(), _month_name(match)
    if COUNTED.match(scene.sentence, match.end()) or NUMBER_GOES_ON.match(scene.sentence, match.end()):
        return None
    if name in NAME_OR_VERB and not groups.get("prep"):
        return None  # "may 5", "march 10" in lower case
    if _in_year(match, LEAP_YEAR) is None and not groups.get("weekday"):
        return SKIP if groups.get("day2") else None
    if scene.published is None:
        return scene.relative("day", day_of)
    published, tense = scene.published, _tense(match, scene)
    past = latest_until(lambda year: _in_year(match, year), published)
    future = first_from(lambda year: _in_year(match, year), published)
    if groups.get("weekday"):
        return _nearest(past, future, scene)
    if past == future:
        return Reading(past, "day", scene.basis)
    adjective = not groups.get("prep") or ATTRIBUTE_BEFORE.search(match[0])
    attribute = adjective and NOUN_AFTER.match(scene.sentence, match.end())
    named = (month_number(name), int(match["day"])) in NAMED_DAYS and (attribute or tense is not Tense.FUTURE)
    if named or (tense is Tense.PAST and scene.names_other_year(match.start())):
        return Reading(None, "day", NO_YEAR)
    if attribute and tense is Tense.PAST and (groups.get("prep") or "").lower() not in TOOK_PLACE:
        tense = Tense.UNCLEAR  # "spoke about the Nov. 8 election"
    found = {Tense.PAST: past, Tense.FUTURE: future}.get(tense)
    if found is None or abs((found.first - published).days) > NEARLY_A_YEAR:
        return Reading(None, "day", UNCLEAR_TENSE)
    return Reading(found, "day", scene.basis)


def _nearest(past: Interval | None, future: Interval | None, scene: Scene) -> Reading:
    """Take the year in which the day falls on its weekday: such years lie five or more apart."""
    assert scene.published is not None
    published = scene.published
    found = [interval for interval in (past, future) if interval]
    found.sort(key=lambda interval: abs((interval.first - published).days))
    one_year = 366
    if not found or abs((found[0].first - published).days) > one_year:
        return Reading(None, "day", DISAGREES)
    return Reading(found[0], "day", scene.basis)


def _month(match: re.Match[str], scene: Scene) -> Reading | None:
    """Read "in March", "by November", "late May": the latest that has begun, or the next that is not over."""
    name, prep, part = match["month"], (match["prep"] or "").lower(), match["part"] or match["place"]
    if name in {"march", "may", "august"} or (len(name) == 3 and name != "May") or not (prep or part):
        return None
    if name.lower() in NAME_OR_VERB and not (
        part or prep in SURE_BEFORE or (prep == "by" and scene.tense(match) is Tense.FUTURE)
    ):
        return None
    if match["the"]:
        return SKIP  # "in the November election", "on the March on Washington"
    number = month_number(name)
    # "In November's election" is written before it and after it.
    owner = scene.sentence[match.end() : match.end() + 2] in {"'s", "’s"}
    tense = Tense.UNCLEAR if owner else _tense(match, scene)
    if tense is Tense.PAST and scene.names_other_year(match.start()):
        return Reading(None, "month", NO_YEAR)

    def read(day: dt.date) -> Interval | None:
        if day.month == number:
            return month_of(day.year, number)
        if tense in {Tense.UNCLEAR, Tense.NONE}:
            return None  # "rain is heaviest in June"
        find = first_from if tense is Tense.FUTURE else latest_until
        found = find(lambda year: month_of(year, number), day)
        return found if found and abs((found.first - day).days) <= NEARLY_A_YEAR else None

    return scene.relative("month", read, otherwise=UNCLEAR_TENSE)


def _months(match: re.Match[str], scene: Scene) -> Reading:
    """Read "between May and July"."""
    first, last, tense = month_number(match["month"]), month_number(match["month2"]), scene.tense(match)

    def in_year(year: int) -> Interval | None:
        return Interval(month_of(year, first).first, month_of(year + (last < first), last).last)

    def read(day: dt.date) -> Interval | None:
        if tense in {Tense.UNCLEAR, Tense.NONE}:
            return None
        return (first_from if tense is Tense.FUTURE else latest_until)(in_year, day)

    return scene.relative("month", read, otherwise=UNCLEAR_TENSE)


def _directed_month(match: re.Match[str], scene: Scene) -> Reading:
    """Read "last July", "this March"; with this year's July behind, "last July" may be either."""
    which, number = match["which"].lower(), month_number(match["month"])
    if match["month"] in NAME_OR_VERB:
        return SKIP  # "this may explain"

    def read(day: dt.date) -> Interval | None:
        if which == "last":
            return month_of(day.year - 1, number) if number >= day.month else None
        if which == "next":
            return month_of(day.year + (number <= day.month), number)
        return month_of(day.year, number)

    return scene.relative("month", read, otherwise=TWO_YEARS)


DAY2, MONTH2 = DAY.replace("<day>", "<day2>"), MONTH.replace("<month>", "<month2>")
TO = rf"(?:{DASH}| (?:to|through|until|till|and|into) )"
BETWEEN = START + "(?:(?:[Bb]etween|[Ff]rom|[Oo]n|[Dd]uring) )?(?:the )?"
DAY_END = r"(?!\w|[-–]\w|\.\d)"
OPTIONAL_WEEKDAY = rf"(?:{WEEKDAY},? )?(?:the )?"

RULES: tuple[Rule, ...] = (
    rule("month", rf"{BETWEEN}{DAY}(?: (?P<month>{'|'.join(MONTHS)}))?{TO}(?:the )?{DAY2} (?:of )?"
                  rf"{MONTH2}{WORD_END}",
         _month_day),
    rule("month", rf"{BETWEEN}{MONTH} {DAY}{TO}(?:{MONTH2} )?{DAY2}{DAY_END}", _month_day),
    rule("month", rf"{LEAD}{OPTIONAL_WEEKDAY}{DAY} (?:of )?{MONTH}{WORD_END}", _month_day),
    rule("month", rf"{LEAD}{OPTIONAL_WEEKDAY}{MONTH} {DAY}{DAY_END}", _month_day),
    rule("month", rf"{START}{PREPOSITION}(?P<which>[Ll]ast|[Tt]his"
                  rf"|[Nn]ext) {MONTH}{WORD_END}", _directed_month),
    rule("month", rf"{START}(?:[Bb]etween|[Ff]rom|[Ii]n) {MONTH} (?:and|to|through"
                  rf"|until) {MONTH2}{WORD_END}", _months),
    rule("month", rf"{START}{PREPOSITION}{PART}(?P<the>the )?{MONTH}{WORD_END}", _month),
)  # fmt: skip
