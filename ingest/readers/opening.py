"""Opens a source as bytes, unpacking ``.gz`` with a guard, and reads it whole or line by line."""

from __future__ import annotations

import contextlib
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.decoding import decoded, refuse_binary, wide_encoding

SAMPLE = 4096
"""Bytes that show whether a record file holds text, and in which encoding."""


class Line(NamedTuple):
    """One line of a record file; ``text`` is ``None`` where ``problem`` says why it cannot be had."""

    number: int
    text: str | None
    problem: str = ""
    quotes: int = 0
    """Quotation marks on a line that is lost, by which a table tells where it stands."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader[Any]]:
    """Open a file for reading, unpacked if its name ends in ``.gz``.

    Raises ``OSError`` as ``open`` does. Reading raises ``UnreadableSource`` when a packed file grows
    beyond what text can.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz":
            with io.BufferedReader(_Unpacked(file)) as stream:
                yield stream
        else:
            yield file


def whole(stream: io.BufferedReader) -> bytes:
    """Give all bytes of a stream; raises ``UnreadableSource`` if it is empty or over ``MAX_FILE``."""
    data = stream.read(limits.MAX_FILE + 1)
    if len(data) > limits.MAX_FILE:
        megabytes = limits.MAX_FILE // limits.MEBIBYTE
        raise UnreadableSource(
            f"larger than {megabytes} MB, the most that is read at once; give many articles as JSON Lines"
        )
    if not data:
        raise UnreadableSource("the file is empty")
    return data


def lines(stream: io.BufferedReader) -> Iterator[Line]:
    """Give the lines of a text stream, decoded, holding no more than one of them at a time.

    A line over ``MAX_LINE`` bytes is passed over and reported. Raises ``UnreadableSource`` if the
    stream is empty or begins with what is not text.
    """
    sample = stream.peek(SAMPLE)[:SAMPLE]
    if not sample:
        raise UnreadableSource("the file is empty")
    refuse_binary(sample)
    if encoding := wide_encoding(sample):
        # Lines of UTF-16 and UTF-32 cannot be found byte by byte.
        stream = io.BufferedReader(_Recoded(stream, encoding))
    number = 0
    while data := stream.readline(limits.MAX_LINE + 1):
        number += 1
        if len(data) > limits.MAX_LINE:
            megabytes = limits.MAX_LINE // limits.MEBIBYTE
            yield Line(number, None, f"longer than {megabytes} MB", _skipped(stream, data))
            continue
        try:
            yield Line(number, decoded(data, first=number == 1) if data.strip() else "")
        except UnreadableSource as error:
            yield Line(number, None, str(error), data.count(b'"'))


def _skipped(stream: io.BufferedReader, data: bytes) -> int:
    """Read on to the end of a line that is too long; give how many quotation marks it holds."""
    quotes = data.count(b'"')
    while data and not data.endswith(b"\n"):
        data = stream.readline(limits.MEBIBYTE)
        quotes += data.count(b'"')
    return quotes


class _Unpacked(io.RawIOBase):
    """The contents of a gzip file, refused once they have grown as only a bomb does."""

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__()
        self._packed = packed
        self._plain = gzip.GzipFile(fileobj=packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._plain.read(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        allowed = max(limits.BOMB_FLOOR, self._packed.tell() * limits.BOMB_RATIO)
        if self._given > allowed:
            raise UnreadableSource("unpacks to far more than text can: not read further")
        return len(data)


class _Recoded(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        super().__init__()
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self._text.detach()  # whoever opened the stream closes it
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._rest or self._text.read(SAMPLE).encode("utf-8", "replace")
        count = min(len(data), len(buffer))
        buffer[:count] = data[:count]
        self._rest = data[count:]
        return count
