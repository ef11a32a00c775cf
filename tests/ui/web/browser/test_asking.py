"""Ask, read the answer, check it against the article's own words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.ui.web.browser.visitor import Visitor, plain

PLEDGE = "What did Spain pledge and when?"
POSTS = "How many of the posts at the Wiesbaden headquarters are filled?"
"""Its quote stands in the middle of a paragraph."""
THRICE = "What did Zelensky answer when he was asked whether he was an optimist?"
"""Its answer quotes one article three times."""
HALF = "How much did Portugal pledge to Ukraine, and how many shells will it send?"
UNKNOWN = "What did Japan pledge to Ukraine?"
UNDATED = "How many drones did the cellar workshop near Kyiv finish last week?"
"""Answered from an article that has no date."""
CARRIED = "How much military support will Portugal give Ukraine this year?"
"""Answered from an article that a second outlet carried as well."""


def test_the_quote_stands_highlighted_inside_its_paragraph(reader: Visitor) -> None:
    turn = reader.ask(POSTS)
    expect(turn.locator(".question")).to_have_text(POSTS)
    expect(turn.locator(".verdict .status")).to_have_text("Answered")
    expect(turn.locator(".verdict .claim").first).to_contain_text("some 400 are filled")
    source = turn.locator(".source").first
    expect(source.locator(".outlet")).to_have_text("Castellan Daily")
    expect(source.locator(".source-head")).to_contain_text("20 December 2024")
    expect(source.locator(".headline")).not_to_be_empty()
    quote = plain(source.locator("mark").text_content())
    before, marked, after = plain(source.locator("blockquote").text_content()).partition(quote)
    assert "some 400 are filled" in marked
    assert before
    assert after
    background = "one => getComputedStyle(one).backgroundColor"
    assert source.locator("mark").evaluate(background) != source.locator("blockquote p").evaluate(background)


def test_the_question_box_is_empty_again_and_keeps_the_focus(reader: Visitor) -> None:
    reader.ask(PLEDGE)
    expect(reader.question).to_have_value("")
    expect(reader.question).to_be_focused()


def test_an_empty_question_is_not_asked(reader: Visitor) -> None:
    reader.question.fill("   ")
    reader.question.press("Enter")
    expect(reader.said).to_contain_text("Write a question first.")
    assert reader.turns.count() == 0


def test_an_example_is_asked_at_a_click(reader: Visitor) -> None:
    example = reader.page.locator("#examples button").first
    question = plain(example.text_content())
    example.click()
    turn = reader.answered()
    expect(turn.locator(".question")).to_have_text(question)
    expect(turn.locator(".verdict-answered, .verdict-partial")).to_be_visible()


def test_a_mark_shows_its_quote_until_escape(reader: Visitor) -> None:
    turn = reader.ask(PLEDGE)
    mark, card = turn.locator(".mark a").first, turn.locator(".mark .card").first
    expect(card).to_be_hidden()
    mark.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Spain pledged one billion euros")
    reader.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    reader.page.mouse.move(1, 1)
    mark.focus()
    expect(card).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_have_accessible_name("Source 1")
    expect(mark).to_have_accessible_description(re.compile("Spain pledged one billion euros"))


def test_a_card_stays_within_the_page_and_can_be_pointed_at(reader: Visitor) -> None:
    turn = reader.ask(THRICE)
    for place in range(turn.locator(".mark").count()):
        mark, card = turn.locator(".mark a").nth(place), turn.locator(".mark .card").nth(place)
        mark.hover()
        expect(card).to_be_visible()
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
        card.hover()
        expect(card).to_be_visible()
        reader.page.mouse.move(1, 1)


def test_a_mark_brings_its_source_into_view_and_into_focus(reader: Visitor) -> None:
    turn = reader.ask(THRICE)
    assert turn.locator(".source").count() == 3
    last = turn.locator(".source").last
    turn.get_by_role("link", name="Source 3").first.click()
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    expect(last).to_have_class(re.compile(r"\bshown\b"))
    assert reader.in_view(last.locator("mark"))


def test_the_article_opens_with_every_quote_marked_and_the_first_in_view(reader: Visitor) -> None:
    turn = reader.ask(THRICE)
    quotes = sorted(plain(one) for one in turn.locator(".source mark").all_text_contents())
    article = reader.read(turn)
    marked = sorted(plain(one) for one in article.locator(".article-text mark").all_text_contents())
    assert marked == quotes
    assert reader.in_view(article.locator(".article-text mark").first)
    expect(article.locator(".headline")).to_be_focused()
    expect(article).to_have_accessible_name(plain(article.locator(".headline").text_content()))


@pytest.mark.parametrize("way", ["Escape", "the button", "beside it"])
def test_the_article_closes_and_the_focus_returns(reader: Visitor, way: str) -> None:
    turn = reader.ask(PLEDGE)
    article = reader.read(turn)
    if way == "Escape":
        reader.page.keyboard.press("Escape")
    elif way == "the button":
        article.get_by_role("button", name="Close the article").click()
    else:
        reader.page.mouse.click(3, 3)
    expect(reader.reader).to_have_count(0)
    expect(turn.get_by_role("button", name="Read the article").first).to_be_focused()


def test_an_article_without_a_date_says_so(reader: Visitor) -> None:
    turn = reader.ask(UNDATED)
    expect(turn.locator(".source .absent").first).to_have_text("no date given")


def test_copies_of_an_article_are_named(reader: Visitor) -> None:
    turn = reader.ask(CARRIED)
    expect(turn.locator(".source .also").first).to_contain_text("Also carried by")


def test_the_original_is_linked_without_telling_it_who_comes(reader: Visitor) -> None:
    turn = reader.ask(PLEDGE)
    original = turn.locator(".source-links a").first
    assert re.fullmatch(r"https?://\S+", original.get_attribute("href") or "")
    assert {"noopener", "noreferrer"} <= set((original.get_attribute("rel") or "").split())
    expect(original).to_have_attribute("target", "_blank")
    expect(original).to_have_accessible_name(re.compile("opens a new tab"))


def look(turn: Locator) -> tuple[str, str, str]:
    """What tells one outcome from another: words, the drawing beside them, the line at the side."""
    verdict = turn.locator(".verdict")
    return (
        plain(verdict.locator(".status").text_content()),
        verdict.locator(".status svg").inner_html(),
        verdict.evaluate("one => getComputedStyle(one).borderInlineStartStyle"),
    )


def test_outcomes_differ_in_words_sign_and_line_not_only_in_colour(reader: Visitor) -> None:
    turns = [reader.ask(question) for question in (PLEDGE, HALF, UNKNOWN)]
    looks = [look(turn) for turn in turns]
    assert [words for words, _, _ in looks] == ["Answered", "Partly answered", "Not found"]
    for aspect in zip(*looks, strict=True):
        assert len(set(aspect)) == 3


def test_half_an_answer_says_which_half_is_missing(reader: Visitor) -> None:
    turn = reader.ask(HALF)
    expect(turn.locator(".verdict .claim").first).to_contain_text("Portugal")
    expect(turn.locator(".missing")).to_contain_text("how many shells")


def test_what_is_not_found_shows_nothing_as_an_answer(reader: Visitor) -> None:
    turn = reader.ask(UNKNOWN)
    expect(turn.locator(".verdict > .claim")).to_have_text("The articles do not answer this.")
    expect(turn.locator(".verdict")).to_contain_text("No article mentions “Japan”.")
    nearest = turn.locator(".nearest")
    expect(nearest).to_contain_text("It is not an answer")


def test_a_follow_up_is_read_in_the_light_of_the_conversation(reader: Visitor) -> None:
    reader.ask("How much military support will Portugal give Ukraine this year?")
    turn = reader.ask("And Spain?")
    expect(turn.locator(".question")).to_have_text("And Spain?")
    expect(turn.locator(".read-as")).to_contain_text("Read as:")
    expect(turn.locator(".read-as")).to_contain_text("military support will Spain give")


def test_asking_again_answers_in_the_same_place(reader: Visitor) -> None:
    turn = reader.ask(PLEDGE)
    reader.ask(UNKNOWN)
    before = plain(turn.locator(".verdict .claim").first.text_content())
    turn.locator(".claim").first.evaluate("one => one.classList.add('old')")
    turn.get_by_role("button", name="Ask again").click()
    expect(turn.locator(".claim.old")).to_have_count(0)
    reader.answered(0)
    expect(turn.locator(".verdict .claim").first).to_have_text(before)
    assert reader.turns.count() == 2


def test_an_answer_is_copied_with_its_sources(reader: Visitor) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = reader.ask(PLEDGE)
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied: str = reader.page.evaluate("navigator.clipboard.readText()")
    quote = turn.locator(".source mark").first.text_content()
    assert copied.startswith(f"{PLEDGE}\n")
    assert f"»{quote}«" in copied
    assert "[1] Castellan Daily · " in copied
    assert "27 May 2024" in copied


def test_without_a_clipboard_the_answer_is_copied_the_old_way(reader: Visitor) -> None:
    """As where the page is served without https to other machines."""
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    turn = reader.ask(PLEDGE)
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    copied: str = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{PLEDGE}\n")


def test_a_new_conversation_begins_empty_and_without_history(reader: Visitor) -> None:
    reader.ask(CARRIED)
    reader.page.get_by_role("button", name="New conversation").click()
    expect(reader.turns).to_have_count(0)
    expect(reader.page.locator("#examples button").first).to_be_visible()
    turn = reader.ask("And Spain?")
    expect(turn.locator(".read-as")).to_have_count(0)


def test_an_answer_that_comes_after_the_conversation_was_cleared_is_not_shown(reader: Visitor) -> None:
    reader.question.fill(THRICE)
    reader.question.press("Enter")
    expect(reader.question).to_have_value("")
    expect(reader.turns).to_have_count(1)
    reader.page.get_by_role("button", name="New conversation").click()
    expect(reader.turns).to_have_count(0)
    turn = reader.ask(UNKNOWN)
    expect(turn.locator(".question")).to_have_text(UNKNOWN)
    expect(reader.turns).to_have_count(1)


def test_the_answer_is_read_out(reader: Visitor) -> None:
    expect(reader.said).to_have_attribute("aria-live", "polite")
    turn = reader.ask(PLEDGE)
    claim = plain(turn.locator(".claim > span").first.text_content())
    expect(reader.said).to_contain_text("Answered. ")
    expect(reader.said).to_contain_text(claim)


@pytest.mark.parametrize("question", [PLEDGE, UNKNOWN])
def test_a_second_enter_while_one_is_read_asks_nothing_twice(reader: Visitor, question: str) -> None:
    reader.question.fill(question)
    reader.question.press("Enter")
    reader.question.press("Enter")
    reader.answered()
    assert reader.turns.count() == 1
