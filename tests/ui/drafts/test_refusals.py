"""Drafts that cannot be read, or only in part: why, and what to do next."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableSource
from ingest.readers import limits
from tests.ui.drafts.manuscripts import part, run, sentences, texts, with_parts, word
from ui.drafts import MAX_DRAFT, draft_in, draft_of, read_draft
from ui.drafts.package import MAX_PART
from ui.drafts.sentences import MAX_SENTENCES

GOOD = word(run("Spain gave aid."))
BODY = part(GOOD, "word/document.xml")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM '
    b'"file:///etc/passwd">]>' + BODY.split(b"?>", 1)[1].replace(b"Spain", b"&b;&f;")
)
STRICT = BODY.replace(
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
)


def pdf(text: str = "", password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.drawString(100, 700, text)
    canvas.showPage()
    canvas.save()
    if not password:
        return out.getvalue()
    writer = PdfWriter(PdfReader(out))
    writer.encrypt(password, password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(GOOD)
    # The flag of an encrypted entry, in its head and in the directory.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("draft.docx", b"", "the file is empty"),
        ("draft.md", b"", "the file is empty"),
        ("draft.md", b" \n\n", "holds no text"),
        ("draft.txt", b"--- *** ---", "holds no text"),
        ("draft.html", b"<script>x</script>", "holds no text"),
        ("draft.txt", bytes(range(256)) * 8, "binary content, not text"),
        ("draft.txt", "Кафе на набережной снова открыто".encode("cp1251"), "neither UTF-8 nor Western European text"),
        ("draft.txt", GOOD, "holds a ZIP archive or Office document, not what its name says"),
        ("draft.docx", pdf("Text."), "holds a PDF, not what its name says"),
        ("draft.md", b"---\ntitle: a: b\n---\nText.", "front matter is not valid YAML at line 2"),
        ("draft.docx", b"Not a Word file.", "not a Word file, or a truncated one"),
        ("draft.docx", GOOD[: len(GOOD) // 2], "not a Word file, or a truncated one"),
        ("draft.docx", archive(a="text"), "not a Word file: it holds no document"),
        ("draft.docx", locked(), "protected by a password"),
        (
            "draft.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "protected by a password, or an old Word file",
        ),
        ("draft.docx", word(run(" ")), "holds no text; pictures of text are not read"),
        ("draft.docx", with_parts(GOOD, document=BODY[: len(BODY) // 2]), "a damaged Word file"),
        ("draft.docx", with_parts(GOOD, types=None), "a damaged Word file"),
        ("draft.docx", with_parts(GOOD, document=LAUGHS), "declares XML entities"),
        ("draft.docx", with_parts(GOOD, styles=LAUGHS), "declares XML entities"),
        ("draft.docx", with_parts(GOOD, document=STRICT), "saved as Strict Open XML"),
        ("draft.docx", with_parts(GOOD, media=bytes(limits.BOMB_FLOOR)), "unpacks to far more than a document can"),
        ("draft.docx", with_parts(GOOD, styles=b" " * (MAX_PART + 1)), "unpacks to far more than a document can"),
        ("draft.pdf", b"Not a PDF.", "not a PDF"),
        ("draft.pdf", pdf("Text.")[:300], "a damaged or truncated PDF"),
        ("draft.pdf", pdf("Text.", "secret"), "protected by a password"),
        ("draft.pdf", pdf(), "no text on its 1 pages: probably a scan"),
        ("draft.md", b"a" * (MAX_DRAFT + 1), "10.0 MB, over the 10 MB that a draft may have"),
        ("draft.docx", b"a" * (MAX_DRAFT * 2), "20.0 MB, over the 10 MB that a draft may have"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(name: str, content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableSource) as refused:
        read_draft(path)
    assert str(refused.value).startswith(why)
    assert refused.value.hint.endswith(".")
    with pytest.raises(UnreadableSource) as sent:
        draft_in(content, name)
    assert str(sent.value).startswith(why)


@pytest.mark.parametrize("name", ["draft.doc", "draft.odt", "draft.rtf", "draft", "draft.json", "draft.md.gz"])
def test_other_kinds_are_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("Spain gave aid.")
    with pytest.raises(UnreadableSource, match="not a kind of draft"):
        draft_in(b"Spain gave aid.", name)
    with pytest.raises(UnreadableSource, match=r"read are \.docx, \.md, \.txt, \.html or \.pdf") as refused:
        read_draft(path)
    assert refused.value.hint == "Save it as .docx, .md, .txt, .html or .pdf."


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    for name, why in (("folder.md", "not a file"), ("pipe.md", "not a file"), ("none.md", "does not exist")):
        with pytest.raises(UnreadableSource, match=why):
            read_draft(tmp_path / name)


def test_pasted_text_has_the_same_limits() -> None:
    with pytest.raises(UnreadableSource, match="over the 10 MB"):
        draft_of("a" * (MAX_DRAFT + 1), "pasted text")
    with pytest.raises(UnreadableSource, match="holds no text"):
        draft_of("  ", "pasted text")


def test_a_draft_that_is_too_long_is_audited_to_a_place_that_is_named() -> None:
    text = "\n\n".join(f"Sentence {number} of a long draft. It goes on." for number in range(MAX_SENTENCES // 2 + 2))
    for name in ("draft.md", "draft.txt"):
        draft = draft_in(text.encode(), name)
        assert len(sentences(draft)) == MAX_SENTENCES
        assert texts(draft)[-1] == f"Sentence {MAX_SENTENCES // 2 - 1} of a long draft. It goes on."
        assert draft.remarks == (
            "Only the first 5,000 sentences are audited, up to “It goes on.”: audit its chapters one by one.",
        )


def test_a_table_of_a_hundred_thousand_cells() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:tc>" for number in range(10))
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{f'<w:tr>{cells}</w:tr>' * 10_000}</w:tbl><w:p/><w:sectPr"
    data = with_parts(GOOD, document=BODY.replace(b"<w:sectPr", table.encode()))
    draft = draft_in(data, "draft.docx")
    assert len(draft.paragraphs) == MAX_SENTENCES
    assert draft.remarks[-1].startswith("Only the first 5,000 sentences are audited, up to “")
    page = f"<table>{'<tr><td>1</td><td>2</td></tr>' * 50_000}</table>"
    assert len(draft_in(page.encode(), "draft.html").paragraphs) == MAX_SENTENCES


@pytest.mark.parametrize("kind", ["docx", "md", "txt", "html"])
def test_a_megabyte_in_one_paragraph(kind: str) -> None:
    text = "Spain pledged 1.08 billion euros to Kyiv on Monday. " * 20_000
    data = word(run(text)) if kind == "docx" else text.encode()
    draft = draft_in(data, f"draft.{kind}")
    assert len(draft.paragraphs) == 1
    assert set(sentences(draft)) == {"Spain pledged 1.08 billion euros to Kyiv on Monday."}
    assert draft.remarks[-1].startswith("Only the first 5,000 sentences are audited, up to “… pledged")


@pytest.mark.parametrize(("kind", "mark"), [("txt", "“He. "), ("md", "[")], ids=["quotation marks", "brackets"])
def test_what_opens_and_never_closes_takes_no_time(kind: str, mark: str) -> None:
    text = f"Spain gave aid. {mark * (1_000_000 // len(mark))}"
    begin = time.monotonic()
    assert sentences(draft_in(text.encode(), f"draft.{kind}"))[0].startswith("Spain gave aid.")
    # A second; without a limit it is half a minute and more.
    assert time.monotonic() - begin < 20


def test_elements_within_elements_are_read() -> None:
    page = f"<p>Spain gave aid.</p>{'<div>' * 1_000}<p>It won.</p>"
    assert sentences(draft_in(page.encode(), "draft.html")) == ["Spain gave aid.", "It won."]


@pytest.mark.parametrize("cut", range(100, 30_000, 2_900))
def test_a_truncated_word_file_never_raises_anything_else(cut: int) -> None:
    with pytest.raises(UnreadableSource):
        draft_in(GOOD[:cut], "draft.docx")


def test_styles_that_stand_on_each_other_in_a_ring() -> None:
    def make(made: Any) -> None:
        styles = made.styles
        styles["Heading 1"].base_style = styles["Heading 2"]
        styles["Heading 2"].base_style = styles["Heading 1"]
        for name in ("Heading 1", "Heading 2"):
            styles[name].name = f"Odd {name}"
        made.add_paragraph("Spain gave aid.", style="Odd Heading 1")

    assert sentences(draft_in(word(make=make), "draft.docx")) == ["Spain gave aid."]
