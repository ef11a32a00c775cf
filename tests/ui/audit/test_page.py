"""The audit as a page: what it shows, and that nothing in it is more than text."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import html

from assistant.answer import Citation
from assistant.audit.draft import Role
from assistant.audit.report import Audit, Verdict
from tests.ui.audit import samples
from ui.audit.page import body, page, script, style
from ui.audit.verdicts import KEYS

LARGEST = 3_000_000
"""Bytes of a page of 1,000 sentences: a browser opens it within a second."""
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href")


def read(audit: Audit, **options: object) -> html.HtmlElement:
    """Read the page."""
    return html.document_fromstring(page(audit, **options))  # type: ignore[arg-type]


def words(element: html.HtmlElement) -> str:
    """Give an element's text with single spaces."""
    return " ".join(element.text_content().split())


def proof(root: html.HtmlElement, number: int) -> html.HtmlElement:
    """Find the evidence for a sentence."""
    return root.get_element_by_id(f"s{number}")


def rows(element: html.HtmlElement) -> list[list[str]]:
    """Give the table of pieces."""
    return [[words(cell) for cell in row] for row in element.cssselect("tbody tr")]


def test_what_it_came_to_is_the_headline() -> None:
    root = read(samples.typical())
    assert [words(one) for one in root.iter("h1")] == ["3 sentences differ from the articles"]
    assert root.findtext(".//title") == "3 sentences differ from the articles – briefing.docx – Dateline audit"
    assert words(root.cssselect(".audit-remark")[0]) == "Not read: 2 footnotes: they are not audited."


def test_the_draft_stands_there_whole_and_as_it_is() -> None:
    one = samples.typical()
    root = read(one)
    for aside in root.cssselect(".audit-draft .audit-aside"):
        aside.drop_tree()
    blocks = root.cssselect(".audit-draft > .audit-block:not(.audit-cells), .audit-cells > .audit-cell")
    assert [block.text_content() for block in blocks] == list(one.paragraphs)
    assert [words(head) for head in root.cssselect(".audit-draft h3")] == [
        text for text, role in zip(one.paragraphs, one.roles, strict=True) if role == Role.HEADING
    ]
    (rows,) = root.cssselect(".audit-cells")
    assert len(rows) == 2, "rows of a table that follow each other stand together"


def test_each_sentence_is_marked_by_colour_sign_and_word_and_leads_to_its_evidence() -> None:
    one = samples.typical()
    root = read(one)
    sentences = root.cssselect("a.audit-sentence")
    assert len(sentences) == len(one.sentences)
    for number, (element, each) in enumerate(zip(sentences, one.sentences, strict=True), 1):
        key = KEYS[each.verdict]
        assert f"audit-{key}" in element.classes
        assert element.find(".//use").get("href") == f"#audit-sign-{key}"
        assert words(element) == f"{each.text} ({each.verdict})"
        assert element.get("href") == f"#s{number}"
        assert f"audit-{key}" in proof(root, number).classes
    signs = {symbol.get("id") for symbol in root.iter("symbol")}
    assert signs == {f"audit-sign-{key}" for key in KEYS.values()}


def test_what_differs_is_marked_in_the_draft() -> None:
    (third,) = read(samples.typical()).cssselect("#d3")
    assert [one.text for one in third.cssselect(".audit-words-different")] == ["1.1 billion euros", "on Tuesday"]
    (seventh,) = read(samples.typical()).cssselect("#d7")
    assert not seventh.cssselect("[class*=words]"), "nothing of it is found, so nothing of it stands out"


def test_the_evidence_gives_the_pieces_side_by_side_the_worst_first() -> None:
    third = proof(read(samples.typical()), 3)
    assert words(third.find(".//h3")) == "Differs"
    assert "The articles give another amount" in words(third.cssselect(".audit-note")[0])
    assert rows(third) == [
        ["how much different", "1.1 billion euros", "one billion euros [1]"],
        ["when different", "on Tuesday", "on Monday [1]"],
        ["who borne", "Pedro Sánchez", "Pedro Sánchez [1]"],
        ["what borne", "in military aid", "said [1]"],
    ]
    folded = third.find("details")
    assert words(folded.find("summary")) == "2 pieces are borne"
    assert len(folded.cssselect("tbody tr")) == 2
    assert rows(proof(read(samples.typical()), 5))[0] == ["how much missing", "200 shells for each", "nothing"]


def test_the_quotes_stand_in_their_context_with_the_bearing_words_marked() -> None:
    def context(one: Citation) -> tuple[str, str]:
        return f"Before {one.number}. ", " After."

    (item,) = proof(read(samples.typical(), context=context), 3).cssselect(".audit-quotes li")
    quoted = item.find("blockquote")
    assert words(quoted) == f"Before 1. {samples.PLEDGE} After."
    assert [(one.text, one.get("class")) for one in quoted.iter("mark")] == [
        ("one billion euros", "audit-mark-different"),
        ("military aid", "audit-mark-borne"),
        ("Pedro Sánchez", "audit-mark-borne"),
        ("on Monday", "audit-mark-different"),
    ]
    assert words(item.cssselect(".audit-source")[0]) == "1 Castellan Daily · 27 May 2024"
    assert words(item.cssselect(".audit-offsets")[0]) == (
        f"Characters 1,180–1,{180 + len(samples.PLEDGE)} of the article"
        " · By Inés Carrasco · also carried by Harbour Wire"
    )


def test_only_web_addresses_are_links() -> None:
    root = read(samples.typical())
    (linked,) = proof(root, 3).cssselect(".audit-title a")
    assert linked.get("href") == "https://castellandaily.example/2024/05/27/spain-ukraine"
    assert linked.get("rel") == "noopener noreferrer nofollow"
    titles = proof(root, 6).cssselect(".audit-title")
    assert [len(one.findall("a")) for one in titles] == [0, 1], "javascript: is no web address"


def test_an_article_without_outlet_or_date_says_so() -> None:
    first, _ = proof(read(samples.typical()), 6).cssselect(".audit-source")
    assert words(first) == "3 No outlet given · no date given"


def test_filters_are_counted() -> None:
    buttons = read(samples.typical()).cssselect(".audit-filters button")
    assert [words(one) for one in buttons] == [
        "All 14", "To look at 5", "Differs 3", "Partly supported 1", "Not found 1", "Supported 5", "Not checkable 4",
    ]  # fmt: skip
    assert [one.get("aria-pressed") for one in buttons] == ["true", *["false"] * 6]
    assert [words(one) for one in read(samples.supported()).cssselect(".audit-filters button")] == [
        "All 1", "Supported 1",
    ]  # fmt: skip


def test_an_overview_is_drawn_of_a_long_draft() -> None:
    assert not read(samples.typical()).cssselect(".audit-overview")
    drawn = read(samples.long(100)).cssselect(".audit-overview rect")
    assert [one.get("class") for one in drawn] == [f"audit-{KEYS[one.verdict]}" for one in samples.long(100).sentences]


def test_a_draft_without_sentences_is_told() -> None:
    root = read(samples.audit([], []))
    assert "There is no sentence in it." in words(root)
    assert not root.cssselect(".audit-filters")


def test_a_quote_that_is_not_there_is_left_out() -> None:
    said = samples.Said("It rained.", Verdict.SUPPORTED, citations=(7,))
    assert not read(samples.audit([(Role.PROSE, [said])], [])).cssselect(".audit-quotes")


def test_all_can_be_put_into_another_page() -> None:
    """Its classes are its own; of ids there are those of the evidence and those that begin as the classes do."""
    fragment = html.fragment_fromstring(body(samples.typical()))
    assert fragment.get("class") == "audit"
    classes = {name for one in fragment.iter() for name in one.classes}
    assert all(name == "audit" or name.startswith("audit-") for name in classes), classes
    ids = [one.get("id") for one in fragment.iter() if one.get("id")]
    assert all(re.fullmatch(r"audit-[a-z-]+|[sd]\d+|s\d+-(head|q\d+)", name) for name in ids), ids
    assert len(ids) == len(set(ids))
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/|@[^{]+\{", "", style(), flags=re.DOTALL))
    assert all(".audit" in one for selector in selectors for one in selector.split(",") if "(" not in selector)


def test_hostile_text_stays_text() -> None:
    text = page(samples.hostile(), lambda _: (samples.HOSTILE, samples.HOSTILE))
    root = html.document_fromstring(text)
    assert len(root.cssselect("script")) == 1
    assert not root.cssselect("img, iframe, object, embed, base")
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "\x00" not in text
    assert "\x1b" not in text
    assert "{{ 7 * 7 }}" in root.text_content()
    links = {one.get("href") for one in root.iter("a") if not one.get("href").startswith("#")}
    assert all(one.startswith("https://evil.example/") for one in links)


def test_nothing_is_asked_of_a_network() -> None:
    root = read(samples.typical())
    linked = {one for one in root.iter("a") if one.get("target") == "_blank"}
    asked = {
        value for one in root.iter() for name, value in one.attrib.items() if name in ADDRESSES if one not in linked
    }
    assert all(one.startswith(("#", "data:,")) for one in asked), asked
    assert "url(" not in style()
    assert "@import" not in style()


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_browser_is_told_to_heed_only_our_script_and_style(kind: str) -> None:
    root = read(samples.typical())
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (ours,) = [one.text for one in root.iter(kind)]
    digest = base64.b64encode(hashlib.sha256(ours.encode()).digest()).decode()
    assert f"{kind}-src 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not root.cssselect("[style]"), "the policy would take it away"


def test_what_no_file_can_hold_is_replaced() -> None:
    said = samples.Said("half \ud83d of a pair", Verdict.DIFFERS)
    assert "half � of a pair" in page(samples.audit([(Role.PROSE, [said])], [])).encode().decode()


def test_a_long_draft_stays_a_page_that_opens() -> None:
    assert len(page(samples.long()).encode()) < LARGEST


def test_the_same_audit_gives_the_same_page() -> None:
    assert page(samples.typical()) == page(samples.typical())
    assert script() in page(samples.typical())
