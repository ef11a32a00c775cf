"""What was found for one part of a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.answer import ConflictKind, Status
from assistant.evidence import Evidence
from assistant.question import Part
from index.search import Found


@dataclass(frozen=True)
class Report:
    """One of several reported values."""

    value: str
    evidence: Evidence


@dataclass(frozen=True)
class Disagreement:
    """Reports that differ; an update has the latest first."""

    kind: ConflictKind
    reports: tuple[Report, ...]


class Line(NamedTuple):
    """A line of a timeline: a sentence with the days of what it tells."""

    first: dt.date
    last: dt.date
    basis: str
    evidence: Evidence


@dataclass
class Finding:
    """What was found for one part of a question."""

    part: Part
    status: Status
    found: Sequence[Found] = ()
    """The passages searched for it, as retrieval ordered them; none for a part that leans on another."""
    evidence: list[Evidence] = field(default_factory=list)
    """Ranked, best first."""
    chosen: list[Evidence] = field(default_factory=list)
    """What the answer says to this part."""
    note: str = ""
    """What the chosen sentences come to, or why the part is not answered."""
    noted: list[Evidence] = field(default_factory=list)
    """What bears the note; all of it is chosen, here or for another part."""
    disagreement: Disagreement | None = None
    """Reports that differ in what is asked for."""
    timeline: list[Line] = field(default_factory=list)
    """What happened when, where that is asked."""
    probability: float = 0.0
