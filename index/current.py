"""The current snapshot, lent to many threads at once."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator

from index.snapshot import Snapshot, SnapshotStore


class CurrentSnapshot:
    """Lends the current snapshot to many threads, and moves on when a newer one is published."""

    def __init__(self, store: SnapshotStore, name: str | None = None) -> None:
        """Lend the snapshots of a store, or always the one that is named."""
        self._store = store
        self._name = name
        self._guard = threading.Lock()
        self._open: Snapshot | None = None
        self._readers: Counter[str] = Counter()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Lend the snapshot that is current now, whole and unchanging until it is given back.

        That holds even if newer ones are published meanwhile. Raises
        ``SnapshotError`` where there is none.
        """
        with self._guard:
            if self._open is None or (self._name or self._store.current_name()) != self._open.name:
                self._retire()
                self._open = self._store.open(self._name)
            snapshot = self._open
            self._readers[snapshot.name] += 1
        try:
            yield snapshot
        finally:
            with self._guard:
                self._readers[snapshot.name] -= 1
                if snapshot is not self._open and not self._readers[snapshot.name]:
                    snapshot.close()

    def close(self) -> None:
        """Let go of the snapshot, at once or when its last reader gives it back."""
        with self._guard:
            self._retire()

    def _retire(self) -> None:
        if self._open and not self._readers[self._open.name]:
            self._open.close()
        self._open = None
