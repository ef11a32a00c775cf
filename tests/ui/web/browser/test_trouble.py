"""When something is wrong, the page says it in the person's words and gives a way on."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.visitor import Visitor

QUESTION = "What did Spain pledge and when?"
INNARDS = re.compile(r"Traceback|\w(?:Error|Exception)\b|\.py\b|line \d+, in|sqlite3|site-packages")
"""What a page that shows the program's inside would hold."""


def shows_no_innards(visitor: Visitor) -> None:
    text = visitor.page.locator("body").inner_text()
    assert INNARDS.findall(text) == []


def test_an_empty_collection_greets_with_how_to_fill_it(visit: Visit, workshop: Workshop) -> None:
    workshop.empty()
    visitor = visit(workshop.url)
    expect(visitor.page.locator("#welcome h2")).to_have_text("There are no articles yet")
    expect(visitor.page.locator("#welcome")).to_contain_text("dateline ingest")
    expect(visitor.page.locator("#collection")).to_have_text("No articles yet")
    turn = visitor.ask(QUESTION)
    expect(turn.locator(".verdict .status")).to_have_text("Not asked")
    expect(turn.locator(".verdict")).to_contain_text("There are no articles yet")
    shows_no_innards(visitor)

    workshop.fill()  # as by an ingest at the command line
    turn.get_by_role("button", name="Ask again").click()
    expect(turn.locator(".verdict .status")).to_have_text("Answered")


@pytest.mark.parametrize("part", ["manifest.json", "catalog.sqlite"])
def test_a_damaged_collection_is_said_to_be(visit: Visit, workshop: Workshop, part: str) -> None:
    visitor = visit(workshop.url)
    name = workshop.store.current_name()
    assert name
    damaged = workshop.store.folder / f"{name}-{part}"
    shutil.copytree(workshop.store.folder / name, damaged)
    manifest = (damaged / "manifest.json").read_text(encoding="utf-8")
    (damaged / "manifest.json").write_text(manifest.replace(name, damaged.name), encoding="utf-8")
    (damaged / part).write_bytes(b"a fault of the disk" * 400)
    workshop.point(damaged.name)
    try:
        turn = visitor.ask(QUESTION)
        expect(turn.locator(".verdict .status")).to_have_text("Not asked")
        expect(turn.locator(".verdict .note")).not_to_be_empty()
        shows_no_innards(visitor)
        again = visit(workshop.url)
        expect(again.page.locator("#welcome h2")).to_have_text("The articles cannot be read")
        shows_no_innards(again)
        workshop.fill()  # as whoever runs Dateline would mend it
        turn.get_by_role("button", name="Ask again").click()
        expect(turn.locator(".verdict .status")).to_have_text("Answered")
    finally:
        shutil.rmtree(damaged)


def test_an_article_that_was_removed_meanwhile_is_said_to_be(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    turn = visitor.ask(QUESTION)
    workshop.empty()
    article = visitor.read(turn)
    expect(article).to_contain_text("There are no articles yet")
    shows_no_innards(visitor)
    visitor.page.keyboard.press("Escape")
    expect(visitor.reader).to_have_count(0)


def test_a_server_that_cannot_be_reached_is_not_passed_over_in_silence(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url, faulty=True)  # the browser notes that it has no network
    visitor.ask(QUESTION)
    visitor.page.context.set_offline(True)
    visitor.question.fill(QUESTION)
    visitor.question.press("Enter")
    expect(visitor.page.get_by_text("connection").first).to_be_visible()
    visitor.page.context.set_offline(False)
