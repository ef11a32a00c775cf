from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.stated_dates import date_of_epoch, parse_stated_date, two_readings

MAY_27 = dt.date(2024, 5, 27)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-27",
        "2024/5/27",
        "20240527",
        "20240527T101500Z",
        "2024-05-27T10:00:00.123456+0000",
        "2024-05-27 10:00:00 UTC",
        "2024-05-27T00:00:00+02:00[Europe/Madrid]",
        "Mon, 27 May 2024 10:00:00 GMT",
        "Mon, 27 May 2024 10:00:00 +0200",
        "27 May 2024",
        "27th May, 2024",
        "the 27th of May 2024",
        "27-May-2024",
        "MAY 27, 2024",
        "May 27th 2024",
        "Monday, May 27, 2024",
        "Monday 27 May 2024 10.30 BST",
        "May 27, 2024, 5 p.m. ET",
        "10:30 GMT, 27 May 2024",
        "27 May 2024 | 10:30",
        "Mon May 27 10:00:00 CEST 2024",
        "Mon May 27 2024 10:00:00 GMT+0200 (Central European Summer Time)",
        "Published: May 27, 2024 at 10:00 AM EDT",
        "First published on 27 May 2024",
        "Published May 27, 2024 | Updated May 28, 2024",
        "27/05/2024",
        "05/27/2024 10:30 AM",
        "27.05.2024",
        "  27\u00a0May\u00a02024. ",
    ],
)
def test_ways_to_state_a_day(text: str) -> None:
    assert parse_stated_date(text) == MAY_27


@pytest.mark.parametrize("text", ["2024-05-27T23:30:00-05:00", "Mon, 27 May 2024 00:10:00 +1200"])
def test_the_day_is_the_one_written_not_that_of_another_zone(text: str) -> None:
    assert parse_stated_date(text) == MAY_27


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Monday",
        "27 May",
        "May 2024",
        "2024-05",
        "2024",
        "27/05/24",
        "2024-02-30",
        "0001-01-01",
        "9999-12-31",
        "Updated May 28, 2024",
        "in 2024, on 27 May, the port reopened",
        "1716768000",
        "27 May 2024 " * 50,
    ],
)
def test_what_states_no_single_day_gives_none(text: str) -> None:
    assert parse_stated_date(text) is None


def test_day_and_month_that_could_change_places_are_not_guessed() -> None:
    assert parse_stated_date("03/04/2024") is None
    assert two_readings("03/04/2024") == (dt.date(2024, 4, 3), dt.date(2024, 3, 4))
    assert parse_stated_date("04/04/2024") == dt.date(2024, 4, 4)
    assert two_readings("04/04/2024") is None
    assert two_readings("27/05/2024") is None


@pytest.mark.parametrize("number", [1716768000, 1716768000.5, 1716768000000, 1716768000000000, 20240527])
def test_unix_times_of_any_scale(number: float) -> None:
    assert date_of_epoch(number) == MAY_27


@pytest.mark.parametrize("number", [0, 1, 2024, 45439, -5, 1e300, float("nan"), float("inf")])
def test_numbers_that_are_no_time(number: float) -> None:
    assert date_of_epoch(number) is None


@given(
    st.dates(dt.date(1500, 1, 1), dt.date(2200, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y"]),
)
def test_every_day_written_out_is_read_back(day: dt.date, form: str) -> None:
    assert parse_stated_date(day.strftime(form)) == day


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    parse_stated_date(text)
    two_readings(text)
