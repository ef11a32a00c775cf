"""Covering: as few sentences of articles as bear the words of a statement.

Each word counts as much as it is rare, and a sentence bears it that has it, or one very much alike. The sentences are
chosen one by one, each the one that adds most (greedy set cover).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.amounts import Amount
from assistant.verification.figures import amount_in
from assistant.verification.model import State
from assistant.verification.names import name_in
from assistant.verification.opposites import opposite
from assistant.verification.progress import classes_at
from assistant.verification.statement import Named, Statement, Word
from assistant.verification.times import time_in
from assistant.verification.witness import Witness
from index.terms import content_terms

Matrix = NDArray[np.float64]

LEAST, FULL = 0.3, 0.7
"""Cosine of two words' vectors below which they have nothing in common, and from which they say the same."""
ALIKE = 0.8
"""What a word counts that another one says, beside 1 for the word itself."""
AROUND = 0.6
"""What a word counts that stands before the sentence in its passage, or in the headline."""
NEARBY = 0.6
"""What a name counts, while sentences are chosen, that only what leads to one has: one that has it adds more."""
ACT = 0.25
"""The most that the word for an act counts where a sentence tells of another: hurt is not killed, however alike."""
EARLY = 0.75
"""What the words count of an article from before the day that a statement tells of."""
FIRST, GAIN = 0.3, 0.09
"""Share of a statement that the first sentence must bear, and each further one add. Chosen on WiCE's development part,
where anything from 0.06 to 0.12 gains as much."""
ELSEWHERE, HALF = 0.15, 0.5
"""Share that a sentence of another article must add, and bear beside what the best one bears."""
ONE_MATTER = dt.timedelta(days=200)
"""How far apart two articles' reports of one matter are at most: what another year tells is another matter."""
OTHER = 0.7
"""What the gain of another article's sentence counts beside that of one of the same article."""
MOST = 5
"""Sentences that together bear one statement; of WiCE's, nine in ten need no more than three."""
OF_IT = 0.6
"""Share of what the best sentence bears from which another is about the same, so that its figures count."""
RARE = 6.0
"""Weight of a figure, as of a rare word."""
LIGHTEST = 0.1
"""Weight of the commonest word."""
ONE_DAY = dt.timedelta(days=1)
EXACT = re.compile(
    r"\d.*|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|half"
    r"|twice|double|triple|thousand|million|billion|trillion"
)
"""Words that no other word stands for."""


class Covering:
    """Which witnesses bear which words of a statement, and those that are chosen of them."""

    def __init__(
        self, statement: Statement, witnesses: Sequence[Witness], weigh: Callable[[str], float], names: Sequence[Named]
    ) -> None:
        """Take what is compared; ``names`` are those of the statement's that are no common words."""
        self._statement = statement
        self._witnesses = witnesses
        self._names = names
        self.words = statement.words
        self.weights = np.array([max(weigh(word.term), LIGHTEST) for word in self.words])
        self._classes = [classes_at(statement.text, word.start, word.end) for word in self.words]
        self._name_scores: dict[tuple[Named, int], float] = {}
        self.chosen: list[int] = []
        """The places of the witnesses that bear the statement, the best first."""
        self.have = np.zeros(len(self.words))
        """What of each word they bear, 0..1."""
        self._choose()

    @property
    def share(self) -> float:
        """The share of the statement's words that are borne, 0..1."""
        return float(self.weights @ self.have / self.weights.sum()) if self.words else float(bool(self.chosen))

    @property
    def lead_share(self) -> float:
        """The share of the statement's words that the best sentence bears by itself, 0..1; 1 where it has no words."""
        if not self.words or not self.chosen:
            return 1.0
        return float(self.weights @ self.bearing[:, self.chosen[0]] / self.weights.sum())

    def plain_share(self, at: int) -> float:
        """Give the share of the words beside the names that a witness bears, 0..1; 1 where there are none."""
        plain = [place for place, word in enumerate(self.words) if self.name_of(word) is None]
        whole = self.weights[plain].sum()
        return float(self.weights[plain] @ self.bearing[plain, at] / whole) if whole else 1.0

    @property
    def shares_a_word(self) -> bool:
        """Whether a sentence chosen has a word of the statement beside its names; so of one that has none as well."""
        plain = {word.term for word in self.words if self.name_of(word) is None}
        return not plain or any(plain & self._witnesses[at].terms for at in self.chosen)

    def name_of(self, word: Word) -> Named | None:
        """Give the name that a word is part of."""
        return next((one for one in self._names if one.start <= word.start < one.end), None)

    @cached_property
    def bearing(self) -> Matrix:
        """What each witness bears of each word, 0..1; shape (words, witnesses)."""
        timely = [self._timely(witness) for witness in self._witnesses]
        rows = [[self._bears(place, word, one) for one in self._witnesses] for place, word in enumerate(self.words)]
        bearing: Matrix = np.array(rows).reshape(len(self.words), len(self._witnesses)) * np.array(timely)
        return bearing

    def noun(self, amount: Amount, witness: Witness) -> float:
        """Give how far a witness has the noun that an amount counts, 0..1."""
        wanted = set(content_terms(amount.unit))
        return max(
            (
                self._bears(place, word, witness)
                for place, word in enumerate(self.words)
                if word.term in wanted and amount.start <= word.start < amount.end
            ),
            default=0.0,
        )

    def _bears(self, place: int, word: Word, witness: Witness) -> float:
        if word.term in witness.terms:
            return 1.0
        if EXACT.fullmatch(word.term) or opposite(word.term, witness.terms):
            return 0.0
        alike = witness.likeness[place] if witness.likeness else 0.0
        score = ALIKE * min(max((alike - LEAST) / (FULL - LEAST), 0.0), 1.0)
        if self._classes[place]:
            return ALIKE if self._classes[place] & witness.classes else min(ACT, score)
        if name := self.name_of(word):
            return self._name_bears(name, witness)
        return max(score, AROUND if word.term in witness.terms_around else 0.0)

    def _name_bears(self, name: Named, witness: Witness) -> float:
        known = self._name_scores.get((name, id(witness)))
        if known is None:
            here = name_in(name, self._statement, witness, near=False).state is State.BORNE
            near = here or name_in(name, self._statement, witness).state is State.BORNE
            known = self._name_scores[name, id(witness)] = 1.0 if here else NEARBY if near else 0.0
        return known

    def _timely(self, witness: Witness) -> float:
        """Give what a witness counts: less if its article is older than what the statement tells of."""
        times = (one for one in self._statement.times if one.grain in {"day", "month"} and not one.modifier)
        days = [one.first for one in times if one.first]
        early = bool(days) and witness.published is not None and witness.published < min(days) - ONE_DAY
        return EARLY if early else 1.0

    def _figures(self, about: Matrix) -> Matrix:
        """Give which witnesses that are about the same bear each amount and time, shape (figures, witnesses)."""
        enough = about >= OF_IT * about.max(initial=0.0)
        rows = [
            [
                amount_in(amount, self._statement, one, self.noun(amount, one)).state is State.BORNE
                for one in self._witnesses
            ]
            for amount in self._statement.amounts
        ]
        rows += [
            [time_in(time, self._statement, one).state is State.BORNE for one in self._witnesses]
            for time in self._statement.times
        ]
        figures: Matrix = np.array(rows, float).reshape(-1, len(self._witnesses)) * enough
        return figures

    def _choose(self) -> None:
        about = self.weights @ self.bearing / self.weights.sum() if self.words else np.ones(len(self._witnesses))
        figures = self._figures(about)
        rows = np.concatenate([self.bearing, figures])
        weights = np.concatenate([self.weights, np.full(len(figures), RARE)])
        weights = weights / weights.sum()
        have = np.zeros(len(rows))
        while len(self.chosen) < MOST:
            gains = weights @ np.maximum(rows - have[:, None], 0)
            gains *= [self._counts(at, float(gains[at]), about) for at in range(len(gains))]
            best = int(gains.argmax())
            if gains[best] < (GAIN if self.chosen else FIRST):
                break
            self.chosen.append(best)
            have = np.maximum(have, rows[:, best])
        known = [max((self.bearing[place, at] for at in self.chosen), default=0.0) for place in range(len(self.words))]
        self.have = np.array(
            [
                ALIKE if score == NEARBY and self.name_of(word) else score
                for score, word in zip(known, self.words, strict=True)
            ]
        )

    def _counts(self, at: int, gain: float, about: Matrix) -> float:
        """Give what a sentence's gain counts: that of another article less than one of the articles already chosen."""
        if not self.chosen:
            return 1.0
        if not self._may_join(at, gain, about):
            return 0.0
        known = {self._witnesses[one].article for one in self.chosen}
        return 1.0 if self._witnesses[at].article in known else OTHER

    def _may_join(self, at: int, gain: float, about: Matrix) -> bool:
        """Whether a sentence may be put to those chosen: one of their articles, or another that is about the same."""
        one = self._witnesses[at]
        if gain < GAIN or any(self._witnesses[other].article == one.article for other in self.chosen):
            return gain >= GAIN
        lead = self._witnesses[self.chosen[0]]
        if not (one.published and lead.published) or abs(one.published - lead.published) > ONE_MATTER:
            return False
        named = not self._names or any(self._name_bears(name, one) for name in self._names)
        return named and gain >= ELSEWHERE and bool(about[at] >= HALF * about[self.chosen[0]])
