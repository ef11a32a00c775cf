"""Many people at once over HTTP: every answer is the one that the command line gives. And memory over time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.serving import Serving

ROOT = Path(__file__).resolve().parents[4]
STEEPEST = 10.0
"""MB of memory in 1,000 questions, after the warm-up: below what the allocator's own ups and downs look like."""


def benchmark(what: str, data_dir: Path, *options: str) -> str:
    """Run a part of ``benchmarks/page.py`` as a person would; give what it prints."""
    done = subprocess.run(
        [sys.executable, "benchmarks/page.py", what, "--data-dir", data_dir, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("users", "count"), [(4, 12), pytest.param(20, 200, marks=pytest.mark.slow)], ids=str)
def test_every_answer_is_that_of_the_command_line(sample_data_dir: Path, page: Serving, users: int, count: int) -> None:
    said = benchmark("load", sample_data_dir, "--users", str(users), "--count", str(count), "--url", page.url)
    assert f"as at the command line: {count} of {count}\n" in said
    assert re.search(r"p50 \d+\.\d+, p90 \d+\.\d+, p95 \d+\.\d+, p99 \d+\.\d+, max \d+\.\d+", said)


@pytest.mark.slow
def test_memory_stays_flat(sample_data_dir: Path) -> None:
    said = benchmark("soak", sample_data_dir, "--count", "2000")
    slope = re.search(r"([+-]\d+\.\d+) MB in 1,000 questions", said)
    assert slope, said
    assert float(slope.group(1)) < STEEPEST, said
