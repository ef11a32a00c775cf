"""Thumbs and notes arrive in the data folder."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.visitor import plain
from ui.feedback import FeedbackStore, Verdict

FIRST = "How much did Portugal pledge to Ukraine, and how many shells will it send?"
QUESTION = "What did Spain pledge and when?"


def test_a_thumb_and_a_note_are_kept_with_what_was_asked_and_answered(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    visitor.limit(outlets=["Castellan Daily", "Harbour Wire"])
    visitor.ask(FIRST)
    turn = visitor.ask(QUESTION)
    good, bad = (turn.get_by_role("button", name=name, exact=True) for name in ("Right", "Wrong"))
    expect(good).to_have_attribute("aria-pressed", "false")
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(turn.locator(".kept")).to_be_visible()
    turn.get_by_label("What was wrong?").fill("The day is missing.")
    turn.get_by_role("button", name="Keep the note").click()
    expect(turn.get_by_label("What was wrong?")).to_have_count(0)

    (kept,) = FeedbackStore(workshop.data_dir).all()
    assert kept.verdict is Verdict.BAD
    assert kept.note == "The day is missing."
    assert kept.question == QUESTION
    assert kept.history == (FIRST,)
    assert set(kept.filters.outlets) == {"Castellan Daily", "Harbour Wire"}
    assert kept.snapshot == workshop.store.current_name()
    assert kept.answer.claims[0].text in plain(turn.locator(".claim").first.text_content())


def test_a_thumb_can_be_turned_and_taken_back(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    turn = visitor.ask(QUESTION)
    store = FeedbackStore(workshop.data_dir)
    good, bad = (turn.get_by_role("button", name=name, exact=True) for name in ("Right", "Wrong"))
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    assert [one.verdict for one in store.all()] == [Verdict.GOOD]
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    assert [one.verdict for one in store.all()] == [Verdict.BAD]
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "false")
    expect(visitor.said).to_have_text("Taken back.")
    assert store.all() == []
