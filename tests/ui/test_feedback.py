"""What people say of answers: kept as they said it, whoever else is writing, and whatever becomes of the file."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.errors import FeedbackError
from index.filters import Filters
from index.settings import Settings
from ui.feedback import FILE, NOTE_LONGEST, Feedback, FeedbackStore, Verdict, as_json, portable

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
"""The user who owns nothing: whatever the rights of a file, root may write it."""

RECORD_OF_VERSION_1 = """
{
  "id": "0123456789abcdef0123456789abcdef",
  "at": "2025-01-17T08:00:00Z",
  "revised": "2025-01-17T08:01:00Z",
  "verdict": "bad",
  "note": "Whose ferry?",
  "question": "When was the ferry raised?",
  "history": [
    "What happened off Lindholm?"
  ],
  "filters": {
    "outlets": [
      "Lindholm Echo"
    ],
    "published_from": null,
    "published_to": null,
    "as_of": "2025-01-12"
  },
  "answer": {
    "question": "When was the ferry raised?",
    "standalone_question": "When was the ferry raised?",
    "as_of": "2025-01-12",
    "status": "answered",
    "text": "Divers raised the ferry Gunnhild off Lindholm on Friday. [1]",
    "claims": [
      {
        "text": "Divers raised the ferry Gunnhild off Lindholm on Friday.",
        "citations": [
          1
        ],
        "dates": [
          {
            "text": "on Friday",
            "start": "2025-01-10",
            "end": "2025-01-10",
            "basis": "published 2025-01-11"
          }
        ],
        "amounts": [],
        "edits": []
      }
    ],
    "nearest": null,
    "citations": [
      {
        "number": 1,
        "quote": "Divers raised the ferry Gunnhild off Lindholm on Friday.",
        "start": 0,
        "end": 56,
        "article": {
          "id": "ferry-raised-1f3a9c",
          "title": "Ferry raised",
          "outlet": "Lindholm Echo",
          "byline": null,
          "url": null,
          "path": "news/ferry.md",
          "published": "2025-01-11",
          "published_from": "front matter"
        },
        "also": []
      }
    ],
    "parts": [
      {
        "text": "When was the ferry raised",
        "status": "answered",
        "note": "",
        "citations": [
          1
        ]
      }
    ],
    "conflicts": [],
    "passages": [
      {
        "article_id": "ferry-raised-1f3a9c",
        "start": 0,
        "end": 56,
        "score": 0.71
      }
    ],
    "probability": 0.93,
    "dropped": 0,
    "undated_left_out": 0,
    "snapshot": "20250117T075900.000000Z",
    "seconds": {
      "retrieve": 0.004,
      "rank": 0.02,
      "total": 0.024
    }
  },
  "settings": {
    "max_claims": 4,
    "passages": 20
  }
}
"""


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    """A store in a data folder that is not there yet."""
    return FeedbackStore(tmp_path / "data")


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """A real answer."""
    return assistant.ask("What did Spain pledge and when?")


@pytest.fixture
def press(store: FeedbackStore, answer: Answer, tmp_path: Path) -> Callable[..., Feedback]:
    """Press a thumb under that answer."""

    def one(verdict: Verdict = Verdict.GOOD, note: str = "") -> Feedback:
        return store.add(verdict, answer, Settings(data_dir=tmp_path), note=note)

    return one


@contextmanager
def unprivileged() -> Iterator[None]:
    """Have no more rights than a file gives."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


class TestKept:
    def test_with_all_that_was_before_the_eyes(self, store: FeedbackStore, answer: Answer, tmp_path: Path) -> None:
        filters = Filters(outlets=("Castellan Daily",), as_of=dt.date(2024, 6, 1))
        begun = dt.datetime.now(dt.UTC)
        given = store.add(
            Verdict.BAD,
            answer,
            Settings(data_dir=tmp_path, max_claims=7),
            question="and  when?",
            history=["What did Spain pledge?"],
            filters=filters,
            note="Which Monday?",
        )
        (kept,) = store.all()
        assert kept == given
        assert begun <= kept.at <= dt.datetime.now(dt.UTC)
        assert (kept.verdict, kept.note, kept.question) == (Verdict.BAD, "Which Monday?", "and  when?")
        assert (kept.history, kept.filters) == (("What did Spain pledge?",), filters)
        assert (kept.answer, kept.snapshot) == (answer, answer.snapshot)
        assert kept.settings["max_claims"] == 7

    def test_in_one_file_of_the_data_folder(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        assert store.all() == []
        assert not store.path.parent.exists()
        press()
        assert [path.name for path in store.path.parent.iterdir()] == [FILE]

    def test_without_a_word_of_this_machine(self, press: Callable[..., Feedback], tmp_path: Path) -> None:
        kept = press()
        assert set(kept.settings) == set(Settings.model_fields) - {"data_dir"}
        assert str(tmp_path) not in json.dumps(kept.settings)

    def test_in_the_order_given(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        given = [press(note=str(number)) for number in range(5)]
        store.revise(given[1].id, verdict=Verdict.BAD)
        assert [one.note for one in store.all()] == ["0", "1", "2", "3", "4"]
        assert len({one.id for one in given}) == 5

    def test_since_a_day(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        given = press()
        today = given.at.date()
        assert store.all(since=today) == [given]
        assert store.all(since=today + dt.timedelta(days=2)) == []

    @given(note=st.text(st.characters(exclude_categories=()), max_size=NOTE_LONGEST), earlier=st.text(max_size=50))
    def test_as_it_was_said(self, answer: Answer, note: str, earlier: str) -> None:
        """Whatever was typed, half characters and zero bytes included."""
        with tempfile.TemporaryDirectory() as folder:
            store = FeedbackStore(Path(folder))
            store.add(Verdict.GOOD, answer, Settings(), note=note, history=[earlier], question=note)
            (kept,) = store.all()
        assert (kept.note, kept.history, kept.question) == (note, (earlier,), note)

    def test_by_a_program_of_today_for_one_of_tomorrow(
        self, store: FeedbackStore, press: Callable[..., Feedback]
    ) -> None:
        """What is kept now must be read for good: fields may be added to it, each with a default."""
        kept = press()
        old = json.loads(RECORD_OF_VERSION_1)
        with closing(sqlite3.connect(store.path)) as db, db:
            db.execute("INSERT INTO feedback (id, record) VALUES (?, ?)", (old["id"], RECORD_OF_VERSION_1))
        first, second = store.all()
        assert first == kept
        assert (second.id, second.note, second.answer.text) == (old["id"], old["note"], old["answer"]["text"])


class TestRevise:
    def test_a_note_is_added_and_the_mind_is_changed(
        self, store: FeedbackStore, press: Callable[..., Feedback]
    ) -> None:
        given = press()
        noted = store.revise(given.id, note="The year is missing.")
        assert (noted.verdict, noted.note) == (Verdict.GOOD, "The year is missing.")
        changed = store.revise(given.id, verdict=Verdict.BAD)
        assert (changed.verdict, changed.note) == (Verdict.BAD, "The year is missing.")
        assert store.revise(given.id, note="").note == ""
        (kept,) = store.all()
        assert (kept.id, kept.at, kept.answer) == (given.id, given.at, given.answer)
        assert kept.revised
        assert given.at < kept.revised == kept.said_at

    def test_only_the_one_meant(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        first, second = press(), press()
        store.revise(second.id, verdict=Verdict.BAD)
        assert [one.verdict for one in store.all()] == [Verdict.GOOD, Verdict.BAD]
        store.withdraw(first.id)
        assert [one.id for one in store.all()] == [second.id]

    def test_what_was_withdrawn_is_gone(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        given = press()
        store.withdraw(given.id)
        store.withdraw(given.id)
        assert store.all() == []
        with pytest.raises(FeedbackError, match="not kept any more"):
            store.revise(given.id, note="Still there?")


class TestLimits:
    def test_a_note_of_a_page_is_kept_whole(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        press(note="é" * NOTE_LONGEST)
        assert len(store.all()[0].note) == NOTE_LONGEST

    def test_a_longer_one_is_refused_and_changes_nothing(
        self, store: FeedbackStore, press: Callable[..., Feedback]
    ) -> None:
        long = "x" * (NOTE_LONGEST + 1)
        with pytest.raises(FeedbackError, match="The note has 2,001 characters; at most 2,000 are kept") as refused:
            press(note=long)
        assert refused.value.hint
        assert store.all() == []
        given = press(note="short")
        with pytest.raises(FeedbackError, match="2,001"):
            store.revise(given.id, verdict=Verdict.BAD, note=long)
        assert store.all() == [given]


ADDING = """
import sys
from pathlib import Path
from index.settings import Settings
from ui.feedback import Feedback, FeedbackStore, Verdict
store = FeedbackStore(Path(sys.argv[1]))
(first,) = [one for one in store.all() if one.note == "first"]
sys.stdin.readline()
for number in range(15):
    kept = store.add(Verdict.BAD, first.answer, Settings(), note=f"{sys.argv[2]} {number}")
    store.revise(kept.id, verdict=Verdict.GOOD)
"""

DYING = """
import os, signal, sys
from pathlib import Path
from ui.feedback import FeedbackStore
with FeedbackStore(Path(sys.argv[1]))._opened(writing=True) as db:
    db.execute("PRAGMA cache_size = 1")  # what does not fit goes into the file before it is committed
    db.execute("UPDATE feedback SET record = 'lost'")
    for number in range(200):
        db.execute("INSERT INTO feedback (id, record) VALUES (?, ?)", (str(number), "x" * 4000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


class TestSeveral:
    def test_threads(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        def press_and_think_again(number: int) -> None:
            given = press(note=f"{number}")
            store.revise(given.id, verdict=Verdict.BAD)
            assert given.id in {one.id for one in store.all()}

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(press_and_think_again, range(40)))
        kept = store.all()
        assert sorted(int(one.note) for one in kept) == list(range(40))
        assert {one.verdict for one in kept} == {Verdict.BAD}

    def test_processes(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        press(note="first")
        command = [sys.executable, "-c", ADDING, str(store.path.parent)]
        others = [
            subprocess.Popen([*command, str(name)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
            for name in range(3)
        ]
        said = [one.communicate(b"go\n", timeout=60)[1] for one in others]
        assert [one.returncode for one in others] == [0, 0, 0], said
        notes = {one.note for one in store.all() if one.verdict is Verdict.GOOD}
        assert notes == {"first"} | {f"{name} {number}" for name in range(3) for number in range(15)}

    def test_one_that_is_killed_while_it_writes(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        given = press()
        size = store.path.stat().st_size
        died = subprocess.run([sys.executable, "-c", DYING, str(store.path.parent)], check=False, cwd=ROOT, timeout=60)
        assert died.returncode < 0
        assert store.path.stat().st_size > size
        assert store.all() == [given]
        assert len([press(), *store.all()]) == 3

    def test_one_that_writes_for_too_long(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        given = press()
        hasty = FeedbackStore(store.path.parent, wait=0.05)
        with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            with pytest.raises(FeedbackError, match="cannot be written: database is locked") as refused:
                hasty.withdraw(given.id)
            assert "try again" in refused.value.hint
            assert hasty.all() == [given]
        hasty.withdraw(given.id)
        assert store.all() == []


class TestBroken:
    """Each failure names the file and says what to do; nothing that is there is touched."""

    @pytest.mark.parametrize("content", [b"not a database, but a note of some other program " * 10, b"\0" * 600])
    def test_no_feedback_file(self, store: FeedbackStore, press: Callable[..., Feedback], content: bytes) -> None:
        store.path.parent.mkdir()
        store.path.write_bytes(content)
        for attempt in (store.all, press, lambda: store.withdraw("x")):
            with pytest.raises(FeedbackError, match=FILE) as refused:
                attempt()
            assert "Move it away" in refused.value.hint
        assert store.path.read_bytes() == content

    def test_a_file_cut_short(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        for _ in range(5):
            press()
        os.truncate(store.path, store.path.stat().st_size // 2)
        with pytest.raises(FeedbackError, match="cannot be read: database disk image is malformed") as refused:
            store.all()
        assert "Move it away" in refused.value.hint

    def test_an_empty_file_holds_nothing_yet(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        store.path.parent.mkdir()
        store.path.touch()
        assert store.all() == []
        given = press()
        assert store.all() == [given]

    def test_the_database_of_something_else(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        store.path.parent.mkdir()
        with closing(sqlite3.connect(store.path)) as db, db:
            db.execute("CREATE TABLE feedback (stars INTEGER)")
        for attempt in (store.all, press):
            with pytest.raises(FeedbackError, match="holds something else than feedback"):
                attempt()

    def test_a_newer_layout(self, store: FeedbackStore, press: Callable[..., Feedback]) -> None:
        press()
        with closing(sqlite3.connect(store.path)) as db, db:
            db.execute("PRAGMA user_version = 2")
        for attempt in (store.all, press):
            with pytest.raises(FeedbackError, match="written by a newer Dateline") as refused:
                attempt()
            assert refused.value.hint == "Bring this one up to date."

    @pytest.mark.parametrize("record", ["{", "[]", '{"id": "x", "stars": 5}', "null"])
    def test_a_record_that_cannot_be_read(
        self, store: FeedbackStore, press: Callable[..., Feedback], record: str
    ) -> None:
        given = press()
        with closing(sqlite3.connect(store.path)) as db, db:
            db.execute("UPDATE feedback SET record = ?", (record,))
        for attempt in (store.all, lambda: store.revise(given.id, note="x")):
            with pytest.raises(FeedbackError, match=f"The feedback {given.id} in .*{FILE} cannot be read"):
                attempt()

    def test_places_that_cannot_be(self, answer: Answer, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        (tmp_path / FILE).mkdir()
        for folder in (tmp_path / "file", tmp_path):
            with pytest.raises(FeedbackError, match="cannot be written") as refused:
                FeedbackStore(folder).add(Verdict.GOOD, answer, Settings())
            assert refused.value.hint
        with pytest.raises(FeedbackError, match="cannot be read: unable to open database file"):
            FeedbackStore(tmp_path).all()

    def test_read_only_it_can_be_read(self, answer: Answer) -> None:
        with tempfile.TemporaryDirectory() as name:  # where anybody may look, unlike the folders of a test
            folder = Path(name)
            store = FeedbackStore(folder)
            given = store.add(Verdict.GOOD, answer, Settings())
            store.path.chmod(0o444)
            folder.chmod(0o555)
            try:
                with unprivileged():
                    assert store.all() == [given]
                    for attempt in (lambda: store.withdraw(given.id), lambda: store.revise(given.id, note="x")):
                        with pytest.raises(FeedbackError, match="cannot be written: attempt to write") as refused:
                            attempt()
                        assert refused.value.hint == "Look whether you may write to it and to its folder."
            finally:
                folder.chmod(0o755)

    def test_a_folder_that_may_not_be_looked_into(self, answer: Answer) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            store = FeedbackStore(folder)
            store.add(Verdict.GOOD, answer, Settings())
            folder.chmod(0o000)
            try:
                with unprivileged(), pytest.raises(FeedbackError, match="cannot be read") as refused:
                    store.all()
                assert "Look whether you may read it" in refused.value.hint
            finally:
                folder.chmod(0o755)


def test_settings_are_kept_as_they_are_used(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, answer_threshold=0.25)
    assert Settings.model_validate({**portable(settings), "data_dir": tmp_path}) == settings


def test_a_record_is_ascii(press: Callable[..., Feedback]) -> None:
    kept = press(note="Zu früh? \U0001f44e \ud83d")
    assert as_json(kept).isascii()
    assert Feedback.model_validate(json.loads(as_json(kept))) == kept
