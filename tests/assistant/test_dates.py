from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.dates import HEMISPHERE, TimeExpression, describe, read_dates
from assistant.wordlist import words

MONDAY = dt.date(2024, 5, 27)
FRIDAY = dt.date(2024, 9, 6)
WEDNESDAY = dt.date(2024, 11, 13)
SUNDAY = dt.date(2024, 2, 11)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def read_one(sentence: str, published: dt.date | None = None) -> TimeExpression:
    found = read_dates(sentence, published)
    assert len(found) == 1, [expression.text for expression in found]
    return found[0]


STATED = [
    ("The accord was signed on 27 May 2024.", "on 27 May 2024", "2024-05-27", "2024-05-27", "day"),
    ("They met on May 27, 2024.", "on May 27, 2024", "2024-05-27", "2024-05-27", "day"),
    ("It was filed on Sept. 6, 2024, in Lisbon.", "on Sept. 6, 2024", "2024-09-06", "2024-09-06", "day"),
    ("The log entry reads 2024-05-27.", "2024-05-27", "2024-05-27", "2024-05-27", "day"),
    ("The vote of Monday, 27 May 2024 stands.", "Monday, 27 May 2024", "2024-05-27", "2024-05-27", "day"),
    ("It opened on Monday, May 27, 2024.", "on Monday, May 27, 2024", "2024-05-27", "2024-05-27", "day"),
    ("Signed on the 27th of May 2024.", "on the 27th of May 2024", "2024-05-27", "2024-05-27", "day"),
    ("The stamp says 27/05/2024.", "27/05/2024", "2024-05-27", "2024-05-27", "day"),
    ("The stamp says 27.05.2024.", "27.05.2024", "2024-05-27", "2024-05-27", "day"),
    ("The fair ran 3-5 June 2024.", "3-5 June 2024", "2024-06-03", "2024-06-05", "day"),
    ("The fair ran from 3 to 5 June 2024.", "from 3 to 5 June 2024", "2024-06-03", "2024-06-05", "day"),
    ("The fair ran June 3-5, 2024.", "June 3-5, 2024", "2024-06-03", "2024-06-05", "day"),
    ("It ran from May 28 to June 2, 2024.", "from May 28 to June 2, 2024", "2024-05-28", "2024-06-02", "day"),
    (
        "It ran 28 December to 2 January 2025.",
        "28 December to 2 January 2025",
        "2024-12-28",
        "2025-01-02",
        "day",
    ),
    ("Prices peaked in May 2024.", "in May 2024", "2024-05-01", "2024-05-31", "month"),
    ("Prices peaked in Feb. 2024.", "in Feb. 2024", "2024-02-01", "2024-02-29", "month"),
    ("Work began in October of 1984.", "in October of 1984", "1984-10-01", "1984-10-31", "month"),
    ("Work began in late February 2024.", "in late February 2024", "2024-02-01", "2024-02-29", "month"),
    (
        "It grew between May and July 2024.",
        "between May and July 2024",
        "2024-05-01",
        "2024-07-31",
        "month",
    ),
    (
        "It was sold from February 2021 through October 2021.",
        "from February 2021 through October 2021",
        "2021-02-01",
        "2021-10-31",
        "month",
    ),
    (
        "It was dry from November to February 2024.",
        "from November to February 2024",
        "2023-11-01",
        "2024-02-29",
        "month",
    ),
    ("The plant closed in 2022.", "in 2022", "2022-01-01", "2022-12-31", "year"),
    ("The aid is for 2024.", "for 2024", "2024-01-01", "2024-12-31", "year"),
    ("The bridge dates from the year 1887.", "from the year 1887", "1887-01-01", "1887-12-31", "year"),
    ("She won the 2022 election.", "2022", "2022-01-01", "2022-12-31", "year"),
    ("It follows a 2019 study of bees.", "2019", "2019-01-01", "2019-12-31", "year"),
    ("Russia's 2014 annexation was condemned.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("2021 saw a record harvest.", "2021", "2021-01-01", "2021-12-31", "year"),
    ("He won twice (2010).", "2010", "2010-01-01", "2010-12-31", "year"),
    ("It opens in late 2025.", "in late 2025", "2025-01-01", "2025-12-31", "year"),
    ("It was drafted in mid-2023.", "in mid-2023", "2023-01-01", "2023-12-31", "year"),
    ("It must be done by the end of 2024.", "by the end of 2024", "2024-01-01", "2024-12-31", "year"),
    ("Rents doubled between 2003 and 2009.", "between 2003 and 2009", "2003-01-01", "2009-12-31", "year"),
    ("Rents doubled from 2001 to 2018.", "from 2001 to 2018", "2001-01-01", "2018-12-31", "year"),
    ("He served 2012–2016 in the senate.", "2012–2016", "2012-01-01", "2016-12-31", "year"),
    ("The team's 2016-17 campaign failed.", "2016-17", "2016-01-01", "2017-12-31", "year"),
    ("Talks failed in the spring of 2022.", "in the spring of 2022", "2022-03-01", "2022-05-31", "season"),
    ("Talks failed in summer 2023.", "in summer 2023", "2023-06-01", "2023-08-31", "season"),
    ("It began in fall 2016.", "in fall 2016", "2016-09-01", "2016-11-30", "season"),
    ("The winter of 2022-23 was mild.", "The winter of 2022-23", "2022-12-01", "2023-02-28", "season"),
    (
        "Output fell in the third quarter of 2024.",
        "in the third quarter of 2024",
        "2024-07-01",
        "2024-09-30",
        "quarter",
    ),
    ("Output fell in Q3 2024.", "in Q3 2024", "2024-07-01", "2024-09-30", "quarter"),
    (
        "Output fell in the first half of 2025.",
        "in the first half of 2025",
        "2025-01-01",
        "2025-06-30",
        "half",
    ),
    (
        "It sold less in the first nine months of 2023.",
        "in the first nine months of 2023",
        "2023-01-01",
        "2023-09-30",
        "month",
    ),
    (
        "It sold less in the final three months of 2023.",
        "in the final three months of 2023",
        "2023-10-01",
        "2023-12-31",
        "month",
    ),
    ("The mill was built in the 1960s.", "in the 1960s", "1960-01-01", "1969-12-31", "decade"),
]


@pytest.mark.parametrize(("sentence", "text", "first", "last", "grain"), STATED)
@pytest.mark.parametrize("published", [None, MONDAY])
def test_a_stated_date_resolves_by_itself(
    sentence: str, text: str, first: str, last: str, *, grain: str, published: dt.date | None
) -> None:
    found = read_one(sentence, published)
    assert (found.text, found.first, found.last) == (text, day(first), day(last))
    assert (found.grain, found.basis) == (grain, "stated")


RELATIVE = [
    # Weekdays: the latest up to and including the publication day, or the next.
    ("The ministers signed the pact on Monday.", MONDAY, "on Monday", "2024-05-27", "2024-05-27", "day"),
    ("The ministers signed the pact on Tuesday.", MONDAY, "on Tuesday", "2024-05-21", "2024-05-21", "day"),
    ("Officials said Friday that the port was safe.", MONDAY, "Friday", "2024-05-24", "2024-05-24", "day"),
    ("He is due to visit on Tuesday.", MONDAY, "on Tuesday", "2024-05-28", "2024-05-28", "day"),
    ("The leaders will meet Thursday.", MONDAY, "Thursday", "2024-05-30", "2024-05-30", "day"),
    ("On Friday, the team will have a chance.", MONDAY, "On Friday", "2024-05-31", "2024-05-31", "day"),
    ("Officials said it would be signed on Friday.", MONDAY, "on Friday", "2024-05-31", "2024-05-31", "day"),
    ("It would have been signed on Friday.", MONDAY, "on Friday", "2024-05-24", "2024-05-24", "day"),
    (
        "She is expected to go on being questioned on Friday.",
        MONDAY,
        "on Friday",
        "2024-05-31",
        "2024-05-31",
        "day",
    ),
    (
        "The delays that took place on Friday were due to a strike.",
        MONDAY,
        "on Friday",
        "2024-05-24",
        "2024-05-24",
        "day",
    ),
    ("The treaty will be signed on Friday.", MONDAY, "on Friday", "2024-05-31", "2024-05-31", "day"),
    ("The vote is scheduled for Wednesday.", MONDAY, "for Wednesday", "2024-05-29", "2024-05-29", "day"),
    ("A vote expected Friday would decide it.", MONDAY, "Friday", "2024-05-31", "2024-05-31", "day"),
    ("The trial begins Thursday.", MONDAY, "Thursday", "2024-05-30", "2024-05-30", "day"),
    ("The talks could resume as early as Wednesday.", MONDAY, "Wednesday", "2024-05-29", "2024-05-29", "day"),
    ("On Wednesday the court will rule on it.", MONDAY, "On Wednesday", "2024-05-29", "2024-05-29", "day"),
    ("On Wednesday the court threw out the case.", MONDAY, "On Wednesday", "2024-05-22", "2024-05-22", "day"),
    (
        "The senator, who will retire soon, said on Friday he was tired.",
        MONDAY,
        "on Friday",
        "2024-05-24",
        "2024-05-24",
        "day",
    ),
    (
        "Senators on Thursday rejected a bill that will return.",
        MONDAY,
        "on Thursday",
        "2024-05-23",
        "2024-05-23",
        "day",
    ),
    (
        "Storms hit the coast on Saturday night.",
        MONDAY,
        "on Saturday night",
        "2024-05-25",
        "2024-05-25",
        "day",
    ),
    ("They met last Monday.", MONDAY, "last Monday", "2024-05-20", "2024-05-20", "day"),
    ("They meet next Tuesday.", MONDAY, "next Tuesday", "2024-05-28", "2024-05-28", "day"),
    ("They meet next Monday.", MONDAY, "next Monday", "2024-06-03", "2024-06-03", "day"),
    ("They met on Friday of last week.", MONDAY, "on Friday of last week", "2024-05-24", "2024-05-24", "day"),
    ("They met on Tuesday last week.", MONDAY, "on Tuesday last week", "2024-05-21", "2024-05-21", "day"),
    (
        "Trains stood still from Tuesday to Thursday, the union said.",
        MONDAY,
        "from Tuesday to Thursday",
        "2024-05-21",
        "2024-05-23",
        "day",
    ),
    ("They have marched since Friday.", MONDAY, "since Friday", "2024-05-24", "2024-05-27", "day"),
    # Days, weeks, months, years.
    ("The dam broke yesterday.", MONDAY, "yesterday", "2024-05-26", "2024-05-26", "day"),
    ("The dam broke last night.", MONDAY, "last night", "2024-05-26", "2024-05-26", "day"),
    ("The cabinet meets today.", MONDAY, "today", "2024-05-27", "2024-05-27", "day"),
    ("The dam broke this morning.", MONDAY, "this morning", "2024-05-27", "2024-05-27", "day"),
    ("The final is tonight.", MONDAY, "tonight", "2024-05-27", "2024-05-27", "day"),
    ("The cabinet meets tomorrow.", MONDAY, "tomorrow", "2024-05-28", "2024-05-28", "day"),
    ("It was signed last week.", MONDAY, "last week", "2024-05-20", "2024-05-26", "week"),
    ("It is to be signed this week.", MONDAY, "this week", "2024-05-27", "2024-06-02", "week"),
    ("It is to be signed next week.", MONDAY, "next week", "2024-06-03", "2024-06-09", "week"),
    ("It was signed earlier this week.", FRIDAY, "earlier this week", "2024-09-02", "2024-09-06", "week"),
    ("It will be signed later this week.", WEDNESDAY, "later this week", "2024-11-13", "2024-11-17", "week"),
    ("It was signed last month.", MONDAY, "last month", "2024-04-01", "2024-04-30", "month"),
    ("It was signed earlier this month.", FRIDAY, "earlier this month", "2024-09-01", "2024-09-06", "month"),
    ("It will be signed next month.", MONDAY, "next month", "2024-06-01", "2024-06-30", "month"),
    ("It was signed earlier this year.", MONDAY, "earlier this year", "2024-01-01", "2024-05-27", "year"),
    ("Sales fell last year.", MONDAY, "last year", "2023-01-01", "2023-12-31", "year"),
    ("Sales will fall this year.", MONDAY, "this year", "2024-01-01", "2024-12-31", "year"),
    ("Sales will fall early next year.", MONDAY, "early next year", "2025-01-01", "2025-12-31", "year"),
    (
        "Losses grew by the end of last year.",
        MONDAY,
        "by the end of last year",
        "2023-01-01",
        "2023-12-31",
        "year",
    ),
    (
        "It will close by the end of the year.",
        MONDAY,
        "by the end of the year",
        "2024-01-01",
        "2024-12-31",
        "year",
    ),
    ("So far this year 12 ships have sunk.", MONDAY, "So far this year", "2024-01-01", "2024-05-27", "year"),
    (
        "It has shrunk since the start of the year.",
        MONDAY,
        "since the start of the year",
        "2024-01-01",
        "2024-05-27",
        "year",
    ),
    ("The ship sank two days ago.", MONDAY, "two days ago", "2024-05-25", "2024-05-25", "day"),
    ("The ship sank three weeks ago.", MONDAY, "three weeks ago", "2024-05-06", "2024-05-12", "week"),
    ("The ship sank two months ago.", MONDAY, "two months ago", "2024-03-01", "2024-03-31", "month"),
    ("The ship sank two years ago.", MONDAY, "two years ago", "2022-01-01", "2022-12-31", "year"),
    ("The ship sank a year ago.", MONDAY, "a year ago", "2023-01-01", "2023-12-31", "year"),
    (
        "The ship sank more than two years ago.",
        MONDAY,
        "more than two years ago",
        "2021-05-27",
        "2022-05-27",
        "year",
    ),
    ("The ship sank nearly a month ago.", MONDAY, "nearly a month ago", "2024-04-27", "2024-05-27", "month"),
    ("It rained in the past week.", MONDAY, "in the past week", "2024-05-20", "2024-05-27", "week"),
    (
        "It rose over the last three years.",
        MONDAY,
        "over the last three years",
        "2021-05-27",
        "2024-05-27",
        "year",
    ),
    (
        "It will rise over the next two years.",
        MONDAY,
        "over the next two years",
        "2024-05-27",
        "2026-05-27",
        "year",
    ),
    # Weekends.
    ("Crowds gathered over the weekend.", MONDAY, "over the weekend", "2024-05-25", "2024-05-26", "weekend"),
    ("Crowds gathered at the weekend.", WEDNESDAY, "at the weekend", "2024-11-09", "2024-11-10", "weekend"),
    ("Crowds will gather this weekend.", WEDNESDAY, "this weekend", "2024-11-16", "2024-11-17", "weekend"),
    ("Crowds gathered last weekend.", WEDNESDAY, "last weekend", "2024-11-09", "2024-11-10", "weekend"),
    # A week said on a Sunday covers both ways of counting weeks.
    ("It was signed last week.", SUNDAY, "last week", "2024-01-29", "2024-02-10", "week"),
    ("It was signed this week.", SUNDAY, "this week", "2024-02-05", "2024-02-11", "week"),
    ("It will be signed this week.", SUNDAY, "this week", "2024-02-11", "2024-02-17", "week"),
    # Days and months without a year.
    ("Troops crossed the border on August 6.", FRIDAY, "on August 6", "2024-08-06", "2024-08-06", "day"),
    ("Troops crossed the border on 6 August.", FRIDAY, "on 6 August", "2024-08-06", "2024-08-06", "day"),
    ("Troops crossed it on December 20.", MONDAY, "on December 20", "2023-12-20", "2023-12-20", "day"),
    ("The summit will open on 9 July.", MONDAY, "on 9 July", "2024-07-09", "2024-07-09", "day"),
    ("The summit will open on Jan. 15.", WEDNESDAY, "on Jan. 15", "2025-01-15", "2025-01-15", "day"),
    ("The show is Saturday, Jan. 18.", WEDNESDAY, "Saturday, Jan. 18", "2025-01-18", "2025-01-18", "day"),
    ("It lay idle since May 3.", MONDAY, "since May 3", "2024-05-03", "2024-05-27", "day"),
    ("The fair will run from 3 to 5 June.", MONDAY, "from 3 to 5 June", "2024-06-03", "2024-06-05", "day"),
    ("The fair was held June 3-5.", FRIDAY, "June 3-5", "2024-06-03", "2024-06-05", "day"),
    ("The law passed in March.", MONDAY, "in March", "2024-03-01", "2024-03-31", "month"),
    ("The law passed in December.", MONDAY, "in December", "2023-12-01", "2023-12-31", "month"),
    ("The law will take effect in July.", MONDAY, "in July", "2024-07-01", "2024-07-31", "month"),
    ("The law was rewritten in late April.", MONDAY, "in late April", "2024-04-01", "2024-04-30", "month"),
    ("The law must pass by June.", MONDAY, "by June", "2024-06-01", "2024-06-30", "month"),
    ("Prices have risen since March.", MONDAY, "since March", "2024-03-01", "2024-05-27", "month"),
    (
        "It shrank between January and March.",
        MONDAY,
        "between January and March",
        "2024-01-01",
        "2024-03-31",
        "month",
    ),
    ("The shop opened last July.", MONDAY, "last July", "2023-07-01", "2023-07-31", "month"),
    (
        "The shop will open in March next year.",
        MONDAY,
        "in March next year",
        "2025-03-01",
        "2025-03-31",
        "month",
    ),
    # Seasons.
    ("Peace is possible this fall, he said.", FRIDAY, "this fall", "2024-09-01", "2024-11-30", "season"),
    ("The talks will resume this autumn.", MONDAY, "this autumn", "2024-09-01", "2024-11-30", "season"),
    ("The pipes burst last winter.", MONDAY, "last winter", "2023-12-01", "2024-02-29", "season"),
    ("The pipes burst last summer.", MONDAY, "last summer", "2023-06-01", "2023-08-31", "season"),
    (
        "The pipes will be replaced next spring.",
        WEDNESDAY,
        "next spring",
        "2025-03-01",
        "2025-05-31",
        "season",
    ),
    ("It was cold this winter.", dt.date(2024, 1, 20), "this winter", "2023-12-01", "2024-02-29", "season"),
    (
        "It began in the spring of last year.",
        MONDAY,
        "in the spring of last year",
        "2023-03-01",
        "2023-05-31",
        "season",
    ),
    # Quarters.
    (
        "Revenue rose 4% in the third quarter.",
        WEDNESDAY,
        "in the third quarter",
        "2024-07-01",
        "2024-09-30",
        "quarter",
    ),
    (
        "Revenue rose 4% in the fourth quarter.",
        WEDNESDAY,
        "in the fourth quarter",
        "2023-10-01",
        "2023-12-31",
        "quarter",
    ),
    ("Profits fell last quarter.", MONDAY, "last quarter", "2024-01-01", "2024-03-31", "quarter"),
    (
        "Profits fell in the second quarter of last year.",
        MONDAY,
        "in the second quarter of last year",
        "2023-04-01",
        "2023-06-30",
        "quarter",
    ),
    (
        "Profits fell in the first three months of this year.",
        MONDAY,
        "in the first three months of this year",
        "2024-01-01",
        "2024-03-31",
        "month",
    ),
]


@pytest.mark.parametrize(("sentence", "published", "text", "first", "last", "grain"), RELATIVE)
def test_a_relative_date_counts_from_the_publication_date(
    sentence: str, published: dt.date, text: str, first: str, *, last: str, grain: str
) -> None:
    found = read_one(sentence, published)
    assert (found.text, found.first, found.last) == (text, day(first), day(last))
    assert (found.grain, found.basis) == (grain, f"published {published}")


@pytest.mark.parametrize(
    ("sentence", "text", "grain"), [(sentence, text, grain) for sentence, _, text, _, _, grain in RELATIVE]
)
def test_a_relative_date_is_unresolved_without_a_publication_date(sentence: str, text: str, grain: str) -> None:
    found = read_one(sentence, None)
    assert (found.text, found.first, found.last) == (text, None, None)
    assert (found.grain, found.basis) == (grain, "no publication date")


UNRESOLVED = [
    ("The envoys were due to meet on Thursday.", "on Thursday", "past or future is unclear"),
    ("Explosion in the harbour on Thursday", "on Thursday", "past or future is unclear"),
    ("He agreed to meet them on Thursday.", "on Thursday", "past or future is unclear"),
    ("She spoke ahead of Thursday's vote.", "Thursday", "past or future is unclear"),
    ("He spoke about the June 20 election at length.", "the June 20", "past or future is unclear"),
    ("Rain is heaviest in June.", "in June", "past or future is unclear"),
    ("The mob stormed the building on Jan. 6.", "on Jan. 6", "no year is stated"),
    ("In 2016 he left; in March he was back.", "in March", "no year is stated"),
    ("That summer the well dried up.", "That summer", "refers to another date"),
    ("They married the following year.", "the following year", "refers to another date"),
    ("He died two weeks later.", "two weeks later", "refers to another date"),
    ("She sang in August that year.", "in August that year", "refers to another date"),
    ("The firm had closed by the end of the year.", "by the end of the year", "refers to another date"),
    ("“We will decide tomorrow,” the mayor said.", "tomorrow", "said in a quotation; its day is not stated"),
    ("We begin today,” the mayor said.", "today", "said in a quotation; its day is not stated"),
    ("It opened on Tuesday, 27 May 2024.", "on Tuesday, 27 May 2024", "the weekday does not fit the date"),
    ("Rabbits are common here and in towns today.", "today", "may mean the present time"),
    ("Later, on March 1, the probe would land on Venus.", "on March 1", "past or future is unclear"),
    ("Meteors: November 17 to 18", "November 17 to 18", "past or future is unclear"),
    ("It could help their January 6 inquiry along.", "January 6", "no year is stated"),
    ("The judge's Thursday ruling will open the door.", "Thursday", "past or future is unclear"),
    ("May wanted a June 30 deadline.", "June 30", "past or future is unclear"),
    ("The winter of 2022 was harsh.", "The winter of 2022", "may be either of two years"),
    ("The stamp says 04/05/2024.", "04/05/2024", "day and month may be either way round"),
]


@pytest.mark.parametrize(("sentence", "text", "basis"), UNRESOLVED)
def test_what_cannot_be_told_is_unresolved_with_its_reason(sentence: str, text: str, basis: str) -> None:
    found = [expression for expression in read_dates(sentence, MONDAY) if expression.text == text]
    assert [(e.first, e.last, e.basis) for e in found] == [(None, None, basis)]


def test_last_summer_after_this_summer_may_be_either() -> None:
    assert read_one("The pipes burst last summer.", WEDNESDAY).basis == "may be either of two years"
    assert read_one("The shop opened last July.", WEDNESDAY).basis == "may be either of two years"


@pytest.fixture
def _southern() -> Iterator[None]:
    """Read seasons as outlets of the southern hemisphere mean them."""
    token = HEMISPHERE.set("southern")
    yield
    HEMISPHERE.reset(token)


@pytest.mark.usefixtures("_southern")
class TestInTheSouth:
    @pytest.mark.parametrize(
        ("sentence", "published", "first", "last"),
        [
            ("The talks will resume this autumn.", "2024-01-27", "2024-03-01", "2024-05-31"),
            ("The talks resumed this autumn.", "2024-05-27", "2024-03-01", "2024-05-31"),
            ("It was hot this summer.", "2024-01-20", "2023-12-01", "2024-02-29"),
            ("It was hot last summer.", "2024-05-20", "2023-12-01", "2024-02-29"),
            ("Talks failed in the spring of 2022.", "2024-05-20", "2022-09-01", "2022-11-30"),
            ("It began in fall 2016.", "2024-05-20", "2016-03-01", "2016-05-31"),
            ("The winter of 2022 was harsh.", "2024-05-20", "2022-06-01", "2022-08-31"),
            ("The summer of 2022-23 was dry.", "2024-05-20", "2022-12-01", "2023-02-28"),
        ],
    )
    def test_a_season_is_half_a_year_away(self, sentence: str, published: str, first: str, last: str) -> None:
        found = read_one(sentence, day(published))
        assert (found.first, found.last, found.grain) == (day(first), day(last), "season")

    def test_summer_lies_in_two_years(self) -> None:
        assert read_one("The summer of 2022 was dry.", MONDAY).basis == "may be either of two years"
        assert describe(read_one("It was hot last summer.", MONDAY)) == "summer 2023–24 (December to February)"

    def test_anything_but_a_season_is_read_as_in_the_north(self) -> None:
        assert read_one("They met on Monday.", MONDAY).first == MONDAY


def test_the_hemisphere_of_another_outlet_is_not_remembered() -> None:
    sentence = "The talks will resume this autumn."
    north = read_one(sentence, SUNDAY)
    token = HEMISPHERE.set("southern")
    south = read_one(sentence, SUNDAY)
    HEMISPHERE.reset(token)
    assert (north.first, south.first) == (dt.date(2024, 9, 1), dt.date(2024, 3, 1))
    assert read_one(sentence, SUNDAY) == north


@pytest.mark.parametrize(
    "sentence",
    [
        "They may leave soon, and we may 5 times over.",
        "Theresa May defended the deal.",
        "A bill proposed by May's rivals failed.",
        "They march on the capital.",
        "He joined the March on Washington.",
        "An august body of scholars met.",
        "April Ryan asked the question.",
        "The sun sat low over the bay.",
        "The city counted 2,024 graves.",
        "A watch for $2024 was stolen.",
        "About 2000 troops were sent.",
        "The 2000-seat hall was full.",
        "She lives at 1887 Elm Street.",
        "The flight MH17 was shot down.",
        "It lasted a second.",
        "Prices fall when demand drops.",
        "He denounced this fall in prices.",
        "The firm Monday.com was sued.",
        "Shops were full on Black Friday.",
        "The Good Friday Agreement held.",
        "The Friday Agreement held.",
        "He watched Monday Night Football.",
        "It was a Friday the 13th film.",
        "The Mail on Sunday printed it.",
        "It closes at 20:24 sharp.",
        "The Agenda 2030 goals stand.",
        "COP29 ended in a row.",
        "The Vision 2030 plan stands.",
        "UN Resolution 1701 was cited.",
        "The library opens every Tuesday.",
        "A Monday is as good as any.",
        "It is open Monday through Friday.",
        "They scored in the third quarter.",
        "It fell by a quarter.",
        "It is what today's youth wants.",
        "The USA TODAY poll was wide.",
        "The year 1499 and 2201 units.",
        "Reports of the 1,000 dead grew.",
        "It will be done in a week from Monday.",
        "The code is 1999.5 and 2024/7.",
    ],
)
def test_what_only_looks_like_a_date_is_not_read(sentence: str) -> None:
    assert read_dates(sentence, MONDAY) == []


def test_expressions_come_in_order_and_do_not_overlap() -> None:
    sentence = "On Monday he said the port, closed since March, will reopen by the end of 2025."
    found = read_dates(sentence, FRIDAY)
    assert [e.text for e in found] == ["On Monday", "since March", "by the end of 2025"]
    assert [e.modifier for e in found] == ["", "since", "by the end of"]
    assert [str(e.first) for e in found] == ["2024-09-02", "2024-03-01", "2025-01-01"]


def test_two_weekdays_of_one_list_are_both_read() -> None:
    found = read_dates("They met on Thursday and Friday.", MONDAY)
    assert [str(e.first) for e in found] == ["2024-05-23", "2024-05-24"]


def test_since_a_stated_year_reaches_to_the_publication_day_or_stays_open() -> None:
    dated, undated = (read_one("It has been at war since 2014.", when) for when in (MONDAY, None))
    assert (dated.first, dated.last, dated.basis) == (dt.date(2014, 1, 1), MONDAY, "stated")
    assert (undated.first, undated.last) == (dt.date(2014, 1, 1), None)


def test_since_as_because_is_no_limit() -> None:
    found = read_one("They will wait, since Thursday is a holiday.", MONDAY)
    assert (found.text, found.modifier, found.first) == ("Thursday", "", dt.date(2024, 5, 30))


def test_a_question_in_lower_case_is_read() -> None:
    assert read_one("what was signed last monday?", MONDAY).first == dt.date(2024, 5, 20)
    assert read_one("what did spain pledge in may 2024?").first == dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Signed on Monday.", "Monday 27 May 2024"),
        ("Signed in May 2024.", "May 2024"),
        ("Signed in autumn 2024.", "autumn 2024 (September to November)"),
        ("Signed last winter.", "winter 2023–24 (December to February)"),
        ("Signed in 2024.", "2024"),
        ("Signed in Q3 2024.", "third quarter of 2024 (July to September)"),
        ("Signed in the first half of 2025.", "first half of 2025 (January to June)"),
        ("Signed in the 1960s.", "the 1960s"),
        ("Signed last week.", "the week of Monday 20 May 2024"),
        ("Signed over the weekend.", "Saturday 25 May 2024 to Sunday 26 May 2024"),
        ("Held 3-5 June 2024.", "Monday 3 June 2024 to Wednesday 5 June 2024"),
        ("Held between May and July 2024.", "May to July 2024"),
        ("Held between 2003 and 2009.", "2003 to 2009"),
        ("Signed earlier this year.", "1 January 2024 to 27 May 2024"),
        ("It was shut since Friday.", "since Friday 24 May 2024"),
        ("It has been shut since 2014.", "since 2014"),
        ("It will close by the end of 2024.", "by the end of 2024"),
        ("It will open in early 2025.", "early 2025"),
        ("He died two weeks later.", "“two weeks later” (refers to another date)"),
    ],
)
def test_describe_says_the_days_in_full(sentence: str, said: str) -> None:
    assert describe(read_one(sentence, MONDAY)) == said


def test_a_time_expression_cannot_be_changed() -> None:
    found = read_one("Signed in 2024.")
    with pytest.raises(ValidationError):
        found.start = 3  # type: ignore[misc]


PIECES = st.sampled_from(
    words(
        """on in since by Monday Friday May March august 6 27 31 2024 1999 99 , . “ ” " - – the last next this
        week weekend month year years ago two 3 quarter Q3 spring winter of to and between from said will was
        due meet tomorrow today $ % ' ’s ( ) Feb. 29 second half that later 0 12/11/2024 2024-02-30"""
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.none() | st.dates())
def test_any_text_is_read_and_offsets_reproduce_the_words(text: str, published: dt.date | None) -> None:
    end = 0
    for found in read_dates(text, published):
        assert found.text == text[found.start : found.end] != ""
        assert found.start >= end
        end = found.end
        assert found.last is None or (found.first is not None and found.first <= found.last)
        assert found.first is not None or found.basis != "stated"
        assert describe(found)


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        *((piece, 200_000) for piece in ("7", "and ", "in ", "1,000,", "“", "the end of ", "a", "a-")),
        # Each of these is an expression with a tense of its own: as many as in a long article.
        *((piece, 24_000) for piece in ("2024 ", "Monday ", "May 1, ", "two years ")),
    ],
)
def test_a_hostile_input_is_read_in_linear_time(piece: str, size: int) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        read_dates(text, MONDAY)
        return time.process_time() - start

    seconds(1000)
    # Eight times the text may take eight times as long, twice that for noise, never sixty-four times.
    assert seconds(size) < 16 * seconds(size // 8) + 0.5


def test_a_sentence_takes_a_fraction_of_a_millisecond() -> None:
    sentences = [sentence for sentence, *_ in RELATIVE]
    start = time.process_time()
    for _ in range(5):
        for sentence in sentences:
            read_dates(sentence, MONDAY)
    # Measured 0.15 ms; a busy machine may take many times that.
    assert (time.process_time() - start) / (5 * len(sentences)) < 0.005
