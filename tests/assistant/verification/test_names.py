"""Whether a quote speaks of whom a statement names."""

from __future__ import annotations

import pytest

from assistant.verification.model import State
from assistant.verification.names import in_its_place, name_in
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness


def told(text: str, quote: str, around: str = "") -> State:
    """Give what a quote says to the first name of a statement."""
    statement = Statement(text)
    return name_in(statement.names[0], statement, Witness(quote, around=around)).state


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Pedro Sánchez came.", "Prime minister Sanchez came."),
        ("Sánchez came.", "Pedro Sánchez came."),
        ("The European Union agreed.", "The EU agreed."),
        ("The EU agreed.", "The European Union agreed."),
        ("Madrid pledged arms.", "Spain pledged arms."),
        ("Spain pledged arms.", "Madrid pledged arms."),
        ("The United States agreed.", "America agreed."),
        ("Spain's tanks left.", "The Spanish tanks left."),
        ("Kiev agreed.", "Kyiv agreed."),
        ("Volodymyr Zelensky came.", "President Vladimir Zelenskyy came."),
    ],
)
def test_one_name_in_two_forms(text: str, quote: str) -> None:
    assert told(text, quote) is State.BORNE


@pytest.mark.parametrize(
    ("text", "quote"),
    [("Spain came.", "Italy came."), ("They met in Madrid.", "They met in Spain."), ("Spain came.", "")],
)
def test_nobody_of_the_name(text: str, quote: str) -> None:
    assert told(text, quote) is State.MISSING


def test_a_head_of_a_body_is_the_bodys_head() -> None:
    statement = Statement("Aldo Reyes, chief executive of Findus, declined to apologise.")
    witness = Witness("Aldo Reyes, Spanghero's chief executive, declined to apologise.")
    other, agreed = in_its_place(statement.names[1], statement, witness)
    assert (other, agreed >= 2) == ("Spanghero", True)


def test_the_state_behind_a_town_stands_in_nobodys_place() -> None:
    statement = Statement("Aldo Reyes joins the national team in May.")
    witness = Witness("TORONTO, ON: the national team in May is known.")
    assert in_its_place(statement.names[0], statement, witness)[0] != "ON"


def test_another_person_of_the_surname() -> None:
    assert told("Carlos Robles came.", "Margarita Robles came.") is State.DIFFERENT


def test_what_leads_to_a_sentence_names_whom_it_means() -> None:
    statement = Statement("Sánchez pledged arms.")
    name = statement.names[0]
    quote = Witness("He pledged arms.", around="Pedro Sánchez spoke.", before=lambda: "Robles spoke.")
    assert name_in(name, statement, quote).state is State.BORNE
    assert name_in(name, statement, quote, near=False).state is State.MISSING
    other = Statement("Robles pledged arms.")
    assert name_in(other.names[0], other, quote).state is State.MISSING
    assert name_in(other.names[0], other, quote, far=True).state is State.BORNE


def test_who_is_named_instead() -> None:
    statement = Statement("The mayor welcomed guests from Riga to the harbour festival.")
    found, agreed = in_its_place(
        statement.names[0], statement, Witness("The mayor welcomed guests from Oslo to the harbour festival.")
    )
    assert found == "Oslo"
    assert agreed >= 2


def test_a_word_beside_a_name_is_told_in_another() -> None:
    statement = Statement("The owner of Norvik purchased the shipyard.")
    quote = Witness("The owner of Halden acquired the shipyard.")
    assert in_its_place(statement.names[0], statement, quote) == ("Halden", 2)
    assert in_its_place(statement.names[0], statement, quote, {"purchas": "acquir"}) == ("Halden", 3)


def test_a_common_word_that_opens_a_quote_is_in_nobodys_place() -> None:
    statement, quote = Statement("Halden sank near the old pier."), Witness("Fishermen sank near the old pier.")
    assert in_its_place(statement.names[0], statement, quote)[0] == "Fishermen"
    assert in_its_place(statement.names[0], statement, quote, common=lambda word: word == "Fishermen") == ("", 0)
    assert in_its_place(statement.names[0], statement, quote, common=lambda word: word == "Crews")[0] == "Fishermen"
