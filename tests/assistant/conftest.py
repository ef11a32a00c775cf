"""What the assistant's tests share: ranked sentences, small collections, and the evaluation questions' answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.evaluation.asking import Examiner
from assistant.evaluation.questions import QUESTIONS, QuestionSet, read_questions
from assistant.evaluation.results import Result, trace_of
from assistant.evidence import Evidence, Weights, rank_evidence
from assistant.question import understand
from index.article import Article, Passage
from index.catalog import Entry
from index.embedding import embedded_text, read_tokens
from index.encoder import Encoder, TokenVectors
from index.filters import Filters
from index.rows import project
from index.settings import Settings
from index.snapshot import Snapshot, SnapshotStore
from index.terms import terms
from index.writer import SnapshotWriter
from ingest.intake import Outcome, ingest
from ingest.splitting import split_passages

ROOT = Path(__file__).resolve().parents[2]
INGESTED = dt.date(2025, 1, 17)
WORDS = 120

Rank = Callable[..., list[Evidence]]
Build = Callable[[Mapping[str, str]], Assistant]


@dataclass(frozen=True)
class Asking:
    """The limits of a question of eval_questions.yaml, what was answered, and what that came to."""

    filters: Filters
    answer: Answer
    result: Result


@pytest.fixture(scope="session")
def quick(sample_data_dir: Path, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant that has read the sample articles."""
    one = Assistant(Settings(data_dir=sample_data_dir), encoder=encoder)
    yield one
    one.close()


@pytest.fixture(scope="session")
def questions() -> QuestionSet:
    """The questions about the sample articles."""
    return read_questions(ROOT / QUESTIONS)


@pytest.fixture(scope="session")
def answers(quick: Assistant, questions: QuestionSet, sample: Snapshot) -> list[Asking]:
    """Every question about the sample articles, asked once."""
    examiner = Examiner(quick, sample, questions.weights)
    asked = []
    for one in questions.asked:
        answer, findings = quick.trace(one.question, filters=one.limits, history=one.history)
        asked.append(Asking(one.limits, answer, examiner.judged(one, answer, trace_of(findings))))
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
        ingested=article.ingested,
        characters=len(article.text),
        passages=passages,
        story=1,
        digest=article.id,
    )


@pytest.fixture(scope="session")
def write() -> Callable[..., Article]:
    """Make an article of a text and the fields given."""

    def article(text: str, **fields: Any) -> Article:
        named = {"id": "a", "key": "path:a", "source": "a.md", "fingerprint": "0", "ingested": INGESTED, **fields}
        return Article(text=text, **named)

    return article


@pytest.fixture(scope="session")
def rank(encoder: Encoder, write: Callable[..., Article]) -> Rank:
    """Rank the sentences of texts (or of articles) for a question, with the real model."""

    def of(asked: str, *sources: str | Article) -> list[Evidence]:
        found: list[tuple[Passage, Entry, float]] = []
        for place, source in enumerate(sources):
            article = source if isinstance(source, Article) else write(source, id=f"a{place}")
            passages = split_passages(article.id, article.text, WORDS)
            found.extend((passage, entry_of(article, len(passages)), 0.5) for passage in passages)
        kept = [read_tokens(encoder, entry.title, passage, encoder.basis) for passage, entry, _ in found]
        held = [set(terms(embedded_text(entry.title, passage.text))) for passage, entry, _ in found]
        question = understand(asked)
        ids = {entry.id for _, entry, _ in found}
        weights = Weights(question, lambda term: sum(term in one for one in held), len(held))
        tokens = encoder.question_tokens(question.text)
        asked_for = TokenVectors(project(tokens.vectors, encoder.basis), tokens.spans)
        return rank_evidence(question, question.parts[0].kind, found, asked_for, kept, weights, ids)

    return of
