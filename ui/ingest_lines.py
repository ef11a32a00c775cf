"""The lines of ``dateline ingest --json``: how far it is, and at the end its report or what went wrong.

Each is one JSON object in ASCII. A line of ``Progress`` comes first and then about five times a second,
``Publishing`` when all is read, and last, once, ``Done`` or ``Trouble``. Lines that end with neither come from
an ingest that was stopped: the collection is as it was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.errors import DatelineError
from ingest.report import Report
from ui.terminal import shown_json

INTERVAL = 0.2
"""Seconds between two lines of progress: quick enough to be watched, slow enough to cost nothing."""


class _Line(BaseModel):
    """A line. A reader overlooks fields that a later version adds."""

    model_config = ConfigDict(frozen=True)


class Progress(_Line):
    """How many articles and failures were met so far, of about how many."""

    seen: int
    expected: int


class Publishing(_Line):
    """Everything has been read; what is new is being published."""

    publishing: Literal[True]


class Done(_Line):
    """The end: what became of each source."""

    report: Report


class Message(_Line):
    """What happened, and what to do next; the hint may be empty."""

    message: str
    hint: str


class Trouble(_Line):
    """The end: nothing could be taken in, and the collection is as it was."""

    error: Message

    @classmethod
    def of(cls, error: DatelineError) -> Trouble:
        """Give an error as a line."""
        return cls(error=Message(message=str(error), hint=error.hint))


Line = Progress | Publishing | Done | Trouble

_LINES: TypeAdapter[Line] = TypeAdapter(Line)


def read_line(text: str | bytes) -> Line:
    """Read a line. Raises pydantic's ``ValidationError`` (a ``ValueError``) for anything else."""
    return _LINES.validate_json(text)


def written(line: Line) -> str:
    """Give a line as text, without its line feed. ASCII passes any pipe, whatever the encoding of either end."""
    return shown_json(json.dumps(_LINES.dump_python(line, mode="json")))


class Reporter:
    """Writes the lines of one ingest, those of progress no more often than a reader can follow."""

    def __init__(
        self, write: Callable[[str], None], expected: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Say how many are expected. ``write`` takes a line's text; ``clock`` gives seconds."""
        self._write = write
        self._expected = expected
        self._clock = clock
        self._seen = 0
        self._progress()

    def advance(self, seen: int) -> None:
        """Take note of how many there were so far."""
        self._seen = seen
        if self._clock() - self._last >= INTERVAL:
            self._progress()

    def publishing(self) -> None:
        """Say how many there were, and that they are being published."""
        if self._told != self._seen:
            self._progress()
        self._write(written(Publishing(publishing=True)))

    def _progress(self) -> None:
        # As many are expected as were seen at least: the estimate counts a file of records as one.
        self._write(written(Progress(seen=self._seen, expected=max(self._expected, self._seen))))
        self._told = self._seen
        self._last = self._clock()
