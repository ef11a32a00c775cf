"""Drafts as writers hand them in, made by the programs' own libraries, and audits of them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from assistant.answer import Citation, CitedArticle
from assistant.audit.draft import Draft, Paragraph
from assistant.audit.report import Audit, Checked, Counts, Verdict
from ingest.readers.runs import W, lines

Verdicts = dict[str, tuple[Verdict, tuple[int, ...]]]
"""Sentences by their first words, with what is to be found of each and the numbers of the quotes."""

QUOTES = (
    ("Spain will give Ukraine weapons worth 1.08 billion euros, Sánchez said on Monday.", "El País"),
    ("Madrid has pledged a dozen Patriot missiles.", "Reuters"),
)


def word(*paragraphs: str, make: Callable[[Any], None] | None = None) -> bytes:
    """Make a Word file of the XML within each paragraph; ``make`` adds what python-docx has a name for."""
    document = docx.Document()
    for xml in paragraphs:
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w', 'r')}>{xml}</w:p>"))
    if make:
        make(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, form: str = "") -> str:
    """Give the XML of a run with a formatting."""
    return f"<w:r><w:rPr>{form}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def field(instruction: str, result: str) -> str:
    """Give the XML of a field with its result."""
    turns = [f"<w:r><w:fldChar w:fldCharType='{turn}'/></w:r>" for turn in ("begin", "separate", "end")]
    return f"{turns[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{turns[1]}{result}{turns[2]}"


def inserted(xml: str, number: int = 1) -> str:
    """Give the XML of a tracked insertion."""
    return f"<w:ins w:id='{number}' w:author='Ines' w:date='2024-05-27T00:00:00Z'>{xml}</w:ins>"


def deleted(text: str, number: int = 2) -> str:
    """Give the XML of a tracked deletion."""
    gone = f"<w:r><w:delText>{text}</w:delText></w:r>"
    return f"<w:del w:id='{number}' w:author='Ines' w:date='2024-05-27T00:00:00Z'>{gone}</w:del>"


def with_parts(data: bytes, **parts: bytes | None) -> bytes:
    """Put parts into a Word file, or take them out; "word/document.xml" is called ``document``."""
    named = {"types": "[Content_Types].xml", "relations": "word/_rels/document.xml.rels", "top": "_rels/.rels"}
    wanted = {named.get(name, f"word/{name}.xml"): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *wanted)):
            content = wanted[name] if name in wanted else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """Give a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def parts(data: bytes) -> list[str]:
    """Give the names of a Word file's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def root(data: bytes, name: str = "word/document.xml") -> Any:
    """Give the root of an XML part."""
    return etree.fromstring(part(data, name))


def texts(draft: Draft) -> list[str]:
    """Give the paragraphs of a draft."""
    return [paragraph.text for paragraph in draft.paragraphs]


def sentences(draft: Draft) -> list[str]:
    """Give the sentences of a draft."""
    return [text for paragraph in draft.paragraphs for text in spoken(paragraph)]


def spoken(paragraph: Paragraph) -> list[str]:
    """Give the sentences of a paragraph."""
    return [paragraph.text[start:end] for start, end in paragraph.sentences]


def citation(number: int) -> Citation:
    """Give a quote of an article."""
    quote, outlet = QUOTES[number - 1]
    article = CitedArticle(
        id=f"a{number}",
        title="Spain pledges weapons",
        outlet=outlet,
        byline=None,
        url=f"https://news.example/{number}",
        path="spain.md",
        published=dt.date(2024, 5, 27),
        published_from=None,
        ingested=dt.date(2024, 6, 1),
    )
    return Citation(number=number, quote=quote, start=0, end=len(quote), article=article)


def audit_of(draft: Draft, choose: Callable[[str], tuple[Verdict, tuple[int, ...]]]) -> Audit:
    """Audit a draft by hand."""
    checked = []
    for number, paragraph in enumerate(draft.paragraphs):
        for start, end in paragraph.sentences:
            text = paragraph.text[start:end]
            verdict, cited = choose(text)
            note = "" if verdict is Verdict.SUPPORTED else "the articles give 1.08 billion"
            checked.append(
                Checked(paragraph=number, start=start, end=end, text=text, verdict=verdict, note=note, citations=cited)
            )
    counts = {verdict.name.lower(): sum(one.verdict is verdict for one in checked) for verdict in Verdict}
    counts["partly_supported"] = counts.pop("partly")
    return Audit(
        draft=draft.name,
        paragraphs=tuple(texts(draft)),
        roles=tuple(paragraph.role.value for paragraph in draft.paragraphs),
        remarks=draft.remarks,
        as_of=None,
        sentences=tuple(checked),
        citations=(citation(1), citation(2)),
        counts=Counts(**counts),
        snapshot="s",
        seconds=0.1,
    )


def by_words(verdicts: Verdicts) -> Callable[[str], tuple[Verdict, tuple[int, ...]]]:
    """Choose by the first words of a sentence; what is not named cannot be checked."""

    def choose(text: str) -> tuple[Verdict, tuple[int, ...]]:
        found = [one for words, one in verdicts.items() if text.startswith(words)]
        return found[0] if found else (Verdict.NOT_CHECKABLE, ())

    return choose


def commented(data: bytes) -> list[tuple[str, str]]:
    """Give the text that each comment is on, and what the comment says."""
    said = {one.get(f"{W}id"): _text(one) for one in root(data, "word/comments.xml")}
    found = []
    open_: dict[str, list[str]] = {}
    for element in root(data).iter():
        if element.tag == f"{W}commentRangeStart":
            open_[element.get(f"{W}id")] = []
        elif element.tag == f"{W}commentRangeEnd":
            number = element.get(f"{W}id")
            found.append(("".join(open_.pop(number)), said[number]))
        elif element.tag == f"{W}t":
            for text in open_.values():
                text.append(element.text or "")
    assert not open_
    references = [one.get(f"{W}id") for one in root(data).iter(f"{W}commentReference")]
    assert sorted(references) == sorted(said)
    return found


def noted(data: bytes) -> list[tuple[str, str]]:
    """Give the text of the line before each footnote's mark, and what the footnote says."""
    said = {one.get(f"{W}id"): _text(one) for one in root(data, "word/footnotes.xml")}
    found = []
    for line in root(data).iter(f"{W}p"):
        before = ""
        for element in line.iter(f"{W}t", f"{W}footnoteReference"):
            if element.tag == f"{W}t":
                before += element.text or ""
            else:
                found.append((before, said[element.get(f"{W}id")]))
    return found


def formed(data: bytes) -> list[tuple[str, bytes, list[str]]]:
    """Give each character of a Word file with its formatting, and with what it stands in."""
    found: list[tuple[str, bytes, list[str]]] = []
    for line in lines(root(data).find(f"{W}body")):
        for piece in line.pieces:
            run_ = None if piece.element is None else piece.element.getparent()
            form = None if run_ is None else run_.find(f"{W}rPr")
            said = b"" if form is None else etree.tostring(form, with_tail=False)
            around = [] if run_ is None else [one.tag for one in run_.iterancestors()]
            found.extend((letter, said, around) for letter in piece.text)
    return found


def ids(data: bytes) -> Iterator[list[str]]:
    """Give the ids of footnotes, of their marks, of comments and of their marks; each must be unique."""
    names = parts(data)
    for kind, tag in (("footnotes", "footnote"), ("comments", "comment")):
        if f"word/{kind}.xml" in names:
            yield [one.get(f"{W}id") for one in root(data, f"word/{kind}.xml").iterchildren(f"{W}{tag}")]
            yield [one.get(f"{W}id") for one in root(data).iter(f"{W}{tag}Reference")]


def _text(element: Any) -> str:
    found = ((one.text or "") if one.tag == f"{W}t" else "\n" for one in element.iter(f"{W}t", f"{W}br", f"{W}p"))
    return "".join(found).strip()
