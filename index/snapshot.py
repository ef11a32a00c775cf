"""Snapshots: published, unchanging states of the index, and how a reader finds the current one.

DATA/CURRENT                 the name of the current snapshot
DATA/snapshots/NAME/         chroma/ keywords/ catalog.sqlite manifest.json, and see index.rows
DATA/models/                 converted embedding models
DATA/feedback.sqlite         what people said of answers
DATA/received/               files that came in by the page; DATA/uploads/ while they are coming
DATA/write.lock              held by whoever makes the next snapshot
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from index.article import Article, Passage, article_of, passage_id
from index.catalog import Catalog, Entry
from index.collection import Collection
from index.encoder import TokenVectors, Vectors
from index.errors import ModelMismatch, NoArticles, SnapshotError, UnknownArticle
from index.filters import Filters
from index.keywords import KeywordIndex
from index.lock import ReadMark
from index.rows import KeptTokens, PassageRows, project

FORMAT = 3
"""Changes whenever a snapshot is laid out in another way."""


MANIFEST = "manifest.json"
FEW = 300
"""Articles that are named to the keyword index one by one."""
REMEMBERED = 256
"""Articles that are remembered once they were read: at some 10 kB each, 3 MB."""


class Manifest(BaseModel):
    """What a snapshot says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    format: int = FORMAT
    created: dt.datetime
    articles: int
    passages: int
    characters: int
    model: str
    dimensions: int
    digest: str
    """Of every article's id, of what its source says and of what was set by hand: equal digests mean
    equal collections."""


class Snapshot:
    """A published snapshot, open for reading; close it, or use it in a ``with`` statement."""

    def __init__(self, folder: Path) -> None:
        """Open the snapshot in a folder, which then stays until it is closed.

        Raises ``SnapshotError`` where there is none that can be read.
        """
        from chromadb.errors import ChromaError  # noqa: PLC0415 - as in index.collection: 0.7 s

        self.folder = folder
        with contextlib.ExitStack() as opened:
            try:
                mark = ReadMark(folder / MANIFEST)
                opened.callback(mark.release)
                self._read_manifest()
                self.catalog = Catalog(folder / "catalog.sqlite")
                opened.callback(self.catalog.close)
                self.entries = {entry.id: entry for entry in self.catalog.entries()}
                """Every article's row by id, in the order of the vectors."""
                self._collection = Collection(folder / "chroma")
                opened.callback(self._collection.close)
                self._keywords = KeywordIndex(folder / "keywords")
                self.rows = PassageRows(folder, self.manifest.passages, self.manifest.dimensions)
                """The vectors, row by row: article by article in ``entries``' order."""
            except (OSError, ValueError, sqlite3.Error, ChromaError) as error:
                raise SnapshotError(
                    f"The snapshot {folder.name} cannot be read: {error}",
                    "Ingest the articles again into a new data folder.",
                ) from error
            self._opened = opened.pop_all()

    def _read_manifest(self) -> None:
        try:
            self.manifest = Manifest.model_validate_json((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except ValidationError:
            raise ValueError(f"its {MANIFEST} is damaged.") from None
        if self.manifest.format != FORMAT:
            raise SnapshotError(
                f"The snapshot {self.folder.name} was made by another version of Dateline.",
                "Ingest the articles again into a new data folder.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the snapshot's files."""
        self._opened.close()
        for remembering in ("_article", "_allowed"):  # they hold this snapshot, and with it the mapped files
            self.__dict__.pop(remembering, None)

    @property
    def name(self) -> str:
        """The snapshot's name."""
        return self.manifest.name

    @cached_property
    def _first_rows(self) -> dict[str, int]:
        passages = [entry.passages for entry in self.entries.values()]
        return dict(zip(self.entries, np.cumsum([0, *passages]).tolist(), strict=False))

    @cached_property
    def _stories(self) -> dict[int, list[Entry]]:
        stories: dict[int, list[Entry]] = {}
        for entry in self.entries.values():
            stories.setdefault(entry.story, []).append(entry)
        for members in stories.values():
            members.sort(key=lambda entry: entry.published or dt.date.max)
        return stories

    def story(self, article_id: str) -> list[Entry]:
        """Give an article and its near-duplicates, the earliest first."""
        return self._stories[self.entry(article_id).story]

    def entry(self, article_id: str) -> Entry:
        """Give an article's row. Raises ``UnknownArticle``."""
        try:
            return self.entries[article_id]
        except KeyError:
            raise UnknownArticle(
                f"There is no article {article_id!r}.",
                "`dateline articles list` shows every article with its id.",
            ) from None

    def article(self, article_id: str) -> Article:
        """Rebuild an article from the collection; the last ones are remembered. Raises ``UnknownArticle``."""
        return self._article(self.entry(article_id))

    @cached_property
    def _article(self) -> Callable[[Entry], Article]:
        return lru_cache(maxsize=REMEMBERED)(lambda entry: self._collection.article(entry.id, entry.passages))

    def article_passages(self, article_id: str) -> list[Passage]:
        """Give an article's passages in order. Raises ``UnknownArticle``."""
        count = self.entry(article_id).passages
        return self.passages([passage_id(article_id, ordinal) for ordinal in range(count)])

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Give passages by id, in the order asked for."""
        return self._collection.passages(ids)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The outlets of its articles."""
        return frozenset(entry.outlet for entry in self.entries.values() if entry.outlet)

    def allowed(self, filters: Filters) -> Sequence[Entry]:
        """Give the articles within some limits."""
        return self._allowed(filters)

    @cached_property
    def _allowed(self) -> Callable[[Filters], Sequence[Entry]]:
        """Remembers the limits asked for last: each part of a question asks for the same ones."""
        return lru_cache(maxsize=16)(
            lambda filters: tuple(entry for entry in self.entries.values() if filters.allow(entry))
        )

    def nearest(self, vector: Vectors, count: int, allowed: Sequence[Entry] | None = None) -> list[tuple[str, float]]:
        """Give the ids of the passages nearest to a vector, best first, with their cosine.

        With ``allowed`` their vectors are scored one by one: Chroma's own filter takes fifty times
        as long, and an approximate search may miss the few that are allowed.
        """
        if not self.manifest.passages:
            return []
        if allowed is None:
            return self._collection.nearest(vector, min(count, self.manifest.passages))
        mask = np.zeros(len(self.entries), bool)
        mask[[self._places[entry.id] for entry in allowed]] = True
        rows = np.flatnonzero(mask[self._row_places])
        vectors = self.rows.vectors
        # Gathering scattered rows costs four times as much as going through all in a line.
        few = len(rows) < self.manifest.passages // 4
        scores = vectors[rows] @ vector if few else (vectors @ vector)[rows]
        if len(rows) > count:
            chosen = np.sort(np.argpartition(-scores, count)[:count])
            rows, scores = rows[chosen], scores[chosen]
        best = np.argsort(-scores, kind="stable")
        return [(self._passage_id(rows[place]), float(scores[place])) for place in best]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {article: place for place, article in enumerate(self.entries)}

    @cached_property
    def _row_places(self) -> NDArray[np.intp]:
        """Give which article, by its place, each row is of."""
        counts = [entry.passages for entry in self.entries.values()]
        return np.repeat(np.arange(len(counts)), counts)

    def _passage_id(self, row: int) -> str:
        article = self._ids[self._row_places[row]]
        return passage_id(article, int(row) - self._first_rows[article])

    @cached_property
    def _ids(self) -> list[str]:
        return list(self.entries)

    def keywords(
        self, terms: Sequence[str], count: int, allowed: Sequence[Entry] | None = None
    ) -> list[tuple[str, float]]:
        """Give the ids of the passages that hold some terms, best first, with their BM25 score."""
        if allowed is None:
            return self._keywords.search(terms, count)
        articles = {entry.id for entry in allowed}
        if len(articles) <= FEW:
            return self._keywords.search(terms, count, sorted(articles))
        # Naming thousands of articles to the index takes it fifty times as long as finding more than is wanted.
        depth = min(count * 2 * len(self.entries) // len(articles), self.manifest.passages + 1)
        found = self._keywords.search(terms, depth)
        kept = [hit for hit in found if article_of(hit[0]) in articles]
        if len(kept) >= count or len(found) < depth:
            return kept[:count]
        return self._keywords.search(terms, count, sorted(articles))

    def tokens(self, passages: Sequence[Passage]) -> list[KeptTokens]:
        """Give the token vectors of some passages."""
        return self.rows.tokens([self._first_rows[one.article_id] + one.ordinal for one in passages])

    def projected(self, tokens: TokenVectors) -> TokenVectors:
        """Give a question's tokens as those of ``tokens`` are: projected on the same basis."""
        return TokenVectors(project(tokens.vectors, self.rows.basis), tokens.spans)

    def documents(self, term: str) -> int:
        """Give the number of passages that hold a term."""
        return self._keywords.documents(term)

    def mentions(self, term: str) -> bool:
        """Tell whether any passage or headline holds a term, in some form."""
        return self._keywords.mentions(term)

    def mentioning(self, terms: Sequence[str], articles: Sequence[str]) -> set[str]:
        """Give those of some articles, by id, that have a passage with all of some terms."""
        passages = sum(self.entries[article].passages for article in articles)
        found = self._keywords.search(terms, max(passages, 1), articles, every=True)
        return {article_of(passage) for passage, _ in found}

    def require_model(self, model: str) -> None:
        """Raise ``ModelMismatch`` unless the snapshot was made with this embedding model."""
        if self.manifest.model != model:
            raise ModelMismatch(
                f"The articles were indexed with the embedding model {self.manifest.model!r},"
                f" but the settings name {model!r}: their vectors cannot be compared.",
                f"Set embedding_model to {self.manifest.model!r}, or ingest the articles into a new data folder.",
            )


class SnapshotStore:
    """The snapshots of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.folder = data_dir / "snapshots"

    def current_name(self) -> str | None:
        """Give the name of the current snapshot, or ``None`` before the first ingest."""
        try:
            return (self.data_dir / "CURRENT").read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """Give the names of all complete snapshots, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))

    def open(self, name: str | None = None) -> Snapshot:
        """Open a snapshot, the current one by default.

        Raises ``NoArticles`` before the first ingest, and ``SnapshotError`` for one that cannot be read.
        """
        wanted = name or self.current_name()
        if wanted is None:
            raise NoArticles(
                f"There are no articles yet in {self.data_dir}.", "Add some with `dateline ingest FOLDER`."
            )
        try:
            return Snapshot(self.folder / wanted)
        except SnapshotError:
            if name or wanted == self.current_name():
                raise
            return self.open()  # superseded and cleared away between two lines
