"""Whether a quote says that something is so where a statement says that it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.denial import compare, main_denial, polarity
from assistant.verification.model import State
from assistant.verification.negation import denies
from assistant.verification.opposites import opposite


def told(statement: str, quote: str) -> State | None:
    found = compare(statement, quote, ())
    return found.state if found else None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council did not approve the plan.", "The council approved the plan."),
        ("The council approved the plan.", "The council never approved the plan."),
        ("The council refused to pay.", "The council paid."),
        ("The ferry doesn't sail on Sundays.", "The ferry sails on Sundays."),
    ],
)
def test_one_denies_what_the_other_says(statement: str, quote: str) -> None:
    assert told(statement, quote) is State.DIFFERENT
    assert told(quote, statement) is State.DIFFERENT


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The council did not approve the plan.", "The plan was not approved by the council."),
        ("She had refused.", "She had refused."),
        ("The mayor said nothing at all.", "The mayor said nothing at all."),
        ("She put the number at 19, not 29.", "She put the number at 19, not 29."),
        ("The firm denied that it had paid.", "The firm denied that it had paid."),
        ("The council rejected this.", "On Monday the council rejected this."),
        ("He was unable to use the lift.", "He could not use the lift."),
        ("The crew went unpaid.", "The crew will not be paid."),
        ("The nets were unharmed.", "The nets were not harmed."),
        ("Her plea was left out of account.", "The court did not take her plea into account."),
        ("The bridge avoided serious damage.", "None of the bridge was seriously damaged."),
    ],
)
def test_both_deny_it(statement: str, quote: str) -> None:
    assert told(statement, quote) is State.BORNE


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("She put the number at 29, not 19.", "She put the number at 19, not 29."),
        ("The mayor did not sing.", "A ferry sails every hour."),
    ],
)
def test_what_a_statement_denies_the_quote_must_say(statement: str, quote: str) -> None:
    assert told(statement, quote) is not State.BORNE


@pytest.mark.parametrize(
    "text",
    [
        "Not only the mayor came.",
        "No fewer than 20 came.",
        "The mayor came no later than noon.",
        "The mayor could not have known.",
        "The mayor couldn't have known.",
        "The mayor came.",
    ],
)
def test_what_denies_nothing(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize(
    "text", ["The mayor did not come.", "Nobody came.", "He can't come.", "She declined to come.", "It is untrue."]
)
def test_what_denies(text: str) -> None:
    assert denies(text)


def test_a_negation_reaches_to_the_end_of_its_clause() -> None:
    said = {one.term: bool(one.denied) for one in polarity("The council did not approve the plan, but the mayor did.")}
    assert said == {"council": False, "approv": True, "plan": True, "mayor": False}


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("The mayor did not come.", "did not"),
        ("The mayor, who did not sing, came.", ""),
        ("The mayor came.", ""),
        ("The mayor would not have come.", ""),
    ],
)
def test_the_denial_of_the_main_verb(text: str, denial: str) -> None:
    assert main_denial(text) == denial


def test_opposites_are_so_either_way() -> None:
    assert opposite("rise", {"fall", "price"}) == "fall"
    assert opposite("fall", {"rise", "price"}) == "rise"
    assert opposite("rise", {"price"}) == ""


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_can_be_compared(statement: str, quote: str) -> None:
    compare(statement, quote, ())
    assert told(f"The mayor did not come. {statement}", "") is State.MISSING
