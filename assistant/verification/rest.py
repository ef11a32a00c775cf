"""The rest: the words of a statement beside its names, amounts and times, in runs and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.verification.covering import Covering
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State
from assistant.verification.testimony import Testimony

BORNE = 0.3
"""What a word must count to be said at all."""
LUMP = 0.16
"""Share of a statement that lies in neighbouring words which no quote bears, from which a piece is missing."""
FEWEST, THIN = 3, 0.4
"""Words of a clause that adds something, and the share of them that must be borne for it not to be missing."""
FAR = 24
"""Characters between two words of one piece."""
APART = re.compile(r"[,;:.!?()“”\"–—]")
CLAUSE = re.compile(
    r"[,;:–—]\s|\b(?:and|but|where|while|whereas|with|who|which|after|before|because|so that|when|although|though)\b"
)
"""Where another clause of a statement may begin."""


def what(testimony: Testimony) -> Iterator[Piece]:
    """Yield the runs of the other words, each borne or missing, and the clauses of which too little is borne."""
    covering = testimony.covering
    thin = list(_thin_clauses(covering, testimony.statement.text))
    for clause in thin:
        yield testimony.piece(PieceKind.WHAT, _span(covering, clause), (MISSING, None))
    for run in _runs(covering, testimony.statement.text):
        if any(run[0] in clause for clause in thin):
            continue
        lump = covering.weights[run] @ (1 - covering.have[run]) / covering.weights.sum()
        borne = covering.have[run[0]] >= BORNE or lump < LUMP
        at = max(testimony.chosen, key=lambda one: covering.bearing[run, one].sum())
        yield testimony.piece(PieceKind.WHAT, _span(covering, run), (Finding(State.BORNE) if borne else MISSING, at))


def _span(covering: Covering, places: list[int]) -> tuple[int, int]:
    return covering.words[places[0]].start, covering.words[places[-1]].end


def _thin_clauses(covering: Covering, text: str) -> Iterator[list[int]]:
    """Yield the places of the words of each clause that adds something which no quote bears."""
    plain = [place for place, word in enumerate(covering.words) if not covering.name_of(word)]
    for start, end in pairwise([0, *(found.start() for found in CLAUSE.finditer(text)), len(text)]):
        clause = [place for place in plain if start <= covering.words[place].start < end]
        weight = covering.weights[clause].sum()
        borne = covering.weights[clause] @ covering.have[clause]
        if len(clause) >= FEWEST and weight >= LUMP * covering.weights.sum() and borne < THIN * weight:
            yield clause


def _runs(covering: Covering, text: str) -> Iterator[list[int]]:
    """Yield the places of words that stand side by side and are all borne, or all missing."""
    run: list[int] = []
    for place, word in enumerate(covering.words):
        if covering.name_of(word):
            continue
        if run:
            between = text[covering.words[run[-1]].end : word.start]
            same = (covering.have[run[-1]] >= BORNE) == (covering.have[place] >= BORNE)
            if not same or APART.search(between) or len(between) > FAR:
                yield run
                run = []
        run.append(place)
    if run:
        yield run
