"""Amounts of a statement beside those of a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.figures import amount_in, another_period, nearby
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
        ("Customs found a pound of resin.", "Customs found one pound of resin."),
        ("A third of the seats stayed empty.", "33% of the seats stayed empty."),
        ("67 percent of the seats stayed empty.", "Two thirds of the seats stayed empty."),
        ("One in five drivers was late.", "20 percent of drivers were late."),
        ("The repairs take three years.", "The quay will be repaired over the next three years."),
        ("The storm killed two people.", "The storm caused two deaths."),
        ("The crossing takes just under 12 hours.", "The crossing takes 11 hours."),
        ("Shares fell past 65%.", "Shares fell more than 65%."),
        ("Bids went from $3 million to $5 million.", "Bids were between $3 million and $5 million."),
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
        ("Customs found 20 pounds of resin.", "Customs found 20 tons of resin."),
        ("Customs found 30 pounds of resin.", "Customs found 20 tons of resin."),
        ("A third of the seats stayed empty.", "45% of the seats stayed empty."),
        ("One in five drivers was late.", "One in four drivers was late."),
        ("30% of the seats stayed empty.", "33% of the seats stayed empty."),
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
        ("The farm sold 20 acres.", "It stored 30 barrels."),
        ("The repairs take three years.", "The quay will be repaired over the next 13 years."),
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


@pytest.mark.parametrize(
    ("text", "quote", "mine", "said"),
    [
        ("The fair is held annually.", "The fair is held every month.", "annually", "every month"),
        ("The crew is paid weekly.", "The crew is paid each month.", "weekly", "each month"),
        ("They met after months of talks.", "They met after weeks of talks.", "months of", "weeks of"),
        ("The roof was mended in a day.", "The roof was mended in a month.", "in a day", "in a month"),
    ],
)
def test_it_comes_again_in_another_time(text: str, quote: str, mine: str, said: str) -> None:
    found = another_period(text, quote)
    assert found
    (start, end), other = found
    assert (text[start:end], other) == (mine, said)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The fair is held annually.", "The fair is held every year."),
        ("The fair is held annually.", "The fair is held in May."),
        ("The fair is held in May.", "The fair is held annually."),
        ("The ferry runs daily.", "The ferry runs every week, and daily in May."),
        ("The ferry runs daily and a weekly train follows.", "The ferry runs every month."),
    ],
)
def test_it_comes_again_in_no_other_time(text: str, quote: str) -> None:
    assert another_period(text, quote) is None
