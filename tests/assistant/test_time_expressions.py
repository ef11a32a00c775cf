"""How news writes time: the table beside this file, which was written from news articles and not from the program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.dates import TimeExpression, read_dates

TABLE = Path(__file__).with_name("time_expressions.tsv")
RIGHT = 250
"""Rows read right at the least, whatever becomes of the list below."""
KNOWN = frozenset(
    {
        ("Sunday", "Spaniards vote Sunday in the third general election in four years."),
        ("Sunday night", "A demonstrator is dragged from the square by officers in Chengdu on Sunday night."),
        ("Tuesday evening", "The governor spoke to reporters during a Tuesday evening briefing in the flooded valley."),
        ("today", '"I lost my house today," the widow told a reporter on Sunday.'),
        ("March 6", "Wheat has slid by a fifth between the March 6 peak and the latest close."),
        ("October 7", "Hostages taken on October 7 are thought to be held underground."),
        ("April 1", "Curfews in the three provinces end at midnight on April 1, the cabinet decided."),
        ("8/25/1971 - 6/21/1978", 'The record lists "8/25/1971 - 6/21/1978: headmaster, St Brendan\'s school".'),
        ("Wednesday", "The streaming hit Wednesday, about a gloomy schoolgirl, broke viewing records."),
        ("1922", "Backbenchers on the 1922 Committee met to set rules for the contest."),
        (
            "December 28, 2022 and January 3, 2023",
            "Snow fell without a pause between December 28, 2022 and January 3, 2023.",
        ),
    }
)
"""Expressions that are not read right yet, with their sentences; what is mended is taken off the list."""


class Row(NamedTuple):
    """A line of the table; its head says what the columns mean."""

    published: str
    expression: str
    first: str
    last: str
    sentence: str


def rows() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def day(written: str) -> dt.date | None:
    return None if written == "-" else dt.date.fromisoformat(written)


def overlapping(row: Row) -> list[TimeExpression]:
    """Give what is read in a sentence where its expression stands."""
    start = row.sentence.index(row.expression)
    found = read_dates(row.sentence, day(row.published))
    return [one for one in found if one.start < start + len(row.expression) and start < one.end]


def is_read_right(row: Row) -> bool:
    found = overlapping(row)
    if row.first == "none":
        return not found
    if row.first == "-":
        return all(one.first is None and one.last is None for one in found)
    return (day(row.first), day(row.last)) in [(one.first, one.last) for one in found]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.expression} in “{row.sentence}”")
def test_a_time_is_read_as_a_careful_reader_reads_it(row: Row, request: pytest.FixtureRequest) -> None:
    if (row.expression, row.sentence) in KNOWN:
        request.applymarker(pytest.mark.xfail(reason="not read right yet", strict=True))
    assert is_read_right(row), [(one.text, one.first, one.last, one.basis) for one in overlapping(row)]


def test_nearly_all_of_the_table_is_read_right() -> None:
    assert sum(map(is_read_right, rows())) >= RIGHT


def test_every_row_of_the_table_has_its_form() -> None:
    for row in rows():
        assert row.sentence.count(row.expression) == 1, row
        assert row.first == row.last == "none" or day(row.last) is None or day(row.first) is not None, row


def test_what_is_known_to_fail_stands_in_the_table() -> None:
    assert {(row.expression, row.sentence) for row in rows()} >= KNOWN
