from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.spellings import PEOPLES, SPELLINGS
from index.terms import content_terms, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tide came in.", ["the", "tide", "came", "in"]),
        ("Sánchez met Møller in Łódź", ["sanchez", "met", "møller", "in", "łodz"]),
        ("U.S. troops, US law, us voters", ["usa", "troops", "usa", "law", "us", "voters"]),
        ("1,184 tonnes, 31,500,000 crowns, 12,5", ["1184", "tonnes", "31500000", "crowns", "12", "5"]),
        ("2.5 percent of 10.000.000", ["2.5", "percent", "of", "10.000.000"]),
        ("Quell's law and the owners' bills", ["quell", "law", "and", "the", "owners", "bills"]),
        ("don’t", ["don’t"]),
        ("snake_case and F-16s", ["snake", "case", "and", "f", "16s"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_are_folded_but_not_stemmed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Kiev", "Kyiv"),
        ("Zelensky's", "Zelenskyy"),
        ("defense programs", "defence programmes"),
        ("neighboring harbors", "neighbouring harbours"),
        ("SÁNCHEZ", "Sanchez"),
        ("pledged", "pledge"),
        ("houses", "house's"),
        ("1,000", "1000"),
    ],
)
def test_two_ways_to_write_one_word_are_one_term(asked: str, written: str) -> None:
    assert terms(asked) == terms(written)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("2.5", "25"), ("Austria", "Australia")])
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_the_country_is_told_from_the_pronoun_by_its_capitals() -> None:
    assert words("The US and us") == ["the", "usa", "and", "us"]


def test_a_people_stands_for_its_country() -> None:
    assert terms("the Spanish government") == terms("the Spain government")
    assert terms("Ukrainians") == terms("Ukraine")


def test_folding_leads_to_a_word_that_folds_no_further() -> None:
    for word in (*SPELLINGS.values(), *PEOPLES.values()):
        assert words(word) == [word]


def test_content_terms_are_what_a_question_is_about_each_once() -> None:
    assert content_terms("What did the senate of Orrin vote for, and when did the Senate vote?") == terms(
        "senate Orrin vote"
    )


def test_a_question_of_small_words_has_no_content() -> None:
    assert content_terms("What was it about?") == []


@settings(deadline=None)
@given(st.text())
def test_any_text_has_terms_without_white_space_in_lower_case(text: str) -> None:
    for term in terms(text):
        assert term
        assert not any(char.isspace() for char in term)
    assert len(terms(text)) == len(words(text))
    assert set(content_terms(text)) <= set(terms(text))
