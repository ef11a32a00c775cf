"""Markdown: what a pull request shows of an evaluation."""

from __future__ import annotations

import re

import pytest
from lxml import html
from markdown_it import MarkdownIt

from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.results import Outcome
from tests.ui.evaluation import samples
from ui.evaluation.markdown import LONGEST, inline, markdown

OURS = {
    "div", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "pre", "code", "strong",
    "details", "summary", "b", "span",
}  # fmt: skip


def page(text: str) -> html.HtmlElement:
    """Give the page that Markdown becomes, with tables and HTML as on GitHub."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return html.fragment_fromstring(rendered, create_parent="div")


def sections(evaluated: Evaluated) -> list[str]:
    """Give the headings below the verdict and the folded ones."""
    return [" ".join(one.text_content().split()) for one in page(markdown(evaluated)).iter("h3", "h4", "summary")]


def test_the_verdict_comes_first() -> None:
    first = markdown(samples.typical()).splitlines()[0]
    assert first == "## ✗ Worse: 1 question that was right is not right any more. 3 of 6 questions are right."
    accepted = markdown(samples.typical(accepted={"broken", "worse"})).splitlines()[0]
    assert accepted.startswith("## ✓ No worse: 3 of 6 questions are right")
    asked = samples.question("one")
    alone = markdown(samples.alone([(asked, samples.result(asked))])).splitlines()[0]
    assert alone == "## ○ Not judged, there is no baseline: 1 of 1 questions are right."


def test_scores_stand_in_a_table_against_the_baseline() -> None:
    rows = [[each.text_content() for each in row] for row in page(markdown(samples.drifting())).iter("tr")]
    assert rows[0] == ["", "before", "now", "change", "worse", "better", ""]
    assert ["answer score", "0.600", "0.500", "−0.100", "12", "0", "p = 0.000, more than chance"] in rows


def test_what_moved_is_told() -> None:
    text = page(markdown(samples.typical())).text_content()
    assert re.search(r"vector_weight\s+0\.5\s+0\.0", text)
    assert "Articles new: 1 (lisbon)" in text
    assert "Articles changed: 1 (spain)" in text
    assert "Nothing that the answers depend on" in markdown(samples.drifting())


def test_a_broken_question_is_told_in_full() -> None:
    text = markdown(samples.typical())
    assert "#### `broken` right → wrong" in text
    assert f"- {samples.PLEDGE}. [1]\n+ [answered]\n+ The Prado paid 14 million. [1]\n```" in text
    told = page(text).text_content()
    assert "Unmet: says one billion" in told
    assert f"Cause: retrieval – {samples.CAUSE.said}" in told
    assert "Setting that brings the old result back: vector_weight was 0.5, is 0.0" in told
    assert "Replayed: today's answering on the old passages: right, as before" in told


def test_the_others_are_listed_by_what_became_of_them() -> None:
    assert sections(samples.typical(accepted={"broken"})) == [
        "What moved",
        "Accepted as worse (1)",
        "Worse than before (1)",
        "Better (1)",
        "Answered in other words, worth the same (1)",
    ]


def test_many_broken_questions_are_folded() -> None:
    asked = [samples.question(f"q{place}") for place in range(5)]
    evaluated = samples.beside([(one, samples.result(one), samples.result(one, Outcome.WRONG)) for one in asked])
    found = page(markdown(evaluated))
    assert [one.text_content() for one in found.iter("summary")] == [f"q{n} right → wrong, retrieval" for n in range(5)]
    assert all(len(one) > 1 for one in found.iter("details")), "the Markdown within is read"


def test_without_a_baseline_what_is_not_right_is_listed() -> None:
    asked = samples.question("wrong")
    text = markdown(samples.alone([(asked, samples.result(asked, Outcome.WRONG))]))
    assert "Not right (1)" in text
    assert "- `wrong` wrong: contains: one billion; cites: spain.md" in text


def test_what_no_article_says_is_told() -> None:
    text = markdown(samples.invalid())
    assert text.startswith("## ✗ Worse: invented shown with what the article does not say.")
    assert "**Said by no article:** quote \\[1\\] is not what the article says" in text


@pytest.mark.parametrize("count", [1, 3, 8])
def test_hostile_text_stays_text(count: int) -> None:
    found = page(markdown(samples.hostile(count)))
    assert {one.tag for one in found.iter()} <= OURS
    assert not [one.attrib for one in found.iter() if set(one.attrib) - {"class", "style"}]
    assert {one.text_content() for one in found.iter("h3")} == {"What moved", f"Right before, and not now ({count})"}
    assert all(len(row) in {3, 7} for row in found.iter("tr"))


def test_nobody_is_called_and_nothing_is_linked() -> None:
    text = markdown(samples.hostile())
    prose = re.sub(r"```+diff.*?\n```+\n", "", text, flags=re.DOTALL)
    prose = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", prose)  # nor is anything within code
    prose = prose.replace("&#8203;", "\u200b")
    assert "octocat" in prose
    assert "\u202e" not in text, "it would turn our own words round"
    assert not re.search(r"@\w|#\d|://|www\.|\$[^<]", prose)


def test_a_text_reads_as_it_was() -> None:
    said = "It cost $1.08 billion (5% of *all*), a_b <c> [1] & “d” `e` | f ~g~ \\h"
    shown = page(f"- {inline(said)}").text_content().strip()
    assert shown.replace("\u200b", "") == said


@pytest.mark.parametrize("times", [1, 40])
def test_it_never_grows_too_long(times: int) -> None:
    text = markdown(samples.hostile(300, times))
    assert len(text) <= LONGEST
    assert re.search(r"… and \d+ more", text)
    assert text.count("<details>") == text.count("</details>")


def test_a_list_that_is_cut_says_by_how_much() -> None:
    asked = [samples.question(f"q{place}") for place in range(100)]
    text = markdown(samples.alone([(one, samples.result(one, Outcome.WRONG)) for one in asked]))
    listed = re.findall(r"^- `q\d+`", text, flags=re.MULTILINE)
    (left,) = re.findall(r"… and (\d+) more", text)
    assert len(listed) + int(left) == 100
