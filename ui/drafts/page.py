"""Reads HTML: every paragraph that a reader of the page sees, as a block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.audit.draft import Role
from ingest.readers.markup import BLOCKS, parsed, unseen, walk
from ui.drafts.block import BETWEEN_CELLS, Block, Mark
from ui.drafts.letters import legible
from ui.drafts.sentences import Measure

_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_CONTROLS = frozenset(("button", "datalist", "input", "option", "select", "textarea"))
_STRUCK = frozenset(("del", "s", "strike"))
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("cite", "em", "i"))
_CELLS = frozenset(("td", "th"))
_NOTE_MARK = re.compile(r"[\s\[(]*(?:\d{1,3}|[a-z*†‡§])[\s\])]*")
"""What a link to a footnote shows: "[1]", "2", "*"."""
_TOKEN = re.compile(r"\s+|\S+")

_Part = tuple[str, bool, bool]
"""Text, and whether it is bold and italic."""


def page_blocks(html: str) -> tuple[list[Block], list[str]]:
    """Give the blocks of a page, and remarks on what was left out."""
    page = Page(html)
    remarks = ["The page's navigation is not audited."] if page.navigation else []
    return page.blocks, remarks + page.remarks


class Page:
    """The blocks of a page, and what was left out of them."""

    def __init__(self, html: str) -> None:
        """Read a whole page or a piece of one."""
        self.navigation = 0
        """Elements that lead elsewhere on the site."""
        self.remarks: list[str] = []
        """On text that is struck through."""
        self.blocks: list[Block] = []
        self._measure = Measure()
        self._full = False
        self._open: Counter[str] = Counter()
        self._unseen = 0
        self._rank = 0
        self._numbers: list[int] = []
        self._marker = ""
        self._bullet = False
        self._parts: list[_Part] = []
        self._rows = 0
        self._cells: list[list[_Part]] = []
        root = parsed(html)
        if root is not None:
            self._wide = _wide(root)
            for event, element in walk(root):
                if event == "start":
                    self._enter(element)
                else:
                    self._leave(element)
                if self._full:
                    break
            self._flush()

    def _enter(self, element: Any) -> None:
        tag = element.tag
        self._bound(tag)
        gone = _gone(element)
        if gone and not self._unseen:
            self.navigation += tag == "nav"
            if tag in _STRUCK:
                self.remarks = ["Text that is struck through is not audited."]
        self._unseen += gone
        if not self._unseen:
            self._open[tag] += 1
            if tag in _HEADINGS:
                self._rank = _HEADINGS[tag]
            elif tag in {"ol", "ul"}:
                self._numbers.append(_whole(element.get("start"), 1) - 1 if tag == "ol" else -1)
            elif tag == "li":
                self._item(element)
            elif tag == "br":
                self._append("\n")
            elif tag == "tr" and element in self._wide:
                self._rows += 1
            elif tag in _CELLS and self._rows:
                self._cell(element)
        self._add(element.text)

    def _leave(self, element: Any) -> None:
        tag = element.tag
        self._bound(tag)
        if not self._unseen:
            self._open[tag] -= 1
            if tag in {"ol", "ul"} and self._numbers:
                self._numbers.pop()
            elif tag == "li":
                self._marker, self._bullet = "", False
            elif tag == "tr" and element in self._wide:
                self._rows -= 1
                if not self._rows:
                    self._end_row()
        self._unseen -= _gone(element)
        self._add(element.tail)

    def _item(self, element: Any) -> None:
        numbered = element.getparent() is not None and element.getparent().tag == "ol"
        self._bullet = not numbered
        if numbered and self._numbers:
            self._numbers[-1] = _whole(element.get("value"), self._numbers[-1] + 1)
            self._marker = f"{self._numbers[-1]}. "

    def _cell(self, element: Any) -> None:
        if self._rows == 1 and _row(element) in self._wide:
            self._cells.append([])
        else:
            # Of a table within a cell.
            self._append(" ")

    def _bound(self, tag: Any) -> None:
        """End what came before a block's beginning or end; in a cell that is a space."""
        if isinstance(tag, str) and tag in BLOCKS and not self._unseen:
            if self._rows:
                self._append(" ")
            else:
                self._flush()

    def _add(self, text: str | None) -> None:
        if text and not self._unseen:
            self._append(text if self._open["pre"] else text.replace("\n", " "))

    def _append(self, text: str) -> None:
        style = any(self._open[tag] for tag in _BOLD), any(self._open[tag] for tag in _ITALIC)
        if not self._rows:
            self._parts.append((text, *style))
        elif self._cells:
            self._cells[-1].append((text.replace("\n", " "), *style))

    def _flush(self) -> None:
        text, marks = _joined(self._parts)
        self._parts = []
        if not text:
            return
        rank = self._rank if any(self._open[tag] for tag in _HEADINGS) else 0
        role = Role.PROSE
        if rank:
            role = Role.HEADING
        elif self._open["figcaption"] or self._open["caption"]:
            role = Role.CAPTION
        if self._marker:
            marks = _moved(marks, len(self._marker))
        self._keep(Block(self._marker + text, role, rank, self._bullet, tuple(marks)))
        # A second paragraph of an item has no marker of its own.
        self._marker, self._bullet = "", False

    def _end_row(self) -> None:
        row, marks = "", list[Mark]()
        filled = False
        for number, cell in enumerate(self._cells):
            text, found = _joined(cell)
            row += BETWEEN_CELLS if number else ""
            marks.extend(_moved(found, len(row)))
            row += text
            filled = filled or bool(text)
        self._cells = []
        if filled:
            self._keep(Block(row, Role.CELL, marks=tuple(marks)))

    def _keep(self, block: Block) -> None:
        self.blocks.append(block)
        self._full = self._full or self._measure.full(block.text)


def _wide(root: Any) -> set[Any]:
    """Give the rows of tables that have more than one column; any other is a frame around text."""
    rows: dict[Any, list[Any]] = {}
    wide: set[Any] = set()
    for row in root.iter("tr"):
        table = next(row.iterancestors("table"), root)
        rows.setdefault(table, []).append(row)
        if sum(cell.tag in _CELLS for cell in row) > 1:
            wide.add(table)
    return {row for table in wide for row in rows[table]}


def _row(cell: Any) -> Any:
    return next(cell.iterancestors("tr"), None)


def _gone(element: Any) -> bool:
    """Tell whether what an element holds is not part of the text."""
    if unseen(element) or element.tag == "nav" or element.tag in _CONTROLS or element.tag in _STRUCK:
        return True
    if element.tag == "a" and (element.get("href") or "").startswith("#"):
        return _NOTE_MARK.fullmatch("".join(element.itertext())) is not None
    return False


def _whole(number: str | None, otherwise: int) -> int:
    return int(number) if number and re.fullmatch(r"-?[0-9]{1,6}", number) else otherwise


def _joined(parts: Sequence[_Part]) -> tuple[str, list[Mark]]:
    """Give the text of a block, white space as a browser shows it, and what in it stands out."""
    out: list[str] = []
    marks: list[Mark] = []
    length = 0
    for text, bold, italic in parts:
        start = length
        for token in _tokens(text):
            if not token.isspace():
                out.append(token)
                length += len(token)
            elif out and not out[-1].isspace():
                out.append("\n" if "\n" in token else " ")
                length += 1
            elif out and "\n" in token:
                out[-1] = "\n"
        if (bold or italic) and length > start:
            marks.append(Mark(start, length, bold, italic))
    if out and out[-1].isspace():
        length -= len(out.pop())
    return "".join(out), [mark._replace(end=min(mark.end, length)) for mark in marks if mark.start < length]


def _tokens(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        yield from _TOKEN.findall(legible(line))


def _moved(marks: Sequence[Mark], by: int) -> list[Mark]:
    return [mark._replace(start=mark.start + by, end=mark.end + by) for mark in marks]
