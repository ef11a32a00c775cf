"""The draft: what a writer hands in to be audited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph of a draft is."""

    PROSE = "prose"
    HEADING = "heading"
    CELL = "table cell"
    CAPTION = "caption"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a draft, with the places of its sentences in its text."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    role: Role = Role.PROSE


@dataclass(frozen=True)
class Draft:
    """A draft: its paragraphs in their order. ``remarks`` say what of the file was not read, and why."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[str, ...] = ()
