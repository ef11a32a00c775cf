"""Runs: written the same every time, read back the same, and only when whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.evaluation.asking import Unfinished
from assistant.evaluation.results import Outcome, Result
from assistant.evaluation.runs import Run, read_run, write_whole
from index.errors import QuestionFileError

MakeResult = Callable[..., Result]
MakeRun = Callable[..., Run]
NAMES = ["a", "b", "c"]


def test_a_run_comes_back_as_it_was(baseline: Run) -> None:
    back = Run.loads(baseline.dumps(), "b")
    untimed = {name: one.model_copy(update={"seconds": 0.0}) for name, one in baseline.results.items()}
    assert back == baseline.model_copy(update={"results": untimed})
    assert back.dumps() == baseline.dumps()


def test_it_is_sorted_without_times_and_reads_well(baseline: Run) -> None:
    text = baseline.dumps()
    held = json.loads(text)
    assert list(held["results"]) == sorted(held["results"])
    assert "seconds" not in text
    assert max(len(line) for line in text.partition('"traces"')[0].splitlines() if "“" not in line) < 2500
    traces = text.partition('"traces": {\n')[2].splitlines()
    assert len(traces) == len(baseline.results) + 2


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format": 1}', '{"format": 1, "traces": {"x": []}}'])
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(QuestionFileError, match=r"no baseline|another version"):
        Run.loads(text, "b.json")


def test_a_cut_off_baseline_is_refused(baseline: Run, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(baseline.dumps()[:-1000], encoding="utf-8")
    with pytest.raises(QuestionFileError, match="damaged"):
        read_run(tmp_path / "b.json")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "deep" / "b.json", "one")
    assert (tmp_path / "deep" / "b.json").read_text(encoding="utf-8") == "one"
    with pytest.raises(QuestionFileError, match="cannot be written"):
        write_whole(tmp_path / "deep" / "b.json" / "c.json", "two")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["b.json"]


class TestUnfinished:
    def test_what_was_answered_is_kept_until_the_run_ends(
        self, make_result: MakeResult, make_run: MakeRun, tmp_path: Path
    ) -> None:
        marks = make_run().fingerprints
        kept = Unfinished(tmp_path, marks, NAMES, 1)
        with pytest.raises(KeyboardInterrupt), kept.keeping() as keep:
            keep(make_result("a"))
            raise KeyboardInterrupt
        assert kept.results() == {"a": make_result("a")}
        assert Unfinished(tmp_path, marks, NAMES, 2).results() == {}
        assert Unfinished(tmp_path, make_run(code="d").fingerprints, NAMES, 1).results() == {}
        assert Unfinished(tmp_path, marks, ["a"], 1).results() == {}
        with kept.keeping() as keep:
            keep(make_result("b"))
        assert kept.results() == {}

    def test_a_line_that_was_cut_off_is_left_out(
        self, make_result: MakeResult, make_run: MakeRun, tmp_path: Path
    ) -> None:
        kept = Unfinished(tmp_path, make_run().fingerprints, NAMES, 1)
        with pytest.raises(KeyboardInterrupt), kept.keeping() as keep:
            keep(make_result("a"))
            keep(make_result("b", Outcome.WRONG))
            raise KeyboardInterrupt
        (file,) = tmp_path.iterdir()
        file.write_bytes(file.read_bytes()[:-30])
        assert list(kept.results()) == ["a"]
        with pytest.raises(KeyboardInterrupt), kept.keeping() as keep:
            keep(make_result("c"))
            raise KeyboardInterrupt
        assert list(kept.results()) == ["a", "c"]
