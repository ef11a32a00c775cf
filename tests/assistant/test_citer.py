"""What bears a statement: the articles, best first."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from assistant.assistant import Assistant
from assistant.sourced import Sourced
from assistant.verification import Verdict
from assistant.verification.statement import LONGEST
from index.filters import Filters
from index.snapshot import Snapshot

PLEDGE = "Spain pledged Ukraine €1bn of military aid in 2024."

QUICK = 2.0
"""Seconds that one statement may take, whatever it holds."""


@pytest.fixture(scope="module")
def sourced(quick: Assistant) -> Sourced:
    return quick.cite(PLEDGE)


def test_a_true_statement_is_borne(sourced: Sourced) -> None:
    assert sourced.verdict is Verdict.SUPPORTED
    assert sourced.verdict is sourced.bearings[0].verdict
    assert not sourced.bearings[0].note


def test_every_quote_stands_in_its_article(sourced: Sourced, sample: Snapshot) -> None:
    assert sourced.citations
    for one in sourced.citations:
        assert sample.article(one.article.id).text[one.start : one.end] == one.quote


def test_every_piece_and_citation_can_be_looked_up(sourced: Sourced) -> None:
    numbers = {one.number for one in sourced.citations}
    for one in sourced.bearings:
        assert one.citations
        assert numbers.issuperset(one.citations)
        assert set(one.citations).issuperset(piece.citation for piece in one.pieces if piece.citation is not None)
        assert all(PLEDGE[piece.start : piece.end] == piece.text for piece in one.pieces)


def test_what_bears_all_comes_before_what_bears_some(sourced: Sourced) -> None:
    supported = [one.verdict is Verdict.SUPPORTED for one in sourced.bearings]
    assert supported == sorted(supported, reverse=True)


def test_no_more_than_asked_for(quick: Assistant) -> None:
    phrase = '"Leopard 2A4"'
    assert [len(quick.cite(phrase, most=most).bearings) for most in (0, 1, 2)] == [0, 1, 2]


def test_a_wrong_figure_is_borne_by_nobody(quick: Assistant) -> None:
    found = quick.cite(PLEDGE.replace("€1bn", "€3bn"))
    assert found.verdict is not Verdict.SUPPORTED
    assert all(one.note for one in found.bearings)


def test_nothing_of_the_kind(quick: Assistant) -> None:
    found = quick.cite("A bakery in Lima sold striped marmalade buns to astronauts.")
    assert (found.verdict, found.bearings, found.citations) == (Verdict.NOT_FOUND, (), ())


def test_a_phrase_is_found_word_for_word(quick: Assistant) -> None:
    found = quick.cite('"Leopard 2A4 tanks"')
    assert found.verdict is Verdict.SUPPORTED
    assert all(one.verbatim for one in found.bearings)
    assert all("Leopard 2A4 tanks" in one.quote for one in found.citations)


def test_a_phrase_that_no_article_has_is_named(quick: Assistant) -> None:
    found = quick.cite("Sánchez spoke of “striped marmalade buns”.")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.remarks == ("No article has the words “striped marmalade buns”.",)


def test_whoever_is_said_to_say_it_must_be_named(quick: Assistant) -> None:
    found = quick.cite("Inga Kalna spoke of “Leopard 2A4 tanks”.")
    assert found.verdict is Verdict.PARTLY
    assert "Inga Kalna" in found.bearings[0].note


def test_only_articles_within_the_limits_count(quick: Assistant) -> None:
    last = dt.date(2024, 5, 1)
    found = quick.cite(PLEDGE, filters=Filters(published_to=last))
    assert found.verdict is not Verdict.SUPPORTED
    assert all(one.article.published and one.article.published <= last for one in found.citations)


def test_of_a_very_long_text_the_beginning_counts_and_that_is_said(quick: Assistant) -> None:
    text = PLEDGE + " " + "a" * LONGEST
    found = quick.cite(text)
    assert found.statement == text
    assert found.remarks == ("Only the first 1,000 characters were looked for.",)


@pytest.mark.parametrize(
    "text", ["", " ", "…", '""', "“”", "\u200b", "\x00", "€1bn", "1", "\u202eSpain", "🇪🇸", "تعهدت إسبانيا بمليار يورو"]
)
def test_any_text_can_be_looked_for(quick: Assistant, text: str) -> None:
    found = quick.cite(text)
    assert Sourced.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    "text",
    ["12 " * 3000, "$1 " * 3000, "Spain sold " + "2 tanks, " * 1000, "“Spain” said “Ukraine” " * 400, "a" * 10_000],
)
def test_a_hostile_text_ends_quickly(quick: Assistant, sourced: Sourced, text: str) -> None:
    assert sourced  # the snapshot is open
    begun = time.perf_counter()
    quick.cite(text)
    assert time.perf_counter() - begun < QUICK


def test_the_same_statement_has_the_same_citations(quick: Assistant, sourced: Sourced) -> None:
    assert quick.cite(PLEDGE).model_dump_json(exclude={"seconds"}) == sourced.model_dump_json(exclude={"seconds"})
