from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assistant.amounts import Amount, read_amounts, same_value
from assistant.answer import Answer, Citation, Conflict, ConflictKind, ConflictValue, Status
from assistant.assistant import Assistant
from assistant.conflicts import asked_amount
from assistant.dates import describe, read_dates
from assistant.question import understand
from index.filters import Filters

Build = Callable[[Mapping[str, str]], Assistant]

MERRIN = "How many people were injured in the collapse of the Merrin viaduct?"
FUND = "How large is the region's fund for small exporters?"


def only(answer: Answer) -> Conflict:
    assert answer.status is Status.ANSWERED, answer.text
    (conflict,) = answer.conflicts
    return conflict


def values(conflict: Conflict) -> list[str]:
    return [one.value for one in conflict.values]


def quotes_of(answer: Answer, value: ConflictValue) -> list[Citation]:
    return [one for one in answer.citations if one.number in value.citations]


class TestTheSample:
    def test_two_counts_of_one_day_stand_side_by_side(self, quick: Assistant) -> None:
        answer = quick.ask(MERRIN)
        conflict = only(answer)
        assert conflict.kind is ConflictKind.DIFFER
        assert {(one.value, one.outlet) for one in conflict.values} == {
            ("14 people", "The Lowland Courier"),
            ("17 people", "Riverside Evening News"),
        }
        assert {one.published for one in conflict.values} == {dt.date(2024, 11, 5)}
        assert answer.text.splitlines()[-1].startswith("Reports differ: ")
        assert conflict.about == MERRIN.rstrip("?")

    def test_a_later_report_of_the_same_outlet_is_an_update_with_the_latest_first(self, quick: Assistant) -> None:
        answer = quick.ask(FUND)
        conflict = only(answer)
        assert conflict.kind is ConflictKind.UPDATE
        assert values(conflict) == ["55 million euros", "40 million euros"]
        assert [one.published for one in conflict.values] == [dt.date(2024, 11, 25), dt.date(2024, 11, 18)]
        assert "55 million euros" in answer.claims[0].text
        assert answer.text.splitlines()[-1] == (
            "Updated since: now 55 million euros (Eastfield Gazette, 25 November 2024) [1];"
            " before that 40 million euros (Eastfield Gazette, 18 November 2024) [2]."
        )

    def test_before_the_update_there_is_none(self, quick: Assistant) -> None:
        answer = quick.ask(FUND, filters=Filters(as_of=dt.date(2024, 11, 20)))
        assert answer.conflicts == ()
        assert "40 million euros" in answer.text

    def test_one_sum_in_two_currencies_is_no_conflict(self, quick: Assistant) -> None:
        assert quick.ask("How much military aid did Spain pledge to Ukraine?").conflicts == ()

    def test_what_was_delivered_is_no_update_of_what_was_pledged(self, quick: Assistant) -> None:
        assert quick.ask("What is the military aid of Spain to Ukraine worth?").conflicts == ()

    def test_agency_copies_are_no_conflict(self, quick: Assistant) -> None:
        answer = quick.ask("How many F-16 fighter jets did Belgium promise?")
        assert answer.status is Status.ANSWERED
        assert answer.citations[0].also
        assert answer.conflicts == ()

    def test_one_outlet_alone_does_not_differ(self, quick: Assistant) -> None:
        answer = quick.ask(MERRIN, filters=Filters(outlets=("The Lowland Courier",)))
        assert answer.conflicts == ()
        assert "14 people" in answer.text


class TestEveryAnswer:
    def test_each_value_stands_in_its_cited_quote(self, answers: list[Any]) -> None:
        found = [(one.answer, conflict) for one in answers for conflict in one.answer.conflicts]
        assert len(found) >= 5
        for answer, conflict in found:
            for value in conflict.values:
                cited = quotes_of(answer, value)
                assert cited, conflict
                assert all(is_said(value.value, one) for one in cited), value

    def test_a_conflict_has_two_values_or_more_that_are_not_the_same(self, answers: list[Any]) -> None:
        for one in answers:
            for conflict in one.answer.conflicts:
                assert len(set(values(conflict))) == len(conflict.values) >= 2

    def test_a_value_carries_the_outlet_and_day_of_the_article_it_stands_in(self, answers: list[Any]) -> None:
        for one in answers:
            for conflict in one.answer.conflicts:
                for value in conflict.values:
                    first = quotes_of(one.answer, value)[0].article
                    assert (first.outlet, first.published) == (value.outlet, value.published)

    def test_an_update_has_its_latest_report_first(self, answers: list[Any]) -> None:
        for one in answers:
            for conflict in one.answer.conflicts:
                if conflict.kind is ConflictKind.UPDATE:
                    days = [value.published for value in conflict.values]
                    assert days == sorted(days, reverse=True)
                    assert len(set(days)) == len(days)

    def test_what_is_not_found_has_no_conflict(self, answers: list[Any]) -> None:
        assert all(one.answer.status is not Status.NOT_FOUND for one in answers if one.answer.conflicts)


def is_said(value: str, citation: Citation) -> bool:
    """Tell whether a quote says a value: an amount as a value, a day as its time expressions mean it."""
    stated = read_amounts(citation.quote)
    if any(same_value(one, other) for one in read_amounts(value) for other in stated):
        return True
    return value in [describe(one) for one in read_dates(citation.quote, citation.article.published)]


ARTICLE = "---\ntitle: {title}\noutlet: {outlet}\npublished: {published}\n---\n\n{text}\n"
MORE = " The council will meet again at the town hall. The harbour lay still and the gulls were loud."
REPORTS: dict[str, list[tuple[str, str, str]]] = {
    # One sum, in two currencies.
    "vosper": [
        ("Alder Street Review", "2024-03-05", "The Vosper bridge will cost 12 million euros, the town council said."),
        ("The Hollin Post", "2024-03-05", "The Vosper bridge will cost $13 million, an engineer said."),
    ],
    # The same amount, in other words.
    "kestrel": [
        ("Alder Street Review", "2024-03-05", "The Kestrel tunnel cost more than 12 million euros, the council said."),
        ("The Hollin Post", "2024-03-05", "The Kestrel tunnel cost over 12,000,000 euros, an engineer said."),
    ],
    # Two counts.
    "gunnhild": [
        ("Alder Street Review", "2024-03-05", "The ferry Gunnhild sank on Monday and 31 sailors drowned."),
        ("The Hollin Post", "2024-03-05", "The ferry Gunnhild sank on Monday and 28 sailors drowned."),
    ],
    # A correction in another outlet.
    "ambleside": [
        ("Alder Street Review", "2024-03-05", "The fire of Ambleside destroyed 40 houses, the brigade said."),
        (
            "The Hollin Post",
            "2024-03-09",
            "The fire of Ambleside destroyed 52 houses, the brigade said, and corrected its first count.",
        ),
    ],
    # A range, and a number within it.
    "lindholm": [
        ("Alder Street Review", "2024-03-05", "The Lindholm quarry employs between 300 and 450 miners."),
        ("The Hollin Post", "2024-03-05", "The Lindholm quarry employs 400 miners."),
    ],
    # A sum a year, and in all.
    "wexcombe": [
        ("Alder Street Review", "2024-03-05", "The Wexcombe library costs 3 million euros a year, the council said."),
        ("The Hollin Post", "2024-03-05", "The Wexcombe library cost 9 million euros, the council said."),
    ],
    # Two days.
    "ottery": [
        ("Alder Street Review", "2024-03-08", "The Ottery museum reopened on Tuesday after the flood."),
        ("The Hollin Post", "2024-03-08", "The Ottery museum reopened on Wednesday after the flood."),
    ],
    # One day, in other words.
    "penhallow": [
        ("Alder Street Review", "2024-03-08", "The Penhallow mill reopened on Tuesday after the flood."),
        ("The Hollin Post", "2024-03-06", "The Penhallow mill reopened yesterday after the flood."),
    ],
}
DIFFERING = [
    ("How many sailors drowned when the ferry Gunnhild sank?", ConflictKind.DIFFER, ["28 sailors", "31 sailors"]),
    ("How many houses did the fire of Ambleside destroy?", ConflictKind.UPDATE, ["40 houses", "52 houses"]),
    (
        "When did the Ottery museum reopen?",
        ConflictKind.DIFFER,
        ["Tuesday 5 March 2024", "Wednesday 6 March 2024"],
    ),
]
AGREEING = [
    "How much will the Vosper bridge cost?",
    "How much did the Kestrel tunnel cost?",
    "How many miners does the Lindholm quarry employ?",
    "How much does the Wexcombe library cost?",
    "When did the Penhallow mill reopen?",
]


@pytest.fixture(scope="module")
def reports(build: Build) -> Assistant:
    """An assistant that has read two reports of each of some things."""
    return build(
        {
            f"{name}-{place}.md": ARTICLE.format(
                title=f"News of {name.title()}", outlet=outlet, published=published, text=text + MORE
            )
            for name, told in REPORTS.items()
            for place, (outlet, published, text) in enumerate(told)
        }
    )


class TestTwoReports:
    @pytest.mark.parametrize(("asked", "kind", "expected"), DIFFERING)
    def test_that_differ_are_set_side_by_side(
        self, reports: Assistant, asked: str, kind: ConflictKind, expected: list[str]
    ) -> None:
        conflict = only(reports.ask(asked))
        assert (conflict.kind, sorted(values(conflict))) == (kind, expected)

    @pytest.mark.parametrize("asked", AGREEING)
    def test_that_agree_or_cannot_be_compared_are_not(self, reports: Assistant, asked: str) -> None:
        answer = reports.ask(asked)
        assert answer.status is Status.ANSWERED
        assert answer.conflicts == ()

    def test_a_correction_takes_the_place_of_what_another_outlet_said(self, reports: Assistant) -> None:
        answer = reports.ask("How many houses did the fire of Ambleside destroy?")
        assert values(only(answer))[0] == "52 houses"
        assert "52 houses" in answer.claims[0].text


@pytest.mark.parametrize(
    ("asked", "sentence", "text"),
    [
        ("How many jets did Belgium promise?", "Belgium promised 30 jets and 12 million euros.", "30 jets"),
        ("How much money did Belgium promise?", "Belgium promised 30 jets and 12 million euros.", "12 million euros"),
        ("What did the bridge cost?", "The road cost 3 million euros, and the bridge cost €12m.", "€12m"),
        ("How many were killed?", "It rained.", None),
    ],
)
def test_the_amount_asked_for_is_of_the_kind_asked_for(asked: str, sentence: str, text: str | None) -> None:
    question = understand(asked)
    found: Amount | None = asked_amount(question, question.parts[0].kind, sentence)
    assert (found.text if found else None) == text
