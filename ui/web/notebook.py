"""The list of citations that somebody collects for the piece being written. Kept as long as the page is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation
from ui.web.place import name_of

MOST = 300
"""Citations of a list: several times what a long piece cites, and under 1 MB for each open page."""


@dataclass
class Notebook:
    """The citations in the order in which they are to be printed. Nobody else's page sees them."""

    citations: list[Citation] = field(default_factory=list)

    @property
    def numbered(self) -> list[Citation]:
        """The citations, numbered from 1 in their order here."""
        return renumbered(self.citations)

    @property
    def names(self) -> list[str]:
        """What the page calls each."""
        return [name_of(one) for one in self.citations]

    def add(self, citations: Sequence[Citation]) -> int:
        """Add what is not there yet, as far as there is room; give how many were added."""
        known = set(self.names)
        fresh = list({name_of(one): one for one in citations if name_of(one) not in known}.values())
        fresh = fresh[: max(MOST - len(self.citations), 0)]
        self.citations = [*self.citations, *fresh]
        return len(fresh)

    def remove(self, names: Sequence[str]) -> int:
        """Take citations out by their names; give how many were there."""
        before = len(self.citations)
        self.citations = [one for one in self.citations if name_of(one) not in names]
        return before - len(self.citations)

    def move(self, name: str, by: int) -> int | None:
        """Move a citation so many places on; give its new number, ``None`` where it stays."""
        names = self.names
        if name not in names:
            return None
        place = names.index(name)
        target = place + by
        if not 0 <= target < len(names) or not by:
            return None
        moved = [one for one in self.citations if name_of(one) != name]
        moved.insert(target, self.citations[place])
        self.citations = moved
        return target + 1

    def clear(self) -> None:
        """Forget them all."""
        self.citations = []


def renumbered(citations: Sequence[Citation]) -> list[Citation]:
    """Give citations with new numbers, from 1."""
    return [one.model_copy(update={"number": number}) for number, one in enumerate(citations, 1)]
