"""A conversation: what one open page has asked, within which limits, and what it was answered."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer
from index.errors import DatelineError
from index.filters import Filters
from ui.feedback import Verdict
from ui.readings import day

KEPT = 200
"""Exchanges that can still be opened, judged and asked again: under 1 MB for each open page."""


@dataclass
class Exchange:
    """One question with its answer, or without one while it is awaited or could not be asked."""

    number: int
    question: str
    filters: Filters
    history: tuple[str, ...] = ()
    """The earlier questions in whose light it was asked."""
    judged: str = ""
    """Id under which a verdict on the answer is kept, once there is one."""
    verdict: Verdict | None = None
    _packed: bytes = b""
    """The answer as compressed JSON: as objects it takes fifteen times the memory, for as long as the page is open."""

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return bool(self._packed)

    @property
    def answer(self) -> Answer | None:
        """The answer, ``None`` while it is awaited or where the question could not be asked."""
        return Answer.model_validate_json(zlib.decompress(self._packed)) if self._packed else None

    @answer.setter
    def answer(self, answer: Answer | None) -> None:
        self._packed = zlib.compress(answer.model_dump_json().encode()) if answer else b""


@dataclass
class Conversation:
    """What one open page has asked. Nobody else's page sees it."""

    exchanges: list[Exchange] = field(default_factory=list)
    asked: int = 0

    def find(self, number: object) -> Exchange | None:
        """Give an exchange by the number that the page sends; ``None`` when it is no longer kept."""
        return next((one for one in self.exchanges if str(one.number) == str(number)), None)

    def begin(self, question: str, filters: Filters) -> Exchange:
        """Open a new exchange in the light of those before it."""
        self.asked += 1
        history = tuple(one.question for one in self.exchanges if one.answered)
        exchange = Exchange(self.asked, question, filters, history)
        self.exchanges = [*self.exchanges, exchange][-KEPT:]
        return exchange

    def clear(self) -> None:
        """Forget what was asked; numbers go on, so that an old answer that is still coming finds no place."""
        self.exchanges = []


class _Limits(BaseModel):
    """What the form of limits sends."""

    model_config = ConfigDict(extra="ignore")

    outlets: tuple[str, ...] = ()
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    as_of: dt.date | None = None


def today() -> dt.date:
    """Give the day on which whoever serves the page lives, as an ingest notes it."""
    return dt.datetime.now().astimezone().date()


def filters_of(form: Any, *, as_of: dt.date | None = None) -> Filters:
    """Read the form of limits; ``as_of`` is the day where it names none.

    Raises ``DatelineError`` for days that cannot be.
    """
    try:
        limits = _Limits.model_validate({name: value for name, value in (form or {}).items() if value})
    except (ValidationError, AttributeError):
        raise DatelineError("A day is written as year-month-day, for example 2024-05-27.") from None
    if limits.published_from and limits.published_to and limits.published_from > limits.published_to:
        raise DatelineError(
            f"Nothing was published from {day(limits.published_from)} to {day(limits.published_to)}:"
            " the first day is later than the last."
        )
    return Filters(**limits.model_dump() | {"as_of": limits.as_of or as_of})


def filters_said(said: str, *, as_of: dt.date | None = None) -> Filters:
    """Read the form of limits as a region's script sends it, as JSON. Raises as ``filters_of`` does."""
    try:
        form = json.loads(said or "{}")
    except ValueError:
        form = said
    return filters_of(form, as_of=as_of)


def spoken(filters: Filters) -> list[str]:
    """Say the limits of a question, a phrase for each; that it is asked as of today goes without saying."""
    said = [" or ".join(filters.outlets)] if filters.outlets else []
    if filters.published_from:
        said.append(f"published from {day(filters.published_from)}")
    if filters.published_to:
        said.append(f"published up to {day(filters.published_to)}")
    if filters.as_of and filters.as_of != today():
        said.append(f"as of {day(filters.as_of)}")
    return said
