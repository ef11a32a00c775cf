"""Amounts of a statement beside those of a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.figures import amount_in, nearby
from assistant.verification.model import State
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness


def told(text: str, quote: str, likeness: float = 0.0) -> State:
    """Give what a quote says to the first amount of a statement."""
    statement = Statement(text)
    return amount_in(statement.amounts[0], statement, Witness(quote), likeness).state


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Spain pledged €1bn.", "Spain pledged one billion euros."),
        ("Spain pledged over €1bn.", "Spain pledged 1.08 billion euros."),
        ("Spain pledged nearly €1.1bn.", "Spain pledged 1.08 billion euros."),
        ("Prices rose 4.5 percent.", "Prices rose by 4.5%."),
        ("The strike lasted four weeks.", "The strike lasted 28 days."),
        ("The strike lasted a dozen years.", "The strike lasted 12 years."),
        ("The talks lasted 10 minutes.", "The talks lasted ten minutes."),
        ("It took six seconds.", "It took six seconds."),
        ("It sold 64 cars.", "It sold 64 cars."),
        ("Police held 12 people.", "Police held twelve men."),
    ],
)
def test_the_same_amount_in_other_words(text: str, quote: str) -> None:
    assert told(text, quote) is State.BORNE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Spain pledged €2bn.", "Spain pledged one billion euros."),
        ("Spain pledged €1m.", "Spain pledged one billion euros."),
        ("Spain pledged $1bn.", "Spain pledged one billion euros."),
        ("Prices rose 45 percent.", "Prices rose 4.5 percent."),
        ("It sold 46 cars.", "It sold 64 cars."),
        ("It sold 64 cars.", "It sold up to 64 cars."),
        ("The strike lasted two months.", "The strike lasted two weeks."),
        ("Spain pledged over €1bn.", "Spain pledged 0.9 billion euros."),
    ],
)
def test_another_amount_in_its_place(text: str, quote: str) -> None:
    assert told(text, quote) is State.DIFFERENT


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Spain pledged €1bn.", "Spain pledged tanks."),
        ("It sold 64 cars.", "It sold 12 boats."),
        ("Prices rose 4 percent.", "Prices rose for three years."),
    ],
)
def test_no_amount_of_the_kind(text: str, quote: str) -> None:
    assert told(text, quote) is State.MISSING


def test_an_amount_that_bears_another_of_the_statement_stands_in_no_ones_place() -> None:
    statement = Statement("It sold 64 cars and 12 cars more.")
    first, second = statement.amounts
    quote = Witness("It sold 64 cars.")
    assert amount_in(first, statement, quote, 0.0).state is State.BORNE
    assert amount_in(second, statement, quote, 0.0).state is State.MISSING


def test_what_the_quote_gives_is_said_with_its_qualifier() -> None:
    statement = Statement("Spain pledged €3bn.")
    found = amount_in(statement.amounts[0], statement, Witness("Spain pledged at least one billion euros."), 0.0)
    assert found.said == "at least one billion euros"


def test_a_sentence_beside_it_gives_another_amount_of_the_same_thing() -> None:
    statement = Statement("The harbour festival drew 5,000 visitors to the old quay.")
    found = nearby(
        statement.amounts[0], statement, Witness("The harbour festival drew 7,000 visitors to the old quay.")
    )
    assert (found.state, found.said) == (State.DIFFERENT, "7,000 visitors")
    assert nearby(statement.amounts[0], statement, Witness("A zoo has 7,000 visitors.")).state is State.MISSING


@given(
    st.integers(2, 5000),
    st.integers(2, 5000),
    st.sampled_from(
        ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "percent", "euros", "km", "cars"]
    ),
)
def test_two_plain_amounts_of_one_unit_are_compared_alike_either_way(one: int, other: int, unit: str) -> None:
    first, second = (f"The crossing took {number} {unit}." for number in (one, other))
    assert told(first, second) is told(second, first)
    assert told(first, first) is State.BORNE
