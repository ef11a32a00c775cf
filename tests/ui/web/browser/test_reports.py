"""Reports that differ, timelines, and how claims and follow-ups are read: hand-made answers in the real page."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Locator, expect

from assistant.answer import (
    Answer,
    Attribution,
    ClaimAmount,
    ClaimDate,
    Conflict,
    ConflictKind,
    ConflictValue,
    TimelineEntry,
)
from assistant.assistant import Assistant
from index.filters import Filters
from tests.ui.chromium import DESK, PHONE
from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit
from tests.ui.web.browser.visitor import Visitor
from ui.web.conversation import Exchange
from ui.web.sources import sources
from ui.web.turns import answer_html

MARCH = dt.date(2024, 3, 4)
LONG = "W" * 300
GRAVE = {"serious", "critical"}
PLACE = """html => {
  const turn = document.createElement('article');
  turn.id = 'turn-7';
  turn.className = 'turn';
  turn.innerHTML = html;
  document.querySelector('#conversation .turns').append(turn);
}"""


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """An answer with all that an answer can have but a timeline."""
    found = assistant.ask("What did Spain pledge?", most=1)
    (claim,) = found.claims
    read = claim.model_copy(
        update={
            "dates": (ClaimDate(text="on Monday", start=MARCH, end=MARCH, basis="published 2024-03-05"),),
            "amounts": (ClaimAmount(text="one billion euros", value=10**9, unit="EUR"),),
            "attributions": (Attribution(source="Pedro Sánchez", cue="told"),),
        }
    )
    values = (
        ConflictValue(value="At least 16 people", outlet="The Quillmere Evening Post", published=MARCH, citations=(1,)),
        ConflictValue(value="12 people", citations=(1, 1)),
    )
    conflicts = (
        Conflict(about="people killed", values=values),
        Conflict(about="people killed", kind=ConflictKind.UPDATE, values=values),
    )
    return found.model_copy(update={"claims": (read,), "parts": (), "conflicts": conflicts})


@pytest.fixture(scope="module")
def timeline(answer: Answer) -> Answer:
    """An answer that is a timeline."""
    week = dt.timedelta(days=6)
    entries = (
        TimelineEntry(start=MARCH, end=MARCH, text="It began.", basis="published 2024-03-05", citations=(1,)),
        TimelineEntry(start=MARCH, end=MARCH + week, text="It went on.", basis="stated", citations=(1,)),
        TimelineEntry(start=MARCH + week, end=MARCH + week, text="It ended.", basis="published", citations=(1,)),
    )
    return answer.model_copy(update={"timeline": entries, "conflicts": ()})


def place(visitor: Visitor, answer: Answer, assistant: Assistant) -> Locator:
    """Put an answer into the conversation, as the page's script does."""
    html = answer_html(Exchange(7, answer.question, Filters()), answer, sources(answer, assistant))
    visitor.page.evaluate(PLACE, html)
    return visitor.turns.last


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(viewport, scheme, id=f"{name}-{scheme}")
        for name, viewport in (("desk", DESK), ("phone", PHONE))
        for scheme in ("light", "dark")
    ],
)
def test_all_of_it_is_readable_by_everybody(
    visit: Visit,
    page: Serving,
    assistant: Assistant,
    answer: Answer,
    timeline: Answer,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    for shown in (answer, timeline):
        visitor = visit(page.url, viewport=viewport, color_scheme=scheme)
        follow_up = shown.model_copy(update={"question": "And then?"})
        turn = place(visitor, follow_up, assistant)
        for one in turn.locator(".readings summary").all():
            one.click()
        assert {impact: found for impact, found in visitor.findings().items() if impact in GRAVE} == {}
        assert visitor.overhang() == 0


def test_reports_that_differ_are_a_table_to_a_screen_reader(
    reader: Visitor, assistant: Assistant, answer: Answer
) -> None:
    turn = place(reader, answer, assistant)
    table = turn.get_by_role("table", name="Reports differ: people killed")
    expect(table.get_by_role("columnheader")).to_have_text(["Reported", "Outlet", "Date", "Source"])
    expect(table.get_by_role("rowheader")).to_have_text(["At least 16 people", "12 people"])
    expect(turn.get_by_role("table", name="Updated since, the latest first: people killed")).to_be_visible()
    table.get_by_role("link", name="Source 1").first.click()
    expect(turn.locator(".source").first).to_be_focused()


def test_a_table_fits_a_phone(visit: Visit, page: Serving, assistant: Assistant, answer: Answer) -> None:
    visitor = visit(page.url, viewport=PHONE)
    endless = ConflictValue(value=LONG, outlet=LONG, citations=(1,) * 9)
    turn = place(visitor, answer, assistant)
    for cell in turn.locator(".conflict thead th").all():
        assert cell.evaluate("one => one.scrollWidth <= one.clientWidth")
    card = turn.locator(".conflict .mark").last
    card.locator("a").focus()
    box = card.locator(".card").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    place(visitor, answer.model_copy(update={"conflicts": (Conflict(about=LONG, values=(endless,)),)}), assistant)
    assert visitor.overhang() == 0


def test_a_timeline_is_a_list_in_order(reader: Visitor, assistant: Assistant, timeline: Answer) -> None:
    turn = place(reader, timeline, assistant)
    lines = turn.locator(".timeline").get_by_role("listitem")
    expect(lines.locator(".when")).to_have_text(["4 March 2024", "4 to 10 March 2024", "reported 10 March 2024"])
    expect(lines.nth(1)).to_contain_text("It went on.")
    expect(turn.locator(".verdict > .claim")).to_have_count(0)


def test_how_a_claim_is_read_opens_with_the_keyboard(reader: Visitor, assistant: Assistant, answer: Answer) -> None:
    turn = place(reader, answer, assistant)
    expect(turn.locator(".worked-out")).to_contain_text("Monday 4 March 2024")
    amount = turn.get_by_text("EUR 1,000,000,000")
    expect(amount).to_be_hidden()
    turn.get_by_text("How this is read").focus()
    reader.page.keyboard.press("Enter")
    expect(amount).to_be_visible()
    expect(turn.get_by_text("Who says so: Pedro Sánchez told")).to_be_visible()


class TestCorrection:
    CARRIED = "How much military support will Portugal give Ukraine this year?"

    def test_the_reading_comes_into_the_box_to_be_changed_and_sent(self, reader: Visitor) -> None:
        reader.ask(self.CARRIED)
        turn = reader.ask("And Spain?")
        reading = turn.locator(".read-as span").text_content() or ""
        turn.get_by_role("button", name="Correct how the question was read").click()
        expect(reader.question).to_be_focused()
        expect(reader.question).to_have_value(reading)
        assert reader.page.evaluate("String(document.activeElement.selectionEnd)") == str(len(reading))
        reader.page.keyboard.press("End")
        reader.page.keyboard.press("Backspace")
        reader.page.keyboard.type(", and when?")
        reader.page.keyboard.press("Enter")
        expect(reader.answered(2).locator(".question")).to_have_text(f"{reading[:-1]}, and when?")
        expect(reader.question).to_have_value("")

    def test_what_stood_in_the_box_comes_back(self, reader: Visitor) -> None:
        reader.ask(self.CARRIED)
        turn = reader.ask("And Spain?")
        reader.question.press_sequentially("Half a thought")
        turn.get_by_role("button", name="Correct how the question was read").click()
        expect(reader.question).not_to_have_value("Half a thought")
        reader.page.keyboard.press("Control+z")
        expect(reader.question).to_have_value("Half a thought")

    def test_a_question_read_as_it_stands_has_nothing_to_correct(self, reader: Visitor) -> None:
        turn = reader.ask(self.CARRIED)
        expect(turn.get_by_role("button", name="Correct how the question was read")).to_have_count(0)
