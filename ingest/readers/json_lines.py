"""Reads JSON Lines: one article a line, of files of any length."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from index.errors import UnreadableSource
from ingest.readers.decoding import decoded
from ingest.readers.json_value import parsed, record_on_line, records_in
from ingest.readers.layout import UnknownLayouts, place
from ingest.readers.opening import lines, opened, whole
from ingest.record import Failure, Record


def read_json_lines(path: Path, stream: io.BufferedReader) -> Iterator[Record | Failure]:
    """Give the record of each line; a record's locator is the number of its line.

    A file whose first line is the beginning of one JSON value over many lines is read as JSON.
    """
    unknown = UnknownLayouts(path)
    seen = False
    for line in lines(stream):
        if line.text is None:
            yield Failure(place(path, str(line.number)), f"line {line.number}: {line.problem}")
            seen = True
        elif text := line.text.strip():
            if not seen and _begins_one_value(text):
                yield from _as_one_value(path)
                return
            seen = True
            yield from record_on_line(text, path, line.number, unknown)
    if not seen:
        raise UnreadableSource("the file is empty but for blank lines")
    yield from unknown.failures()


def _begins_one_value(first: str) -> bool:
    # An export under the wrong name: "[" or "{" alone, or a whole list on the first line.
    return first in {"[", "{"} or (first.startswith("[") and first.endswith(("]", "},", "{")))


def _as_one_value(path: Path) -> Iterator[Record | Failure]:
    with opened(path) as stream:
        text = decoded(whole(stream))
    try:
        value = parsed(text)
    except UnreadableSource as error:
        raise UnreadableSource(f"neither JSON Lines nor one JSON value: {error}") from None
    yield from records_in(value, path)
