from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoder import Encoder
from ingest.readers import read
from ingest.record import Failure, Record
from tests.ingest.newsroom import Newsroom

Items = list[Record | Failure]


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[str, str | bytes], Items]:
    """Write a file and read it."""

    def read_file(name: str, content: str | bytes) -> Items:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(path))

    return read_file


@pytest.fixture
def record(reading: Callable[[str, str | bytes], Items]) -> Callable[[str, str | bytes], Record]:
    """Write a file that holds one good article, and give it."""

    def one(name: str, content: str | bytes) -> Record:
        items = reading(name, content)
        assert len(items) == 1
        assert isinstance(items[0], Record), items[0]
        return items[0]

    return one


@pytest.fixture
def reason(reading: Callable[[str, str | bytes], Items]) -> Callable[[str, str | bytes], str]:
    """Write a file that cannot be read, and give why."""

    def one(name: str, content: str | bytes) -> str:
        items = reading(name, content)
        assert len(items) == 1
        assert isinstance(items[0], Failure), items[0]
        return items[0].reason

    return one


@pytest.fixture
def newsroom(tmp_path: Path, encoder: Encoder) -> Newsroom:
    """An empty folder of sources and an empty data folder."""
    return Newsroom(tmp_path, encoder)
