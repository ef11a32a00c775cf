"""What is read of an article's sentence."""

from __future__ import annotations

import datetime as dt

from assistant.verification import Witness

PUBLISHED = dt.date(2024, 5, 28)


def test_days_count_from_the_articles_publication() -> None:
    (time,) = Witness("Spain pledged arms on Monday.", published=PUBLISHED).times
    assert time.first == dt.date(2024, 5, 27)


def test_what_stands_around_is_kept_apart_from_what_it_says() -> None:
    one = Witness("He pledged arms.", around="Sánchez in Kyiv", before=lambda: "Robles came too.")
    assert "sanchez" not in one.terms
    assert "sanchez" in one.terms_around
    assert {"sanchez", "robl"} <= one.terms_before


def test_nothing_before_it_is_read_until_it_is_needed() -> None:
    asked: list[str] = []

    def before() -> str:
        asked.append("read")
        return "Robles came."

    one = Witness("He pledged arms.", before=before)
    assert one.terms
    assert not asked
    assert "robl" in one.terms_before
    assert asked == ["read"]


def test_months_are_no_names() -> None:
    one = Witness("In March the mayor of Riga met Inga Kalna.")
    assert [name.text for name in one.names] == ["Riga", "Inga Kalna"]


def test_acts_are_known_whatever_the_words() -> None:
    assert Witness("Spain pledged tanks.").classes & Witness("Spain promised tanks.").classes
