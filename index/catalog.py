"""The catalogue of a snapshot: one row an article, for lists, filters and look-ups.

It holds nothing that the collection does not hold too, except the near-duplicate signatures, which
are worked out from the articles' text.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import Article

SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,
    ingested TEXT NOT NULL,
    characters INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    signature BLOB NOT NULL,
    story INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS stories ON articles (story);
CREATE INDEX IF NOT EXISTS sources ON articles (source);
CREATE TABLE IF NOT EXISTS carriers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    id TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Entry:
    """One article's row: what a list shows and a filter asks."""

    id: str
    key: str
    source: str
    fingerprint: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    ingested: dt.date
    characters: int
    passages: int
    story: int
    """Number of its story: near-duplicates share one."""
    digest: str
    """Of its text, case and white space aside."""

    @property
    def name(self) -> str:
        """What to call it in a list: its headline, or its file where it has none."""
        return self.title or self.source.rsplit("/", 1)[-1]


COLUMNS = "id, key, source, fingerprint, title, outlet, url, published, ingested, characters, passages, story, digest"


class Catalog:
    """The catalogue, open for reading or, in a snapshot that is being made, for writing.

    The order of its rows is the order of the snapshot's vectors.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        mode = "rwc" if writable else "ro"
        self._closed = False
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
        if writable:
            self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Write what is pending and close; closing again does nothing."""
        if not self._closed:
            self._closed = True
            self._db.commit()
            self._db.close()

    def entries(self) -> list[Entry]:
        """Give every article's row, in the order of the vectors."""
        return [_entry(row) for row in self._db.execute(f"SELECT {COLUMNS} FROM articles ORDER BY row")]  # noqa: S608

    def find(self, **wanted: str | int) -> Entry | None:
        """Give the article with the value in a column (``id=``, ``key=``, ``digest=``), if there is one."""
        ((column, value),) = wanted.items()
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM articles WHERE {column} = ?",  # noqa: S608 - a column, not data
            (value,),
        ).fetchone()
        return _entry(row) if row else None

    def carrier(self, key: str) -> tuple[str, str] | None:
        """Give the fingerprint under which a source was set aside as an exact copy, and the article's id."""
        row: tuple[str, str] | None = self._db.execute(
            "SELECT carriers.fingerprint, id FROM carriers JOIN articles USING (id) WHERE carriers.key = ?",
            (key,),
        ).fetchone()
        return row

    def carriers(self) -> dict[str, list[str]]:
        """Give the keys of the sources that were set aside as exact copies, by the article's id."""
        found: dict[str, list[str]] = {}
        for key, article_id in self._db.execute(
            "SELECT carriers.key, id FROM carriers JOIN articles USING (id) ORDER BY carriers.key"
        ):
            found.setdefault(article_id, []).append(key)
        return found

    def add(self, article: Article, digest: str, passages: int, signature: NDArray[np.uint32], story: int) -> None:
        """Add an article behind the others."""
        self._db.execute(
            "INSERT INTO articles (id, key, source, fingerprint, digest, title, outlet, url, published,"
            " ingested, characters, passages, signature, story) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.key,
                article.source,
                article.fingerprint,
                digest,
                article.title,
                article.outlet,
                article.url,
                article.published and article.published.isoformat(),
                article.ingested.isoformat(),
                len(article.text),
                passages,
                signature.tobytes(),
                story,
            ),
        )

    def add_carrier(self, key: str, fingerprint: str, article_id: str) -> None:
        """Remember that a source was set aside as an exact copy of an article."""
        self._db.execute("INSERT OR REPLACE INTO carriers VALUES (?, ?, ?)", (key, fingerprint, article_id))

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles."""
        self._db.executemany("DELETE FROM articles WHERE id = ?", [(one,) for one in ids])

    def remove_carriers(self, article_id: str, keys: Iterable[str]) -> None:
        """Forget some of the exact copies of an article."""
        self._db.executemany("DELETE FROM carriers WHERE id = ? AND key = ?", [(article_id, key) for key in keys])

    def forget_carriers(self, article_id: str) -> None:
        """Forget the exact copies of an article."""
        self._db.execute("DELETE FROM carriers WHERE id = ?", (article_id,))

    def signatures(self) -> Iterator[tuple[int, NDArray[np.uint32]]]:
        """Yield each article's story and near-duplicate signature."""
        for story, signature in self._db.execute("SELECT story, signature FROM articles ORDER BY row"):
            yield story, np.frombuffer(signature, np.uint32)


def _entry(row: tuple[str, str, str, str, str, str, str, str | None, str, int, int, int, str]) -> Entry:
    published = dt.date.fromisoformat(row[7]) if row[7] else None
    return Entry(*row[:7], published, dt.date.fromisoformat(row[8]), *row[9:])
