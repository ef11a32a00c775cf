from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from index.catalog import Entry
from index.filters import Filters

INGESTED = dt.date(2024, 7, 1)


def entry(outlet: str | None = None, published: dt.date | None = None) -> Entry:
    return Entry("id", "key", "source", "said", "Title", outlet, None, published, INGESTED, 10, 1, 1, "digest")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2024-{text}")


UNDATED = entry("Wire")


@pytest.mark.parametrize(
    ("filters", "published", "allowed"),
    [
        (Filters(), "05-27", True),
        (Filters(published_from=day("05-27")), "05-27", True),
        (Filters(published_from=day("05-28")), "05-27", False),
        (Filters(published_to=day("05-27")), "05-27", True),
        (Filters(published_to=day("05-26")), "05-27", False),
        (Filters(as_of=day("05-27")), "05-27", True),
        (Filters(as_of=day("05-26")), "05-27", False),
        (Filters(published_to=day("06-30"), as_of=day("05-26")), "05-27", False),
        (Filters(published_to=day("05-26"), as_of=day("06-30")), "05-27", False),
        (Filters(published_from=day("05-28"), published_to=day("05-26")), "05-27", False),
    ],
)
def test_days_are_limits_that_are_within(filters: Filters, published: str, allowed: bool) -> None:  # noqa: FBT001
    assert filters.allow(entry(published=day(published))) is allowed


@pytest.mark.parametrize("name", ["published_from", "published_to", "as_of"])
def test_any_limit_on_days_leaves_undated_articles_out(name: str) -> None:
    filters = Filters(**{name: day("05-27")})
    assert filters.dated
    assert not filters.allow(UNDATED)


def test_an_undated_article_was_published_by_the_day_it_was_taken_in() -> None:
    assert Filters(as_of=INGESTED).allow(UNDATED)
    assert not Filters(as_of=INGESTED - dt.timedelta(days=1)).allow(UNDATED)
    assert not Filters(as_of=INGESTED, published_from=day("01-01")).allow(UNDATED)


def test_without_a_limit_on_days_undated_articles_are_in() -> None:
    assert Filters().allow(UNDATED)
    assert Filters(outlets=("wire",)).allow(UNDATED)
    assert not Filters(outlets=("wire",)).dated


def test_outlets_are_compared_without_regard_to_case_and_whole() -> None:
    filters = Filters(outlets=("harbour WIRE", "Straße"))
    assert filters.allow(entry("Harbour Wire"))
    assert filters.allow(entry("STRASSE"))
    assert not filters.allow(entry("Wire"))
    assert not filters.allow(entry(None))


def test_filters_are_true_when_they_limit_anything() -> None:
    assert not Filters()
    assert Filters(outlets=("Wire",))
    assert Filters(as_of=day("01-01"))


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(ValidationError, match="outlet"):
        Filters(outlet="Wire")  # type: ignore[call-arg]


days = st.none() | st.dates()


@settings(deadline=None)
@given(days, days, days, st.dates(), days, st.dates())
def test_narrowed_limits_allow_what_both_allow(
    first: dt.date | None,
    last: dt.date | None,
    as_of: dt.date | None,
    start: dt.date,
    end: dt.date | None,
    published: dt.date,
) -> None:
    wide = Filters(published_from=first, published_to=last, as_of=as_of)
    narrow = wide.within(start, end)
    both = wide.allow(entry(published=published)) and start <= published <= (end or dt.date.max)
    assert narrow.allow(entry(published=published)) is both
    assert narrow.as_of == wide.as_of
