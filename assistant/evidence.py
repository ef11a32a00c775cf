"""Evidence: the sentences that an answer may draw on, ranked."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from assistant.dates import read_dates
from assistant.kinds import QUANTITIES, holds_kind
from assistant.question import Kind, Question
from index.article import Passage
from index.catalog import Entry
from index.encoder import Encoder, TokenVectors, Vectors
from index.keywords import NEAR_SPELLING
from index.terms import terms
from index.writer import embedded_text

COVERAGE_WEIGHT = 0.1
SEARCH_WEIGHT = 0.1
KIND_WEIGHT = 0.08
"""What each signal adds to MaxSim. Chosen on newsbench's development questions, where anything from
half to twice as much does as well: MaxSim alone puts the answer into the first 1 / 3 / 5 sentences for
0.61 / 0.73 / 0.81 of the questions, with these 0.65 / 0.81 / 0.83."""


DAY = re.compile(r"\b(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)\b(?!\d)")
MONTH = dt.timedelta(days=31)
"""A sentence about a longer time says little about a day or month in it."""
AFTER = dt.timedelta(days=2)
"""News of a day is published on it or within two days, agency copy and weekends included."""


TIME_WEIGHT = 0.15
"""What a sentence about the day, month or year that a question names gains on one about no such time:
enough to pass over a sentence that shares two more words with the question."""


class Signals(NamedTuple):
    """What speaks for a sentence, each 0..1 or nearly so."""

    maxsim: float
    """Mean over the question's tokens of their best cosine with a token of the sentence (ColBERT's
    late interaction, Khattab and Zaharia 2020, with the retrieval model's own token vectors)."""
    passage_maxsim: float
    """The same with all tokens of the passage and its headline."""
    coverage: float
    """Share of the question's content terms in the sentence, rare terms counting more."""
    context: float
    """The same share in the passage, its headline and its outlet."""
    names: float
    """Share of the question's names that the passage, its headline or its outlet mention; 1 without names."""
    weakest: float
    """Of the question's content words, the one that the passage holds least: its best cosine there."""
    search: float
    """The passage's score in retrieval."""
    on_time: float
    """Whether it speaks of a time that the question names: 1; or was reported then: 0.5."""
    wanted: float
    """Whether the sentence holds the kind of thing that is asked for: 0, 1, or 0.5 for a near miss."""


@dataclass(frozen=True)
class Evidence:
    """A sentence with what speaks for it; two are equal that are the same place in an article.

    ``start`` and ``end`` count the article's characters.
    """

    passage: Passage
    entry: Entry
    start: int
    end: int
    signals: Signals = field(compare=False)
    may_answer: bool = field(default=True, compare=False)
    """False for what cannot answer, however near it comes; see ``rank_evidence``."""

    @property
    def text(self) -> str:
        """The sentence, word for word."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def score(self) -> float:
        """How well the sentence fits the question; only the order means something."""
        return (
            self.signals.maxsim
            + COVERAGE_WEIGHT * self.signals.coverage
            + SEARCH_WEIGHT * self.signals.search
            + KIND_WEIGHT * self.signals.wanted
            + TIME_WEIGHT * self.signals.on_time
        )


class Weights:
    """How much each term of a question says: rare ones more (BM25's inverse document frequency).

    A date in the question counts as one more term, as rare as can be.
    """

    def __init__(self, question: Question, documents: Callable[[str], int], total: int) -> None:
        def rarity(found: int) -> float:
            return math.log(1 + (total - found + 0.5) / (found + 0.5))

        self._terms = {term: rarity(documents(term)) for term in question.terms}
        self._time = rarity(0) if question.times else 0.0
        self._whole = sum(self._terms.values()) + self._time

    def coverage(self, found: Collection[str], *, on_time: bool) -> float:
        """Give the share of the question's terms that are found, 0..1, weighted; 0 where there are none."""
        if not self._whole:
            return 0.0
        covered = sum(weight for term, weight in self._terms.items() if holds(found, term))
        return (covered + self._time * on_time) / self._whole


def holds(found: Collection[str], term: str) -> bool:
    """Tell whether a term, or for long words one that is a letter off, is among those found."""
    if term in found:
        return True
    if len(term) < NEAR_SPELLING or not term.isalpha():
        return False
    return any(
        abs(len(other) - len(term)) <= 1
        and other[0] == term[0]
        and DamerauLevenshtein.distance(term, other, score_cutoff=1) <= 1
        for other in found
    )


def rank_evidence(
    question: Question,
    kind: Kind,
    found: Sequence[tuple[Passage, Entry, float]],
    encoder: Encoder,
    weights: Weights,
    about: Collection[str],
) -> list[Evidence]:
    """Give the sentences of the found passages (with their retrieval scores), best first.

    What cannot answer comes behind all that may: sentences without a number where an amount is asked for, those
    of another time than a date in the question, and those of articles, by id, that are not ``about`` its actor.
    Sentences beyond the length that the model reads are left out. Equal scores keep the passages' order.
    """
    asked = encoder.question_tokens(question.text)
    texts = [embedded_text(entry.title, passage.text) for passage, entry, _ in found]
    evidence: list[Evidence] = []
    read = encoder.passage_tokens(texts)
    if not read or not len(asked.spans):
        return []
    # All at once: a product for each passage would wake the threads of the linear algebra each time.
    together = asked.vectors @ np.concatenate([tokens.vectors for tokens in read]).T
    bounds = np.cumsum([len(tokens.spans) for tokens in read])[:-1]
    similarities = np.split(together, bounds, axis=1)
    for (passage, entry, score), text, tokens, similarity in zip(found, texts, read, similarities, strict=True):
        if not len(tokens.spans):
            continue
        context = _term_set(f"{entry.outlet or ''}\n{text}")
        sentences = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
        on_time = [_on_time(question, sentence, entry.published) for sentence in sentences]
        reported = _reported(question, entry.published)
        shared = {
            "passage_maxsim": float(similarity.max(axis=1).mean()),
            "context": weights.coverage(context, on_time=any(on_time) or reported),
            "names": _names_share(question, context),
            "weakest": _weakest(question, asked, similarity),
            "search": score,
        }
        shift = len(text) - len(passage.text) - passage.start
        for (start, end), sentence, fits in zip(passage.sentences, sentences, on_time, strict=True):
            inside = _inside(tokens, start + shift, end + shift)
            wanted = holds_kind(kind, sentence, question)
            if not inside.any():
                continue
            timely = not question.times or fits or reported
            may_answer = entry.id in about and timely and bool(wanted or kind not in QUANTITIES)
            signals = Signals(
                maxsim=float(similarity[:, inside].max(axis=1).mean()),
                coverage=weights.coverage(_term_set(sentence), on_time=fits),
                wanted=wanted,
                on_time=1.0 if fits else 0.5 * reported,
                **shared,
            )
            evidence.append(Evidence(passage, entry, start, end, signals, may_answer))
    return sorted(evidence, key=lambda one: (not one.may_answer, -one.score))


def _inside(tokens: TokenVectors, start: int, end: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask: np.ndarray[tuple[int], np.dtype[np.bool_]] = (tokens.spans[:, 0] >= start) & (tokens.spans[:, 1] <= end)
    return mask


def _weakest(question: Question, asked: TokenVectors, similarity: Vectors) -> float:
    best = similarity.max(axis=1)
    words = [_inside(asked, start, end) for start, end in question.content_spans]
    return min((float(best[tokens].mean()) for tokens in words if tokens.any()), default=0.0)


def _on_time(question: Question, sentence: str, published: dt.date | None) -> bool:
    """Whether a sentence speaks of a time that the question names."""
    spoken = read_dates(sentence, published) if question.times else []
    return any(
        _yearless(asked.text) in sentence.lower()
        or any(
            time.first <= asked.last
            and asked.first <= time.last
            and time.last - time.first <= max(asked.last - asked.first, MONTH)
            for time in spoken
            if time.first and time.last
        )
        for asked in question.times
    )


def _yearless(words: str) -> str:
    """Give the day of a date as an article may write it, "january 6"; without a day, the words as they are."""
    day = DAY.search(words)
    return (day.group() if day else words).lower()


def _reported(question: Question, published: dt.date | None) -> bool:
    """Whether an article was published when the question asks about, or just after."""
    return published is not None and any(asked.first <= published <= asked.last + AFTER for asked in question.times)


@lru_cache(maxsize=4096)
def _term_set(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _names_share(question: Question, context: Collection[str]) -> float:
    if not question.names:
        return 1.0
    known = sum(all(holds(context, term) for term in name.terms) for name in question.names)
    return known / len(question.names)
