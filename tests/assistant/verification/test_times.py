"""Times of a statement beside those of a quote."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import read_dates
from assistant.verification.model import State
from assistant.verification.statement import Statement
from assistant.verification.times import calendar_parts, time_in
from assistant.verification.witness import Witness

PUBLISHED = dt.date(2024, 5, 28)


def told(text: str, quote: str, published: dt.date | None = PUBLISHED) -> tuple[State, str]:
    """Give what a quote says to the first time of a statement."""
    statement = Statement(text)
    return time_in(statement.times[0], statement, Witness(quote, published=published))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The bridge opened on 27 May 2024.", "The bridge opened on Monday."),
        ("The bridge opened in May 2024.", "The bridge opened on Monday."),
        ("The bridge opened in 2024.", "The bridge opened."),
        ("The bridge stayed shut from 1995 to 2009.", "The bridge stayed shut from 1995 to 2009."),
        ("The bridge opened on Monday.", "The bridge opened on Monday."),
        ("The bridge opened by June 2024.", "The bridge opened."),
    ],
)
def test_the_same_time_in_other_words(text: str, quote: str) -> None:
    assert told(text, quote)[0] is State.BORNE


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The bridge opened on 26 May 2024.", "The bridge opened on Monday."),
        ("The bridge opened in April 2024.", "The bridge opened on Monday."),
        ("The bridge opened in 2023.", "The bridge opened on 27 May 2024."),
        ("The bridge stayed shut from 1995 to 2008.", "The bridge stayed shut from 1995 to 2009."),
        ("The bridge opened on Tuesday.", "The bridge opened on Monday."),
    ],
)
def test_another_time_in_its_place(text: str, quote: str) -> None:
    assert told(text, quote)[0] is State.DIFFERENT


def test_what_the_quote_gives_is_said_with_its_day() -> None:
    assert told("The bridge opened on 26 May 2024.", "The bridge opened on Monday.")[1] == "on Monday (27 May 2024)"


def test_a_day_is_missing_where_the_quote_gives_only_the_month() -> None:
    assert told("The bridge opened on 27 May 2024.", "The bridge opened in May 2024.")[0] is State.MISSING


def test_nothing_is_known_of_a_quote_without_time_and_day() -> None:
    assert told("The bridge opened in 2024.", "The bridge opened.", None)[0] is State.MISSING


def test_the_day_that_its_article_reports_on_counts() -> None:
    statement = Statement("The bridge opened on 27 May 2024.")
    (day,) = read_dates("It was done on Monday.", PUBLISHED)
    quote = Witness("The bridge opened.", published=PUBLISHED, day=lambda: day)
    assert time_in(statement.times[0], statement, quote).state is State.BORNE


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 6 August", {"month": 8, "day": 6}),
        ("in August", {"month": 8}),
        ("on Monday", {"weekday": 0}),
        ("on 27 May 2024", {"month": 5, "day": 27, "weekday": 0}),
    ],
)
def test_calendar_parts(text: str, parts: dict[str, int]) -> None:
    (time,) = read_dates(f"The bridge opened {text}.", None)
    assert calendar_parts(time) == parts


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))
def test_two_days_are_compared_alike_either_way(one: dt.date, other: dt.date) -> None:
    first, second = (f"The bridge opened on {day.day} {day:%B %Y}." for day in (one, other))
    same = State.BORNE if one == other else State.DIFFERENT
    assert told(first, second)[0] is told(second, first)[0] is same
