"""The shape of the house: which package knows which, and how large a module gets."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KNOWS = {
    "index": {"index"},
    "ingest": {"ingest", "index"},
    "assistant": {"assistant", "index"},
    "ui": {"ui", "assistant", "ingest", "index"},
}
"""Each package, and the packages it may import."""
LONGEST = 320
"""Lines of a module: about 300. A longer one has more than one noun in it."""

MODULES = sorted(path for package in KNOWS for path in (ROOT / package).rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]


def imported(tree: ast.Module) -> Iterator[str]:
    """Give the full names of the modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their package, so that a reader sees which it is"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_imports_only_what_its_package_may_know(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    packages = {name.split(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
    assert packages & (set(KNOWS) | {"benchmarks", "docs", "tests"}) <= KNOWS[package]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text))


def test_every_package_is_there_and_typed() -> None:
    for package in KNOWS:
        assert (ROOT / package / "__init__.py").is_file()
        assert (ROOT / package / "py.typed").is_file()


def test_a_package_hands_on_names_and_does_nothing_else() -> None:
    for path in MODULES:
        if path.name == "__init__.py":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert all(isinstance(node, ast.Expr | ast.Import | ast.ImportFrom | ast.Assign) for node in body), path


def test_an_answer_needs_neither_torch_nor_llama_index_nor_the_page(sample_data_dir: Path) -> None:
    """They take seconds to import, and answering needs only the converted model."""
    program = (
        "import sys; from ui.cli import app; app(['ask', 'What did Spain pledge?'], standalone_mode=False);"
        "print(sorted({'torch', 'sentence_transformers', 'transformers', 'gradio', 'llama_index'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATELINE_DATA_DIR": str(sample_data_dir)},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.splitlines()[-1] == "[]"
