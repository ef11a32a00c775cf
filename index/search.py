"""Hybrid search: vectors and keywords, fused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.article import Passage
from index.encoder import Encoder
from index.filters import Filters
from index.snapshot import Snapshot
from index.terms import content_terms, terms

POOL = 100
"""Passages taken from each search before fusing: more changes nothing on newsbench."""


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
) -> list[Found]:
    """Give the ``top`` passages that a question is about, best first, within some limits.

    ``weight`` is that of vectors beside keywords, 0..1. Raises ``ModelMismatch`` for another encoder than
    the snapshot was made with.
    """
    snapshot.require_model(encoder.name)
    allowed = snapshot.allowed(filters) if filters else None
    if allowed == [] or not question.strip():
        return []
    vector = encoder.question(question)
    wanted = content_terms(question) or terms(question)
    fused = fuse(
        [
            (snapshot.nearest(vector, POOL, allowed), weight),
            (snapshot.keywords(wanted, POOL, allowed), 1.0 - weight),
        ]
    )[:top]
    passages = snapshot.passages([passage for passage, _ in fused])
    return [Found(passage, score) for passage, (_, score) in zip(passages, fused, strict=True)]
