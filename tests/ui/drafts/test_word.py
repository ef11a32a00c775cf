"""The audited draft as a Word file: footnotes and comments at exactly their sentences, all else as it was."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from assistant.audit.report import Verdict
from index.errors import UnreadableSource
from ingest.readers.runs import W
from tests.ui.drafts.manuscripts import (
    Verdicts,
    audit_of,
    by_words,
    commented,
    deleted,
    field,
    formed,
    ids,
    inserted,
    noted,
    part,
    parts,
    root,
    run,
    texts,
    with_parts,
    word,
)
from tests.ui.drafts.test_reading import HTML, MARKDOWN, pdf
from tests.ui.drafts.test_word_drafts import MAIN, with_macros
from ui.drafts import annotated, draft_in, draft_of

BORNE = (Verdict.SUPPORTED, (1,))
TWICE = (Verdict.SUPPORTED, (1, 2))
DIFFERS = (Verdict.DIFFERS, (2,))
FIRST = (
    "El País, “Spain pledges weapons”, 27 May 2024, https://news.example/1: “Spain will give Ukraine weapons worth "
    "1.08 billion euros, Sánchez said on Monday.”"
)
SECOND = (
    "Reuters, “Spain pledges weapons”, 27 May 2024, https://news.example/2: “Madrid has pledged a dozen Patriot "
    "missiles.”"
)
BREAKS = "<w:t>One line</w:t><w:br/><w:t>two lines.</w:t><w:tab/>"
LINK = run("a link that ends.", "<w:u w:val='single'/>")
RICH = (
    run("Spain ") + run("pledged", "<w:b/>") + run(" 1.08 billion. It won. Nothing ", "<w:i/>") + run("else is known."),
    run("Before ") + f"<w:hyperlink w:anchor='x'>{LINK}</w:hyperlink>" + run(" Behind it."),
    run("The date is ")
    + field(" DATE ", run("27 May."))
    + run(" Then it ")
    + inserted(run("rises. It"))
    + deleted("falls")
    + run(" costs 14 million."),
    f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('A control. It is plain.')}</w:sdtContent></w:sdt>"
    + run(" Outside."),
    f"<w:r>{BREAKS}<w:t xml:space='preserve'>A tab. </w:t><w:t>Same run.</w:t></w:r>",
    run("A soft\u00adhyphen, cafe\u0301s, o\ufb03ce.\u200b And\u00a0more."),
)


def annotate(data: bytes, verdicts: Verdicts, name: str = "draft.docx") -> bytes:
    """Annotate a draft, and see that it is a good Word file with the same text."""
    draft = draft_in(data, name)
    audit = audit_of(draft, by_words(verdicts))
    made = annotated(data, draft, audit)
    assert annotated(data, draft, audit) == made
    assert texts(draft_in(made, "made.docx")) == texts(draft)
    docx.Document(io.BytesIO(made))
    for numbers in ids(made):
        assert len(set(numbers)) == len(numbers)
    return made


def everything(verdict: tuple[Verdict, tuple[int, ...]]) -> Verdicts:
    return {"": verdict}


def test_a_supported_sentence_gets_a_footnote_right_behind_it() -> None:
    made = annotate(word(run("Spain gave aid. It won. The end.")), {"It won": BORNE})
    assert noted(made) == [("Spain gave aid. It won.", FIRST)]
    assert "word/comments.xml" not in parts(made)


def test_all_citations_stand_in_one_footnote() -> None:
    made = annotate(word(run("Spain gave aid. It won.")), {"Spain": TWICE})
    assert noted(made) == [("Spain gave aid.", f"{FIRST}\n{SECOND}")]


def test_the_words_of_a_footnote_can_be_given() -> None:
    data = word(run("Spain gave aid."))
    draft = draft_in(data, "draft.docx")
    audit = audit_of(draft, by_words(everything(BORNE)))
    made = annotated(data, draft, audit, lambda citation: f"See {citation.article.outlet}\x00 & others <1>")
    assert noted(made) == [("Spain gave aid.", "See El País� & others <1>")]


def test_other_verdicts_get_comments_on_exactly_the_sentence() -> None:
    data = word(
        run("One differs. Two is there ") + run("in part.", "<w:b/>") + run(" Three is not there. Four is an opinion.")
    )
    verdicts = {"One": DIFFERS, "Two": (Verdict.PARTLY, (1,)), "Three": (Verdict.NOT_FOUND, ())}
    made = annotate(data, verdicts)
    one, two, three = commented(made)
    source = "Reuters, “Spain pledges weapons”, 27 May 2024, https://news.example/2"
    quote = "“Madrid has pledged a dozen Patriot missiles.”"
    assert one == ("One differs.", f"Differs: the articles give 1.08 billion\n{quote} – {source}")
    assert two[0] == "Two is there in part."
    assert two[1].startswith("Partly supported: the articles give 1.08 billion\n“Spain will give")
    assert three == ("Three is not there.", "Not found: the articles give 1.08 billion")
    assert "word/footnotes.xml" not in parts(made)
    (author,) = {(one.get(f"{W}author"), one.get(f"{W}initials")) for one in root(made, "word/comments.xml")}
    assert author == ("Dateline", "D")


def test_what_cannot_be_checked_stays_as_it_is() -> None:
    data = word(*RICH)
    made = annotate(data, {})
    assert formed(made) == formed(data)
    assert set(parts(made)) == set(parts(data))
    assert all(part(made, name) == part(data, name) for name in parts(data) if name != "word/document.xml")


@pytest.mark.parametrize("verdict", [BORNE, TWICE, DIFFERS], ids=["footnote", "two quotes", "comment"])
def test_every_character_keeps_its_formatting_and_place(verdict: tuple[Verdict, tuple[int, ...]]) -> None:
    data = word(*RICH)
    made = annotate(data, everything(verdict))
    assert formed(made) == formed(data)
    once_more = annotate(made, everything(verdict))
    assert formed(once_more) == formed(data)


def test_marks_stand_where_word_lets_them_be() -> None:
    made = annotate(word(*RICH), everything(BORNE))
    body = root(made)
    for mark in body.iter(f"{W}footnoteReference"):
        around = [one.tag.removeprefix(W) for one in mark.iterancestors()]
        # Not in a control for plain text, and not behind a link's or field's end but within it.
        assert not {"sdt", "hyperlink", "fldSimple"} & set(around)
    before = [text for text, _ in noted(made)]
    assert before[:3] == [
        "Spain pledged 1.08 billion.",
        "Spain pledged 1.08 billion. It won.",
        "Spain pledged 1.08 billion. It won. Nothing else is known.",
    ]
    assert "Before a link that ends." in before
    assert "The date is 27 May." in before
    # Of two sentences within it, both stand behind it, parted by a comma.
    assert before.count("A control. It is plain.") == 2
    (comma,) = [one.get(f"{W}char") for one in body.iter(f"{W}sym")]
    assert comma == "002C"
    assert [text for text, _ in noted(made) if text.startswith("One")] == [
        "One line",
        "One linetwo lines.",
        "One linetwo lines.A tab. ".rstrip(),
        "One linetwo lines.A tab. Same run.",
    ]
    assert before[-2:] == [
        "A soft\u00adhyphen, cafe\u0301s, o\ufb03ce.",
        "A soft\u00adhyphen, cafe\u0301s, o\ufb03ce.\u200b And\u00a0more.",
    ]


def test_a_comment_goes_through_formatting_links_and_changes() -> None:
    made = annotate(word(*RICH), everything(DIFFERS))
    found = [text for text, _ in commented(made)]
    assert found[:3] == ["Spain pledged 1.08 billion.", "It won.", "Nothing else is known."]
    assert "Then it rises." in found
    assert "It costs 14 million." in found
    assert "27 May." not in found
    assert found[-2:] == ["A soft\u00adhyphen, cafe\u0301s, o\ufb03ce.", "And\u00a0more."]


def test_a_row_is_commented_across_its_cells() -> None:
    def make(made: Any) -> None:
        table = made.add_table(rows=1, cols=3)
        for cell, text in zip(table._cells, ("Spain", "1.08 billion", "2024"), strict=True):
            cell.text = text

    assert commented(annotate(word(make=make), everything(DIFFERS)))[0][0] == "Spain1.08 billion2024"
    assert noted(annotate(word(make=make), everything(BORNE))) == [("2024", FIRST)]


def own_notes(data: bytes) -> bytes:
    """Give a draft a footnote of the writer's own behind its first sentence."""
    separators = "".join(
        f"<w:footnote w:type='{kind}' w:id='{number}'><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = f"<w:footnote w:id='7'><w:p><w:r><w:footnoteRef/></w:r>{run('Own note.')}</w:p></w:footnote>"
    namespace = f"xmlns:w='{W[1:-1]}'"
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        b' Target="/word/footnotes.xml"/></Relationships>',
    )
    types = part(data, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>',
    )
    footnotes = f"<w:footnotes {namespace}>{separators}{own}</w:footnotes>".encode()
    return with_parts(data, footnotes=footnotes, relations=relations, types=types)


def test_the_writers_own_notes_and_comments_stay() -> None:
    def make(made: Any) -> None:
        made.add_comment(made.add_paragraph("Last one.").runs, "Sure?", author="Ines", initials="I")

    mark = "<w:r><w:footnoteReference w:id='7'/></w:r>"
    data = own_notes(word(run("Zero comes. One is noted.") + mark + run(" Two."), make=make))
    assert draft_in(data, "draft.docx").remarks == ("1 footnote is not audited.", "1 comment is not audited.")
    made = annotate(data, {"Zero": BORNE, "One": TWICE, "Last": DIFFERS})
    assert [said for _, said in noted(made)] == [FIRST, "Own note.", f"{FIRST}\n{SECOND}"]
    assert [text for text, _ in noted(made)] == [
        "Zero comes.",
        "Zero comes. One is noted.",
        "Zero comes. One is noted.",
    ]
    # The order of the ids is that of the marks, and no comment has one of them.
    footnotes, marks, comments, _ = ids(made)
    assert footnotes == ["-1", "0", "1", "2", "3"]
    assert marks == ["1", "2", "3"]
    assert not set(comments) & set(footnotes)
    assert sorted(said.split(":")[0] for _, said in commented(made)) == ["Differs", "Sure?"]
    assert {text for text, _ in commented(made)} == {"Last one."}


def test_what_word_asks_of_the_parts() -> None:
    made = annotate(word(run("Spain gave aid. It won.")), {"Spain": BORNE, "It": DIFFERS})
    types = {one.get("PartName"): one.get("ContentType") for one in root(made, "[Content_Types].xml")}
    kinds = {
        one.get("Target"): one.get("Type").rpartition("/")[2] for one in root(made, "word/_rels/document.xml.rels")
    }
    for kind in ("footnotes", "comments"):
        assert types[f"/word/{kind}.xml"].endswith(f"wordprocessingml.{kind}+xml")
        assert kinds[f"{kind}.xml"] == kind
    relations = [one.get("Id") for one in root(made, "word/_rels/document.xml.rels")]
    assert len(set(relations)) == len(relations)
    special = [(one.get(f"{W}type"), one.get(f"{W}id")) for one in root(made, "word/footnotes.xml")]
    assert special == [("separator", "-1"), ("continuationSeparator", "0"), (None, "1")]
    settings = [one.tag.rpartition("}")[2] for one in root(made, "word/settings.xml")]
    assert settings.index("characterSpacingControl") < settings.index("footnotePr") < settings.index("compat")
    styles = {one.get(f"{W}styleId") for one in root(made, "word/styles.xml")}
    assert {"FootnoteText", "FootnoteReference", "CommentText", "CommentReference"} <= styles
    # The list of kinds comes first in the archive.
    assert parts(made)[0] == "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None


def test_a_file_without_settings_and_styles() -> None:
    data = word(run("Spain gave aid. It won."))
    relations = etree.fromstring(part(data, "word/_rels/document.xml.rels"))
    for one in list(relations):
        if one.get("Type").rpartition("/")[2] in {"styles", "settings", "stylesWithEffects"}:
            relations.remove(one)
    data = with_parts(data, settings=None, styles=None, stylesWithEffects=None, relations=etree.tostring(relations))
    made = annotate(data, {"Spain": BORNE, "It": DIFFERS})
    assert {"word/settings.xml", "word/styles.xml"} <= set(parts(made))


def test_the_styles_of_another_language_are_used() -> None:
    def make(made: Any) -> None:
        style = made.styles.element.makeelement(f"{W}style", {f"{W}type": "character", f"{W}styleId": "Funotenzeichen"})
        style.append(style.makeelement(f"{W}name", {f"{W}val": "Footnote Reference"}))
        made.styles.element.append(style)

    made = annotate(word(run("Spain gave aid."), make=make), everything(BORNE))
    (mark,) = root(made).iter(f"{W}footnoteReference")
    assert mark.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "Funotenzeichen"


def test_tracked_formatting_gets_ids_of_its_own() -> None:
    form = "<w:b/><w:rPrChange w:id='5' w:author='Ines' w:date='2024-05-27T00:00:00Z'><w:rPr/></w:rPrChange>"
    made = annotate(word(run("Spain gave aid. It won. The end.", form)), everything(BORNE))
    changes = [one.get(f"{W}id") for one in root(made).iter(f"{W}rPrChange")]
    assert len(changes) == 3
    assert len(set(changes)) == 3


def test_macros_do_not_come_along() -> None:
    data = with_macros(word(run("Spain gave aid.")))
    made = annotate(data, everything(BORNE), "draft.docm")
    assert MAIN in part(made, "[Content_Types].xml")
    assert b"vba" not in part(made, "[Content_Types].xml")
    assert b"vba" not in part(made, "word/_rels/document.xml.rels")
    assert not [name for name in parts(made) if "vba" in name]


def test_another_text_than_the_one_audited_is_refused() -> None:
    draft = draft_in(word(run("Spain gave aid.")), "draft.docx")
    audit = audit_of(draft, by_words(everything(BORNE)))
    for source in (word(run("Spain gave nothing.")), b"Spain gave nothing."):
        with pytest.raises(UnreadableSource, match="not the draft that was audited") as refused:
            annotated(source, draft if source.startswith(b"PK") else draft_of("Spain gave aid.", "a.md"), audit)
        assert refused.value.hint == "Audit it again."


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("draft.md", MARKDOWN.encode()),
        ("draft.html", HTML.encode()),
        ("draft.txt", b"Spain pledges aid\n\nSpain gave 1.08 billion. It won.\n\n- An item\n"),
        ("draft.pdf", pdf("Spain gave 1.08 billion. It won.")),
        ("pasted text", b"Spain gave 1.08 billion.\nIt **won**."),
    ],
)
@pytest.mark.parametrize("verdict", [BORNE, DIFFERS], ids=["footnotes", "comments"])
def test_of_other_drafts_a_word_file_is_made(
    name: str, source: bytes, verdict: tuple[Verdict, tuple[int, ...]]
) -> None:
    draft = draft_of(source.decode(), name) if name == "pasted text" else draft_in(source, name)
    audit = audit_of(draft, by_words(everything(verdict)))
    count = sum(len(paragraph.sentences) for paragraph in draft.paragraphs)
    for given in (source, None):
        made = annotated(given, draft, audit)
        again = draft_in(made, "made.docx")
        assert texts(again) == texts(draft)
        assert [one.role for one in again.paragraphs] == [one.role for one in draft.paragraphs]
        assert len(noted(made) if verdict is BORNE else commented(made)) == count


def test_markdown_keeps_its_form() -> None:
    draft = draft_in(MARKDOWN.encode(), "draft.md")
    made = docx.Document(io.BytesIO(annotated(MARKDOWN.encode(), draft, audit_of(draft, by_words(everything(BORNE))))))
    styles = [(paragraph.style and paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]
    assert styles[0] == ("Heading 1", "Spain and the missiles")
    assert ("List Bullet", "A bullet of a list") in styles
    bold = [run_.text for paragraph in made.paragraphs for run_ in paragraph.runs if run_.bold]
    italic = [run_.text for paragraph in made.paragraphs for run_ in paragraph.runs if run_.italic]
    assert (bold, italic) == (["pledged"], ["bullet"])
    assert [cell.text for cell in made.tables[0]._cells] == ["Country", "Sum", "Spain", "1.08 billion", "", "unknown"]
    assert made.core_properties.author == ""


def test_a_megabyte_in_one_run() -> None:
    data = word(run("Spain pledged 1.08 billion euros to Kyiv on Monday. " * 20_000))
    draft = draft_in(data, "draft.docx")
    turn = count()
    made = annotated(data, draft, audit_of(draft, lambda _: BORNE if next(turn) % 5 else (Verdict.NOT_CHECKABLE, ())))
    assert sum(1 for _ in root(made).iter(f"{W}footnoteReference")) == 4_000
    assert texts(draft_in(made, "made.docx")) == texts(draft)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("verdicts", [{"One": BORNE, "Two": DIFFERS, "Three": TWICE, "Four": DIFFERS, "Five": BORNE}])
def test_libreoffice_shows_each_note_at_its_place(verdicts: Verdicts, tmp_path: Path) -> None:
    mark = "<w:r><w:footnoteReference w:id='7'/></w:r>"
    data = own_notes(word(run("One is. Two is."), run("Three is.") + mark + run(" Four is. Five is.")))
    path = tmp_path / "made.docx"
    path.write_bytes(annotate(data, verdicts))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(tmp_path / "made.odt") as archive:
        content = etree.fromstring(archive.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    notes = ["".join(one.itertext()) for one in content.iter(f"{text}note-body")]
    assert ["El País" in note for note in notes] == [True, False, True, True]
    assert ["Reuters" in note for note in notes] == [False, False, True, False]
    assert "Own note." in notes[1] or "Own note." in notes[2]
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    assert len(list(content.iter(f"{office}annotation"))) == 2
