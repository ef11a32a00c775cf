"""What the tests of all ways in share: commands run as a shell would, and collections to run them on."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant import assistant as asking
from index.encoder import Encoder
from tests.ui.chromium import browser  # noqa: F401 - a fixture, as are those below
from tests.ui.serving import page, trial  # noqa: F401
from ui import articles, cli, ingesting

WIDE = "250"
"""Columns: messages in one line."""
FRAME = re.compile(r"[│╭╮╰╯─]")


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit status."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What it wrote to standard error, in one line, without the frame that typer draws."""
        return " ".join(FRAME.sub(" ", self.err).split())


Run = Callable[..., Ran]


@pytest.fixture
def run(encoder: Encoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process, from the entry point on; the model, once opened, serves all tests."""
    monkeypatch.setenv("COLUMNS", WIDE)
    for module in (articles, asking, ingesting):
        monkeypatch.setattr(module, "open_encoder", lambda *_: encoder)

    def command(*arguments: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def sample(sample_data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the sample articles the collection. To be read only."""
    monkeypatch.setenv("DATELINE_DATA_DIR", str(sample_data_dir))
    return sample_data_dir


@pytest.fixture
def copied(sample_data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a copy of the sample articles the collection, to be changed at will."""
    data_dir = tmp_path / "copied"
    shutil.copytree(sample_data_dir, data_dir, symlinks=True)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(data_dir))
    return data_dir


@pytest.fixture
def empty(converted_models: Path, tmp_path: Path) -> Path:
    """A data folder without a collection, which the environment names already."""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(converted_models)
    return data_dir
