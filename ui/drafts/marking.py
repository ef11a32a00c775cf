"""Puts the marks of footnotes and comments into a Word file, each at exactly its sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from ingest.readers.runs import Line
from ui.drafts.cuts import Cuts, holds_note
from ui.drafts.document import Document
from ui.drafts.notes import Notes
from ui.drafts.numbering import renumber


class Marking:
    """Collects what is to be marked in a document, in the order of its text, and then marks it."""

    def __init__(self, document: Document) -> None:
        """Mark in this document; nothing is changed before ``put``."""
        self._document = document
        self._notes = Notes(document.package, document.main)
        self._cuts = Cuts(document.body)
        self._waiting: list[Callable[[], None]] = []
        self._ends = cache(self._ends_of)

    def footnote(self, line: int, end: int, texts: Sequence[str]) -> None:
        """Add a footnote to what ends at a place in a line."""
        mark = self._notes.footnote(texts)

        def put() -> None:
            last = self._cuts.after(*self._place(line, end - 1, behind=True))
            runs = [self._notes.comma(), mark] if holds_note(last) else [mark]
            following = last.getnext()
            if following is not None and following in self._cuts.own and holds_note(following):
                runs.append(self._notes.comma())
            self._cuts.own.update(runs)
            _put_behind(last, runs)

        self._waiting.append(put)

    def comment(self, line: int, start: int, end: int, paragraphs: Sequence[str]) -> None:
        """Add a comment on a stretch of a line."""
        begin, stop, mark = self._notes.comment(paragraphs)

        def put() -> None:
            _put_behind(self._cuts.after(*self._place(line, end - 1, behind=True)), [stop, mark])
            self._cuts.before(*self._place(line, start)).addprevious(begin)

        self._waiting.append(put)

    def put(self) -> None:
        """Put in the marks, from the end: notes are numbered from the beginning, but no cut may move the next."""
        if self._waiting:
            while self._waiting:
                self._waiting.pop()()
            renumber(self._document.package, self._document.main)

    def _place(self, number: int, index: int, *, behind: bool = False) -> tuple[Any, int]:
        """Give the element that holds a character of a line, and the place before or behind it in its text."""
        ends = self._ends(number)
        place = bisect_right(ends, index)
        pieces = self._line(number).pieces
        while pieces[place].element is None:
            # What parts two cells is in none of them.
            place += -1 if behind else 1
            index = ends[place] - (1 if behind else len(pieces[place].text))
        piece = pieces[place]
        if piece.length != len(piece.text):
            # Characters that replaced others are not parted.
            return piece.element, piece.start + behind * piece.length
        return piece.element, piece.start + index - ends[place] + piece.length + behind

    def _ends_of(self, number: int) -> list[int]:
        return list(accumulate(len(piece.text) for piece in self._line(number).pieces))

    def _line(self, number: int) -> Line:
        return self._document.lines[number]


def _put_behind(last: Any, marks: Sequence[Any]) -> None:
    for mark in marks:
        last.addnext(mark)
        last = mark
