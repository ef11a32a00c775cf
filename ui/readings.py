"""How the words of a claim are read, said for people: its days, its amounts, and who says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.amounts.units import CODES
from assistant.answer import Attribution, Claim, ClaimAmount, ClaimDate, Conflict, ConflictKind, Occasion, TimelineEntry
from assistant.dates.intervals import MONTHS, Interval, long_day, plain_day, say, unit_of
from assistant.dates.rules import STATED

PUBLISHED = re.compile(r"published (\d{4}-\d\d-\d\d)")
"""The basis of days that were worked out from a publication date."""
REPORTED = "published"
"""The basis of a timeline's day that is no more than its article's publication date."""
BEFORE_SOURCE = frozenset({"to", "of", "by", "from", "citing", "quoting"})
"""Last words of a cue that stands before its source: "according to"; any other stands behind it: "told"."""
SPELT_OUT = 100
"""Numbers below it are plain even in words: "twelve people"."""
DIFFERENCES = {ConflictKind.DIFFER: "Reports differ", ConflictKind.UPDATE: "Updated since, the latest first"}


def day(published: dt.date | None) -> str:
    """Give a publication date as a person reads it."""
    return plain_day(published) if published else "no date given"


def days(start: dt.date, end: dt.date) -> str:
    """Say days in few words: "27 May 2024", "6 to 10 May 2024", "June to August 2024", "2024"."""
    if start == end:
        return plain_day(start)
    interval = Interval(start, end)
    for grain in ("year", "month"):
        if (unit_of(start, grain).first, unit_of(end, grain).last) == interval:
            return say(interval, grain)
    if start.year != end.year:
        return f"{plain_day(start)} to {plain_day(end)}"
    first = f"{start.day}" if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} to {plain_day(end)}"


def difference(conflict: Conflict) -> str:
    """Say how reports came to differ."""
    return DIFFERENCES[conflict.kind]


def dated(entry: TimelineEntry) -> str:
    """Say when a line of a timeline happened, or that it was reported then."""
    said = days(entry.start, entry.end)
    return f"reported {said}" if entry.basis == REPORTED else said


def derived(basis: str) -> str:
    """Say what days were worked out from; nothing where they were not."""
    found = PUBLISHED.fullmatch(basis)
    return f"worked out from the publication date {plain_day(dt.date.fromisoformat(found[1]))}" if found else ""


def in_sight(claim: Claim) -> str:
    """Say in one line the days that every reader should see: those that words hide, "on Monday" but not "May 28".

    What they were worked out from, the publication date, is one for all days of a claim.
    """
    hidden = [date for date in claim.dates if _hidden(date)]
    origin = {derived(date.basis): None for date in hidden}
    return ", ".join(["; ".join(filter(None, map(_days_meant, hidden))), *origin]) if hidden else ""


def at_request(claim: Claim, *, seen: bool) -> list[str]:
    """Give the rest of how a claim is read; where its days are not ``seen``, these too."""
    read = [date_reading(date) for date in claim.dates if not (seen and _hidden(date))]
    read += map(amount_reading, claim.amounts)
    if claim.attributions:
        read.append(f"Who says so: {attribution(claim.attributions)}")
    return list(filter(None, read))


def date_reading(date: ClaimDate) -> str:
    """Say the days that words mean and what they were worked out from; nothing where the words say it all."""
    return ", ".join(filter(None, (_days_meant(date), derived(date.basis))))


def amount_reading(amount: ClaimAmount) -> str:
    """Give an amount with all its digits, what it is counted in and how exact it is; nothing where it is plain."""
    if _plain(amount):
        return ""
    low, high = (f"{value:,}" for value in (amount.value, amount.value if amount.high is None else amount.high))
    said = low if amount.high is None else f"{low} to {high}"
    if amount.unit in CODES:
        said = f"{amount.unit} {said}"
    elif amount.unit:
        said = f"{said}%" if amount.unit == "%" else f"{said} {amount.unit}"
    words = (amount.qualifier, said, f"per {amount.per}" if amount.per else "")
    return f"“{amount.text}”: {' '.join(filter(None, words))}"


def attribution(attributions: Sequence[Attribution]) -> str:
    """Say who says so, the outermost first: "according to El País: the minister said"."""
    return ": ".join(_named(one) for one in attributions)


def _days_meant(date: ClaimDate) -> str:
    if date.start is None:
        return f"“{date.text}”: not worked out ({date.basis})"
    said_then = date.of is Occasion.STATEMENT
    if date.basis == STATED and not said_then:
        return ""
    if date.end is None:
        said = f"from {long_day(date.start)} on"
    elif date.start == date.end:
        said = f"said on {long_day(date.start)}" if said_then else long_day(date.start)
    else:
        said = f"said during {days(date.start, date.end)}" if said_then else days(date.start, date.end)
    return f"“{date.text}”: {said}"


def _hidden(date: ClaimDate) -> bool:
    return date.start is not None and bool(derived(date.basis)) and not any(map(str.isdigit, date.text))


def _plain(amount: ClaimAmount) -> bool:
    if amount.qualifier or amount.per or amount.high is not None:
        return False
    spelt = not any(map(str.isdigit, amount.text)) and amount.value < SPELT_OUT
    written = rf"(?<![\d.,]){re.escape(f'{amount.value:,}')}(?![\d]|[.,]\d)"
    return spelt or re.search(written, amount.text) is not None


def _named(one: Attribution) -> str:
    cue = one.cue[:1].lower() + one.cue[1:]
    before = cue.rpartition(" ")[2] in BEFORE_SOURCE
    return f"{cue} {one.source}" if before else f"{one.source} {cue}"
