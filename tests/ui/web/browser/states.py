"""Every state that the page can be in, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.ui.web.browser.documents import pdf
from tests.ui.web.browser.visitor import Visitor

ANSWERED = "What does The Meridian Post say about Spain's own Patriot battery?"
PARTLY = "How much did Portugal pledge to Ukraine, and how many shells will it send?"
UNKNOWN = "What did Japan pledge to Ukraine?"
PHRASE = "“one billion euros”"
DRAFT = (
    "# Pledges\n\nSpain pledged one billion euros in military aid to Ukraine. Japan pledged purple submarines.\n\n"
    "Portugal will give Ukraine 900 million euros of military support this year.\n"
)


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
    turn.get_by_role("button", name="Cite", exact=True).click()
    expect(turn.locator(".formats-text")).not_to_be_empty()
    yield "references of an answer"
    yield from _cite(visitor)
    yield from _audit(visitor)
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


def _cite(visitor: Visitor) -> Iterator[str]:
    page = visitor.page
    visitor.room("Cite")
    page.locator("#citing .limits-form summary").click()
    page.locator("#citing .limits-form").get_by_role("button", name="No limits").click()
    page.locator("#citing .limits-form summary").click()
    yield "nothing cited"
    box = page.get_by_label("Your statement")
    for statement in (
        "“seven purple submarines”",
        "Spain pledged two billion euros in military aid to Ukraine.",
        PHRASE,
    ):
        box.fill(statement)
        box.press("Enter")
        expect(page.locator("#citing-statement-said")).to_have_text(statement)
        yield f"cited: {statement}"
    page.locator(".find").first.get_by_role("button", name="Reference").click()
    expect(page.locator(".find .formats-text").first).not_to_be_empty()
    for place in range(2):
        page.locator(".find").nth(place).get_by_role("button", name="Add to list").click()
        expect(page.locator(".collected-list > li")).to_have_count(place + 1)
    page.get_by_role("button", name="Clear the list…").click()
    yield "a list of citations"


def _audit(visitor: Visitor) -> Iterator[str]:
    page = visitor.page
    visitor.room("Audit")
    yield "no draft"
    empty = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}
    page.get_by_label("Choose a file").set_input_files(empty)  # type: ignore[arg-type] # its own TypedDict
    yield "a draft chosen"
    page.get_by_role("button", name="Audit", exact=True).click()
    expect(page.locator("#auditing").get_by_role("alert")).to_be_visible()
    yield "not audited"
    page.get_by_role("button", name="Take the file away").click()
    page.get_by_label("Your draft").fill(DRAFT)
    page.get_by_role("button", name="Audit", exact=True).click()
    expect(page.locator(".audit.audit-live")).to_be_visible()
    yield "audited"
    page.locator(".audit-sentence.audit-supported").first.click()
    expect(page.locator(".audit-proof.audit-chosen")).to_be_visible()
    yield "evidence shown"
