"""Times: whether a quote tells of the time of a statement, or of another one in its place.

Times are compared as days: "on Monday", in an article of that Tuesday, is 27 May 2024.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from assistant.answer import Occasion
from assistant.attribution import occasions
from assistant.dates import TimeExpression
from assistant.dates.intervals import plain_day
from assistant.verification.model import MISSING, Finding, State
from assistant.when import clause_terms
from index.terms import STOPWORDS, terms

if TYPE_CHECKING:
    from assistant.verification.statement import Statement
    from assistant.verification.witness import Witness

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\b\.?(?: (\d{{1,2}})\b(?!\d))?", re.IGNORECASE)
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(MONTHS)})[a-z]*", re.IGNORECASE)
WEEKDAY = re.compile(rf"\b({'|'.join(DAYS)})[a-z]*day\b", re.IGNORECASE)
SPAN = re.compile(r"\b(?:from|between)\b.+\b(?:to|until|till|and|through)\b", re.IGNORECASE)
"""A time with both its ends: "from 1995 to 2009"."""
WIDE = ("month", "quarter", "season", "half", "year")
"""Grains of a time within which an article that was published then reports, if it names no other."""
EMPTY = frozenset(terms(" ".join(STOPWORDS)))
AS_OF = re.compile(r"\bas of $", re.IGNORECASE)
NEXT = dt.timedelta(days=7)
"""How far from an article its "on Friday" may be."""
SOON = dt.timedelta(days=62)
"""How long after an article a day may be by which it tells that something was so."""
SAME_CLAUSE = 2
"""Words of a statement in the clause of a quote's time from which it is the time of the same thing."""


def time_in(time: TimeExpression, statement: Statement, witness: Witness) -> Finding:
    """Tell whether a witness gives a time of a statement; where it gives none, its article's day counts."""
    states = [(one, _compared(time, one, witness.published)) for one in witness.times]
    wanted = clause_terms(statement.text, time.start, time.end, ()) - EMPTY
    for one, said in states:
        alone = len(witness.times) == 1 and time.grain == one.grain
        if said is State.BORNE and (alone or wanted & clause_terms(witness.text, one.start, one.end, witness.times)):
            return Finding(State.BORNE, _worded(one))
    others = [
        (len(wanted & clause_terms(witness.text, one.start, one.end, witness.times)), one)
        for (one, said), of in zip(states, occasions(witness.text, witness.times), strict=True)
        if said is State.DIFFERENT
        and of is Occasion.EVENT
        and _comparable(time, one)
        and not any(
            another.grain == one.grain and _compared(another, one) is State.BORNE
            for another in statement.times
            if another is not time
        )
    ]
    shared, best = max(others, key=lambda one: one[0], default=(0, None))
    if best and shared >= SAME_CLAUSE:
        return Finding(State.DIFFERENT, _worded(best))
    if not witness.times and _of_its_time(time, statement, witness.published):
        return Finding(State.BORNE)
    day = witness.day()
    if day and _compared(time, day) is State.BORNE:
        return Finding(State.BORNE, _worded(day))
    return Finding(State.DIFFERENT, _worded(best)) if best and shared else MISSING


def _of_its_time(time: TimeExpression, statement: Statement, published: dt.date | None) -> bool:
    """Whether an article was published in a month or year, or by a day: its news is of then if it names no other."""
    if published is None or time.first is None or time.last is None:
        return False
    if time.modifier.startswith("by") or AS_OF.search(statement.text[: time.start]):
        return published <= time.last <= published + SOON
    return time.grain in WIDE and not time.modifier and time.first <= published <= time.last


def _comparable(time: TimeExpression, other: TimeExpression) -> bool:
    """Whether one may stand in the other's place: a limit is no time, and a year no day."""
    return time.modifier.split(" ")[0] == other.modifier.split(" ")[0] or not (time.modifier and other.modifier)


def _compared(time: TimeExpression, other: TimeExpression, published: dt.date | None = None) -> State | None:
    """Compare two times; ``None`` where one is less exact than the other, or they are of different kinds."""
    since = [one.modifier.startswith("since") and one.first is not None for one in (time, other)]
    if any(since):
        return _alike(_opening(time) == _opening(other)) if all(since) else None
    if time.first is None or time.last is None or other.first is None or other.last is None:
        far = published and time.first and other.first is None and abs(time.first - published) > NEXT
        return _by_words(time, other) if not far or "month" in calendar_parts(other) else None
    if SPAN.search(time.text) and SPAN.search(other.text):
        return _alike((time.first, time.last) == (other.first, other.last))
    within = time.first <= other.first and other.last <= time.last
    around = other.first <= time.first and time.last <= other.last
    return None if around and not within else _alike(within)


def _alike(same: bool) -> State:  # noqa: FBT001 - one answer turned into another
    return State.BORNE if same else State.DIFFERENT


def _opening(time: TimeExpression) -> tuple[int, ...]:
    assert time.first is not None
    day = (time.first.year, time.first.month, time.first.day)
    return day[: {"year": 1, "day": 3}.get(time.grain, 2)]


def _by_words(time: TimeExpression, other: TimeExpression) -> State | None:
    """Compare times of which one counts from a day that nobody knows: weekday with weekday, "6 August" with its day."""
    mine, others = calendar_parts(time), calendar_parts(other)
    shared = mine.keys() & others.keys()
    if not shared:
        return State.BORNE if time.text.lower() == other.text.lower() else None
    return _alike(all(mine[one] == others[one] for one in shared))


def calendar_parts(time: TimeExpression) -> dict[str, int]:
    """Give what a time says of month, day of the month and weekday: by its words, or all where its day is known."""
    if time.first is not None and time.grain in {"day", "month"}:
        known = {"month": time.first.month}
        return known | ({"day": time.first.day, "weekday": time.first.weekday()} if time.grain == "day" else {})
    parts: dict[str, int] = {}
    if found := DAY_FIRST.search(time.text):
        parts = {"month": MONTHS.index(found[2].lower()[:3]) + 1, "day": int(found[1])}
    elif found := MONTH.search(time.text):
        parts = {"month": MONTHS.index(found[1].lower()[:3]) + 1} | ({"day": int(found[2])} if found[2] else {})
    if found := WEEKDAY.search(time.text):
        parts["weekday"] = DAYS.index(found[1].lower()[:3])
    return parts


def _worded(time: TimeExpression) -> str:
    """Give a time as its article writes it, with the days that it means."""
    if time.first is None or time.basis == "stated":
        return time.text
    last = time.last or time.first
    days = plain_day(time.first) if time.first == last else f"{plain_day(time.first)} to {plain_day(last)}"
    return f"{time.text} ({days})"
