"""Reads plain text files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from ingest.readers import front_matter
from ingest.readers.decoding import decoded
from ingest.readers.opening import whole
from ingest.record import Record


def read_plain(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the file as one record; fields only from front matter, if it has any."""
    record = Record(path, decoded(whole(stream)))
    front_matter.take(record)
    yield record
