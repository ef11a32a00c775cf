"""Reads Word files (DOCX): paragraphs, lists and tables in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.opening import whole
from ingest.readers.properties import sane_name, sane_title
from ingest.record import Record, Stated

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BODY_PART = "word/document.xml"
TITLE_STYLES = frozenset({"title", "heading 1"})
_BESIDE = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "rPr"))
MAX_TABLE_DEPTH = 5
"""Tables inside tables; no page shows more."""


def read_word(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the file as one record, a paragraph or row of a table for each of the document's.

    Text that is marked as deleted is left out, inserted text is in. A first paragraph in the style
    Title or Heading 1 is the title, else the one in the file's properties if somebody wrote it; the
    dates there tell when the file was made and are never taken.
    """
    data = whole(stream)
    _refuse_hostile(data)
    # Read only for Word files: import costs 60 ms.
    import docx  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(data))
        style_names = {style.style_id: (style.name or "").lower() for style in document.styles}
        lines = list(_lines(document.element.body, style_names))
        properties = document.core_properties
        title, author = properties.title, properties.author
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  # a broken file fails anywhere in the parser
        raise UnreadableSource(f"a damaged Word file: {str(error)[:120]}") from None
    if not lines:
        raise UnreadableSource("holds no text; pictures of text are not read")
    record = Record(path, "")
    if lines[0][1] in TITLE_STYLES and len(lines) > 1:
        record.title = Stated(" ".join(lines.pop(0)[0].split()), Origin.HEADING)
    elif said := sane_title(title, path):
        record.title = Stated(said, Origin.DOCUMENT_PROPERTIES)
    if name := sane_name(author):
        record.byline = Stated(name, Origin.DOCUMENT_PROPERTIES)
    captions = [text for text, style in lines if style == "caption"]
    if captions:
        record.removed.append(Removed(text="\n".join(captions), reason="caption or box beside the text"))
    record.text = "\n\n".join(text for text, style in lines if style != "caption")
    yield record


def _refuse_hostile(data: bytes) -> None:
    """Raise ``UnreadableSource`` for what is no Word file, and for one that unpacks as bombs do."""
    if data.startswith(_OLE):
        raise UnreadableSource("protected by a password, or an old Word file (.doc): save it as plain .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            locked = any(entry.flag_bits & 1 for entry in entries)
            # Unpacking stops at the size that the directory states, so that size can be relied on.
            allowed = max(limits.BOMB_FLOOR, min(limits.MAX_FILE * 2, len(data) * limits.BOMB_RATIO))
            bomb = sum(entry.file_size for entry in entries) > allowed
            body = b"" if locked or bomb else archive.read(_BODY_PART)
    except MemoryError:
        raise
    except KeyError:
        raise UnreadableSource("not a Word file: it holds no document") from None
    except Exception:  # noqa: BLE001  # a broken archive fails with any of eight kinds
        raise UnreadableSource("not a Word file, or a truncated one") from None
    if locked:
        raise UnreadableSource("protected by a password; save it without one")
    if bomb:
        raise UnreadableSource("unpacks to far more than a document can: not read")
    # Word writes none; one that declares entities would show other words than Word does, or grow without end.
    if b"<!DOCTYPE" in body[:4096] or b"<!ENTITY" in body:
        raise UnreadableSource("declares XML entities, which no Word file does: not read")


def _lines(parent: Any, style_names: dict[str, str], depth: int = 0) -> Iterator[tuple[str, str]]:
    """Give text and style name of each paragraph and table row.

    By element and not by python-docx's paragraphs: those leave out content controls and insertions.
    """
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            if text := _text(child).strip():
                style = child.find(f"{_W}pPr/{_W}pStyle")
                style_id = style.get(f"{_W}val") if style is not None else ""
                yield text, style_names.get(style_id, "")
        elif child.tag == f"{_W}tbl" and depth < MAX_TABLE_DEPTH:
            for row in child.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is child:
                    cells = [
                        " ".join(text for text, _ in _lines(cell, style_names, depth + 1))
                        for cell in row.iterchildren(f"{_W}tc")
                    ]
                    if any(cells):
                        yield " | ".join(cell.replace("\n", " ") for cell in cells), ""
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _lines(child, style_names, depth)


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            parts.append(" ")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        # Text boxes (in drawings) stand beside the paragraph; moved and deleted text elsewhere or nowhere.
        elif tag not in _BESIDE:
            stack.extend(reversed(list(element)))
    return "".join(parts)
