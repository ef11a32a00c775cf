"""Of what somebody is the head, the speaker or a member."""

from __future__ import annotations

import pytest

from assistant.verification.offices import elsewhere, offices
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Ida Brandt, president of the Norvik Institute, spoke.", "Ida Brandt", "Norvik Institute"),
        ("Ida Brandt, a senior analyst at Halden, spoke.", "Ida Brandt", "Halden"),
        ("Ida Brandt, who leads Halden, spoke.", "Ida Brandt", "Halden"),
        ("Ida Brandt, the deputy chair of Halden, spoke.", "Ida Brandt", "Halden"),
        ("Ida Brandt was director of research at Halden.", "Ida Brandt", "Halden"),
        ("Halden's chief executive, Ida Brandt, spoke.", "Ida Brandt", "Halden"),
        ("Halden’s spokeswoman Ida Brandt spoke.", "Ida Brandt", "Halden"),
    ],
)
def test_somebody_is_something_of_a_body(text: str, person: str, body: str) -> None:
    assert [(one.text, of.text) for one, of in offices(text, Statement(text).names)] == [(person, body)]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt spoke in Halden.",
        "Ida Brandt met Olav Lunde of the Norvik Institute.",
        "Halden's ferries pleased Ida Brandt.",
        "Ida Brandt, a friend of Halden, spoke.",
        "Ida Brandt was a president.",
        "Ida Brandt met the president of the Norvik Institute.",
    ],
)
def test_nobody_is_anything_of_a_body(text: str) -> None:
    assert list(offices(text, Statement(text).names)) == []


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("Ida Brandt, president of the Norvik Institute, spoke.", "Norvik Institute"),
        ("Brandt, who heads the Norvik Institute, spoke.", "Norvik Institute"),
        ("The Norvik Institute's director, Ida Brandt, spoke.", "Norvik Institute"),
        ("Ida Brandt, president of Halden, spoke.", ""),
        ("Olav Lunde, president of the Norvik Institute, spoke.", ""),
        ("Ida Brandt spoke at the Norvik Institute.", ""),
    ],
)
def test_an_office_elsewhere(quote: str, body: str) -> None:
    text = "Ida Brandt, president of Halden, spoke."
    ((person, own),) = offices(text, Statement(text).names)
    assert elsewhere(person, own, Witness(quote)) == body


def test_one_body_under_two_names_is_no_other() -> None:
    text = "Ida Brandt, the ambassador of the United States, spoke."
    ((person, body),) = offices(text, Statement(text).names)
    assert elsewhere(person, body, Witness("Ida Brandt, the ambassador of America, spoke.")) == ""
    assert elsewhere(person, body, Witness("Ida Brandt, the ambassador of Britain, spoke.")) == "Britain"
