"""Hybrid search: vectors and keywords, fused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from index.article import Passage, article_of
from index.encoder import Encoder
from index.filters import Filters
from index.snapshot import Snapshot
from index.terms import content_terms, terms

POOL = 100
"""Passages taken from each search before fusing: more changes nothing on newsbench."""
FRESH_WEIGHT = 0.3
"""What the news of the very day gains on old news when the day of the question is known, beside the 1 that both
searches together give. Nine in ten questions of newsbench's quizzes are about the week before they were asked.
Long after all articles nothing gains anything, and the order is that of the searches."""
HALF_LIFE = dt.timedelta(days=14)
"""Days in which news loses half of that. Anything from a week to a month does as well."""


class Found(NamedTuple):
    """A passage that search found, with its fused score, 0..1."""

    passage: Passage
    score: float


Ranking = list[tuple[str, float]]
"""Passage ids with scores, best first."""


def fuse(rankings: Iterable[tuple[Ranking, float]]) -> Ranking:
    """Fuse weighted rankings: each one's scores are brought to 0..1, weighted and added.

    Min-max fusion as in Fox and Shaw's CombSUM (TREC-2, 1994) after normalising. On newsbench's
    development questions, MRR@10 of articles: vectors 0.631, keywords 0.649, reciprocal ranks
    (k = 60) 0.718, this 0.724. Equal scores are ordered by id.
    """
    fused: dict[str, float] = {}
    for ranking, weight in rankings:
        if not ranking:
            continue
        scores = [score for _, score in ranking]
        lowest, spread = min(scores), max(scores) - min(scores)
        for passage, score in ranking:
            fused[passage] = fused.get(passage, 0.0) + weight * ((score - lowest) / spread if spread else 1.0)
    return sorted(fused.items(), key=lambda hit: (-hit[1], hit[0]))


def search(
    snapshot: Snapshot,
    encoder: Encoder,
    question: str,
    filters: Filters | None = None,
    *,
    top: int = 20,
    weight: float = 0.5,
    day: dt.date | None = None,
) -> list[Found]:
    """Give the ``top`` passages that a question is about, best first, within some limits.

    ``weight`` is that of vectors beside keywords, 0..1. A question that is asked on a ``day`` is more likely about
    the news of the days before it: see ``FRESH_WEIGHT``. Raises ``ModelMismatch`` for another encoder than the
    snapshot was made with.
    """
    snapshot.require_model(encoder.name)
    filters = filters or Filters()
    allowed = snapshot.allowed(filters) if filters else None
    if allowed is not None and len(allowed) == len(snapshot.entries):
        allowed = None
    if (allowed is not None and not allowed) or not question.strip():
        return []
    vector = encoder.question(question)
    wanted = content_terms(question) or terms(question)
    near, named = snapshot.nearest(vector, POOL, allowed), snapshot.keywords(wanted, POOL, allowed)
    if day:
        fresh = snapshot.allowed(filters.within(day - HALF_LIFE, day))
        near = _joined(near, snapshot.nearest(vector, POOL, fresh))
        named = _joined(named, snapshot.keywords(wanted, POOL, fresh))
    fused = fuse([(near, weight), (named, 1.0 - weight)])
    if day:
        entries = snapshot.entries
        gained = (FRESH_WEIGHT * freshness(entries[article_of(one)].published, day) for one, _ in fused)
        fused = [(one, (score + more) / (1.0 + FRESH_WEIGHT)) for (one, score), more in zip(fused, gained, strict=True)]
        fused.sort(key=lambda hit: (-hit[1], hit[0]))
    del fused[top:]
    passages = snapshot.passages([passage for passage, _ in fused])
    return [Found(passage, score) for passage, (_, score) in zip(passages, fused, strict=True)]


def freshness(published: dt.date | None, day: dt.date) -> float:
    """Give how fresh news was on a day: 1 on the day itself, half for each ``HALF_LIFE`` before it, 0 undated."""
    return 0.5 ** ((day - published) / HALF_LIFE) if published and published <= day else 0.0


def _joined(ranking: Ranking, other: Ranking) -> Ranking:
    return list({**dict(ranking), **dict(other)}.items())
