"""Files sent to the page: where they are kept, how they are taken in, and what is reported. Without a browser."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from docx import Document
from filelock import FileLock
from lxml import html
from lxml.html import HtmlElement
from reportlab.pdfgen.canvas import Canvas

from assistant.assistant import Assistant
from index.encoder import Encoder
from index.errors import UnreadableSource
from index.settings import Settings
from index.snapshot import SnapshotStore
from ingest.record import Failure
from ingest.report import Outcome, Report
from ui.web.arrivals import Arrivals, Brought, kept, report_of, summary, under_way
from ui.web.intake import Delivery, Intake
from ui.web.shelf import LONGEST_NAME, Shelf, safe_name

ROOT = Path(__file__).resolve().parents[3]
LATE = 120
"""Seconds after which an ingest of a few files will never end; it takes three on an idle machine."""
FERRY = "Divers raised the ferry Gunnhild off Lindholm on Friday. The wreck lay 31 metres deep."
BAKERY = "The bakery of Ostrand has shut its doors for good, its owner said."
HOSTILE = [
    "../../x.txt",
    "..\\..\\x.txt",
    "/etc/cron.d/x.txt",
    "C:\\Windows\\x.txt",
    "a/../../x.txt",
    "x\0.txt",
    "x\n.txt",
    "...txt",
    " .txt",
    "\u202etxt.x.txt",
    "\u200f.txt",
    "x" * 5000 + ".txt",
    "é" * 5000 + ".txt",
    "日本" * 5000 + ".jsonl.gz",
    "con.txt",
    "NUL.txt",
    "~root.txt",
    "-rf.txt",
    "*.txt",
    "$(id).txt",
    "http:x.txt",
    "<script>alert(1)</script>.txt",
    "x\ud800.txt",
    ".hidden.txt",
    "x.TXT",
]


@pytest.fixture
def settings(converted_models: Path, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(converted_models)
    return Settings(data_dir=data)


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder into which Gradio puts what a browser sends."""
    folder = tmp_path / "data" / "uploads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def intake(settings: Settings) -> Iterator[Intake]:
    one = Intake(settings)
    yield one
    one.close()


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ended(delivery: Delivery) -> Delivery:
    last = time.monotonic() + LATE
    while not delivery.ended:
        assert time.monotonic() < last, "the delivery does not end"
        time.sleep(0.02)
    return delivery


class TestName:
    @pytest.mark.parametrize("given", HOSTILE)
    def test_a_name_is_that_of_one_file_and_shows_as_it_is(self, given: str) -> None:
        name = safe_name(given)
        assert name == Path(name).name
        assert name.isprintable()
        assert not name.startswith(".")
        assert 0 < len(name.encode()) <= LONGEST_NAME + 1

    @pytest.mark.parametrize(
        ("given", "name"),
        [
            ("2024-05-27 Überblick (final).pdf", "2024-05-27 Überblick (final).pdf"),
            ("../../x.txt", "x.txt"),
            ("C:\\news\\x.JSONL.GZ", "x.JSONL.GZ"),
            ("e\u0301tude.md", "étude.md"),
            ("a\u00a0b.txt", "a b.txt"),
            ("...", "article"),
            ("con.txt", "_con.txt"),
            ("x" * 300 + ".jsonl.gz", "x" * (LONGEST_NAME - len(".jsonl.gz")) + ".jsonl.gz"),
        ],
    )
    def test_what_a_name_says_is_kept(self, given: str, name: str) -> None:
        assert safe_name(given) == name
        assert safe_name(name) == name or name.startswith("_")


class TestShelf:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_nothing_is_written_outside_the_data_folder(self, tmp_path: Path, uploads: Path, name: str) -> None:
        sent = file(uploads, "upload.txt", FERRY)
        before = {path for path in tmp_path.rglob("*") if path != tmp_path / "data" / "received"}
        shelf = Shelf(tmp_path / "data")
        try:
            place = shelf.keep(sent, name)
        except UnreadableSource:
            places = []
        else:
            assert place.is_relative_to(tmp_path / "data" / "received")
            assert place.read_text(encoding="utf-8") == FERRY
            places = [place.parent, place]
        written = {path for path in tmp_path.rglob("*") if path not in before}
        assert written - {shelf.folder} == set(places)

    def test_the_same_file_has_one_place_and_another_of_its_name_has_its_own(self, tmp_path: Path) -> None:
        shelf = Shelf(tmp_path / "data")
        first = shelf.keep(file(tmp_path, "a", FERRY), "report.txt")
        again = shelf.keep(file(tmp_path, "b", FERRY), "report.txt")
        other = shelf.keep(file(tmp_path, "c", BAKERY), "report.txt")
        assert first == again == shelf.folder / hashlib.sha256(FERRY.encode()).hexdigest()[:16] / "report.txt"
        assert other != first
        assert [path.read_text(encoding="utf-8") for path in (first, other)] == [FERRY, BAKERY]

    @pytest.mark.skipif(os.name != "posix", reason="the rights of a file are those of POSIX")
    def test_others_on_the_machine_cannot_read_what_was_sent(self, tmp_path: Path) -> None:
        place = Shelf(tmp_path).keep(file(tmp_path, "a", FERRY), "report.txt")
        assert [path.stat().st_mode & 0o077 for path in (place, place.parent, place.parent.parent)] == [0, 0, 0]

    def test_a_link_in_the_way_is_replaced_not_followed(self, tmp_path: Path) -> None:
        outside = file(tmp_path, "outside.txt", "untouched")
        shelf = Shelf(tmp_path / "data")
        place = shelf.keep(file(tmp_path, "a", FERRY), "report.txt")
        place.unlink()
        place.symlink_to(outside)
        shelf.keep(file(tmp_path, "a", FERRY), "report.txt")
        assert outside.read_text(encoding="utf-8") == "untouched"

    def test_messages_name_files_as_people_do(self, tmp_path: Path) -> None:
        shelf = Shelf(tmp_path)
        place = shelf.keep(file(tmp_path, "a", FERRY), "report.txt")
        assert (
            shelf.named(f"is the same article as {place}#3 (same id)")
            == "is the same article as report.txt#3 (same id)"
        )


class TestKept:
    def brought(self, *files: tuple[object, str]) -> Brought:
        return Brought.model_validate({"files": [{"path": str(path), "name": name} for path, name in files]})

    def test_only_what_was_uploaded_is_taken(self, tmp_path: Path, uploads: Path) -> None:
        secret = file(tmp_path, "secret.txt", "nobody's business")
        (uploads / "link.txt").symlink_to(secret)
        wanted = [
            secret,
            uploads / ".." / ".." / "secret.txt",
            uploads / "link.txt",
            "/etc/hostname",
            uploads,
            "a\0b",
            "",
        ]
        brought = self.brought(*((path, "secret.txt") for path in wanted))
        places, failures = kept(brought, Shelf(tmp_path / "data"), 25)
        assert places == []
        assert {failure.reason for failure in failures} == {"is not here any more, or never was: send it once more"}
        assert len(failures) == len(wanted)

    def test_kind_and_size_are_limited(self, tmp_path: Path, uploads: Path) -> None:
        small, large = file(uploads, "a", FERRY), file(uploads, "b", "x" * (1024 * 1024 + 1))
        brought = self.brought((small, "run.exe"), (large, "large.txt"), (small, "ferry.txt"))
        places, failures = kept(brought, Shelf(tmp_path / "data"), 1)
        assert [place.name for place in places] == ["ferry.txt"]
        assert [failure.source for failure in failures] == ["run.exe", "large.txt"]
        assert failures[0].reason.startswith("a kind of file that is not read; read are .txt")
        assert failures[1].reason == "over 1 MB, the most that can be uploaded"

    def test_a_file_sent_twice_is_taken_once(self, tmp_path: Path, uploads: Path) -> None:
        sent = file(uploads, "a", FERRY)
        places, _ = kept(self.brought((sent, "ferry.txt"), (sent, "ferry.txt")), Shelf(tmp_path / "data"), 1)
        assert len(places) == 1


class TestIntake:
    def test_files_of_every_sort_are_taken_in_and_reported(
        self, settings: Settings, intake: Intake, tmp_path: Path, encoder: Encoder
    ) -> None:
        canvas = Canvas(str(tmp_path / "pdf"))
        canvas.setTitle("Ferry raised off Lindholm")
        for row, line in enumerate(FERRY.split(". ")):
            canvas.drawString(72, 720 - 16 * row, line)
        canvas.save()
        document = Document()
        document.add_paragraph(BAKERY)
        document.save(str(tmp_path / "docx"))
        file(tmp_path, "txt", "A storm tore the roof off the market hall of Brenning, the mayor said on Monday.")
        file(tmp_path, "bad", "%PDF-1.7 and then nothing")
        shelf = Shelf(settings.data_dir)
        names = {"pdf": "ferry.pdf", "docx": "bakery.docx", "txt": "=storm 3#1.txt", "bad": "broken.pdf"}
        places = [shelf.keep(tmp_path / sort, name) for sort, name in names.items()]
        delivery = ended(intake.take(places))
        assert delivery.trouble is None
        report = report_of(delivery.report or Report(), [Failure("photo.exe", "not read")], shelf)
        assert (report.counts[Outcome.ADDED], report.counts[Outcome.FAILED]) == (3, 2)
        assert [failure.source for failure in report.failures] == ["photo.exe", "broken.pdf"]
        assert summary(report) == "3 added, 2 failed"
        assert delivery.progress
        assert delivery.progress.seen == len(places)
        with Assistant(settings, encoder=encoder) as assistant:
            (citation, *_) = assistant.ask("Where was the ferry Gunnhild raised?").citations
        assert citation.article.path == str(places[0])
        again = ended(intake.take(places[:3])).report
        assert again
        assert (again.counts[Outcome.UNCHANGED], again.snapshot) == (3, None)

    @pytest.mark.slow
    def test_deliveries_wait_for_each_other_and_each_has_its_own_report(
        self, settings: Settings, intake: Intake, tmp_path: Path
    ) -> None:
        shelf = Shelf(settings.data_dir)
        with FileLock(settings.data_dir / "write.lock"):  # somebody else's ingest
            first = intake.take([shelf.keep(file(tmp_path, "a", FERRY), "ferry.txt")])
            second = intake.take([shelf.keep(file(tmp_path, "b", ""), "empty.txt")])
            assert (intake.ahead(first), intake.ahead(second)) == (0, 1)
            assert under_way(second, intake.ahead(second)) == "Waiting for another upload to be taken in first."
            assert under_way(first, 0).startswith("Getting ready. If another ingest is running, this one waits")
            assert not first.ended
        assert summary(ended(first).report or Report()) == "1 added"
        assert summary(ended(second).report or Report()) == "1 failed"

    def test_closing_ends_what_is_under_way(self, settings: Settings, intake: Intake, tmp_path: Path) -> None:
        shelf = Shelf(settings.data_dir)
        with FileLock(settings.data_dir / "write.lock"):
            first = intake.take([shelf.keep(file(tmp_path, "a", FERRY), "ferry.txt")])
            second = intake.take(first.files)
            intake.close()
            assert ended(first).trouble == ended(second).trouble
        assert "broken off" in str(first.trouble)
        assert SnapshotStore(settings.data_dir).current_name() is None

    @pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no such priorities on this system")
    def test_questions_go_first(self, settings: Settings, intake: Intake, tmp_path: Path) -> None:
        with FileLock(settings.data_dir / "write.lock"):
            intake.take([Shelf(settings.data_dir).keep(file(tmp_path, "a", FERRY), "ferry.txt")])
            while intake._child is None:
                time.sleep(0.01)
            time.sleep(0.1)
            own = os.getpriority(os.PRIO_PROCESS, 0)
            assert os.getpriority(os.PRIO_PROCESS, intake._child.pid) > own

    def test_it_ends_with_the_server(self, settings: Settings, tmp_path: Path) -> None:
        place = Shelf(settings.data_dir).keep(file(tmp_path, "a", FERRY), "ferry.txt")
        program = (
            "import sys, time; from pathlib import Path; from index.settings import Settings;"
            "from ui.web.intake import Intake; intake = Intake(Settings());"
            "intake.take([Path(sys.argv[1])])\n"
            "while intake._child is None: time.sleep(0.01)\n"
            "print(intake._child.pid, flush=True)"
        )
        environment = os.environ | {"DATELINE_DATA_DIR": str(settings.data_dir)}
        with FileLock(settings.data_dir / "write.lock"):
            done = subprocess.run(
                [sys.executable, "-c", program, str(place)],
                env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=LATE,
            )  # fmt: skip
            with pytest.raises(ProcessLookupError):
                os.kill(int(done.stdout), 0)


class TestArrivals:
    @pytest.fixture
    def arrivals(self, settings: Settings, uploads: Path) -> Iterator[Arrivals]:  # noqa: ARG002
        with gr.Blocks():
            made = Arrivals(settings)
        yield made
        made._intake.close()

    def arrive(self, arrivals: Arrivals, brought: str) -> list[dict[str, Any]]:
        async def all_of_it() -> list[dict[str, Any]]:
            return [shown async for shown in arrivals._arrive(gr.EventData(None, {"brought": brought}))]

        return asyncio.run(all_of_it())

    def page(self, shown: dict[str, Any]) -> HtmlElement:
        return html.fromstring(f"<div>{shown['patches'][0]['html']}</div>")

    def test_progress_and_then_the_report(self, arrivals: Arrivals, uploads: Path) -> None:
        sent = [file(uploads, "a", FERRY), file(uploads, "b", "")]
        brought = Brought.model_validate(
            {
                "files": [
                    {"path": str(path), "name": name} for path, name in zip(sent, ("a.txt", "b.txt"), strict=True)
                ],
                "refused": [{"name": "<img src=x>.exe", "reason": "<b>not read</b>"}],
            }
        )
        *steps, last = self.arrive(arrivals, brought.model_dump_json())
        assert steps[0]["said"].startswith("Getting ready")
        assert all(self.page(step).cssselect("progress") for step in steps)
        assert (last["ended"], last["changed"], last["said"]) == (True, True, "Taken in: 1 added, 2 failed")
        page = self.page(last)
        assert not page.cssselect("img, b, progress")
        failures = [" ".join(one.text_content().split()) for one in page.cssselect(".failures li")]
        assert failures == ["<img src=x>.exe: <b>not read</b>", "b.txt: the file is empty"]
        assert "1 without a publication date" in page.text_content()

    def test_nothing_fit_to_be_read_is_reported_at_once(self, arrivals: Arrivals) -> None:
        brought = Brought.model_validate({"refused": [{"name": "a.exe", "reason": "not read"}]})
        (only,) = self.arrive(arrivals, brought.model_dump_json())
        assert (only["said"], only["ended"], only["changed"]) == ("Taken in: 1 failed", True, False)
        assert "The collection is unchanged." in self.page(only).text_content()

    @pytest.mark.parametrize("brought", ["", "null", '{"files": [{"path": "x"}]}', '{"files": 3}', '{"other": []}'])
    def test_what_cannot_be_understood_is_said_without_a_trace(self, arrivals: Arrivals, brought: str) -> None:
        (only,) = self.arrive(arrivals, brought)
        assert only["said"].startswith("Something went wrong, and the files were not taken in.")
        assert "Traceback" not in str(only)
