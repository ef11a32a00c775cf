"""Values: what an answer says, compared as amounts, days and words rather than as letters."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.amounts import Amount, read_amounts, same_value
from assistant.answer import Answer, Status
from assistant.dates import read_dates
from index.terms import words

Days = tuple[dt.date, dt.date]
"""First and last day, both included."""
DAYS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
"""A day, a month or a year (ISO 8601)."""
MONEY = re.compile(r"[A-Z]{3}|%")
"""Units whose amounts are compared as values only: "1.08 billion" would stand in "1.08 billion euros" too."""


@dataclass(frozen=True)
class Said:
    """What an answer says: the words of its claims and of what is worked out from them, and who it quotes."""

    words: Sequence[str]
    amounts: Sequence[Amount]
    days: frozenset[Days]

    @classmethod
    def of(cls, answer: Answer) -> Said:
        """Take an answer's claims, the notes of its answered parts and the outlets cited.

        The nearest thing that the articles say is left out: it is no answer.
        """
        notes = [part.note for part in answer.parts if part.status is Status.ANSWERED and part.note]
        quoted = {number for claim in answer.claims for number in claim.citations}
        outlets = [one.article.outlet or "" for one in answer.citations if one.number in quoted]
        told = [*(claim.text for claim in answer.claims), *notes, *outlets]
        days = {
            (date.start, date.end) for claim in answer.claims for date in claim.dates if date.start and date.end
        } | {days for note in notes for days in _days_in(note)}
        return cls(
            words=[word for text in told for word in (*words(text), "")],
            amounts=[
                *(
                    Amount(text=one.text, start=0, end=0, **one.model_dump(exclude={"text"}))
                    for claim in answer.claims
                    for one in claim.amounts
                ),
                *(amount for note in notes for amount in read_amounts(note)),
            ],
            days=frozenset(days),
        )

    @classmethod
    def of_text(cls, text: str) -> Said:
        """Take what a text says."""
        return cls(words=words(text), amounts=read_amounts(text), days=frozenset(_days_in(text)))

    def holds(self, item: str) -> bool:
        """Tell whether something is said: an amount or a date as a value, anything else as words in a row."""
        amount = as_amount(item)
        if amount and self.holds_amount(amount):
            return True
        if amount and MONEY.fullmatch(amount.unit):
            return False
        return _as_days(item) in self.days or _stands(words(item), self.words)

    def holds_any(self, ways: Iterable[str]) -> bool:
        """Tell whether one of several ways to say something is said."""
        return any(map(self.holds, ways))

    def holds_amount(self, wanted: Amount) -> bool:
        """Tell whether an amount is said; without a unit or qualifier any will do."""
        return any(_equal(wanted, amount) for amount in self.amounts)


def as_amount(item: str) -> Amount | None:
    """Read an item that is an amount with a unit or a scale and nothing else; ``None`` for any other."""
    found = read_amounts(item)
    if len(found) != 1 or words(item)[-len(words(found[0].text)) :] != words(found[0].text):
        return None
    rest = words(item[: found[0].start])
    whole = not rest or (found[0].qualifier and found[0].end == len(item.rstrip()))
    return found[0] if whole and (found[0].unit or len(words(found[0].text)) > 1) else None


def read_days(text: str) -> Days:
    """Read 2024-05-27, 2024-05, 2024 or two of these with a slash between. Raises ``ValueError``."""
    first, slash, last = text.partition("/")
    begun, ended = _period(first), _period(last if slash else first)
    if ended[1] < begun[0]:
        raise ValueError(f"{text!r} ends before it begins")
    return begun[0], ended[1]


def written(days: Days) -> str:
    """Write days as ISO 8601: one day, or first/last."""
    first, last = days
    return first.isoformat() if first == last else f"{first}/{last}"


def _period(text: str) -> Days:
    found = DAYS.match(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no date: write 2024-05-27, 2024-05, 2024 or 2024-07-01/2024-09-30")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day), dt.date(year, month, day)


def _days_in(text: str) -> list[Days]:
    return [(one.first, one.last) for one in read_dates(text, None) if one.first and one.last]


def _as_days(item: str) -> Days | None:
    found = read_dates(item, None)
    if len(found) != 1 or found[0].text != item.strip():
        return None
    return (found[0].first, found[0].last) if found[0].first and found[0].last else None


def _equal(wanted: Amount, said: Amount) -> bool:
    unit = wanted.unit or said.unit
    return wanted.qualifier in {"", said.qualifier} and same_value(wanted.model_copy(update={"unit": unit}), said)


def _stands(item: Sequence[str], said: Sequence[str]) -> bool:
    size = len(item)
    return size > 0 and any(list(said[at : at + size]) == list(item) for at in range(len(said) - size + 1))
