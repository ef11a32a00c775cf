"""Reads tables of articles: CSV with commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.json_value import one_record
from ingest.readers.layout import (
    BYLINE,
    OUTLET,
    OWN_ID,
    PUBLISHED,
    TEXT,
    TITLE,
    URL,
    UnknownLayout,
    UnknownLayouts,
    place,
)
from ingest.readers.opening import Line, lines
from ingest.record import Failure, Record

DELIMITERS = ",;\t|"
_NAMES = frozenset((*TITLE, *PUBLISHED, *OUTLET, *BYLINE, *URL, *TEXT, *OWN_ID))
_EXCEL_HINT = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)


def read_table(path: Path, stream: io.BufferedReader) -> Iterator[Record | Failure]:
    """Give the record of each row under the header row; a record's locator is the row's number, from 1.

    The delimiter is the one with which the header names most known fields.
    """
    source = _Lines(lines(stream))
    header_line = _header(source)
    hint = _EXCEL_HINT.fullmatch(header_line)
    if hint:  # Excel's own first line
        header_line = _header(source)
    delimiter = hint[1] if hint else _delimiter(header_line)
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
    if not any(_plain(name) in TEXT for name in header):
        raise UnknownLayout(tuple(header))
    # The module's one setting; its default of 131,072 characters is less than a long read.
    csv.field_size_limit(limits.MAX_TEXT)
    yield from _rows(path, csv.reader(source, delimiter=delimiter, strict=True), header, source)


def _rows(path: Path, reader: Iterator[list[str]], header: list[str], source: _Lines) -> Iterator[Record | Failure]:
    unknown = UnknownLayouts(path)
    number = 0
    while True:
        begin = source.number + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except _LostLine as error:
            number += 1
            yield Failure(place(path, str(number)), f"row {number}, line {error.line.number}: {error.line.problem}")
            # Inside a quoted field there is no telling where the next row begins.
            if source.number != begin or error.line.quotes % 2:
                yield Failure(place(path), f"not read after line {source.number}: a quoted field was cut")
                break
            continue
        except csv.Error as error:
            number += 1
            yield Failure(place(path, str(number)), f"row {number}, line {begin}: {_words(error)}")
            if "expected after" not in str(error):
                yield Failure(place(path), f"not read after line {begin}: the field that begins there has no end")
                break
            continue
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        if len(row) > len(header):
            yield Failure(
                place(path, str(number)),
                f"row {number}, line {begin}: {len(row)} fields under a header of {len(header)}; "
                "a text that holds the delimiter must stand in quotation marks",
            )
            continue
        yield from one_record(dict(zip_longest(header, row, fillvalue="")), path, str(number), unknown)
    yield from unknown.failures()


class _LostLine(Exception):
    def __init__(self, line: Line) -> None:
        super().__init__(line.problem)
        self.line = line


class _Lines:
    """Lines for ``csv.reader``; unlike a generator it goes on after it has raised."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._waiting: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if not self._waiting:
            line = next(self._source)
            self.number = line.number
            if line.text is None:
                raise _LostLine(line)
            # Old Macintosh exports end lines with a carriage return alone.
            self._waiting = re.split(r"(?<=\r)(?!\n|$)", line.text)[::-1]
        return self._waiting.pop()


def _header(source: _Lines) -> str:
    try:
        for line in source:
            if line.strip():
                return line
    except _LostLine as error:
        raise UnreadableSource(f"line {error.line.number}: {error.line.problem}") from None
    raise UnreadableSource("the file is empty but for blank lines")


def _delimiter(header: str) -> str:
    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return sum(_plain(name) in _NAMES for name in names), len(names)

    return max(DELIMITERS, key=known)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _words(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return f"a field is longer than {limits.MAX_TEXT:,} characters; a quotation mark may be missing"
    if "unexpected end" in text:
        return "a quotation mark that opens a field has no partner before the file ends"
    if "expected after" in text:
        return "a quotation mark inside a quoted field is not doubled"
    return text
