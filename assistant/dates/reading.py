"""Time expressions of a sentence, resolved from the publication date by newsroom convention."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.dates import feasts, relative, seasons, stated, undated, yearless
from assistant.dates.intervals import HEMISPHERE, Grain, Hemisphere, Interval, say, unit_of
from assistant.dates.rules import COUNT, HINT, STATED, Reading, Scene, count_of

RULES = (*undated.RULES, *feasts.RULES, *stated.RULES, *seasons.RULES, *yearless.RULES, *relative.RULES)
"""All rules; where two would read the same words, the earlier one does."""

BOUNDS = frozenset({"since", "by", "until", "till", "before", "after", "following", "from", "through"})
"""Prepositions that make the interval a limit rather than the time itself."""

REMEMBERED = 8192
"""Sentences whose reading is remembered: questions come back to the same ones. Some 10 MB."""

COUNTED_FROM = re.compile(rf"(?i){COUNT} (?P<unit>day|week)s? (?P<side>after|before)")
BESIDE = re.compile(r"(?: (?:morning|afternoon|evening|night))?,? (?:and |just |only )?")
CLAUSE_AFTER = re.compile(r" (?:is|was|will|has|had|are|were|would)\b")


class TimeExpression(BaseModel):
    """Words that say when, and the days they mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    """The exact words, ``sentence[start:end]``."""
    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    """First and last day, both included; both ``None`` when unresolved. After "since", ``last`` is the
    publication day, or ``None`` where that is not known."""
    basis: str
    """``"stated"``, ``"published 2024-05-27"``, or why it is unresolved, e.g. ``"no publication date"``."""
    grain: Grain
    modifier: str = ""
    """What the words make of the interval: ``"since"``, ``"by"``, ``"early"``, ``"about"``; or nothing."""


def read_dates(sentence: str, published: dt.date | None) -> list[TimeExpression]:
    """Give the time expressions of a sentence in their order; ``published`` is its article's date.

    What cannot be told for sure has no interval and says why in its ``basis``.
    """
    return list(_dates(sentence, published, HEMISPHERE.get()))


@lru_cache(maxsize=REMEMBERED)
def _dates(sentence: str, published: dt.date | None, _: Hemisphere) -> Sequence[TimeExpression]:
    kinds = {match.lastgroup for match in HINT.finditer(sentence)}
    if not kinds:
        return []
    scene = Scene(sentence, published)
    taken = bytearray(len(sentence))
    found = []
    for kinds_needed, pattern, read in RULES:
        if not kinds_needed <= kinds:
            continue
        for match in pattern.finditer(sentence):
            if taken.find(1, match.start(), match.end()) >= 0:
                continue
            reading = read(match, scene)
            if reading is None:
                continue
            start, end = _extent(match)
            taken[start:end] = b"\1" * (end - start)
            if not reading.skip:
                found.append(_expression(scene, match, start, end, reading))
            if reading.basis == STATED and reading.interval:
                scene.stated_years.append((start, reading.interval.first.year))
    found.sort(key=lambda expression: expression.start)
    return [_counted(one, found[:place], sentence) for place, one in enumerate(found)]


def _counted(one: TimeExpression, before: Sequence[TimeExpression], sentence: str) -> TimeExpression:
    """Count "a day after" from the day right before it: "on Thursday, a day after Lund signed" dates the signing."""
    match = COUNTED_FROM.fullmatch(one.text)
    anchor = before[-1] if before else None
    if not match or anchor is None or anchor.first is None or anchor.first != anchor.last:
        return one
    if not BESIDE.fullmatch(sentence[anchor.end : one.start]):
        return one
    count = count_of(match["count"]) * (-1 if match["side"].lower() == "after" else 1)
    days = 7 * count if match["unit"].lower() == "week" else count
    day = anchor.first + dt.timedelta(days=days)
    basis = f"counted from “{anchor.text}”" + ("" if anchor.basis == STATED else f", {anchor.basis}")
    return one.model_copy(update={"first": day, "last": day, "basis": basis, "modifier": ""})


def describe(expression: TimeExpression) -> str:
    """Say the days in full ("Monday 27 May 2024", "since May 2024"); unresolved, the words and the reason."""
    if expression.first is None:
        return f"“{expression.text}” ({expression.basis})"
    interval = Interval(expression.first, expression.last or expression.first)
    if expression.modifier.startswith("since"):
        interval = unit_of(expression.first, expression.grain)
    said = say(interval, expression.grain)
    return f"{expression.modifier} {said}" if expression.modifier else said


def _extent(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("article") or (groups.get("frame") and not groups.get("prep")):
        return match.start("year"), match.end()  # "the 2022 election", "of 2022"
    return match.start(), match.end()


def _expression(scene: Scene, match: re.Match[str], start: int, end: int, reading: Reading) -> TimeExpression:
    groups = match.groupdict() if start == match.start() else {}
    bound = (groups.get("prep") or "").lower()
    if bound == "since" and CLAUSE_AFTER.match(scene.sentence, end):
        bound, start = "", match.end("prep") + 1  # "since Monday is a holiday"
    place = f"the {groups['place'].lower()} of" if groups.get("place") else ""
    part, limit = ((groups.get(name) or "").lower() for name in ("part", "limit"))
    words = (bound if bound in BOUNDS else "", place, part, limit)
    first, last = reading.interval or (None, None)
    if bound == "since" and first is not None:
        last = max(first, scene.published) if scene.published else None
    return TimeExpression(
        text=scene.sentence[start:end],
        start=start,
        end=end,
        first=first,
        last=last,
        basis=reading.basis,
        grain=reading.grain,
        modifier=" ".join(word for word in words if word),
    )
