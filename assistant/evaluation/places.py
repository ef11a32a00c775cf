"""Places: where in the stored articles the words stand that a right answer cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from assistant.evaluation.questions import Place
from index.catalog import Entry
from index.snapshot import Snapshot

HALF = 0.5
"""Share of the shorter of two spans from which they are one place: a quote may be a sentence or a clause of it."""


class Span(NamedTuple):
    """``article.text[start:end]`` of the article with an id."""

    article: str
    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Tell whether two spans share half of the shorter one or more."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return self.article == other.article and shared >= HALF * min(self.end - self.start, other.end - other.start)


class Places:
    """Finds places in one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._text = cache(lambda article_id: snapshot.article(article_id).text)
        self._named: dict[str, list[Entry]] = {}
        for entry in snapshot.entries.values():
            self._named.setdefault(_file(entry.source), []).append(entry)

    def articles(self, name: str) -> list[Entry]:
        """Give the articles that a name means: an id, a file's name or end of path, or that with ``#`` and an id."""
        if name in self._snapshot.entries:
            return [self._snapshot.entries[name]]
        path, _, record = name.partition("#")
        wanted = PurePath(path.replace("\\", "/")).parts
        # One file may hold thousands of records.
        named = [self._snapshot.entries.get(record)] if record else self._named.get(wanted[-1] if wanted else "", [])
        return [entry for entry in named if entry and PurePath(_path(entry.source)).parts[-len(wanted) :] == wanted]

    def spans(self, place: Place) -> list[Span]:
        """Give every span that a place means; none if it stands in no article."""
        found = []
        for entry in self.articles(place.article):
            text = self._text(entry.id)
            if place.range:
                start, end = place.range
                found += [Span(entry.id, start, end)] if end <= len(text) else []
            elif place.quote:
                pattern = r"\s+".join(map(re.escape, place.quote.split()))
                found += [Span(entry.id, *match.span()) for match in re.finditer(pattern, text)]
        return found

    def groups(self, needed: Sequence[Sequence[Place]]) -> list[list[Span]]:
        """Give for each group of places, of which one is enough, the spans of them all."""
        return [[span for place in group for span in self.spans(place)] for group in needed]


def _path(source: str) -> str:
    """Give an article's file without the record's place in it."""
    return re.sub(r"#[^/#]*$", "", source.replace("\\", "/"))


def _file(source: str) -> str:
    return _path(source).rsplit("/", 1)[-1]
