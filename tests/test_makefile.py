"""The Makefile: what a person types reaches Dateline untouched, and mistakes end in a message."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = ("--old-file=.venv/.installed", "--old-file=.cache/sample-data/.indexed")
"""Takes the installation and the index for made."""


def make(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    return subprocess.run(
        ["make", f"--makefile={ROOT / 'Makefile'}", *words],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder in which ``dateline`` prints the words it is given."""
    echo = tmp_path / ".venv" / "bin" / "dateline"
    echo.parent.mkdir(parents=True)
    echo.write_text("#!/bin/sh\nprintf '%s|' \"$@\"\n", encoding="utf-8")
    echo.chmod(0o755)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    return tmp_path


QUESTIONS = [
    "What's new?; touch struck",
    'What is "new" && touch struck',
    "What did $(touch struck) and `touch struck` cost?",
    "$(shell touch struck)",
    "${HOME} for $5 or $$10?",
    "100% of #1 \\ a = b",
    "--help",
    "Who met,\nand where?",
    "Was sagte Sánchez über «Kyjiw»?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_handed_on_as_it_is(clone: Path, question: str) -> None:
    before = set(clone.iterdir())
    for done in (make(clone, *INSTALLED, "ask", f"Q={question}"), make(clone, *INSTALLED, "ask", Q=question)):
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"ask|--|{question}|"
    assert set(clone.iterdir()) == before


def test_without_a_question_it_says_what_to_type(clone: Path) -> None:
    done = make(clone, *INSTALLED, "ask")
    assert done.returncode == 2
    assert 'make ask Q="' in done.stderr


def test_an_old_python_is_refused_with_advice(tmp_path: Path, clone: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = make(clone, "test", f"PYTHON={old}")
    assert done.returncode == 2
    assert "needs Python 3.11 or later" in done.stderr
    assert "make test PYTHON=" in done.stderr


def test_by_default_it_lists_what_can_be_done(clone: Path) -> None:
    done = make(clone)
    for target in ("ask", "test", "test-slow", "check", "docs", "clean"):
        assert f"make {target} " in done.stdout
