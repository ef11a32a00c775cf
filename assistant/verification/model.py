"""What verification gives: the pieces of a statement, and what the articles' words say to each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class PieceKind(StrEnum):
    """What a piece of a statement says."""

    WHO = "who"
    """A name: of people, places, organisations."""
    WHAT = "what"
    """What is said of them, in the words that carry it."""
    HOW_MUCH = "how much"
    WHEN = "when"
    WHETHER = "whether"
    """That it is so, or is not."""
    STATUS = "status"
    """How far it has come: proposed, pledged, signed, done; planned or feared."""


class State(StrEnum):
    """What the quotes say to a piece."""

    BORNE = "borne"
    MISSING = "missing"
    DIFFERENT = "different"


class Verdict(StrEnum):
    """What the articles say to a sentence."""

    SUPPORTED = "supported"
    """They bear every piece of it."""
    PARTLY = "partly supported"
    """They bear some of it, and say nothing of the rest."""
    DIFFERS = "differs"
    """They give another amount, date, name or status, or say that it is not so."""
    NOT_FOUND = "not found"
    """They say nothing of the kind."""
    NOT_CHECKABLE = "not checkable"
    """It states nothing that articles could bear."""


class Piece(BaseModel):
    """A piece of a statement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PieceKind
    text: str
    """The statement's own words."""
    start: int
    end: int
    """Their place in the statement."""
    state: State
    said: str = ""
    """The quote's words that bear it, or what it gives instead."""
    citation: int | None = None
    """Number of the quote that bears it or says otherwise; ``None`` where it is missing."""

    def numbered(self, numbers: Mapping[int, int | None], shift: int = 0) -> Piece:
        """Give it with another number for its quote, and ``shift`` characters farther on."""
        citation = None if self.citation is None else numbers.get(self.citation)
        return self.model_copy(update={"start": self.start + shift, "end": self.end + shift, "citation": citation})


NO_WORDS: Mapping[str, str] = {}
"""Terms of a statement, each with the one by which a quote tells the same: none."""


class Finding(NamedTuple):
    """What a quote says to a piece: its state, and the words that say so."""

    state: State
    said: str = ""


MISSING = Finding(State.MISSING)
