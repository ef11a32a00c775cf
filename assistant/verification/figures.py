"""Figures: whether a quote gives an amount of a statement, or another one in its place.

Amounts are compared as values, however they are written: "€1bn" is one billion euros.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.amounts import Amount
from assistant.amounts.units import MEASURES, TIME_UNITS, is_money, same_unit
from assistant.verification.model import MISSING, Finding, State
from assistant.verification.shares import ROUGHLY
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness
from assistant.wordlist import words
from index.terms import content_terms

SIZES = frozenset({*MEASURES.values(), "%", "percentage points"})
PEOPLE = frozenset(
    content_terms("people persons men women others dead lives residents civilians victims casualties bodies deaths")
)
"""Nouns that count people, whoever they are."""
DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 30.4,
    "year": 365,
    "decade": 3650,
}
CLOSE = 0.1
"""Share by which a figure may miss what "about" or "nearly" says of it."""
NEAR = 0.25
"""The same for "more than" and "less than": one that is farther off would have been told otherwise."""
HEDGES = frozenset({"about", "nearly"})
SAME_LENGTH = 0.02
"""Share by which "12 months" may miss "a year"."""
SCALED = re.compile(r"illion|\d(?:bn|m|tn)\b")
SAME_NOUN = 0.5
"""Likeness, 0..1, from which two words count the same things: "64 shoppers", "64 customers"."""
PERIODS = {
    name: re.compile(rf"\b(?:{often}|(?:in an?|per|each|every) {name}|{name}s of)\b", re.IGNORECASE)
    for name, often in {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly|annual(?:ly)?"}.items()
}
BOTH = 2
"""Words beside two amounts that agree, from which one stands in the other's place."""
NEXT_WORD = re.compile(r" [a-z]+\b")
MANY = 20
"""Amounts of a statement, the first ones, that another's place may be taken by; what has more is a list."""
AROUND = 40
"""Characters on either side of an amount in which words tell of what it is."""
WEIGHTS = frozenset(words("tons pounds ounces tonnes grams barrels gallons pints acres hectares yards"))
"""Units that count nothing; the metric ones are measures."""
FOLLOWING = 3
"""Words behind an amount that may say what it counts."""


def amount_in(amount: Amount, statement: Statement, witness: Witness, likeness: float) -> Finding:
    """Tell whether a witness gives an amount of a statement, or another in its place.

    ``likeness`` is how alike the witness's words are to the noun that is counted, 0..1. An amount that bears another
    of the statement's does not stand in the place of this one.
    """
    words = _with_noun(statement.text, amount)
    if words and words.search(witness.text):
        return Finding(State.BORNE, amount.text)
    if (
        amount.unit in TIME_UNITS
        and not amount.per
        and re.search(rf"(?<![\w.,-]){re.escape(amount.text)}\b", witness.text, re.IGNORECASE)
    ):
        return Finding(State.BORNE, amount.text)  # part of a time: "over the next three years"
    values = {one.value for one in statement.amounts}
    for other in witness.amounts:
        if other.high is not None and amount.value in {other.value, other.high} <= values:
            return Finding(State.BORNE, _worded(witness.text, other))  # "from 19 to 29", of "between 19 and 29"
    compared = [(other, _compared(amount, statement, other, witness, likeness)) for other in witness.amounts]
    rest = [one for one in statement.amounts[:MANY] if one.start != amount.start]
    compared = [
        (other, said)
        for other, said in compared
        if said is not State.DIFFERENT
        or not any(_compared(one, statement, other, witness, 1.0) is State.BORNE for one in rest)
    ]
    for state in (State.BORNE, State.DIFFERENT):
        found = [other for other, said in compared if said is state]
        if found:
            best = max(found, key=lambda other: _shared(statement, amount, witness, other))
            return Finding(state, _worded(witness.text, best))
    return MISSING


def _with_noun(text: str, amount: Amount) -> re.Pattern[str] | None:
    """Give what finds an amount with the word behind it: told in the same words, it is the same."""
    behind = NEXT_WORD.match(text, amount.end)
    if not behind or amount.unit:
        return None
    return re.compile(rf"(?<![\w.,-]){re.escape(amount.text + behind.group())}\b", re.IGNORECASE)


def _compared(  # noqa: PLR0911 - one way out for each kind of amount
    amount: Amount, statement: Statement, other: Amount, witness: Witness, likeness: float
) -> State | None:
    """Tell whether two amounts are one, or one in the place of the other; ``None`` where they are of other things."""
    kind, other_kind = _kind(amount.unit), _kind(other.unit)
    equal = (amount.value, amount.high) == (other.value, other.high) or _same_share(amount, other)
    bare = not (amount.unit and other.unit)  # "of which 18.1 billion", "put it at 19"
    loan = {kind, other_kind} == {"money", "count"} and SCALED.search(other.text)  # "18.1 billion comes from"
    if equal and (bare or loan):
        return State.BORNE
    beside = bool(_shared(statement, amount, witness, other))
    if kind != other_kind:
        return State.DIFFERENT if equal and beside else None
    if kind == "duration":
        return _durations(amount, other, beside=beside)
    if kind == "count" and amount.unit != other.unit and {amount.unit, other.unit} <= WEIGHTS:
        return State.DIFFERENT if equal or beside else None
    if kind == "count" and not _counts_same(amount, statement, other, witness):
        known = State.BORNE if likeness >= SAME_NOUN else State.DIFFERENT
        return known if equal else None
    if kind != "count" and not same_unit(amount.unit, other.unit):
        return State.DIFFERENT if equal or (kind == "money" and beside) else None
    same = (equal or _rounded(amount, other)) and amount.per == other.per and _hedged_alike(amount, other)
    return State.BORNE if same else State.DIFFERENT


def _same_share(amount: Amount, other: Amount) -> bool:
    """Whether a share told in words, "a third", is what a percentage says."""
    in_words = amount.text[0].isalpha() or other.text[0].isalpha()
    if not in_words or amount.unit != "%" or other.unit != "%" or amount.high or other.high:
        return False
    return abs(amount.value - other.value) <= ROUGHLY * max(amount.value, other.value)


def _durations(amount: Amount, other: Amount, *, beside: bool) -> State | None:
    """Compare lengths of time: "28 days" are four weeks, and "two months" a slip for two weeks."""
    mine, others = amount.value * _days(amount.unit), other.value * _days(other.unit)
    rounded = _rounded(amount.model_copy(update={"value": mine}), other.model_copy(update={"value": others}))
    if abs(mine - others) <= SAME_LENGTH * max(mine, others) or rounded:
        return State.DIFFERENT if amount.per and other.per and amount.per != other.per else State.BORNE
    return State.DIFFERENT if beside or amount.value == other.value else None


def _kind(unit: str) -> str:
    if is_money(unit):
        return "money"
    if unit in {"%", "percentage points"}:
        return "share"
    if _days(unit):
        return "duration"
    return "size" if unit in SIZES else "count"


def _days(unit: str) -> float:
    """Give how many days a unit of time has; 0 for other units."""
    return DAYS.get(unit.rstrip("s"), 0.0)


def _counts_same(amount: Amount, statement: Statement, other: Amount, witness: Witness) -> bool:
    if same_unit(amount.unit, other.unit):
        return True
    counted = {*content_terms(amount.unit), *_behind(statement.text, amount)}
    if not amount.unit and SCALED.search(amount.text):
        counted.update(
            content_terms(statement.text[: amount.start].rpartition(", ")[2])
        )  # "cases came to 64.3 million"
    others = {*content_terms(other.unit), *_behind(witness.text, other)}
    return bool(counted & others) or not (counted.isdisjoint(PEOPLE) or others.isdisjoint(PEOPLE))


def _behind(text: str, amount: Amount) -> tuple[str, ...]:
    return _terms_from(text, amount.end)


@lru_cache(maxsize=8192)
def _terms_from(text: str, place: int) -> tuple[str, ...]:
    return tuple(content_terms(" ".join(text[place:].split(",", maxsplit=1)[0].split(maxsplit=FOLLOWING)[:FOLLOWING])))


def _rounded(amount: Amount, other: Amount) -> bool:
    """Whether a qualifier says truly of a figure what it leaves open: "over $1bn" of $1.08bn."""
    if other.high is not None or amount.high is not None or not amount.value:
        return False
    ratio = float(other.value) / float(amount.value)
    return {
        "about": abs(ratio - 1) <= CLOSE,
        "nearly": 1 - CLOSE <= ratio < 1,
        "more than": 1 < ratio <= 1 + NEAR,
        "at least": 1 <= ratio <= 1 + NEAR,
        "less than": 1 - NEAR <= ratio < 1,
        "up to": 1 - NEAR <= ratio <= 1,
    }.get(amount.qualifier, False)


def _hedged_alike(amount: Amount, other: Amount) -> bool:
    """Whether a statement keeps what a report leaves open: "200" is not "up to 200"; "about" may be left out."""
    if amount.unit in TIME_UNITS and "more than" in (amount.qualifier, other.qualifier):
        return True  # "over sixteen hours" lasts as long, or goes on over that time: it is not read as a limit
    return amount.qualifier == other.qualifier or not other.qualifier or other.qualifier in HEDGES


def _shared(statement: Statement, amount: Amount, witness: Witness, other: Amount) -> int:
    """Count the words that stand near both amounts: of several sums of a sentence, which one is meant."""
    return len(_near(statement.text, amount.start, amount.end) & _near(witness.text, other.start, other.end))


def nearby(amount: Amount, statement: Statement, witness: Witness) -> Finding:
    """Give what another sentence of the article gives in an amount's place: of the same unit, among the same words."""
    for other in witness.amounts:
        if _compared(amount, statement, other, witness, 0.0) is State.DIFFERENT:
            unit = {*content_terms(amount.unit), *content_terms(other.unit)}
            mine = _near(statement.text, amount.start, amount.end) - unit
            if len(mine & _near(witness.text, other.start, other.end)) >= BOTH:
                return Finding(State.DIFFERENT, _worded(witness.text, other))
    return MISSING


def another_period(statement: str, quote: str) -> tuple[tuple[int, int], str] | None:
    """Give where a statement tells in what something comes again, or how long it took, and what a quote says instead.

    "In a month" is no "weekly", and "months of talks" are no weeks.
    """
    mine, others = (
        {name: found for name, pattern in PERIODS.items() if (found := pattern.search(text))}
        for text in (statement, quote)
    )
    if len(mine) != 1 or len(others) != 1 or mine.keys() == others.keys():
        return None
    return next(iter(mine.values())).span(), next(iter(others.values())).group()


@lru_cache(maxsize=8192)
def _near(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(content_terms(f"{text[max(0, start - AROUND) : start]} {text[end : end + AROUND]}"))


def _worded(text: str, amount: Amount) -> str:
    """Give an amount with its qualifier and what it counts, as a reader would quote it."""
    said = amount.text
    if amount.qualifier and (lead := re.search(r"(?:\w+ ){1,3}$", text[: amount.start])):
        words = lead.group()
        place = max((words.lower().rfind(word) for word in (amount.qualifier.split()[0],)), default=-1)
        said = (words[place:] if place >= 0 else f"{amount.qualifier} ") + said
    if amount.per:
        said = f"{said} a {amount.per}"
    return said
