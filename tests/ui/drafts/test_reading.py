"""Drafts of every kind: their paragraphs, what each is, and where its sentences stand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as Flowable

from assistant.audit.draft import Draft, Role
from tests.ui.drafts.manuscripts import sentences, spoken, texts, word
from ui.drafts import draft_in, draft_of, read_draft
from ui.drafts.letters import legible, letters
from ui.drafts.sentences import sentences_of

MARKDOWN = """\
# Spain and the missiles

Spain **pledged** 1.08 billion euros on Monday. It said
so in Madrid.

1. The first delivery came in June.
2. The second did not come.

1990. That was the year.

- A *bullet* of a list

| Country | Sum |
| --- | --- |
| Spain | 1.08 billion |
| | unknown |

> A quotation stands here.
"""


def roles(draft: Draft) -> list[tuple[Role, str]]:
    return [(paragraph.role, paragraph.text) for paragraph in draft.paragraphs]


def test_markdown() -> None:
    draft = draft_in(MARKDOWN.encode(), "draft.md")
    assert draft.name == "draft.md"
    assert roles(draft) == [
        (Role.HEADING, "Spain and the missiles"),
        (Role.PROSE, "Spain pledged 1.08 billion euros on Monday. It said so in Madrid."),
        (Role.PROSE, "1. The first delivery came in June."),
        (Role.PROSE, "2. The second did not come."),
        # Written as a sentence, though it is an item to Markdown.
        (Role.PROSE, "1990. That was the year."),
        (Role.PROSE, "A bullet of a list"),
        (Role.CELL, "Country | Sum"),
        (Role.CELL, "Spain | 1.08 billion"),
        (Role.CELL, " | unknown"),
        (Role.PROSE, "A quotation stands here."),
    ]
    assert sentences(draft)[1:5] == [
        "Spain pledged 1.08 billion euros on Monday.",
        "It said so in Madrid.",
        "The first delivery came in June.",
        "The second did not come.",
    ]
    assert spoken(draft.paragraphs[8]) == ["unknown"]
    assert draft.remarks == ()


def test_markdown_says_what_is_left_out() -> None:
    text = "---\ntitle: Aid\n---\nSpain gave aid.[^1] It ~~lost~~ won.\n\n[^1]: A note\n    that goes on.\n"
    draft = draft_in(text.encode(), "draft.markdown")
    assert texts(draft) == ["Spain gave aid. It won."]
    assert draft.remarks == (
        "The fields at its head are not audited.",
        "1 footnote is not audited.",
        "Text that is struck through is not audited.",
    )


def test_an_indented_first_line_is_no_program() -> None:
    assert texts(draft_in(b"    Spain gave aid.\n\n    It won.\n", "draft.md")) == ["Spain gave aid.", "It won."]


def test_pasted_text_has_a_paragraph_on_each_line() -> None:
    draft = draft_of("Spain pledges aid\nSpain gave 1.08 billion. It won.\n• Patriots are not in it", "pasted text")
    assert roles(draft) == [
        (Role.HEADING, "Spain pledges aid"),
        (Role.PROSE, "Spain gave 1.08 billion. It won."),
        (Role.PROSE, "• Patriots are not in it"),
    ]
    assert sentences(draft)[-1] == "Patriots are not in it"


def test_pasted_markdown_is_read_as_such() -> None:
    draft = draft_of("## Aid\nSpain gave **1.08 billion**.\nIt won.", "pasted text")
    assert roles(draft)[0] == (Role.HEADING, "Aid")
    assert sentences(draft) == ["Aid", "Spain gave 1.08 billion.", "It won."]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The port authority will raise the eastern harbour wall by one metre before the\n"
        "storms, at a cost of 14 million euros. The work employs 80 people, most of them\n"
        "from the bay, and goes on until the spring of the year after next, says the mayor.\n\n"
        "Ferry traffic goes on during the work, with two crossings fewer a day until the\n"
        "end of the season.\n"
    )
    for name in ("draft.txt", "draft.md"):
        assert len(draft_in(text.encode(), name).paragraphs) == 2
        assert "before the storms" in texts(draft_in(text.encode(), name))[0]


HTML = """\
<html><head><title>Not seen</title><script>var x = "not seen";</script></head><body>
<nav><a href="/">Home</a></nav>
<h2>Spain and the missiles</h2>
<p>Spain <b>pledged</b> aid<sup><a href="#n1">[1]</a></sup> on&nbsp;Monday.<br>It
won.</p>
<div>Text in a frame. <span style="display:none">hidden</span></div>
<ol start="3"><li><p>The third.</p><p>More of it.</p></li></ol>
<ul><li>A bullet</li></ul>
<table><caption>The sums</caption><tr><th>Country</th><th>Sum</th></tr>
<tr><td><p>Spain</p></td><td><p>1.08</p><p>billion</p></td></tr></table>
<table><tr><td><p>A frame of one column. It has text.</p><p>Two paragraphs.</p></td></tr></table>
<figure><img alt="not seen"><figcaption>A missile</figcaption></figure>
<pre>line one
line two</pre>
</body></html>
"""


def test_a_page_gives_what_its_reader_sees() -> None:
    draft = draft_in(HTML.encode(), "draft.html")
    assert roles(draft) == [
        (Role.HEADING, "Spain and the missiles"),
        (Role.PROSE, "Spain pledged aid on Monday.\nIt won."),
        (Role.PROSE, "Text in a frame."),
        (Role.PROSE, "3. The third."),
        (Role.PROSE, "More of it."),
        (Role.PROSE, "A bullet"),
        (Role.CAPTION, "The sums"),
        (Role.CELL, "Country | Sum"),
        (Role.CELL, "Spain | 1.08 billion"),
        (Role.PROSE, "A frame of one column. It has text."),
        (Role.PROSE, "Two paragraphs."),
        (Role.CAPTION, "A missile"),
        (Role.PROSE, "line one\nline two"),
    ]
    assert draft.remarks == ("The page's navigation is not audited.",)


def test_a_page_in_another_encoding() -> None:
    page = '<meta charset="iso-8859-1"><p>Sánchez sagte „nein“.</p>'.encode("cp1252")
    assert texts(draft_in(page, "draft.htm")) == ["Sánchez sagte „nein“."]


def pdf(*pages: str, furniture: bool = False) -> bytes:
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]

    def furnish(canvas: Any, document: Any) -> None:
        if furniture:
            canvas.drawString(72, 800, "BRIEFING – draft of 27 May 2024")
            canvas.drawString(280, 30, f"– {document.page} –")

    story = [item for text in pages for item in (Flowable(text, style), PageBreak())]
    SimpleDocTemplate(out).build(story, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


def test_a_pdf_gives_paragraphs_and_not_lines() -> None:
    page = (
        "The port authority will raise the eastern harbour wall by one metre before the storms of the coming "
        "winter. The work costs 14 million euros and employs 80 people, most of them from the bay. "
    )
    pages = [f"{start} {page * 2}" for start in ("Rain came.", "It was in May.", "Nobody stayed dry.")]
    draft = draft_in(pdf(*pages, furniture=True), "draft.pdf")
    assert sorted(set(sentences(draft)), key=len)[:3] == ["Rain came.", "It was in May.", "Nobody stayed dry."]
    assert len(sentences(draft)) == 3 * 5
    assert len(set(sentences(draft))) == 5
    assert draft.remarks == ("Page headers, footers and page numbers are not audited.",)


def test_a_pdf_gives_whole_words() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    lines = (
        "The port authority will raise the eastern harbour wall by one metre before the govern-",
        "ment pays for it, and the mayor of the bay has said that the work will go on until the",
        "spring of the year after next, when the well-",
        "known ferries come back to the quay.",
    )
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    (sentence,) = sentences(draft_in(out.getvalue(), "draft.pdf"))
    assert "before the government pays for it" in sentence
    assert sentence.endswith("when the well-known ferries come back to the quay.")


def test_a_file_on_disk_is_read_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "Draft.DOCX"
    path.write_bytes(word(make=lambda made: made.add_paragraph("Spain gave aid. It won.")))
    before = path.read_bytes()
    assert sentences(read_draft(path)) == ["Spain gave aid.", "It won."]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_letters_that_nobody_sees_do_not_part_words() -> None:
    text = "A soft\u00adhyphen, \u201cA\u00a0B\u201d, cafe\u0301, o\ufb03ce,\u200b zero\ufeff."
    for name, data in (
        ("draft.txt", text.encode()),
        ("draft.md", text.encode()),
        ("draft.html", f"<p>{text}</p>".encode()),
        ("draft.docx", word(make=lambda made: made.add_paragraph(text))),
    ):
        assert texts(draft_in(data, name)) == ["A softhyphen, “A B”, café, office, zero."]


@given(st.text(st.sampled_from("ae\u0301\u00ad\u200b\u200d\u00a0\ufb01 .\n\t\x00é👩❤"), max_size=30))
def test_letters_are_accounted_for(text: str) -> None:
    end = 0
    for piece, start, length in letters(text):
        assert start >= end
        assert piece
        if length == len(piece):
            shown = text[start : start + length]
            assert all(new in {old, " "} or "\u0301" in shown for new, old in zip(piece, shown, strict=True))
        end = start + length
    assert end <= len(text)
    assert legible(legible(text)) == legible(text)


@given(st.text(st.sampled_from("aB .!?|-1)\n•“”é"), max_size=60))
def test_sentences_stand_in_order_and_begin_and_end_with_something(text: str) -> None:
    last = 0
    for start, end in sentences_of(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert any(map(str.isalnum, text[start:end]))
        assert not text[start:end].startswith(("- ", "• ", "| "))
        last = end


@pytest.mark.parametrize("lead", ["- ", "• ", "1. ", "12) ", "(a) ", "– ", "* "])
def test_a_bullet_is_no_part_of_a_sentence(lead: str) -> None:
    text = f"{lead}Spain gave aid. It won."
    assert [text[start:end] for start, end in sentences_of(text)] == ["Spain gave aid.", "It won."]
