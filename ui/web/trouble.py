"""What went wrong, in the person's words; a stack trace goes to the log and never to the page."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass

from index.errors import DatelineError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """Why something could not be done, and a way on."""

    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def trouble_of(error: Exception, failed: str) -> Trouble:
    """Say what went wrong; ``failed`` is what could not be done ("the question was not asked").

    What Dateline raises on purpose has its own words. Anything else is a fault of the program: the log
    has the whole of it under a mark that the person can name.
    """
    if isinstance(error, DatelineError):
        return Trouble(str(error), error.hint)
    mark = uuid.uuid4().hex[:8]
    _log.error("%s: %s", mark, failed, exc_info=error)
    return Trouble(
        f"Something went wrong, and {failed}.",
        f"Try once more. If it happens again, tell whoever runs Dateline: the log has it as {mark}.",
    )
