"""The hybrid search as a llama-index retriever, for use in anybody's llama-index pipeline.

It is kept apart from the search because llama-index takes two seconds to import, which an answer need not wait for.
"""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.article import Passage
from index.encoder import Encoder
from index.filters import Filters
from index.search import Found, search
from index.snapshot import Snapshot


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
        found = search(
            self._snapshot, self._encoder, query_bundle.query_str, self._filters, top=self._top, weight=self._weight
        )
        return [_node(one) for one in found]


def passage_of(node: NodeWithScore) -> Passage:
    """Give the passage that a node stands for."""
    return Passage(text=node.node.get_content(), **node.node.metadata)


def _node(found: Found) -> NodeWithScore:
    passage, score = found
    metadata = passage.model_dump(exclude={"text"})
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )
    return NodeWithScore(node=node, score=score)
