"""The page in a browser, opened from its file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.ui.audit import samples
from tests.ui.chromium import DESK, PATIENT, PHONE
from tests.ui.web.browser.visitor import Noticed, Visitor
from ui.audit.page import page as written

pytestmark = pytest.mark.browser


@contextmanager
def opened(
    browser: Browser, folder: Path, text: str, viewport: dict[str, int], scheme: str = "light", place: str = ""
) -> Iterator[Visitor]:
    """Open a page; afterwards nothing was asked or complained of."""
    file = folder / "audit.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENT)
    noticed = Noticed()
    noticed.watch(context)
    visitor = Visitor(context.new_page(), file.as_uri() + place, noticed)
    visitor.page.goto(visitor.url)
    yield visitor
    context.close()
    assert {one.partition("#")[0] for one in noticed.requests} == {file.as_uri()}
    assert noticed.dialogs == []
    assert noticed.faults == []


@pytest.fixture(params=[(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=str)
def everywhere(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody who has opened the audit of a typical draft, on a desk or a phone, by day or by night."""
    viewport, scheme = request.param
    with opened(browser, tmp_path, written(samples.typical()), viewport, scheme) as visitor:
        yield visitor


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page on a desk."""
    with opened(browser, tmp_path, written(samples.typical()), DESK) as visitor:
        yield visitor.page


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has opened it on a phone."""
    with opened(browser, tmp_path, written(samples.typical()), PHONE) as visitor:
        yield visitor


def sentence(page: Page, number: int) -> Locator:
    return page.locator(f"#d{number}")


def evidence(page: Page, number: int) -> Locator:
    return page.locator(f"#s{number}")


def expect_chosen(page: Page, number: int) -> None:
    """Expect a sentence to be the chosen one, and its evidence alone to be shown."""
    expect(sentence(page, number)).to_have_attribute("aria-current", "true")
    expect(page.locator(".audit-sentence[aria-current]")).to_have_count(1)
    expect(evidence(page, number)).to_be_visible()
    expect(page.locator("article.audit-proof:visible")).to_have_count(1)


def test_the_worst_is_chosen_at_first(desk: Page) -> None:
    expect_chosen(desk, 3)
    assert desk.evaluate("scrollY") == 0
    assert "#" not in desk.url
    expect(desk.locator(".audit-place")).to_have_text("3 of 14")


def test_a_click_on_a_sentence_shows_its_evidence_beside_it(desk: Page) -> None:
    sentence(desk, 5).click()
    expect_chosen(desk, 5)
    expect(evidence(desk, 5).get_by_text("200 shells for each").first).to_be_visible()
    assert desk.url.endswith("#s5")
    left, right = sentence(desk, 5).bounding_box(), evidence(desk, 5).bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]


def test_buttons_and_keys_step_through(desk: Page) -> None:
    desk.get_by_role("button", name="Next").click()
    expect_chosen(desk, 4)
    expect(desk.get_by_role("status")).to_have_text("Sentence 4: Not checkable. A question states nothing.")
    desk.get_by_role("button", name="Previous").click()
    expect_chosen(desk, 3)
    desk.keyboard.press("j")
    expect_chosen(desk, 4)
    desk.keyboard.press("k")
    desk.keyboard.press("k")
    expect_chosen(desk, 2)
    for _ in range(5):
        desk.keyboard.press("k")
    expect_chosen(desk, 1)
    expect(desk.get_by_role("button", name="Previous")).to_be_disabled()


def test_what_is_borne_stays_open_from_sentence_to_sentence(desk: Page) -> None:
    expect(evidence(desk, 3).get_by_role("table")).to_have_count(1)
    evidence(desk, 3).get_by_text("2 pieces are borne").click()
    expect(evidence(desk, 3).get_by_role("table")).to_have_count(2)
    sentence(desk, 2).click()
    expect(evidence(desk, 2).get_by_role("table")).to_be_visible()
    evidence(desk, 2).get_by_text("4 pieces are borne").click()
    expect(evidence(desk, 2).get_by_role("table")).to_have_count(0)
    sentence(desk, 3).click()
    expect(evidence(desk, 3).get_by_role("table")).to_have_count(1)


def test_letters_as_keys_can_be_switched_off(desk: Page) -> None:
    """WCAG 2.1.4: somebody who speaks to the machine would step about with every word."""
    keys = desk.get_by_role("button", name="Keys")
    keys.click()
    expect(keys).to_have_attribute("aria-pressed", "false")
    desk.keyboard.press("j")
    expect_chosen(desk, 3)
    keys.click()
    desk.keyboard.press("j")
    expect_chosen(desk, 4)


def test_the_draft_is_one_stop_of_the_tab_key_and_arrows_move_in_it(desk: Page) -> None:
    desk.get_by_role("button", name="Not checkable").focus()
    desk.keyboard.press("Tab")
    expect(sentence(desk, 3)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(sentence(desk, 4)).to_be_focused()
    expect_chosen(desk, 4)
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    expect(evidence(desk, 3)).to_be_focused()
    desk.keyboard.press("Escape")
    expect(sentence(desk, 3)).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Previous")).to_be_focused()


def test_a_filter_leads_through_its_sentences_only(desk: Page) -> None:
    differs = desk.get_by_role("button", name="Differs 3")
    differs.focus()
    desk.keyboard.press("Enter")
    expect(differs).to_have_attribute("aria-pressed", "true")
    expect(desk.get_by_role("button", name="All 14")).to_have_attribute("aria-pressed", "false")
    for number in (6, 11, 11):
        desk.keyboard.press("j")
        expect_chosen(desk, number)
    expect(desk.locator(".audit-place")).to_have_text("3 of 3")
    expect(desk.locator(".audit-block").filter(has_text="What comes next")).to_be_hidden()
    expect(desk.locator(".audit-block").filter(has_text="what we know")).to_be_visible()
    expect(sentence(desk, 2)).to_be_visible()
    differs.click()
    expect(desk.get_by_role("button", name="All 14")).to_have_attribute("aria-pressed", "true")
    expect(desk.locator(".audit-block:visible")).to_have_count(7)


def test_a_filter_without_the_chosen_sentence_chooses_its_first(desk: Page) -> None:
    desk.get_by_role("button", name="Supported 5", exact=True).click()
    expect_chosen(desk, 2)


def test_a_link_leads_to_a_sentence(browser: Browser, tmp_path: Path) -> None:
    for viewport in (DESK, PHONE):
        with opened(browser, tmp_path, written(samples.long(300)), viewport, place="#s245") as visitor:
            page = visitor.page
            expect_chosen(page, 245)
            assert visitor.in_view(sentence(page, 245))
            page.evaluate("location.hash = '#s3'")
            expect_chosen(page, 3)
            expect(sentence(page, 3)).to_be_in_viewport()
            page.evaluate("location.hash = '#s9999'")
            expect_chosen(page, 3)


def test_a_link_leads_past_a_filter(desk: Page) -> None:
    desk.get_by_role("button", name="Not found 1").click()
    desk.evaluate("location.hash = '#s13'")
    expect_chosen(desk, 13)
    expect(desk.get_by_role("button", name="All 14")).to_have_attribute("aria-pressed", "true")


def test_the_overview_leads_to_a_sentence(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, tmp_path, written(samples.long(100)), DESK) as visitor:
        box = visitor.page.locator(".audit-overview").bounding_box()
        assert box
        visitor.page.locator(".audit-overview").click(position={"x": box["width"] * 0.505, "y": 5})
        expect_chosen(visitor.page, 51)


def test_on_a_phone_the_evidence_opens_below_the_sentence_and_closes_again(phone: Visitor) -> None:
    page = phone.page
    expect(page.locator("article.audit-proof:visible")).to_have_count(0)
    expect(page.locator(".audit-place")).to_have_text("14 sentences")
    sentence(page, 3).click()
    expect_chosen(page, 3)
    above, below, after = (one.bounding_box() for one in (sentence(page, 3), evidence(page, 3), sentence(page, 4)))
    assert above
    assert below
    assert after
    assert above["y"] + above["height"] <= below["y"] + 1
    assert below["y"] + below["height"] <= after["y"] + 1
    sentence(page, 3).click()
    expect(page.locator("article.audit-proof:visible")).to_have_count(0)
    page.get_by_role("button", name="Next").click()
    expect_chosen(page, 1)
    sentence(page, 11).click()
    expect_chosen(page, 11)
    assert not phone.overhang()


def test_turning_the_phone_keeps_what_is_chosen(phone: Visitor) -> None:
    sentence(phone.page, 5).click()
    phone.page.set_viewport_size({"width": 1280, "height": 860})
    expect_chosen(phone.page, 5)
    expect(phone.page.locator(".audit-evidence #s5")).to_have_count(1)
    phone.page.set_viewport_size({"width": 360, "height": 740})
    expect(phone.page.locator(".audit-draft #s5")).to_have_count(1)
    assert phone.page.locator(".audit-proof").evaluate_all("all => all.length") == 14


def test_everybody_can_read_it(everywhere: Visitor) -> None:
    page = everywhere.page
    assert everywhere.findings() == {}
    for number in (2, 3, 5, 7, 8, 11):
        sentence(page, number).click()
        assert everywhere.findings() == {}, number
        assert not everywhere.overhang(), number
    page.locator("article.audit-proof:visible summary").click()
    assert everywhere.findings() == {}
    page.get_by_role("button", name="To look at").click()
    assert everywhere.findings() == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_hostile_texts_do_nothing(browser: Browser, tmp_path: Path, viewport: dict[str, int]) -> None:
    text = written(samples.hostile(), lambda _: (samples.HOSTILE, samples.HOSTILE))
    with opened(browser, tmp_path, text, viewport) as visitor:
        for number in (1, 2, 4, 7, 10):
            sentence(visitor.page, number).click(position={"x": 8, "y": 12})
            expect(evidence(visitor.page, number)).to_be_visible()
            assert not visitor.overhang()
            if viewport is PHONE:
                sentence(visitor.page, number).click(position={"x": 8, "y": 12})


def test_it_reads_without_its_script(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_text(written(samples.typical()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("article.audit-proof:visible")).to_have_count(14)
    expect(page.locator(".audit-filters")).to_be_hidden()
    sentence(page, 11).click()
    expect(evidence(page, 11)).to_be_in_viewport()
    context.close()


def test_on_paper_all_evidence_is_printed(desk: Page) -> None:
    desk.emulate_media(media="print")
    expect(desk.locator("article.audit-proof:visible")).to_have_count(14)
    expect(desk.locator(".audit-filters")).to_be_hidden()
    desk.emulate_media(media="screen")
    desk.get_by_role("button", name="Differs 3").click()
    desk.emulate_media(media="print")
    expect(desk.locator("article.audit-proof:visible")).to_have_count(3)


def test_a_long_draft_is_at_hand_at_once(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, tmp_path, written(samples.long()), DESK) as visitor:
        page = visitor.page
        took = page.evaluate(
            """() => { const began = performance.now();
              for (let i = 0; i < 20; i++) document.querySelector('[data-step="1"]').click();
              return (performance.now() - began) / 20; }"""
        )
        assert took < 200, "milliseconds a step"
        expect_chosen(page, 23)
