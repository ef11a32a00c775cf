"""The verifier: what articles say to a statement, piece by piece, and which of their sentences say it.

The sentences that bear most of a statement are chosen first (``covering``); then its names, amounts, times, denials and
stage are compared one by one with theirs. docs/verification.md tells the rules with examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.amounts import Amount
from assistant.dates import TimeExpression
from assistant.verification import denial, progress
from assistant.verification.covering import Covering
from assistant.verification.exchange import swapped
from assistant.verification.figures import amount_in, nearby
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State, Verdict
from assistant.verification.names import agreement, in_its_place, name_in, parted, source_instead
from assistant.verification.statement import Named, Statement
from assistant.verification.times import time_in
from assistant.verification.witness import Witness
from index.terms import terms

FOUND = 0.42
"""Share of a statement's words that articles must bear to say anything of the kind."""
STRANGE = 0.6
"""The same for a statement none of whose names the sentences found have."""
SAID = 0.1
"""Share of its words beside the names that one sentence must bear, or it says other things of the same people."""
CLEAR = 0.45
"""The same for a sentence whose other name or stage tells against the statement: it is about the same event."""
SLOT = 2
"""Words beside a name that agree, from which another stands in its place."""
BORNE = 0.3
"""What a word must count to be said at all."""
LUMP = 0.16
"""Share of a statement that lies in neighbouring words which no quote bears, from which a piece is missing."""
ENOUGH = 0.6
"""Share of a statement's words that must be borne for all of it to be: nobody repeats an article word for word."""
CORE = 0.5
"""Share that one sentence must bear by itself: words gathered here and there say nothing together."""
FAR = 24
"""Characters between two words of one piece."""
APART = re.compile(r"[,;:.!?()“”\"–—]")


@dataclass(frozen=True)
class Verification:
    """What articles say to a statement."""

    verdict: Verdict
    pieces: tuple[Piece, ...]
    """In the order of the words; ``citation`` is the place of a witness among those given."""
    chosen: tuple[int, ...]
    """The witnesses that bear it, or say otherwise, by their places; the best first."""
    cover: float
    """Share of its words that they bear, 0..1."""

    @property
    def used(self) -> tuple[int, ...]:
        """The witnesses chosen, and behind them the others that a piece names, each once."""
        named = (piece.citation for piece in self.pieces if piece.citation is not None)
        return tuple(dict.fromkeys((*self.chosen, *named)))


NOTHING = Verification(Verdict.NOT_FOUND, (), (), 0.0)
Told = tuple[Finding, int | None]
"""What is said to a piece, and the place of the witness that says it."""


def verify(
    statement: Statement, witnesses: Sequence[Witness], weigh: Callable[[str], float], *, about: Sequence[str] = ()
) -> Verification:
    """Tell what some sentences of articles say to a statement; ``weigh`` tells how rare a term is.

    ``about`` are the names that its "he" or "the deal" means: where no sentence, nor what leads to it, has one of them,
    it speaks of somebody else.
    """
    if not witnesses or not (statement.words or statement.amounts or statement.times):
        return NOTHING
    return _Verifier(statement, witnesses, weigh, [frozenset(terms(name)) for name in about]).verification()


class _Verifier:
    def __init__(
        self,
        statement: Statement,
        witnesses: Sequence[Witness],
        weigh: Callable[[str], float],
        about: Sequence[frozenset[str]],
    ) -> None:
        self._statement = statement
        self._witnesses = witnesses
        self._about = about
        known = {one.terms for witness in witnesses for one in witness.names}
        self._names = [
            part for one in statement.names if not self._common(one) for part in parted(one, statement.text, known)
        ]
        self._covering = Covering(statement, witnesses, weigh, self._names)
        self._chosen = self._covering.chosen

    def verification(self) -> Verification:
        """Compare piece by piece and judge the whole."""
        cover, chosen = self._covering.share, tuple(self._chosen)
        if not chosen or cover < FOUND or self._speaks_of_others(cover):
            return Verification(Verdict.NOT_FOUND, (), chosen[:1], round(cover, 3))
        pieces = [*self._who(), *self._how_much(), *self._when(), *self._whether(), *self._status(), *self._what()]
        pieces.sort(key=lambda one: (one.start, one.end))
        states = {one.state for one in pieces}
        if State.DIFFERENT in states:
            verdict = Verdict.DIFFERS
        elif State.MISSING in states or cover < ENOUGH or self._covering.lead_share < CORE:
            verdict = Verdict.PARTLY
        else:
            verdict = Verdict.SUPPORTED
        return Verification(verdict, tuple(pieces), chosen, round(cover, 3))

    def _common(self, name: Named) -> bool:
        """Whether a name is a common word that opens the sentence, as the articles write it elsewhere."""
        if name.start or len(name.terms) > 1:
            return False
        word = re.compile(rf"\b{re.escape(name.text.lower())}\b")
        return self._statement.may_be_common(name) or any(word.search(witness.text) for witness in self._witnesses)

    def _speaks_of_others(self, cover: float) -> bool:
        """Whether the best sentence says other things of the same people, or the like of other people."""
        known = [
            any(
                name_in(name, self._statement, self._witnesses[at], far=True).state is State.BORNE
                for at in self._chosen
            )
            for name in self._names
        ]
        if known and not any(known) and cover < STRANGE:
            return True
        return self._covering.plain_share(self._chosen[0]) < SAID and not (len(known) > 1 and all(known))

    def _who(self) -> Iterator[Piece]:
        lead = self._witnesses[self._chosen[0]]
        exchanged = swapped(self._statement, lead) or ()
        for name in self._names:
            if name in exchanged:
                other = next(one for one in exchanged if one != name)
                told: Told = Finding(State.DIFFERENT, other.text), self._chosen[0]
            else:
                told = self._named(name, lead)
            yield self._piece(PieceKind.WHO, (name.start, name.end), told)
        if self._about and not any(self._is_about(self._witnesses[at]) for at in self._chosen):
            first = next((word.start for word in self._statement.words), 0)
            yield self._piece(PieceKind.WHO, (0, first or len(self._statement.text)), (MISSING, None))

    def _is_about(self, witness: Witness) -> bool:
        return any(names <= witness.terms | witness.terms_before for names in self._about)

    def _named(self, name: Named, lead: Witness) -> Told:
        """Tell who is named: in the sentences chosen, else in what leads to them; else who is named instead."""
        here = self._best(lambda one: name_in(name, self._statement, one, near=False))
        if name_in(name, self._statement, lead, near=False).state is not State.MISSING:
            return here
        other, agreed = in_its_place(name, self._statement, lead)
        if here[1] is not None:
            agreed -= agreement(name, self._statement, self._witnesses[here[1]])
        if agreed >= SLOT and self._covering.plain_share(self._chosen[0]) >= CLEAR:
            return Finding(State.DIFFERENT, other), self._chosen[0]
        if here[0].state is not State.MISSING:
            return here
        if source := source_instead(name, self._statement, lead):
            return Finding(State.DIFFERENT, source), self._chosen[0]
        return self._best(lambda one: name_in(name, self._statement, one, far=True))

    def _how_much(self) -> Iterator[Piece]:
        article = self._witnesses[self._chosen[0]].article
        kin = [at for at, one in enumerate(self._witnesses) if one.article == article and at not in self._chosen]
        for amount in self._statement.amounts:
            told = self._best(self._amount(amount))
            if told[0].state is State.MISSING:
                told = self._best(self._amount_beside(amount), kin)
            yield self._piece(PieceKind.HOW_MUCH, (amount.start, amount.end), told)

    def _amount(self, amount: Amount) -> Callable[[Witness], Finding]:
        return lambda one: amount_in(amount, self._statement, one, self._covering.noun(amount, one))

    def _amount_beside(self, amount: Amount) -> Callable[[Witness], Finding]:
        return lambda one: nearby(amount, self._statement, one)

    def _when(self) -> Iterator[Piece]:
        for time in self._statement.times:
            yield self._piece(PieceKind.WHEN, (time.start, time.end), self._best(self._time(time)))

    def _time(self, time: TimeExpression) -> Callable[[Witness], Finding]:
        return lambda one: time_in(time, self._statement, one)

    def _whether(self) -> Iterator[Piece]:
        text, lead = self._statement.text, self._chosen[0]
        clear = self._covering.plain_share(lead) >= CLEAR
        ignored = {term for name in self._statement.names for term in name.terms}
        told = self._best(
            lambda one: denial.compare(text, one.text, ignored, main=clear and one is self._witnesses[lead]) or MISSING
        )
        if told[1] is not None or denial.denies(text):
            yield self._piece(PieceKind.WHETHER, self._denial_place(), told)
        for at in self._telling():
            for word, have in zip(self._covering.words, self._covering.have, strict=True):
                other = denial.opposite(word.term, self._witnesses[at].terms)
                if other and have < 1 and not self._statement.named(word):
                    yield self._piece(PieceKind.WHETHER, (word.start, word.end), (Finding(State.DIFFERENT, other), at))

    def _telling(self) -> list[int]:
        """Give the witnesses whose word counts against the statement: the best, and those about the same event."""
        return [at for at in self._chosen if at == self._chosen[0] or self._covering.plain_share(at) >= CLEAR]

    def _denial_place(self) -> tuple[int, int]:
        """Give where the statement denies, else where its first word that is no name stands."""
        if found := denial.NEGATION.search(self._statement.text):
            return found.span()
        plain = (word for word in self._statement.words if not self._statement.named(word))
        return next(((word.start, word.end) for word in plain), (0, len(self._statement.text)))

    def _status(self) -> Iterator[Piece]:
        told: list[Told] = [
            (stage, at)
            for at in self._telling()
            if (stage := progress.compare(self._statement.text, self._witnesses[at].text))
        ]
        if told:
            worst = next((one for one in told if one[0].state is State.DIFFERENT), told[0])
            yield self._piece(PieceKind.STATUS, progress.words_of(self._statement.text), worst)

    def _what(self) -> Iterator[Piece]:
        """Give the runs of the other words, each borne or missing."""
        cover = self._covering
        for run in self._runs():
            lump = cover.weights[run] @ (1 - cover.have[run]) / cover.weights.sum()
            borne = cover.have[run[0]] >= BORNE or lump < LUMP
            at = max(self._chosen, key=lambda one: cover.bearing[run, one].sum())
            place = cover.words[run[0]].start, cover.words[run[-1]].end
            yield self._piece(PieceKind.WHAT, place, (Finding(State.BORNE) if borne else MISSING, at))

    def _runs(self) -> Iterator[list[int]]:
        """Yield the places of words that stand side by side and are all borne, or all missing."""
        cover = self._covering
        run: list[int] = []
        for place, word in enumerate(cover.words):
            if cover.name_of(word):
                continue
            if run:
                between = self._statement.text[cover.words[run[-1]].end : word.start]
                same = (cover.have[run[-1]] >= BORNE) == (cover.have[place] >= BORNE)
                if not same or APART.search(between) or len(between) > FAR:
                    yield run
                    run = []
            run.append(place)
        if run:
            yield run

    def _best(self, look: Callable[[Witness], Finding], places: Sequence[int] | None = None) -> Told:
        """Give what the witnesses chosen say to a piece: the first that bears it, else the first that gives another."""
        told = [(look(self._witnesses[at]), at) for at in (self._chosen if places is None else places)]
        for state in (State.BORNE, State.DIFFERENT):
            for one, at in told:
                if one.state is state:
                    return one, at
        return MISSING, None

    def _piece(self, kind: PieceKind, place: tuple[int, int], told: Told) -> Piece:
        (start, end), (found, at) = place, told
        return Piece(
            kind=kind,
            text=self._statement.text[start:end],
            start=start,
            end=end,
            state=found.state,
            said=found.said,
            citation=None if found.state is State.MISSING else at,
        )
