"""The articles: look for them, read them, bring new ones, mend and remove them."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.documents import pdf
from tests.ui.web.browser.visitor import Visitor

TUGS = "How many electric tugs did the harbour of Fennick order?"
ORDERED = "The harbour of Fennick ordered 12 electric tugs from a yard in Brask on Tuesday, its master said."
PAPER = pdf(
    "Fennick orders electric tugs",
    ORDERED,
    "The first of them is to be delivered in May. The old ones burn four hundred litres of oil in an hour.",
)


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def rows(visitor: Visitor) -> Locator:
    return visitor.page.locator("#listing tbody tr")


def open_room(visitor: Visitor) -> Locator:
    visitor.room("Articles")
    expect(rows(visitor).first).to_be_visible()
    return visitor.page.locator("#library")


def bring(visitor: Visitor, *files: FilePayload) -> Locator:
    """Upload files with the button, and give the report."""
    visitor.page.get_by_label("Choose files").set_input_files(list(files))
    report = visitor.page.get_by_role("group", name="Report on your files")
    expect(report).to_be_visible(timeout=60_000)
    return report


def test_the_list_is_searched_and_sorted(reader: Visitor) -> None:
    room = open_room(reader)
    expect(reader.page.locator("#listing-count")).to_contain_text("of 46")
    newest = [one.get_attribute("datetime") for one in room.locator("time").all()]
    assert newest == sorted(newest, key=str, reverse=True)
    room.get_by_role("button", name="Headline", exact=True).click()
    expect(room.locator("th.column-headline[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    titles = [one.strip().casefold() for one in room.locator("tbody .headline").all_text_contents()]
    assert titles[0] <= titles[-1]
    room.get_by_role("searchbox").fill("leopard")
    expect(reader.page.locator("#listing-count")).to_contain_text("found among 46")
    for headline in room.locator("tbody .headline").all_text_contents():
        assert "leopard" in headline.lower()
    room.get_by_role("searchbox").fill("Harbour Wire")
    expect(room.locator("td.column-outlet").first).to_have_text("Harbour Wire")
    room.get_by_role("searchbox").fill("no such words")
    expect(room.locator(".empty")).to_contain_text("No headline or outlet holds “no such words”")
    room.get_by_role("button", name="Show all 46 articles").click()
    expect(rows(reader).nth(5)).to_be_visible()


def test_a_missing_date_is_marked_and_can_be_looked_for(reader: Visitor) -> None:
    room = open_room(reader)
    room.get_by_label("Without a date").check()
    expect(rows(reader)).to_have_count(1)
    expect(room.locator("td.column-published .absent")).to_have_text("no date given")


def test_an_article_is_read_with_what_was_taken_out(reader: Visitor) -> None:
    room = open_room(reader)
    room.get_by_role("searchbox").fill("Eighty countries")
    expect(rows(reader)).to_have_count(1)
    opener = room.locator("tbody .headline")
    opener.click()
    taken = reader.reader.locator(".taken-out")
    taken.locator("summary").click()
    assert taken.locator("li").count() >= 1
    expect(taken.locator("li b").first).not_to_be_empty()
    expect(reader.reader.locator("mark")).to_have_count(0)
    reader.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_an_uploaded_pdf_is_asked_about_in_another_tab_without_a_reload(visit: Visit, workshop: Workshop) -> None:
    one, other = visit(workshop.url), visit(workshop.url)
    expect(other.ask(TUGS).locator(".verdict .status")).to_have_text("Not found")
    open_room(one)
    report = bring(one, file("tugs.pdf", PAPER))
    expect(report).to_contain_text("1 added")
    expect(report).to_contain_text("1 without a publication date")
    expect(one.page.locator("#listing-count")).to_contain_text("of 47")

    turn = other.ask(TUGS)
    expect(turn.locator(".verdict .status")).to_have_text("Answered")
    expect(turn.locator(".verdict .claim").first).to_contain_text("12 electric tugs")
    expect(turn.locator(".source .headline").first).to_have_text("Fennick orders electric tugs")
    expect(turn.locator(".source mark").first).to_have_text(ORDERED)
    expect(other.page.locator("#collection")).to_contain_text("46 articles")  # as it was when this tab was opened
    one.room("Ask")
    expect(one.page.locator("#collection")).to_contain_text("47 articles")


def test_files_are_dropped(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    open_room(visitor)
    visitor.page.locator(".drop").evaluate(
        """(place, text) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], 'tugs.txt', { type: 'text/plain' }));
          const event = (name) => new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true });
          place.dispatchEvent(event('dragover'));
          place.dispatchEvent(event('drop'));
        }""",
        f"Fennick orders electric tugs\\n\\n{ORDERED}",
    )
    report = visitor.page.get_by_role("group", name="Report on your files")
    expect(report).to_contain_text("1 added", timeout=60_000)


def test_one_bad_file_does_not_stop_the_others(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    open_room(visitor)
    before = workshop.store.current_name()
    report = bring(visitor, file("program.exe", b"MZ"), file("empty.txt", b""), file("tugs.pdf", PAPER))
    expect(report).to_contain_text("1 added")
    expect(report.locator(".failures li")).to_have_count(2)
    for name in ("program.exe", "empty.txt"):
        expect(report.locator(".failures")).to_contain_text(name)
    assert workshop.store.current_name() != before
    again = bring(visitor, file("tugs.pdf", PAPER))
    expect(again).to_contain_text("1 unchanged")
    expect(again).to_contain_text("The collection is unchanged.")


def test_a_corrected_date_holds_for_the_next_question(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    question = "How many drones did the cellar workshop near Kyiv finish last week?"
    turn = visitor.ask(question)
    expect(turn.locator(".source .absent")).to_have_text("no date given")
    article = visitor.read(turn)
    article.get_by_text("Correct or remove").click()
    article.get_by_label("Publication date").fill("2024-11-05")
    article.get_by_role("button", name="Save the correction").click()
    expect(article.locator(".mend-said")).to_contain_text("the publication date is “5 November 2024”", timeout=60_000)
    expect(article.locator(".source-head")).to_contain_text("5 November 2024")
    visitor.page.keyboard.press("Escape")
    again = visitor.ask(question)
    expect(again.locator(".source-head").first).to_contain_text("5 November 2024")


def test_an_article_is_removed_only_when_that_is_confirmed(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    room = open_room(visitor)
    room.get_by_role("searchbox").fill("Brussels sprouts")
    expect(rows(visitor)).to_have_count(1)
    room.locator("tbody .headline").click()
    article = visitor.reader
    article.get_by_text("Correct or remove").click()
    article.get_by_role("button", name="Remove the article…").click()
    expect(article.get_by_role("button", name="Keep it")).to_be_focused()
    article.get_by_role("button", name="Keep it").click()
    expect(article.get_by_role("button", name="Remove it")).to_be_hidden()
    assert workshop.count == 46
    article.get_by_role("button", name="Remove the article…").click()
    article.get_by_role("button", name="Remove it").click()
    expect(article.locator(".removed")).to_contain_text("Removed:", timeout=60_000)
    visitor.page.keyboard.press("Escape")
    expect(rows(visitor)).to_have_count(0)
    visitor.room("Ask")
    turn = visitor.ask("What does a kilo of Brussels sprouts cost at the auction in Mechelen?")
    expect(turn.locator(".verdict .status")).to_have_text("Not found")


@pytest.mark.slow
def test_a_long_ingest_does_not_hold_up_questions(visit: Visit, workshop: Workshop) -> None:
    lines = [
        f'{{"title": "Tide tables of quay {number}", "body": "The tide at quay {number} of Fennick rose by'
        f' {number} centimetres on Monday. {"The harbour master read the gauge again. " * 40}"}}'
        for number in range(400)
    ]
    one, other = visit(workshop.url), visit(workshop.url)
    open_room(one)
    one.page.get_by_label("Choose files").set_input_files([file("tides.jsonl", "\n".join(lines).encode())])
    expect(one.page.locator("#arrival progress[aria-label='Taking in']")).to_be_visible(timeout=60_000)
    turn = other.ask("What did Spain pledge and when?")
    expect(turn.locator(".verdict .status")).to_have_text("Answered")
    assert one.page.get_by_role("group", name="Report on your files").count() == 0
    expect(one.page.get_by_role("group", name="Report on your files")).to_contain_text("400 added", timeout=300_000)
