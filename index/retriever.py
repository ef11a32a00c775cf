"""Hybrid retrieval: vectors and keywords, fused, as a llama-index retriever."""

from __future__ import annotations

from collections.abc import Iterable

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.article import Passage
from index.encoder import Encoder
from index.filters import Filters
from index.snapshot import Snapshot
from index.terms import content_terms, terms

POOL = 100
"""Passages taken from each search before fusing: more changes nothing on newsbench."""

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


class HybridRetriever(BaseRetriever):
    """Finds the passages of a snapshot that a question is about, within some limits.

    Each node's text is the passage's; its metadata holds ``article_id``, ``ordinal``, ``start``,
    ``end`` and ``sentences`` (see ``Passage``), and its score is the fused one, 0..1.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        filters: Filters | None = None,
        *,
        top: int = 20,
        weight: float = 0.5,
    ) -> None:
        """Search for ``top`` passages; ``weight`` is that of vectors beside keywords, 0..1."""
        snapshot.require_model(encoder.name)
        self._snapshot = snapshot
        self._encoder = encoder
        self._filters = filters or Filters()
        self._top = top
        self._weight = weight
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        allowed = self._snapshot.allowed(self._filters) if self._filters else None
        if allowed == []:
            return []
        vector = self._encoder.question(question)
        wanted = content_terms(question) or terms(question)
        fused = fuse(
            [
                (self._snapshot.nearest(vector, POOL, allowed), self._weight),
                (self._snapshot.keywords(wanted, POOL, allowed), 1.0 - self._weight),
            ]
        )[: self._top]
        passages = self._snapshot.passages([passage for passage, _ in fused])
        return [_node(passage, score) for passage, (_, score) in zip(passages, fused, strict=True)]


def passage_of(node: NodeWithScore) -> Passage:
    """Give the passage that a node stands for."""
    return Passage(text=node.node.get_content(), **node.node.metadata)


def _node(passage: Passage, score: float) -> NodeWithScore:
    metadata = passage.model_dump(exclude={"text"})
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )
    return NodeWithScore(node=node, score=score)
