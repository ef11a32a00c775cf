"""Writes the generated parts of the documentation anew: ``make docs``.

Generated are what the commands of README.md print, its table of settings, ``commands.md`` (the help of
every command), what the audit says of the examples in ``verification.md``, the schemas of what ``--json`` prints and
``eval_questions.schema.json`` (the form of a question file). The tests compare each of them.
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
from pydantic import BaseModel
from rich.text import Text

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.audit.draft import Draft, Paragraph
from assistant.audit.report import Audit
from assistant.evaluation.questions import schema
from assistant.sourced import Sourced
from docs.console import ROOT, WIDTH, Desk, commands, rewritten
from index.conversion import PACKAGED_MODEL
from index.encoder import open_encoder
from index.settings import PREFIX, Settings
from ui.cli import app

README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
VERIFICATION = ROOT / "docs" / "verification.md"
SCHEMAS: dict[Path, type[BaseModel]] = {
    ROOT / "docs" / "answer.schema.json": Answer,
    ROOT / "docs" / "sourced.schema.json": Sourced,
    ROOT / "docs" / "audit.schema.json": Audit,
}
"""The contracts of ``--json``: of ``ask``, ``cite`` and ``audit``."""
QUESTIONS = ROOT / "eval_questions.schema.json"
CACHE = ROOT / ".cache"
SETTINGS = re.compile(r"(?<=<!-- settings: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)
EXAMPLES = re.compile(
    r"(?<=<!-- audited: the second column is written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL
)
"""Tables of sentences with what the audit says of each."""
EXAMPLE = re.compile(r"^\| (?P<sentence>[^|]+) \|(?P<said>[^|]*)(?=\|)", re.MULTILINE)
HEAD = 2
"""Rows of a table that are its head."""


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


def json_schema(model: type[BaseModel]) -> str:
    """Give the JSON schema of what a command prints."""
    return json.dumps(model.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"


def examples(page: str) -> list[str]:
    """Give the sentences in the tables of examples of a page."""
    tables = (table.group().splitlines()[HEAD:] for table in EXAMPLES.finditer(page))
    return [row["sentence"] for rows in tables for row in EXAMPLE.finditer("\n".join(rows))]


def verification(page: str, assistant: Assistant) -> str:
    """Give ``verification.md`` with what the audit says of its examples; each is audited by itself."""
    sentences = examples(page)
    draft = Draft("examples", tuple(Paragraph(one, ((0, len(one)),)) for one in sentences))
    said = iter(
        f" **{one.verdict.value}**{f': {one.note}' if one.note else ''} " for one in assistant.audit(draft).sentences
    )

    def row(found: re.Match[str]) -> str:
        return f"| {found['sentence']} |{next(said)}"

    def table(found: re.Match[str]) -> str:
        lines = found.group().splitlines(keepends=True)
        return "".join(lines[:HEAD]) + EXAMPLE.sub(row, "".join(lines[HEAD:]))

    return EXAMPLES.sub(table, page)


def sample(folder: Path) -> Assistant:
    """Give an assistant that has read the sample articles, into a new data folder within another."""
    desk = Desk(folder, CACHE / "models")
    desk.run("dateline ingest articles/")
    return Assistant(Settings(data_dir=desk.data))


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
        QUESTIONS: schema(),
        README: readme(README.read_text(encoding="utf-8")),
        **{path: json_schema(model) for path, model in SCHEMAS.items()},
    }
    with tempfile.TemporaryDirectory() as folder, sample(Path(folder)) as assistant:
        pages[VERIFICATION] = verification(VERIFICATION.read_text(encoding="utf-8"), assistant)
    for path, text in pages.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
