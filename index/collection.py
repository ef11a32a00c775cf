"""The Chroma collection: the record of every article, and the nearest passages to a vector.

Passages tile their article's text, and the first one carries the article's fields, so an article is
rebuilt from its passages alone.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from index.article import Article, Passage, passage_id
from index.encoder import Vectors

NAME = "passages"
GRAPH: Any = {"space": "cosine", "ef_search": 300}
"""With Chroma's own ef_search of 100 a search for 100 passages misses 5 of them among 66,000, with this 1, and
takes 1.9 ms for 1.5."""
WRITING = {"hnsw": {"sync_threshold": 10_000}}
"""While many passages are added, Chroma writes its graph out this often; each time costs seconds."""
SETTLING = {"hnsw": {"sync_threshold": 2, "batch_size": 2}}
"""Makes Chroma write the graph out at once: what it has not written out, every reader would insert
again at opening, in another random graph each time and hence with other neighbours."""


PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds to wait before a change that found the database locked is tried again."""
OPENING = threading.Lock()
"""Chroma keeps its clients in a table by path, which two threads must not change at once."""


class Collection:
    """A Chroma store in a folder. One process writes it, before anyone reads it."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the store; ``create`` makes one where there is none yet, else Chroma's error is raised."""
        self._path = path
        self._open(create=create)

    def _open(self, *, create: bool = False) -> None:
        import chromadb  # noqa: PLC0415 - 0.7 s that a command without a collection need not wait for
        from chromadb.config import Settings as ChromaSettings  # noqa: PLC0415 - idem

        settings = ChromaSettings(anonymized_telemetry=False)
        with OPENING:
            self._client: Any = chromadb.PersistentClient(str(self._path), settings=settings)
        try:
            if create:
                self._passages: Any = self._client.get_or_create_collection(
                    NAME, embedding_function=None, configuration={"hnsw": GRAPH}
                )
            else:
                self._passages = self._client.get_collection(NAME, embedding_function=None)
        except BaseException:
            self.close()
            raise
        self._batch = self._client.get_max_batch_size()

    def close(self) -> None:
        """Let go of the store's files."""
        with OPENING:
            self._client.close()

    def count(self) -> int:
        """Give the number of passages."""
        return int(self._passages.count())

    def begin(self) -> None:
        """Make ready for many changes."""
        self._write(self._passages.modify, configuration=WRITING)

    def settle(self, passage: str) -> None:
        """Write everything out, so that every later opening is quick and finds the same neighbours.

        ``passage`` is the id of any one in the collection: touching it makes Chroma write.
        """
        self._write(self._passages.modify, configuration=SETTLING)
        for _ in range(2):  # the first opening under the new setting writes out, the second finds nothing to do
            self.close()
            self._open()
            one = self._passages.get(ids=[passage], include=["embeddings"])
            self._write(self._passages.upsert, ids=one["ids"], embeddings=one["embeddings"])
            self._passages.query(query_embeddings=one["embeddings"], n_results=1, include=[])

    def add(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add an article: its passages with their vectors, shape (passages, dimensions)."""
        self.add_all([(article, passages, vectors)])

    def add_all(self, articles: Iterable[tuple[Article, Sequence[Passage], Vectors]]) -> None:
        """Add articles in as few calls as Chroma's batch size allows."""
        rows = (
            (passage, _metadata(article, passage), vector)
            for article, passages, vectors in articles
            for passage, vector in zip(passages, vectors, strict=True)
        )
        while batch := list(islice(rows, self._batch)):
            self._write(
                self._passages.add,
                ids=[passage.id for passage, _, _ in batch],
                documents=[passage.text for passage, _, _ in batch],
                metadatas=[metadata for _, metadata, _ in batch],
                embeddings=[vector for _, _, vector in batch],
            )

    def remove(self, article_id: str, passages: int) -> None:
        """Remove an article of so many passages."""
        ids = [passage_id(article_id, ordinal) for ordinal in range(passages)]
        for start in range(0, len(ids), self._batch):
            self._write(self._passages.delete, ids=ids[start : start + self._batch])

    def set_carriers(self, article: Article) -> None:
        """Take over who else carries an article; nothing else of it may be new."""
        first = self.passages([passage_id(article.id, 0)])
        self._write(self._passages.update, ids=[first[0].id], metadatas=[_metadata(article, first[0])])

    def _write(self, change: Callable[..., Any], **given: Any) -> None:
        """Change something; Chroma's own threads may hold its database for a moment."""
        for pause in (*PAUSES, None):
            try:
                change(**given)
            except Exception as error:
                if pause is None or "database is locked" not in str(error):
                    raise
                time.sleep(pause)
            else:
                return

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Give passages by id, in the order asked for."""
        if not ids:  # Chroma refuses to give nothing
            return []
        found = self._passages.get(ids=list(ids), include=["documents", "metadatas"])
        by_id = {
            one: _passage(text, metadata)
            for one, text, metadata in zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        }
        return [by_id[one] for one in ids]

    def article(self, article_id: str, passages: int) -> Article:
        """Rebuild an article of so many passages."""
        ids = [passage_id(article_id, ordinal) for ordinal in range(passages)]
        found = self._passages.get(ids=ids, include=["documents", "metadatas"])
        order = sorted(range(len(ids)), key=lambda place: found["metadatas"][place]["ordinal"])
        fields = json.loads(found["metadatas"][order[0]]["article"])
        return Article(**fields, text="".join(found["documents"][place] for place in order))

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Give the ids of the passages nearest to a vector, best first, with their cosine."""
        found = self._passages.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return [(one, 1.0 - far) for one, far in zip(found["ids"][0], found["distances"][0], strict=True)]


def _metadata(article: Article, passage: Passage) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "article_id": article.id,
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
        "sentences": " ".join(f"{start}-{end}" for start, end in passage.sentences),
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published and article.published.isoformat(),
    }
    if passage.ordinal == 0:
        metadata["article"] = article.model_dump_json(exclude={"text"})
    return {name: value for name, value in metadata.items() if value is not None}


def _passage(text: str, metadata: dict[str, Any]) -> Passage:
    sentences = [one.split("-") for one in str(metadata["sentences"]).split()]
    return Passage(
        article_id=metadata["article_id"],
        ordinal=metadata["ordinal"],
        start=metadata["start"],
        end=metadata["end"],
        text=text,
        sentences=tuple((int(start), int(end)) for start, end in sentences),
    )
