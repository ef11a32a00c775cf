"""The list of articles, without a browser: what is found, in which order, on which page."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Sequence

import gradio as gr
import pytest
from lxml import html
from lxml.html import HtmlElement

from assistant.assistant import Assistant
from index.catalog import Entry
from index.settings import Settings
from ui.web.articles import Library, listing_html
from ui.web.listing import PAGE, Column, Listing, Wanted, listing

DAY = dt.date(2024, 5, 27)
QUICK = 0.5
"""Seconds for a search in 5,000 articles on a busy machine; an idle one takes a tenth of that."""


def entry(
    name: str, outlet: str | None = "Castellan Daily", published: dt.date | None = DAY, passages: int = 1
) -> Entry:
    return Entry(
        id=name.lower(),
        key=f"id:{name}",
        source=f"/news/{name}.md",
        fingerprint="",
        title=name,
        outlet=outlet,
        url=None,
        published=published,
        ingested=DAY,
        characters=700 * passages,
        passages=passages,
        story=1,
        digest=name,
    )


BRIDGE = entry("Bridge closed", "Harbour Wire", DAY, 3)
APPLES = entry("Apples dearer", "Élan", DAY, 1)
FLOODS = entry("Ébro floods", None, dt.date(2024, 6, 1), 2)
CHESS = entry("Chess in Łódź", "Harbour Wire", None, 5)
ALL = (BRIDGE, APPLES, FLOODS, CHESS)


def names(listed: Listing) -> list[str]:
    return [one.name for one in listed.entries]


def page_of(listed: Listing) -> HtmlElement:
    return html.fromstring(f"<div>{listing_html(listed)}</div>")


def test_the_newest_come_first_and_what_has_no_date_last() -> None:
    assert listing(ALL, Wanted()).entries == (FLOODS, APPLES, BRIDGE, CHESS)
    assert listing(ALL, Wanted(falling=False)).entries == (APPLES, BRIDGE, FLOODS, CHESS)


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (Column.HEADLINE, (APPLES, BRIDGE, CHESS, FLOODS)),
        (Column.OUTLET, (APPLES, BRIDGE, CHESS, FLOODS)),
        (Column.PASSAGES, (APPLES, FLOODS, BRIDGE, CHESS)),
    ],
)
def test_every_column_sorts_both_ways(column: Column, rising: Sequence[Entry]) -> None:
    assert listing(ALL, Wanted(column=column, falling=False)).entries == tuple(rising)
    falling = listing(ALL, Wanted(column=column, falling=True)).entries
    if column is Column.OUTLET:
        assert falling == (BRIDGE, CHESS, APPLES, FLOODS), "without an outlet is last, and equals stay in order"
    else:
        assert falling == tuple(reversed(rising))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wire", [CHESS, BRIDGE]),
        ("  HARBOUR  chess ", [CHESS]),
        ("elan", [APPLES]),
        ("ÉBRO", [FLOODS]),
        ("ebro wire", []),
        ("closed harbour", [BRIDGE]),
        ("", list(ALL)),
    ],
)
def test_every_word_is_looked_for_in_headline_and_outlet(query: str, found: list[Entry]) -> None:
    assert set(listing(ALL, Wanted(query=query)).entries) == set(found)


def test_a_headline_is_filed_under_its_first_word() -> None:
    quoted = entry("“Bridges are next,” mayor says")
    listed = listing([CHESS, quoted, APPLES], Wanted(column=Column.HEADLINE, falling=False))
    assert listed.entries == (APPLES, quoted, CHESS)


def test_only_what_has_no_date() -> None:
    listed = listing(ALL, Wanted(undated=True))
    assert listed.entries == (CHESS,)
    assert listed.counted == "1–1 of 1 found among 4"
    assert not listing(ALL, Wanted(undated=True, query="bridge")).entries


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    many = [entry(f"Article {number:03}") for number in range(2 * PAGE + 1)]
    pages = [listing(many, Wanted(page=number)) for number in (1, 2, 3)]
    assert [one for page in pages for one in page.entries] == many
    assert [page.counted for page in pages] == ["1–50 of 101", "51–100 of 101", "101–101 of 101"]


def test_a_page_beyond_the_last_is_the_last() -> None:
    many = [entry(f"Article {number:03}") for number in range(PAGE + 1)]
    listed = listing(many, Wanted(page=9))
    assert (listed.wanted.page, listed.first, listed.last) == (2, PAGE + 1, PAGE + 1)
    assert listing([], Wanted(page=9)).wanted.page == 1


def test_five_thousand_articles_are_listed_at_once() -> None:
    chance = random.Random(3)
    days = [dt.date(2020, 1, 1) + dt.timedelta(number) for number in range(1500)]
    many = [
        entry(f"Überraschung Nr. {number} in Köln", chance.choice(["Élan", "Wire", None]), chance.choice(days))
        for number in range(5000)
    ]
    begun = time.perf_counter()
    assert listing(many, Wanted(query="uberraschung elan", column=Column.OUTLET)).found > PAGE
    assert time.perf_counter() - begun < QUICK


class TestPage:
    def test_a_head_that_sorts_says_which_way_it_would(self) -> None:
        page = page_of(listing(ALL, Wanted()))
        assert [head.get("aria-sort") for head in page.cssselect("thead th")] == [None, None, "descending", None]
        ways = {button.get("data-column"): button.get("data-falling") for button in page.cssselect("thead button")}
        assert ways == {"Headline": "false", "Outlet": "false", "Published": "false", "Passages": "true"}

    def test_what_is_missing_is_said_in_words(self) -> None:
        page = page_of(listing(ALL, Wanted()))
        assert [one.text for one in page.cssselect(".absent")] == ["no outlet given", "no date given"]
        assert [one.get("datetime") for one in page.cssselect("time")] == ["2024-06-01", "2024-05-27", "2024-05-27"]

    def test_a_single_page_has_no_way_to_another(self) -> None:
        assert not page_of(listing(ALL, Wanted())).cssselect("[data-act=page]")
        many = page_of(listing([entry(f"Article {number:03}") for number in range(PAGE + 1)], Wanted()))
        assert [one.get("aria-disabled") for one in many.cssselect("[data-act=page]")] == ["true", None] * 2

    def test_an_empty_collection_says_how_to_fill_it(self) -> None:
        said = page_of(Listing(Wanted())).text_content()
        assert "There are no articles yet" in said
        assert "Drop files above" in said
        assert "dateline ingest FOLDER" in said

    def test_a_search_that_finds_nothing_leads_back(self) -> None:
        page = page_of(listing(ALL, Wanted(query="<b>zebra")))
        assert "No headline or outlet holds “<b>zebra”" in page.text_content()
        assert not page.cssselect("b")
        assert page.cssselect("[data-act=all]")

    def test_hostile_headlines_are_text(self) -> None:
        hostile = '"><script>alert(1)</script>\x1b[2J'
        page = page_of(listing([entry(hostile, hostile)], Wanted()))
        assert not page.cssselect("script")
        assert page.cssselect("tbody .headline")[0].text == hostile.replace("\x1b", "�")
        assert page.cssselect("tbody .headline")[0].get("data-article") == hostile.lower().replace("\x1b", "�")


class TestLibrary:
    @pytest.fixture
    def library(self, assistant: Assistant, sample_data_dir: object) -> Library:  # noqa: ARG002
        with gr.Blocks():
            return Library(Settings(), assistant)

    def look(self, library: Library, wanted: str, asked: str = "1") -> dict[str, object]:
        return library._look(gr.EventData(None, {"wanted": wanted, "asked": asked}))

    def test_the_answer_says_what_was_asked_and_of_which_snapshot(self, library: Library, assistant: Assistant) -> None:
        shown = self.look(library, Wanted(query="Castellan").model_dump_json(), "7")
        with assistant.reading() as snapshot:
            assert (shown["asked"], shown["snapshot"]) == ("7", snapshot.name)
        assert "Castellan Daily" in str(shown["html"])

    @pytest.mark.parametrize("wanted", ["", "{", '{"page": 0}', '{"column": "Colour"}', '{"query": 3}'])
    def test_what_cannot_be_understood_shows_the_first_page(self, library: Library, wanted: str) -> None:
        assert str(self.look(library, wanted)["said"]).startswith("1–")

    def test_before_the_first_article_there_is_no_trouble(self, tmp_path: object, encoder: object) -> None:  # noqa: ARG002
        settings = Settings()
        with gr.Blocks(), Assistant(settings) as empty:
            assert "There are no articles yet" in str(self.look(Library(settings, empty), "{}")["html"])
