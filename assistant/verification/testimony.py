"""Testimony: what the sentences chosen for a statement say to a piece of it, and whose word counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from assistant.verification.alignment import LOOSELY, SAME, Alignment
from assistant.verification.covering import Covering
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State
from assistant.verification.progress import LIGHT_VERBS
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness

CLEAR = 0.45
"""Share of a statement's words beside its names that a sentence must bear for its other name, denial or stage to tell
against the statement: it is about the same event."""
Told = tuple[Finding, int | None]
"""What is said to a piece, and the place of the witness that says it."""


class Testimony:
    """The witnesses of a statement, those that are chosen of them, and what they say to its pieces."""

    def __init__(self, statement: Statement, witnesses: Sequence[Witness], covering: Covering) -> None:
        """Take a statement with its witnesses, of which the covering has chosen at least one."""
        self.statement = statement
        self.witnesses = witnesses
        self.covering = covering
        self.chosen = covering.chosen
        """The places of those that bear the statement, the best first."""
        self.lead = covering.chosen[0]
        """The place of the best."""

    @cached_property
    def aligned(self) -> dict[int, Alignment]:
        """The words of the statement beside those of each witness chosen, by its place."""
        return {at: Alignment(self.statement, self.witnesses[at]) for at in self.chosen}

    @cached_property
    def telling(self) -> list[int]:
        """The witnesses whose word counts against the statement: the best, and those about the same event."""
        return [at for at in self.chosen if at == self.lead or self.clear(at)]

    @cached_property
    def kin(self) -> list[int]:
        """The witnesses of the best one's article that are not chosen."""
        article = self.witnesses[self.lead].article
        return [at for at, one in enumerate(self.witnesses) if one.article == article and at not in self.chosen]

    def clear(self, at: int) -> bool:
        """Whether a witness is about the same event."""
        return self.covering.plain_share(at) >= CLEAR

    def told_as(self, at: int, least: float = SAME) -> dict[str, str]:
        """Give the words that a witness tells in others, and none of those chosen in likelier ones."""
        others = [self.witnesses[one].likeness for one in self.chosen if one != at]
        mine = self.witnesses[at].likeness
        best = {
            word.term
            for place, word in enumerate(self.statement.words)
            if mine and all(not other or mine[place] >= other[place] for other in others)
        }
        told = self.aligned[at].told_as(least)
        return {term: other for term, other in told.items() if term in best}

    def better_elsewhere(self, at: int) -> set[str]:
        """Give the words that only another witness tells: what this one says of them does not count."""
        mine, others = self.witnesses[at], [self.witnesses[one] for one in self.chosen if one != at]

        def tells(one: Witness, place: int) -> bool:
            likelier = one.likeness and mine.likeness[place] < LOOSELY and one.likeness[place] >= SAME
            return self.covering.words[place].term in one.terms or bool(likelier)

        return {
            word.term
            for place, word in enumerate(self.covering.words)
            if word.term not in mine.terms | LIGHT_VERBS and any(tells(one, place) for one in others)
        }

    def best(self, look: Callable[[Witness], Finding], places: Sequence[int] | None = None) -> Told:
        """Give what the witnesses chosen say to a piece: the first that bears it, else the first that gives another."""
        return first([(look(self.witnesses[at]), at) for at in (self.chosen if places is None else places)])

    def best_or_kin(self, look: Callable[[Witness], Finding]) -> Told:
        """Give the same, or the first other sentence of the best one's article that bears what they lack."""
        told = self.best(look)
        if told[0].state is not State.MISSING:
            return told
        other = self.best(look, self.kin)
        return other if other[0].state is State.BORNE else told

    def piece(self, kind: PieceKind, place: tuple[int, int], told: Told) -> Piece:
        """Give a piece of the statement with what is said to it."""
        (start, end), (found, at) = place, told
        return Piece(
            kind=kind,
            text=self.statement.text[start:end],
            start=start,
            end=end,
            state=found.state,
            said=found.said,
            citation=None if found.state is State.MISSING else at,
        )


def first(told: Sequence[tuple[Finding, int]]) -> Told:
    """Give the first that bears a piece, else the first that gives another."""
    for state in (State.BORNE, State.DIFFERENT):
        for one, at in told:
            if one.state is state:
                return one, at
    return MISSING, None
