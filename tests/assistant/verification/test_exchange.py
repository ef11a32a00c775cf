"""Two names of a statement in each other's part."""

from __future__ import annotations

import pytest

from assistant.verification.alignment import Alignment
from assistant.verification.exchange import acts_instead, swapped
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness


@pytest.mark.parametrize(
    ("text", "quote", "exchanged"),
    [
        ("Ukraine gave tanks to Spain.", "Spain gave tanks to Ukraine.", True),
        ("Spain gave tanks to Ukraine.", "Spain gave tanks to Ukraine.", False),
        ("Norvik bought Halden.", "Norvik was bought by Halden.", True),
        ("Norvik bought Halden.", "Halden was bought by Norvik.", False),
        ("Norvik sued Halden.", "Norvik and Halden met.", False),
        ("Norvik sued Halden.", "Halden sued Norvik.", True),
        ("Norvik sued Halden.", "Norvik sued Brandal.", False),
    ],
)
def test_two_names_in_each_others_part(text: str, quote: str, exchanged: bool) -> None:  # noqa: FBT001
    found = swapped(Statement(text), Witness(quote))
    assert (found is not None) is exchanged


def acting(text: str, quote: str, verb: str, other: str, cosine: float = 0.6) -> str:
    """Give who does by a quote what the first name of a statement does; ``other`` is the quote's word for ``verb``."""
    statement, place = Statement(text), (quote.index(other), quote.index(other) + len(other))
    mine = [text[word.start : word.end] == verb for word in statement.words]
    witness = Witness(
        quote, likeness=[cosine * one for one in mine], nearest=lambda: [place if one else (0, 0) for one in mine]
    )
    return acts_instead(statement.names[0], statement, witness, Alignment(statement, witness))


@pytest.mark.parametrize(
    ("quote", "other"),
    [
        ("Halden acquired the shipyard.", "acquired"),
        ("Halden later acquired the shipyard.", "acquired"),
        ("The shipyard was acquired by Halden.", "acquired"),
        ("After months of talks Halden snapped it up.", "snapped"),
    ],
)
def test_somebody_else_acts(quote: str, other: str) -> None:
    assert acting("Norvik purchased the shipyard.", quote, "purchased", other) == "Halden"


@pytest.mark.parametrize(
    ("text", "quote", "other"),
    [
        ("Norvik purchased the shipyard.", "Norvik acquired the shipyard.", "acquired"),
        ("Norvik purchased the shipyard.", "The shipyard was acquired by Norvik Holding.", "acquired"),
        ("Norvik purchased the shipyard.", "The firm acquired the shipyard from Halden.", "acquired"),
        ("Norvik purchased the shipyard.", "Halden will acquire the shipyard.", "acquire"),
        ("Norvik purchased the shipyard.", "The French acquired the shipyard.", "acquired"),
        ("Norvik was purchased in May.", "Halden acquired the shipyard.", "acquired"),
        ("Norvik purchased the shipyard from Halden.", "Halden acquired the shipyard.", "acquired"),
    ],
    ids=["the same", "part of it", "another part", "not yet", "a people", "it does not act", "known to the statement"],
)
def test_nobody_else_acts(text: str, quote: str, other: str) -> None:
    assert acting(text, quote, "purchased", other) == ""


def test_nobody_else_acts_by_a_word_that_is_not_alike() -> None:
    text, quote = "Norvik purchased the shipyard.", "Halden painted the shipyard."
    assert acting(text, quote, "purchased", "painted", 0.4) == "Halden"
    assert acting(text, quote, "purchased", "painted", 0.3) == ""
