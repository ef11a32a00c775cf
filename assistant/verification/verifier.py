"""The verifier: what articles say to a statement, piece by piece, and which of their sentences say it.

A statement is covered by as few sentences as bear its words (greedy set cover), each word counting as much as it is
rare; then its names, amounts, times, denials and stage are compared one by one with those of the sentences chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verification import denial, progress
from assistant.verification.figures import amount_in, nearby
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State, Verdict
from assistant.verification.names import agreement, in_its_place, name_in, swapped
from assistant.verification.progress import classes_at
from assistant.verification.statement import Statement, Word
from assistant.verification.times import time_in
from assistant.verification.witness import Witness
from index.terms import content_terms, terms

LEAST, FULL = 0.3, 0.7
"""Cosine of two words' vectors below which they have nothing in common, and from which they say the same."""
ALIKE = 0.8
"""What a word counts that another one says, beside 1 for the word itself."""
AROUND = 0.6
"""What a word counts that stands before the sentence in its passage, or in the headline."""
FIRST, GAIN = 0.3, 0.09
"""Share of a statement that the first sentence must bear, and each further one add. Chosen on WiCE's development part,
where anything from 0.06 to 0.12 gains as much."""
ELSEWHERE = 0.15
"""What a sentence of another article must add."""
MOST = 5
"""Sentences that together bear one statement; of WiCE's, nine in ten need no more than three."""
OF_IT = 0.6
"""Share of what the best sentence bears from which another is about the same, so that its figures count."""
FOUND = 0.42
"""Share of a statement's words that articles must bear to say anything of the kind."""
SAID = 0.25
"""Share of its words beside the names that one sentence must bear: it speaks of the same people and things, and more."""
BORNE = 0.4
"""What a word must count to be said at all."""
ENOUGH = 0.72
"""Share of a statement's words that must be borne for all of it to be: nobody repeats an article word for word."""
LUMP = 0.16
"""Share of a statement that lies in words of one run which no quote bears: a piece is missing."""
RARE = 6.0
"""Weight of a figure, as of a rare word."""
EXACT = re.compile(
    r"\d.*|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|half"
    r"|twice|double|triple"
)
"""Words that no other word stands for."""


@dataclass(frozen=True)
class Verification:
    """What articles say to a statement."""

    verdict: Verdict
    pieces: tuple[Piece, ...]
    """In the order of the words; ``citation`` is the place of a witness among those given."""
    chosen: tuple[int, ...]
    """The witnesses that bear it, or say otherwise, by their places; the best first."""
    cover: float
    """Share of the statement that they bear, 0..1."""


NOTHING = Verification(Verdict.NOT_FOUND, (), (), 0.0)


def verify(
    statement: Statement, witnesses: Sequence[Witness], weigh: Callable[[str], float], *, about: Sequence[str] = ()
) -> Verification:
    """Tell what some sentences of articles say to a statement; ``weigh`` tells how rare a term is.

    ``about`` are the names that its "he" or "the deal" means: where no sentence, nor what leads to it, has one of them,
    it speaks of somebody else.
    """
    return _Verifier(statement, witnesses, weigh, about).run()


class _Verifier:
    def __init__(
        self,
        statement: Statement,
        witnesses: Sequence[Witness],
        weigh: Callable[[str], float],
        about: Sequence[str] = (),
    ) -> None:
        self.statement = statement
        self.about = [set(terms(name)) for name in about]
        self.witnesses = witnesses
        self.words = statement.words
        self._classes = [classes_at(statement.text, word.start, word.end) for word in self.words]
        self.weights = np.array([max(weigh(word.term), 0.1) for word in self.words])
        opening = [one for one in statement.names if one.start == 0 and len(one.terms) == 1]
        common = {
            one.text
            for one in opening
            if statement.may_be_common(one) or any(_holds(one.text.lower(), witness.text) for witness in witnesses)
        }
        self.names = [one for one in statement.names if one.start or one.text not in common]

    def run(self) -> Verification:
        if not self.witnesses or not (self.words or self.statement.amounts or self.statement.times):
            return NOTHING
        if not self.words:
            return self._figures_alone()
        bearing = np.array([[self._bears(place, word, one) for one in self.witnesses] for place, word in enumerate(self.words)])
        whole = self.weights.sum()
        about = self.weights @ bearing / whole
        figures = self._figures(about)
        chosen, have = self._choose(bearing, figures, about)
        cover = float(self.weights @ have / whole)
        plain = np.array([not any(one.start <= word.start < one.end for one in self.names) for word in self.words])
        said = float(self.weights[plain] @ bearing[plain, chosen[0]] / self.weights[plain].sum()) if chosen and plain.any() else 0.0
        if not chosen or cover < FOUND or said < SAID:
            return Verification(Verdict.NOT_FOUND, (), tuple(chosen[:1]), round(cover, 3))
        pieces = sorted([*self._who(chosen), *self._how_much(chosen), *self._when(chosen), *self._whether(chosen, have),
                         *self._what(chosen, have, bearing)], key=lambda one: (one.start, one.end))
        if self.about and not any(names <= self.witnesses[at].terms | self.witnesses[at].terms_before for names in self.about for at in chosen):
            back = self.words[0]
            pieces.append(self._piece(PieceKind.WHO, (0, back.start or len(self.statement.text)), MISSING, None))
        return Verification(self._verdict(pieces, cover), tuple(pieces), tuple(chosen), round(cover, 3))

    def _figures_alone(self) -> Verification:
        """Verify a statement that is a number or a time and no more."""
        rows = self._figures(np.ones(len(self.witnesses)))
        chosen = [int(at) for at in np.flatnonzero(rows.all(axis=0))][:1]
        if not chosen:
            return NOTHING
        pieces = sorted([*self._how_much(chosen), *self._when(chosen)], key=lambda one: one.start)
        return Verification(Verdict.SUPPORTED, tuple(pieces), tuple(chosen), 1.0)

    def _bears(self, place: int, word: Word, witness: Witness) -> float:
        if word.term in witness.terms:
            return 1.0
        if EXACT.fullmatch(word.term) or denial.opposite(word.term, witness.terms):
            return 0.0
        if self._classes[place] & witness.classes:
            return ALIKE
        alike = witness.likeness[place] if witness.likeness else 0.0
        score = ALIKE * min(max((alike - LEAST) / (FULL - LEAST), 0.0), 1.0)
        name = next((one for one in self.names if one.start <= word.start < one.end), None)
        if name and name_in(name, self.statement, witness, near=True).state is State.BORNE:
            return 1.0 if name_in(name, self.statement, witness, near=False).state is State.BORNE else ALIKE
        if name:
            return 0.0
        return max(score, AROUND if word.term in witness.terms_around else 0.0)

    def _figures(self, about: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give for each amount and time which witnesses that are about the same bear it, shape (figures, witnesses)."""
        rows = []
        enough = about >= OF_IT * about.max()
        for amount in self.statement.amounts:
            rows.append([float(enough[at] and amount_in(amount, self.statement, one, self._noun(amount, one)).state is State.BORNE)
                         for at, one in enumerate(self.witnesses)])
        for time in self.statement.times:
            rows.append([float(enough[at] and time_in(time, self.statement, one).state is State.BORNE) for at, one in enumerate(self.witnesses)])
        return np.array(rows).reshape(-1, len(self.witnesses))

    def _noun(self, amount, witness: Witness) -> float:
        wanted = set(content_terms(amount.unit))
        return max((self._bears(place, word, witness) for place, word in enumerate(self.words)
                    if word.term in wanted and amount.start <= word.start < amount.end), default=0.0)

    def _choose(self, bearing, figures, about) -> tuple[list[int], NDArray[np.float64]]:
        rows = np.concatenate([bearing, figures])
        weights = np.concatenate([self.weights, np.full(len(figures), RARE)])
        weights = weights / weights.sum()
        have = np.zeros(len(rows))
        chosen: list[int] = []
        while len(chosen) < MOST:
            gains = weights @ np.maximum(rows - have[:, None], 0)
            for at in range(len(gains)):
                if chosen and not self._may_join(at, chosen, gains[at]):
                    gains[at] = 0
            best = int(gains.argmax())
            if gains[best] < (GAIN if chosen else FIRST):
                break
            chosen.append(best)
            have = np.maximum(have, rows[:, best])
        return chosen, have[: len(self.words)]

    def _may_join(self, at: int, chosen: Sequence[int], gain: float) -> bool:
        one = self.witnesses[at]
        if any(self.witnesses[other].article == one.article for other in chosen):
            return True
        named = not self.names or any(name_in(name, self.statement, one).state is State.BORNE for name in self.names)
        return named and gain >= ELSEWHERE

    def _piece(self, kind, text_span, found: Finding, citation: int | None) -> Piece:
        start, end = text_span
        return Piece(kind=kind, text=self.statement.text[start:end], start=start, end=end, state=found.state,
                     said=found.said, citation=citation if found.state is not State.MISSING else None)

    def _best(self, chosen, look: Callable[[Witness], Finding]) -> tuple[Finding, int | None]:
        """Give what the chosen witnesses say to a piece: the first that bears it, else what the best one gives instead."""
        found = [(look(self.witnesses[at]), at) for at in chosen]
        for state in (State.BORNE, State.DIFFERENT):
            for one, at in found:
                if one.state is state:
                    return one, at
        return MISSING, None

    def _who(self, chosen):
        lead = self.witnesses[chosen[0]]
        exchanged = swapped(self.statement, lead)
        for name in self.names:
            found, at = self._best(chosen, lambda one, name=name: name_in(name, self.statement, one, near=False))
            if name_in(name, self.statement, lead, near=False).state is State.MISSING:
                other, agreed = in_its_place(name, self.statement, lead)
                if found.state is State.BORNE:
                    agreed -= agreement(name, self.statement, self.witnesses[at])
                near, near_at = self._best(chosen, lambda one, name=name: name_in(name, self.statement, one, far=True))
                if agreed >= 2 or (agreed > 0 and near.state is State.MISSING):
                    found, at = Finding(State.DIFFERENT, other), chosen[0]
                elif found.state is State.MISSING and near.state is State.BORNE:
                    found, at = near, near_at
            if exchanged and name in exchanged:
                other = exchanged[1] if name == exchanged[0] else exchanged[0]
                found, at = Finding(State.DIFFERENT, other.text), chosen[0]
            yield self._piece(PieceKind.WHO, (name.start, name.end), found, at)

    def _how_much(self, chosen):
        for amount in self.statement.amounts:
            found, at = self._best(chosen, lambda one, amount=amount: amount_in(amount, self.statement, one, self._noun(amount, one)))
            if found.state is State.MISSING:
                lead = self.witnesses[chosen[0]].article
                kin = [at for at, one in enumerate(self.witnesses) if one.article == lead and at not in chosen]
                found, at = self._best(kin, lambda one, amount=amount: nearby(amount, self.statement, one))
            yield self._piece(PieceKind.HOW_MUCH, (amount.start, amount.end), found, at)

    def _when(self, chosen):
        for time in self.statement.times:
            found, at = self._best(chosen, lambda one, time=time: time_in(time, self.statement, one))
            yield self._piece(PieceKind.WHEN, (time.start, time.end), found, at)

    def _whether(self, chosen, have):
        ignored = {term for name in self.statement.names for term in name.terms}
        lead = self.witnesses[chosen[0]]
        said = [(denial.compare(self.statement.text, self.witnesses[at].text, ignored), at) for at in chosen]
        known = [(one, at) for one, at in said if one and one.state is not State.MISSING]
        found = next(((one, at) for one, at in known if one.state is State.BORNE), known[0] if known else None)
        if found is None and denial.denies(self.statement.text):
            found = (MISSING, chosen[0])
        if found:
            yield self._piece(PieceKind.WHETHER, self._denial_span(found[0].said), *found)
        for place, word in enumerate(self.words):
            if have[place] < 1 and not self.statement.named(word) and (other := denial.opposite(word.term, lead.terms)):
                yield self._piece(PieceKind.WHETHER, (word.start, word.end), Finding(State.DIFFERENT, other), chosen[0])
        if stage := progress.compare(self.statement.text, lead.text):
            yield self._piece(PieceKind.STATUS, progress.words_of(self.statement.text), stage, chosen[0])

    def _denial_span(self, said: str):
        found = denial.NEGATION.search(self.statement.text)
        if found:
            return found.span()
        words = [word for word in self.words if not self.statement.named(word)]
        return (words[0].start, words[0].end) if words else (0, len(self.statement.text))

    def _what(self, chosen, have, bearing):
        """Give the runs of other words, each borne or missing."""
        run: list[int] = []
        runs: list[list[int]] = []
        for place, word in enumerate(self.words):
            if self.statement.named(word) and any(one.start <= word.start < one.end for one in self.names):
                continue
            borne = have[place] >= BORNE
            if run and ((have[run[-1]] >= BORNE) != borne or self._apart(self.words[run[-1]].end, word.start)):
                runs.append(run)
                run = []
            run.append(place)
        runs += [run] if run else []
        whole = self.weights.sum()
        for run in runs:
            start, end = self.words[run[0]].start, self.words[run[-1]].end
            borne = have[run[0]] >= BORNE
            lump = self.weights[run] @ (1 - have[run]) / whole
            state = State.BORNE if borne or lump < LUMP else State.MISSING
            at = max(chosen, key=lambda one: bearing[run, one].sum())
            yield self._piece(PieceKind.WHAT, (start, end), Finding(state), at)

    def _apart(self, end: int, start: int) -> bool:
        between = self.statement.text[end:start]
        return bool(re.search(r"[,;:.!?()“”\"–—]", between)) or len(between) > 24

    def _verdict(self, pieces, cover: float) -> Verdict:
        if any(one.state is State.DIFFERENT for one in pieces):
            return Verdict.DIFFERS
        missing = [one for one in pieces if one.state is State.MISSING]
        if not missing and cover >= ENOUGH:
            return Verdict.SUPPORTED
        return Verdict.PARTLY


def _holds(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None
