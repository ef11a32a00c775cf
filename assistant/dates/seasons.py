"""Rules for seasons and quarters without a year, and for parts of last, this or next year: by tense."""

from __future__ import annotations

import datetime as dt
import re

from assistant.dates.intervals import (
    SEASON_WORDS,
    Grain,
    Interval,
    first_from,
    half_of,
    latest_until,
    lies_in_two_years,
    month_of,
    quarter_of,
    season_of,
    unit_of,
)
from assistant.dates.relative import GRAINS
from assistant.dates.rules import (
    BUSINESS,
    COUNT,
    FALL_OF_WHAT,
    LEAD,
    MONTH,
    NOUN_AFTER,
    ORDINALS,
    PREPOSITION,
    SKIP,
    START,
    TWO_YEARS,
    UNCLEAR_TENSE,
    WORD_END,
    Reading,
    Rule,
    Scene,
    month_number,
    rule,
)
from assistant.dates.stated import NUMBER_TO_FOUR, months_of_year
from assistant.dates.tense import Tense

STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}
GAME = re.compile(r"\b(?:game|lead|points?|yards?|touchdowns?|scor\w+|quarterback|coach|halftime|kick\w*|shots?)\b")
"""Words of a sentence about a game, which has quarters of its own."""
FIGURES = re.compile(r" (?:figures|results|earnings|report|numbers|profits?|sales|accounts)\b")
"""Of a quarter that is over, whenever they are published."""
BUSINESS_REACH = 200


def _season(match: re.Match[str], scene: Scene) -> Reading | None:
    name, which = SEASON_WORDS[match["season"]], match["which"].lower()
    if match["season"] == "fall" and FALL_OF_WHAT.match(scene.sentence, match.end()):
        return SKIP
    tense = scene.tense(match)
    two_years = lies_in_two_years(name)

    def read(day: dt.date) -> Interval | None:
        # In January and February the season that runs began last year.
        current = season_of(day.year - (two_years and day.month <= 2), name)
        after, before = season_of(current.first.year + 1, name), season_of(current.first.year - 1, name)
        if which == "this":
            over = current.last < day and tense is Tense.FUTURE
            ahead = two_years and day < current.first and tense is Tense.PAST
            return after if over else before if ahead else current
        if which == "next":
            return current if two_years and day < current.first else after
        # Once this year's is over, "last summer" is said of it and of the one before.
        return None if current.last < day else before

    return scene.relative("season", read, otherwise=TWO_YEARS)


def _of_year(  # noqa: PLR0911 (one way out for each unit)
    match: re.Match[str], scene: Scene
) -> Reading | None:
    """Read "the third quarter of last year", "March next year", "the summer of this year"."""
    groups, step = match.groupdict(), STEPS[match["which_year"].lower()]
    if groups.get("month"):
        return scene.relative("month", lambda day: month_of(day.year + step, month_number(groups["month"] or "")))
    if groups.get("season"):
        name = SEASON_WORDS[groups["season"] or ""]
        if groups["season"] == "fall" and " of " not in match[0] and "in " not in match[0]:
            return None  # "prices will fall this year"
        if lies_in_two_years(name):
            return Reading(None, "season", TWO_YEARS)
        return scene.relative("season", lambda day: season_of(day.year + step, name))
    if groups.get("count"):
        reading = months_of_year(match, scene.published.year + step) if scene.published else None
        return scene.relative("month", lambda _: reading.interval if reading else None, otherwise=TWO_YEARS)
    number = ORDINALS[match["number"].lower()]
    if match["unit"] == "half":
        return scene.relative("half", lambda day: half_of(day.year + step, number)) if number <= 2 else None
    return scene.relative("quarter", lambda day: quarter_of(day.year + step, number))


def _current(match: re.Match[str], scene: Scene) -> Reading:
    grain: Grain = GRAINS[match["unit"]]
    return scene.relative(grain, lambda day: unit_of(day, grain))


def _bare_season(match: re.Match[str], scene: Scene) -> Reading | None:
    """Read "over the summer", "in late spring": the latest that has begun, or the next that is not over."""
    name, tense = SEASON_WORDS[match["season"]], scene.tense(match)
    if NOUN_AFTER.match(scene.sentence, match.end()) or FALL_OF_WHAT.match(scene.sentence, match.end()):
        return None  # "the summer holidays", "in the fall in prices"

    def read(day: dt.date) -> Interval | None:
        if tense is Tense.FUTURE:
            return first_from(lambda year: season_of(year, name), day)
        return latest_until(lambda year: season_of(year, name), day) if tense is Tense.PAST else None

    return scene.relative("season", read, otherwise=UNCLEAR_TENSE)


def _quarter(match: re.Match[str], scene: Scene) -> Reading:
    """Read a quarter without a year, in a sentence about business or one that looks ahead: games have quarters too."""
    start, tense = max(0, match.start() - BUSINESS_REACH), scene.tense(match)
    ahead = tense is Tense.FUTURE and not GAME.search(scene.sentence)
    if not ahead and not BUSINESS.search(scene.sentence, start, match.end() + BUSINESS_REACH):
        return SKIP
    number = ORDINALS.get(match["number"].lower()) or int(match["number"])

    def read(day: dt.date) -> Interval | None:
        over = quarter_of(day.year, number).last < day
        if tense is Tense.FUTURE and not FIGURES.match(scene.sentence, match.end()):
            return quarter_of(day.year + over, number)
        # A quarter is reported on once it is over.
        return quarter_of(day.year - (not over), number) if tense is not Tense.UNCLEAR else None

    return scene.relative("quarter", read, otherwise=UNCLEAR_TENSE)


SEASON = "(?P<season>spring|summer|autumn|fall|winter)"
OF_YEAR = r"(?: of|,)? (?P<which_year>[Ll]ast|[Tt]his|[Nn]ext) year"
OF_THE_YEAR = r" of (?P<which_year>last|this|next|the) year"

RULES: tuple[Rule, ...] = (
    rule("month unit", rf"{LEAD}{MONTH}{OF_YEAR}{WORD_END}", _of_year),
    rule("season unit", rf"{LEAD}{SEASON}{OF_YEAR}{WORD_END}", _of_year),
    rule("unit", rf"{LEAD}(?P<which>[Ff]irst|[Ll]ast"
                 rf"|[Ff]inal) {COUNT} months{OF_THE_YEAR}{WORD_END}", _of_year),
    rule("quarter unit", rf"{LEAD}{NUMBER_TO_FOUR}[ -](?P<unit>quarter"
                         rf"|half){OF_THE_YEAR}{WORD_END}", _of_year),
    rule("season", rf"{START}{PREPOSITION}(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {SEASON}{WORD_END}", _season),
    rule("season", rf"{START}(?:[Ii]n|[Oo]ver|[Dd]uring|[Bb]y|[Uu]ntil|[Tt]hroughout) "
                   rf"(?:the |(?P<part>early|late|mid)[- ]"
                   rf"(?:in the )?){SEASON}{WORD_END}", _bare_season),
    rule("quarter", rf"{START}{PREPOSITION}the (?P<current>current) (?P<unit>quarter){WORD_END}", _current),
    rule("unit", rf"{START}{PREPOSITION}the (?P<current>current) (?P<unit>year|month|week){WORD_END}", _current),
    rule("quarter", rf"{LEAD}{NUMBER_TO_FOUR}[ -]quarter{WORD_END}", _quarter),
    rule("quarter", rf"{LEAD}Q(?P<number>[1-4]){WORD_END}", _quarter),
)  # fmt: skip
