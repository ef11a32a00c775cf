"""The write lock of a data folder: one writer at a time, and who it is."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LockHeld


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


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # in a container nobody may have given the number a name
        return f"number {os.getuid()}"
