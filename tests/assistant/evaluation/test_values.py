"""Values: amounts and dates are equal however they are written, words are equal in a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from assistant.amounts import read_amounts
from assistant.answer import Answer, AnsweredPart, ClaimAmount, ClaimDate, Status
from assistant.evaluation.values import Said, as_amount, read_days, written

MakeAnswer = Callable[..., Answer]


def said(make_answer: MakeAnswer, text: str) -> Said:
    answer = make_answer((text, text))
    amounts = tuple(
        ClaimAmount(text=one.text, value=one.value, high=one.high, unit=one.unit, qualifier=one.qualifier)
        for one in read_amounts(text)
    )
    return Said.of(answer.model_copy(update={"claims": (answer.claims[0].model_copy(update={"amounts": amounts}),)}))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("€1bn", "Spain pledged one billion euros."),
        ("1,000 million euros", "Spain pledged one billion euros."),
        ("one billion", "Spain pledged €1bn."),
        ("$1.08 billion", "It will get weapons worth 1,080 million dollars."),
        ("at least 126 million euros", "Portugal gives at least €126m."),
        ("126 million euros", "Portugal gives at least €126m."),
        ("19 tanks", "Spain sends 19 Leopard tanks."),
        ("19", "Spain sends 19 Leopard tanks."),
        ("Sanchez", "Pedro Sánchez signed."),
        ("kiev", "They met in Kyiv."),
        ("the enemy also reads newspapers", "Secret “because the enemy also reads newspapers”."),
        ("ten years", "The agreement runs for ten years."),
        ("Harbour Wire", "The outlet of a cited article counts."),
    ],
)
def test_what_is_said_in_another_way_is_said(make_answer: MakeAnswer, item: str, text: str) -> None:
    assert said(make_answer, text).holds(item)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("€1bn", "Spain pledged one billion dollars."),
        ("€1.08 billion", "It will get weapons worth 1.08 billion dollars."),
        ("1.08 billion euros", "It was 1.08 billion, or so; euros were not named. 1.09 billion euros."),
        ("more than 126 million euros", "Portugal gives at least €126m."),
        ("19", "Spain sends 190 tanks."),
        ("9 tanks", "Spain sends 19 tanks."),
        ("was hurt badly", "Nobody was hurt."),
        ("hurt deal", "Nobody was hurt. The deal runs on."),
        ("billion", ""),
    ],
)
def test_what_is_not_said_is_not(make_answer: MakeAnswer, item: str, text: str) -> None:
    assert not said(make_answer, text).holds(item)


def test_the_days_worked_out_are_said_and_those_of_a_note(make_answer: MakeAnswer) -> None:
    day = dt.date(2024, 5, 27)
    date = ClaimDate(text="on Monday", start=day, end=day, basis="published 2024-05-27")
    answer = make_answer("Spain pledged one billion euros on Monday.")
    claim = answer.claims[0].model_copy(update={"dates": (date,)})
    assert Said.of(answer.model_copy(update={"claims": (claim,)})).holds("May 27, 2024")
    note = AnsweredPart(text="when", status=Status.ANSWERED, note="Monday 27 May 2024: it says “on Monday”.")
    assert (day, day) in Said.of(answer.model_copy(update={"parts": (note,)})).days
    missing = note.model_copy(update={"status": Status.NOT_FOUND})
    assert not Said.of(answer.model_copy(update={"parts": (missing,)})).days


def test_the_nearest_thing_is_not_said(make_answer: MakeAnswer) -> None:
    answer = make_answer("Nobody was hurt.")
    nearest = answer.model_copy(update={"nearest": answer.claims[0], "claims": ()})
    assert not Said.of(nearest).holds("nobody was hurt")
    assert not Said.of(nearest).holds("Harbour Wire")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-05-27", (dt.date(2024, 5, 27), dt.date(2024, 5, 27))),
        ("2024-02", (dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
        ("2024", (dt.date(2024, 1, 1), dt.date(2024, 12, 31))),
        ("2024-07/2024-09", (dt.date(2024, 7, 1), dt.date(2024, 9, 30))),
    ],
)
def test_days_are_read_and_written(text: str, days: tuple[dt.date, dt.date]) -> None:
    assert read_days(text) == days
    assert read_days(written(days)) == days


@pytest.mark.parametrize("text", ["", "yesterday", "27 May 2024", "2024-13", "2024-02-30", "2024-05/2024-04"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_days(text)


@pytest.mark.parametrize("text", ["19", "F-16", "2028", "one of them", "tanks", "29 tanks and 3 guns", "the €3m deal"])
def test_what_is_no_amount_by_itself(text: str) -> None:
    assert as_amount(text) is None
