"""The lines of a Word document in reading order, and which element holds each piece of their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of what Word writes; files saved as "Strict Open XML" have another."""
MAX_TABLE_DEPTH = 5
"""Tables inside tables; no page shows more."""
BETWEEN_CELLS = " | "

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Text boxes (in drawings) stand beside the paragraph; moved and deleted text elsewhere or nowhere; a fallback
# says the same again for old programs.
_BESIDE = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "rPr")), f"{_MARKUP}Fallback")
)
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_SIGNS = {
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), " "),
    **dict.fromkeys((f"{W}br", f"{W}cr"), "\n"),
    f"{W}noBreakHyphen": "-",
}
"""Elements that are themselves a character."""


class Piece(NamedTuple):
    """A piece of a line's text."""

    text: str
    element: Any = None
    """The ``w:t`` that holds it, or a sign such as ``w:tab``; ``None`` for what parts two cells."""
    start: int = 0
    """Place of its first character in the text of the ``w:t``."""
    length: int = 0
    """Characters of the ``w:t`` that it stands for; other than its own where characters were replaced."""


class Line(NamedTuple):
    """A paragraph, or a row of a table, that holds text."""

    text: str
    pieces: tuple[Piece, ...]
    """They tile the text."""
    paragraph: Any
    """The ``w:p``; the last one where a deletion joins some; ``None`` for a row."""


Letters = Callable[[str], Iterable[tuple[str, int, int]]]
"""Reads the text of an element: gives pieces, each with its place and length in the element's text."""


def as_written(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the text of an element in one piece."""
    yield text, 0, len(text)


def lines(parent: Any, letters: Letters = as_written, *, boxes: bool = False, depth: int = 0) -> Iterator[Line]:
    """Give the lines of a document's body or of a cell, as they read once all tracked changes are accepted.

    By element and not by python-docx's paragraphs: those leave out content controls and insertions.
    With ``boxes`` a table of one column is a frame around text: its paragraphs stand alone.
    """
    held: list[Piece] = []
    last = None
    for child in parent.iterchildren():
        if child.tag == f"{W}p":
            held.extend(_pieces(child, letters))
            last = child
            if _mark_deleted(child):
                continue
        if child.tag == f"{W}p" or child.tag in _WRAPPERS or child.tag == f"{W}tbl":
            yield from _line(held, last)
            held = []
        if child.tag == f"{W}tbl" and depth < MAX_TABLE_DEPTH:
            yield from _table(child, letters, boxes=boxes, depth=depth)
        elif child.tag in _WRAPPERS:
            yield from lines(child, letters, boxes=boxes, depth=depth)
    yield from _line(held, last)


def style_of(line: Line) -> str:
    """Give the id of a paragraph's style; nothing for a row, or where none is set."""
    style = line.paragraph.find(f"{W}pPr/{W}pStyle") if line.paragraph is not None else None
    return (style.get(f"{W}val") or "") if style is not None else ""


def _line(pieces: list[Piece], paragraph: Any) -> Iterator[Line]:
    if pieces := _stripped(pieces):
        yield Line("".join(piece.text for piece in pieces), tuple(pieces), paragraph)


def _table(table: Any, letters: Letters, *, boxes: bool, depth: int) -> Iterator[Line]:
    rows = (row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table)
    found = [list(_cells(row)) for row in rows]
    if boxes and all(len(cells) <= 1 for cells in found):
        for cell in (cell for cells in found for cell in cells):
            yield from lines(cell, letters, boxes=boxes, depth=depth + 1)
        return
    for cells in found:
        row: list[Piece] = []
        filled = False
        for number, cell in enumerate(cells):
            if number:
                row.append(Piece(BETWEEN_CELLS))
            for place, line in enumerate(lines(cell, letters, depth=depth + 1)):
                filled = True
                if place:
                    row.append(Piece(" "))
                row.extend(piece._replace(text=piece.text.replace("\n", " ")) for piece in line.pieces)
        if filled:
            yield Line("".join(piece.text for piece in row), tuple(row), None)


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _mark_deleted(paragraph: Any) -> bool:
    """Tell whether the paragraph's end is deleted, so that it goes on in the next one."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))


def _pieces(paragraph: Any, letters: Letters) -> Iterator[Piece]:
    # A field shows its result only; one in another's instruction is not shown at all.
    instructions: list[bool] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{W}t":
            if not any(instructions):
                for text, start, length in letters(element.text or ""):
                    yield Piece(text, element, start, length)
        elif tag in _SIGNS:
            yield Piece(_SIGNS[tag], element, 0, 1)
        elif tag == f"{W}fldChar":
            _turn(instructions, element.get(f"{W}fldCharType"))
        elif tag not in _BESIDE:
            stack.extend(reversed(list(element)))


def _turn(instructions: list[bool], kind: str | None) -> None:
    """Enter or leave a field, or go on from its instruction to its result."""
    if kind == "begin":
        instructions.append(True)
    elif instructions and kind == "separate":
        instructions[-1] = False
    elif instructions and kind == "end":
        instructions.pop()


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """Give the pieces without white space at either end."""
    first, last = 0, len(pieces)
    while first < last and not pieces[first].text.strip():
        first += 1
    while last > first and not pieces[last - 1].text.strip():
        last -= 1
    kept = pieces[first:last]
    if kept:
        kept[0] = _cut(kept[0], len(kept[0].text) - len(kept[0].text.lstrip()), 0)
        kept[-1] = _cut(kept[-1], 0, len(kept[-1].text) - len(kept[-1].text.rstrip()))
    return kept


def _cut(piece: Piece, head: int, tail: int) -> Piece:
    """Take characters off the ends of a piece; none of one that white space cannot begin or end."""
    if not head + tail:
        return piece
    text = piece.text[head : len(piece.text) - tail]
    return Piece(text, piece.element, piece.start + head, piece.length - head - tail)
