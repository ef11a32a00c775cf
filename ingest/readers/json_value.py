"""Reads JSON files: one article, a list of articles, or an object that holds the list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import UnreadableSource
from ingest.readers.decoding import decoded
from ingest.readers.layout import UnknownLayout, UnknownLayouts, place, record_of
from ingest.readers.opening import whole
from ingest.record import Failure, Record

MAX_NESTING = 3
"""How deep a list of articles is looked for: ``{"response": {"docs": [...]}}`` has it at 2."""


def read_json(path: Path, stream: io.BufferedReader) -> Iterator[Record | Failure]:
    """Give the records of a JSON file; JSON Lines under this name are read as such."""
    text = decoded(whole(stream))
    try:
        value = parsed(text)
    except UnreadableSource as error:
        first = text.lstrip().partition("\n")[0]
        if first.startswith("{") and first.rstrip().endswith("}"):
            yield from _one_a_line(text, path)
            return
        raise UnreadableSource(f"not valid JSON: {error}") from None
    yield from records_in(value, path)


def parsed(text: str) -> Any:
    """Give the value of a JSON text; raises ``UnreadableSource`` saying what is wrong with it."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"character {error.colno}"
        raise UnreadableSource(f"{error.msg} at {where}") from None
    except RecursionError:
        raise UnreadableSource("nested too deeply to be read") from None
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableSource(str(error).partition(";")[0].lower()) from None


def records_in(value: Any, path: Path) -> Iterator[Record | Failure]:
    """Give the records of a parsed JSON value."""
    records = _list_in(value)
    if records is None:
        if not isinstance(value, Mapping):
            raise UnreadableSource("unknown layout: neither an object nor a list of objects")
        yield record_of(value, path, "")
        return
    if not records:
        raise UnreadableSource("holds an empty list of articles")
    unknown = UnknownLayouts(path)
    for number, fields in enumerate(records, 1):
        yield from one_record(fields, path, str(number), unknown)
    yield from unknown.failures()


def one_record(fields: Any, path: Path, locator: str, unknown: UnknownLayouts) -> Iterator[Record | Failure]:
    """Give the record of one object, or the failure; unknown layouts are put aside in ``unknown``."""
    if not isinstance(fields, Mapping):
        yield Failure(place(path, locator), "not an object with fields")
        return
    try:
        yield record_of(fields, path, locator)
    except UnknownLayout as error:
        unknown.add(error, locator)
    except UnreadableSource as error:
        yield Failure(place(path, locator), str(error))


def _list_in(value: Any, depth: int = 0) -> list[Any] | None:
    """Give the list of objects that a value is or holds, or ``None`` if it is one article or unclear."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or depth >= MAX_NESTING or _is_article(value):
        return None
    lists = [found for inner in value.values() if (found := _objects_in(inner, depth + 1)) is not None]
    if len(lists) > 1:
        # Beside the articles there may be lists of sources or tags: those hold no text.
        lists = [found for found in lists if any(_is_article(fields) for fields in found)]
    return lists[0] if len(lists) == 1 else None


def _objects_in(value: Any, depth: int) -> list[Any] | None:
    if isinstance(value, list):
        return value if value and all(isinstance(item, Mapping) for item in value) else None
    return _list_in(value, depth)


def _is_article(fields: Any) -> bool:
    if not isinstance(fields, Mapping):
        return False
    try:
        record_of(fields, Path(), "")
    except UnreadableSource:
        return False
    return True


def _one_a_line(text: str, path: Path) -> Iterator[Record | Failure]:
    unknown = UnknownLayouts(path)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from record_on_line(line, path, number, unknown)
    yield from unknown.failures()


def record_on_line(line: str, path: Path, number: int, unknown: UnknownLayouts) -> Iterator[Record | Failure]:
    """Give the record of one line of JSON Lines, or the failure."""
    try:
        fields = parsed(line)
    except UnreadableSource as error:
        yield Failure(place(path, str(number)), f"line {number} is not valid JSON: {error}")
        return
    yield from one_record(fields, path, str(number), unknown)
