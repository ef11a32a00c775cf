from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.amounts import Amount, read_amounts, same_value
from assistant.wordlist import words


def read_one(sentence: str) -> Amount:
    found = read_amounts(sentence)
    assert len(found) == 1, [amount.text for amount in found]
    return found[0]


SINGLE = [
    # Money, by sign, code and name, in every scale.
    ("Spain pledged $1.08 billion.", "$1.08 billion", 1_080_000_000, "USD", ""),
    ("Spain pledged $1.08bn in all.", "$1.08bn", 1_080_000_000, "USD", ""),
    ("Spain pledged US$1.08 billion.", "US$1.08 billion", 1_080_000_000, "USD", ""),
    ("Spain pledged €1bn.", "€1bn", 1_000_000_000, "EUR", ""),
    ("Spain pledged € 1 billion.", "€ 1 billion", 1_000_000_000, "EUR", ""),
    ("Spain pledged one billion euros.", "one billion euros", 1_000_000_000, "EUR", ""),
    ("Spain pledged 1,000 million euros.", "1,000 million euros", 1_000_000_000, "EUR", ""),
    ("Spain pledged a billion euros.", "a billion euros", 1_000_000_000, "EUR", ""),
    ("Spain pledged half a billion euros.", "half a billion euros", 500_000_000, "EUR", ""),
    ("Spain pledged 500m euros.", "500m euros", 500_000_000, "EUR", ""),
    ("Spain pledged EUR 300 million.", "EUR 300 million", 300_000_000, "EUR", ""),
    ("The deal is worth 2.4 billion euros.", "2.4 billion euros", 2_400_000_000, "EUR", ""),
    ("The deal is worth £300m.", "£300m", 300_000_000, "GBP", ""),
    ("The deal is worth £40.5 million.", "£40.5 million", 40_500_000, "GBP", ""),
    ("The fare is ¥500.", "¥500", 500, "JPY", ""),
    ("The fund holds 3 trillion yen.", "3 trillion yen", 3_000_000_000_000, "JPY", ""),
    ("The fund holds A$50 million.", "A$50 million", 50_000_000, "AUD", ""),
    ("The fund holds C$3.5m.", "C$3.5m", 3_500_000, "CAD", ""),
    ("The fund holds 12 million Canadian dollars.", "12 million Canadian dollars", 12_000_000, "CAD", ""),
    ("The fund holds 90 billion rubles.", "90 billion rubles", 90_000_000_000, "RUB", ""),
    ("The fund holds 52 billion yuan.", "52 billion yuan", 52_000_000_000, "CNY", ""),
    ("The fine is 1,250 Swiss francs.", "1,250 Swiss francs", 1250, "CHF", ""),
    ("A ticket costs $93.18 now.", "$93.18", 93.18, "USD", ""),
    ("A ticket costs 36.1 cents.", "36.1 cents", 36.1, "cents", ""),
    ("He won 3 million pounds.", "3 million pounds", 3_000_000, "pounds", ""),
    ("It cost more than 200 million dollars.", "200 million dollars", 200_000_000, "USD", "more than"),
    ("It cost 40 billion euros.", "40 billion euros", 40_000_000_000, "EUR", ""),
    ("It cost $500K to mend.", "$500K", 500_000, "USD", ""),
    ("It cost $1-million to mend.", "$1-million", 1_000_000, "USD", ""),
    ("It cost five hundred thousand dollars.", "five hundred thousand dollars", 500_000, "USD", ""),
    # Shares.
    ("Turnout rose by 19%.", "19%", 19, "%", ""),
    ("Turnout rose by 19 percent.", "19 percent", 19, "%", ""),
    ("Turnout rose by 7 per cent.", "7 per cent", 7, "%", ""),
    ("Turnout rose by 2.5%.", "2.5%", 2.5, "%", ""),
    ("Output changed by -0.3%.", "-0.3%", -0.3, "%", ""),
    ("Turnout rose two percentage points.", "two percentage points", 2, "percentage points", ""),
    ("Turnout rose one percentage point.", "one percentage point", 1, "percentage points", ""),
    ("Rates rose by 25 basis points.", "25 basis points", 25, "basis points", ""),
    ("Sixty percent agreed.", "Sixty percent", 60, "%", ""),
    # Measures.
    ("The town is 30 km from the front.", "30 km", 30, "km", ""),
    ("The town is 30 kilometers from the front.", "30 kilometers", 30, "km", ""),
    ("The town is 30km from the front.", "30km", 30, "km", ""),
    ("They fired a 155-millimeter shell.", "155-millimeter", 155, "mm", ""),
    ("They fired a 155mm shell.", "155mm", 155, "mm", ""),
    ("The ship weighs 16.5 tons.", "16.5 tons", 16.5, "tons", ""),
    ("The ship carries 40,000 tonnes of grain.", "40,000 tonnes", 40_000, "tonnes", ""),
    ("It burnt 12 square kilometres of forest.", "12 square kilometres", 12, "square km", ""),
    ("The plant makes 300 megawatts.", "300 megawatts", 300, "MW", ""),
    ("Winds reached 35 mph.", "35 mph", 35, "mph", ""),
    ("They rebuilt a 209-foot tower.", "209-foot", 209, "feet", ""),
    # Counts.
    ("They retook two villages.", "two villages", 2, "villages", ""),
    ("They retook twenty-five villages.", "twenty-five villages", 25, "villages", ""),
    ("They retook ninety nine villages.", "ninety nine villages", 99, "villages", ""),
    ("They sent a hundred tanks.", "a hundred tanks", 100, "tanks", ""),
    ("They sent two hundred and fifty tanks.", "two hundred and fifty tanks", 250, "tanks", ""),
    ("They sent two thousand tanks.", "two thousand tanks", 2000, "tanks", ""),
    ("They sent 200 Leopard main battle tanks.", "200 Leopard main battle tanks", 200, "tanks", ""),
    ("They captured 1,600 Russian soldiers.", "1,600 Russian soldiers", 1600, "soldiers", ""),
    ("They trained 50 Ukrainians.", "50 Ukrainians", 50, "Ukrainians", ""),
    ("It hit 1.5 million people.", "1.5 million people", 1_500_000, "people", ""),
    ("It hit half a million people.", "half a million people", 500_000, "people", ""),
    ("It hit a quarter of a million people.", "a quarter of a million people", 250_000, "people", ""),
    ("It hit a dozen people.", "a dozen people", 12, "people", "about"),
    ("It hit two dozen people.", "two dozen people", 24, "people", "about"),
    ("It took two and a half years.", "two and a half years", 2.5, "years", ""),
    ("He got a four-year term.", "four-year", 4, "year", ""),
    ("In Kyiv, 2000 people fled.", "2000 people", 2000, "people", ""),
    ("Total employment: 174,110", "174,110", 174_110, "", ""),
    ("The blast killed 12 and maimed many.", "12", 12, "", ""),
    ("Only 14 of them were found.", "14", 14, "", ""),
    # Qualifiers.
    ("It cost about $16,400.", "$16,400", 16_400, "USD", "about"),
    ("It cost roughly 16,400 euros.", "16,400 euros", 16_400, "EUR", "about"),
    ("It cost an estimated $4 million.", "$4 million", 4_000_000, "USD", "about"),
    ("It cost over $4 million.", "$4 million", 4_000_000, "USD", "more than"),
    ("It cost a sum exceeding $4 million.", "$4 million", 4_000_000, "USD", "more than"),
    ("Its debt surpassed $4 million.", "$4 million", 4_000_000, "USD", "more than"),
    ("It cost in excess of $4 million.", "$4 million", 4_000_000, "USD", "more than"),
    ("Its value is now past $4 million.", "$4 million", 4_000_000, "USD", "more than"),
    ("Its share has gone beyond 65%.", "65%", 65, "%", "more than"),
    ("He walked past 12 houses.", "12 houses", 12, "houses", ""),
    ("It cost up to $4 million.", "$4 million", 4_000_000, "USD", "up to"),
    ("It cost as much as $4 million.", "$4 million", 4_000_000, "USD", "up to"),
    ("It cost at least $4 million.", "$4 million", 4_000_000, "USD", "at least"),
    ("It cost nearly $4 million.", "$4 million", 4_000_000, "USD", "nearly"),
    ("It cost almost a million dollars.", "a million dollars", 1_000_000, "USD", "nearly"),
    ("It cost less than $4 million.", "$4 million", 4_000_000, "USD", "less than"),
    ("It cost $4 million or more.", "$4 million", 4_000_000, "USD", "at least"),
    ("No fewer than 30 houses burnt.", "30 houses", 30, "houses", "at least"),
    ("At least 12 were killed.", "12", 12, "", "at least"),
    ("It fell silent over 10 years.", "10 years", 10, "years", ""),
]


@pytest.mark.parametrize(("sentence", "text", "value", "unit", "qualifier"), SINGLE)
def test_an_amount_is_read(sentence: str, text: str, value: float, unit: str, qualifier: str) -> None:
    found = read_one(sentence)
    assert (found.text, found.value, found.unit) == (text, value, unit)
    assert (found.qualifier, found.high) == (qualifier, None)
    assert isinstance(found.value, int) == (value == int(value))


RANGES = [
    (
        "It hit between 3 and 5 million people.",
        "between 3 and 5 million people",
        3_000_000,
        5_000_000,
        "people",
    ),
    ("It hit 3 to 5 million people.", "3 to 5 million people", 3_000_000, 5_000_000, "people"),
    ("It took 10-15% of sales.", "10-15%", 10, 15, "%"),
    ("It took 10 to 15 percent of sales.", "10 to 15 percent", 10, 15, "%"),
    ("It took 80% to 90% of sales.", "80% to 90%", 80, 90, "%"),
    ("It took between 4% and 7% of sales.", "between 4% and 7%", 4, 7, "%"),
    ("It costs $10-15 million.", "$10-15 million", 10_000_000, 15_000_000, "USD"),
    ("It costs $10 million to $15 million.", "$10 million to $15 million", 10_000_000, 15_000_000, "USD"),
    ("It costs between $3 and $5 billion.", "between $3 and $5 billion", 3_000_000_000, 5_000_000_000, "USD"),
    ("It costs between $500 and $2 million.", "between $500 and $2 million", 500, 2_000_000, "USD"),
    ("It costs €66–€126.", "€66–€126", 66, 126, "EUR"),
    ("It draws between 900 and 1,200 migrants.", "between 900 and 1,200 migrants", 900, 1200, "migrants"),
    ("It takes two to three years.", "two to three years", 2, 3, "years"),
    ("It drops 12 to 18 inches of rain.", "12 to 18 inches", 12, 18, "inches"),
]


@pytest.mark.parametrize(("sentence", "text", "low", "high", "unit"), RANGES)
def test_a_range_is_one_amount(sentence: str, text: str, low: float, high: float, unit: str) -> None:
    found = read_one(sentence)
    assert (found.text, found.value, found.high, found.unit) == (text, low, high, unit)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("The rate rose from 3% to 5%.", [3, 5]),
        ("Oil fell $3 to $93 a barrel.", [3, 93]),
        ("Debt grew by $333 billion to $15 trillion.", [333 * 10**9, 15 * 10**12]),
        ("It gave $4 million and 5 million euros.", [4_000_000, 5_000_000]),
        ("It grew from 3 to 5 million.", [5_000_000]),
        ("It gave $5 to 10 people.", [5, 10]),
    ],
)
def test_a_change_is_no_range(sentence: str, values: list[int]) -> None:
    assert [(found.value, found.high) for found in read_amounts(sentence)] == [(value, None) for value in values]


@pytest.mark.parametrize(
    "sentence",
    [
        "It happened in 2022 and again in 2024.",
        "The 2024 vote was close.",
        "It was signed on 27 May.",
        "It was signed on August 6, 2024.",
        "It was signed on 2024-05-27.",
        "It sank two days ago.",
        "The bell rang at 14:05.",
        "The bell rang at 8 p.m. sharp.",
        "The bell rang at 11 o'clock.",
        "It was the 3rd time, the twenty-first in all.",
        "The first and second were late.",
        "They fired an S-300 and an R-27.",
        "An F-16 and two-thirds of a crew.",
        "COP29 followed the G7.",
        "MH17 was shot down.",
        "Covid-19 spread.",
        "The Apollo 17 crew landed.",
        "They invoked Article 5 of the treaty.",
        "They invoked article 5 of the treaty.",
        "After 9/11 he worked 24/7.",
        "One of the two agreed.",
        "No one knew; each one waited for the one.",
        "Ivan Petrenko, 57, said so.",
        "A 57-year-old man spoke.",
        "It was a 1,850-year-old tomb.",
        "Pan Am 103 fell on the town.",
        "Children under 18 may stay.",
        "They won 3-0 and lost 6-4.",
        "Call 602-267-1600 now.",
        "They came in twos and threes.",
        "Millions fled; hundreds of them died.",
        "He had half a mind to go.",
        "The S&P 500 fell.",
        "He lives at 1600 Elm Street.",
        "It is on page 12 of the book.",
        "She dialled 911 calls in vain.",
        "Version 2.0.1 is out.",
        "The ratio was 1:20.",
    ],
)
def test_what_only_looks_like_an_amount_is_not_read(sentence: str) -> None:
    assert read_amounts(sentence) == []


EQUAL = [
    ("€1bn", "one billion euros"),
    ("€1bn", "1,000 million euros"),
    ("€1bn", "a billion euros"),
    ("$1.08 billion", "US$1,080 million"),
    ("19%", "19 percent"),
    ("nineteen percent", "19 per cent"),
    ("30 km", "30 kilometres"),
    ("2 villages", "two villages"),
    ("1.5 million people", "1,500,000 people"),
    ("half a million people", "500,000 people"),
    ("three-day", "three days"),
    ("10-15%", "10 to 15 percent"),
    ("$4m", "$4 million"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_amounts_written_differently_are_equal(one: str, other: str) -> None:
    assert same_value(read_one(f"It took {one}."), read_one(f"It took {other}."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€1bn", "$1bn"),
        ("€1bn", "€1m"),
        ("€1bn", "€1.1bn"),
        ("A$5 million", "$5 million"),
        ("2%", "two percentage points"),
        ("16 tons", "16 tonnes"),
        ("two villages", "two towns"),
        ("10%", "10-15%"),
        ("5 days", "5 years"),
    ],
)
def test_different_amounts_are_not_equal(one: str, other: str) -> None:
    assert not same_value(read_one(f"It took {one}."), read_one(f"It took {other}."))


PER = [
    ("Spain pays one billion euros a year.", "one billion euros", "year"),
    ("The port loses 12 million euros a day.", "12 million euros", "day"),
    ("The fund pays $4 million per year.", "$4 million", "year"),
    ("The fund pays $4 million each month.", "$4 million", "month"),
    ("The tax brings in 2 billion euros every year.", "2 billion euros", "year"),
    ("The fund pays 4 million euros annually.", "4 million euros", "year"),
    ("It costs 300 euros daily.", "300 euros", "day"),
    ("It earns 300 euros weekly.", "300 euros", "week"),
    ("It sells 4,000 tonnes a year.", "4,000 tonnes", "year"),
    ("Spain pays one billion euros.", "one billion euros", ""),
    ("Spain paid one billion euros in a year.", "one billion euros", ""),
    ("Spain paid one billion euros, a year after the pact.", "one billion euros", ""),
    ("Oil costs $93 a barrel.", "$93", ""),
]


@pytest.mark.parametrize(("sentence", "text", "per"), PER)
def test_what_is_paid_again_and_again_is_no_total(sentence: str, text: str, per: str) -> None:
    found = read_amounts(sentence)[0]
    assert (found.text, found.per) == (text, per)


@pytest.mark.parametrize("sentence", ["It gave 4 million dollars a week ago.", "It gave 4 tanks a year earlier."])
def test_how_long_ago_it_was_is_not_how_often(sentence: str) -> None:
    assert read_amounts(sentence)[0].per == ""


def test_a_sum_a_year_is_the_same_however_it_is_written() -> None:
    assert same_value(read_one("It took €1bn a year."), read_one("It took one billion euros annually."))


def test_a_name_is_no_unit() -> None:
    found = read_one("Pan Am flew 12 jets.")
    assert (found.text, found.unit) == ("12 jets", "jets")


def test_amounts_come_in_order() -> None:
    sentence = "Spain gave $1.08 billion (one billion euros) for 2024 and more than 20 tanks in two shipments."
    assert [(a.value, a.unit) for a in read_amounts(sentence)] == [
        (1_080_000_000, "USD"),
        (1_000_000_000, "EUR"),
        (20, "tanks"),
        (2, "shipments"),
    ]


def test_two_numbers_in_a_row_do_not_share_words() -> None:
    assert [a.text for a in read_amounts("They sent four new two-man tents and two two-man boats.")] == [
        "two-man",
        "two-man",
    ]


def test_an_amount_cannot_be_changed() -> None:
    found = read_one("It cost $4.")
    with pytest.raises(ValidationError):
        found.value = 5  # type: ignore[misc]


PIECES = st.sampled_from(
    words(
        """$ € US$ A$ 1 1,000 3.5 10-15 2024 one two twenty-five hundred thousand million bn m k dozen half
        a an and between from to or more so about over up at least nearly % percent points percentage euros
        dollars km people villages Russian S-300 COVID-19 , . ( ) - – 's May 6 14:05 -0.3% square of the"""
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_offsets_reproduce_the_words(text: str) -> None:
    end = 0
    for found in read_amounts(text):
        assert found.text == text[found.start : found.end] != ""
        assert found.start >= end
        end = found.end
        assert found.high is None or found.high > found.value
        assert same_value(found, found)


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        *((piece, 200_000) for piece in ("7", "and ", "1,000,", "a", "million ", "between ", "7.")),
        *((piece, 24_000) for piece in ("one ", "$", "3 to ", "two hundred and ", "between 3 and ", "9 a ")),
    ],
)
def test_a_hostile_input_is_read_in_linear_time(piece: str, size: int) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        read_amounts(text)
        return time.process_time() - start

    seconds(1000)
    # Eight times the text may take eight times as long, twice that for noise, never sixty-four times.
    assert seconds(size) < 16 * seconds(size // 8) + 0.5
