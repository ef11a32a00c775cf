"""Finds the files that an ingest is to read: files, folders and patterns become single paths."""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.readers import KINDS, kind_of
from ingest.record import Failure, shown

__all__ = ["NOT_ARTICLES", "find", "shown"]

_MAGIC = re.compile(r"[*?\[]")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

NOT_ARTICLES = frozenset({"readme", "license", "licence", "contributing", "changelog", "code_of_conduct", "security"})
"""Names, without extension, that tell about a folder: its own papers, not news. Only a scan passes them
over; whoever names such a file gets it read."""


def find(paths: Iterable[str | Path], passed_over: Counter[str] | None = None) -> Iterator[Path | Failure]:
    """Give every file to read, in a fixed order, and a ``Failure`` for each path that gives none.

    A path is a file, a folder (read with its subfolders, in order of name) or a pattern with
    ``*``, ``?``, ``[…]`` and ``**``, for shells that do not expand it. Inside folders and patterns,
    hidden entries and kinds that are not read are passed over and counted by extension in
    ``passed_over``; a file named outright must be of a kind that is read. No file is given twice,
    and links are followed but never in a circle. Nothing is raised.
    """
    seen: set[str] = set()
    counted = passed_over if passed_over is not None else Counter()
    for given in paths:
        for item in _expanded(given, counted):
            if isinstance(item, Failure):
                yield item
            elif (real := os.path.realpath(item)) not in seen:
                seen.add(real)
                yield item


def _expanded(given: str | Path, passed_over: Counter[str]) -> Iterator[Path | Failure]:
    name = str(given)
    if not name.strip():
        yield Failure(name, "an empty path")
    elif _ADDRESS.match(name):
        yield Failure(name, "an address, not a file: save the page and give the file")
    elif "\0" in name:
        yield Failure(name.replace("\0", "␀"), "a path cannot hold a NUL character")
    else:
        path = Path(name)
        if name.startswith("~") and not os.path.lexists(path):
            # A quoted ~ reaches us unexpanded.
            path = Path(os.path.expanduser(name))  # noqa: PTH111  # Path.expanduser raises for an unknown user
        if os.path.lexists(path) or not _MAGIC.search(name):
            yield from _named(path, passed_over)
        else:
            yield from _matched(path, passed_over)


def _named(path: Path, passed_over: Counter[str]) -> Iterator[Path | Failure]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        yield Failure(shown(path), _trouble(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _scanned(path, passed_over, set())
    elif not stat.S_ISREG(mode):
        yield Failure(shown(path), "neither a file nor a folder")
    elif kind_of(path) is None:
        kind = path.suffix or "without extension"
        yield Failure(shown(path), f"a kind of file that is not read ({kind}); read are {', '.join(KINDS)}")
    else:
        yield path


def _matched(pattern: Path, passed_over: Counter[str]) -> Iterator[Path | Failure]:
    parts = pattern.parts
    fixed = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    base = Path(*parts[:fixed])
    matches = 0
    given = 0
    for match in _matches(base, parts[fixed:]):
        matches += 1
        for item in [match] if isinstance(match, Failure) else _entry(match, passed_over, set()):
            given += 1
            yield item
    if not matches:
        yield Failure(shown(pattern), "nothing matches this pattern")
    elif not given:
        yield Failure(shown(pattern), f"matches no file of a kind that is read: {', '.join(KINDS)}")


def _matches(base: Path, parts: tuple[str, ...]) -> Iterator[Path | Failure]:
    if not parts:
        yield base
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        # A closing ** means the folder and all below it, which is what scanning a folder gives.
        for folder in _folders(base, set()) if rest else (base,):
            yield from _matches(folder, rest)
    elif not _MAGIC.search(part):
        if os.path.lexists(base / part):
            yield from _matches(base / part, rest)
    elif _is_folder(base):
        for entry in _listed(base):
            if isinstance(entry, Failure):
                yield entry
            elif _fits(entry, part) and (not rest or _is_folder(entry)):
                yield from _matches(entry, rest)


def _fits(entry: Path, pattern: str) -> bool:
    hidden = entry.name.startswith(".") and not pattern.startswith(".")
    return not hidden and fnmatch.fnmatchcase(entry.name, pattern)


def _folders(base: Path, above: set[str]) -> Iterator[Path]:
    """Give a folder and those below it; what cannot be listed is told by whoever looks into it."""
    real = os.path.realpath(base)
    if real in above or not _is_folder(base):
        return
    yield base
    for entry in _listed(base):
        if isinstance(entry, Path) and not entry.name.startswith("."):
            yield from _folders(entry, above | {real})


def _listed(folder: Path) -> list[Path | Failure]:
    try:
        return [*sorted(folder.iterdir(), key=lambda entry: entry.name)]
    except OSError as error:
        return [Failure(shown(folder), _trouble(folder, error))]


def _scanned(folder: Path, passed_over: Counter[str], scanned: set[str]) -> Iterator[Path | Failure]:
    real = os.path.realpath(folder)
    if real in scanned:  # reached again through a link
        return
    scanned.add(real)
    for entry in _listed(folder):
        if isinstance(entry, Failure):
            yield entry
        elif not entry.name.startswith("."):
            yield from _entry(entry, passed_over, scanned)


def _entry(path: Path, passed_over: Counter[str], scanned: set[str]) -> Iterator[Path | Failure]:
    """Give what one entry of a folder, or one match of a pattern, holds."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if kind_of(path) is not None:
            yield Failure(shown(path), _trouble(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _scanned(path, passed_over, scanned)
    elif not stat.S_ISREG(mode) or kind_of(path) is None:
        passed_over[path.suffix.lower()] += 1
    elif path.name.split(".")[0].lower() in NOT_ARTICLES:
        passed_over[path.name.lower()] += 1
    else:
        yield path


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112  # Path.is_dir raises where looking is forbidden


def _trouble(path: Path, error: OSError | ValueError) -> str:
    link = os.path.islink(path)  # noqa: PTH114  # Path.is_symlink raises for names that are too long
    if isinstance(error, FileNotFoundError):
        return "a link to something that does not exist" if link else "does not exist"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "a link that leads back to itself"
    return (getattr(error, "strerror", None) or str(error)).lower()
