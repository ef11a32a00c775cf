"""Everything can be done with the keyboard alone, and one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.visitor import Visitor
from ui.feedback import FeedbackStore, Verdict

FAR = 80
"""Presses of Tab after which something is taken for out of reach."""
QUESTION = "What does The Meridian Post say about Spain's own Patriot battery?"
RING = """one => {
  // A file's own field cannot be styled: what stands for it has the ring.
  const shown = one.type === 'file' ? one.parentElement : one;
  const style = getComputedStyle(shown);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""


def go(visitor: Visitor, to: Locator, *, key: str = "Tab") -> Locator:
    """Press Tab until an element has the focus; on the way and there one must see which element has it."""
    for _ in range(FAR):
        visitor.page.keyboard.press(key)
        focused = visitor.focused()
        if not focused.count():
            continue  # the browser's own bar
        # Headings and sources take the focus only when a script gives it to them.
        assert focused.evaluate(RING), focused.evaluate("one => one.outerHTML.slice(0, 200)")
        if to.evaluate("one => one === document.activeElement"):
            return to
    raise AssertionError(f"{to} cannot be reached with {key}")


def test_ask_check_and_judge(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    keyboard = visitor.page.keyboard
    visitor.page.evaluate("document.activeElement.blur()")
    go(visitor, visitor.question)
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    turn = visitor.answered()

    mark = go(visitor, turn.locator(".mark a").first, key="Shift+Tab")
    expect(turn.locator(".card").first).to_be_visible()
    keyboard.press("Escape")
    expect(turn.locator(".card").first).to_be_hidden()
    expect(mark).to_be_focused()
    keyboard.press("Enter")
    source = turn.locator(".source").first
    expect(source).to_be_focused()
    assert source.evaluate(RING)

    opener = go(visitor, source.get_by_role("button", name="Read the article"))
    keyboard.press("Enter")
    expect(visitor.reader).to_be_visible()
    go(visitor, visitor.reader.get_by_role("button", name="Close the article"))
    for _ in range(FAR):  # the focus stays within the open article
        keyboard.press("Tab")
        assert visitor.page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    keyboard.press("Escape")
    expect(visitor.reader).to_have_count(0)
    expect(opener).to_be_focused()

    good = go(visitor, turn.get_by_role("button", name="Right", exact=True), key="Shift+Tab")
    keyboard.press("Enter")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_be_focused()
    note = go(visitor, turn.get_by_label("Anything to add?"))
    expect(note).to_be_focused()
    keyboard.type("Well quoted.")
    go(visitor, turn.get_by_role("button", name="Keep the note"))
    keyboard.press("Enter")
    expect(note).to_have_count(0)
    assert [(one.verdict, one.note) for one in FeedbackStore(workshop.data_dir).all()] == [
        (Verdict.GOOD, "Well quoted.")
    ]


def test_asking_again_keeps_the_place(reader: Visitor) -> None:
    turn = reader.ask(QUESTION)
    again = go(reader, turn.get_by_role("button", name="Ask again"), key="Shift+Tab")
    turn.locator(".claim").first.evaluate("one => one.classList.add('old')")
    reader.page.keyboard.press("Enter")
    expect(turn.locator(".claim.old")).to_have_count(0)
    reader.answered()
    expect(again).to_be_focused()


def test_go_to_the_articles_search_and_read_one(reader: Visitor) -> None:
    keyboard = reader.page.keyboard
    tab = go(reader, reader.page.get_by_role("tab", name="Articles"), key="Shift+Tab")
    keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-selected", "true")
    go(reader, reader.page.get_by_role("searchbox"))
    keyboard.type("sprouts")
    expect(reader.page.locator("#listing tbody tr")).to_have_count(1)
    row = go(reader, reader.page.locator("#listing tbody .headline"))
    keyboard.press("Enter")
    expect(reader.reader.locator("#reader-headline")).to_be_focused()
    keyboard.press("Escape")
    expect(row).to_be_focused()


def test_set_a_limit(reader: Visitor) -> None:
    keyboard = reader.page.keyboard
    go(reader, reader.page.locator("#limits summary"), key="Shift+Tab")
    keyboard.press("Enter")
    box = go(reader, reader.page.locator("#limits").get_by_label("Harbour Wire", exact=True))
    keyboard.press("Space")
    expect(box).to_be_checked()
    expect(reader.page.locator("#limits .count")).to_have_text("1 set")


def test_cite_a_statement_and_take_its_reference_along(reader: Visitor) -> None:
    page, keyboard = reader.page, reader.page.keyboard
    tab = go(reader, page.get_by_role("tab", name="Cite"), key="Shift+Tab")
    keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-selected", "true")
    go(reader, page.get_by_label("Your statement"))
    keyboard.type("“one billion euros”")
    keyboard.press("Enter")
    find = page.locator(".find").first
    expect(find).to_be_visible()
    opener = go(reader, find.get_by_role("button", name="Read it in its article"))
    keyboard.press("Enter")
    expect(reader.reader).to_be_visible()
    keyboard.press("Escape")
    expect(opener).to_be_focused()
    add = go(reader, find.locator("[data-collect]"))
    keyboard.press("Enter")
    expect(add).to_have_attribute("aria-pressed", "true")
    expect(add).to_be_focused()
    go(reader, find.get_by_role("button", name="Reference"))
    keyboard.press("Enter")
    text = find.locator(".formats-text")
    expect(text).to_contain_text("one billion euros")
    go(reader, find.get_by_label("Format"))
    keyboard.type("RIS")
    expect(text).to_contain_text("TY  - NEWS")
    go(reader, find.get_by_role("button", name="Copy"))
    keyboard.press("Enter")
    expect(find.get_by_role("button", name="Copied")).to_be_focused()
    go(reader, page.get_by_role("button", name="Take number 1 off the list"))
    keyboard.press("Enter")
    expect(page.locator("#collected-head")).to_be_focused()
    expect(page.locator(".collected-list")).to_have_count(0)


def test_audit_a_draft_and_follow_it_to_an_article(reader: Visitor) -> None:
    page, keyboard = reader.page, reader.page.keyboard
    go(reader, page.get_by_role("tab", name="Audit"), key="Shift+Tab")
    keyboard.press("Enter")
    go(reader, page.get_by_label("Your draft"))
    keyboard.type("Spain pledged one billion euros in military aid to Ukraine. Wexford sold nine lighthouses.")
    go(reader, page.get_by_label("Choose a file"))
    go(reader, page.get_by_role("button", name="Audit", exact=True))
    keyboard.press("Enter")
    expect(page.locator(".audit.audit-live")).to_be_visible()
    go(reader, page.get_by_role("button", name="Download for Word"))
    go(reader, page.locator(".audit-filters button", has_text="Supported"))
    keyboard.press("Enter")
    sentence = go(reader, page.locator(".audit-sentence.audit-supported"))
    keyboard.press("Enter")
    expect(page.locator(".audit-proof.audit-chosen")).to_be_focused()
    opener = go(reader, page.locator(".audit-proof.audit-chosen").get_by_role("button", name="Read it in its article"))
    keyboard.press("Enter")
    expect(reader.reader.locator(".article-text mark")).to_be_visible()
    keyboard.press("Escape")
    expect(opener).to_be_focused()
    keyboard.press("Escape")
    expect(sentence).to_be_focused()
