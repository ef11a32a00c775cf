"""Word files as drafts: what is read of them, and what is said of the rest."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE

from assistant.audit.draft import Role
from tests.ui.drafts.manuscripts import deleted, field, inserted, part, run, sentences, texts, with_parts, word
from ui.drafts import draft_in


def test_paragraphs_with_their_roles() -> None:
    def make(made: Any) -> None:
        made.add_heading("Spain and the missiles", 0)
        made.add_heading("Aid", 2)
        made.add_paragraph("Spain gave aid. It won.")
        made.add_paragraph("An item of a list", style="List Number")
        table = made.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("Country", "Sum", "Spain", "1.08 billion"), strict=True):
            cell.text = text
        frame = made.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "A frame around text. It goes on."
        frame.add_paragraph("Another paragraph.")
        made.add_paragraph("A missile", style="Caption")
        own = made.styles.add_style("Newsroom head", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = made.styles["Heading 3"]
        made.add_paragraph("A heading in the writer's own style", style=own)

    draft = draft_in(word(make=make), "draft.docx")
    assert [(paragraph.role, paragraph.text) for paragraph in draft.paragraphs] == [
        (Role.HEADING, "Spain and the missiles"),
        (Role.HEADING, "Aid"),
        (Role.PROSE, "Spain gave aid. It won."),
        (Role.PROSE, "An item of a list"),
        (Role.CELL, "Country | Sum"),
        (Role.CELL, "Spain | 1.08 billion"),
        (Role.PROSE, "A frame around text. It goes on."),
        (Role.PROSE, "Another paragraph."),
        (Role.CAPTION, "A missile"),
        (Role.HEADING, "A heading in the writer's own style"),
    ]
    assert draft.remarks == ()


def test_a_rank_in_the_outline_makes_a_heading() -> None:
    data = word(
        f"<w:pPr><w:outlineLvl w:val='1'/></w:pPr>{run('Aid')}", f"<w:pPr><w:outlineLvl w:val='9'/></w:pPr>{run('Won')}"
    )
    assert [paragraph.role for paragraph in draft_in(data, "draft.docx").paragraphs] == [Role.HEADING, Role.PROSE]


def test_tracked_changes_are_read_as_accepted() -> None:
    gone = "<w:pPr><w:rPr><w:del w:id='9' w:author='Ines'/></w:rPr></w:pPr>"
    moved = "<w:moveFrom w:id='4' w:author='Ines'>{}</w:moveFrom><w:moveTo w:id='5' w:author='Ines'>{}</w:moveTo>"
    data = word(
        run("The wall ") + inserted(run("rises")) + deleted("falls") + run("."),
        gone + run("A sentence goes "),
        run("on here.") + moved.format(run("Old place."), run(" New place.")),
    )
    draft = draft_in(data, "draft.docx")
    assert texts(draft) == ["The wall rises.", "A sentence goes on here. New place."]
    assert draft.remarks == ("3 tracked changes are read as accepted.",)


def test_fields_show_their_result_alone() -> None:
    inner = field(" MERGEFIELD sum ", run("never shown"))
    start, middle, end = (f"<w:r><w:fldChar w:fldCharType='{turn}'/></w:r>" for turn in ("begin", "separate", "end"))
    outer = f"{start}<w:r><w:instrText> IF </w:instrText></w:r>{inner}{middle}{run('a billion')}{end}"
    data = word(
        run("Spain gave ") + outer + run(" on ") + "<w:fldSimple w:instr=' DATE '>" + run("Monday") + "</w:fldSimple>"
    )
    assert texts(draft_in(data, "draft.docx")) == ["Spain gave a billion on Monday"]


def test_content_controls_around_anything_are_read() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = f"<w:tr>{cell.format(run('Spain'))}{control.format(cell.format(run('1.08')))}</w:tr>"
    data = word(run("Within ") + control.format(run("a control.")))
    body = part(data, "word/document.xml").replace(
        b"<w:sectPr", f"<w:tbl><w:tblPr/><w:tblGrid/>{control.format(row)}</w:tbl><w:p/><w:sectPr".encode()
    )
    assert texts(draft_in(with_parts(data, document=body), "draft.docx")) == ["Within a control.", "Spain | 1.08"]


def test_what_is_not_audited_is_said() -> None:
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"<w:p>{run('In a box.')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def make(made: Any) -> None:
        made.add_comment(made.add_paragraph("Spain gave aid.").runs, "Is that so?", author="Ines", initials="I")
        made.sections[0].header.paragraphs[0].text = "Briefing"
        made.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        made.add_paragraph("Aid … 2", style="toc 1")

    draft = draft_in(word(run("Beside.") + box, make=make), "draft.docx")
    assert texts(draft) == ["Beside.", "Spain gave aid."]
    assert draft.remarks == (
        "The table of contents is not audited.",
        "1 comment is not audited.",
        "Page headers and footers are not audited.",
        "1 text box is not audited.",
    )


def test_tables_within_tables_have_an_end() -> None:
    def make(made: Any) -> None:
        cell = made.add_table(rows=1, cols=2).cell(0, 1)
        for depth in range(7):
            cell.paragraphs[0].text = f"Depth {depth}."
            cell = cell.add_table(rows=1, cols=2).cell(0, 1)

    draft = draft_in(word(make=make), "draft.docx")
    assert "Depth 4." in texts(draft)[0]
    assert "Depth 5." not in texts(draft)[0]
    assert draft.remarks == ("Tables within more than 5 others are not audited.",)


MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"


def with_macros(data: bytes) -> bytes:
    """Make of a Word file one with macros (.docm), as Word stores them."""
    kinds = part(data, "[Content_Types].xml").replace(MAIN, MACROS)
    kinds = kinds.replace(
        b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
    )
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>',
    )
    out = io.BytesIO(with_parts(data, types=kinds, relations=relations))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    return out.getvalue()


@pytest.mark.parametrize("name", ["draft.docm", "draft.docx"])
def test_macros_are_named_and_not_run(name: str) -> None:
    draft = draft_in(with_macros(word(run("Spain gave aid."))), name)
    assert texts(draft) == ["Spain gave aid."]
    assert draft.remarks == ("Its macros were not run.",)


def test_a_main_part_under_another_name() -> None:
    data = word(run("Spain gave aid."))
    body = part(data, "word/document.xml")
    data = with_parts(
        data,
        document=None,
        document2=body,
        top=part(data, "_rels/.rels").replace(b"word/document.xml", b"/word/document2.xml"),
        types=part(data, "[Content_Types].xml").replace(b"/word/document.xml", b"/word/document2.xml"),
    )
    assert sentences(draft_in(data, "draft.docx")) == ["Spain gave aid."]
