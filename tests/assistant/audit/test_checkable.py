"""What of a draft can be checked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit.checkable import not_checkable, statements
from assistant.audit.draft import Role
from assistant.verification.statement import LONGEST


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The summit", "a heading"),
        ("What Spain promised", "a heading"),
        ("Who paid?", "a question"),
        ("“Who paid?”", "a question"),
        ("Here is what the minister said.", "leads over to what follows"),
        ("The strike will surely end in March.", "the writer's own forecast"),
        ("In my view the deal was wrong.", "an opinion"),
        ("Sadly, the bridge stayed shut.", "an opinion"),
        ("Let us hope the bridge lasts.", "a wish"),
        ("Please check the figures twice.", "advice to the reader"),
        ("I saw it myself in Kyiv.", "the writer speaks of himself"),
        ("a" * (LONGEST + 1), "too long to be one sentence"),
    ],
)
def test_why_a_sentence_cannot_be_checked(sentence: str, reason: str) -> None:
    assert not_checkable(sentence, Role.PROSE) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Spain pledged arms.",
        "“I think it is wrong,” Robles said of the Spanish deal.",
        "Asked whether it would reopen, the mayor said that the bridge was beyond repair.",
        "The mayor of Riga put the damage at €2m.",
        "Keep said that the bridge was closed.",
    ],
)
def test_what_states_something_is_checked(sentence: str) -> None:
    assert not not_checkable(sentence, Role.PROSE)
    assert not not_checkable(sentence, Role.CAPTION)


def test_a_heading_is_one_whatever_it_says() -> None:
    assert not_checkable("Spain pledged arms.", Role.HEADING) == "a heading"


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        (
            "The Prado lent ten paintings to Lyon, whereas the Louvre sent two statues to Madrid.",
            ["The Prado lent ten paintings to Lyon", "the Louvre sent two statues to Madrid."],
        ),
        (
            "The Prado was lent ten paintings by Lyon; the Louvre has sent two old statues to Madrid.",
            ["The Prado was lent ten paintings by Lyon", "the Louvre has sent two old statues to Madrid."],
        ),
        ("Spain pledged arms, while it rained.", ["Spain pledged arms, while it rained."]),
        ("Spain pledged arms.", ["Spain pledged arms."]),
        ("", [""]),
    ],
)
def test_clauses_that_can_be_checked_one_by_one(sentence: str, clauses: list[str]) -> None:
    assert [sentence[start:end] for start, end in statements(sentence)] == clauses


@given(
    st.lists(
        st.sampled_from(
            ["The Prado lent ten fine paintings to Lyon", "; ", ", while ", " – the ", ", but ", "it is so"]
        )
    ).map("".join)
    | st.text(max_size=200)
)
def test_the_statements_of_a_sentence_tile_it_but_for_what_joins_them(sentence: str) -> None:
    spans = statements(sentence)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(sentence)
    for (_, end), (start, _) in pairwise(spans):
        assert end < start
        assert sentence[end:start].strip(" ,;–—") in {"", "while", "whereas", "but"}
    assert isinstance(not_checkable(sentence, Role.PROSE), str)
