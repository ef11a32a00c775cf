"""The view: an audit as a page shows it, the draft in blocks and the evidence for each of its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from assistant.answer import Citation
from assistant.audit.draft import Role
from assistant.audit.report import Audit, Checked
from assistant.verification import Piece, State
from ui.audit.marks import Stretch, in_quote, in_sentence
from ui.audit.verdicts import KEYS, SEVERITY

Context = Callable[[Citation], tuple[str, str]]
"""Gives what stands before and after a quote in its article."""


@dataclass(frozen=True)
class Source:
    """A quote beside a sentence, cut into the words that bear its pieces and those that do not."""

    citation: Citation
    before: str
    stretches: Sequence[Stretch]
    after: str


@dataclass(frozen=True)
class Line:
    """A sentence of the draft with its evidence."""

    number: int
    """Its place in the draft, from 1."""
    checked: Checked
    sources: tuple[Source, ...]

    @property
    def key(self) -> str:
        """Its verdict's name without spaces."""
        return KEYS[self.checked.verdict]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Its text, cut at the borders of its pieces."""
        return in_sentence(self.checked)

    @property
    def numbers(self) -> set[int]:
        """The numbers of its quotes."""
        return {source.citation.number for source in self.sources}

    @property
    def amiss(self) -> list[Piece]:
        """Its pieces that differ, then those that are missing, otherwise as they stand in it."""
        found = [piece for piece in self.checked.pieces if piece.state is not State.BORNE]
        return sorted(found, key=lambda piece: (SEVERITY[piece.state], piece.start))

    @property
    def borne(self) -> list[Piece]:
        """Its pieces that are borne, as they stand in it."""
        return [piece for piece in self.checked.pieces if piece.state is State.BORNE]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the draft: sentences, and what stands between them."""

    role: str
    parts: tuple[str | Line, ...]


def lines(audit: Audit, context: Context) -> list[Line]:
    """Give the sentences of the draft in its order, each with its evidence."""
    cited = {one.number: one for one in audit.citations}
    around = {number: context(one) for number, one in cited.items()}
    found = []
    for number, one in enumerate(audit.sentences, 1):
        sources = tuple(
            Source(cited[each], around[each][0], in_quote(cited[each].quote, one.pieces, each), around[each][1])
            for each in one.citations
            if each in cited
        )
        found.append(Line(number, one, sources))
    return found


def blocks(audit: Audit, found: Sequence[Line]) -> Iterator[tuple[str, list[Paragraph]]]:
    """Give the draft in blocks: a role and the paragraphs that follow each other in it; a table's cells are one."""
    within: dict[int, list[Line]] = {}
    for line in found:
        within.setdefault(line.checked.paragraph, []).append(line)
    paragraphs = [
        Paragraph(role, tuple(_parts(text, within.get(place, []))))
        for place, (text, role) in enumerate(zip(audit.paragraphs, audit.roles, strict=True))
    ]
    for role, run in groupby(paragraphs, key=lambda one: one.role):
        if role == Role.CELL:
            yield role, list(run)
        else:
            yield from ((role, [one]) for one in run)


def _parts(text: str, found: Sequence[Line]) -> Iterator[str | Line]:
    """Cut a paragraph into its sentences and what stands between them."""
    done = 0
    for line in sorted(found, key=lambda one: one.checked.start):
        if between := text[done : line.checked.start]:
            yield between
        yield line
        done = max(done, line.checked.end)
    if rest := text[done:]:
        yield rest
