"""Witnesses for a statement: the sentences of a snapshot that may bear it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from assistant.dates import TimeExpression, read_dates
from assistant.evidence import AFTER, Evidence, rarity
from assistant.likeness import Likeness
from assistant.verification import Statement, Witness
from assistant.when import BARE, FINE, LEAD, WEEK
from index.article import Passage, passage_id
from index.embedding import token_spans
from index.encoder import Encoder
from index.filters import Filters
from index.search import Found, search
from index.settings import Settings
from index.snapshot import Snapshot
from index.terms import terms

MOST = 30
"""Sentences that are compared piece by piece, from the most alike on."""
DAYS = 2
"""Times of a statement among whose news it is searched once more."""
SMALLEST = 1000
"""Passages from which counting tells how rare a word is; a few articles on one subject hold none that is common."""
SAMPLE = 20
"""Passages that show whether a word is a name."""
LONGEST = 2000
"""Characters of a statement that are searched for; the model reads fewer."""


class Heard(NamedTuple):
    """A witness, and the place in an article where it stands."""

    witness: Witness
    evidence: Evidence


class Hearing:
    """Calls the witnesses of one snapshot. Holds what it learnt of the articles, so use one for a whole draft."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, settings: Settings, filters: Filters) -> None:
        self._snapshot = snapshot
        self._encoder = encoder
        self._settings = settings
        self._filters = filters
        self.weigh = cache(self._weigh)
        """Gives how rare a term is (BM25's inverse document frequency)."""
        self.common = cache(self._common)
        """Tells whether a word that opens a sentence is a common one."""
        self._day = cache(self._reported_day)

    def call(self, statement: Statement, *, about: str = "") -> list[Heard]:
        """Give the sentences that may bear a statement, the most alike first; ``about`` says of whom it speaks."""
        asked = f"{statement.text} {about}".strip()[:LONGEST]
        found = self._search(asked, statement)
        if not found:
            return []
        tokens = self._snapshot.projected(self._encoder.question_tokens(asked))
        if not len(tokens.spans):
            return []
        passages = [one.passage for one in found]
        likeness = Likeness(tokens, self._snapshot.tokens(passages), [(one.start, one.end) for one in statement.words])
        places = [(place, number) for place, passage in enumerate(passages) for number in range(len(passage.sentences))]
        alike = {at: score for at in places if (score := likeness.sentence(*at)) is not None}
        best = sorted(alike, key=lambda at: -alike[at])[:MOST]
        return [self._heard(passages[place], number, place, likeness) for place, number in best]

    def _heard(self, passage: Passage, number: int, place: int, likeness: Likeness) -> Heard:
        start, end = passage.sentences[number]
        entry = self._snapshot.entries[passage.article_id]
        text = passage.text[start - passage.start : end - passage.start]
        witness = Witness(
            text=text,
            published=entry.published,
            around=f"{entry.title or ''}\n{entry.outlet or ''}\n{passage.text[: start - passage.start]}",
            article=entry.id,
            likeness=likeness.words(place, number),
            nearest=lambda: likeness.nearest(
                place, number, text, token_spans(self._encoder, entry.title, passage) - start
            ),
            before=lambda: self._snapshot.article(entry.id).text[:start],
            whole=lambda: self._snapshot.article(entry.id).text,
            day=lambda: self._day(entry.id),
        )
        return Heard(witness, Evidence(passage, entry, start, end, BARE))

    def _search(self, asked: str, statement: Statement) -> list[Found]:
        """Find passages: by the words, and once more among the news of each day that a statement names."""
        top, weight = self._settings.passages, self._settings.vector_weight
        times = [one for one in statement.times if one.grain in FINE][:DAYS]
        days = [(one.first, one.last) for one in times if one.first and one.last]
        limits = [self._filters, *(self._filters.within(first, last + AFTER) for first, last in days if last < FAR)]
        counts = [top, *(top // 2 for _ in days)]
        found: dict[str, Found] = {}
        for one in chain.from_iterable(
            search(self._snapshot, self._encoder, asked, within, top=count, weight=weight)
            for within, count in zip(limits, counts, strict=False)
        ):
            found.setdefault(one.passage.id, one)
        return list(found.values())

    def _weigh(self, term: str) -> float:
        return rarity(self._snapshot.documents(term), max(self._snapshot.manifest.passages, SMALLEST))

    def _common(self, word: str) -> bool:
        """Whether articles mostly write a word small: "Screeners", which opens a sentence, is nobody's name."""
        found = self._snapshot.keywords(terms(word), SAMPLE)
        text = "\n".join(one.text for one in self._snapshot.passages([place for place, _ in found]))
        small = re.findall(rf"\b{re.escape(word.lower())}\b", text)
        large = re.findall(rf"(?<=[a-z,] ){re.escape(word)}\b", text)
        return len(small) > len(large)

    def _reported_day(self, article: str) -> TimeExpression | None:
        """Give the day that an article reports on: the first that its head names within the week before it."""
        published = self._snapshot.entry(article).published
        if published is None:
            return None
        for sentence in self._head(article):
            for one in read_dates(sentence, published):
                if one.grain == "day" and one.first and published - WEEK < one.first <= published:
                    return one
        return None

    def _head(self, article: str) -> Sequence[str]:
        (first,) = self._snapshot.passages([passage_id(article, 0)])
        return [first.text[start - first.start : end - first.start] for start, end in first.sentences[:LEAD]]


FAR = dt.date.max - AFTER
"""Beyond it no news was reported."""
