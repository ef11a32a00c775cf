from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from assistant.answer import Citation
from tests.ui.references.samples import HOSTILE, URL, citation, texts
from ui.references import Form, references
from ui.references.bibliography import _pandoc
from ui.references.fields import address, line

TWICE = [citation(1, "One."), citation(2, "Two.", byline="Anna van der Berg and Reuters")]
BARE = [citation(title=None, outlet=None, byline=None, url=None, published=None)]


def read_ris(citations: list[Citation]) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = rispy.loads(references(citations, Form.RIS))
    return read


def read_bibtex(citations: list[Citation]) -> list[dict[str, str]]:
    """Read BibTeX as a program does, and its LaTeX as LaTeX would set it."""
    library = parse_string(references(citations, Form.BIBTEX))
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    known = get_default_latex_context_db()
    # By itself it takes this for the accent alone; LaTeX sets the sign.
    known.add_context_category("sign", prepend=True, macros=[MacroTextSpec("textasciicircum", "^")])
    decoded = LatexNodes2Text(known, math_mode="verbatim").latex_to_text
    return [
        {"key": entry.key, "type": entry.entry_type}
        | {field.key: field.value if field.key == "url" else decoded(field.value) for field in entry.fields}
        for entry in library.entries
    ]


def read_json(citations: list[Citation]) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(references(citations, Form.CSL_JSON))
    return read


def test_ris() -> None:
    assert references([citation(byline="Jane Doe and Reuters")], Form.RIS).splitlines() == [
        "TY  - NEWS",
        "ID  - harbour-wire-2024-harbour",
        "AU  - Doe, Jane",
        "AU  - Reuters",
        "TI  - Harbour wall gives way in Odesa",
        "T2  - The Harbour Wire",
        "PY  - 2024",
        "DA  - 2024/05/27/",
        f"UR  - {URL}",
        "Y2  - 2024/06/03/",
        "N1  - “The wall gave way at noon.”",
        "ER  - ",
    ]


def test_bibtex() -> None:
    assert references([citation(byline="Anna van der Berg and Reuters")], Form.BIBTEX).splitlines() == [
        "@article{harbour-wire-2024-harbour,",
        "  entrysubtype = {newspaper},",
        "  author = {van der Berg, Anna and {Reuters}},",
        "  title = {{Harbour wall gives way in Odesa}},",
        "  journal = {The Harbour Wire},",
        "  date = {2024-05-27},",
        "  year = {2024},",
        "  month = may,",
        f"  url = {{{URL}}},",
        "  urldate = {2024-06-03},",
        "  annote = {“The wall gave way at noon.”},",
        "}",
    ]


def test_csl_json() -> None:
    assert read_json([citation(byline="Anna van der Berg and Reuters")]) == [
        {
            "id": "harbour-wire-2024-harbour",
            "type": "article-newspaper",
            "title": "Harbour wall gives way in Odesa",
            "container-title": "The Harbour Wire",
            "author": [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"}, {"literal": "Reuters"}],
            "issued": {"date-parts": [[2024, 5, 27]]},
            "accessed": {"date-parts": [[2024, 6, 3]]},
            "URL": URL,
            "abstract": "“The wall gave way at noon.”",
        }
    ]


def test_an_article_cited_twice_stands_once_with_both_quotes() -> None:
    assert [one["notes"] for one in read_ris(TWICE)] == [["“One.”", "“Two.”"]]
    assert [one["annote"] for one in read_bibtex(TWICE)] == ["“One.” “Two.”"]
    assert [one["abstract"] for one in read_json(TWICE)] == ["“One.” “Two.”"]


def test_what_an_article_lacks_is_left_out() -> None:
    assert read_ris(BARE) == [{"type_of_reference": "NEWS", "id": "article", "notes": ["“The wall gave way at noon.”"]}]
    assert set(read_bibtex(BARE)[0]) == {"key", "type", "entrysubtype", "annote"}
    assert set(read_json(BARE)[0]) == {"id", "type", "abstract"}
    assert references([], Form.RIS) == references([], Form.BIBTEX) == ""
    assert read_json([]) == []


def test_a_name_with_a_comma_is_no_person_in_ris() -> None:
    assert read_ris([citation(byline="Acme News, London bureau")])[0]["authors"] == ["Acme News – London bureau"]


def test_two_addresses_are_not_made_of_one_in_ris() -> None:
    assert read_ris([citation(url="https://harbour.example/a;b")])[0]["urls"] == ["https://harbour.example/a%3Bb"]


@given(texts(), texts(), texts(), texts())
def test_every_format_is_read_back_unchanged(title: str, outlet: str, byline: str, quote: str) -> None:
    url = f"https://harbour.example/{title}"
    citations = [
        citation(1, quote, title=title, outlet=outlet, byline=byline, url=url),
        citation(2, name="bridge"),
    ]
    said = f"“{line(quote)}”" if line(quote) else None
    ris, bibtex, csl = read_ris(citations), read_bibtex(citations), read_json(citations)
    assert len(ris) == len(bibtex) == len(csl) == 2
    assert ris[0].get("title") == bibtex[0].get("title") == csl[0].get("title") == line(title)
    assert ris[0].get("secondary_title") == bibtex[0].get("journal") == csl[0].get("container-title") == line(outlet)
    assert bibtex[0]["url"] == csl[0]["URL"] == address(url)
    assert ris[0]["urls"] == [str(address(url)).replace(";", "%3B")]
    assert ris[0].get("notes") == ([said] if said else None)
    assert bibtex[0].get("annote") == csl[0].get("abstract") == said
    assert ris[0]["id"] == bibtex[0]["key"] == csl[0]["id"]


@given(texts())
def test_braces_pair_off_as_bibtex_counts_them(title: str) -> None:
    for field in references([citation(title=title)], Form.BIBTEX).splitlines()[1:-1]:
        depth = 0
        for brace in re.findall("[{}]", field):
            depth += 1 if brace == "{" else -1
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize("form", [Form.BIBTEX, Form.RIS])
def test_pandoc_reads_the_same(form: Form) -> None:
    """A second reader, of other people: it takes LaTeX in a title as LaTeX does."""
    titles = [str(line(title)) for title in HOSTILE if "``" not in title and not title.startswith("very")]
    citations = [citation(number, name=f"{number:02}", title=title) for number, title in enumerate(titles)]
    done = subprocess.run(
        [_pandoc(), f"--from={form}", "--to=csljson"],
        input=references(citations, form).encode(),
        capture_output=True,
        check=True,
    )
    items = {one["id"]: one["title"] for one in json.loads(done.stdout)}
    assert len(items) == len(titles)
    for wanted, one in zip(titles, read_json(citations), strict=True):
        found = re.sub(r"</?span[^>]*>", "", items[one["id"]])
        assert re.findall(r"\w", found) == re.findall(r"\w", wanted)
