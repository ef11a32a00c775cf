"""``dateline eval`` as a person or a nightly job runs it: exit statuses, files, messages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import assistant.citations
from assistant.evaluation import asking, evaluation
from assistant.evaluation.results import Result
from index.encoder import Encoder

QUESTIONS = """\
# yaml-language-server: $schema=eval_questions.schema.json
collection: a few of the sample
questions:
  - id: pledge
    question: What did Spain pledge and when?
    tags: [two-parts]
    expect:
      status: answered
      amounts: [1 billion euros]
      dates: [2024-05-27]
      cites: [{article: 2024-05-27-spain-security-deal.md, quote: Spain pledged one billion euros in military aid}]
  - id: prado
    question: How long does the Prado's security deal run?
    expect: {status: answered, contains: [four years]}
  - id: chido
    question: How many people did Cyclone Chido kill?
    tags: [decline]
    expect: {status: not_found}
"""
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _here(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:  # noqa: ARG001
    folder = tmp_path / "newsroom"
    folder.mkdir()
    (folder / "eval_questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(evaluation, "open_encoder", lambda *_: encoder)


@pytest.fixture
def saved(run: Run) -> str:
    """A baseline of the three questions."""
    ran = run("eval", "--save-baseline", "eval_baseline.json")
    assert (ran.code, ran.said) == (0, "Saved as the baseline: eval_baseline.json")
    return Path("eval_baseline.json").read_text(encoding="utf-8")


class TestExitStatus:
    def test_no_worse(self, run: Run, saved: str) -> None:
        ran = run("eval")
        assert ran.code == 0
        assert ran.out.startswith("No worse: 3 of 3 questions are right.")
        assert "right by kind: decline 1/1 · two-parts 1/1" in ran.out
        assert run("eval", "--save-baseline", "again.json").code == 0
        assert Path("again.json").read_text(encoding="utf-8") == saved

    def test_worse_is_named_with_its_cause(self, run: Run, saved: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert saved
        monkeypatch.setenv("DATELINE_ANSWER_THRESHOLD", "0")
        ran = run("eval")
        assert ran.code == 1
        assert "Worse: 1 question that was right is not right any more. 2 of 3 questions are right." in ran.out
        assert "chido: right → wrongly answered" in ran.out
        assert "judgement: " in ran.out
        assert "answer_threshold was 0.5, is 0.0" in ran.out
        assert run("eval", "--accept-worse", "chido").code == 0

    def test_a_verifier_that_lets_a_wrong_digit_through(
        self, run: Run, saved: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert saved
        monkeypatch.setattr(assistant.citations, "bears", lambda *_: True)
        monkeypatch.setattr(assistant.citations, "trim", lambda quote: (quote.replace("one billion", "9 billion"), ()))
        ran = run("eval")
        assert ran.code == 1
        assert "pledge shown with what the article does not say" in ran.out
        assert "verification: " in ran.out
        ran = run("eval", "--save-baseline", "eval_baseline.json", "--accept-worse", "pledge")
        assert ran.code == 1
        assert "Not saved" in ran.said
        assert Path("eval_baseline.json").read_text(encoding="utf-8") == saved

    def test_without_a_baseline_nothing_is_judged(self, run: Run) -> None:
        ran = run("eval")
        assert ran.code == 3
        assert ran.out.startswith("Not judged, there is no baseline: 3 of 3 questions are right.")
        assert "dateline eval --save-baseline eval_baseline.json" in ran.said

    def test_without_a_collection_nothing_is_judged(
        self, run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATELINE_DATA_DIR", str(empty))
        assert run("eval").code == 3
        assert run("eval", "check").code == 3

    def test_other_weights_are_not_judged(self, run: Run, saved: str) -> None:
        assert saved
        file = Path("eval_questions.yaml")
        file.write_text("weights: {contains: 3}\n" + QUESTIONS, encoding="utf-8")
        ran = run("eval")
        assert (ran.code, "scored with other weights" in ran.said) == (3, True)
        ran = run("eval", "--save-baseline", "eval_baseline.json")
        assert (ran.code, "To begin anew, delete eval_baseline.json." in ran.said) == (3, True)

    def test_where_no_run_can_be_kept_it_is_judged_all_the_same(self, run: Run, saved: str, copied: Path) -> None:
        assert saved
        folder = copied / "evaluations"
        shutil.rmtree(folder)
        folder.write_text("in the way", encoding="utf-8")
        assert run("eval").code == 0

    def test_another_collection_or_other_questions_are_not_judged(self, run: Run, saved: str) -> None:
        assert saved
        file = Path("eval_questions.yaml")
        file.write_text(QUESTIONS.replace("a few of the sample", "ours"), encoding="utf-8")
        ran = run("eval")
        assert (ran.code, "another collection: “a few of the sample”, not “ours”" in ran.said) == (3, True)
        file.write_text(QUESTIONS.replace("four years", "4 years"), encoding="utf-8")
        ran = run("eval")
        assert (ran.code, "1 asked or expected otherwise (prado)" in ran.said) == (3, True)
        ran = run("eval", "--only-shared")
        assert (ran.code, "not compared: prado" in ran.out) == (0, True)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--questions", "gone.yaml"], "no question file gone.yaml"),
            (["--baseline", "gone.json"], "no baseline gone.json"),
            (["--filter", "gone"], "the tag or id 'gone'"),
            (["--accept-worse", "gone"], "'gone': no question"),
            (["--filter", "prado", "--save-baseline", "b.json"], "cannot be a baseline"),
            (["--repeat", "0"], "greater than or equal to 1"),
            (["--baseline", "eval_questions.yaml"], "is no baseline"),
            (["--snapshot", "gone", "--junit", "x.xml"], "gone cannot be read"),
        ],
    )
    def test_wrong_usage(self, run: Run, arguments: list[str], said: str) -> None:
        ran = run("eval", *arguments)
        assert ran.code == (3 if "--snapshot" in arguments else 2)
        assert said in ran.said

    def test_a_bad_question_file(self, run: Run) -> None:
        Path("eval_questions.yaml").write_text(QUESTIONS + "  - id: prado\n    question: Why so\n", encoding="utf-8")
        ran = run("eval")
        assert (ran.code, "more than one question has the id prado" in ran.said) == (2, True)
        Path("eval_questions.yaml").write_text("questions: [", encoding="utf-8")
        assert run("eval").code == 2
        assert run("eval", "check").code == 2


class TestBaseline:
    def test_a_lower_one_must_be_accepted_by_name(self, run: Run, saved: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_ANSWER_THRESHOLD", "0")
        ran = run("eval", "--save-baseline", "eval_baseline.json")
        assert ran.code == 1
        assert "--accept-worse chido" in ran.said
        assert Path("eval_baseline.json").read_text(encoding="utf-8") == saved
        assert run("eval", "--save-baseline", "eval_baseline.json", "--accept-worse", "chido").code == 0
        assert json.loads(Path("eval_baseline.json").read_text(encoding="utf-8"))["accepted"] == ["chido"]
        assert run("eval").code == 0

    def test_a_question_that_is_gone_can_be_let_go(self, run: Run, saved: str) -> None:
        assert saved
        file = Path("eval_questions.yaml")
        file.write_text(QUESTIONS.partition("  - id: chido")[0], encoding="utf-8")
        ran = run("eval", "--save-baseline", "eval_baseline.json")
        assert (ran.code, "--accept-worse chido" in ran.said) == (1, True)
        assert run("eval", "--save-baseline", "eval_baseline.json", "--accept-worse", "chido").code == 0

    def test_a_limited_run_is_compared_by_what_it_asked(self, run: Run, saved: str) -> None:
        assert saved
        ran = run("eval", "--filter", "two-parts")
        assert (ran.code, "1 of 1 questions are right" in ran.out) == (0, True)


class TestRuns:
    def test_one_that_was_cut_short_is_gone_on_with(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, copied: Path
    ) -> None:
        asked: list[str] = []
        examine = asking.Examiner.examine

        def stopping(self: asking.Examiner, question: Any, repeat: int = 1) -> Result:
            if question.id == "chido" and "chido" not in asked:
                asked.append("chido")
                raise KeyboardInterrupt
            asked.append(question.id)
            return examine(self, question, repeat)

        monkeypatch.setattr(asking.Examiner, "examine", stopping)
        ran = run("eval")
        assert ran.code == 130
        assert "the same command goes on from there" in ran.said
        assert not list((copied / "evaluations").glob("run-*"))
        ran = run("eval")
        assert "2 of 3 are answered" in ran.said
        assert asked == ["pledge", "prado", "chido", "chido"]
        assert [path.name[:4] for path in (copied / "evaluations").iterdir()] == ["run-"]

    def test_many_at_once_give_the_same(self, run: Run, saved: str) -> None:
        assert run("eval", "--jobs", "3", "--save-baseline", "other.json").code == 0
        assert Path("other.json").read_text(encoding="utf-8") == saved

    def test_what_varies_is_named(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        judged = asking.Examiner.judged
        times: list[str] = []

        def varying(self: asking.Examiner, question: Any, *given: Any) -> Result:
            times.append(question.id)
            found = judged(self, question, *given)
            changed = {"text": f"{found.text} {len(times)}"} if question.id == "prado" else {}
            return found.model_copy(update=changed)

        monkeypatch.setattr(asking.Examiner, "judged", varying)
        ran = run("eval", "--repeat", "3")
        assert times.count("prado") == times.count("chido") == 3
        assert "Unstable, answered differently when asked again: prado" in ran.out


class TestReports:
    def test_every_kind_is_written(self, run: Run, saved: str) -> None:
        assert saved
        kinds = {"--junit": "r.xml", "--markdown": "r.md", "--json": "r.json", "--html": "r.html"}
        ran = run("eval", *(word for pair in kinds.items() for word in pair))
        assert ran.code == 0
        assert len(list(ET.parse("r.xml").iter("testcase"))) == 3
        assert Path("r.md").read_text(encoding="utf-8").startswith("## ✓ No worse: 3 of 3")
        assert json.loads(Path("r.json").read_text(encoding="utf-8"))["worse"] is False
        assert "What did Spain pledge and when?" in Path("r.html").read_text(encoding="utf-8")

    def test_json_on_standard_output_is_all_there_is(self, run: Run, saved: str) -> None:
        assert saved
        ran = run("eval", "--json", "-")
        held = json.loads(ran.out)
        assert held["comparison"]["failing"] == []
        assert len(held["run"]["results"]) == 3

    def test_a_place_that_cannot_be_written(self, run: Run, saved: str) -> None:
        assert saved
        ran = run("eval", "--html", "eval_questions.yaml/r.html")
        assert (ran.code, "cannot be written" in ran.said) == (2, True)


class TestCheck:
    def test_nothing_to_mend(self, run: Run) -> None:
        ran = run("eval", "check")
        assert (ran.code, ran.out, ran.said) == (0, "", "3 questions, 3 of them to be asked: nothing to mend.")

    def test_what_is_to_be_mended_is_named(self, run: Run) -> None:
        file = Path("eval_questions.yaml")
        file.write_text(QUESTIONS.replace("in military aid", "in cash"), encoding="utf-8")
        ran = run("eval", "check")
        assert ran.code == 1
        assert ran.out.startswith("pledge: “Spain pledged one billion euros in cash” does not stand in 2024-05-27")

    def test_the_schema_is_printed(self, run: Run) -> None:
        assert json.loads(run("eval", "schema").out)["title"] == "QuestionSet"
