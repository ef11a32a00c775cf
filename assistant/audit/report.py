"""The audit's report: what ``Assistant.audit`` gives, and the JSON that other programs rely on."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from assistant.answer import Citation
from assistant.verification import Piece, Verdict


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Checked(_Value):
    """A sentence of a draft with its verdict."""

    paragraph: int
    """Place of its paragraph in the draft, from 0."""
    start: int
    end: int
    """Its place in that paragraph's text."""
    text: str
    verdict: Verdict
    note: str = ""
    """The verdict's reason in words: which piece is missing or different, or why nothing can be checked."""
    pieces: tuple[Piece, ...] = ()
    """What it states, piece by piece; places count the sentence's characters."""
    citations: tuple[int, ...] = ()
    """The quotes that bear it, or that say otherwise; the best first."""


class Counts(_Value):
    """How many sentences got each verdict."""

    supported: int
    partly_supported: int
    differs: int
    not_found: int
    not_checkable: int


class Audit(_Value):
    """What the articles say to a draft, sentence by sentence in its order."""

    draft: str
    """The draft's name."""
    paragraphs: tuple[str, ...]
    """The draft's text, for whoever shows it."""
    roles: tuple[str, ...]
    """What each paragraph is: prose, heading, table cell, caption."""
    remarks: tuple[str, ...] = ()
    """What of the draft was not read, and why."""
    as_of: dt.date | None
    sentences: tuple[Checked, ...]
    citations: tuple[Citation, ...]
    counts: Counts
    snapshot: str
    seconds: float


__all__ = ["Audit", "Checked", "Counts", "Piece", "Verdict"]
