"""What people say of answers: a thumb up or down with an optional note, kept in the data folder.

Each is kept with all that was before the person's eyes: question, answer and snapshot, and the limits and
settings that the answer was made with. The file is SQLite, in its plain journal mode: one file, safe after
a crash, also on a network drive, where the faster mode (WAL) is not. It is opened for each call, so that
any number of threads and processes may use it.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue, ValidationError

from assistant.answer import Answer
from index.errors import FeedbackError
from index.filters import Filters
from index.settings import Settings

FILE = "feedback.sqlite"
"""Its name in the data folder."""
NOTE_LONGEST = 2000
"""Characters of a note: a page of text. Longer ones are refused, not cut: what people say is kept as they said it."""
WAIT = 10.0
"""Seconds to wait for somebody else's writing, which takes some milliseconds: so many can press at once."""
VERSION = 1
"""Version of the file's layout, kept in it."""
SCHEMA = """
CREATE TABLE feedback (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL -- a Feedback as JSON: record ->> '$.note'
)
"""

_BROKEN = "Move it away, or put a copy of it in its place: without it a new one is begun."
_HINTS = {
    sqlite3.SQLITE_BUSY: "Another program has been writing to it for long; try again.",
    sqlite3.SQLITE_READONLY: "Look whether you may write to it and to its folder.",
    sqlite3.SQLITE_PERM: "Look whether you may read it and write to it.",
    sqlite3.SQLITE_CANTOPEN: "Look whether you may read it and write to its folder.",
    sqlite3.SQLITE_FULL: "Make room on its disk.",
    sqlite3.SQLITE_IOERR: "Look whether its disk is full or away.",
    sqlite3.SQLITE_NOTADB: _BROKEN,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
}
"""What to do about each of SQLite's primary result codes (https://sqlite.org/rescode.html)."""
_PRIMARY = 0xFF
"""The part of a result code that is its primary code."""


class Verdict(StrEnum):
    """What a person thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


class Feedback(BaseModel):
    """What one person said of one answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """Not to be guessed: whoever knows it may change the verdict and the note."""
    at: AwareDatetime
    """When it was given, in UTC."""
    revised: AwareDatetime | None = None
    """When it was last changed, in UTC."""
    verdict: Verdict
    note: str = ""
    question: str
    """As the person wrote it; how it was read is in the answer."""
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, first to last."""
    filters: Filters = Filters()
    answer: Answer
    settings: dict[str, JsonValue]
    """The settings that the answer was made with, but for places on the machine."""

    @property
    def snapshot(self) -> str:
        """The snapshot that the answer came from."""
        return self.answer.snapshot

    @property
    def said_at(self) -> dt.datetime:
        """When the person last said something, in UTC."""
        return self.revised or self.at

    def is_since(self, day: dt.date | None) -> bool:
        """Tell whether the person last said something on a day (UTC) or later."""
        return day is None or self.said_at.astimezone(dt.UTC).date() >= day


class FeedbackStore:
    """The feedback in a data folder. Every method raises ``FeedbackError`` where the file cannot be used."""

    def __init__(self, data_dir: Path, *, wait: float = WAIT) -> None:
        """Take the data folder; nothing is written before the first ``add``. ``wait`` is in seconds."""
        self.path = data_dir / FILE
        self._wait = wait

    def add(
        self,
        verdict: Verdict,
        answer: Answer,
        settings: Settings,
        *,
        question: str | None = None,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        note: str = "",
    ) -> Feedback:
        """Keep a verdict on an answer; the question is the answer's own unless it is given as it was written.

        Raises ``FeedbackError`` also for a note of more than ``NOTE_LONGEST`` characters.
        """
        one = Feedback(
            id=uuid.uuid4().hex,
            at=dt.datetime.now(dt.UTC),
            verdict=verdict,
            note=_bounded(note),
            question=answer.question if question is None else question,
            history=tuple(history),
            filters=filters or Filters(),
            answer=answer,
            settings=portable(settings),
        )
        with self._opened(writing=True) as db:
            db.execute("INSERT INTO feedback (id, record) VALUES (?, ?)", (one.id, as_json(one)))
        return one

    def revise(self, feedback_id: str, *, verdict: Verdict | None = None, note: str | None = None) -> Feedback:
        """Change the verdict, the note or both; ``None`` leaves as it is.

        Raises ``FeedbackError`` also if it was withdrawn, and for a note that is too long.
        """
        changes: dict[str, Verdict | str | dt.datetime] = {"revised": dt.datetime.now(dt.UTC)}
        if verdict is not None:
            changes["verdict"] = Verdict(verdict)
        if note is not None:
            changes["note"] = _bounded(note)
        with self._opened(writing=True) as db:
            row = db.execute("SELECT id, record FROM feedback WHERE id = ?", (feedback_id,)).fetchone()
            if row is None:
                raise FeedbackError("This feedback is not kept any more.", "Press the thumb again.")
            revised = self._read(row).model_copy(update=changes)
            db.execute("UPDATE feedback SET record = ? WHERE id = ?", (as_json(revised), feedback_id))
        return revised

    def withdraw(self, feedback_id: str) -> None:
        """Forget it, note and all; withdrawing again does nothing."""
        with self._opened(writing=True) as db:
            db.execute("DELETE FROM feedback WHERE id = ?", (feedback_id,))

    def all(self, *, since: dt.date | None = None) -> list[Feedback]:
        """Give all feedback in the order given, or what was said or changed on a day (UTC) or later."""
        try:
            there = self.path.exists()
        except OSError as error:
            raise self._failure(error, writing=False) from error
        if not there:
            return []
        with self._opened(writing=False) as db:
            rows = db.execute("SELECT id, record FROM feedback ORDER BY row").fetchall() if _is_begun(db) else []
        held = [self._read(row) for row in rows]
        return [one for one in held if one.is_since(since)]

    @contextmanager
    def _opened(self, *, writing: bool) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction, which an error leaves undone."""
        try:
            if writing:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            # Who only reads may have to finish what a crash left half written: "rw", which SQLite itself
            # lowers to reading where writing is not allowed.
            address = f"{self.path.absolute().as_uri()}?mode={'rwc' if writing else 'rw'}"
            with closing(sqlite3.connect(address, uri=True, timeout=self._wait, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
                self._check(db)
                if writing and not _is_begun(db):
                    db.execute(SCHEMA)
                    db.execute(f"PRAGMA user_version = {VERSION}")
                yield db
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise self._failure(error, writing=writing) from error

    def _check(self, db: sqlite3.Connection) -> None:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise FeedbackError(f"{self.path} was written by a newer Dateline.", "Bring this one up to date.")
        if version == 0 and _is_begun(db):
            raise FeedbackError(f"{self.path} holds something else than feedback.", _BROKEN)

    def _read(self, row: tuple[str, str]) -> Feedback:
        feedback_id, record = row
        try:
            # Not as pydantic's JSON, which refuses the half characters that a browser may send.
            return Feedback.model_validate(json.loads(record))
        except (ValueError, ValidationError) as error:
            raise FeedbackError(
                f"The feedback {feedback_id} in {self.path} cannot be read: {error}",
                "It may come from a newer Dateline: bring this one up to date.",
            ) from error

    def _failure(self, error: sqlite3.Error | OSError, *, writing: bool) -> FeedbackError:
        # Errors of Python's own module, such as for text that is no text, come without a code.
        code = getattr(error, "sqlite_errorcode", None) or (
            sqlite3.SQLITE_CANTOPEN if isinstance(error, OSError) else sqlite3.SQLITE_CORRUPT
        )
        done = "written" if writing else "read"
        return FeedbackError(f"The feedback in {self.path} cannot be {done}: {error}.", _HINTS.get(code & _PRIMARY, ""))


def portable(settings: Settings) -> dict[str, JsonValue]:
    """Give settings as JSON without those that name a place on this machine: they change no answer."""
    places = {name for name, value in settings if isinstance(value, Path)}
    values: dict[str, JsonValue] = settings.model_dump(mode="json", exclude=places)
    return values


def as_json(one: Feedback) -> str:
    """Give feedback as JSON in ASCII, which any text survives, half characters included."""
    return json.dumps(one.model_dump(mode="json"))


def _is_begun(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _bounded(note: str) -> str:
    if len(note) > NOTE_LONGEST:
        raise FeedbackError(
            f"The note has {len(note):,} characters; at most {NOTE_LONGEST:,} are kept.", "Say it in fewer words."
        )
    return note
