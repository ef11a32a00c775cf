"""What a visitor should know of the collection before asking: how much, from whom, from when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.assistant import Assistant
from index.errors import NoArticles
from ui.readings import day


@dataclass(frozen=True)
class Overview:
    """The collection at a glance."""

    snapshot: str = ""
    articles: int = 0
    outlets: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def counted(self) -> str:
        """The number of articles in words."""
        return f"{self.articles:,} article{'s' if self.articles != 1 else ''}"

    @property
    def summary(self) -> str:
        """One line for the head of the page."""
        if not self.articles:
            return "No articles yet"
        said = [self.counted]
        if self.outlets:
            said.append(f"{len(self.outlets):,} outlet{'s' if len(self.outlets) != 1 else ''}")
        if self.first:
            said.append(day(self.first) if self.first == self.last else f"{day(self.first)}\u00a0– {day(self.last)}")
        return " · ".join(said)


def overview(assistant: Assistant) -> Overview:
    """Look over the current snapshot; an empty overview where there is none yet.

    Raises ``SnapshotError`` for one that cannot be read.
    """
    try:
        with assistant.reading() as snapshot:
            entries = snapshot.entries.values()
            days = sorted(entry.published for entry in entries if entry.published)
            outlets = sorted({entry.outlet for entry in entries if entry.outlet}, key=str.casefold)
            return Overview(snapshot.name, len(entries), tuple(outlets), *((days[0], days[-1]) if days else ()))
    except NoArticles:
        return Overview()
