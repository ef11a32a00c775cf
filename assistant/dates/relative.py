"""Rules for days, weeks, months and years that count from the publication date, by newsroom convention."""

from __future__ import annotations

import datetime as dt
import re

from assistant.dates.intervals import (
    WEEKDAYS,
    Grain,
    Interval,
    day_of,
    decade_of,
    shifted,
    unit_of,
    week_of,
    weekday_from,
    weekday_until,
    weekend_of,
)
from assistant.dates.rules import (
    COUNT,
    NOWADAYS,
    OTHER_DATE,
    PART,
    PART_OF_DAY,
    PREPOSITION,
    QUOTED,
    SKIP,
    START,
    TWO_DAYS,
    UNCLEAR_TENSE,
    WEEKDAY,
    WORD_END,
    Reading,
    Rule,
    Scene,
    count_of,
    rule,
)
from assistant.dates.tense import Tense

UNIT_DAYS = {"day": 1, "week": 7}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
GRAINS: dict[str, Grain] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade",
}  # fmt: skip
STEPS = {"last": -1, "this": 0, "the": 0, "so far this": 0, "next": 1}
DEICTIC_DAYS = {
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip

SUNDAY = WEEKDAYS.index("Sunday")
JUST_PAST = dt.timedelta(days=2)
ONE_DAY, ONE_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)

OWNED = re.compile(r"(?:[’']s|the) $")
NOWADAYS_AFTER = re.compile(
    r"['’]s (?:world|societ|youth|econom|day\b|age\b|standards|generation|technolog|prices|dollars|money"
    r"|market|era)"
)
NOWADAYS_BEFORE = re.compile(r"(?:\beven|\bstill|\bhere|\buntil|\bit is|\bexists?|\bthan|\bof) $")
"""Around "today" where it means the present time rather than the day of publication."""


def moved(day: dt.date, unit: str, count: int) -> dt.date:
    """Move a day by so many units; raises ``OverflowError`` or ``ValueError`` outside the calendar."""
    return shifted(day, days=UNIT_DAYS.get(unit, 0) * count, months=UNIT_MONTHS.get(unit, 0) * count)


def _number(match: re.Match[str], group: str = "weekday") -> int:
    return WEEKDAYS.index(match[group].title())


def _weekday(match: re.Match[str], scene: Scene) -> Reading:
    """Read a bare weekday: the latest one up to the publication day, or the first from it on."""
    number = _number(match)
    if scene.published is None or scene.published.weekday() == number:
        return scene.relative("day", day_of)
    tense = scene.tense(match)
    if (match["prep"] or "").lower() == "for" and tense in {Tense.PAST, Tense.UNCLEAR}:
        tense = Tense.FUTURE  # "called a strike for Friday" looks ahead from the calling
    if tense in {Tense.UNCLEAR, Tense.NONE} and "this " in match[0].lower():
        tense = Tense.FUTURE
    if tense is Tense.FUTURE and OWNED.search(scene.sentence, max(0, match.start() - 4), match.start()):
        tense = Tense.UNCLEAR  # "the judge's Tuesday ruling opens the door"
    if tense in {Tense.UNCLEAR, Tense.NONE}:
        # Without a verb: a caption looks back, a listing of events ahead.
        return Reading(None, "day", UNCLEAR_TENSE)
    find = weekday_from if tense is Tense.FUTURE else weekday_until
    return scene.relative("day", lambda day: day_of(find(number, day)))


def _directed_weekday(match: re.Match[str], scene: Scene) -> Reading:
    """Read "last Monday" (before the publication day) and "next Monday" (after it)."""
    number = _number(match)
    which = match["which"].lower()
    if which == "last":
        return scene.relative("day", lambda day: _last(number, day), otherwise=TWO_DAYS)
    if which in {"this past", "past"}:
        return scene.relative("day", lambda day: day_of(weekday_until(number, day - ONE_DAY)))
    return scene.relative("day", lambda day: day_of(weekday_from(number, day + ONE_DAY)))


def _last(weekday: int, day: dt.date) -> Interval | None:
    """Give the weekday of the week before; of this week's own days, which "last" may mean too, only those just past.

    Who writes on Friday of the day before writes "Thursday", so that "last Thursday" is the one before.
    """
    latest = weekday_until(weekday, day - ONE_DAY)
    if latest < week_of(day).first:
        return day_of(latest)
    return day_of(latest - ONE_WEEK) if day - latest <= JUST_PAST else None


def _weekday_of_week(match: re.Match[str], scene: Scene) -> Reading:
    step = STEPS[match["week"].lower()]
    return scene.relative(
        "day", lambda day: day_of(week_of(day + step * ONE_WEEK).first + dt.timedelta(days=_number(match)))
    )


def _weekday_range(match: re.Match[str], scene: Scene) -> Reading:
    first, last, tense = _number(match), _number(match, "weekday2"), scene.tense(match)
    length = dt.timedelta(days=(last - first) % 7)

    def read(day: dt.date) -> Interval | None:
        if tense is Tense.PAST:
            end = weekday_until(last, day)
            return Interval(end - length, end)
        start = weekday_from(first, day)
        return Interval(start, start + length) if tense is Tense.FUTURE else None

    return scene.relative("day", read, otherwise=UNCLEAR_TENSE)


def _deictic_day(match: re.Match[str], scene: Scene) -> Reading:
    """Read "yesterday" or "this morning"; in a quotation they count from the unstated day of speaking."""
    start, word = match.start("deictic"), match["deictic"]
    opens = not re.search(r"\w", scene.sentence[:start][-2:])
    if word.isupper() or (word[0].isupper() and not opens):
        return SKIP  # a newspaper, a programme
    before = scene.sentence[max(0, start - 10) : start]
    if word.lower() == "today" and (
        NOWADAYS_AFTER.match(scene.sentence, match.end()) or NOWADAYS_BEFORE.search(before)
    ):
        return SKIP
    if scene.quoted(match.start()):
        return Reading(None, "day", QUOTED)
    if word.lower() == "today" and scene.published and scene.tense(match) is Tense.NONE:
        return Reading(None, "day", NOWADAYS)
    step = DEICTIC_DAYS.get(word.lower(), 0)
    return scene.relative("day", lambda day: day_of(shifted(day, days=step)))


def _unit(match: re.Match[str], scene: Scene) -> Reading:
    """Read "last week", "this month", "next year", "earlier this year", "later this week"."""
    unit, side, which = match["unit"], (match["side"] or "").lower(), match["which"].lower()
    step = STEPS[which]

    def read(day: dt.date) -> Interval:
        if unit == "week" and day.weekday() == SUNDAY:
            return _week_on_sunday(day, step, scene.tense(match))
        if unit == "decade":
            whole = decade_of(day.year + 10 * step)
        else:
            whole = unit_of(moved(unit_of(day, GRAINS[unit]).first, unit, step), GRAINS[unit])
        if step == 0 and (side == "earlier" or which == "so far this"):
            return Interval(whole.first, day)
        return Interval(day, whole.last) if step == 0 and side == "later" else whole

    return scene.relative(GRAINS[unit], read)


def _week_on_sunday(day: dt.date, step: int, tense: Tense) -> Interval:
    """Give the week said on a Sunday, which ends the week for some outlets and begins it for others.

    Where the two readings differ, both are covered.
    """
    ending, beginning = week_of(day), Interval(day, day + dt.timedelta(days=6))
    if step == 0 and tense in {Tense.PAST, Tense.FUTURE}:
        return ending if tense is Tense.PAST else beginning
    first = {-1: ending.first - ONE_WEEK, 0: ending.first, 1: day + ONE_DAY}[step]
    last = {-1: day - ONE_DAY, 0: beginning.last, 1: beginning.last + ONE_WEEK}[step]
    return Interval(first, last)


def _framed_unit(match: re.Match[str], scene: Scene) -> Reading:
    """Read "by the end of the year"; in a past clause "the year" may be any year that is told of."""
    unit = GRAINS[match["unit"]]
    since = (match["prep"] or "").lower() == "since"
    if scene.published is not None and not since and scene.tense(match) is not Tense.FUTURE:
        return Reading(None, unit, OTHER_DATE)
    return scene.relative(unit, lambda day: unit_of(day, unit))


def _span(match: re.Match[str], scene: Scene) -> Reading:
    """Read "in the past two weeks", "over the next three years": to or from the publication day."""
    count, unit = count_of(match["count"] or "one"), match["unit"]
    if match["which"] in {"next", "coming"}:
        return scene.relative(GRAINS[unit], lambda day: Interval(day, moved(day, unit, count)))
    return scene.relative(GRAINS[unit], lambda day: Interval(moved(day, unit, -count), day))


def _ago(match: re.Match[str], scene: Scene) -> Reading:
    """Read "two weeks ago" as the week that holds that day, "more than two years ago" as two to three."""
    count, unit, limit = count_of(match["count"]), match["unit"], (match["limit"] or "").lower()
    if unit == "day" and scene.quoted(match.start()):
        return Reading(None, "day", QUOTED)
    if limit in {"more than", "over", "at least"}:
        far, near = count + 1, count
    elif limit in {"less than", "under", "nearly", "almost", "just under"}:
        far, near = count, count - 1
    else:
        return scene.relative(GRAINS[unit], lambda day: unit_of(moved(day, unit, -count), GRAINS[unit]))
    return scene.relative(GRAINS[unit], lambda day: Interval(moved(day, unit, -far), moved(day, unit, -near)))


def _hours(match: re.Match[str], scene: Scene) -> Reading:
    """Read "in the past 48 hours" as the days that they reach into."""
    days = -(-int(match["count"]) // 24)
    if match["which"] in {"next", "coming"}:
        return scene.relative("day", lambda day: Interval(day, shifted(day, days=days)))
    return scene.relative("day", lambda day: Interval(shifted(day, days=-days), day))


def _overnight(match: re.Match[str], scene: Scene) -> Reading | None:
    """Read "overnight": from the evening before to the day of publication."""
    if scene.tense(match) is not Tense.PAST:
        return None
    return scene.relative("day", lambda day: Interval(shifted(day, days=-1), day))


def _weekend(match: re.Match[str], scene: Scene) -> Reading:
    which, tense = match["which"].lower(), scene.tense(match)
    if which == "this past":
        which, tense = "the", Tense.PAST

    def read(day: dt.date) -> Interval | None:
        this = weekend_of(day)
        if which in {"last", "next"}:
            return weekend_of(day + STEPS[which] * ONE_WEEK)
        if day >= this.first or tense is Tense.FUTURE or (which == "this" and tense is not Tense.PAST):
            return this
        return weekend_of(day - ONE_WEEK) if tense is not Tense.UNCLEAR else None

    return scene.relative("weekend", read, otherwise=UNCLEAR_TENSE)


LIMITS = (
    "[Mm]ore than|[Ll]ess than|[Oo]ver|[Uu]nder|[Jj]ust under|[Nn]early|[Aa]lmost|[Aa]t least|[Aa]bout"
    "|[Aa]round|[Rr]oughly"
    "|[Ss]ome|[Jj]ust"
)
HOURS = r"(?P<count>24|36|48|72|96)[ -]hours?"
UNIT_PREPOSITION = PREPOSITION.replace("[Oo]n|", "").replace("|[Aa]t", "")
WEEKDAY2 = WEEKDAY.replace("<weekday>", "<weekday2>")

RULES: tuple[Rule, ...] = (
    rule("weekday unit", rf"{START}{PREPOSITION}{WEEKDAY}(?: of)? (?P<week>last|this"
                         rf"|next) week{WORD_END}", _weekday_of_week),
    rule("weekday unit", rf"{START}(?P<week>[Ll]ast"
                         rf"|[Nn]ext) week,? on {WEEKDAY}{WORD_END}", _weekday_of_week),
    rule("weekday", rf"{START}(?:[Bb]etween|[Ff]rom) {WEEKDAY}{PART_OF_DAY} (?:to|through|until|into|and) "
                    rf"{WEEKDAY2}{PART_OF_DAY}{WORD_END}", _weekday_range),
    rule("weekday", rf"{START}{PREPOSITION}(?P<which>[Ll]ast|[Tt]his past|[Pp]ast|[Nn]ext"
                    rf"|(?:[Tt]his )?[Cc]oming) "
                    rf"{WEEKDAY}{PART_OF_DAY}{WORD_END}", _directed_weekday),
    rule("weekday", rf"{START}{PREPOSITION}(?:[Tt]his )?{WEEKDAY}{PART_OF_DAY}{WORD_END}", _weekday),
    rule("today", rf"{START}(?:(?P<prep>[Ss]ince|[Uu]ntil|[Bb]y|[Bb]efore) )?"
                  rf"(?:(?:[Ll]ate|[Ee]arly|[Ll]ater|[Ee]arlier) )?(?P<deictic>(?i:the day before yesterday"
                  rf"|the day after tomorrow|yesterday|today"
                  rf"|tonight|tomorrow)"
                  rf"|[Ll]ast night|[Tt]his (?:morning|afternoon"
                  rf"|evening)){PART_OF_DAY}{WORD_END}", _deictic_day),
    rule("unit", rf"{START}(?:(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring|[Ww]ithin) )?[Tt]he (?P<which>past|last"
                 rf"|next|coming) "
                 rf"{COUNT} (?P<unit>day|week|month|year|decade)s?{WORD_END}", _span),
    rule("unit", rf"{START}(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring|[Ww]ithin) the (?P<which>past|last|next"
                 rf"|coming)(?P<count>)"
                 rf" (?P<unit>day|week|month|year|decade){WORD_END}(?! of| in)", _span),
    rule("hours", rf"{START}(?:(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring|[Ww]ithin) )?[Tt]he (?P<which>past|last|previous|next"
                  rf"|coming) {HOURS}{WORD_END}", _hours),
    rule("today", rf"{START}(?P<night>[Oo]vernight){WORD_END}(?! (?:stay|train|bus|flight|guest|camp|success))",
         _overnight),
    rule("unit", rf"{START}(?P<side>[Ee]arlier|[Ll]ater) in (?P<which>the) (?P<unit>week){WORD_END}", _unit),
    rule("unit", rf"{START}{UNIT_PREPOSITION}{PART}(?:(?P<side>[Ee]arlier"
                 rf"|[Ll]ater) )?(?P<which>(?<!the )[Ll]ast|[Tt]his|[Nn]ext"
                 rf"|[Ss]o far this) (?P<unit>week|month|year|decade){WORD_END}", _unit),
    rule("quarter", rf"{START}{UNIT_PREPOSITION}{PART}(?P<side>)(?P<which>(?<!the )[Ll]ast|[Tt]his|[Nn]ext) "
                    rf"(?P<unit>quarter){WORD_END}", _unit),
    rule("unit", rf"{START}{PREPOSITION}the (?P<place>end|start|beginning|rest"
                 rf"|remainder) of the (?P<unit>week|month|year)"
                 rf"{WORD_END}", _framed_unit),
    rule("unit", rf"{START}(?:(?P<limit>{LIMITS}) )?(?i:{COUNT}) (?P<unit>day|week|month|year"
                 rf"|decade)s? ago\b", _ago),
    rule("unit", rf"{START}(?:(?P<prep>[Oo]ver|[Aa]t|[Oo]n|[Dd]uring|[Bb]y|[Ss]ince|[Ff]or|[Bb]efore"
                 rf"|[Aa]fter) )?"
                 rf"(?P<which>[Ll]ast|[Tt]his(?: past)?|[Nn]ext|[Tt]he) weekend{WORD_END}", _weekend),
)  # fmt: skip
