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
from assistant.verification.alignment import LOOSELY, SAME
from assistant.verification.covering import Covering
from assistant.verification.figures import amount_in, another_period, nearby
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State, Verdict
from assistant.verification.names import name_in, parted
from assistant.verification.negation import NEGATION, denies_or_implies
from assistant.verification.opposites import opposite
from assistant.verification.persons import speaks_of, who
from assistant.verification.rest import what
from assistant.verification.statement import Named, Statement
from assistant.verification.testimony import Testimony, Told, first
from assistant.verification.times import time_in
from assistant.verification.witness import Witness
from index.terms import terms

FOUND = 0.42
"""Share of a statement's words that articles must bear to say anything of the kind."""
STRANGE = 0.6
"""The same for a statement none of whose names the sentences found have."""
SAID = 0.1
"""Share of its words beside the names that one sentence must bear, or it says other things of the same people."""
ENOUGH = 0.6
"""Share of a statement's words that must be borne for all of it to be: nobody repeats an article word for word."""
CORE = 0.5
"""Share that one sentence must bear by itself: words gathered here and there say nothing together."""


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


def verify(
    statement: Statement,
    witnesses: Sequence[Witness],
    weigh: Callable[[str], float],
    *,
    common: Callable[[str], bool] = lambda _: False,
    about: Sequence[str] = (),
) -> Verification:
    """Tell what some sentences of articles say to a statement; ``weigh`` tells how rare a term is.

    ``common`` tells whether a capitalised word that opens a sentence is a common word rather than a name.
    ``about`` are the names that its "he" or "the deal" means: where no sentence, nor what leads to it, has one of them,
    it speaks of somebody else.
    """
    if not witnesses or not (statement.words or statement.amounts or statement.times):
        return NOTHING
    known = {one.terms for witness in witnesses for one in witness.names}
    names = [
        part
        for name in statement.names
        if not _is_common(name, statement, witnesses, common)
        for part in parted(name, statement.text, known)
    ]
    covering = Covering(statement, witnesses, weigh, names)
    chosen, cover = tuple(covering.chosen), round(covering.share, 3)
    if not chosen or covering.share < FOUND:
        return Verification(Verdict.NOT_FOUND, (), chosen[:1], cover)
    testimony = Testimony(statement, witnesses, covering)
    if _speaks_of_others(testimony, names):
        return Verification(Verdict.NOT_FOUND, (), chosen[:1], cover)
    pieces = [
        *who(testimony, names, common),
        *speaks_of(testimony, [frozenset(terms(name)) for name in about]),
        *_how_much(testimony),
        *_when(testimony),
        *_whether(testimony),
        *_status(testimony),
        *what(testimony),
    ]
    pieces.sort(key=lambda one: (one.start, one.end))
    figures = bool(statement.amounts or statement.times)
    said = figures or covering.shares_a_word  # like words alone say the like: to bring tanks is not to send troops
    return Verification(_verdict(pieces, covering, said=said), tuple(pieces), chosen, cover)


def _verdict(pieces: Sequence[Piece], covering: Covering, *, said: bool) -> Verdict:
    states = {one.state for one in pieces}
    if State.DIFFERENT in states:
        return Verdict.DIFFERS
    if not said or State.MISSING in states or covering.share < ENOUGH or covering.lead_share < CORE:
        return Verdict.PARTLY
    return Verdict.SUPPORTED


def _is_common(name: Named, statement: Statement, witnesses: Sequence[Witness], common: Callable[[str], bool]) -> bool:
    """Whether a name is a common word that opens the sentence, as the articles write it elsewhere."""
    if name.start or len(name.terms) > 1:
        return False
    word = re.compile(rf"\b{re.escape(name.text.lower())}\b")
    small = any(word.search(witness.text) for witness in witnesses)
    return statement.may_be_common(name) or small or common(name.text)


def _speaks_of_others(testimony: Testimony, names: Sequence[Named]) -> bool:
    """Whether the best sentence says other things of the same people, or the like of other people."""
    covering = testimony.covering
    known = [_knows(testimony, name) for name in names]
    if known and not any(known) and covering.share < STRANGE:
        return True
    return covering.plain_share(testimony.lead) < SAID and not (len(known) > 1 and all(known))


def _knows(testimony: Testimony, name: Named) -> bool:
    """Whether a sentence chosen, or what stands before it in its article, has a name."""
    told, _ = testimony.best(lambda one: name_in(name, testimony.statement, one, far=True))
    return told.state is State.BORNE


def _how_much(testimony: Testimony) -> Iterator[Piece]:
    for amount in testimony.statement.amounts:
        yield testimony.piece(PieceKind.HOW_MUCH, (amount.start, amount.end), _given(testimony, amount))
    lead = testimony.lead
    if period := another_period(testimony.statement.text, testimony.aligned[lead].relevant):
        yield testimony.piece(PieceKind.HOW_MUCH, period[0], (Finding(State.DIFFERENT, period[1]), lead))


def _given(testimony: Testimony, amount: Amount) -> Told:
    """Tell what is said of an amount: by the sentences chosen, else by another one of the article."""
    statement, noun = testimony.statement, testimony.covering.noun
    told = testimony.best_or_kin(lambda one: amount_in(amount, statement, one, noun(amount, one)))
    if told[0].state is State.MISSING:
        told = testimony.best(lambda one: nearby(amount, statement, one), testimony.kin)
    return told


def _when(testimony: Testimony) -> Iterator[Piece]:
    for time in testimony.statement.times:
        yield testimony.piece(PieceKind.WHEN, (time.start, time.end), _dated(testimony, time))


def _dated(testimony: Testimony, time: TimeExpression) -> Told:
    """Tell what is said of a time."""
    return testimony.best_or_kin(lambda one: time_in(time, testimony.statement, one))


def _whether(testimony: Testimony) -> Iterator[Piece]:
    statement, witnesses = testimony.statement, testimony.witnesses
    names = {term for name in statement.names for term in name.terms}
    said = {
        at: denial.compare(
            statement.text,
            testimony.aligned[at].relevant,
            names | testimony.better_elsewhere(at),
            testimony.told_as(at),
            main=at == testimony.lead and testimony.clear(at),
        )
        for at in testimony.chosen
    }
    told = first(
        [(one, at) for at, one in said.items() if one and (at in testimony.telling or one.state is State.BORNE)]
    )
    if told[1] is not None or MISSING in said.values():
        yield testimony.piece(PieceKind.WHETHER, _denial_place(statement), told)
    known = {term for at in testimony.chosen for term in witnesses[at].terms}
    for at in testimony.telling:
        heard = witnesses[at].terms - denial.denied_in(witnesses[at].text)
        told_as = testimony.aligned[at].told_as()
        for word in testimony.covering.words:
            other = opposite(word.term, heard)
            told_alike = told_as.get(word.term, other) != other
            compound = "-" in statement.text[max(0, word.start - 1) : word.end + 1]  # "open-ended"
            if other and word.term not in known and not (told_alike or compound or statement.named(word)):
                yield testimony.piece(PieceKind.WHETHER, (word.start, word.end), (Finding(State.DIFFERENT, other), at))


def _denial_place(statement: Statement) -> tuple[int, int]:
    """Give where a statement denies, else where its first word that is no name stands."""
    if found := NEGATION.search(statement.text):
        return found.span()
    plain = (word for word in statement.words if not statement.named(word))
    return next(((word.start, word.end) for word in plain), (0, len(statement.text)))


def _status(testimony: Testimony) -> Iterator[Piece]:
    text = testimony.statement.text
    denied = denies_or_implies(text)
    told: list[Told] = []
    for at in testimony.telling:
        quote, main = testimony.aligned[at].relevant, at == testimony.lead
        if denied and denies_or_implies(quote):
            continue
        alike = testimony.told_as(at, LOOSELY if main else SAME)
        if stage := progress.compare(text, quote, alike, testimony.better_elsewhere(at), main=main):
            told.append((stage, at))
    if told:
        worst = next((one for one in told if one[0].state is State.DIFFERENT), told[0])
        yield testimony.piece(PieceKind.STATUS, progress.words_of(text), worst)
