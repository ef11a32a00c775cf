"""Hands a file to the reader of its kind, and turns whatever is wrong with it into a failure."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from index.article import Removed
from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.decoding import usable
from ingest.readers.json_lines import read_json_lines
from ingest.readers.json_value import read_json
from ingest.readers.layout import place
from ingest.readers.markdown import read_markdown
from ingest.readers.opening import opened
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import read_plain
from ingest.readers.table import read_table
from ingest.readers.web_page import read_web_page
from ingest.readers.word import read_word
from ingest.record import Failure, Record

Reader = Callable[[Path, io.BufferedReader], Iterator[Record | Failure]]

_TEXT: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_table,
    ".tsv": read_table,
}
_READERS: dict[str, Reader] = {
    **_TEXT,
    **{f"{kind}.gz": reader for kind, reader in _TEXT.items()},
    ".pdf": read_pdf,
    ".docx": read_word,
}
KINDS = (*_TEXT, ".pdf", ".docx", "and those of text with .gz added")
"""The kinds of file that are read, as a message lists them."""


def kind_of(path: Path) -> str | None:
    """Give the extension by which a file is read, in lower case (``".json.gz"``), or ``None``."""
    name = path.name.lower()
    parts = name.split(".")
    for count in (2, 1):
        kind = "." + ".".join(parts[-count:])
        if len(parts) > count and kind in _READERS:
            return kind
    return None


def read(path: Path) -> Iterator[Record | Failure]:
    """Give the records of a file, one at a time, and a failure for the file or each record that is bad.

    The extension says how the file is read. Nothing is raised for what a file holds or lacks; the
    records that came before a failure stay good.
    """
    kind = kind_of(path)
    if kind is None:
        yield Failure(place(path), f"a kind of file that is not read; read are {', '.join(KINDS)}")
        return
    try:
        # Opening a pipe or a device would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            yield Failure(place(path), "not a file")
            return
        with opened(path) as stream:
            for item in _READERS[kind](path, stream):
                yield _checked(item) if isinstance(item, Record) else item
    except Exception as error:  # noqa: BLE001  # parsers raise anything on broken input; no file may end the run
        yield Failure(place(path), reason_of(error))


def reason_of(error: Exception) -> str:
    """Give the words for a person about what went wrong in reading a file."""
    if isinstance(error, UnreadableSource):
        return str(error)
    if isinstance(error, EOFError):
        return "the compressed file is cut short"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "not a gzip file, or a damaged one"
    for kind, words in (
        (FileNotFoundError, "does not exist"),
        (PermissionError, "no permission to read it"),
        (RecursionError, "nested too deeply to be read"),
        (MemoryError, "takes more memory than there is"),
    ):
        if isinstance(error, kind):
            return words
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"cannot be read: {type(error).__name__}: {str(error)[:200]}"


def _checked(record: Record) -> Record | Failure:
    source = place(record.path, record.locator)
    if len(record.text) > limits.MAX_TEXT:
        return Failure(source, f"{len(record.text):,} characters, over the {limits.MAX_TEXT:,} of one article")
    record.text = usable(record.text).strip("\n")
    if not record.text.strip():
        return Failure(source, "holds no text")
    record.removed = [Removed(text=usable(piece.text), reason=piece.reason) for piece in record.removed]
    return record
