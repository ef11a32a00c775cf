"""Making the next snapshot: copy the current one, change the copy, publish it in one step."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Carrier, Passage, passage_id
from index.catalog import Catalog, Entry
from index.collection import Collection
from index.embedding import Embedded, EmbeddingThread
from index.encoder import Encoder
from index.folders import clear_away, copy_whole, sync, sync_folder
from index.keywords import KeywordWriter
from index.lock import take_lock
from index.rows import RowWriter
from index.snapshot import MANIFEST, Manifest, Snapshot, SnapshotStore


class SnapshotWriter:
    """Holds the write lock and collects changes; ``publish`` makes them the current snapshot.

    Used in a ``with`` statement: leaving it without ``publish``, or dying, changes nothing.
    Nothing is copied until the first change.
    """

    def __init__(self, store: SnapshotStore, encoder: Encoder, *, keep: int = 3, wait: float = 0.0) -> None:
        """Take the lock, waiting at most ``wait`` seconds. Raises ``LockHeld``, ``ModelMismatch``."""
        self._store = store
        self._encoder = encoder
        self._keep = keep
        self._lock = take_lock(store.data_dir, wait)
        self._making: Path | None = None
        self._published = False
        self._removed: set[str] = set()
        self._base: Snapshot | None = None
        try:
            clear_away(store, keep)
            name = store.current_name()
            self._base = store.open(name) if name else None
            if self._base:
                self._base.require_model(encoder.name)
        except BaseException:
            if self._base:
                self._base.close()
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._drop()
            if self._base:
                self._base.close()
        finally:
            self._lock.release()

    @property
    def base(self) -> Snapshot | None:
        """The snapshot that the changes start from."""
        return self._base

    @property
    def changed(self) -> bool:
        """Whether there is anything to publish."""
        return self._making is not None

    @property
    def catalog(self) -> Catalog | None:
        """The catalogue with the changes so far; ``None`` while there is nothing at all."""
        if self._making:
            return self._catalog
        return self._base.catalog if self._base else None

    def add(
        self,
        article: Article,
        passages: Sequence[Passage],
        digest: str,
        signature: NDArray[np.uint32],
        story: int,
    ) -> None:
        """Add a new article."""
        self._begin()
        self._catalog.add(article, digest, len(passages), signature, story)
        self._embedding.add(article, passages)

    def remove(self, entry: Entry) -> None:
        """Remove an article that the base snapshot holds."""
        self._begin()
        self._embedding.finish()
        self._catalog.remove([entry.id])
        self._collection.remove(entry.id, entry.passages)
        self._keywords.remove(entry.id)
        self._removed.add(entry.id)

    def signatures(self) -> Iterable[tuple[int, NDArray[np.uint32]]]:
        """Yield the story and the near-duplicate signature of each article, with the changes so far."""
        return self.catalog.signatures() if self.catalog else ()

    def forget_carriers(self, entry: Entry) -> None:
        """Forget the exact copies of an article, whose text is about to be another."""
        self._begin()
        self._catalog.forget_carriers(entry.id)

    def change_carriers(
        self, entry: Entry, new: Sequence[tuple[str, str, Carrier]], parted: Iterable[tuple[str, str]]
    ) -> None:
        """Note who else carries an article's exact text, and who no longer does.

        ``new`` holds the key and the fingerprint of each source and what is known of it, ``parted`` the
        key and the source of each that now says something else.
        """
        self._begin()
        self._embedding.finish()
        article = self._collection.article(entry.id, entry.passages)
        keys, sources = {key for key, _ in parted}, {source for _, source in parted}
        kept = [one for one in article.carriers if one.source not in sources]
        by_source = {one.source: one for one in (*kept, *(carrier for _, _, carrier in new))}
        updated = article.model_copy(update={"carriers": tuple(by_source.values())})
        self._collection.set_carriers(updated)
        self._catalog.remove_carriers(entry.id, keys)
        for key, fingerprint, _ in new:
            self._catalog.add_carrier(key, fingerprint, entry.id)

    def publish(self) -> str:
        """Make the changes the current snapshot and give its name; the writer is then done.

        Everything is on disk before the name changes, so a reader sees the old snapshot or the new one.
        """
        self._begin()
        self._embedding.finish()
        making = self._finish()
        name = making.name.removeprefix(".making-")
        sync(making)
        making.rename(self._store.folder / name)
        sync_folder(self._store.folder)
        pointer = self._store.data_dir / "CURRENT.new"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self._store.data_dir / "CURRENT")
        sync_folder(self._store.data_dir)
        self._making = None
        self._published = True
        if self._base:
            self._base.close()
            self._base = None
        clear_away(self._store, self._keep)
        return name

    def _begin(self) -> None:
        if self._making:
            return
        if self._published:
            raise RuntimeError("this writer has published: take a new one for further changes")
        created = dt.datetime.now(dt.UTC)
        if self._base:  # names are in the order of publication even when the clock was set back
            created = max(created, self._base.manifest.created + dt.timedelta(microseconds=1))
        making = self._store.folder / f".making-{created:%Y%m%dT%H%M%S.%fZ}"
        making.mkdir(parents=True)
        self._created = created
        if self._base:
            for part in ("chroma", "keywords"):
                copy_whole(self._base.folder / part, making / part)
            shutil.copy2(self._base.folder / "catalog.sqlite", making)
        with contextlib.ExitStack() as undone:  # until all parts are there, there is nothing to drop but the folder
            undone.callback(shutil.rmtree, making, ignore_errors=True)
            self._collection = Collection(making / "chroma", create=True)
            undone.callback(self._collection.close)
            self._collection.begin()
            self._keywords = KeywordWriter(making / "keywords")
            self._catalog = Catalog(making / "catalog.sqlite", writable=True)
            undone.callback(self._catalog.close)
            self._rows = RowWriter(making, self._base.rows.basis if self._base else self._encoder.basis)
            self._embedding = EmbeddingThread(self._encoder, self._rows, self._store_all)
            undone.pop_all()
        self._making = making

    def _store_all(self, embedded: Sequence[Embedded]) -> None:
        for article, passages, _ in embedded:
            self._keywords.add(article, passages)
        self._collection.add_all(embedded)

    def _finish(self) -> Path:
        """Write out every part of the snapshot that is being made."""
        making = self._making
        if making is None:
            raise RuntimeError("nothing was begun")
        self._keywords.finish()
        entries = self._catalog.entries()
        if entries:
            self._collection.settle(passage_id(entries[0].id, 0))
        self._collection.close()
        self._catalog.close()
        self._embedding.close()
        self._rows.finish(self._kept())
        digest = hashlib.sha256("".join(sorted(map(_said, entries))).encode())
        manifest = Manifest(
            name=making.name.removeprefix(".making-"),
            created=self._created,
            articles=len(entries),
            passages=sum(entry.passages for entry in entries),
            characters=sum(entry.characters for entry in entries),
            model=self._encoder.name,
            dimensions=self._encoder.dimensions,
            digest=digest.hexdigest()[:32],
        )
        (making / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
        return making

    def _kept(self) -> list[dict[str, NDArray[Any]]]:
        """Give the base's rows without those of removed articles, in as few parts as there are gaps."""
        if not self._base:
            return []
        kept, start, row = [], 0, 0
        for entry in self._base.entries.values():
            if entry.id in self._removed:
                kept.append(self._base.rows.part(start, row))
                start = row + entry.passages
            row += entry.passages
        return [*kept, self._base.rows.part(start, row)]

    def _drop(self) -> None:
        """Throw away what was not published, in whatever state it is."""
        if self._making:
            self._embedding.close()
            self._rows.close()
            for part in (self._collection, self._catalog):
                with contextlib.suppress(Exception):
                    part.close()
            shutil.rmtree(self._making, ignore_errors=True)
            self._making = None


def _said(entry: Entry) -> str:
    """Give what tells one state of an article from another; fields set by hand are in no fingerprint."""
    fields = (entry.id, entry.fingerprint, entry.title, entry.outlet, entry.published)
    return "\0".join(str(field) for field in fields) + "\0"
