"""References of what an answer quotes: ``dateline ask --format``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import rispy

from tests.ui.conftest import Run
from ui.export import FORMS
from ui.references import Form

FLAGSHIP = "What did Spain pledge and when?"
REPORTS = "When was the dockers' ballot in Skarhaven to be held?"
UNKNOWN = "How many people died in Cyclone Chido?"


def test_the_names_are_those_of_the_forms() -> None:
    assert tuple(form.value for form in Form) == FORMS


@pytest.mark.usefixtures("sample")
class TestAsk:
    def test_prints_nothing_but_the_references(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP, "--format", "APA")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == (
            "Carrasco, I. (2024, May 27). Spain promises Ukraine a billion euros as leaders sign ten-year pact."
            " Castellan Daily. https://castellandaily.example/2024/05/27/spain-ukraine-pact\n"
        )

    def test_in_another_style_with_the_quotes(self, run: Run) -> None:
        ran = run("ask", FLAGSHIP, "--style", "nature", "--quotes")
        assert (ran.code, ran.err) == (0, "")
        assert "Castellan Daily" in ran.out
        assert "    “Spain pledged one billion euros" in ran.out

    def test_in_a_style_of_ones_own(self, run: Run, tmp_path: Path) -> None:
        style = tmp_path / "house.csl"
        style.write_text(
            '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>House</title>'
            "<id>house</id><updated>2024-01-01T00:00:00+00:00</updated></info>"
            '<citation><layout><text variable="title"/></layout></citation>'
            '<bibliography><layout><text variable="container-title" prefix="As told by "/></layout></bibliography>'
            "</style>",
            encoding="utf-8",
        )
        assert run("ask", FLAGSHIP, "--style", style).out == "As told by Castellan Daily\n"

    def test_all_reports_that_differ_are_among_them(self, run: Run) -> None:
        answer = json.loads(run("ask", REPORTS, "--json").out)
        assert answer["conflicts"]
        references = rispy.load(io.StringIO(run("ask", REPORTS, "--format", "ris").out))
        assert len(references) == len({one["article"]["id"] for one in answer["citations"]}) > 1

    def test_the_nearest_thing_is_no_answer_and_no_reference(self, run: Run) -> None:
        ran = run("ask", UNKNOWN, "--format", "ris")
        assert (ran.code, ran.out) == (0, "")
        assert ran.said.startswith("Not found. The articles do not answer this.")
        assert "No article mentions “Cyclone Chido”." in ran.said

    def test_what_half_an_answer_leaves_open_is_told_aside(self, run: Run) -> None:
        ran = run("ask", "What did Spain pledge, and where did Rutte meet the king of Sweden?", "--format", "plain")
        assert ran.code == 0
        assert ran.out.startswith("[1] “Spain pledged one billion euros")
        assert ran.said == "Partly answered. The articles do not answer “where did Rutte meet the king of Sweden?”"

    def test_how_a_follow_up_was_read_is_told_aside(self, run: Run) -> None:
        ran = run("ask", "And when?", "--after", "What did Spain pledge?", "--format", "plain")
        assert ran.out.startswith("[1] “Spain pledged one billion euros")
        assert ran.said == "Read as: What did Spain pledge, and when?"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--format", "word"), "'word' is none of plain, footnote, markdown, apa,"),
            (("--format", ""), "'' is none of plain,"),
            (("--format", "apa", "--style", "nature"), "Give --format or --style, not both"),
            (("--quotes",), "--quotes goes with --format or --style."),
            (("--format", "apa", "--json"), "--format and --style do not go with --json."),
            (("--style", "nature", "--json"), "--format and --style do not go with --json."),
        ],
        ids=str,
    )
    def test_wrong_usage(self, run: Run, arguments: tuple[str, ...], said: str) -> None:
        ran = run("ask", FLAGSHIP, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.said

    def test_a_batch_has_no_references(self, run: Run) -> None:
        ran = run("ask", "--batch", "-", "--format", "apa")
        assert ran.code == 2
        assert "--format and --style do not go with --batch." in ran.said

    @pytest.mark.parametrize("style", ["", "naturr", "../../secret", "gone.csl"])
    def test_a_style_that_is_not_there_is_told_whatever_is_found(self, run: Run, style: str) -> None:
        ran = run("ask", UNKNOWN, "--style", style)
        assert (ran.code, ran.out) == (1, "")
        assert "style" in ran.err
