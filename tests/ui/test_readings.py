from __future__ import annotations

import datetime as dt

import pytest

from assistant.amounts import read_amounts
from assistant.answer import Attribution, Claim, ClaimAmount, ClaimDate, Occasion, TimelineEntry
from ui.readings import amount_reading, at_request, attribution, date_reading, dated, day, days, derived, in_sight

PUBLISHED = "published 2024-05-27"
MONDAY = ClaimDate(text="on Monday", start=dt.date(2024, 5, 27), end=dt.date(2024, 5, 27), basis=PUBLISHED)
LAST_WEEK = ClaimDate(text="last week", start=dt.date(2024, 5, 20), end=dt.date(2024, 5, 26), basis=PUBLISHED)
MAY_28 = ClaimDate(text="28 May", start=dt.date(2024, 5, 28), end=dt.date(2024, 5, 28), basis=PUBLISHED)
STATED = ClaimDate(text="27 May 2024", start=dt.date(2024, 5, 27), end=dt.date(2024, 5, 27), basis="stated")
UNKNOWN = ClaimDate(text="on Friday", start=None, end=None, basis="no publication date")
ORIGIN = "worked out from the publication date 27 May 2024"


def claim(*dates: ClaimDate, **fields: object) -> Claim:
    return Claim.model_validate({"text": "Spain pledged arms.", "citations": (1,), "dates": dates} | fields)


def test_a_day_as_a_person_reads_it() -> None:
    assert day(dt.date(2024, 5, 7)) == "7 May 2024"
    assert day(None) == "no date given"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-05-27", "2024-05-27", "27 May 2024"),
        ("2024-05-06", "2024-05-10", "6 to 10 May 2024"),
        ("2024-05-27", "2024-06-02", "27 May to 2 June 2024"),
        ("2023-12-27", "2024-01-03", "27 December 2023 to 3 January 2024"),
        ("2024-05-01", "2024-05-31", "May 2024"),
        ("2024-06-01", "2024-08-31", "June to August 2024"),
        ("2023-12-01", "2024-02-29", "December 2023 to February 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2020-01-01", "2024-12-31", "2020 to 2024"),
    ],
)
def test_days_in_few_words(start: str, end: str, said: str) -> None:
    assert days(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == said


class TestDates:
    @pytest.mark.parametrize(
        ("date", "said"),
        [
            (MONDAY, f"“on Monday”: Monday 27 May 2024, {ORIGIN}"),
            (LAST_WEEK, f"“last week”: 20 to 26 May 2024, {ORIGIN}"),
            (MAY_28, f"“28 May”: Tuesday 28 May 2024, {ORIGIN}"),
            (STATED, ""),
            (UNKNOWN, "“on Friday”: not worked out (no publication date)"),
            (MONDAY.model_copy(update={"end": None}), f"“on Monday”: from Monday 27 May 2024 on, {ORIGIN}"),
        ],
    )
    def test_what_words_mean_and_what_it_is_worked_out_from(self, date: ClaimDate, said: str) -> None:
        assert date_reading(date) == said

    @pytest.mark.parametrize(
        ("date", "said"),
        [
            (MONDAY, f"“on Monday”: said on Monday 27 May 2024, {ORIGIN}"),
            (LAST_WEEK, f"“last week”: said during 20 to 26 May 2024, {ORIGIN}"),
            (STATED, "“27 May 2024”: said on Monday 27 May 2024"),
        ],
    )
    def test_the_day_of_a_statement_is_told_from_that_of_an_event(self, date: ClaimDate, said: str) -> None:
        assert date_reading(date.model_copy(update={"of": Occasion.STATEMENT})) == said

    def test_only_days_that_the_words_hide_are_in_sight(self) -> None:
        assert in_sight(claim(MAY_28, STATED, UNKNOWN)) == ""
        assert in_sight(claim(MONDAY, MAY_28, LAST_WEEK)) == (
            f"“on Monday”: Monday 27 May 2024; “last week”: 20 to 26 May 2024, {ORIGIN}"
        )

    @pytest.mark.parametrize("basis", ["stated", "published", "no publication date", ""])
    def test_what_was_not_worked_out_has_no_origin(self, basis: str) -> None:
        assert derived(basis) == ""


class TestAmounts:
    @pytest.mark.parametrize(
        ("sentence", "said"),
        [
            ("It cost $1.08 billion.", "“$1.08 billion”: USD 1,080,000,000"),
            ("It cost 55 million euros.", "“55 million euros”: EUR 55,000,000"),
            ("Nearly 8,000 residents left.", "“8,000 residents”: nearly 8,000 residents"),
            ("It fell by more than 6.5 percent.", "“6.5 percent”: more than 6.5%"),
            ("Between 1,800 and 2,100 people came.", "“Between 1,800 and 2,100 people”: 1,800 to 2,100 people"),
        ],
    )
    def test_what_is_short_vague_or_a_range_is_spelt_out(self, sentence: str, said: str) -> None:
        assert amount_reading(amount(sentence)) == said

    @pytest.mark.parametrize(
        "sentence",
        ["The bomb killed 12 people.", "They sent 17,000 people.", "It fell 6.5 percent.", "Twelve ships left."],
    )
    def test_what_is_plain_is_not_repeated(self, sentence: str) -> None:
        assert amount_reading(amount(sentence)) == ""

    def test_what_is_paid_each_year_is_no_total(self) -> None:
        yearly = ClaimAmount(text="600 euros a year", value=600, unit="EUR", per="year")
        assert amount_reading(yearly) == "“600 euros a year”: EUR 600 per year"

    def test_digits_of_a_longer_number_are_not_its_own(self) -> None:
        assert amount_reading(ClaimAmount(text="1.5 thousand", value=1500, unit="")) == "“1.5 thousand”: 1,500"
        assert amount_reading(ClaimAmount(text="100.5", value=100, unit="")) == "“100.5”: 100"


def amount(sentence: str) -> ClaimAmount:
    (one,) = read_amounts(sentence)
    return ClaimAmount(text=one.text, value=one.value, high=one.high, unit=one.unit, qualifier=one.qualifier)


class TestAttribution:
    @pytest.mark.parametrize(
        ("said", "read"),
        [
            ([("Pedro Sánchez", "According to")], "according to Pedro Sánchez"),
            ([("officials", "citing")], "citing officials"),
            ([("Pedro Sánchez", "told")], "Pedro Sánchez told"),
            ([("El País", "According to"), ("the minister", "said")], "according to El País: the minister said"),
            ([], ""),
        ],
    )
    def test_who_says_so(self, said: list[tuple[str, str]], read: str) -> None:
        assert attribution([Attribution(source=source, cue=cue) for source, cue in said]) == read


class TestAtRequest:
    FULL = claim(
        MONDAY,
        MAY_28,
        amounts=(ClaimAmount(text="a billion", value=10**9, unit="EUR"), ClaimAmount(text="12", value=12, unit="")),
        attributions=(Attribution(source="Sánchez", cue="told"),),
    )

    def test_days_that_were_seen_are_not_said_twice(self) -> None:
        rest = [date_reading(MAY_28), "“a billion”: EUR 1,000,000,000", "Who says so: Sánchez told"]
        assert at_request(self.FULL, seen=True) == rest
        assert at_request(self.FULL, seen=False) == [date_reading(MONDAY), *rest]

    def test_a_claim_that_says_it_all_has_nothing_to_read(self) -> None:
        assert at_request(claim(STATED), seen=False) == []


class TestTimeline:
    @pytest.mark.parametrize(
        ("basis", "said"),
        [("stated", "27 May 2024"), (PUBLISHED, "27 May 2024"), ("published", "reported 27 May 2024")],
    )
    def test_a_day_of_publication_is_said_to_be_one(self, basis: str, said: str) -> None:
        on = dt.date(2024, 5, 27)
        assert dated(TimelineEntry(start=on, end=on, text="x", basis=basis, citations=(1,))) == said
