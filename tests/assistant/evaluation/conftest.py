"""What the tests of the evaluation share: a baseline of the sample questions, and answers made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, AnsweredPart, Citation, CitedArticle, Claim, Seconds, Status
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.results import Outcome, Result, Scores
from assistant.evaluation.runs import Fingerprints, Run, article_digests, fingerprints
from index.article import Article
from index.settings import Settings
from index.snapshot import Snapshot

TEXT = "Spain pledged one billion euros on Monday. Nobody was hurt. The deal runs for ten years."
MONDAY = dt.date(2024, 5, 27)
MakeAnswer = Callable[..., Answer]
MakeResult = Callable[..., Result]
MakeRun = Callable[..., Run]


@pytest.fixture(scope="session")
def baseline(answers: list[Any], questions: QuestionSet, sample: Snapshot, sample_data_dir: Path) -> Run:
    """What every sample question comes to today."""
    return Run(
        fingerprints=fingerprints(questions, sample, Settings(data_dir=sample_data_dir)),
        articles=article_digests(sample),
        results={one.result.id: one.result for one in answers},
    )


@pytest.fixture
def own_sample(sample_data_dir: Path, tmp_path: Path) -> Path:
    """A copy of the sample's data folder, to be changed at will."""
    return Path(shutil.copytree(sample_data_dir, tmp_path / "data", symlinks=True))


@pytest.fixture(scope="session")
def article() -> Article:
    return Article(
        id="a", key="path:a", source="a.md", fingerprint="0", ingested=MONDAY, text=TEXT, published=MONDAY,
        outlet="Harbour Wire",
    )  # fmt: skip


@pytest.fixture(scope="session")
def make_answer(article: Article) -> MakeAnswer:
    """Make an answer that quotes parts of the article's text, each given as a claim or as (claim, quote)."""

    def answer(*claims: str | tuple[str, str], status: Status | None = None, **changed: Any) -> Answer:
        pairs = [(one, one) if isinstance(one, str) else one for one in claims]
        cited = CitedArticle(
            **article.model_dump(include={"id", "title", "outlet", "byline", "url", "published", "ingested"}),
            path="a.md",
            published_from=None,
        )
        starts = [max(article.text.find(quote), 0) for _, quote in pairs]
        given: dict[str, Any] = {
            "question": "?",
            "standalone_question": "?",
            "as_of": None,
            "status": status or (Status.ANSWERED if claims else Status.NOT_FOUND),
            "text": " ".join(claim for claim, _ in pairs),
            "claims": tuple(Claim(text=claim, citations=(place,)) for place, (claim, _) in enumerate(pairs, 1)),
            "citations": tuple(
                Citation(number=place, quote=quote, start=start, end=start + len(quote), article=cited)
                for place, ((_, quote), start) in enumerate(zip(pairs, starts, strict=True), 1)
            ),
            "parts": (AnsweredPart(text="what", status=Status.ANSWERED if claims else Status.NOT_FOUND),),
            "passages": (),
            "probability": 1.0,
            "snapshot": "s",
            "seconds": Seconds(retrieve=0, rank=0, total=0),
        }
        return Answer.model_validate(given | changed)

    return answer


@pytest.fixture(scope="session")
def make_result() -> MakeResult:
    """Make a result of which only what is given matters."""

    def result(name: str, outcome: Outcome = Outcome.RIGHT, score: float | None = None, **changed: Any) -> Result:
        worth = float(outcome is Outcome.RIGHT) if score is None else score
        declined = outcome is Outcome.WRONGLY_DECLINED
        given = {
            "id": name,
            "question": f"{name}?",
            "digest": "d",
            "outcome": outcome,
            "scores": Scores(answer=worth),
            "status": Status.NOT_FOUND if declined else Status.ANSWERED,
            "read_as": f"{name}?",
            "text": outcome,
        }
        return Result.model_validate(given | changed)

    return result


@pytest.fixture(scope="session")
def make_run() -> MakeRun:
    """Make a run of some results."""

    def run(*results: Result, articles: dict[str, str] | None = None, **changed: Any) -> Run:
        marks = {
            "collection": "test",
            "snapshot": "s",
            "model": "m",
            "settings": {"answer_threshold": 0.5},
            "questions": "q",
            "weights": {},
            "code": "c",
            "scoring": "d",
        }
        return Run(
            fingerprints=Fingerprints.model_validate(marks | changed),
            articles={"a": "1"} if articles is None else articles,
            results={one.id: one for one in results},
        )

    return run
