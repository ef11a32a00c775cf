"""Evidence: the sentences that an answer may draw on, ranked."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from assistant.acts import bears, premise
from assistant.dates import read_dates
from assistant.kinds import QUANTITIES, holds_kind
from assistant.likeness import Likeness
from assistant.question import Kind, Question
from index.article import Passage
from index.catalog import Entry
from index.embedding import embedded_text
from index.encoder import TokenVectors
from index.keywords import NEAR_SPELLING
from index.rows import KeptTokens
from index.terms import terms

COVERAGE_WEIGHT = 0.1
SEARCH_WEIGHT = 0.1
KIND_WEIGHT = 0.08
CONTEXT_WEIGHT = 0.05
"""What each signal adds to MaxSim. Chosen on newsbench's development questions, where anything from
half to twice as much does as well: MaxSim alone puts the answer into the first 1 / 3 / 5 sentences for
0.61 / 0.73 / 0.81 of the questions, with these 0.65 / 0.81 / 0.83."""


DAY = re.compile(r"\b(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)\b(?!\d)")
MONTH = dt.timedelta(days=31)
"""A sentence about a longer time says little about a day or month in it."""
SUPPORT = 0.55
"""Least cosine that the own words of what goes on from another question need with the sentences that answer it: "and
who *witnessed* it" is not answered by who signed. Of right answers nine in ten lie above, of wrong ones one in ten."""
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
    support: float
    """Of the words that a further part of a question brings of its own, the one that the sentence and the one before it
    hold least: its best cosine there; 1 where there are none."""
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
            + CONTEXT_WEIGHT * self.signals.context
        )


def rarity(found: int, total: int) -> float:
    """Give how much a term says that ``found`` of ``total`` documents hold (BM25's inverse document frequency)."""
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


class Weights:
    """How much each term of a question says: rare ones more (BM25's inverse document frequency).

    A date that the question states counts as one more term, as rare as can be.
    """

    def __init__(self, question: Question, documents: Callable[[str], int], total: int) -> None:
        self._terms = {term: rarity(documents(term), total) for term in question.terms}
        self._time = rarity(0, total) if any(time.stated for time in question.times) else 0.0
        self._whole = sum(self._terms.values()) + self._time

    def coverage(self, held: Callable[[str], bool], *, on_time: bool) -> float:
        """Give the share of the question's terms that are ``held``, 0..1, weighted; 0 where there are none."""
        if not self._whole:
            return 0.0
        covered = sum(weight for term, weight in self._terms.items() if held(term))
        return (covered + self._time * on_time) / self._whole


class Context:
    """Which terms of a question a passage holds, its headline and its outlet included."""

    def __init__(self, wanted: Collection[str], sentences: Sequence[str], around: str) -> None:
        self.sentences = [_term_set(sentence) for sentence in sentences]
        whole = _term_set(around).union(*self.sentences)
        self._forms = {term: _forms(term, whole) for term in wanted}

    def holds(self, term: str) -> bool:
        """Tell whether it holds a term or, for long words, one that is a letter off."""
        return bool(self._forms[term])

    def holder(self, sentence: int) -> Callable[[str], bool]:
        """Give what tells whether a sentence, by its place, holds a term."""
        found = self.sentences[sentence]
        return lambda term: not self._forms[term].isdisjoint(found)


def _forms(term: str, found: Collection[str]) -> set[str]:
    """Give the terms among those found that are this one, or for a long word a letter off."""
    forms = {term} if term in found else set()
    if len(term) >= NEAR_SPELLING and term.isalpha():
        first, least, most = term[0], len(term) - 1, len(term) + 1
        forms.update(
            other
            for other in found
            if other[0] == first
            and least <= len(other) <= most
            and DamerauLevenshtein.distance(term, other, score_cutoff=1) <= 1
        )
    return forms


def rank_evidence(
    question: Question,
    kind: Kind,
    found: Sequence[tuple[Passage, Entry, float]],
    asked: TokenVectors,
    kept: Sequence[KeptTokens],
    weights: Weights,
    about: Collection[str],
) -> list[Evidence]:
    """Give the sentences of the found passages (with their retrieval scores), best first.

    ``asked`` are the question's tokens, projected as those ``kept`` of each passage were. What cannot answer
    comes behind all that may: sentences without a number where an amount is asked for, those of another time than
    a date in the question, and those of articles, by id, that are not ``about`` its actor. Sentences beyond the
    length that the model reads are left out. Equal scores keep the passages' order.
    """
    if not found or not len(asked.spans):
        return []
    alike = Likeness(asked, kept, question.content_spans, question.own_spans)
    asked_act = premise(question.text)
    limited_only = all(time.open for time in question.times)
    wanted_terms = {*question.terms, *(term for name in question.names for term in name.terms)}
    evidence: list[Evidence] = []
    for place, (passage, entry, score) in enumerate(found):
        if not len(kept[place].sentences):
            continue
        sentences = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
        context = Context(wanted_terms, sentences, f"{entry.outlet or ''}\n{embedded_text(entry.title, '')}")
        on_time = [_on_time(question, sentence, entry.published) for sentence in sentences]
        reported = _reported(question, entry.published)
        shared = {
            "passage_maxsim": alike.passage(place),
            "context": weights.coverage(context.holds, on_time=any(on_time) or reported),
            "names": _names_share(question, context),
            "weakest": alike.weakest(place),
            "search": score,
        }
        for number, ((start, end), sentence, fits) in enumerate(
            zip(passage.sentences, sentences, on_time, strict=True)
        ):
            maxsim = alike.sentence(place, number)
            if maxsim is None:
                continue
            wanted = holds_kind(kind, sentence, question)
            timely = not question.times or fits or reported
            may_answer = entry.id in about and timely and bool(wanted or kind not in QUANTITIES)
            support = alike.support(place, number)
            may_answer = may_answer and support >= SUPPORT and (asked_act is None or bears(asked_act, sentence))
            signals = Signals(
                maxsim=maxsim,
                coverage=weights.coverage(context.holder(number), on_time=fits),
                wanted=wanted,
                on_time=0.0 if limited_only else 1.0 if fits else 0.5 * reported,
                support=support,
                **shared,
            )
            evidence.append(Evidence(passage, entry, start, end, signals, may_answer))
    return sorted(evidence, key=lambda one: (not one.may_answer, -one.score))


def _on_time(question: Question, sentence: str, published: dt.date | None) -> bool:
    """Whether a sentence speaks of a time that the question names."""
    spoken = read_dates(sentence, published) if question.times else []
    return any(
        (asked.stated and _yearless(asked.text) in sentence.lower())
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


def _names_share(question: Question, context: Context) -> float:
    if not question.names:
        return 1.0
    return sum(all(map(context.holds, name.terms)) for name in question.names) / len(question.names)
