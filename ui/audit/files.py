"""Files that an audit is written to: whole or not at all, and never over the draft."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.errors import DatelineError

HINT = "Name another file."


def same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, whatever links lead there."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def require_room(path: Path) -> None:
    """Make sure that a file may be written, before somebody waits for what is to stand in it.

    Raises ``DatelineError`` where it may not.
    """
    place = path.resolve()
    folder = next(one for one in place.parents if one.exists())
    if place.is_dir() or not folder.is_dir():
        raise DatelineError(f"{path} cannot be written: {place if place.is_dir() else folder} is in its place.", HINT)
    if not os.access(place if place.exists() else folder, os.W_OK):
        raise DatelineError(f"{path} cannot be written: you may not write to {place.parent}.", HINT)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files in one step each, once all of them are on the disk: stopped at any moment, none is left half.

    A link stays a link; what is no file (a pipe, a terminal) is written to. Raises ``DatelineError``.
    """
    made: list[tuple[Path, Path]] = []
    try:
        for number, (path, content) in enumerate(files.items()):
            with _told(path):
                place = path.resolve()
                if place.exists() and not place.is_file():
                    place.write_bytes(content)
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                made.append((place.with_name(f".dateline-{os.getpid()}-{number}"), place))
                made[-1][0].write_bytes(content)
        for draft, place in made:
            with _told(place):
                draft.replace(place)
    finally:
        for draft, _ in made:
            with contextlib.suppress(OSError):
                draft.unlink()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatelineError(f"{path} cannot be written: {error.strerror or error}.", HINT) from error
