"""Which articles a question may be answered from."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from index.article import Carrier
from index.catalog import Entry


class Filters(BaseModel):
    """Limits on outlet and publication date; ``None`` and empty mean no limit.

    With a limit on dates an undated article is left out: nobody can say that it is within. But it was published by the
    day it was taken in, so that ``as_of`` from that day on leaves it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outlets: tuple[str, ...] = Field(default=(), description="Outlets, compared without regard to case.")
    published_from: dt.date | None = Field(default=None, description="First publication day.")
    published_to: dt.date | None = Field(default=None, description="Last publication day.")
    as_of: dt.date | None = Field(default=None, description="Nothing published after this day.")

    @property
    def dated(self) -> bool:
        """Whether there is a limit on dates, so that undated articles are left out."""
        return bool(self.published_from or self.published_to or self.as_of)

    def __bool__(self) -> bool:
        return self.dated or bool(self.outlets)

    def allow(self, entry: Entry | Carrier) -> bool:
        """Tell whether an article is within the limits."""
        if self.outlets and (entry.outlet or "").casefold() not in {one.casefold() for one in self.outlets}:
            return False
        if not self.dated:
            return True
        if entry.published is None:
            only_as_of = not (self.published_from or self.published_to)
            return bool(only_as_of and self.as_of and isinstance(entry, Entry) and entry.ingested <= self.as_of)
        last = min((day for day in (self.published_to, self.as_of) if day), default=dt.date.max)
        return (self.published_from or dt.date.min) <= entry.published <= last

    def within(self, first: dt.date, last: dt.date | None) -> Filters:
        """Give these limits narrowed to articles published from ``first`` to ``last``."""
        return self.model_copy(
            update={
                "published_from": max(first, self.published_from or first),
                "published_to": min(day for day in (last, self.published_to, dt.date.max) if day),
            }
        )
