"""Reads PDF files that hold text."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.decoding import usable
from ingest.readers.opening import whole
from ingest.readers.properties import sane_name, sane_title
from ingest.record import Record, Stated

MIN_REPEATS = 3
"""Pages that must begin or end alike before the line is a header or footer: two may do so by chance."""
REPEAT_SHARE = 0.6
"""Share of the pages with it; left and right pages often differ, and first pages have none."""
MAX_FURNITURE = 3
"""Lines at either end of a page that may be header or footer."""

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página)?\s*\d{1,4}\s*(?:of|/|de|von)\s*\d{1,4}|page\s+\d{1,4}", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")


def read_pdf(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the file as one record: the text of its pages with their lines as they stand.

    The title and author in the file's properties count where they are somebody's words; its dates
    tell when the file was made and are never taken.
    """
    data = whole(stream)
    if b"%PDF-" not in data[:1024]:
        raise UnreadableSource("not a PDF")
    # Its remarks about broken files are told as failures; on the terminal they would stand between lines.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages, title, author = _contents(data)
    kept, furniture = without_furniture(pages, title)
    record = Record(path, "\n".join(page for page in kept if page.strip()))
    if title and (said := sane_title(title, path)):
        record.title = Stated(said, Origin.DOCUMENT_PROPERTIES)
    if author and (name := sane_name(author)):
        record.byline = Stated(name, Origin.DOCUMENT_PROPERTIES)
    if furniture:
        record.removed.append(Removed(text="\n".join(furniture), reason="page header, footer or number"))
    yield record


def without_furniture(pages: list[str], title: str | None = None) -> tuple[list[str], list[str]]:
    """Take from the ends of pages the lines that most pages share, digits aside, and page numbers.

    Gives the pages and the lines taken. A line equal to the title stays on the first page.
    """
    rows = [[line for line in page.split("\n") if line.strip()] for page in pages]
    taken: list[str] = []
    for end in (0, -1):
        for _ in range(MAX_FURNITURE):
            shapes = Counter(_shape(lines[end]) for lines in rows if lines)
            shared = {
                shape
                for shape, count in shapes.items()
                if count >= max(MIN_REPEATS, REPEAT_SHARE * len(pages)) or (len(pages) > 1 and _is_number(shape))
            }
            found = False
            for number, lines in enumerate(rows):
                if len(lines) > 1 and _shape(lines[end]) in shared:
                    if number == 0 and title and lines[end].strip() == title.strip():
                        continue
                    found = True
                    taken.append(lines.pop(end).strip())
            if not found:
                break
    return ["\n".join(lines) for lines in rows], list(dict.fromkeys(taken))


def _contents(data: bytes) -> tuple[list[str], str | None, str | None]:
    # Read only for PDF files: import costs 120 ms.
    from pypdf import PdfReader  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data))
        # Many files are encrypted with an empty password, only to forbid changes.
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a broken file fails anywhere in the parser
        raise UnreadableSource(f"a damaged or truncated PDF: {str(error)[:120]}") from None
    if locked:
        raise UnreadableSource("protected by a password; save it without one")
    if not count:
        raise UnreadableSource("a damaged or truncated PDF: it has no pages")
    if count > limits.MAX_PAGES:
        raise UnreadableSource(f"{count:,} pages, over the {limits.MAX_PAGES:,} of one file")
    pages = list(_texts(reader.pages))
    if not any(_LETTER.search(page) for page in pages):
        raise UnreadableSource(f"no text on its {count} pages: probably a scan, to be put through text recognition")
    return pages, *_properties(reader)


def _texts(pages: Any) -> Iterator[str]:
    length = 0
    for number, page in enumerate(pages, 1):
        try:
            text = usable(page.extract_text())
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  # as above
            # Half an article would answer as if it were the whole.
            raise UnreadableSource(f"a damaged or truncated PDF: page {number} cannot be read") from None
        length += len(text)
        if length > limits.MAX_TEXT:
            raise UnreadableSource(f"over {limits.MAX_TEXT:,} characters, the most of one article")
        yield text


def _properties(reader: Any) -> tuple[str | None, str | None]:
    try:
        properties = reader.metadata
        title, author = properties.title, properties.author
    except Exception:  # noqa: BLE001  # the text is good; broken properties are as good as none
        return None, None
    return (title if isinstance(title, str) else None, author if isinstance(author, str) else None)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _is_number(shape: str) -> bool:
    return _PAGE_NUMBER.fullmatch(shape.strip("-–— ")) is not None
