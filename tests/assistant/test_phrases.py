"""Exact phrases in the sample articles."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.phrases import exact_phrases, find_phrase
from index.filters import Filters
from index.snapshot import Snapshot


@pytest.mark.parametrize(
    ("statement", "phrases"),
    [
        ('Sánchez spoke of "one billion euros".', ["one billion euros"]),
        ("He said “a promise kept” and „ein Wort“.", ["a promise kept", "ein Wort"]),
        ("Nobody was quoted.", []),
        ('An empty "" and a "..." and an open "quotation', []),
        ("“A” stands beside “B”.", ["A", "B"]),
    ],
)
def test_what_stands_in_quotation_marks_is_sought_word_for_word(statement: str, phrases: list[str]) -> None:
    assert exact_phrases(statement) == phrases


def test_a_phrase_is_found_where_it_stands(sample: Snapshot) -> None:
    found = list(find_phrase(sample, "Leopard 2A4 tanks", Filters()))
    assert found
    for one in found:
        text = sample.article(one.entry.id).text
        assert text[one.start : one.end] == one.text
        assert "Leopard 2A4 tanks" in " ".join(one.text.split())


def test_the_earliest_article_comes_first(sample: Snapshot) -> None:
    days = [one.entry.published for one in find_phrase(sample, "Leopard 2A4", Filters())]
    known = [day for day in days if day]
    assert len(known) > 1
    assert known == sorted(known)
    assert all(day is None for day in days[len(known) :])


@pytest.mark.parametrize("phrase", ["leopard 2a4 TANKS", "Leopard\n2A4 tanks", "Leopard-2A4 tanks"])
def test_case_line_breaks_and_hyphens_make_no_difference(sample: Snapshot, phrase: str) -> None:
    plain = [(one.start, one.end) for one in find_phrase(sample, "Leopard 2A4 tanks", Filters())]
    assert [(one.start, one.end) for one in find_phrase(sample, phrase, Filters())] == plain


@pytest.mark.parametrize("phrase", ["tanks 2A4 Leopard", "Leopard 2A4 tanking", "Leopard 2A4 marmalade tanks", "2A5"])
def test_every_word_counts_in_its_form_and_order(sample: Snapshot, phrase: str) -> None:
    assert list(find_phrase(sample, phrase, Filters())) == []


def test_a_phrase_over_two_sentences_is_quoted_with_both(sample: Snapshot) -> None:
    entry = next(iter(sample.entries))
    passage = next(one for one in sample.article_passages(entry) if len(one.sentences) > 1)
    (start, middle), (after, end) = passage.sentences[:2]
    text = sample.article(entry).text
    phrase = " ".join([*text[start:middle].split()[-3:], *text[after:end].split()[:3]])
    assert (start, end) in [(one.start, one.end) for one in find_phrase(sample, phrase, Filters())]


def test_only_articles_within_the_limits_are_looked_through(sample: Snapshot) -> None:
    limits = Filters(published_to=dt.date(2024, 5, 27))
    found = list(find_phrase(sample, "Leopard 2A4", limits))
    assert all(one.entry.published and one.entry.published <= dt.date(2024, 5, 27) for one in found)
    assert len(found) < len(list(find_phrase(sample, "Leopard 2A4", Filters())))
