"""The report as one page: what it shows, and that nothing in it is more than text."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re

import pytest
from lxml import html

from assistant.answer import Status
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.questions import Expectation
from assistant.evaluation.results import Outcome, Quoted
from tests.ui.evaluation import samples
from ui.evaluation.difference import differing
from ui.evaluation.report_page import report_page

LARGEST = 2_000_000
"""Bytes of a page with 250 questions."""
ASKED = samples.question("asked")
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href")


def read(evaluated: Evaluated, **options: object) -> html.HtmlElement:
    """Read the page."""
    return html.document_fromstring(report_page(evaluated, **options))  # type: ignore[arg-type]


def words(element: html.HtmlElement) -> str:
    """Give an element's text with single spaces."""
    return " ".join(element.text_content().split())


def case(root: html.HtmlElement, name: str) -> html.HtmlElement:
    """Find a question."""
    (found,) = root.xpath("//details[@id=$name]", name=f"q-{name}")
    return found


def filters(root: html.HtmlElement, name: str) -> dict[str, str]:
    """Give what a filter may be set to, with the count beside it."""
    if name == "show":
        return {words(one).rsplit(" ", 1)[0]: words(one).rsplit(" ", 1)[1] for one in root.cssselect("fieldset label")}
    options = root.cssselect(f"select[name={name}] option")[1:]
    found = [re.fullmatch(r"(.*) \((\d+)\)", words(one)) for one in options]
    return {one[1]: one[2] for one in found if one}


@pytest.mark.parametrize(
    ("evaluated", "headline"),
    [
        (samples.typical(), "Worse than the baseline"),
        (samples.typical(accepted={"broken", "worse"}), "No worse than the baseline"),
        (samples.drifting(), "Worse than the baseline"),
        (samples.invalid(), "Worse than the baseline"),
        (samples.alone([(ASKED, samples.result(ASKED))]), "Not judged: there is no baseline"),
    ],
)  # fmt: skip
def test_the_verdict_is_the_headline(evaluated: Evaluated, headline: str) -> None:
    root = read(evaluated)
    assert [words(one) for one in root.iter("h1")] == [headline]
    assert root.findtext(".//title") == f"{headline} – Dateline evaluation"


def test_failing_questions_lead() -> None:
    (leading,) = read(samples.typical()).cssselect(".leading li")
    assert leading.find("a").get("href") == "#q-broken"
    assert "broken · right → wrong · retrieval: the passage with" in words(leading)


def test_scores_have_the_test_and_what_it_could_have_noticed() -> None:
    root = read(samples.drifting())
    rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in root.cssselect(".scores tbody tr")}
    assert rows["answer score fell by more than chance"] == [
        "0.600", "0.500", "−0.100, worse", "12", "0", "12", "0.000", "7 worse",
    ]  # fmt: skip
    assert rows["wrong less is better"][6:] == ["–", "–"]


def test_what_moved_is_told() -> None:
    moved = read(samples.typical()).get_element_by_id("moved")
    assert [words(cell) for cell in moved.cssselect("tbody tr")[0]] == ["vector_weight", "0.5", "0.0"]
    assert [words(one) for one in moved.iter("details")] == ["1 article new lisbon", "1 article changed spain"]
    assert "Nothing that the answers depend on" in words(read(samples.drifting()).get_element_by_id("moved"))


def test_filters_are_counted() -> None:
    root = read(samples.typical())
    assert filters(root, "show") == {
        "all": "6", "changed": "4", "broken": "1", "worse": "1", "better": "1", "not right": "3",
    }  # fmt: skip
    assert filters(root, "outcome") == {"right": "3", "wrong": "3"}
    assert filters(root, "tag") == {"what": "6"}
    assert filters(root, "stage") == {"retrieval": "4"}
    assert case(root, "broken").get("data-states") == "failing changed broken not-right"
    assert case(root, "same").get("data-states") == ""


def test_questions_stand_the_worst_first() -> None:
    ids = [one.get("id") for one in read(samples.typical()).cssselect("details.case")]
    assert ids == ["q-broken", "q-worse", "q-better", "q-other", "q-known", "q-same"]


def test_both_answers_stand_side_by_side() -> None:
    before, now = case(read(samples.typical()), "broken").cssselect(".answer")
    assert words(before[0]) == "Before: right"
    assert words(now[0]) == "Now: wrong"
    assert [words(one) for one in before.iter("del")] == [f"[only before: {samples.PLEDGE}. ]"]
    assert [words(one) for one in now.iter("ins")] == ["[only now: The Prado paid 14 million. ]"]
    (same,) = case(read(samples.typical()), "same").cssselect(".answer")
    assert words(same[0]) == "Answer, as before: right"


def test_what_is_expected_is_told_with_what_is_unmet() -> None:
    rows = [[words(cell) for cell in row] for row in case(read(samples.typical()), "broken").cssselect(".expected tr")]
    assert rows == [
        ["kind", "expected", "before", "now"],
        ["status", "answered", "✓ met", "✓ met"],
        ["says", "one billion", "✓ met", "✗ unmet"],
        ["cites", f"spain.md: “{samples.PLEDGE}”", "✓ met", "✗ unmet"],
    ]


def test_every_kind_of_expectation_is_told() -> None:
    expect = Expectation(
        status=Status.ANSWERED,
        conflict=("14 people", "17 people"),
        update=("55 million euros", "40 million euros"),
        timeline=("2024-11-04", "2024-11-18"),
        attributed=("Greta Lund",),
    )
    asked = samples.question("all", expect=expect)
    rows = case(read(samples.alone([(asked, samples.result(asked))])), "all").cssselect(".expected tbody tr")
    assert [words(row[0]) for row in rows] == ["status", "reports differ", "update", "timeline", "said by"]


def test_quotes_stand_in_their_context() -> None:
    def context(quoted: Quoted) -> tuple[str, str]:
        return "MADRID – ", f" It is in {quoted.article}."

    now, before = case(read(samples.typical(), context=context), "broken").cssselect(".quotes li")
    assert words(now) == (
        "Only now · spain · 27 May 2024 · characters 0–25 MADRID – The Prado paid 14 million It is in spain."
    )
    assert words(before).startswith("Only before · spain")
    assert words(before.find(".//mark")) == samples.PLEDGE


def test_the_cause_is_told_with_its_replays() -> None:
    cause = words(case(read(samples.typical()), "broken").cssselect(".cause")[0])
    assert cause.startswith(f"retrieval {samples.CAUSE.said}")
    assert "vector_weight was 0.5, is 0.0: set back, it gives the old result" in cause
    assert "today's answering on the old passages: right, as before" in cause


def test_how_it_was_found_is_told() -> None:
    found = case(read(samples.typical()), "broken")
    assert "Search: 0.60 likely to be answered, 0.90 before" in words(found)
    rank, before, place, score = found.cssselect(".found tbody tr")[0]
    assert [words(one) for one in (rank, before, place, score)] == ["1", "1", "spain 0–200 quoted", "0.900"]


def test_what_no_article_says_is_told() -> None:
    found = case(read(samples.invalid()), "invented")
    assert "✗ Said by no article: quote [1] is not what the article says" in words(found)
    assert words(found.cssselect(".came b")[0]) == "invalid"


def test_without_a_baseline_nothing_is_compared() -> None:
    asked = samples.question("q")
    root = read(samples.alone([(asked, samples.result(asked, Outcome.WRONG))]))
    assert not root.cssselect("#moved, .scores, del, ins")
    assert filters(root, "show") == {"all": "1", "not right": "1"}
    rows = [[words(cell) for cell in row] for row in root.cssselect("table.narrow tbody tr")]
    assert rows[:2] == [["right", "0.000"], ["answer score", "0.250"]]
    assert words(case(root, "q").cssselect(".came")[0]) == "wrong"


def test_charts_are_drawn_and_told() -> None:
    root = read(samples.typical(), past=samples.history(6))
    drawn = root.cssselect(".charts svg")
    assert [one.findtext("title") for one in drawn][:2] == ["answer score over 7 runs", "right over 7 runs"]
    for one in drawn:
        assert one.get("role") == "img"
        titles = [root.get_element_by_id(name).tag for name in one.get("aria-labelledby").split()]
        assert titles == ["title", "desc"]
    assert drawn[1].findtext("desc").startswith("From 0.500 on 16 November 2026, 06:30 to 0.500 on 22 November 2026")
    assert [one.text for one in drawn[1].iter("text")][-2:] == ["16 Nov", "22 Nov 2026"]
    rows = root.cssselect("#past table tbody tr")
    assert [words(one[0]) for one in rows][:2] == ["22 November 2026, 06:30", "21 November 2026, 06:30"]
    assert [words(one[0]) for one in rows if "other questions" in words(one)] == [
        "19 November 2026, 06:30 other questions from here on"
    ]


def test_the_run_itself_is_drawn_once() -> None:
    """The command keeps a run before it draws, with the time to the second."""
    evaluated = samples.typical()
    past = [*samples.history(2), (evaluated.asked_at.replace(microsecond=0), evaluated.run)]
    assert "3 runs of this collection" in words(read(evaluated, past=past).get_element_by_id("past"))


def test_runs_of_another_collection_and_of_some_questions_are_not_drawn() -> None:
    evaluated = samples.typical()
    some = evaluated.run.model_copy(update={"complete": False})
    other = samples.run(list(evaluated.run.results.values()), collection="Another")
    past = [(samples.ASKED_AT - dt.timedelta(hours=n), one) for n, one in enumerate((some, other), 1)]
    root = read(evaluated, past=past)
    assert not root.cssselect(".charts svg")
    assert "This is the first run of this collection" in words(root.get_element_by_id("past"))


def test_hostile_text_stays_text() -> None:
    page = report_page(samples.hostile(2), samples.history(3), lambda _: (samples.HOSTILE, samples.HOSTILE))
    root = html.document_fromstring(page)
    assert len(root.cssselect("script")) == 1
    assert not root.cssselect("img, iframe, object, embed, base")
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "\x00" not in page
    assert "\x1b" not in page
    assert "{{ 7 * 7 }}" in root.text_content()


def test_nothing_is_asked_of_a_network() -> None:
    root = read(samples.hostile(), past=samples.history(3))
    addresses = {value for one in root.iter() for name, value in one.attrib.items() if name in ADDRESSES}
    assert all(one.startswith(("#", "data:,")) for one in addresses), addresses
    style = "".join(one.text for one in root.iter("style"))
    assert "url(" not in style
    assert "@import" not in style


def test_the_browser_is_told_to_run_only_our_script() -> None:
    root = read(samples.typical())
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    script = root.find(".//script").text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_what_no_file_can_hold_is_replaced() -> None:
    asked = samples.question("half")
    broken = samples.result(asked).model_copy(update={"text": "half \ud83d of a pair"})
    assert "half � of a pair" in report_page(samples.alone([(asked, broken)])).encode().decode()


def test_many_questions_stay_a_small_page() -> None:
    asked = [samples.question(f"q{place}", question="What did Spain pledge? " * 5) for place in range(250)]
    text = " ".join(f"{samples.PLEDGE}. [{n}]" for n in range(1, 5))
    page = report_page(
        samples.beside(
            [
                (one, samples.result(one, text=text), samples.result(one, Outcome.WRONG, text=text[::-1]))
                for one in asked
            ]
        )
    )
    assert len(page.encode()) < LARGEST


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("Spain paid 1 euro. [1]", "Spain paid 2 euro. [1]", ["1"], ["2"]),
        ("A b. [1] C d. [2]", "A b. [1]", ["C d. [2]"], []),
        ("all of it", "nothing there", ["all of it"], ["nothing there"]),
        ("same words", "same   words", [], []),
        ("", "new words", [], ["new words"]),
    ],
)
def test_differing_words_are_found(old: str, new: str, gone: list[str], come: list[str]) -> None:
    before, after = differing(old, new)
    assert "".join(one.text for one in before) == old
    assert "".join(one.text for one in after) == new
    assert [one.text for one in before if one.differs] == gone
    assert [one.text for one in after if one.differs] == come
