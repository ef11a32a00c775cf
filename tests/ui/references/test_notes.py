from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from lxml import html
from markdown_it import MarkdownIt

from tests.ui.references.samples import HOSTILE, URL, citation, texts
from ui.references import Form, references
from ui.references.bibliography import _pandoc
from ui.references.fields import address, line

BARE: dict[str, Any] = {"title": None, "outlet": None, "byline": None, "url": None, "published": None}


def test_plain() -> None:
    assert references([citation()], Form.PLAIN) == (
        "[1] “The wall gave way at noon.” — Harbour wall gives way in Odesa, The Harbour Wire, 27 May 2024, "
        "https://harbour.example/odesa/wall?page=1&view=full"
    )


def test_a_footnote() -> None:
    assert references([citation(byline="By Jane Doe, John Smith and Anna van der Berg")], Form.FOOTNOTE) == (
        "[1] Jane Doe, John Smith and Anna van der Berg, “Harbour wall gives way in Odesa,” The Harbour Wire, "
        "27 May 2024, https://harbour.example/odesa/wall?page=1&view=full, accessed 3 June 2024. "
        "“The wall gave way at noon.”"
    )


def test_a_markdown_footnote() -> None:
    assert references([citation()], Form.MARKDOWN) == (
        "[^1]: Jane Doe, “[Harbour wall gives way in Odesa](<https://harbour.example/odesa/wall?page=1&view=full>),” "
        "*The Harbour Wire*, 27 May 2024, accessed 3 June 2024. “The wall gave way at noon.”"
    )


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"byline": None}, "“Harbour wall gives way in Odesa,” The Harbour Wire, 27 May 2024. “Noon.”"),
        ({"outlet": None}, "Jane Doe, “Harbour wall gives way in Odesa,” 27 May 2024. “Noon.”"),
        ({"published": None}, "Jane Doe, “Harbour wall gives way in Odesa,” The Harbour Wire. “Noon.”"),
        ({"title": None}, "Jane Doe, The Harbour Wire, 27 May 2024. “Noon.”"),
        ({"title": "Who pays?"}, "Jane Doe, “Who pays?” The Harbour Wire, 27 May 2024. “Noon.”"),
        ({"outlet": "Wire Inc.", "published": None}, "Jane Doe, “Harbour wall gives way in Odesa,” Wire Inc. “Noon.”"),
        (BARE | {"title": "Ties with the U.S."}, "“Ties with the U.S.” “Noon.”"),
        (BARE | {"title": "Who pays"}, "“Who pays.” “Noon.”"),
        (BARE | {"byline": "Reuters"}, "Reuters. “Noon.”"),
        (BARE, "“Noon.”"),
    ],
)
def test_a_footnote_leaves_out_what_is_not_known(fields: dict[str, Any], note: str) -> None:
    assert references([citation(7, "Noon.", **({"url": None} | fields))], Form.FOOTNOTE) == f"[7] {note}"


def test_notes_are_numbered_as_in_the_answer() -> None:
    twice = [citation(1), citation(4, "It was rebuilt.")]
    for form, mark in ((Form.PLAIN, "[{}] "), (Form.FOOTNOTE, "[{}] "), (Form.MARKDOWN, "[^{}]: ")):
        lines = references(twice, form).splitlines()
        assert [one.partition(" ")[0] + " " for one in lines] == [mark.format(1), mark.format(4)]


def test_an_address_without_a_title_is_its_own_link() -> None:
    note = references([citation(title=None)], Form.MARKDOWN).partition(": ")[2]
    (link,) = html.fragment_fromstring(MarkdownIt().render(note)).iter("a")
    assert link.get("href") == link.text == URL


@given(texts(), texts(), texts(), texts())
def test_whatever_comes_from_outside_stays_text_in_markdown(title: str, outlet: str, byline: str, quote: str) -> None:
    url = f"https://harbour.example/{title}"
    made = citation(1, quote, title=title, outlet=outlet, byline=byline, url=url)
    note = references([made], Form.MARKDOWN).removeprefix("[^1]: ")
    assert len(note.splitlines()) == 1
    page = html.fragment_fromstring(MarkdownIt("commonmark").render(note), create_parent="div")
    assert [one.tag for one in page] == ["p"]
    assert {one.tag for one in page.iter()} <= {"div", "p", "a", "em"}
    assert len(list(page.iter("a"))) == 1
    for part in (title, outlet, quote):
        assert (line(part) or "") in page.text_content()


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict) and "t" in tree:
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(each)


@pytest.mark.parametrize("dialect", ["gfm", "markdown", "commonmark_x"])
def test_other_readers_of_markdown_find_footnotes_and_nothing_else(dialect: str) -> None:
    citations = [
        citation(number, part, name=str(number), title=part, outlet=part, byline=part, url=f"https://a.example/{part}")
        for number, part in enumerate(HOSTILE, start=1)
    ]
    text = "".join(f"x[^{one.number}] " for one in citations) + "\n\n" + references(citations, Form.MARKDOWN)
    done = subprocess.run(
        [_pandoc(), f"--from={dialect}", "--to=json"], input=text.encode(), capture_output=True, check=True
    )
    found = list(nodes(json.loads(done.stdout)["blocks"]))
    allowed = {"Para", "Str", "Space", "SoftBreak", "Note", "Link", "Emph", "Quoted", "DoubleQuote", "SingleQuote"}
    assert {node["t"] for node in found} <= allowed
    assert sum(node["t"] == "Note" for node in found) == len(citations)
    targets = [unquote(node["c"][2][0]) for node in found if node["t"] == "Link"]
    assert sorted(targets) == sorted(unquote(str(address(one.article.url))) for one in citations)
