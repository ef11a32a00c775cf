"""The command line: what it prints, with which exit status, and what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from index.snapshot import SnapshotStore
from ui import articles, cli

Run = Callable[..., Any]

DATELINE = Path(sys.prefix) / "bin" / "dateline"
FLAGSHIP = "What did Spain pledge and when?"
UNDATED = "In a cellar near Kyiv, volunteers build drones between air-raid alarms"
HEAD = "---\ntitle: {title}\noutlet: Lindholm Echo\n{published}---\n\n"
FERRY = HEAD.format(title="Ferry raised", published="published: 2025-01-11\n") + (
    "Divers raised the ferry Gunnhild off Lindholm on Friday. The insurers paid nine million kronor.\n"
)
BAKERY = HEAD.format(title="Bakery shut", published="") + "The bakery of Ostrand has shut its doors for good.\n"
OTHER_BAKERY = BAKERY.replace("for good", "until May")


def state(data_dir: Path) -> tuple[str | None, list[str]]:
    """What readers see, and what lies beside it."""
    store = SnapshotStore(data_dir)
    return store.current_name(), sorted(path.name for path in store.folder.iterdir())


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "bakery.md").write_text(BAKERY, encoding="utf-8")
    return folder


@pytest.fixture
def held(run: Run, empty: Path, files: Path) -> Path:
    """A collection of those two articles: its data folder."""
    assert run("ingest", files).code == 0
    return empty


def ids(run: Run, *arguments: str) -> list[str]:
    return [json.loads(line)["id"] for line in run("articles", "list", "--json", *arguments).out.splitlines()]


class TestIngest:
    def test_the_report_counts_what_became_of_each(self, run: Run, empty: Path, files: Path) -> None:
        first = run("ingest", files)
        assert first.code == 0
        assert "2  added" in first.out
        assert "0  failed" in first.out
        assert "1 without a publication date" in first.out
        (files / "bakery.md").write_text(OTHER_BAKERY, encoding="utf-8")
        (files / "again.md").write_text(FERRY, encoding="utf-8")
        second = run("ingest", files)
        assert second.code == 0
        for line in ("0  added", "1  updated", "1  unchanged", "1  duplicate"):
            assert line in second.out
        assert SnapshotStore(empty).current_name()

    def test_nothing_new_changes_nothing(self, run: Run, held: Path, files: Path) -> None:
        before = state(held)
        again = run("ingest", files)
        assert again.code == 0
        assert "2  unchanged" in again.out
        assert "The collection is unchanged." in again.out
        assert state(held) == before

    def test_some_failed(self, run: Run, empty: Path, files: Path) -> None:
        (files / "broken.json").write_text("{", encoding="utf-8")
        (files / "empty.txt").touch()
        ran = run("ingest", files, files / "gone.md")
        assert ran.code == 3
        assert "2  added" in ran.out
        assert "3  failed" in ran.out
        failures = [line for line in ran.out.splitlines() if line.startswith("failed: ")]
        assert sorted(Path(line.split(": ")[1]).name for line in failures) == ["broken.json", "empty.txt", "gone.md"]
        assert SnapshotStore(empty).current_name()

    def test_all_failed(self, run: Run, empty: Path, files: Path) -> None:
        ran = run("ingest", files / "gone.md")
        assert ran.code == 1
        assert "does not exist" in ran.out
        assert SnapshotStore(empty).current_name() is None

    def test_without_a_path_it_is_wrong_usage(self, run: Run) -> None:
        ran = run("ingest")
        assert ran.code == 2
        assert "Missing argument 'PATH...'" in ran.said

    def test_dry_run_says_and_does_nothing(self, run: Run, held: Path, files: Path) -> None:
        before = state(held)
        (files / "bakery.md").unlink()
        (files / "new.md").write_text(OTHER_BAKERY, encoding="utf-8")
        ran = run("ingest", files, "--prune", "--dry-run")
        assert ran.code == 0
        assert ran.out.startswith("Nothing was written. It would be:\n")
        for line in ("1  added", "1  unchanged", "1  removed"):
            assert line in ran.out
        assert state(held) == before

    def test_only_prune_removes(self, run: Run, held: Path, files: Path) -> None:
        (files / "bakery.md").unlink()
        assert "removed" not in run("ingest", files).out
        assert len(ids(run)) == 2
        ran = run("ingest", files, "--prune")
        assert "1  removed" in ran.out
        assert len(ids(run)) == 1
        assert SnapshotStore(held).current_name()

    def test_another_ingest_holds_the_lock(self, run: Run, held: Path, files: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from filelock import FileLock\n"
            "with FileLock(Path(sys.argv[1]) / 'write.lock'): print('held', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program, str(held)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout
            assert other.stdout.readline() == b"held\n"
            ran = run("ingest", files)
            other.communicate()
        assert ran.code == 1
        assert "Another ingest is writing" in ran.err
        assert "--wait SECONDS" in ran.err
        assert run("ingest", files).code == 0


@pytest.mark.usefixtures("sample")
class TestAsk:
    def test_plain(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP)
        assert ran.code == 0
        assert ran.err == ""
        assert ran.out.startswith("Answered\nSpain pledged one billion euros")
        assert "Monday 27 May 2024" in ran.out
        assert "[1] Castellan Daily · " in ran.out

    def test_json_is_the_answer(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP, "--json")
        assert ran.code == 0
        answer = json.loads(ran.out)
        assert answer["status"] == "answered"
        assert answer["citations"][0]["article"]["published"] == "2024-05-27"
        assert answer["claims"][0]["citations"] == [1]

    def test_a_follow_up_says_first_how_it_was_read(self, run: Run) -> None:
        ran = run("ask", "And when?", "--after", "Who won the chess open?", "--after", "What did Spain pledge?")
        assert ran.code == 0
        assert ran.out.startswith(
            "Read as: What did Spain pledge, and when?\nAnswered\nSpain pledged one billion euros"
        )
        assert "Monday 27 May 2024" in ran.out

    def test_a_question_that_stands_alone_is_not_said_to_be_read(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP, "--after", "Who won the chess open?")
        assert ran.out == run("ask", FLAGSHIP).out
        assert "Read as" not in ran.out

    def test_a_question_that_is_not_answered_was_asked(self, run: Run) -> None:
        ran = run("ask", "How many people died in Cyclone Chido?")
        assert ran.code == 0
        assert ran.out.startswith("Not found\nThe articles do not answer this.\nNo article mentions “Cyclone Chido”.")

    def test_filters_and_top(self, run: Run) -> None:
        ran = run(
            "ask", "Who signed the security agreement in Madrid?", "--top", "1", "--json",
            "--outlet", "tamarind times", "--from", "2024-05-01", "--to", "2024-05-31", "--as-of", "2024-05-30",
        )  # fmt: skip
        answer = json.loads(ran.out)
        assert answer["as_of"] == "2024-05-30"
        assert len(answer["claims"]) == 1
        assert {one["article"]["outlet"] for one in answer["citations"]} == {"Tamarind Times"}

    @pytest.mark.parametrize("option", ["--from", "--to", "--as-of"])
    @pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "2024-02-30", "27.5.2024", ""])
    def test_a_wrong_date_is_wrong_usage(self, run: Run, option: str, value: str) -> None:
        ran = run("ask", FLAGSHIP, option, value)
        assert ran.code == 2
        assert f"Invalid value for '{option}': {value!r} is no day: write YYYY-MM-DD, for example" in ran.said

    def test_days_the_wrong_way_round_are_wrong_usage(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP, "--from", "2024-06-01", "--to", "2024-05-01")
        assert ran.code == 2
        assert "--from 2024-06-01 is later than --to 2024-05-01" in ran.said

    @pytest.mark.parametrize("top", ["0", "21", "-1", "many"])
    def test_a_wrong_top_is_wrong_usage(self, run: Run, top: str) -> None:
        assert run("ask", FLAGSHIP, "--top", top).code == 2

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "Give one question in quotation marks, or --batch FILE.jsonl."),
            (("  ",), "The question is empty."),
            ((FLAGSHIP, "--batch", "-"), "Give one question in quotation marks, or --batch FILE.jsonl."),
            (("--batch", "-", "--after", FLAGSHIP), "--after goes with one question"),
            (("What", "did", "Spain", "pledge?"), "unexpected extra argument"),
            (("--batch", "gone.jsonl"), "does not exist"),
            ((FLAGSHIP, "--colour"), "No such option"),
        ],
    )
    def test_wrong_usage(self, run: Run, arguments: tuple[str, ...], said: str) -> None:
        ran = run("ask", *arguments)
        assert ran.code == 2
        assert said in ran.said
        assert ran.out == ""

    def test_bytes_that_are_no_text(self, run: Run) -> None:
        ran = run("ask", "\udcff\udcfe")
        assert ran.code == 0
        assert ran.out.startswith("Not found\n")


@pytest.mark.usefixtures("sample")
class TestBatch:
    LINES = (
        '{"id": "a", "question": "What did Spain pledge and when?", "more": 1}',
        "",
        '{"id": 2, "question": "What did Rutte name as his priorities at NATO?", "as_of": "2024-09-15"}',
        "no JSON",
        '{"id": "c"}',
        '{"id": "d", "question": " "}',
        '{"id": "e", "question": "Who?", "as_of": "soon"}',
        '{"id": "f", "question": "Who?", "as_of": 20240915}',
        '["Who?"]',
        '{"question": "What is the price of oil?"}',
    )

    def test_one_answer_a_line_and_a_bad_line_stops_nothing(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(self.LINES), encoding="utf-8")
        ran = run("ask", "--batch", path)
        assert ran.code == 3
        first, second, *bad, last = map(json.loads, ran.out.splitlines())
        assert (first["id"], first["status"], first["as_of"]) == ("a", "answered", None)
        assert (second["id"], second["status"], second["as_of"]) == (2, "not_found", "2024-09-15")
        assert (last["id"], last["question"], last["status"]) == (None, "What is the price of oil?", "not_found")
        assert [one["line"] for one in bad] == [4, 5, 6, 7, 8, 9]
        said = [one["error"] for one in bad]
        assert said[0].startswith("Invalid JSON")
        assert said[1] == "question: Field required"
        assert all(one.startswith("question: ") for one in said[1:3])
        assert all(one.startswith("as_of: ") for one in said[3:5])
        assert all(set(one) == {"line", "error"} for one in bad)

    def test_a_line_may_hold_what_was_asked_before(self, run: Run) -> None:
        lines = (
            {"id": 1, "question": "And when?", "history": ["What did Spain pledge?"]},
            {"id": 2, "question": "And when?", "history": []},
            {"id": 3, "question": "And when?", "history": "What did Spain pledge?"},
        )
        ran = run("ask", "--batch", "-", stdin="\n".join(map(json.dumps, lines)))
        assert ran.code == 3
        first, second, third = map(json.loads, ran.out.splitlines())
        assert (first["question"], first["standalone_question"]) == ("And when?", "What did Spain pledge, and when?")
        assert first["status"] == "answered"
        assert (second["standalone_question"], second["status"]) == ("And when?", "not_found")
        assert third["error"].startswith("history: ")

    def test_from_standard_input(self, run: Run) -> None:
        ran = run("ask", "--batch", "-", stdin='{"id": "x", "question": "What is the price of oil?"}\n')
        assert ran.code == 0
        assert json.loads(ran.out)["id"] == "x"

    def test_nothing_to_ask(self, run: Run) -> None:
        ran = run("ask", "--batch", "-", stdin="\n\n")
        assert (ran.code, ran.out) == (0, "")

    def test_a_file_that_is_no_text(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "questions.jsonl"
        path.write_bytes(b'\xff\xfe\x00\n\xef\xbb\xbf{"question": "\xe9"}\n')
        ran = run("ask", "--batch", path)
        assert ran.code == 3
        assert [json.loads(line)["line"] for line in ran.out.splitlines()] == [1, 2]

    def test_a_byte_order_mark_is_no_part_of_the_first_line(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "questions.jsonl"
        path.write_text('{"question": "What is the price of oil?"}', encoding="utf-8-sig")
        assert run("ask", "--batch", path).code == 0


class TestArticles:
    def test_list_is_a_line_an_article_by_date(self, run: Run, sample: Path) -> None:
        ran = run("articles", "list")
        assert ran.code == 0
        rows = [line.split("\t") for line in ran.out.splitlines()]
        assert {len(row) for row in rows} == {4}
        dates = [row[1] for row in rows]
        assert dates[0] == "–"
        assert dates[1:] == sorted(dates[1:])
        with SnapshotStore(sample).open() as snapshot:
            assert {row[0] for row in rows} == set(snapshot.entries)

    @pytest.mark.usefixtures("sample")
    def test_list_filters(self, run: Run) -> None:
        wire = run("articles", "list", "--outlet", "HARBOUR WIRE", "--from", "2024-09-01").out.splitlines()
        assert len(wire) == 3
        assert all("Harbour Wire" in line for line in wire)
        assert [line.split("\t")[3] for line in run("articles", "list", "--missing-date").out.splitlines()] == [UNDATED]
        assert len(run("articles", "list", "spain", "DOLLARS").out.splitlines()) == 0
        assert len(run("articles", "list", "Kyiv", "$1.08").out.splitlines()) == 1
        assert run("articles", "list", "--from", "noon").code == 2

    @pytest.mark.usefixtures("sample")
    def test_list_as_json(self, run: Run) -> None:
        (row,) = map(json.loads, run("articles", "list", "--missing-date", "--json").out.splitlines())
        assert (row["title"], row["published"]) == (UNDATED, None)

    @pytest.mark.usefixtures("sample")
    def test_list_on_a_terminal_is_a_table(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            articles, "console", Console(force_terminal=True, no_color=True, highlight=False, width=200)
        )
        ran = run("articles", "list", "--missing-date")
        assert "headline" in ran.out
        assert ran.out.endswith("1 article\n")

    @pytest.mark.usefixtures("sample")
    def test_show(self, run: Run) -> None:
        (one,) = ids(run, "Portugal", "backs")
        ran = run("articles", "show", one)
        assert ran.code == 0
        assert f"id         {one}\n" in ran.out
        assert "published  29 May 2024  (front matter)\n" in ran.out
        assert "Harbour Wire, 28 May 2024)" in ran.out
        assert "126 million euros" in ran.out
        shown = json.loads(run("articles", "show", one, "--json").out)
        assert shown["published"] == "2024-05-29"

    @pytest.mark.usefixtures("sample")
    def test_show_what_was_taken_out(self, run: Run) -> None:
        (one,) = ids(run, "Eighty")
        ran = run("articles", "show", one, "--removed")
        assert ran.code == 0
        assert "pieces taken out" in ran.out
        assert "[0 pieces" not in ran.out
        assert "Italy" in ran.out
        assert "Italy" not in run("articles", "show", one).out

    def test_set_is_kept_when_ingested_again(self, run: Run, held: Path, files: Path) -> None:
        (one,) = ids(run, "Bakery")
        ran = run("articles", "set", one, "--published", "2025-01-05", "--outlet", "Ostrand Post", "--title", "none")
        assert ran.code == 0
        assert "published  5 January 2025  (set by hand)" in ran.out
        assert "headline   not given  (set by hand)" in ran.out
        (files / "bakery.md").write_text(OTHER_BAKERY, encoding="utf-8")
        assert "1  updated" in run("ingest", files).out
        shown = run("articles", "show", one).out
        assert "5 January 2025  (set by hand)" in shown
        assert "until May" in shown
        assert ids(run, "--outlet", "Ostrand Post") == [one]
        assert SnapshotStore(held).current_name()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "Say what to set: --published, --outlet or --title."),
            (("--published", "Monday"), "'Monday' is no day: write YYYY-MM-DD, for example 2024-05-27."),
        ],
    )
    def test_set_wrongly(self, run: Run, held: Path, arguments: tuple[str, ...], said: str) -> None:
        before = state(held)
        (one,) = ids(run, "Bakery")
        ran = run("articles", "set", one, *arguments)
        assert ran.code == 2
        assert said in ran.said
        assert state(held) == before

    def test_remove(self, run: Run, held: Path, files: Path) -> None:
        (one,) = ids(run, "Bakery")
        ran = run("articles", "remove", one, one)
        assert (ran.code, ran.out) == (0, "1 removed\n")
        assert len(ids(run)) == 1
        assert (files / "bakery.md").exists()
        assert SnapshotStore(held).current_name()

    def test_remove_all_or_nothing(self, run: Run, held: Path) -> None:
        before = state(held)
        assert run("articles", "remove", *ids(run), "no-such-id").code == 1
        assert state(held) == before

    @pytest.mark.parametrize(
        "arguments",
        [("show",), ("remove",), ("set", "--title", "x")],
        ids=["show", "remove", "set"],
    )
    def test_an_unknown_id(self, run: Run, held: Path, arguments: tuple[str, ...]) -> None:
        before = state(held)
        ran = run("articles", *arguments, "no-such-id")
        assert ran.code == 1
        assert ran.err == (
            "There is no article 'no-such-id'.\n`dateline articles list` shows every article with its id.\n"
        )
        assert state(held) == before


class TestStatus:
    def test_plain(self, run: Run, sample: Path) -> None:
        ran = run("status")
        assert ran.code == 0
        lines = dict(re.split(r" {2,}", line.rstrip(), maxsplit=1) for line in ran.out.splitlines())
        assert lines["data folder"] == str(sample)
        assert lines["articles"] == "46"
        assert lines["published"] == "28 September 2023 to 16 January 2025"
        assert lines["without date"] == "1"
        assert "Harbour Wire (6)" in lines["outlets"]
        assert "disk mb" in lines

    def test_json(self, run: Run, sample: Path) -> None:
        about = json.loads(run("status", "--json").out)
        assert about["snapshot"] == SnapshotStore(sample).current_name()
        assert about["articles"] == sum(about["outlets"].values()) == 46
        assert about["stories"] == 45


class TestErrors:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("ask", FLAGSHIP),
            ("ask", "--batch", "-"),
            ("cite", FLAGSHIP),
            ("articles", "list"),
            ("articles", "show", "x"),
            ("status",),
        ],
        ids=" ".join,
    )
    def test_no_collection_yet(self, run: Run, empty: Path, arguments: tuple[str, ...]) -> None:
        ran = run(*arguments, stdin='{"question": "Who?"}')
        assert ran.code == 1
        assert ran.out == ""
        assert ran.err == f"There are no articles yet in {empty}.\nAdd some with `dateline ingest FOLDER`.\n"

    def test_data_dir_on_the_command_line_wins(self, run: Run, sample: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        assert f"There are no articles yet in {other}." in run("status", "--data-dir", other).err
        assert run("status", "--data-dir", sample).code == 0

    def test_a_setting_that_does_not_exist(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_PASSAGE_LENGTH", "1")
        ran = run("status")
        assert ran.code == 1
        assert ran.err.startswith("There is no setting DATELINE_PASSAGE_LENGTH.\nThere are: DATELINE_")

    def test_a_setting_that_cannot_be_used(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_MAX_CLAIMS", "many")
        ran = run("ask", FLAGSHIP)
        assert ran.code == 1
        assert ran.err.startswith("The setting max_claims cannot be used: ")
        assert "DATELINE_MAX_CLAIMS" in ran.err

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("max_claim = 1", "The setting max_claim cannot be used"),
            ("max_claims = ", "cannot be read"),
            ("max_claims = 0", "The setting max_claims cannot be used"),
        ],
    )
    def test_a_settings_file_that_cannot_be_used(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, said: str
    ) -> None:
        path = tmp_path / "settings.toml"
        path.write_text(content, encoding="utf-8")
        monkeypatch.setenv("DATELINE_SETTINGS", str(path))
        ran = run("status")
        assert ran.code == 1
        assert said in ran.err
        assert str(path) in ran.err

    def test_a_settings_file_that_is_gone(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_SETTINGS", "/gone/settings.toml")
        assert run("status").err == "There is no settings file /gone/settings.toml, which DATELINE_SETTINGS names.\n"

    def test_a_setting_from_the_file_is_used(
        self, run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "settings.toml"
        path.write_text(f'data_dir = "{sample}"\nmax_claims = 1\n', encoding="utf-8")
        monkeypatch.setenv("DATELINE_SETTINGS", str(path))
        monkeypatch.delenv("DATELINE_DATA_DIR")
        answer = json.loads(run("ask", "What did Zelenskyy ask for?", "--json").out)
        assert len(answer["claims"]) == 1

    @pytest.mark.usefixtures("sample")
    def test_hostile_words_in_a_message_are_text(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        hostile = "[/red][link=https://a.example]x\x1b[2J"
        for console in (Console(stderr=True, soft_wrap=True, force_terminal=True, no_color=True), cli.errors):
            monkeypatch.setattr(cli, "errors", console)
            ran = run("articles", "show", hostile)
            assert ran.code == 1
            assert "[/red][link=https://a.example]x" in ran.err
            assert "\x1b[2J" not in ran.err

    @pytest.mark.parametrize("arguments", [("frobnicate",), ("articles", "frobnicate"), ("--frobnicate",)])
    def test_an_unknown_command_or_option(self, run: Run, arguments: tuple[str, ...]) -> None:
        ran = run(*arguments)
        assert ran.code == 2
        assert "frobnicate" in ran.said


class TestHostileArticles:
    TITLE = "[red]Ferry[/red] [/oops] [link=https://a.example]raised[/link] \x1b[2J\x9b31m\x07"
    LEFT = "[red]Ferry[/red] [/oops] [link=https://a.example]raised[/link]"

    COMMANDS = (
        ("articles", "list"),
        ("articles", "list", "--json"),
        ("articles", "show", "h1"),
        ("articles", "show", "h1", "--json"),
        ("articles", "show", "h1", "--removed"),
        ("ask", "When did divers raise the ferry Gunnhild?"),
        ("ask", "When did divers raise the ferry Gunnhild?", "--json"),
        ("ask", "What of \x1b[2J\x9b31m and \x07?"),
        ("ask", "When did divers raise the ferry Gunnhild?", "--format", "plain"),
        ("cite", "Divers raised the ferry Gunnhild off Lindholm."),
        ("cite", "Divers raised the ferry Gunnhild off Lindholm.", "--json"),
        ("cite", "Divers raised the ferry Gunnhild off Lindholm.", "--format", "plain"),
        ("status",),
        ("status", "--json"),
    )

    def test_are_printed_as_text(self, run: Run, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "feed.jsonl"
        body = f"{self.TITLE} Divers raised the ferry Gunnhild off Lindholm {self.LEFT} on Friday.\n\n{self.TITLE}"
        named = dict.fromkeys(("title", "source", "author"), self.TITLE)
        path.write_text(json.dumps({"id": "h1", "date": "2025-01-11", "body": body, **named}), encoding="utf-8")
        assert run("ingest", path).code == 0
        assert run("articles", "set", "h1", "--title", self.TITLE, "--outlet", self.TITLE).code == 0
        with SnapshotStore(empty).open() as snapshot:
            assert snapshot.article("h1").title == self.TITLE
        for console in (articles.console, Console(force_terminal=True, no_color=True, highlight=False, width=500)):
            monkeypatch.setattr(articles, "console", console)
            for arguments in self.COMMANDS:
                ran = run(*arguments)
                assert ran.code == 0, arguments
                assert "\x1b[2J" not in ran.out, arguments
                assert "\x9b" not in ran.out, arguments
                assert "\x07" not in ran.out, arguments
                assert self.LEFT in ran.out or arguments[0] == "status" or "--removed" in arguments, arguments

    def test_the_name_of_a_file(self, run: Run, empty: Path, tmp_path: Path) -> None:
        path = tmp_path / "[red]\x1b[2Jx.json"
        path.write_text("{", encoding="utf-8")
        ran = run("ingest", path)
        assert ran.code == 1
        assert "[red]" in ran.out
        assert "\x1b" not in ran.out
        assert SnapshotStore(empty).current_name() is None


COMMANDS = [
    ("ingest",),
    ("ask",),
    ("cite",),
    ("audit",),
    ("status",),
    ("articles", "list"),
    ("articles", "show"),
    ("articles", "set"),
    ("articles", "remove"),
    ("feedback", "list"),
    ("feedback", "export"),
    ("eval",),
    ("eval", "check"),
    ("eval", "schema"),
    ("eval", "draft"),
    ("serve",),
    ("password",),
]


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
    @pytest.mark.parametrize("option", ["--help", "-h"])
    def test_every_command_has_an_example(self, run: Run, command: tuple[str, ...], option: str) -> None:
        ran = run(*command, option)
        assert ran.code == 0
        assert re.search(r"^ *Examples?\b", ran.out, re.MULTILINE)
        assert f" dateline {' '.join(command)} " in ran.out

    def test_every_command_is_tested_here(self, run: Run) -> None:
        listed = [
            line
            for group in ((), ("articles",), ("feedback",), ("eval",))
            for line in run(*group, "--help").out.splitlines()
        ]
        names = {line.split()[1] for line in listed if line.startswith("│ ") and not line.startswith(("│ -", "│  "))}
        assert names == {command[-1] for command in COMMANDS} | {"articles", "feedback"}

    def test_version(self, run: Run) -> None:
        assert run("--version").out.startswith("dateline 0.")

    def test_no_arguments_show_the_help(self, run: Run) -> None:
        ran = run()
        assert "Usage" in ran.out + ran.err


class TestProcess:
    """The installed program, as a shell runs it."""

    def test_asks(self, sample: Path) -> None:
        ran = subprocess.run([DATELINE, "ask", FLAGSHIP], capture_output=True, text=True, check=False, timeout=120)
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.startswith("Answered\n")
        assert ran.stderr == ""
        assert SnapshotStore(sample).current_name()

    @pytest.mark.usefixtures("sample")
    def test_whoever_reads_may_leave_early(self) -> None:
        line = f"'{DATELINE}' articles list --json | true; echo ${{PIPESTATUS[0]}}"
        ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, timeout=120)
        assert ran.stdout == "1\n"
        assert ran.stderr == ""

    def test_interrupted_the_collection_is_as_it_was(self, copied: Path, tmp_path: Path) -> None:
        before = state(copied)
        feed = tmp_path / "feed.jsonl"
        body = "The {number}th ferry of Lindholm sailed to Ostrand with {number} barrels of perry on board. " * 20
        with feed.open("w", encoding="utf-8") as file:
            for number in range(4000):
                record = {"title": f"Ferry {number}", "body": body.format(number=number * 7)}
                file.write(json.dumps(record) + "\n")
        with subprocess.Popen(
            [DATELINE, "ingest", feed], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
        ) as ingesting:
            until = time.monotonic() + 60
            while not list((copied / "snapshots").glob(".making-*")):
                assert time.monotonic() < until
                assert ingesting.poll() is None, ingesting.communicate()
                time.sleep(0.05)
            time.sleep(0.5)
            ingesting.send_signal(signal.SIGINT)
            out, err = ingesting.communicate(timeout=60)
        assert ingesting.returncode == 130, err
        assert out == ""
        assert err == "\nStopped. The collection is as it was.\n"
        assert state(copied) == before
