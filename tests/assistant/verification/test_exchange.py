"""Two names of a statement in each other's part."""

from __future__ import annotations

import pytest

from assistant.verification.exchange import swapped
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
