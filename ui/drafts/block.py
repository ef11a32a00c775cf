"""A block: one paragraph of a draft that is not a Word file, with what of its form a Word file can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assistant.audit.draft import Role
from ingest.readers.runs import BETWEEN_CELLS

__all__ = ["BETWEEN_CELLS", "Block", "Mark"]


class Mark(NamedTuple):
    """A stretch of a block's text that stands out."""

    start: int
    end: int
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, caption, list item or row of a table; the cells of a row are parted by " | "."""

    text: str
    role: Role = Role.PROSE
    rank: int = 0
    """1 to 6 for a heading whose rank is known."""
    item: bool = False
    """Whether it is an item of a list without numbers."""
    marks: tuple[Mark, ...] = ()
