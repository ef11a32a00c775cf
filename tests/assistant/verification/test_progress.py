"""How far a matter has come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.model import State
from assistant.verification.progress import Stage, classes_at, classes_in, compare, stages, verbs, words_of


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Spain will deliver tanks.", Stage.PLANNED),
        ("The firm proposed a merger.", Stage.PROPOSED),
        ("Spain pledged tanks.", Stage.PROMISED),
        ("The two sides signed a deal.", Stage.AGREED),
        ("Spain delivered tanks.", Stage.DONE),
        ("The visit was put off.", Stage.STOPPED),
        ("The court rejected the plea.", Stage.DENIED),
        ("He was accused of fraud.", Stage.ALLEGED),
    ],
)
def test_a_sentence_tells_its_stage(text: str, stage: Stage) -> None:
    assert list(stages(text)) == [stage]


def test_what_will_be_done_is_not_done() -> None:
    assert verbs("Spain will deliver tanks.") == {"deliv": False}
    assert verbs("Spain delivered tanks.")["deliv"]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Spain delivered the tanks.", "Spain will deliver the tanks."),
        ("Spain signed the deal.", "Spain proposed the deal."),
        ("The mayor went to Riga.", "The mayor postponed the trip to Riga."),
        ("He stole the money.", "He allegedly stole the money."),
    ],
)
def test_a_quote_that_has_not_come_as_far(statement: str, quote: str) -> None:
    found = compare(statement, quote)
    assert found
    assert found.state is State.DIFFERENT
    assert found.said in quote


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Spain promised tanks.", "Spain pledged tanks."),
        ("Spain will send tanks.", "Spain pledged to send tanks."),
        ("The deal was signed.", "The two sides signed a deal."),
    ],
)
def test_a_quote_that_has_come_as_far(statement: str, quote: str) -> None:
    found = compare(statement, quote)
    assert found
    assert found.state is State.BORNE


def test_nothing_is_said_where_neither_tells_a_stage() -> None:
    assert compare("It rained.", "It rained.") is None


def test_words_of_one_act_stand_for_one_another() -> None:
    text = "Spain promised tanks."
    assert classes_in(text) & classes_in("Spain pledged tanks.")
    assert classes_at(text, 6, 14) <= classes_in(text)
    assert classes_at(text, 0, 5) == frozenset()


@given(st.text(max_size=200))
def test_the_words_of_a_stage_stand_in_the_text(text: str) -> None:
    for one in (text, f"Spain pledged {text}"):
        start, end = words_of(one)
        assert 0 <= start <= end <= len(one)
        compare(one, text)
    assert stages(f"Spain pledged {text}")
