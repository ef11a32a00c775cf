"""Several people at once: nothing of one shows in the page of another."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit

PORTUGAL = "How much military support will Portugal give Ukraine this year?"
TOLL = "How many people were killed in the bombing of the hardware store in Kharkiv?"


def test_no_question_answer_or_limit_of_one_shows_to_another(visit: Visit, page: Serving) -> None:
    one, other = visit(page.url), visit(page.url)
    one.limit(as_of="2024-05-28")
    for visitor, question in ((one, PORTUGAL), (other, TOLL)):
        visitor.question.fill(question)
    for visitor in (one, other):
        visitor.question.press("Enter")
    first, second = one.answered(0), other.answered(0)
    expect(one.turns).to_have_count(1)
    expect(other.turns).to_have_count(1)
    expect(first.locator(".question")).to_have_text(PORTUGAL)
    expect(second.locator(".question")).to_have_text(TOLL)
    expect(first.locator(".verdict")).to_contain_text("Portugal")
    expect(second.locator(".verdict")).to_contain_text("risen to 19")
    expect(first.locator(".limits")).to_have_text("Limited to as of 28 May 2024")
    expect(second.locator(".limits")).to_have_count(0)
    expect(other.page.locator("#limits .count")).to_be_empty()


def test_a_follow_up_is_read_in_the_light_of_ones_own_questions_only(visit: Visit, page: Serving) -> None:
    one, other = visit(page.url), visit(page.url)
    one.ask(PORTUGAL)
    expect(other.ask("And Spain?").locator(".read-as")).to_have_count(0)
    expect(one.ask("And Spain?").locator(".read-as")).to_be_visible()


def test_two_tabs_of_one_person_are_two_conversations(visit: Visit, page: Serving) -> None:
    one = visit(page.url)
    one.ask(PORTUGAL)
    tab = one.page.context.new_page()
    tab.goto(page.url)
    expect(tab.locator("#welcome h2")).to_be_visible()
    expect(tab.locator("#conversation .turn")).to_have_count(0)
    one.page.get_by_role("button", name="New conversation").click()
    expect(one.turns).to_have_count(0)
