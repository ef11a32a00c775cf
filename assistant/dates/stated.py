"""Rules for time expressions that resolve by themselves: they state their year."""

from __future__ import annotations

import datetime as dt
import re

from assistant.dates.intervals import (
    SEASON_WORDS,
    WEEKDAYS,
    Interval,
    century_of,
    day_of,
    decade_of,
    half_of,
    lies_in_two_years,
    month_of,
    months_from,
    quarter_of,
    season_of,
    year_of,
)
from assistant.dates.rules import (
    COUNT,
    COUNTED,
    DASH,
    DAY,
    DISAGREES,
    LEAD,
    MONTH,
    ORDINALS,
    PART,
    PREPOSITION,
    SKIP,
    START,
    STATED,
    TWO_YEARS,
    WEEKDAY,
    WORD_END,
    YEAR,
    YEAR_END,
    Reading,
    Rule,
    Scene,
    count_of,
    month_number,
    rule,
)

MONTH2 = MONTH.replace("<month>", "<month2>")
DAY2 = DAY.replace("<day>", "<day2>")
YEAR2 = YEAR.replace("<year>", "<year2>")
TO = rf"(?:{DASH}| (?:to|through|until|till|and|into) )"
BETWEEN = START + r"(?:(?P<between>[Bb]etween|[Ff]rom|[Ii]n|[Oo]n|[Dd]uring) )?(?:the )?"

CIVIL_YEARS = range(1900, 2101)
"""Four digits with no preposition before them are read as a year only in living memory and its mirror."""


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full_date(match: re.Match[str], _: Scene) -> Reading | None:
    day = _date(int(match["year"]), month_number(match["month"]), int(match["day"]))
    if day is None:
        return None
    weekday = match["weekday"]
    if weekday and WEEKDAYS.index(weekday.title()) != day.weekday():
        return Reading(None, "day", DISAGREES)
    return Reading(day_of(day), "day", STATED)


def _iso(match: re.Match[str], _: Scene) -> Reading | None:
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Reading(day_of(day), "day", STATED) if day else None


def _numeric(match: re.Match[str], _: Scene) -> Reading | None:
    """Read 27/05/2024; where day and month could change places, say so."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    days = {day for month, number in ((a, b), (b, a)) if (day := _date(year, month, number))}
    if len(days) != 1:
        return Reading(None, "day", "day and month may be either way round") if days else None
    return Reading(day_of(days.pop()), "day", STATED)


def _ordered(first: dt.date | None, last: dt.date | None) -> Interval | None:
    return Interval(first, last) if first and last and first <= last else None


def _day_range(match: re.Match[str], _: Scene) -> Reading | None:
    month2 = month_number(match["month2"] or match["month"])
    year, month = int(match["year"]), month_number(match["month"] or match["month2"])
    first = _date(year - 1 if month > month2 else year, month, int(match["day"]))
    interval = _ordered(first, _date(year, month2, int(match["day2"])))
    return Reading(interval, "day", STATED) if interval else SKIP


def _month_range(match: re.Match[str], _: Scene) -> Reading | None:
    month, month2 = month_number(match["month"]), month_number(match["month2"])
    year2 = int(match["year2"])
    year = int(match["year"]) if match["year"] else year2 - (month > month2)
    interval = _ordered(month_of(year, month).first, month_of(year2, month2).last)
    return Reading(interval, "month", STATED) if interval else SKIP


def _year_range(match: re.Match[str], scene: Scene) -> Reading | None:
    if COUNTED.match(scene.sentence, match.end()):
        return SKIP
    first, last = int(match["year"]), match["year2"]
    final = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if len(last) == 2 and final < first:
        final += 100  # 1999-00
    interval = _ordered(dt.date(first, 1, 1), dt.date(final, 12, 31))
    return Reading(interval, "year", STATED) if interval else SKIP


def _month(match: re.Match[str], _: Scene) -> Reading:
    return Reading(month_of(int(match["year"]), month_number(match["month"])), "month", STATED)


def _season(match: re.Match[str], _: Scene) -> Reading | None:
    name, year = SEASON_WORDS[match["season"].lower()], int(match["year"])
    if lies_in_two_years(name) and not match["into"]:
        return Reading(None, "season", TWO_YEARS)  # the one that began in it, or the one that ended in it
    if match["into"] and int(match["into"]) % 100 != (year + 1) % 100:
        return SKIP
    return Reading(season_of(year, name), "season", STATED)


def _quarter(match: re.Match[str], _: Scene) -> Reading:
    number = match["number"]
    return Reading(quarter_of(int(match["year"]), ORDINALS.get(number.lower()) or int(number)), "quarter", STATED)


def _half(match: re.Match[str], _: Scene) -> Reading:
    number = match["number"]
    return Reading(half_of(int(match["year"]), ORDINALS.get(number.lower()) or int(number)), "half", STATED)


def _months_of_year(match: re.Match[str], _: Scene) -> Reading | None:
    return months_of_year(match, int(match["year"]))


def months_of_year(match: re.Match[str], year: int) -> Reading | None:
    """Read "the first nine months of" or "the final three months of" a year."""
    count = count_of(match["count"])
    if not 1 <= count <= 12:
        return None
    start = 1 if match["which"].lower() == "first" else 13 - count
    return Reading(months_from(year, start, count), "month", STATED)


def _decade(match: re.Match[str], _: Scene) -> Reading:
    return Reading(decade_of(int(match["decade"])), "decade", STATED)


def _century(match: re.Match[str], _: Scene) -> Reading:
    return Reading(century_of(100 * int(match["number"])), "century", STATED)


def _old_year(match: re.Match[str], _: Scene) -> Reading:
    return Reading(year_of(int(match["old"])), "year", STATED)


def _end_of_year(match: re.Match[str], _: Scene) -> Reading:
    year = int(match["year"])
    return Reading(day_of(dt.date(year, 1, 1) if match["end"] == "first" else dt.date(year, 12, 31)), "day", STATED)


def _year(match: re.Match[str], scene: Scene) -> Reading | None:
    """Read four digits as a year where the words around them say that they are one."""
    if COUNTED.match(scene.sentence, match.end()):
        return SKIP
    year = int(match["year"])
    prep, part, article = match["prep"], match["part"] or match["place"], match["article"]
    rest = scene.sentence[match.end() : match.end() + 2]
    if (prep or article) and not part and STREET.match(scene.sentence, match.end()):
        return SKIP
    noun_follows = rest[:1] == " " and rest[1:2].isalpha()
    if article:
        framed = noun_follows and year in CIVIL_YEARS
    else:
        framed = bool(part or match["frame"]) or (prep is not None and prep.lower() not in NOT_BEFORE_YEARS)
    return Reading(year_of(year), "year", STATED) if framed else None


def _bare_year(match: re.Match[str], scene: Scene) -> Reading | None:
    if int(match["year"]) not in CIVIL_YEARS or COUNTED.match(scene.sentence, match.end()):
        return None
    return Reading(year_of(int(match["year"])), "year", STATED)


NOT_BEFORE_YEARS = frozenset({"on", "at", "over", "following"})
STREET = re.compile(
    r" (?:[NSEW]\.? )?[A-Z][\w.]*(?: [A-Z][\w.]*)? (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive"
    r"|Dr|Lane|Way|Court)\b"
)
NUMBER_TO_FOUR = r"(?P<number>first|second|third|fourth|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)"
FOUR_DIGITS = YEAR.split("(?!", maxsplit=1)[0]
OF_YEAR = rf"(?: of|,)? (?:the year )?{YEAR}"
OPTIONAL_WEEKDAY = rf"(?:{WEEKDAY},? )?(?:the )?"

RULES: tuple[Rule, ...] = (
    rule("year", rf"{START}(?:(?P<prep>[Oo]n|[Bb]y|[Ss]ince|[Uu]ntil|[Bb]efore|[Aa]fter) )?(?P<year>\d{{4}})-"
                 r"(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])", _iso),
    rule("year", rf"{START}(?P<year>\d{{4}})/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?![\d/])", _iso),
    rule("slash", rf"{START}(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<year>(?:19"
                  rf"|20)\d\d){YEAR_END}",
         _numeric),
    # From 28 May to 2 June 2024; June 3-5, 2024; between May and July 2024.
    rule("year month", rf"{BETWEEN}{DAY}(?: {MONTH})?{TO}(?:the )?{DAY2} (?:of )?{MONTH2},? {YEAR}",
         _day_range),
    rule("year month", rf"{BETWEEN}{MONTH} {DAY}{TO}(?:{MONTH2} )?{DAY2},? {YEAR}", _day_range),
    rule("year month", rf"{BETWEEN}{MONTH}(?:,? {YEAR})?{TO}{MONTH2},? {YEAR2}", _month_range),
    rule("year month", rf"{LEAD}{OPTIONAL_WEEKDAY}{DAY} (?:of )?{MONTH},? {YEAR}", _full_date),
    rule("year month", rf"{LEAD}{OPTIONAL_WEEKDAY}{MONTH} {DAY},? {YEAR}", _full_date),
    rule("year month", rf"{LEAD}{MONTH},? (?:of )?{YEAR}", _month),
    rule("year season", rf"{LEAD}(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of"
                        rf"|,)? {FOUR_DIGITS}"
                        rf"(?:[-–/](?P<into>\d\d(?:\d\d)?))?{YEAR_END}(?![-–]|[a-z])", _season),
    rule("year quarter", rf"{LEAD}{NUMBER_TO_FOUR}[ -]quarter{OF_YEAR}", _quarter),
    rule("year quarter", rf"{LEAD}Q(?P<number>[1-4])(?: of)?,? {YEAR}", _quarter),
    rule("year quarter", rf"{LEAD}{FOUR_DIGITS} ?Q(?P<number>[1-4])\b", _quarter),
    rule("year quarter", rf"{LEAD}(?P<number>[Ff]irst|[Ss]econd)[ -]half{OF_YEAR}", _half),
    rule("year quarter", rf"{LEAD}H(?P<number>[12])(?: of)? {YEAR}", _half),
    rule("year unit", rf"{LEAD}(?P<which>[Ff]irst|[Ll]ast"
                      rf"|[Ff]inal) {COUNT} months of {YEAR}", _months_of_year),
    rule("year", rf"{BETWEEN}{FOUR_DIGITS}(?: (?:to|through|until|and) |[-–—])"
                 rf"(?P<year2>1[5-9]\d\d|2[01]\d\d|(?<=\d[-–—])\d\d){YEAR_END}(?![-–/]\d"
                 rf"|[a-z])", _year_range),
    rule("century", rf"{LEAD}(?P<number>[1-9]|1\d|2[01])(?:st|nd|rd|th)[ -]century{WORD_END}", _century),
    rule("unit year", rf"{START}(?:[Oo]n )?the (?P<end>first|last|final) day of {YEAR}", _end_of_year),
    rule("unit", rf"{START}(?:[Ii]n )?the year (?P<old>[1-9]\d\d|1[0-4]\d\d)(?! )(?!\d)", _old_year),
    rule("year", rf"{LEAD}(?P<decade>(?:1[5-9]|20)[1-9]0)s{WORD_END}", _decade),
    rule("year", rf"{START}{PREPOSITION}{PART}(?:(?:the )?(?P<frame>[Oo]f|year|circa|[Ll]ater) )?"
                 rf"(?P<article>(?:the|[Tt]he|a|A|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir"
                 rf"|\w{{1,30}}['’]s) )?{YEAR}", _year),
    # Years in brackets, as the subject of a sentence, or as an owner.
    rule("year", rf"(?<=\(){YEAR}(?=[,;)])", _bare_year),
    rule("year", rf"(?<=\d, ){YEAR}(?=\))", _bare_year),
    rule("year", rf"^{YEAR}(?= [a-z]{{3}})", _bare_year),
    rule("year", rf"{START}{YEAR}(?=['’]s\b)", _bare_year),
)  # fmt: skip
