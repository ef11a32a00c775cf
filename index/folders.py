"""Folders of snapshots: brought to disk for good, and cleared away when nobody reads them."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path

from index.lock import is_read
from index.snapshot import MANIFEST, SnapshotStore

PICKLED = ".pickle"
WHOLE = b"."
"""The last byte of whatever ``pickle`` writes (its opcode STOP)."""
TRIES, PAUSE = 50, 0.02
"""How often, and how many seconds apart, a file is looked at that somebody is writing."""


def clear_away(store: SnapshotStore, keep: int) -> None:
    """Remove what dead writers left, and superseded snapshots that nobody reads, but the last few."""
    if not store.folder.is_dir():
        return
    current = store.current_name()
    old = [name for name in store.names() if name != current]
    never_published = [name for name in old if current is None or name > current]
    superseded = [name for name in old if name not in never_published]
    for name in (*never_published, *superseded[: max(0, len(superseded) - keep + 1)]):
        with contextlib.suppress(OSError):  # where open files cannot be moved, the next writer looks again
            folder = store.folder / name
            if not is_read(folder / MANIFEST):
                folder.rename(store.folder / f".old-{name}")
    for left in store.folder.glob(".*"):
        shutil.rmtree(left, ignore_errors=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a folder of a snapshot that others may be opening.

    Chroma writes the list of a graph's ids anew, in place and with the same words, when a store is opened: a copy made
    in that moment would have half of it.
    """
    shutil.copytree(source, target)
    for path in source.rglob(f"*{PICKLED}"):
        copy = target / path.relative_to(source)
        for _ in range(TRIES):
            if copy.read_bytes().endswith(WHOLE):
                break
            time.sleep(PAUSE)
            shutil.copy2(path, copy)


def sync(folder: Path) -> None:
    """Wait until all that is in a folder is on the disk."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name != "posix":  # elsewhere a folder cannot be opened, and renaming is durable by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
