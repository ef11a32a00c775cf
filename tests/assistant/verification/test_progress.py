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


def test_what_happened_due_to_something_was_not_planned() -> None:
    assert stages("The trams are due to reopen.") == {Stage.PLANNED: "due to reopen"}
    assert stages("The trams stopped due to potential flooding.") == {}


def test_part_of_a_compound_is_no_verb() -> None:
    assert "end" not in verbs("They backed an open-ended strike.")


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


@pytest.mark.parametrize(
    ("statement", "quote", "told"),
    [
        ("He stole the money.", "He allegedly pocketed the money.", {"stole": "pocket"}),
        ("Norvik mended the roof.", "It mended boats and will repair the roof.", {"mend": "repair"}),
    ],
)
def test_a_verb_is_told_in_another_word(statement: str, quote: str, told: dict[str, str]) -> None:
    assert compare(statement, quote) is None
    found = compare(statement, quote, told)
    assert found
    assert found.state is State.DIFFERENT
    assert found.said in quote


def test_a_verb_told_in_another_word_was_done() -> None:
    assert compare("Norvik purchased the yard.", "Norvik acquired the yard.", {"purchas": "acquir"}) is None


def test_what_was_done_is_not_what_is_to_come_where_the_verb_is_told_otherwise() -> None:
    statement, quote = "Norvik will hire fifty cooks.", "Norvik signed a lease."
    assert compare(statement, quote, {"hire": "employ"}) is None
    found = compare(statement, quote)
    assert found
    assert found.state is State.DIFFERENT


@pytest.mark.parametrize(
    ("statement", "quote", "term"),
    [
        ("Norvik repaired the yard.", "Norvik will repair the yard.", "repair"),
        ("Norvik signed the deal.", "Norvik proposed the deal.", "sign"),
    ],
)
def test_a_verb_that_another_quote_has_is_ignored(statement: str, quote: str, term: str) -> None:
    assert compare(statement, quote, ignored={term}) is None
    found = compare(statement, quote, ignored={"yard", "deal"})
    assert found
    assert found.state is State.DIFFERENT


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Norvik signed the deal.", "Norvik proposed the deal."),
        ("The mayor went to Halden.", "The mayor postponed the trip to Halden."),
        ("He stole the money.", "He allegedly stole the money."),
    ],
)
def test_only_the_main_quote_counts_by_its_stages_alone(statement: str, quote: str) -> None:
    assert compare(statement, quote, main=False) is None
    found = compare(statement, quote)
    assert found
    assert found.state is State.DIFFERENT


@pytest.mark.parametrize(
    ("statement", "quote", "state"),
    [
        ("Norvik repaired the yard.", "Norvik will repair the yard.", State.DIFFERENT),
        ("The baker was convicted.", "The baker was charged.", State.DIFFERENT),
        ("Norvik cancelled the order.", "Norvik called off the order.", State.BORNE),
    ],
)
def test_another_quote_counts_by_its_verbs_and_steps(statement: str, quote: str, state: State) -> None:
    found = compare(statement, quote, main=False)
    assert found
    assert found.state is state


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
