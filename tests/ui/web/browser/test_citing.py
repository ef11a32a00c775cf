"""Find what bears a statement, collect it, and take the references along."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rispy
from playwright.sync_api import Locator, expect

from tests.ui.chromium import PHONE
from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit
from tests.ui.web.browser.visitor import Visitor, plain

STATEMENT = "Spain pledged one billion euros in military aid to Ukraine."
PHRASE = "“one billion euros”"
PLEDGE = "What did Spain pledge and when?"
LEAST = 3
"""Articles of the sample that have the phrase, at least."""


def cite(visitor: Visitor, statement: str) -> Locator:
    """Look for sources with the keyboard; give what was found."""
    visitor.room("Cite")
    box = visitor.page.get_by_label("Your statement")
    box.fill(statement)
    box.press("Enter")
    expect(visitor.page.locator("#citing-statement-said")).to_have_text(statement)
    return visitor.page.locator(".find")


def panel(scope: Locator) -> Locator:
    """Give the references that stand open, once they are there."""
    opened = scope.locator(".formats:visible")
    expect(opened.locator(".formats-text")).not_to_be_empty()
    expect(opened).not_to_have_attribute("aria-busy", "true")
    return opened


def choose(opened: Locator, label: str) -> str:
    """Choose a format; give the references in it."""
    before = opened.locator(".formats-text").text_content() or ""
    opened.get_by_label("Format").select_option(label=label)
    expect(opened.locator(".formats-text")).not_to_have_text(before)
    expect(opened).not_to_have_attribute("aria-busy", "true")
    return opened.locator(".formats-text").text_content() or ""


def add(visitor: Visitor, place: int) -> Locator:
    """Add what was found at a place to the list; give the list."""
    listed = visitor.page.locator(".collected-list > li")
    before = listed.count()
    visitor.page.locator(".find").nth(place).get_by_role("button", name="Add to list").click()
    expect(listed).to_have_count(before + 1)
    return listed


def quotes(listed: Locator) -> list[str]:
    return [plain(one) for one in listed.locator(".collected-quote").all_text_contents()]


def copied(visitor: Visitor) -> str:
    said: str = visitor.page.evaluate("navigator.clipboard.readText()")
    return said


def test_an_article_that_bears_it_is_shown_with_its_words_marked(reader: Visitor) -> None:
    find = cite(reader, STATEMENT).first
    expect(find.locator(".status")).to_contain_text("Bears all of it")
    expect(find.locator(".outlet")).to_have_text("Castellan Daily")
    marked = [plain(one) for one in find.locator("mark").all_text_contents()]
    assert any("one billion euros" in one for one in marked)
    expect(reader.said).to_contain_text("says all of it")
    original = find.locator(".source-links a").first
    assert re.fullmatch(r"https?://\S+", original.get_attribute("href") or "")
    assert {"noopener", "noreferrer"} <= set((original.get_attribute("rel") or "").split())


def test_an_exact_phrase_is_found_word_for_word(reader: Visitor) -> None:
    found = cite(reader, PHRASE)
    assert found.count() >= LEAST
    for place in range(found.count()):
        expect(found.nth(place).locator(".status")).to_have_text(re.compile("Word for word"))
        expect(found.nth(place).locator("mark").first).to_have_text(re.compile("one billion euros", re.IGNORECASE))


def test_what_no_article_bears_is_said_to_be(reader: Visitor) -> None:
    assert cite(reader, "“seven purple submarines”").count() == 0
    expect(reader.page.locator(".citing-none")).to_contain_text("No article bears this.")
    reader.page.get_by_label("Your statement").fill("  ")
    reader.page.get_by_role("button", name="Find sources").click()
    expect(reader.said).to_contain_text("Write a statement first.")


def test_more_is_looked_for_at_request(reader: Visitor) -> None:
    found = cite(reader, "“Ukraine”")
    expect(found).to_have_count(5)
    reader.page.get_by_role("button", name="Look for more").click()
    expect(found).to_have_count(10)
    expect(found.nth(5)).to_be_focused()


def test_a_quote_opens_in_its_article(reader: Visitor) -> None:
    find = cite(reader, STATEMENT).first
    quote = plain(find.locator(".quoted").first.text_content())
    opener = find.get_by_role("button", name="Read it in its article")
    opener.click()
    expect(reader.reader).to_be_visible()
    mark = reader.reader.locator(".article-text mark").first
    expect(mark).to_have_text(quote)
    assert reader.in_view(mark)
    reader.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_limits_are_the_same_in_every_room(reader: Visitor) -> None:
    reader.limit(outlets=["Iberia Dispatch"], first="2024-06-01")
    assert set(cite(reader, PHRASE).locator(".outlet").all_text_contents()) == {"Iberia Dispatch"}
    expect(reader.page.locator(".citing-found .limits")).to_contain_text("Iberia Dispatch · published from 1 June 2024")
    here = reader.page.locator("#citing .limits-form")
    expect(here.locator(".count")).to_have_text("2 set")
    here.locator("summary").click()
    here.get_by_role("button", name="No limits").click()
    expect(here.locator(".count")).to_be_empty()
    reader.room("Ask")
    expect(reader.page.locator("#limits .count")).to_be_empty()
    expect(reader.ask(PLEDGE).locator(".limits")).to_have_count(0)


def test_a_reference_is_copied_in_the_chosen_format(reader: Visitor) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    find = cite(reader, STATEMENT).first
    find.get_by_role("button", name="Reference").click()
    opened = panel(find)
    expect(opened.locator(".formats-text")).to_contain_text("Castellan Daily")
    for label, expected in (
        ("APA, 7th edition", "(2024, May 27)"),
        ("Chicago, 18th edition", "Carrasco, Inés"),
        ("BibTeX", "@article{"),
        ("Markdown footnotes", "[^1]: "),
    ):
        assert expected in choose(opened, label)
        opened.get_by_role("button", name="Copy").click()
        expect(opened.get_by_role("button", name="Copied")).to_be_visible()
        assert expected in copied(reader)
        expect(opened.get_by_role("button", name="Copy")).to_be_visible()


@pytest.mark.parametrize(
    ("label", "suffix"), [("RIS", ".ris"), ("BibTeX", ".bib"), ("Markdown footnotes", ".md"), ("CSL-JSON", ".json")]
)
def test_the_list_is_downloaded(reader: Visitor, tmp_path: Path, label: str, suffix: str) -> None:
    cite(reader, PHRASE)
    for place in range(LEAST):
        listed = add(reader, place)
    opened = panel(reader.page.locator("#collected"))
    choose(opened, label)
    with reader.page.expect_download() as download:
        opened.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == f"references{suffix}"
    path = tmp_path / f"references{suffix}"
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    for quote in quotes(listed):
        assert quote.split(",")[0].strip("“”\"'")[:40] in text
    if suffix == ".ris":
        assert [one["type_of_reference"] for one in rispy.loads(text)] == ["NEWS"] * LEAST
    if suffix == ".json":
        assert len(json.loads(text)) == LEAST


def test_the_list_is_put_in_order_and_cleared(reader: Visitor) -> None:
    cite(reader, PHRASE)
    for place in range(LEAST):
        listed = add(reader, place)
    first, second, third = quotes(listed)
    listed.first.get_by_role("button", name="Move number 1 down").click()
    expect(reader.said).to_have_text("Now number 2.")
    assert quotes(listed) == [second, first, third]
    expect(listed.nth(1).get_by_role("button", name="Move number 2 down")).to_be_focused()
    text = panel(reader.page.locator("#collected")).locator(".formats-text")
    expect(text).to_have_text(re.compile(rf"^\[1\] “{re.escape(second)}.*\n\[2\] “{re.escape(first)}"))
    listed.nth(1).get_by_role("button", name="off the list").click()
    expect(listed).to_have_count(2)
    expect(listed.nth(1)).to_be_focused()
    expect(text).not_to_contain_text(first)
    reader.page.get_by_role("button", name="Clear the list…").click()
    reader.page.get_by_role("button", name="Keep it").click()
    assert quotes(listed) == [second, third]
    reader.page.get_by_role("button", name="Clear the list…").click()
    reader.page.get_by_role("button", name="Clear it").click()
    expect(listed).to_have_count(0)
    expect(reader.page.locator("#collected")).to_contain_text("Nothing yet.")
    expect(reader.page.locator(".find").first.get_by_role("button", name="Add to list")).to_be_visible()


def test_what_is_on_the_list_says_so_and_comes_off_it(reader: Visitor) -> None:
    found = cite(reader, PHRASE)
    listed = add(reader, 0)
    button = found.first.locator("[data-collect]")
    expect(button).to_have_text("On your list")
    expect(button).to_have_attribute("aria-pressed", "true")
    cite(reader, "“one billion”")
    reader.page.locator(".find [data-collect][aria-pressed=true]").first.click()
    expect(listed).to_have_count(0)


def test_an_answer_gives_its_references_and_its_place_on_the_list(reader: Visitor, tmp_path: Path) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = reader.ask(PLEDGE)
    assert turn.locator(".formats:visible").count() == 0
    opener = turn.get_by_role("button", name="Cite", exact=True)
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    opened = panel(turn)
    assert "Castellan Daily" in choose(opened, "Harvard (Cite Them Right)")
    opened.get_by_role("button", name="Copy").click()
    expect(opened.get_by_role("button", name="Copied")).to_be_visible()
    assert "Castellan Daily" in copied(reader)
    choose(opened, "RIS")
    with reader.page.expect_download() as download:
        opened.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "answer.ris")
    assert len(rispy.loads((tmp_path / "answer.ris").read_text(encoding="utf-8"))) >= 1
    opened.get_by_role("button", name="Add to list").click()
    opened.get_by_role("button", name="See the list").click()
    expect(reader.page.get_by_role("tab", name="Cite")).to_have_attribute("aria-selected", "true")
    listed = reader.page.locator(".collected-list > li")
    expect(listed).to_have_count(turn.locator(".source").count())
    expect(reader.page.locator("#collected-head")).to_be_focused()


def test_what_is_not_found_has_nothing_to_cite(reader: Visitor) -> None:
    turn = reader.ask("What did Japan pledge to Ukraine?")
    assert turn.get_by_role("button", name="Cite", exact=True).count() == 0


def test_another_page_has_a_list_of_its_own(visit: Visit, page: Serving) -> None:
    one, other = visit(page.url), visit(page.url)
    cite(one, PHRASE)
    add(one, 0)
    cite(other, PHRASE)
    expect(other.page.locator("#collected")).to_contain_text("Nothing yet.")
    kept: str = one.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "billion" not in kept


def test_on_a_phone_one_comes_to_the_list(visit: Visit, page: Serving) -> None:
    visitor = visit(page.url, viewport=PHONE)
    cite(visitor, PHRASE)
    way = visitor.page.get_by_role("button", name="Your list 1")
    expect(way).to_have_count(0)
    add(visitor, 0)
    way.click()
    expect(visitor.page.locator("#collected-head")).to_be_focused()
    expect(visitor.page.locator("#collected-head")).to_be_in_viewport()
    assert visitor.overhang() == 0
