"""Whether two names may be one's."""

from __future__ import annotations

import pytest

from assistant.verification.namesakes import found_in, may_be_one, people_of
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Charles III came.", "Charles came.", True),
        ("Charles III came.", "Charles III came.", True),
        ("Charles III came.", "Charles II came.", False),
        ("Otto Brandt Jr. came.", "Brandt came.", True),
        ("Otto Brandt came.", "Ilse Krag came.", False),
    ],
)
def test_a_name_is_found_by_its_surname(text: str, quote: str, *, found: bool) -> None:
    assert (found_in(Statement(text).names[0], Statement(quote).names) is not None) is found


@pytest.mark.parametrize(
    ("text", "quote", "people"),
    [
        ("The talks in Skarhaven failed.", "Skarhaveners were angry.", "Skarhaveners"),
        ("The talks in Kentucky failed.", "Two Kentuckians spoke.", "Kentuckians"),
        ("The talks in Texas failed.", "Two Texans spoke.", "Texans"),
        ("The talks in Texas failed.", "Two taxis left.", ""),
        ("The talks in New York failed.", "New Yorkers were angry.", ""),
        ("The talks in Ulm failed.", "Ulmans were angry.", ""),
    ],
)
def test_the_people_of_a_place(text: str, quote: str, people: str) -> None:
    name = next(one for one in Statement(text).names if one.text != "The")
    assert people_of(name, quote) == people


@pytest.mark.parametrize(
    ("text", "quote", "article", "one"),
    [
        (
            "Federal Reserve rates rose.",
            "The Fed raised rates.",
            "The Federal Reserve met. The Fed raised rates.",
            True,
        ),
        ("Federal Reserve rates rose.", "The Fed raised rates.", "The Fed raised rates.", False),
        ("Houston lost.", "The Astros lost.", "Fans of the Houston Astros wept. The Astros lost.", True),
        ("Boston lost.", "The Astros lost.", "Fans of the Houston Astros wept. The Astros lost.", False),
        ("Hurricane Fiona grew.", "The first hurricane of the Atlantic season grew.", "", True),
    ],
)
def test_one_in_full_and_in_short(text: str, quote: str, article: str, *, one: bool) -> None:
    name, witness = Statement(text).names[0], Witness(quote, whole=lambda: article)
    assert may_be_one(name, witness.names[-1], witness) is one
