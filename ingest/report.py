"""What an ingest did, for the person who ran it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.record import Failure


class Outcome(StrEnum):
    """What became of an article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass
class Report:
    """What an ingest did."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failures: list[Failure] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Source and remark: stated values that could not be used."""
    near_duplicates: int = 0
    undated: int = 0
    """Articles added or updated that state no publication date."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Files in folders that are of no kind that is read, counted by extension."""
    snapshot: str | None = None
    """The snapshot published, or ``None`` when nothing changed."""

    def count(self, outcome: Outcome, times: int = 1) -> None:
        """Count one article, or take a count back."""
        self.counts[outcome] += times

    @property
    def changed(self) -> bool:
        """Whether the collection is another than before."""
        return any(self.counts[one] for one in (Outcome.ADDED, Outcome.UPDATED, Outcome.REMOVED))
