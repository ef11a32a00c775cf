"""The list of articles: searched, sorted and cut into pages. Pure functions of the catalogue's rows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from index.catalog import Entry

PAGE = 50
"""Articles on a page of the list: some five screens, and quick to be shown on a phone."""
_OPENING = re.compile(r"^\W+")
LONGEST_QUERY = 200
"""Characters of what is searched for; headlines have under 200."""


class Column(StrEnum):
    """What the list can be sorted by, as its heads name it."""

    HEADLINE = "Headline"
    OUTLET = "Outlet"
    PUBLISHED = "Published"
    PASSAGES = "Passages"

    @property
    def falling(self) -> bool:
        """Whether one wants the greatest first: the newest, the longest."""
        return self in {Column.PUBLISHED, Column.PASSAGES}


class Wanted(BaseModel):
    """Which part of the list somebody looks at, as the page sends it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    query: str = Field(default="", max_length=LONGEST_QUERY)
    undated: bool = False
    """Only articles without a publication date."""
    column: Column = Column.PUBLISHED
    falling: bool = True
    page: int = Field(default=1, ge=1)


@dataclass(frozen=True)
class Listing:
    """A page of the list."""

    wanted: Wanted
    entries: tuple[Entry, ...] = ()
    found: int = 0
    """Articles on all pages."""
    total: int = 0
    """Articles in the collection."""

    @property
    def pages(self) -> int:
        """How many pages there are, 1 at least."""
        return max(math.ceil(self.found / PAGE), 1)

    @property
    def first(self) -> int:
        """Number of the page's first article, from 1; 0 where there is none."""
        return (self.wanted.page - 1) * PAGE + 1 if self.entries else 0

    @property
    def last(self) -> int:
        """Number of the page's last article."""
        return (self.wanted.page - 1) * PAGE + len(self.entries)

    @property
    def limited(self) -> bool:
        """Whether articles were searched for, rather than all listed."""
        return bool(self.wanted.query.strip() or self.wanted.undated)

    @property
    def counted(self) -> str:
        """Where one is in the list, in words."""
        if not self.found:
            return "No articles"
        said = f"{self.first:,}–{self.last:,} of {self.found:,}"
        return f"{said} found among {self.total:,}" if self.limited else said

    def falls(self, column: Column) -> bool:
        """Tell which way round the list is to be once somebody chooses a column: the other way if it is chosen."""
        return not self.wanted.falling if column is self.wanted.column else column.falling


def listing(entries: Collection[Entry], wanted: Wanted) -> Listing:
    """List the articles that hold every word searched for in their headline or outlet; the last page for a later one.

    What has no date, or no outlet, comes last whichever way round the list is.
    """
    words = plain(wanted.query).split()
    found = [
        entry
        for entry in entries
        if not (wanted.undated and entry.published)
        and (not words or _holds(plain(f"{entry.name}\n{entry.outlet or ''}"), words))
    ]
    found.sort(key=lambda entry: (_filed(entry), entry.id))
    value, missing = _KEYS[wanted.column], _MISSING.get(wanted.column)
    if wanted.column is not Column.HEADLINE or wanted.falling:
        # Sorting keeps the order of equals: those of one day stay in the order of their headlines.
        found.sort(key=value, reverse=wanted.falling)
    if missing:
        found.sort(key=missing)
    listed = Listing(wanted, found=len(found), total=len(entries))
    page = min(wanted.page, listed.pages)
    cut = tuple(found[(page - 1) * PAGE : page * PAGE])
    return replace(listed, wanted=wanted.model_copy(update={"page": page}), entries=cut)


def plain(text: str) -> str:
    """Give a text as it is searched and sorted: without capitals and accents."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _filed(entry: Entry) -> str:
    """Give what a headline is filed under: its first word, not a quotation mark before it."""
    return _OPENING.sub("", plain(entry.name))


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


_KEYS: dict[Column, Callable[[Entry], str | int]] = {
    Column.HEADLINE: _filed,
    Column.OUTLET: lambda entry: plain(entry.outlet or ""),
    Column.PUBLISHED: lambda entry: entry.published.toordinal() if entry.published else 0,
    Column.PASSAGES: lambda entry: entry.passages,
}
_MISSING: dict[Column, Callable[[Entry], bool]] = {
    Column.OUTLET: lambda entry: not entry.outlet,
    Column.PUBLISHED: lambda entry: entry.published is None,
}
