"""In which word a sentence says what a word of a statement says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.verification.alignment import LOOSELY, Alignment
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness

NOTHING: Mapping[str, tuple[str, float]] = {}


def aligned(text: str, quote: str, alike: Mapping[str, tuple[str, float]] = NOTHING) -> Alignment:
    """Align a statement with a quote; ``alike`` gives for its words those of the quote, and how alike they are."""
    statement = Statement(text)
    told = [alike.get(text[word.start : word.end], ("", 0.0)) for word in statement.words]
    places = [(quote.index(other), quote.index(other) + len(other)) if other else (0, 0) for other, _ in told]
    return Alignment(statement, Witness(quote, likeness=[cosine for _, cosine in told], nearest=lambda: places))


def test_a_word_is_told_in_another() -> None:
    found = aligned(
        "Norvik purchased the shipyard.", "Norvik snapped up the shipyard.", {"purchased": ("snapped", 0.6)}
    )
    assert found.told_as() == {"purchas": "snap"}


def test_a_word_less_alike_is_told_in_it_loosely() -> None:
    found = aligned(
        "Norvik purchased the shipyard.", "Norvik snapped up the shipyard.", {"purchased": ("snapped", 0.5)}
    )
    assert found.told_as() == {}
    assert found.told_as(LOOSELY) == {"purchas": "snap"}


@pytest.mark.parametrize(
    ("text", "quote", "word", "other"),
    [
        ("The old ferry sank.", "The old ferry sank off the pier.", "sank", "pier"),
        ("The council took a vote.", "The council held a vote.", "took", "held"),
        ("The trawler sank.", "The Halden sank.", "trawler", "Halden"),
        ("A crowd marched.", "Then 600 marched.", "crowd", "600"),
        ("The owners marched.", "They marched.", "owners", "They"),
    ],
    ids=["it has the word", "a light verb", "a name", "a number", "a pronoun"],
)
def test_what_tells_no_word_in_another(text: str, quote: str, word: str, other: str) -> None:
    assert aligned(text, quote, {word: (other, 0.9)}).told_as() == {}


def test_a_name_is_told_in_no_other_word() -> None:
    found = aligned("Norvik closed the quarry.", "The firm closed the quarry.", {"Norvik": ("firm", 0.9)})
    assert found.told_as() == {}
    assert found.places(LOOSELY) == []


def test_where_the_words_stand_that_tell_it() -> None:
    quote = "A blaze gutted the depot."
    found = aligned("Fire ruined the depot.", quote, {"ruined": ("gutted", 0.6), "depot": ("depot", 1.0)})
    assert [(word.term, quote[start:end]) for word, (start, end) in found.places(LOOSELY)] == [
        ("ruin", "gutted"),
        ("depot", "depot"),
    ]
    assert [word.term for word, _ in found.places(0.8)] == ["depot"]


def test_nothing_is_aligned_where_the_vectors_are_not_known() -> None:
    statement, quote = Statement("The depot burned."), Witness("A blaze gutted the store.", likeness=[0.9, 0.9])
    found = Alignment(statement, quote)
    assert found.told_as() == {}
    assert found.places(0.0) == []
    assert found.relevant == quote.text


@pytest.mark.parametrize(
    ("quote", "relevant"),
    [
        ("The harbour reopened, although the airfield stayed shut.", "The harbour reopened"),
        ("The harbour reopened, but the airfield did not.", "The harbour reopened"),
        ("The airfield was not repaired; the harbour reopened.", "; the harbour reopened."),
        ("The harbour reopened (the airfield never did).", "The harbour reopened"),
        ("The harbour reopened, but ferries may not use it.", "The harbour reopened, but ferries may not use it."),
        ("Nobody cheered when the harbour reopened.", "Nobody cheered when the harbour reopened."),
        ("Nobody cheered, when the harbour reopened.", "Nobody cheered, when the harbour reopened."),
        (
            "Officials denied, when asked, that the harbour reopened.",
            "Officials denied, when asked, that the harbour reopened.",
        ),
        ("The bakery was not told, that the harbour reopened.", "The bakery was not told, that the harbour reopened."),
        ("The airfield stayed shut, and rain fell.", "The airfield stayed shut, and rain fell."),
    ],
)
def test_the_clauses_that_speak_of_something_of_the_statement(quote: str, relevant: str) -> None:
    found = aligned("The harbour reopened.", quote).relevant
    assert found.strip() == relevant
    assert found.index(relevant) == quote.index(relevant)
    assert len(found) == len(quote)


@pytest.mark.parametrize(
    ("cosine", "relevant"),
    [
        (0.5, "A blaze gutted the store"),
        (0.45, "A blaze gutted the store, while the concert was cancelled."),
    ],
)
def test_a_clause_may_speak_of_it_in_other_words(cosine: float, relevant: str) -> None:
    quote = "A blaze gutted the store, while the concert was cancelled."
    assert aligned("The depot burned.", quote, {"burned": ("gutted", cosine)}).relevant.strip() == relevant


@pytest.mark.parametrize(
    ("quote", "relevant"),
    [
        ("The harbour, which ferries shun, was widened.", "The harbour , was widened."),
        ("The harbour, which ferries shun, ruined bakers.", "The harbour"),
        ("Bakers, which ferries shun, were ruined; the harbour grew.", "; the harbour grew."),
    ],
)
def test_a_clause_goes_on_behind_an_aside(quote: str, relevant: str) -> None:
    assert " ".join(aligned("The harbour reopened.", quote).relevant.split()) == relevant
