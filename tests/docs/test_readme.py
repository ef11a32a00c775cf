"""What the documentation says is so: commands print what it shows, tables and links are current."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from docs import generate
from docs.console import ROOT, VOLATILE, Command, Desk, commands, rewritten

PAGE = generate.README.read_text(encoding="utf-8")
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "articles" / "README.md")
COMMANDS = list(commands(PAGE))
NAMES = [name for name, command in generate.every_command() if not hasattr(command, "commands")]
LINKS = [
    (page, target)
    for page in PAGES
    for target in re.findall(r"\]\((?!https?:)([^)\s#]+)", page.read_text(encoding="utf-8"))
]
WAITING = {"dateline serve", "dateline password", *(name for name in NAMES if name.startswith("dateline eval"))}
"""Commands that wait for a person, and those of the question set, which `make eval` runs: their examples are shown."""
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
STALE = "Run `make docs`, and read what it changed."


Runs = dict[Command, tuple[str, int]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, converted_models: Path) -> Runs:
    """What each command prints, and its exit status; run in the page's order, as one builds on another."""
    desk = Desk(tmp_path_factory.mktemp("desk"), converted_models)
    return {command: desk.run(command.line) for command in COMMANDS}


class TestConsole:
    @pytest.mark.parametrize("command", COMMANDS, ids=[command.line for command in COMMANDS])
    def test_prints_what_the_page_shows(self, runs: Runs, command: Command) -> None:
        printed, status = runs[command]
        assert status == 0, printed
        assert printed == command.printed, STALE

    def test_a_change_of_output_is_noticed_and_written(self, tmp_path: Path) -> None:
        page = "Before\n\n```console\n$ echo one\nuno\n$ echo two\n```\n\nAfter $ echo three\n"
        found = list(commands(page))
        assert [(one.line, one.printed) for one in found] == [("echo one", "uno\n"), ("echo two", "")]
        desk = Desk(tmp_path, tmp_path)
        printed = [desk.run(one.line)[0] for one in found]
        assert rewritten(page, printed) == page.replace("uno\n", "one\n").replace("two\n", "two\ntwo\n")

    def test_a_command_that_fails_is_noticed_inside_a_pipe(self, tmp_path: Path) -> None:
        _, status = Desk(tmp_path, tmp_path).run("dateline status | cat")
        assert status == 1

    @pytest.mark.parametrize(
        ("printed", "shown"),
        [
            ("snapshot  20261121T183624.447116Z", "snapshot  20250117T080000.000000Z"),
            ("made  2026-11-21T18:36:24+00:00", "made  2025-01-17T08:00:00+00:00"),
            ("disk in all mb   1,184", "disk in all mb  1"),
            ("published 2024-05-27, 1,184 articles", "published 2024-05-27, 1,184 articles"),
        ],
    )
    def test_only_what_differs_between_runs_is_replaced(self, printed: str, shown: str) -> None:
        for pattern, instead in VOLATILE:
            printed = pattern.sub(instead, printed)
        assert printed == shown


class TestSettings:
    def test_table_is_current(self) -> None:
        table = generate.SETTINGS.search(PAGE)
        assert table
        assert table.group() == generate.settings_table(), STALE

    def test_every_setting_says_what_it_means(self) -> None:
        for row in generate.settings_table().splitlines()[2:]:
            assert re.fullmatch(r"\| `\w+` \| .+ \| `DATELINE_\w+` \| \S.+ \|", row)


class TestCommands:
    def test_page_is_current(self) -> None:
        assert generate.COMMANDS.read_text(encoding="utf-8") == generate.commands_page(), STALE

    @pytest.mark.parametrize("name", NAMES)
    def test_each_has_an_example_in_the_readme(self, name: str) -> None:
        shown = SHELL if name in WAITING else [command.line for command in COMMANDS]
        assert any(f"{line} ".startswith(f"{name} ") for line in shown)

    @pytest.mark.parametrize("name", NAMES)
    def test_each_option_says_what_it_does(self, name: str) -> None:
        command = dict(generate.every_command())[name]
        help_of = generate.help_of(name)
        for parameter in command.params:
            assert parameter.help, parameter.name
            for option in parameter.opts:
                assert option in help_of or parameter.param_type_name == "argument"

    @pytest.mark.parametrize("path", generate.SCHEMAS, ids=[path.name for path in generate.SCHEMAS])
    def test_schema_is_current(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8") == generate.json_schema(generate.SCHEMAS[path]), STALE


class TestVerification:
    def test_page_is_current(self, assistant: Assistant) -> None:
        page = generate.VERIFICATION.read_text(encoding="utf-8")
        assert generate.examples(page)
        assert generate.verification(page, assistant) == page, STALE

    def test_what_comes_out_right_is_no_known_limit(self) -> None:
        page = generate.VERIFICATION.read_text(encoding="utf-8")
        unseen, held_back = generate.EXAMPLES.findall(page.partition("\n## Known limits\n")[2])
        assert set(re.findall(r"\*\*(.+?)\*\*", unseen)) == {"supported"}
        assert "**supported**" not in held_back

    def test_thresholds_are_those_of_the_code(self) -> None:
        page = generate.VERIFICATION.read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)\.([A-Z_]+)` \| ([\d.]+) \|", page, re.MULTILINE)
        assert rows
        for module, name, value in rows:
            assert getattr(import_module(f"assistant.verification.{module}"), name) == float(value), name


class TestLinks:
    @pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{page.name}-{target}" for page, target in LINKS])
    def test_leads_somewhere(self, page: Path, target: str) -> None:
        assert (page.parent / target).exists()

    def test_the_readme_links_to_the_other_pages(self) -> None:
        linked = {(page.parent / target).resolve() for page, target in LINKS if page == generate.README}
        assert {ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")} <= linked
        assert generate.COMMANDS in linked

    @pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
    def test_each_make_command_exists(self, page: Path) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        for target in re.findall(r"(?:^\s*\$? *|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), target
