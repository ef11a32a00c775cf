"""What is read of a statement: names, amounts, times, words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.statement import Statement, read_figures, read_names

TUESDAY = dt.date(2024, 5, 28)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "President Pedro Sánchez met Ursula von der Leyen in Madrid.",
            ["Pedro Sánchez", "Ursula von der Leyen", "Madrid"],
        ),
        ("The Spanish Leopard tanks left.", ["Spanish", "Leopard"]),
        ("The Ministry of Defence of Ukraine agreed.", ["Ministry of Defence of Ukraine"]),
        ("Several in Kyiv said so.", ["Kyiv"]),
        ("“France will pay,” he said.", ["France"]),
        ("The European Union and the EU's envoy met.", ["European Union", "EU"]),
        ("It rained on Monday.", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, names: list[str]) -> None:
    assert [one.text for one in Statement(text).names] == names


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Spain pledged €1bn.", 1_000_000_000, "EUR"),
        ("Spain pledged one billion euros.", 1_000_000_000, "EUR"),
        ("Nobody sold 64 cars.", 64, "cars"),
        ("Prices rose 4.5 percent.", 4.5, "%"),
    ],
)
def test_amounts_are_values_with_units(text: str, value: float, unit: str) -> None:
    (amount,) = Statement(text).amounts
    assert (amount.value, amount.unit) == (value, unit)
    assert text[amount.start : amount.end] == amount.text


@pytest.mark.parametrize("text", ["The F-16 landed.", "A 2016 report said so.", "One came."])
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert read_figures(text, ()) == []


@pytest.mark.parametrize("text", ["Some 300+ members left.", "Some 300-plus members left."])
def test_a_plus_behind_a_number_means_more(text: str) -> None:
    (amount,) = read_figures(text, ())
    assert (amount.value, amount.qualifier) == (300, "more than")


def test_on_monday_counts_from_the_day_of_the_draft() -> None:
    (time,) = Statement("Spain pledged arms on Monday.", TUESDAY).times
    assert time.first == time.last == dt.date(2024, 5, 27)
    (unknown,) = Statement("Spain pledged arms on Monday.").times
    assert unknown.first is None


def test_words_carry_meaning_and_are_neither_times_nor_numbers() -> None:
    statement = Statement("On 27 May 2024 Spain pledged 19 tanks and around €1bn.")
    assert [one.term for one in statement.words] == ["spain", "pledg", "tank"]


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert Statement("Spain pledged €1\u00a0billion.").amounts == Statement("Spain pledged €1 billion.").amounts


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("Meanwhile talks went on.", True),
        ("Sadly it rained.", True),
        ("Italy pledged arms.", False),
        ("Beijing refused.", False),
        ("Boeing cut jobs.", False),
    ],
)
def test_a_word_that_opens_a_sentence_may_be_no_name(text: str, common: bool) -> None:  # noqa: FBT001
    statement = Statement(text)
    assert all(statement.may_be_common(name) for name in statement.names) is common


@given(st.text(max_size=200))
def test_whatever_is_read_lies_in_the_text(text: str) -> None:
    statement = Statement(text)
    assert all(statement.text[one.start : one.end] == one.text for one in read_names(text) if "\u00a0" not in text)
    assert all(statement.text[one.start : one.end] == one.text for one in statement.names)
    assert all(statement.text[one.start : one.end] == one.text for one in statement.amounts)
    assert all(0 <= one.start < one.end <= len(text) for one in statement.words)
    assert all(0 <= one.start < one.end <= len(text) for one in statement.times)
