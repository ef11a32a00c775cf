"""Locks: one writer of a data folder at a time, and no snapshot cleared away under its readers."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LockHeld

try:
    import fcntl
except ImportError:  # Windows, where a folder with open files cannot be moved away in the first place
    fcntl = None  # type: ignore[assignment]


def take_lock(data_dir: Path, wait: float) -> FileLock:
    """Take the write lock of a data folder, waiting at most ``wait`` seconds.

    The operating system frees it when its holder dies, however it dies. Raises ``LockHeld``.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data_dir / "write.lock", thread_local=False)  # whichever thread ends the writing frees it
    holder = data_dir / "write.holder.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        try:
            held = json.loads(holder.read_text(encoding="utf-8"))
            who = f"process {held['process']} of {held['user']} on {held['host']}, since {held['since']}"
        except (OSError, ValueError, KeyError):
            who = "another process"
        raise LockHeld(
            f"Another ingest is writing to {data_dir}: {who}.",
            "Wait until it has finished, or let this one wait for it with `--wait SECONDS`.",
        ) from None
    about = {
        "process": os.getpid(),
        "user": _user(),
        "host": platform.node(),
        "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    holder.write_text(json.dumps(about), encoding="utf-8")
    return lock


class ReadMark:
    """Keeps a file, and the folder it stands for, from being cleared away until it is released.

    The operating system releases it when its holder dies, however it dies. Any number may read at once.
    """

    def __init__(self, path: Path) -> None:
        """Mark a file as being read. Raises ``FileNotFoundError`` if it is not there, or goes just now."""
        # A bare descriptor, which the end of the process releases without a word.
        self._file = os.open(path, os.O_RDONLY)
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_SH)
            if not path.exists():
                self.release()
                raise FileNotFoundError(path)

    def release(self) -> None:
        """Let the file be cleared away."""
        os.close(self._file)


def is_read(path: Path) -> bool:
    """Tell whether anybody has marked a file as being read; the answer may be old the moment it is given."""
    if not fcntl:
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # in a container nobody may have given the number a name
        return f"number {os.getuid()}"
