"""PDF and Word files, made by the programs' own libraries, whole, broken and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from index.article import Origin
from ingest.readers import limits
from ingest.record import Record, Stated

OneRecord = Callable[[str, str | bytes], Record]
OneReason = Callable[[str, str | bytes], str]

PAGES = (
    "The port authority will raise the eastern harbour wall by one metre before the storms.",
    "The work costs 14 million euros and employs 80 people, most of them from the bay.",
    "Ferry traffic goes on during the work, with two crossings fewer a day.",
)


def pdf(*pages: str, furniture: bool = False, **properties: str) -> bytes:
    """Set each text on a page of its own."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]

    def furnish(canvas: Canvas, document: Any) -> None:
        if furniture:
            canvas.drawString(72, 800, "THE BAY COURIER – Monday, 27 May 2024")
            canvas.drawString(280, 30, f"– {document.page} –")

    story = [item for text in pages for item in (Paragraph(text, style), PageBreak())]
    SimpleDocTemplate(out, **properties).build(story, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


def encrypted(data: bytes, user: str, owner: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_pdf_gives_the_text_of_its_pages(record: OneRecord) -> None:
    found = record("a.pdf", pdf(*PAGES, title="Harbour wall to be raised", author="Ines Prado"))
    assert words(found.text) == " ".join(PAGES)
    assert found.title == Stated("Harbour wall to be raised", Origin.DOCUMENT_PROPERTIES)
    assert found.byline == Stated("Ines Prado", Origin.DOCUMENT_PROPERTIES)
    # reportlab notes when it made the file: no publication.
    assert found.published is None
    assert found.removed == []


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("untitled", "anonymous"),
        ("Microsoft Word - wall_v3.docx", "jdoe"),
        ("harbour wall.pdf", "Admin User"),
        ("harbour wall", "Adobe Acrobat"),
        ("Document 1", "python-docx"),
        ("", ""),
    ],
)
def test_properties_that_a_program_filled_in_say_nothing(record: OneRecord, title: str, author: str) -> None:
    found = record("harbour_wall.pdf", pdf(*PAGES, title=title, author=author))
    assert (found.title, found.byline) == (None, None)


def test_headers_footers_and_page_numbers_are_put_aside(record: OneRecord) -> None:
    found = record("a.pdf", pdf(*PAGES, furniture=True))
    assert words(found.text) == " ".join(PAGES)
    aside = "\n".join(piece.text for piece in found.removed)
    assert "THE BAY COURIER – Monday, 27 May 2024" in aside
    assert all(f"– {number} –" in aside for number in (1, 2, 3))


def test_two_pages_that_begin_alike_lose_nothing(record: OneRecord) -> None:
    found = record("a.pdf", pdf("He said: “Wait.”", "He said: “Wait.”"))
    assert words(found.text) == "He said: “Wait.” He said: “Wait.”"


def test_a_pdf_that_only_forbids_changes_is_read(record: OneRecord) -> None:
    assert words(record("a.pdf", encrypted(pdf(*PAGES), "", "secret")).text) == " ".join(PAGES)


def scan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"Not a PDF at all.", "not a PDF"),
        (encrypted(pdf(*PAGES), "secret", "secret"), "protected by a password; save it without one"),
        (scan(), "no text on its 1 pages: probably a scan"),
        (pdf(*PAGES)[:300], "a damaged or truncated PDF"),
        (pdf(*PAGES)[:1500], "a damaged or truncated PDF"),
        (b"%PDF-1.7\n" + b"<<" * 50_000, "a damaged or truncated PDF"),
    ],
    ids=["empty", "text", "password", "scan", "cut early", "cut late", "nested"],
)
def test_pdfs_that_cannot_be_read(reason: OneReason, content: bytes, why: str) -> None:
    assert reason("a.pdf", content).startswith(why)


@pytest.mark.parametrize("cut", range(200, 3200, 300))
def test_a_truncated_pdf_never_raises(reading: Callable[[str, bytes], list[object]], cut: int) -> None:
    assert len(reading("a.pdf", pdf(*PAGES)[:cut])) == 1


def document(make: Callable[[Any], None], **properties: str) -> bytes:
    made = docx.Document()
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    make(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def story(made: Any) -> None:
    made.add_heading("Harbour wall to be raised", 0)
    made.add_paragraph("The port authority will raise ").add_run("the wall").bold = True
    made.add_heading("Costs", 2)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Cost", "2024", "6 million"), strict=True):
        cell.text = text
    made.add_paragraph("The eastern wall", style="List Bullet")
    made.add_paragraph("The wall at low tide", style="Caption")
    made.add_paragraph("Last line.")


def test_a_word_file_gives_paragraphs_lists_and_tables_in_order(record: OneRecord) -> None:
    found = record("a.docx", document(story, title="Wall story draft", author="Ines Prado"))
    assert found.title == Stated("Harbour wall to be raised", Origin.HEADING)
    assert found.byline == Stated("Ines Prado", Origin.DOCUMENT_PROPERTIES)
    assert found.text.split("\n\n") == [
        "The port authority will raise the wall",
        "Costs",
        "Year | Cost",
        "2024 | 6 million",
        "The eastern wall",
        "Last line.",
    ]
    assert [piece.text for piece in found.removed] == ["The wall at low tide"]
    assert found.published is None


def test_the_properties_title_where_no_heading_stands(record: OneRecord) -> None:
    found = record("a.docx", document(lambda made: made.add_paragraph("Text."), title="Harbour wall to be raised"))
    assert found.title == Stated("Harbour wall to be raised", Origin.DOCUMENT_PROPERTIES)
    # python-docx names itself as the author.
    assert found.byline is None


def test_changes_content_controls_and_breaks(record: OneRecord) -> None:
    def make(made: Any) -> None:
        inserted = "<w:ins w:id='1' w:author='a'><w:r><w:t>rises</w:t></w:r></w:ins>"
        deleted = "<w:del w:id='2' w:author='a'><w:r><w:delText>falls</w:delText></w:r></w:del>"
        control = "<w:p><w:r><w:t>In a control.</w:t></w:r></w:p>"
        pieces = (
            f"<w:p {{}}><w:r><w:t>The wall </w:t></w:r>{inserted}{deleted}</w:p>",
            f"<w:sdt {{}}><w:sdtContent>{control}</w:sdtContent></w:sdt>",
            "<w:p {}><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>",
        )
        for position, xml in enumerate(pieces):
            made.element.body.insert(position, parse_xml(xml.format(nsdecls("w"))))

    found = record("a.docx", document(make))
    assert found.text.split("\n\n") == ["The wall rises", "In a control.", "One\ntwo three"]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Put another content in place of one part of a Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


GOOD = document(story)
BODY = zipfile.ZipFile(io.BytesIO(GOOD)).read("word/document.xml")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM '
    b'"file:///etc/passwd">]>' + BODY.split(b"?>", 1)[1].replace(b"Last line.", b"&b;&f;")
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"Not a Word file.", "not a Word file, or a truncated one"),
        (GOOD[: len(GOOD) // 2], "not a Word file, or a truncated one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password, or an old Word file"),
        (with_part(GOOD, "word/document.xml", BODY[: len(BODY) // 2]), "a damaged Word file"),
        (with_part(GOOD, "word/document.xml", LAUGHS), "declares XML entities"),
        (
            with_part(GOOD, "word/media/a.bin", bytes(limits.BOMB_FLOOR)),
            "unpacks to far more than a document can",
        ),
        (document(lambda made: made.add_paragraph(" ")), "holds no text"),
    ],
    ids=["empty", "text", "truncated", "old", "cut xml", "entities", "bomb", "blank"],
)
def test_word_files_that_cannot_be_read(reason: OneReason, content: bytes, why: str) -> None:
    assert reason("a.docx", content).startswith(why)


def test_a_zip_that_is_no_word_file(reason: OneReason) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "text")
    assert reason("a.docx", out.getvalue()) == "not a Word file: it holds no document"
