"""``dateline cite``: what it prints, pipes and writes, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from assistant.assistant import Assistant
from assistant.sourced import Sourced
from assistant.verification import Verdict
from index.snapshot import SnapshotStore
from tests.ui.conftest import Run
from ui.citing import LONGEST, ROOM
from ui.export import FORMS

DATELINE = Path(sys.prefix) / "bin" / "dateline"
BORNE = "Belgium promised 30 F-16 jets."
OTHERWISE = "Belgium promised 31 F-16 jets."
WIRE = ("--outlet", "Harbour Wire")
UNKNOWN = "The price of cocoa doubled in Accra."
QUOTE = (
    "Zelenskyy came to Lisbon from Brussels, where Belgium promised earlier in the day to hand over 30 F-16 fighter"
    " jets by 2028."
)
URL = "https://harbourwire.example/hw-240528-052"
KEY = "harbour-wire-2024-portugal"
HOSTILE = "[red]Ferry[/red] [/oops] [link=https://a.example]raised[/link] \x1b[2J\x9b31m\x07 }, x = {\nER  - \u202e"
SEQUENCES = ("\x1b", "\x9b", "\x07")


def keys(printed: str) -> list[str]:
    return [entry.key for entry in parse_string(printed).entries]


@pytest.mark.usefixtures("sample")
class TestPrinted:
    def test_borne_in_full(self, run: Run) -> None:
        ran = run("cite", BORNE, "--top", "1")
        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        assert lines[:4] == [
            "Supported",
            "",
            "✓ All of it",
            "[1] Harbour Wire · Portugal signs security accord with Ukraine · 28 May 2024 · Harbour Wire staff",
        ]
        assert lines[4].startswith(f"    »{QUOTE}«")
        assert lines[5] == f"    {URL}"
        assert lines[6].startswith("    portugal-signs-security-accord-with-ukraine-")
        assert lines[7] == "    also carried by Eastfield Gazette"
        assert len(lines) == 8

    def test_the_quote_stands_at_its_offsets(self, run: Run, sample: Path) -> None:
        found = Sourced.model_validate_json(run("cite", BORNE, "--json").out)
        with SnapshotStore(sample).open() as snapshot:
            for one in found.citations:
                assert snapshot.article(one.article.id).text[one.start : one.end] == one.quote
        place = f"{found.citations[0].article.id}, characters {found.citations[0].start:,} to"
        assert place in run("cite", BORNE).out

    def test_otherwise(self, run: Run) -> None:
        ran = run("cite", OTHERWISE, *WIRE)
        assert (ran.code, ran.err) == (3, "")
        assert ran.out.startswith("Differs\n\n≠ Otherwise\n")
        assert "how much: the statement “31 F-16 jets”, the article “30" in ran.out

    def test_nothing_found(self, run: Run) -> None:
        ran = run("cite", UNKNOWN)
        assert (ran.code, ran.out, ran.err) == (4, "Not found\nThe articles say nothing of the kind.\n", "")

    def test_the_very_words(self, run: Run) -> None:
        ran = run("cite", '"winter starts before the snow"')
        assert ran.code == 0
        assert "✓ Word for word\n[1] Harbour Wire ·" in ran.out
        assert run("cite", '"snow starts before the winter"').code == 4

    def test_limits(self, run: Run) -> None:
        assert run("cite", BORNE, "--outlet", "harbour wire", "--from", "2024-05-28", "--to", "2024-05-28").code == 0
        assert run("cite", BORNE, "--outlet", "No Such Post").code == 4
        before = run("cite", BORNE, "--as-of", "2024-05-27", "--json")
        assert before.code == 4
        assert json.loads(before.out)["as_of"] == "2024-05-27"

    def test_json_is_what_was_found(self, run: Run, assistant: Assistant) -> None:
        ran = run("cite", f"  {BORNE.replace(' ', chr(10))}\t", "--json", "--top", "2")
        assert ran.code == 0
        found = Sourced.model_validate_json(ran.out)
        expected = assistant.cite(BORNE, most=2)
        assert found.model_copy(update={"seconds": 0}) == expected.model_copy(update={"seconds": 0})
        assert len(found.bearings) <= 2


@pytest.mark.usefixtures("sample")
class TestReferences:
    @pytest.mark.parametrize("form", FORMS)
    def test_every_form_prints_nothing_but_the_reference(self, run: Run, form: str) -> None:
        ran = run("cite", BORNE, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert URL in ran.out
        assert "supported" not in ran.out.lower()
        assert ran.out == f"{ran.out.strip()}\n" or form == "ris"

    def test_programs_read_them(self, run: Run) -> None:
        assert keys(run("cite", BORNE, "--format", "bibtex").out) == [KEY]
        assert [one["id"] for one in json.loads(run("cite", BORNE, "--format", "csl-json").out)] == [KEY]
        (reference,) = rispy.loads(run("cite", BORNE, "--format", "ris").out)
        assert reference["notes"] == [f"“{QUOTE}”"]

    def test_in_any_other_style(self, run: Run) -> None:
        ran = run("cite", BORNE, "--style", "nature", "--quotes")
        assert ran.code == 0
        assert ran.out.splitlines()[1:] == [f"    “{QUOTE}”"]

    def test_only_of_articles_that_bear_all_of_it(self, run: Run) -> None:
        statement = "Spain pledged one billion euros in military aid to Ukraine on Monday 27 May 2024."
        found = Sourced.model_validate_json(run("cite", statement, "--json").out)
        assert [one.citations for one in found.bearings if one.verdict is Verdict.SUPPORTED] == [(1,)]
        assert len(found.bearings) > 1
        ran = run("cite", statement, "--format", "plain")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("[1] “Spain pledged one billion euros")
        assert len(ran.out.splitlines()) == 1

    def test_what_bears_it_otherwise_is_told_and_not_printed(self, run: Run) -> None:
        ran = run("cite", OTHERWISE, *WIRE, "--format", "bibtex")
        assert (ran.code, ran.out) == (3, "")
        first, nearest, advice = ran.err.splitlines()
        assert first == "No article bears all of it."
        assert nearest.startswith("The nearest (Harbour Wire, 28 May 2024): “31 F-16 jets” here, “30")
        assert advice == "Nothing is printed; --nearest prints the reference of that one."

    def test_the_nearest_is_printed_when_asked_for(self, run: Run) -> None:
        ran = run("cite", OTHERWISE, *WIRE, "--format", "bibtex", "--nearest")
        assert ran.code == 3
        assert keys(ran.out) == [KEY]
        assert "No article bears all of it." in ran.err
        assert "Nothing is printed" not in ran.err
        assert run("cite", BORNE, "--format", "bibtex", "--nearest").err == ""

    @pytest.mark.parametrize("more", [(), ("--nearest",)])
    def test_nothing_found(self, run: Run, more: tuple[str, ...]) -> None:
        ran = run("cite", UNKNOWN, "--format", "ris", *more)
        assert (ran.code, ran.out, ran.err) == (4, "", "The articles say nothing of the kind.\n")

    def test_words_that_stand_nowhere(self, run: Run) -> None:
        ran = run("cite", '"snow starts before the winter"', "--format", "ris")
        assert (ran.code, ran.out) == (4, "")
        assert "No article has the words “snow starts before the winter”." in ran.err

    def test_piped_into_a_file_by_a_shell(self, tmp_path: Path) -> None:
        script = '"$0" cite "$1" --format bibtex >> refs.bib; "$0" cite - --format bibtex <<< "$2" >> refs.bib; echo $?'
        ran = subprocess.run(
            ["bash", "-c", script, DATELINE, BORNE, OTHERWISE],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert ran.stdout == "3\n"
        assert ran.stderr.startswith("No article bears all of it.\n")
        assert keys((tmp_path / "refs.bib").read_text(encoding="utf-8")) == [KEY]


@pytest.mark.usefixtures("sample")
class TestOutput:
    @pytest.mark.parametrize("options", [("--format", "ris"), ("--json",), ()], ids=str)
    def test_a_file_gets_what_would_be_printed(self, run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
        path = tmp_path / "new" / "found.txt"
        printed = run("cite", BORNE, *options)
        ran = run("cite", BORNE, *options, "--output", path)
        assert (ran.code, ran.out, ran.err) == (0, "", f"Written: {path}\n")
        written = path.read_text(encoding="utf-8")
        if "--json" in options:  # how long it took differs
            assert json.loads(written)["citations"] == json.loads(printed.out)["citations"]
        else:
            assert written == printed.out

    def test_without_references_a_file_stays_as_it_was(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "refs.ris"
        path.write_text("mine", encoding="utf-8")
        for statement, code in ((OTHERWISE, 3), (UNKNOWN, 4)):
            ran = run("cite", statement, "--format", "ris", "--output", path)
            assert ran.code == code
            assert "Written" not in ran.err
        assert path.read_text(encoding="utf-8") == "mine"
        assert run("cite", OTHERWISE, *WIRE, "--format", "ris", "--nearest", "--output", path).code == 3
        assert path.read_text(encoding="utf-8").startswith("TY  - NEWS")

    def test_a_file_that_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        ran = run("cite", BORNE, "--output", tmp_path / "file" / "refs.txt")
        assert (ran.code, ran.out) == (1, "")
        assert "cannot be written" in ran.err


@pytest.mark.usefixtures("sample")
class TestBatch:
    def test_one_object_a_line_and_the_status_of_the_worst(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "sentences.txt"
        path.write_text(f"{BORNE}\n\n  {OTHERWISE}  \n", encoding="utf-8-sig")
        ran = run("cite", "--batch", path, "--top", "1", *WIRE)
        assert ran.code == 3
        first, second = map(json.loads, ran.out.splitlines())
        assert (first["line"], first["statement"], first["verdict"]) == (1, BORNE, "supported")
        assert (second["line"], second["statement"], second["verdict"]) == (3, OTHERWISE, "differs")
        assert set(first) == {"line", *Sourced.model_fields}

    @pytest.mark.parametrize(
        ("lines", "code"),
        [
            ([], 0),
            ([BORNE], 0),
            ([OTHERWISE, BORNE], 3),
            ([OTHERWISE, UNKNOWN, BORNE], 4),
            ([OTHERWISE, UNKNOWN, "x" * (LONGEST + 1), BORNE], 1),
        ],
    )
    def test_status(self, run: Run, lines: list[str], code: int) -> None:
        ran = run("cite", "--batch", "-", *WIRE, stdin="\n".join(lines))
        assert ran.code == code
        assert len(ran.out.splitlines()) == len(lines)

    def test_a_line_that_cannot_be_asked_stops_nothing(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "sentences.txt"
        path.write_bytes(b"\xff\xfe\n" + b"x" * 2000 + b"\n" + BORNE.encode() + b"\n")
        ran = run("cite", "--batch", path)
        assert ran.code == 1
        first, second, third = map(json.loads, ran.out.splitlines())
        assert first == {"line": 1, "error": "It is no text in UTF-8."}
        assert second["error"].startswith("The statement has 2,000 characters. It may have 1,000")
        assert third["verdict"] == "supported"

    def test_into_a_file(self, run: Run, tmp_path: Path) -> None:
        path, out = tmp_path / "sentences.txt", tmp_path / "found.jsonl"
        path.write_text(f"{BORNE}\n{UNKNOWN}\n", encoding="utf-8")
        ran = run("cite", "--batch", path, "--output", out)
        assert (ran.code, ran.out) == (4, "")
        verdicts = [json.loads(line)["verdict"] for line in out.read_text(encoding="utf-8").splitlines()]
        assert verdicts == ["supported", "not found"]
        ran = run("cite", "--batch", path, "--output", path)
        assert ran.code == 2
        assert "--output and --batch name the same file." in ran.said
        assert path.read_text(encoding="utf-8").startswith(BORNE)


@pytest.mark.usefixtures("sample")
class TestStatements:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "Give one statement in quotation marks, or --batch FILE."),
            ((BORNE, "--batch", "-"), "Give one statement in quotation marks, or --batch FILE."),
            (("--batch", "gone.txt"), "does not exist"),
            ((" \n\t",), "The statement is empty."),
            (
                ("word " * 10_000,),
                "The statement has 49,999 characters. It may have 1,000: `dateline audit` checks whole",
            ),
            ((BORNE, "--nearest"), "--nearest goes with --format or --style"),
            ((BORNE, "--quotes"), "--quotes goes with --format or --style."),
            ((BORNE, "--format", "word"), "'word' is none of plain,"),
            ((BORNE, "--format", "apa", "--style", "nature"), "Give --format or --style, not both"),
            ((BORNE, "--format", "apa", "--json"), "--format and --style do not go with --json."),
            (("--batch", "-", "--style", "nature"), "--format and --style do not go with --batch."),
            ((BORNE, "--output", "-"), "--output takes the name of a file."),
            ((BORNE, "--top", "0"), "Invalid value for '--top'"),
            ((BORNE, "--from", "2024-06-01", "--to", "2024-05-01"), "is later than"),
            (tuple(BORNE.split()), "unexpected extra argument"),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_wrong_usage(self, run: Run, arguments: tuple[str, ...], said: str) -> None:
        ran = run("cite", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.said

    def test_from_standard_input(self, run: Run) -> None:
        assert run("cite", "-", stdin="\ufeffBelgium promised\r\n 30 F-16 jets.\r\n").out == run("cite", BORNE).out

    @pytest.mark.parametrize(
        ("stdin", "said"),
        [("", "The statement is empty."), ("x" * (ROOM + 1), "Standard input holds more than a statement.")],
        ids=["nothing", "far too much"],
    )
    def test_standard_input_that_is_no_statement(self, run: Run, stdin: str, said: str) -> None:
        ran = run("cite", "-", stdin=stdin)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.said

    @pytest.mark.parametrize("statement", ["تعهدت إسبانيا بمليار يورو", "\u202eيورو\u202c", "𝕏"])
    @pytest.mark.parametrize("options", [(), ("--json",), ("--format", "plain")], ids=str)
    def test_what_the_articles_cannot_say_is_not_found(
        self, run: Run, statement: str, options: tuple[str, ...]
    ) -> None:
        assert run("cite", statement, *options).code == 4

    @pytest.mark.parametrize("options", [(), ("--json",), ("--format", "plain")], ids=str)
    def test_control_characters_are_shown_and_not_obeyed(self, run: Run, options: tuple[str, ...]) -> None:
        ran = run("cite", "Belgium \x1b[2J promised 31 \x9b31m F-16\x07 jets", *options)
        assert ran.code in {0, 3, 4}
        assert not any(sequence in ran.out + ran.err for sequence in SEQUENCES)


def test_hostile_articles_are_printed_as_text(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    named = dict.fromkeys(("title", "source", "author"), HOSTILE)
    body = f"Divers raised the ferry Gunnhild off Lindholm {HOSTILE} on Friday."
    path.write_text(json.dumps({"id": "h1", "date": "2025-01-11", "body": body, **named}), encoding="utf-8")
    assert run("ingest", path).code == 0
    assert run("articles", "set", "h1", "--title", HOSTILE, "--outlet", HOSTILE).code == 0
    options = [(), ("--json",), ("--style", "nature", "--quotes"), *(("--format", form) for form in FORMS)]
    for one in options:
        ran = run("cite", "Divers raised the ferry Gunnhild off Lindholm.", *one)
        assert ran.code == 0, one
        assert not any(sequence in ran.out + ran.err for sequence in SEQUENCES), one
        assert "Ferry" in ran.out, one
    (reference,) = rispy.loads(run("cite", "Divers raised the ferry Gunnhild.", "--format", "ris").out)
    assert reference["title"].endswith("}, x = { ER -")
    assert len(keys(run("cite", "Divers raised the ferry Gunnhild.", "--format", "bibtex").out)) == 1
    assert SnapshotStore(empty).current_name()


def test_an_article_that_names_nothing_has_no_reference(run: Run, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Divers raised the ferry Gunnhild off Lindholm on Friday.\n", encoding="utf-8")
    assert run("ingest", path).code == 0
    (article,) = (json.loads(line)["id"] for line in run("articles", "list", "--json").out.splitlines())
    assert run("articles", "set", article, "--title", "none", "--outlet", "none").code == 0
    ran = run("cite", "Divers raised the ferry Gunnhild.", "--format", "apa")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "The articles name no author, title, outlet or URL: no reference can be made.\n"
    assert SnapshotStore(empty).current_name()
