"""The citer: finds the passages that bear a statement."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import NamedTuple

from assistant.citations import Citations
from assistant.composition import alike
from assistant.evidence import Evidence
from assistant.phrases import QUOTED, exact_phrases, find_phrase
from assistant.sourced import Bearing, Sourced
from assistant.verdicts import explained
from assistant.verification import Named, Piece, PieceKind, State, Statement, Verdict, Witness, name_in, verify
from assistant.verification.statement import LONGEST
from assistant.witnesses import Heard, Hearing
from index.filters import Filters
from index.snapshot import Snapshot

NEAR = 0.1
"""Difference in what two articles bear that makes none of them the better one: then the earlier comes first."""
WORTH = 0.66
"""Share of what the best article bears from which one that does not bear all is worth a look."""
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
        read = text[:LONGEST]
        phrases = exact_phrases(read)
        found = self._verbatim(read, phrases) if phrases else self._borne(read)
        best = max((one.cover for one in found), default=0.0)
        found = [one for one in found if one.verdict is Verdict.SUPPORTED or one.cover >= WORTH * best]
        remarks = [f"No article has the words “{one}”." for one in phrases if not found]
        if len(text) > LONGEST:
            remarks.append(f"Only the first {LONGEST:,} characters were looked for.")
        citations = Citations(self._snapshot, self._filters)
        bearings: list[Bearing] = []
        for one in _folded(sorted(found, key=_order)):
            if len(bearings) == most:
                break
            bearing = _cited(one, citations)
            if bearing and bearing.citations not in [other.citations for other in bearings]:
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

    def _verbatim(self, text: str, phrases: Sequence[str]) -> list[_Borne]:
        """Find the articles that have every phrase word for word; whoever is said to say it must be named there."""
        places = [
            {one.entry.id: one for one in reversed(list(find_phrase(self._snapshot, phrase, self._filters)))}
            for phrase in phrases
        ]
        statement = Statement(text, self._filters.as_of)
        inside = [found.span() for found in QUOTED.finditer(text)]
        names = [one for one in statement.names if not any(start <= one.start < end for start, end in inside)]
        found = []
        for article in set(places[0]).intersection(*places[1:]):
            of = tuple(dict.fromkeys(one[article] for one in places))
            before = self._snapshot.article(article).text[: of[0].start]
            witness = Witness(of[0].text, around=before)
            pieces = tuple(_named(name, statement, witness) for name in names)
            verdict = Verdict.PARTLY if any(one.state is State.MISSING for one in pieces) else Verdict.SUPPORTED
            found.append(_Borne(verdict, 1.0, _day(of[0]), pieces, of, verbatim=True))
        return found

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
        told = verify(statement, [one.witness for one in heard], self._hearing.weigh, common=self._hearing.common)
        if told.verdict is Verdict.NOT_FOUND:
            return None
        places = {at: place for place, at in enumerate(told.used)}
        pieces = tuple(piece.numbered(places) for piece in told.pieces)
        chosen = tuple(heard[at].evidence for at in places)
        return _Borne(told.verdict, told.cover, _day(chosen[0]), pieces, chosen)


def _named(name: Named, statement: Statement, witness: Witness) -> Piece:
    """Tell whether the article of a phrase names somebody."""
    told = name_in(name, statement, witness, far=True)
    return Piece(
        kind=PieceKind.WHO,
        text=name.text,
        start=name.start,
        end=name.end,
        state=State.BORNE if told.state is State.BORNE else State.MISSING,
        said=told.said,
        citation=0 if told.state is State.BORNE else None,
    )


def _day(one: Evidence) -> dt.date:
    return one.entry.published or dt.date.max


def _order(one: _Borne) -> tuple[bool, int, dt.date, float]:
    """Best first: what bears all, then what bears most; of what bears as much the earliest."""
    return one.verdict is not Verdict.SUPPORTED, -round(one.cover / NEAR), one.published, -one.cover


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
    pieces = tuple(piece.numbered(dict(enumerate(numbers))) for piece in one.pieces)
    return Bearing(
        verdict=one.verdict,
        note=explained(one.verdict, pieces),
        pieces=pieces,
        citations=tuple(dict.fromkeys(number for number in numbers if number)),
        verbatim=one.verbatim,
    )
