"""``dateline ingest --json``: the lines that another program reads, while it runs and at its end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from pydantic import ValidationError

from index.snapshot import SnapshotStore
from ingest.record import Failure
from ingest.report import Outcome, Report
from ui.ingest_lines import INTERVAL, Done, Line, Message, Progress, Publishing, Reporter, Trouble, read_line, written

Run = Callable[..., Any]

DATELINE = Path(sys.prefix) / "bin" / "dateline"
FERRY = (
    "---\ntitle: Ferry raised\npublished: 2025-01-11\n---\n\nDivers raised the ferry Gunnhild off Lindholm on Friday.\n"
)
BAKERY = "---\ntitle: Bakery shut\n---\n\nThe bakery of Ostrand has shut its doors for good.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two articles, one of them without a date, and a file that is no article."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "bakery.md").write_text(BAKERY, encoding="utf-8")
    (folder / "map.svg").touch()
    return folder


def lines(out: str) -> list[Line]:
    return [read_line(line) for line in out.splitlines()]


def report_of(out: str) -> Report:
    last = lines(out)[-1]
    assert isinstance(last, Done)
    return last.report


class TestCommand:
    def test_progress_then_publishing_then_the_report(self, run: Run, empty: Path, files: Path) -> None:
        ran = run("ingest", files, "--json")
        assert (ran.code, ran.err) == (0, "")
        first, *between, publishing, last = lines(ran.out)
        assert first == Progress(seen=0, expected=2)
        assert between[-1] == Progress(seen=2, expected=2)
        assert publishing == Publishing(publishing=True)
        assert isinstance(last, Done)
        report = last.report
        assert (report.counts[Outcome.ADDED], report.undated, report.passed_over) == (2, 1, {".svg": 1})
        assert report.snapshot == SnapshotStore(empty).current_name()

    def test_the_report_has_every_field(self, run: Run, empty: Path, files: Path) -> None:
        (files / "again.md").write_text(FERRY, encoding="utf-8")
        (files / "broken.json").write_text("{", encoding="utf-8")
        (files / "later.md").write_text(FERRY.replace("2025-01-11", "04/05/2025"), encoding="utf-8")
        ran = run("ingest", files, files / "gone.md", "--json")
        assert ran.code == 3
        said = json.loads(ran.out.splitlines()[-1])["report"]
        assert set(said) == set(asdict(Report()))
        assert set(said["counts"]) == {outcome.value for outcome in Outcome}
        assert said["counts"]["failed"] == len(said["failures"]) == 2
        failed = {Path(one["source"]).name: one["reason"] for one in said["failures"]}
        assert "does not exist" in failed["gone.md"]
        assert failed["broken.json"]
        assert [Path(source).name for source, _ in said["notes"]] == ["later.md"]
        assert said["snapshot"] == SnapshotStore(empty).current_name()

    def test_nothing_new(self, run: Run, empty: Path, files: Path) -> None:
        assert run("ingest", files).code == 0
        before = SnapshotStore(empty).current_name()
        ran = run("ingest", files, "--json")
        assert ran.code == 0
        report = report_of(ran.out)
        assert (report.counts[Outcome.UNCHANGED], report.snapshot) == (2, None)
        assert SnapshotStore(empty).current_name() == before

    def test_a_dry_run(self, run: Run, empty: Path, files: Path) -> None:
        report = report_of(run("ingest", files, "--json", "--dry-run").out)
        assert (report.counts[Outcome.ADDED], report.snapshot) == (2, None)
        assert SnapshotStore(empty).current_name() is None

    @pytest.mark.usefixtures("empty")
    def test_all_failed(self, run: Run, files: Path) -> None:
        ran = run("ingest", files / "gone.md", "--json")
        assert ran.code == 1
        assert report_of(ran.out).counts[Outcome.FAILED] == 1

    def test_another_ingest_holds_the_lock(self, run: Run, empty: Path, files: Path) -> None:
        with FileLock(empty / "write.lock"):
            ran = run("ingest", files, "--json")
        assert (ran.code, ran.err) == (1, "")
        (line,) = lines(ran.out)
        assert isinstance(line, Trouble)
        assert line.error.message.startswith(f"Another ingest is writing to {empty}")
        assert "--wait SECONDS" in line.error.hint

    def test_a_setting_that_cannot_be_used(self, run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_PASSAGE_WORDS", "few")
        ran = run("ingest", files, "--json")
        assert (ran.code, ran.err) == (1, "")
        (line,) = lines(ran.out)
        assert isinstance(line, Trouble)
        assert line.error.message.startswith("The setting passage_words cannot be used")

    @pytest.mark.usefixtures("empty")
    def test_wrong_usage_is_said_to_the_person(self, run: Run) -> None:
        ran = run("ingest", "--json")
        assert (ran.code, ran.out) == (2, "")

    @pytest.mark.usefixtures("empty")
    def test_the_name_of_a_file_is_told_in_plain_characters(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "é\x1b[2J\x7f\u2028.json"
        path.write_text("{", encoding="utf-8")
        ran = run("ingest", path, "--json")
        assert all(" " <= character <= "~" for line in ran.out.split("\n") for character in line)
        (failure,) = report_of(ran.out).failures
        assert Path(failure.source).name == path.name

    def test_each_line_arrives_while_it_runs(self, empty: Path, tmp_path: Path) -> None:
        """As the page starts it: in a process of its own, in an encoding that is not ours."""
        feed = tmp_path / "feed.jsonl"
        body = "The {number}th ferry of Lindholm sailed to Ostrand with {number} barrels of perry on board. " * 20
        with feed.open("w", encoding="utf-8") as file:
            for number in range(60):
                file.write(json.dumps({"title": f"Ferry {number}", "body": body.format(number=number * 7)}) + "\n")
        with subprocess.Popen(
            [DATELINE, "ingest", feed, "--json", "--data-dir", empty],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="ascii",
        ) as ingesting:
            assert ingesting.stdout
            assert read_line(ingesting.stdout.readline()) == Progress(seen=0, expected=60)
            assert ingesting.poll() is None
            rest, err = ingesting.communicate(timeout=120)
        assert (ingesting.returncode, err) == (0, "")
        *_, read, publishing, last = lines(rest)
        assert (read, publishing) == (Progress(seen=60, expected=60), Publishing(publishing=True))
        assert isinstance(last, Done)
        assert last.report.snapshot == SnapshotStore(empty).current_name()


class TestLines:
    def test_come_back_as_they_were_written(self) -> None:
        report = Report(
            failures=[Failure("a.json#3", "not an object with fields")],
            notes=[("b.md", "“3/4/2025” can be read two ways")],
            near_duplicates=2,
            undated=1,
            passed_over={".svg": 4},
            snapshot="20250117T080000.000000Z",
        )
        report.count(Outcome.ADDED, 7)
        for line in (
            Progress(seen=3, expected=10),
            Publishing(publishing=True),
            Done(report=report),
            Trouble(error=Message(message="What happened,\nwhere", hint="")),
        ):
            text = written(line)
            assert "\n" not in text
            assert read_line(text) == line

    def test_look_as_documented(self) -> None:
        assert written(Progress(seen=3, expected=10)) == '{"seen": 3, "expected": 10}'
        assert written(Publishing(publishing=True)) == '{"publishing": true}'
        trouble = Trouble(error=Message(message="No.", hint="Try again."))
        assert written(trouble) == '{"error": {"message": "No.", "hint": "Try again."}}'

    def test_a_field_of_a_later_version_is_overlooked(self) -> None:
        assert read_line('{"seen": 3, "expected": 10, "failed": 1}') == Progress(seen=3, expected=10)

    @pytest.mark.parametrize(
        "text", ["", "no JSON", "{}", '{"seen": 3}', '{"publishing": false}', '{"report": {}', '{"error": "x"}', "[]"]
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValidationError):
            read_line(text)


class TestReporter:
    @staticmethod
    def said(moments: list[float], expected: int) -> list[Line]:
        """What is said of articles seen at these moments, in seconds after the start."""
        told: list[str] = []
        now = [0.0]
        reporter = Reporter(told.append, expected, clock=lambda: now[-1])
        for seen, moment in enumerate(moments, 1):
            now.append(moment)
            reporter.advance(seen)
        reporter.publishing()
        return [read_line(one) for one in told]

    def test_tells_at_most_five_times_a_second_and_the_end_always(self) -> None:
        moments = [number / 100 for number in range(1, 101)]
        progress = [one for one in self.said(moments, 100) if isinstance(one, Progress)]
        assert progress[0] == Progress(seen=0, expected=100)
        assert progress[-1] == Progress(seen=100, expected=100)
        assert 3 <= len(progress) <= 2 + 1 / INTERVAL

    def test_tells_the_end_once(self) -> None:
        assert self.said([10.0], 1) == [
            Progress(seen=0, expected=1),
            Progress(seen=1, expected=1),
            Publishing(publishing=True),
        ]
        assert self.said([], 0) == [Progress(seen=0, expected=0), Publishing(publishing=True)]

    def test_never_expects_less_than_it_has_seen(self) -> None:
        assert self.said([1.0, 2.0], 1)[2] == Progress(seen=2, expected=2)
