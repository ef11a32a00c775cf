"""Shares told in words."""

from __future__ import annotations

import pytest

from assistant.verification.shares import read_shares


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("A third of the seats stayed empty.", "A third", 33.3),
        ("Two thirds of the boats are old.", "Two thirds", 66.7),
        ("One-fifth of the bakers quit.", "One-fifth", 20.0),
        ("Three quarters were written by hand.", "Three quarters", 75.0),
        ("They sold half of the fleet.", "half", 50.0),
        ("They sold half their boats.", "half", 50.0),
        ("One in five drivers was late.", "One in five", 20.0),
        ("One in every four bridges needs paint.", "One in every four", 25.0),
        ("In all, 9 out of 10 bakers agreed.", "9 out of 10", 90.0),
        ("Every tenth of the boats sank.", "Every tenth", 10.0),
    ],
)
def test_a_share_is_read_as_a_percentage(text: str, said: str, value: float) -> None:
    (share,) = read_shares(text)
    assert (share.text, share.value, share.unit, share.qualifier) == (said, value, "%", "")
    assert text[share.start : share.end] == said


@pytest.mark.parametrize(
    "text",
    [
        "They met a third time.",
        "Sales fell in a quarter of the year.",
        "It was the best quarter of 2023.",
        "They arrived at half past nine.",
        "The second half began.",
        "It was a three in one tool.",
        "He was number one in 2019.",
        "A fifth boat sank.",
        "They held two in three days.",
        "They lost two in 5 minutes.",
    ],
)
def test_what_tells_no_share(text: str) -> None:
    assert read_shares(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Nearly a third of the seats stayed empty.", "nearly"),
        ("More than two thirds of the boats are old.", "more than"),
        ("About one in five drivers was late.", "about"),
    ],
)
def test_a_share_has_its_qualifier(text: str, qualifier: str) -> None:
    assert [one.qualifier for one in read_shares(text)] == [qualifier]


def test_shares_stand_in_the_order_of_the_words() -> None:
    text = "One in ten boats sank, a third of the rest leaked and half of the crews quit."
    assert [one.value for one in read_shares(text)] == [10.0, 33.3, 50.0]
