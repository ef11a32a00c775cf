"""What the assistant's tests share: ranked sentences, small collections, and the evaluation questions' answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.evidence import Evidence, Weights, rank_evidence
from assistant.question import understand
from index.article import Article, Passage
from index.catalog import Entry
from index.encoder import Encoder, TokenVectors, Vectors
from index.filters import Filters
from index.settings import Settings
from index.snapshot import Snapshot, SnapshotStore
from index.terms import terms
from index.writer import SnapshotWriter, embedded_text
from ingest.intake import Outcome, ingest
from ingest.splitting import split_passages

ROOT = Path(__file__).resolve().parents[2]
INGESTED = dt.date(2025, 1, 17)
WORDS = 120

Asked = dict[str, Any]
"""One entry of eval_questions.yaml."""
Rank = Callable[..., list[Evidence]]
Build = Callable[[Mapping[str, str]], Assistant]


class Remembering:
    """The packaged model, which keeps the token vectors of passages: the sample's few come back in every question."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._kept: dict[str, TokenVectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.passages(texts)

    def question(self, text: str) -> Vectors:
        return self._encoder.question(text)

    def question_tokens(self, text: str) -> TokenVectors:
        return self._encoder.question_tokens(text)

    def passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._encoder.passage_tokens(new), strict=True))
        return [self._kept[text] for text in texts]


@dataclass(frozen=True)
class Asking:
    """A question of eval_questions.yaml and what was answered."""

    asked: Asked
    filters: Filters
    answer: Answer


@pytest.fixture(scope="session")
def remembering(encoder: Encoder) -> Encoder:
    """The packaged model with a memory, for tests that ask many questions."""
    return Remembering(encoder)


@pytest.fixture(scope="session")
def quick(sample_data_dir: Path, remembering: Encoder) -> Iterator[Assistant]:
    """An assistant that has read the sample articles and remembers their vectors."""
    one = Assistant(Settings(data_dir=sample_data_dir), encoder=remembering)
    yield one
    one.close()


@pytest.fixture(scope="session")
def questions() -> list[Asked]:
    """The questions about the sample articles."""
    held: list[Asked] = yaml.safe_load((ROOT / "eval_questions.yaml").read_text(encoding="utf-8"))["questions"]
    return held


@pytest.fixture(scope="session")
def answers(quick: Assistant, questions: list[Asked]) -> list[Asking]:
    """Every question about the sample articles, asked once."""
    asked = []
    for one in questions:
        filters = Filters(as_of=one.get("as_of"))
        asked.append(Asking(one, filters, quick.ask(one["question"], filters=filters)))
    return asked


@pytest.fixture(scope="session")
def sample(sample_store: SnapshotStore) -> Iterator[Snapshot]:
    """The snapshot of the sample articles."""
    with sample_store.open() as snapshot:
        yield snapshot


@pytest.fixture(scope="session")
def build(
    encoder: Encoder, converted_models: Path, _own_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    """Ingest files, given as names and contents, and give an assistant that has read them."""
    opened: list[Assistant] = []

    def of(files: Mapping[str, str]) -> Assistant:
        folder = tmp_path_factory.mktemp("collection")
        data_dir = folder / "data"
        data_dir.mkdir()
        (data_dir / "models").symlink_to(converted_models)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
        settings = Settings(data_dir=data_dir)
        with SnapshotWriter(SnapshotStore(data_dir), encoder) as writer:
            report = ingest([folder / name for name in files], writer, settings)
        assert report.counts[Outcome.ADDED] + report.counts[Outcome.DUPLICATE] == len(files), report
        opened.append(Assistant(settings, encoder=encoder))
        return opened[-1]

    yield of
    for one in opened:
        one.close()


def entry_of(article: Article, passages: int) -> Entry:
    return Entry(
        id=article.id,
        key=article.key,
        source=article.source,
        fingerprint=article.fingerprint,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        characters=len(article.text),
        passages=passages,
        story=1,
    )


@pytest.fixture(scope="session")
def write() -> Callable[..., Article]:
    """Make an article of a text and the fields given."""

    def article(text: str, **fields: Any) -> Article:
        named = {"id": "a", "key": "path:a", "source": "a.md", "fingerprint": "0", "ingested": INGESTED, **fields}
        return Article(text=text, **named)

    return article


@pytest.fixture(scope="session")
def rank(remembering: Encoder, write: Callable[..., Article]) -> Rank:
    """Rank the sentences of texts (or of articles) for a question, with the real model."""

    def of(asked: str, *sources: str | Article) -> list[Evidence]:
        found: list[tuple[Passage, Entry, float]] = []
        for place, source in enumerate(sources):
            article = source if isinstance(source, Article) else write(source, id=f"a{place}")
            passages = split_passages(article.id, article.text, WORDS)
            found.extend((passage, entry_of(article, len(passages)), 0.5) for passage in passages)
        held = [set(terms(embedded_text(entry.title, passage.text))) for passage, entry, _ in found]
        question = understand(asked)
        ids = {entry.id for _, entry, _ in found}
        weights = Weights(question, lambda term: sum(term in one for one in held), len(held))
        return rank_evidence(question, question.parts[0].kind, found, remembering, weights, ids)

    return of
