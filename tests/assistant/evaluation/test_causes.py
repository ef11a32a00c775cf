"""Causes: things are broken on purpose, and each must be found where it was broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import assistant.assistant
import assistant.citations
import assistant.inquiry
from assistant.answer import Edit
from assistant.evaluation.causes import Cause, Stage
from assistant.evaluation.comparison import Direction
from assistant.evaluation.evaluation import Evaluated, evaluate
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.results import Outcome
from assistant.evaluation.runs import Run
from assistant.evidence import Evidence, rank_evidence
from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import ingest

ROOT = Path(__file__).resolve().parents[3]
PLEDGE = "spain-pledge-and-when"
DECLINED = "cyclone-chido"
Evaluate = Callable[..., Evaluated]


@pytest.fixture
def again(own_sample: Path, questions: QuestionSet, baseline: Run, encoder: Encoder) -> Evaluate:
    """Ask some questions anew, with some settings changed, and compare them with the baseline."""

    def of(*only: str, **settings: Any) -> Evaluated:
        chosen = Settings(data_dir=own_sample, **settings)
        return evaluate(chosen, questions, only=only, baseline=baseline, encoder=encoder)

    return of


@pytest.fixture
def rewrite(own_sample: Path, tmp_path: Path, encoder: Encoder) -> Callable[[str, str, str], None]:
    """Change words of a sample article and take it in again."""

    def change(name: str, old: str, new: str) -> None:
        with SnapshotStore(own_sample).open() as snapshot:
            source = next(one.source for one in snapshot.entries.values() if one.source.endswith(name))
        text = Path(source).read_text(encoding="utf-8")
        assert old in text
        folder = tmp_path / "changed"
        folder.mkdir()
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        with SnapshotWriter(SnapshotStore(own_sample), encoder) as writer:
            report = ingest([folder / name], writer, Settings(data_dir=own_sample))
        assert report.snapshot

    return change


def cause_of(evaluated: Evaluated, name: str) -> Cause:
    assert evaluated.comparison
    assert evaluated.is_worse
    assert name in {one.id for one in evaluated.comparison.failing}
    return evaluated.causes[name]


def right(baseline: Run, *, answered: bool = True) -> Iterator[str]:
    for one in baseline.results.values():
        if one.outcome is Outcome.RIGHT and bool(one.quotes) is answered:
            yield one.id


def test_nothing_changed_is_no_worse(again: Evaluate, baseline: Run) -> None:
    evaluated = again(*list(right(baseline))[::12])
    assert evaluated.comparison
    assert evaluated.comparison.changes == ()
    assert not evaluated.is_worse


def test_fewer_passages_are_retrieval(again: Evaluate, baseline: Run) -> None:
    """A question whose passage is found third or later, and two are searched."""
    late = [
        name
        for name in right(baseline)
        if (rank := baseline.results[name].scores.reciprocal_rank) is not None and rank <= 1 / 3
    ]
    assert late
    evaluated = again(*late, passages=2)
    assert evaluated.comparison
    assert evaluated.comparison.failing
    for one in evaluated.comparison.failing:
        cause = evaluated.causes[one.id]
        assert cause.stage is Stage.RETRIEVAL, (one.id, cause)
        assert cause.settings == ("passages was 20, is 2",)
        assert any("on the old passages: right, as before" in line for line in cause.replays)


def test_a_worse_fusion_weight_is_retrieval(again: Evaluate, baseline: Run) -> None:
    """Few passages are searched, so that their order matters on a small collection."""
    asked = [name for name in right(baseline) if (baseline.results[name].scores.reciprocal_rank or 1.0) < 1]
    before = again(*asked, passages=3).run.results
    evaluated = again(*asked, passages=3, vector_weight=0.0)
    broken = [
        name
        for name, one in evaluated.run.results.items()
        if before[name].outcome is Outcome.RIGHT and one.outcome is not Outcome.RIGHT
    ]
    assert broken
    for name in broken:
        assert cause_of(evaluated, name).stage is Stage.RETRIEVAL, name


def test_a_dropped_article_is_the_article(again: Evaluate, own_sample: Path, encoder: Encoder) -> None:
    with SnapshotWriter(SnapshotStore(own_sample), encoder) as writer:
        assert writer.base
        writer.remove(
            next(one for one in writer.base.entries.values() if one.source.endswith("prado-security-deal.md"))
        )
        writer.publish()
    evaluated = again("prado-runs-how-long")
    cause = cause_of(evaluated, "prado-runs-how-long")
    assert cause.stage is Stage.ARTICLE
    assert cause.said.endswith("is gone")
    assert "prado-signs" in cause.said


def test_a_changed_sentence_is_the_article(again: Evaluate, rewrite: Callable[[str, str, str], None]) -> None:
    rewrite("prado-security-deal.md", "The deal runs for four years.", "The deal runs for some years.")
    cause = cause_of(again("prado-runs-how-long"), "prado-runs-how-long")
    assert cause.stage is Stage.ARTICLE
    assert "“The deal runs for four years.”" in cause.said
    assert "“The deal runs for some years.”" in cause.said


def test_a_sentence_that_only_moved_is_no_cause(again: Evaluate, rewrite: Callable[[str, str, str], None]) -> None:
    rewrite(
        "prado-security-deal.md",
        "The Prado Museum in Madrid",
        "It rained in Madrid on that day. The Prado Museum in Madrid",
    )
    cause = cause_of(again("prado-runs-how-long", answer_threshold=1.0), "prado-runs-how-long")
    assert cause.stage is Stage.JUDGEMENT
    assert cause.settings == ("answer_threshold was 0.5, is 1.0",)


def test_a_setting_that_changes_how_a_follow_up_is_read_is_named(again: Evaluate) -> None:
    evaluated = again("follow-up", answer_threshold=1.0)
    readings = [one for one in evaluated.causes.values() if one.stage is Stage.READING]
    assert readings
    assert all(one.settings == ("answer_threshold was 0.5, is 1.0",) for one in readings)


def test_a_threshold_that_answers_everything_is_judgement(again: Evaluate) -> None:
    cause = cause_of(again(DECLINED, answer_threshold=0.0), DECLINED)
    assert cause.stage is Stage.JUDGEMENT
    assert cause.settings == ("answer_threshold was 0.5, is 0.0",)
    assert "(threshold 0.5), now" in cause.said


def test_a_threshold_that_answers_nothing_is_judgement(again: Evaluate) -> None:
    assert cause_of(again(PLEDGE, answer_threshold=1.0), PLEDGE).stage is Stage.JUDGEMENT


def test_a_wrong_digit_that_is_let_through_is_verification(again: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(quote: str) -> tuple[str, tuple[Edit, ...]]:
        return quote.replace("one billion", "two billion"), ()

    monkeypatch.setattr(assistant.citations, "trim", careless)
    monkeypatch.setattr(assistant.citations, "bears", lambda *_: True)
    evaluated = again(PLEDGE)
    assert [one.id for one in evaluated.comparison.invalid] == [PLEDGE] if evaluated.comparison else False
    cause = cause_of(evaluated, PLEDGE)
    assert cause.stage is Stage.VERIFICATION
    assert "two billion" in cause.said


def test_a_verifier_that_passes_nothing_is_verification(again: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.citations, "bears", lambda *_: False)
    cause = cause_of(again(PLEDGE), PLEDGE)
    assert cause.stage is Stage.VERIFICATION
    assert "held back" in cause.said


def test_another_order_of_sentences_is_ranking(again: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    def backwards(*given: Any) -> list[Evidence]:
        return rank_evidence(*given)[::-1]

    monkeypatch.setattr(assistant.inquiry, "rank_evidence", backwards)
    cause = cause_of(again("prado-runs-how-long"), "prado-runs-how-long")
    assert cause.stage is Stage.RANKING


def test_another_choice_of_the_same_order_is_composition(again: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    def third(evidence: Sequence[Evidence], *_: Any, **__: Any) -> list[Evidence]:
        return [evidence[2]]

    monkeypatch.setattr(assistant.inquiry, "choose", third)
    cause = cause_of(again("prado-runs-how-long"), "prado-runs-how-long")
    assert cause.stage is Stage.COMPOSITION


def test_a_question_read_otherwise_is_reading(again: Evaluate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.assistant, "standalone", lambda *_: "Who resigned?")
    cause = cause_of(again(PLEDGE), PLEDGE)
    assert cause.stage is Stage.READING


def test_an_article_that_came_in_is_named(again: Evaluate, own_sample: Path, tmp_path: Path, encoder: Encoder) -> None:
    """A later report that says the same better takes the place of the one that was quoted."""
    (tmp_path / "later.md").write_text(
        "---\ntitle: The Prado's deal\noutlet: The Later Post\npublished: 2024-06-01\n---\n"
        "How long does the Prado's security deal run? The Prado's security deal runs for about two decades.\n",
        encoding="utf-8",
    )
    with SnapshotWriter(SnapshotStore(own_sample), encoder) as writer:
        ingest([tmp_path / "later.md"], writer, Settings(data_dir=own_sample))
    evaluated = again("prado-runs-how-long")
    assert evaluated.comparison
    (change,) = evaluated.comparison.changes
    if change.direction is not Direction.OTHER:
        cause = evaluated.causes["prado-runs-how-long"]
        assert cause.stage is Stage.ARTICLE
        assert "which came in since, is quoted now" in cause.said
