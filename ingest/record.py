"""What a reader finds in a source, before it becomes an article."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from index.article import Origin, Removed

T = TypeVar("T")


def shown(path: str | Path) -> str:
    """Give a path as text that can be stored and printed, another text for every other path.

    The name of a file may hold bytes that are no text; those are written out as escapes.
    """
    return str(path).encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True)
class Stated(Generic[T]):
    """A value and where the source states it."""

    value: T
    origin: Origin


@dataclass(frozen=True)
class Failure:
    """A file, or one record of a file, that cannot become an article."""

    source: str
    """The path as it was found; ``PATH#3`` for the third record or line of a file of many."""
    reason: str
    """What is wrong, in words for the person who has to mend it."""


@dataclass
class Record:
    """One article as its source states it: nothing guessed, nothing cleaned yet.

    ``text`` has one line per paragraph or keeps the file's own line breaks; cleaning decides.
    """

    path: Path
    text: str
    locator: str = ""
    """Place in a file of many records, e.g. ``"3"`` for its third; empty for a file of one article."""
    own_id: str | None = None
    title: Stated[str] | None = None
    outlet: Stated[str] | None = None
    byline: Stated[str] | None = None
    url: Stated[str] | None = None
    published: Stated[dt.date] | None = None
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the source states but cannot be used, and why, e.g. a date that can be read two ways."""

    def fingerprint(self, version: str) -> str:
        """Give a digest of everything the source states, and of the cleaning ``version``."""
        stated = (
            self.own_id,
            self.title,
            self.outlet,
            self.byline,
            self.url,
            self.published,
            self.removed,
            self.notes,
        )
        digest = hashlib.sha256(f"{version}\0{stated!r}\0".encode())
        digest.update(self.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]
