"""Every state that the page can be in, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.ui.web.browser.documents import pdf
from tests.ui.web.browser.visitor import Visitor

ANSWERED = "What does The Meridian Post say about Spain's own Patriot battery?"
PARTLY = "How much did Portugal pledge to Ukraine, and how many shells will it send?"
UNKNOWN = "What did Japan pledge to Ukraine?"


def states(visitor: Visitor) -> Iterator[str]:
    """Bring a fresh page, whose collection may be added to, into one state after another, and name each."""
    page = visitor.page
    expect(page.locator("#examples button").first).to_be_visible()
    yield "welcome"
    page.locator("#limits summary").click()
    yield "limits open"
    page.locator("#limits summary").click()
    turn = visitor.ask(ANSWERED)
    yield "answered"
    turn.locator(".mark a").first.focus()
    expect(turn.locator(".card").first).to_be_visible()
    yield "a card shown"
    turn.get_by_role("button", name="Wrong", exact=True).click()
    expect(turn.get_by_label("What was wrong?")).to_be_visible()
    yield "a note asked for"
    visitor.read(turn)
    yield "article open"
    visitor.reader.get_by_text("Correct or remove").click()
    visitor.reader.get_by_role("button", name="Remove the article…").click()
    expect(visitor.reader.get_by_role("button", name="Remove it")).to_be_visible()
    yield "removal to be confirmed"
    page.keyboard.press("Escape")
    visitor.ask(PARTLY)
    yield "partly answered"
    visitor.ask(UNKNOWN)
    yield "not found"
    visitor.limit(first="2024-06-01", last="2024-05-01")
    visitor.ask(UNKNOWN)
    yield "not asked"
    visitor.room("Articles")
    expect(page.locator("#listing table")).to_be_visible()
    yield "articles"
    files = [
        {
            "name": "tugs.pdf",
            "mimeType": "application/pdf",
            "buffer": pdf("Fennick buys tugs", "The tugs of Fennick are new."),
        },
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
    ]
    page.get_by_label("Choose files").set_input_files(files)  # type: ignore[arg-type] # its own TypedDict
    expect(page.get_by_role("group", name="Report on your files")).to_be_visible()
    yield "upload reported"
