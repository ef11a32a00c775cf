"""Which sources lie within the paths that an ingest was given."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from ingest.record import shown

_MAGIC = re.compile(r"[*?\[]")


def place_of(path: Path) -> Path:
    """Give the one spelling of a file's path, however it was reached: absolute, its folder without links.

    The file itself keeps its name, even if it is a link: the name says how to read it, and may hold a day.
    """
    return Path(os.path.realpath(path.parent), path.name)


class Scope:
    """Paths, with all that is below them, and patterns."""

    def __init__(self, given: Iterable[Path] = ()) -> None:
        self._places: set[str] = set()
        self._patterns: list[tuple[str, ...]] = []
        for path in given:
            self.widen(path)

    def widen(self, path: Path) -> None:
        """Take in another path; one that no file can have takes in nothing."""
        if "\0" in str(path):
            return
        if not os.path.lexists(path):
            path = Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser raises for an unknown user
        parts = path.parts
        magic = next((place for place, part in enumerate(parts) if _MAGIC.search(part)), None)
        if magic is None or os.path.lexists(path):
            self._places |= {shown(place_of(path)), shown(os.path.realpath(path))}
        else:
            fixed = Path(os.path.realpath(Path(*parts[:magic])))
            self._patterns.append(tuple(map(shown, (*fixed.parts, *parts[magic:]))))

    def holds(self, source: str) -> bool:
        """Tell whether a source (a file's path, or ``PATH#3``) lies within."""
        return any(self._holds(PurePath(file)) for file in files_of(source))

    def _holds(self, file: PurePath) -> bool:
        return not self._places.isdisjoint(map(str, (file, *file.parents))) or any(
            _fits(file.parts, pattern) for pattern in self._patterns
        )


def files_of(source: str) -> Iterator[str]:
    """Give the file of a source; two where ``#`` may belong to the file's name or begin the record's place."""
    yield source
    file, mark, _ = source.rpartition("#")
    if mark:
        yield file


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether a path, or a folder that it is in, fits a pattern part by part; ``**`` is any folders."""
    if not pattern:
        return True
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        return any(_fits(parts[skip:], rest) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], first) and _fits(parts[1:], rest)
