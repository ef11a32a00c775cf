"""Limits: outlet, days, as of; and what the page and the answer say of them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.visitor import Visitor
from ui.feedback import FeedbackStore
from ui.web.conversation import today

TOLL = "How many people were killed in the bombing of the hardware store in Kharkiv?"
"""The toll was reported as 12 on 26 May 2024 and as 19 on 30 May."""


def test_an_outlet(reader: Visitor) -> None:
    reader.limit(outlets=["Tamarind Times"])
    expect(reader.page.locator("#limits .count")).to_have_text("1 set")
    turn = reader.ask("Who signed the security agreement between Spain and Ukraine?")
    expect(turn.locator(".limits")).to_have_text("Limited to Tamarind Times")
    assert set(turn.locator(".source .outlet").all_text_contents()) == {"Tamarind Times"}


def test_days_of_publication(reader: Visitor) -> None:
    reader.limit(first="2024-05-29", last="2024-05-31")
    turn = reader.ask(TOLL)
    expect(turn.locator(".limits")).to_have_text("Limited to published from 29 May 2024 · published up to 31 May 2024")
    expect(turn.locator(".verdict")).to_contain_text("risen to 19")
    for head in turn.locator(".source-head").all_text_contents():
        assert any(f"{day} May 2024" in head for day in (29, 30, 31))


def test_as_of(reader: Visitor) -> None:
    reader.limit(as_of="2024-05-26")
    turn = reader.ask(TOLL)
    expect(turn.locator(".limits")).to_have_text("Limited to as of 26 May 2024")
    expect(turn.locator(".verdict")).to_contain_text("At least 12")
    expect(turn.locator(".verdict")).not_to_contain_text("risen to 19")
    expect(turn.locator(".verdict")).to_contain_text("1 article without a publication date left out.")


def test_without_a_day_it_is_asked_as_of_today(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    turn = visitor.ask(TOLL)
    expect(turn.locator(".limits")).to_have_count(0)
    expect(visitor.page.locator("#limits .count")).to_be_empty()
    turn.get_by_role("button", name="Right", exact=True).click()
    expect(turn.get_by_label("Anything to add?")).to_be_visible()
    (kept,) = FeedbackStore(workshop.data_dir).all()
    assert kept.filters.as_of == kept.answer.as_of == today()


def test_the_form_says_what_an_empty_day_means(reader: Visitor) -> None:
    reader.page.locator("#limits summary").click()
    expect(reader.page.get_by_label("As known on (today if empty)")).to_have_value("")
    expect(reader.page.locator("#limits")).to_contain_text("“Last week” counts from this day.")


def test_limits_stay_until_they_are_taken_away(reader: Visitor) -> None:
    reader.limit(as_of="2024-05-26")
    reader.ask(TOLL)
    expect(reader.ask(TOLL).locator(".limits")).to_be_visible()
    reader.page.locator("#limits summary").click()
    reader.page.get_by_role("button", name="No limits").click()
    expect(reader.page.locator("#limits .count")).to_be_empty()
    turn = reader.ask(TOLL)
    expect(turn.locator(".limits")).to_have_count(0)
    expect(turn.locator(".verdict")).to_contain_text("risen to 19")


def test_a_question_asked_again_keeps_the_limits_it_had(reader: Visitor) -> None:
    reader.limit(as_of="2024-05-26")
    turn = reader.ask(TOLL)
    reader.limit(as_of="2024-06-30")
    turn.locator(".claim").first.evaluate("one => one.classList.add('old')")
    turn.get_by_role("button", name="Ask again").click()
    expect(turn.locator(".claim.old")).to_have_count(0)
    reader.answered(0)
    expect(turn.locator(".limits")).to_have_text("Limited to as of 26 May 2024")


def test_days_the_wrong_way_round_are_said_to_be(reader: Visitor) -> None:
    reader.limit(first="2024-06-01", last="2024-05-01")
    turn = reader.ask(TOLL)
    expect(turn.locator(".verdict .status")).to_have_text("Not asked")
    expect(turn.locator(".verdict")).to_contain_text("the first day is later than the last")
