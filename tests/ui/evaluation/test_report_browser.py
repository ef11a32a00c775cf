"""The report in a browser, opened from its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.ui.chromium import DESK, PATIENT, PHONE
from tests.ui.evaluation import samples
from tests.ui.web.browser.visitor import Noticed, Visitor
from ui.evaluation.report_page import report_page

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(DESK, "light"), (PHONE, "dark")], ids=["desk-light", "phone-dark"])
def reader(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody who has opened the report of a typical evaluation; afterwards nothing was asked or complained of."""
    viewport, scheme = request.param
    yield from _opened(browser, tmp_path, report_page(samples.typical(), samples.history(4)), viewport, scheme)


@pytest.fixture
def victim(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has opened a report of hostile texts."""
    page = report_page(samples.hostile(3), samples.history(4), lambda _: (samples.HOSTILE, samples.HOSTILE))
    yield from _opened(browser, tmp_path, page, PHONE, "light")


def _opened(browser: Browser, folder: Path, text: str, viewport: dict[str, int], scheme: str) -> Iterator[Visitor]:
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENT)
    noticed = Noticed()
    noticed.watch(context)
    visitor = Visitor(context.new_page(), file.as_uri(), noticed)
    visitor.page.goto(visitor.url)
    yield visitor
    context.close()
    assert noticed.requests == [visitor.url]
    assert noticed.dialogs == []
    assert noticed.faults == []


def shown(page: Page) -> list[str | None]:
    """Give the questions that are listed."""
    return [one.get_attribute("id") for one in page.locator("details.case:visible").all()]


def choose(page: Page, name: str) -> None:
    """Press one of the filters' buttons."""
    page.locator(".filters label").filter(has=page.get_by_role("radio", name=name)).click()


def count(page: Page) -> Locator:
    """Give what says how many are shown; it is read out."""
    return page.get_by_role("status")


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.get_by_role("button", name="Open these").click()
    while (folded := page.locator("details:not([open]) > summary:visible")).count():
        folded.first.click()


def test_search_and_filters(reader: Visitor) -> None:
    page = reader.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Worse than the baseline")
    expect(count(page)).to_have_text("1 of 6 questions shown")
    assert shown(page) == ["q-broken"]
    choose(page, "all")
    expect(count(page)).to_have_text("6 of 6 questions shown")
    page.get_by_role("searchbox").fill("PRADO better")
    expect(count(page)).to_have_text("1 of 6 questions shown")
    assert shown(page) == ["q-better"], "its old answer speaks of the Prado"
    page.get_by_role("searchbox").fill("nowhere to be found")
    expect(page.get_by_text("No question is like that.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_role("combobox", name="Outcome").select_option("wrong")
    expect(count(page)).to_have_text("3 of 6 questions shown")
    page.get_by_role("combobox", name="Cause").select_option("retrieval")
    expect(count(page)).to_have_text("2 of 6 questions shown")
    page.get_by_role("combobox", name="Tag").select_option(label="what (6)")
    expect(count(page)).to_have_text("2 of 6 questions shown")
    choose(page, "not right")
    assert shown(page) == ["q-broken", "q-worse"]


def test_a_link_opens_its_question_whatever_the_filters(reader: Visitor) -> None:
    page = reader.page
    choose(page, "better")
    expect(page.locator("#q-broken")).to_be_hidden()
    page.get_by_role("link", name="What did Spain pledge (broken)?").click()
    opened = page.locator("#q-broken[open]")
    expect(opened.locator("> summary")).to_be_focused()
    # By its height: Chromium at times says of what it has just laid out and shows that it is not visible.
    assert opened.get_by_text("Before: right").evaluate("one => one.getBoundingClientRect().height") > 0
    assert reader.in_view(opened.locator("> summary"))


def test_a_filter_just_chosen_does_not_hide_the_question_that_a_link_opens(reader: Visitor) -> None:
    reader.page.evaluate("""() => {
        document.querySelector('[name="show"][value="better"]').click();
        document.querySelector('a[href="#q-broken"]').click();
    }""")
    expect(reader.page.locator("#q-broken[open] > summary")).to_be_focused()
    reader.page.wait_for_timeout(200)  # Longer than the page waits with filtering, for somebody who still types.
    expect(reader.page.locator("#q-broken")).to_be_visible()
    expect(reader.page.locator("#q-broken > summary")).to_be_focused()


def test_keys_are_enough(reader: Visitor) -> None:
    page = reader.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the questions")).to_be_focused()
    page.get_by_role("radio", name="broken").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="changed")).to_be_checked()
    expect(count(page)).to_have_text("4 of 6 questions shown")
    page.locator("#q-worse > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#q-worse")).to_have_attribute("open", "")


def test_everybody_can_read_it(reader: Visitor) -> None:
    page = reader.page
    assert reader.findings() == {}
    assert not reader.overhang()
    choose(page, "all")
    unfold(page)
    assert reader.findings() == {}
    assert not reader.overhang()


def test_hostile_texts_do_nothing(victim: Visitor) -> None:
    page = victim.page
    unfold(page)
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    assert not victim.overhang()


def test_it_reads_without_its_script(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_page(samples.typical()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert len(shown(page)) == 6
    expect(page.locator(".filters")).to_be_hidden()
    context.close()
