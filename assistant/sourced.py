"""What ``Assistant.cite`` gives: the passages that bear a statement, and the JSON that other programs rely on."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from assistant.answer import Citation
from assistant.verification import Piece, Verdict


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bearing(_Value):
    """What one article says to a statement."""

    verdict: Verdict
    note: str = ""
    """Which piece is missing or different; empty where all is borne."""
    pieces: tuple[Piece, ...] = ()
    citations: tuple[int, ...]
    """Its quotes, the one that bears most first."""
    verbatim: bool = False
    """Whether it has the words of an exact phrase, one after the other."""


class Sourced(_Value):
    """The articles that bear a statement, best first."""

    statement: str
    as_of: dt.date | None
    verdict: Verdict
    """That of the best article; "not found" where none says anything of the kind."""
    bearings: tuple[Bearing, ...]
    citations: tuple[Citation, ...]
    remarks: tuple[str, ...] = ()
    snapshot: str
    seconds: float
