"""The citer: finds the passages that bear a statement."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import NamedTuple

from assistant.citations import Citations
from assistant.composition import alike
from assistant.evidence import Evidence
from assistant.phrases import exact_phrases, find_phrase
from assistant.sourced import Bearing, Sourced
from assistant.verdicts import explained
from assistant.verification import Piece, Statement, Verdict, verify
from assistant.witnesses import Heard, Hearing
from index.filters import Filters
from index.snapshot import Snapshot

BEST = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.DIFFERS)
NEAR = 0.1
"""Difference in what two articles bear that makes none of them the better one: then the earlier comes first."""
SAME = 0.9
"""Share of common words from which two articles' sentences are one report, carried twice."""


class _Borne(NamedTuple):
    """What one article says to a statement."""

    verdict: Verdict
    cover: float
    published: dt.date
    pieces: tuple[Piece, ...]
    chosen: tuple[Evidence, ...]
    verbatim: bool = False


class Citer:
    """Finds what bears a statement in one snapshot."""

    def __init__(self, snapshot: Snapshot, hearing: Hearing, filters: Filters) -> None:
        self._snapshot = snapshot
        self._hearing = hearing
        self._filters = filters

    def cite(self, text: str, most: int) -> Sourced:
        """Give the articles that bear a statement, a fragment, a number or an exact phrase, at most so many."""
        begun = time.perf_counter()
        phrases = exact_phrases(text)
        found = self._verbatim(phrases) if phrases else self._borne(text)
        remarks = [f"No article has the words “{one}”." for one in phrases if not found]
        citations = Citations(self._snapshot, self._filters)
        bearings: list[Bearing] = []
        for one in _folded(sorted(found, key=_order)):
            bearing = _cited(one, citations)
            if bearing and len(bearings) < most and bearing.citations not in [other.citations for other in bearings]:
                bearings.append(bearing)
        return Sourced(
            statement=text,
            as_of=self._filters.as_of,
            verdict=bearings[0].verdict if bearings else Verdict.NOT_FOUND,
            bearings=tuple(bearings),
            citations=citations.all(),
            remarks=tuple(remarks),
            snapshot=self._snapshot.name,
            seconds=round(time.perf_counter() - begun, 4),
        )

    def _verbatim(self, phrases: Sequence[str]) -> list[_Borne]:
        """Find the articles that have every phrase word for word."""
        places = [
            {one.entry.id: one for one in reversed(list(find_phrase(self._snapshot, phrase, self._filters)))}
            for phrase in phrases
        ]
        shared = set(places[0]).intersection(*places[1:])
        return [
            _Borne(Verdict.SUPPORTED, 1.0, _day(of[0]), (), tuple(dict.fromkeys(of)), verbatim=True)
            for article in shared
            if (of := [one[article] for one in places])
        ]

    def _borne(self, text: str) -> list[_Borne]:
        """Hold each article's sentences against the statement, and those of all together where none bears all of it."""
        statement = Statement(text, self._filters.as_of)
        heard = self._hearing.call(statement)
        articles: dict[str, list[Heard]] = {}
        for one in heard:
            articles.setdefault(one.evidence.entry.id, []).append(one)
        found = [borne for of in articles.values() if (borne := self._said(statement, of))]
        if found and not any(one.verdict is Verdict.SUPPORTED for one in found):
            together = self._said(statement, heard)
            if together and together.verdict is Verdict.SUPPORTED:
                found.append(together)
        return found

    def _said(self, statement: Statement, heard: Sequence[Heard]) -> _Borne | None:
        told = verify(statement, [one.witness for one in heard], self._hearing.weigh)
        if told.verdict is Verdict.NOT_FOUND:
            return None
        used = [*told.chosen, *(piece.citation for piece in told.pieces if piece.citation is not None)]
        places = list(dict.fromkeys(used))
        pieces = tuple(
            piece.model_copy(update={"citation": None if piece.citation is None else places.index(piece.citation)})
            for piece in told.pieces
        )
        chosen = tuple(heard[at].evidence for at in places)
        return _Borne(told.verdict, told.cover, _day(chosen[0]), pieces, chosen)


def _day(one: Evidence) -> dt.date:
    return one.entry.published or dt.date.max


def _order(one: _Borne) -> tuple[int, int, dt.date, float]:
    """Best first: what bears all, then what bears most; of what bears as much the earliest."""
    return BEST.index(one.verdict), -round(one.cover / NEAR), one.published, -one.cover


def _folded(found: Sequence[_Borne]) -> list[_Borne]:
    """Leave out what another article says in the same words: the first of them stands for all."""
    kept: list[_Borne] = []
    for one in found:
        said = one.chosen[0].text
        if not any(alike(said, other.chosen[0].text) >= SAME for other in kept):
            kept.append(one)
    return kept


def _cited(one: _Borne, citations: Citations) -> Bearing | None:
    """Quote what bears a statement; ``None`` where verification does not pass it."""
    numbers = [claim.citations[0] if (claim := citations.claim(evidence)) else None for evidence in one.chosen]
    if numbers[0] is None:
        return None
    pieces = tuple(
        piece.model_copy(update={"citation": None if piece.citation is None else numbers[piece.citation]})
        for piece in one.pieces
    )
    return Bearing(
        verdict=one.verdict,
        note=explained(one.verdict, pieces),
        pieces=pieces,
        citations=tuple(dict.fromkeys(number for number in numbers if number)),
        verbatim=one.verbatim,
    )
