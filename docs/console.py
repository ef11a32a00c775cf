"""Console blocks of a page: the commands in them, run for real, and what they print.

A block is fenced as ``console``; a line that starts with ``$ `` is a command, the lines after it are
what it prints. The commands of a page run in order in one folder that holds the sample articles, with
a data folder of its own, so that a page tells one story.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
WIDTH = 100
"""Columns of the terminal that the outputs are made for: the width of a code block on a wide screen."""
SECONDS = 300
"""A command that takes longer hangs; the first ingest of a slow machine takes under one minute."""
DATA = ("Makefile", "pyproject.toml", "constraints.txt", "index", "ingest")
"""What `make` looks at, linked into the folder; the articles are copied."""

VOLATILE = (
    (re.compile(r"\b\d{8}T\d{6}\.\d{6}Z\b"), "20250117T080000.000000Z"),  # a snapshot's name: its time
    (
        re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"),
        "2025-01-17T08:00:00+00:00",
    ),  # the same, as a time
    (re.compile(r"(?m)^(disk\b.*?) +[\d,]+$"), r"\1  1"),  # how large files are differs between machines
)
"""What differs from run to run, and what is written instead. Folders are replaced by ``Desk.home``."""


@dataclass(frozen=True)
class Command:
    """A command of a page, what the page says it prints, and where that stands in the page."""

    line: str
    printed: str
    start: int
    end: int


def commands(page: str) -> Iterator[Command]:
    """Give the commands of a page in order."""
    for block in BLOCK.finditer(page):
        place = block.start(1)
        line, begun = "", place
        for text in block.group(1).splitlines(keepends=True):
            if text.startswith(PROMPT):
                if line:
                    yield Command(line, page[begun:place], begun, place)
                line, begun = text.removeprefix(PROMPT).rstrip("\n"), place + len(text)
            elif not line:
                raise ValueError(f"a console block starts without a command: {text!r}")
            place += len(text)
        if line:
            yield Command(line, page[begun:place], begun, place)


def rewritten(page: str, printed: Sequence[str]) -> str:
    """Give a page with other outputs, one for each of its commands."""
    for command, output in reversed(list(zip(commands(page), printed, strict=True))):
        page = page[: command.start] + output + page[command.end :]
    return page


class Desk:
    """A folder in which commands run as they would for someone who has just cloned the project."""

    def __init__(self, folder: Path, models: Path) -> None:
        """Lay the folder out; ``models`` is the folder of converted models of another data folder."""
        self._folder = folder.resolve() / "dateline"
        self.data = folder.resolve() / "data"
        """The data folder."""
        self._folder.mkdir()
        self.data.mkdir()
        (self.data / "models").symlink_to(models)
        cache = self._folder / ".cache"
        cache.mkdir()
        (cache / "models").symlink_to(models)
        shutil.copytree(ROOT / "articles", self._folder / "articles")
        for name in DATA:
            (self._folder / name).symlink_to(ROOT / name)
        environment = self._folder / ".venv"
        environment.mkdir()
        (environment / "bin").symlink_to(Path(sys.prefix) / "bin")
        (environment / ".installed").touch()  # newer than what `make` compares it with: all is installed
        (folder / "settings.toml").touch()
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
            "COLUMNS": str(WIDTH),
            "DATELINE_DATA_DIR": str(self.data),
            "DATELINE_SETTINGS": str(folder / "settings.toml"),
            "MAKEFLAGS": "--no-print-directory",
            "NO_COLOR": "1",
            "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm",
        }

    def run(self, line: str) -> tuple[str, int]:
        """Run a command line in the shell; give what it prints, as the page shows it, and its exit status."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return self._shown(done.stdout), done.returncode

    def _shown(self, printed: str) -> str:
        printed = printed.replace(str(self._folder), "/home/you/dateline")
        printed = printed.replace(str(self.data), "/home/you/.local/share/dateline")
        for pattern, instead in VOLATILE:
            printed = pattern.sub(instead, printed)
        lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
        return "".join(f"{line}\n" for line in lines)
