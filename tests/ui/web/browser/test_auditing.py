"""Hand in a draft, see what the articles say to each sentence, and take the audit along."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Locator, expect

from tests.ui.chromium import PHONE
from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit
from tests.ui.web.browser.visitor import PATIENCE, Visitor, plain

TRUE = "Spain pledged one billion euros in military aid to Ukraine."
UNKNOWN = "Wexford quietly sold nine purple lighthouses to Peru."
DRAFT = (
    f"# Pledges\n\n{TRUE} {UNKNOWN}\n\nPortugal will give Ukraine 126 million euros of military support this year.\n"
)
SENTENCES = 4
LONG = "".join(f"{TRUE[:-1]}, item {number} says. {UNKNOWN[:-1]} by item {number}.\n\n" for number in range(250))
"""Takes so long that one sees how far it is."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx(text: str) -> dict[str, Any]:
    document = Document()
    for one in text.split("\n\n"):
        document.add_paragraph(one.strip())
    buffer = io.BytesIO()
    document.save(buffer)
    return {"name": "briefing.docx", "mimeType": WORD, "buffer": buffer.getvalue()}


def begin(visitor: Visitor, text: str = "", file: dict[str, Any] | None = None) -> None:
    """Paste a draft, or choose its file, and have it audited."""
    visitor.room("Audit")
    if file:
        visitor.page.get_by_label("Choose a file").set_input_files(file)  # type: ignore[arg-type] # its own TypedDict
        expect(visitor.page.locator(".auditing-chosen")).to_contain_text(str(file["name"]))
    else:
        visitor.page.get_by_label("Your draft").fill(text)
    visitor.page.get_by_role("button", name="Audit", exact=True).click()


def audit(visitor: Visitor, text: str = "", file: dict[str, Any] | None = None) -> Locator:
    """Have a draft audited; give the report."""
    begin(visitor, text, file)
    report = visitor.page.locator("#auditing .audit.audit-live")
    expect(report).to_be_visible(timeout=PATIENCE)
    return report


def test_a_pasted_draft(reader: Visitor) -> None:
    report = audit(reader, DRAFT)
    expect(report.locator(".audit-sentence")).to_have_count(SENTENCES)
    expect(report.locator(".audit-sentence", has_text=TRUE)).to_have_class(re.compile("audit-supported"))
    expect(report.locator(".audit-sentence", has_text="Wexford")).to_have_class(re.compile("audit-not-found"))
    expect(reader.page.locator(".audited-name")).to_have_text("Pasted draft")
    expect(reader.page.get_by_label("Your draft")).to_be_hidden()


def test_an_uploaded_word_file_and_back(reader: Visitor, tmp_path: Path) -> None:
    text = DRAFT.removeprefix("# ")
    report = audit(reader, file=docx(text))
    expect(report.locator(".audit-sentence")).to_have_count(SENTENCES)
    expect(reader.page.locator(".audited-name")).to_have_text("briefing.docx")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="Download for Word").click()
    assert download.value.suggested_filename == "briefing-audit.docx"
    download.value.save_as(tmp_path / "audited.docx")
    written = "\n".join(one.text for one in Document(str(tmp_path / "audited.docx")).paragraphs)
    assert TRUE in written


def test_the_page_and_the_json_are_taken_along(reader: Visitor, tmp_path: Path) -> None:
    audit(reader, DRAFT)
    for name, file in (("Download as a Page", "audit.html"), ("Download as JSON", "audit.json")):
        with reader.page.expect_download() as download:
            reader.page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"Pasted draft-{file}"
        download.value.save_as(tmp_path / file)
    assert UNKNOWN in (tmp_path / "audit.html").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert found["draft"] == "Pasted draft"
    assert len(found["sentences"]) == SENTENCES


def test_a_filter_shows_some_verdicts_only(reader: Visitor) -> None:
    report = audit(reader, DRAFT)
    report.get_by_role("button", name=re.compile("^Not found")).click()
    expect(report.locator(".audit-sentence:not(.audit-off)")).to_have_text(re.compile("Wexford"))
    report.get_by_role("button", name=re.compile("^All")).click()
    expect(report.locator(".audit-sentence:not(.audit-off)")).to_have_count(SENTENCES)


def test_a_sentence_leads_to_its_evidence_and_a_quote_to_its_article(reader: Visitor) -> None:
    report = audit(reader, DRAFT)
    report.locator(".audit-sentence", has_text=TRUE).click()
    proof = report.locator(".audit-proof.audit-chosen")
    expect(proof.locator("h3")).to_have_text("Supported")
    quote = plain(proof.locator(".audit-quotes q").first.text_content())
    assert "one billion euros" in quote
    opener = proof.get_by_role("button", name="Read it in its article").first
    opener.click()
    mark = reader.reader.locator(".article-text mark")
    expect(mark).to_have_text(quote)
    assert reader.in_view(mark)
    reader.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    assert "#" not in reader.page.url


def test_how_far_it_is_and_stopping_it(reader: Visitor) -> None:
    begin(reader, LONG)
    expect(reader.page.locator(".report-summary")).to_have_text(re.compile(r"Auditing: \d+ of 500 sentences"))
    expect(reader.page.locator("#auditing progress[max='500']")).to_be_visible()
    reader.page.get_by_role("button", name="Stop").click()
    expect(reader.said).to_have_text("Stopped. Nothing of the draft is kept.")
    box = reader.page.get_by_label("Your draft")
    expect(box).to_be_visible()
    expect(box).to_have_value(LONG)
    assert audit(reader, TRUE).locator(".audit-sentence").count() == 1


def test_others_are_answered_meanwhile(visit: Visit, page: Serving) -> None:
    one, other = visit(page.url), visit(page.url)
    begin(one, LONG)
    expect(one.page.locator(".report-summary")).to_have_text(re.compile(r"Auditing: \d+ of"))
    begun = time.perf_counter()
    other.ask("What did Spain pledge and when?")
    assert time.perf_counter() - begun < PATIENCE / 1000 / 3
    expect(one.page.locator("#auditing progress")).to_be_visible()
    one.page.get_by_role("button", name="Stop").click()
    expect(one.page.get_by_label("Your draft")).to_be_visible()


def test_another_draft_begins_anew(reader: Visitor) -> None:
    audit(reader, DRAFT)
    reader.page.get_by_role("button", name="Another draft").click()
    box = reader.page.get_by_label("Your draft")
    expect(box).to_be_focused()
    expect(box).to_have_value(DRAFT)
    expect(reader.page.locator("#auditing .audit")).to_have_count(0)


def test_limits_hold_for_a_draft(reader: Visitor) -> None:
    reader.limit(outlets=["Iberia Dispatch"])
    report = audit(reader, DRAFT)
    expect(reader.page.locator(".audited-name")).to_contain_text("Iberia Dispatch")
    assert set(report.locator(".audit-source bdi").all_text_contents()) <= {"Iberia Dispatch"}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"name": "big.txt", "buffer": b"x" * (10 * 1024 * 1024 + 1)}, "10 MB, and a draft may have 10"),
        ({"name": "macro.docm", "buffer": b"PK"}, "not a kind of draft"),
    ],
    ids=["too big", "macros"],
)
def test_what_cannot_be_a_draft_is_not_even_sent(reader: Visitor, file: dict[str, Any], said: str) -> None:
    reader.room("Audit")
    given = file | {"mimeType": "text/plain"}
    reader.page.get_by_label("Choose a file").set_input_files(given)  # type: ignore[arg-type] # its own TypedDict
    alert = reader.page.locator("#auditing").get_by_role("alert")
    expect(alert).to_contain_text(said.replace("10 MB", "10.0 MB"))
    expect(reader.page.locator(".auditing-chosen")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.docx", b"PK\x03\x04 and then nothing", "broken.docx cannot be audited"),
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \n\n ", "holds no text"),
        ("<img src=x onerror=alert(1)>.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_read_ends_in_words(reader: Visitor, name: str, content: bytes, said: str) -> None:
    begin(reader, file={"name": name, "mimeType": "text/plain", "buffer": content})
    alert = reader.page.locator("#auditing").get_by_role("alert")
    expect(alert).to_contain_text("Not audited")
    expect(alert).to_contain_text(said)
    assert reader.page.locator("#auditing img").count() == 0
    expect(reader.page.get_by_role("button", name="Audit", exact=True)).to_be_visible()


def test_nothing_is_handed_in(reader: Visitor) -> None:
    reader.room("Audit")
    reader.page.get_by_role("button", name="Audit", exact=True).click()
    expect(reader.said).to_have_text("Paste a draft first, or choose a file.")
    expect(reader.page.get_by_label("Your draft")).to_be_focused()


def test_a_hostile_draft_is_text(reader: Visitor) -> None:
    report = audit(reader, f"<img src=x onerror=alert(1)> {TRUE} <script>alert(2)</script>")
    expect(report).to_contain_text("one billion euros")
    assert report.locator("img, script").count() == 0


def test_neither_the_browser_nor_the_disk_keeps_a_draft(reader: Visitor, page: Serving) -> None:
    audit(reader, file=docx(UNKNOWN))
    kept: str = reader.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Wexford" not in kept
    assert "Wexford" not in "".join(page.said)


def test_the_audit_goes_with_its_page(visit: Visit, page: Serving) -> None:
    """One who comes back, with the same cookies and in the same tab, has none."""
    visitor = visit(page.url)
    audit(visitor, DRAFT)
    visitor.open()
    visitor.room("Audit")
    expect(visitor.page.get_by_label("Your draft")).to_have_value("")
    expect(visitor.page.locator("#auditing .audit")).to_have_count(0)


def test_on_a_phone_the_evidence_stands_below_its_sentence(visit: Visit, page: Serving) -> None:
    visitor = visit(page.url, viewport=PHONE)
    report = audit(visitor, DRAFT)
    sentence = report.locator(".audit-sentence", has_text=TRUE)
    sentence.click()
    proof = report.locator(".audit-proof.audit-chosen")
    expect(proof).to_be_visible()
    above, below = sentence.bounding_box(), proof.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]
    assert visitor.overhang() == 0
