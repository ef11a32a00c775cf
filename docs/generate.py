"""Writes the generated parts of the documentation anew: ``make docs``.

Generated are what the commands of README.md print, its table of settings, ``commands.md`` (the help of
every command), ``answer.schema.json`` (the contract of ``--json``) and ``eval_questions.schema.json`` (the form of a
question file). The tests compare each of them.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typer
from rich.text import Text

from assistant.answer import Answer
from assistant.evaluation.questions import schema
from docs.console import ROOT, WIDTH, Desk, commands, rewritten
from index.conversion import PACKAGED_MODEL
from index.encoder import open_encoder
from index.settings import PREFIX, Settings
from ui.cli import app

README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
SCHEMA = ROOT / "docs" / "answer.schema.json"
QUESTIONS = ROOT / "eval_questions.schema.json"
CACHE = ROOT / ".cache"
SETTINGS = re.compile(r"(?<=<!-- settings: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)


def settings_table() -> str:
    """Give the table of settings as Markdown."""
    rows = ["| setting | default | environment variable | meaning |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        # A default that is worked out is a folder of this person on this machine.
        default = "the user's data folder" if field.default_factory else f"`{field.default}`"
        rows.append(f"| `{name}` | {default} | `{PREFIX}{name.upper()}` | {field.description} |")
    return "\n".join(rows) + "\n"


def every_command() -> Iterator[tuple[str, Any]]:
    """Give each command with its full name, groups before what is in them."""
    waiting: list[tuple[str, Any]] = [("dateline", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop(0)
        yield name, command
        waiting[:0] = [(f"{name} {short}", inner) for short, inner in getattr(command, "commands", {}).items()]


def help_of(name: str) -> str:
    """Give what ``NAME --help`` prints."""
    printed = io.StringIO()
    environment = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "xterm"}
    with patch.dict("os.environ", environment), patch("sys.stdout", printed):
        app([*name.split()[1:], "--help"], prog_name="dateline", standalone_mode=False)
    plain = Text.from_ansi(printed.getvalue()).plain
    return "\n".join(line.rstrip() for line in plain.splitlines()).strip("\n")


def commands_page() -> str:
    """Give ``commands.md``: the help of every command."""
    head = (
        "# The commands\n\nWhat `--help` says of each. Written by `make docs`;"
        " examples are in the [README](../README.md).\n"
    )
    return head + "".join(f"\n## {name}\n\n```text\n{help_of(name)}\n```\n" for name, _ in every_command())


def answer_schema() -> str:
    """Give the JSON schema of an answer."""
    return json.dumps(Answer.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"


def readme(page: str) -> str:
    """Give the README with its outputs and its table of settings made anew."""
    open_encoder(PACKAGED_MODEL, CACHE)
    printed = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), CACHE / "models")
        for command in commands(page):
            output, status = desk.run(command.line)
            if status:
                raise SystemExit(f"README.md: `{command.line}` ends with exit status {status}:\n{output}")
            printed.append(output)
    return SETTINGS.sub(lambda _: settings_table(), rewritten(page, printed))


def main() -> None:
    """Write what has changed, and say so."""
    pages = {
        COMMANDS: commands_page(),
        SCHEMA: answer_schema(),
        QUESTIONS: schema(),
        README: readme(README.read_text(encoding="utf-8")),
    }
    for path, text in pages.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
