"""Conflicts: reports that give different values for the same thing, and reports that a later one took the place of.

Two sentences are about the same thing where each answers the question nearly as well as the best one does, holds as
many of the question's words, and does not speak of another day. Amounts are compared only in the same unit: one sum in
two currencies is no conflict.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.acts import reported
from assistant.amounts import Amount, read_amounts, same_value
from assistant.amounts.units import same_unit
from assistant.answer import ConflictKind
from assistant.attribution import read_attributions
from assistant.composition import BESIDE, GAP, overlap
from assistant.dates import describe
from assistant.evidence import Evidence
from assistant.finding import Disagreement, Report
from assistant.judgement import answers
from assistant.kinds import QUANTITIES, UNITS
from assistant.question import Kind, Question
from assistant.when import clause_terms, event_time
from index.terms import terms

PIECES = re.compile(r"; | while | whereas |, but ")
PARTY = re.compile(
    r"\b(?:said|says|told|counted|counts?|put(?:s|ting)? (?:it|the|its|that|them)\b.* at|spoke of|speaks? of"
    r"|estimated?|according to|claimed|claims|gave|gives|reported)\b",
    re.IGNORECASE,
)
"""In a clause that tells what one party counts."""
SHARED = 0.4
"""Share of common content terms from which two sentences are about the same thing."""
ONE_OUTLET = 0.25
"""The same where one outlet goes on with its story."""
LOOKED_AT = 12
"""Sentences that are compared, from the best one on."""
MARGIN = 0.2
"""How far below the best sentence's score another report of the same thing may lie."""
RATIO = 10
"""How many times as large one of two reported amounts of the same thing is at most; beyond, it is another thing."""
ALIKE = 0.75
"""Share of the best sentence's coverage of the question's words that another report must have."""
CORRECTION = re.compile(
    r"\b(?:correct(?:ed|ion|s)|wrong(?:ly)?|erroneous\w*|in error|misstated|clarif\w+)\b", re.IGNORECASE
)
CHANGED = re.compile(
    r"\b(?:risen|rose|raised?|raises|revised?|increased?|cut|lowered|grown|grew|up from|down from|instead of"
    r"|rather than|no longer|postponed|moved|delayed|put (?:off|back)|updated?|now|corrected)\b",
    re.IGNORECASE,
)
"""Words by which a report says that it takes the place of an earlier one."""


def disagreement(question: Question, kind: Kind, evidence: Sequence[Evidence], threshold: float) -> Disagreement | None:
    """Give the reports that differ in what is asked for; ``None`` where all agree or nobody else says it."""
    if not evidence or not (kind in QUANTITIES or kind is Kind.WHEN):
        return None
    found = list(_values(question, kind, evidence, threshold))
    if len(found) < 2:
        return None
    best = found[0]
    others = [one for one in found[1:] if _differs(best[1], one[1])]
    different: list[tuple[Evidence, _Value]] = [best]
    for one in others:
        if all(_differs(other, one[1]) for _, other in different):
            different.append(one)
    if len(different) < 2:
        return None
    if _is_update(different):
        different.sort(key=lambda one: one[0].entry.published or dt.date.min, reverse=True)
        kind_of = ConflictKind.UPDATE
    else:
        kind_of = ConflictKind.DIFFER
    return Disagreement(kind_of, tuple(Report(_said(value), one) for one, value in different))


@dataclass(frozen=True)
class _Day:
    first: dt.date
    last: dt.date
    said: str


_Value = Amount | _Day


def _values(
    question: Question, kind: Kind, evidence: Sequence[Evidence], threshold: float
) -> Iterator[tuple[Evidence, _Value]]:
    """Give the values of the best sentence and of other articles' reports of the same thing."""
    best = evidence[0]
    for one in evidence[:LOOKED_AT]:
        if one is not best and (one.entry.id == best.entry.id or not _same_matter(question, kind, best, one)):
            continue  # an article does not contradict itself: its second figure is of something else
        if answers(one.signals) < BESIDE * threshold:
            continue
        value = _asked_day(question, one) if kind is Kind.WHEN else asked_amount(question, kind, one.text)
        if value is None and one is best:
            return
        if value is not None:
            yield one, value
        if one is best and isinstance(value, Amount):
            yield from _other_parties(best, value, evidence)


def _same_matter(question: Question, kind: Kind, best: Evidence, other: Evidence) -> bool:
    """Tell whether another sentence is about the same thing: as near to the question, and not of another time."""
    near = other.may_answer and other.score >= best.score - MARGIN and other.signals.names >= best.signals.names
    outlet = other.entry.outlet is not None and other.entry.outlet == best.entry.outlet
    alike = overlap(other.text, best.text) >= (ONE_OUTLET if outlet else SHARED)
    if not near or not (alike or (kind is not Kind.WHEN and other.signals.coverage >= ALIKE * best.signals.coverage)):
        return False
    done, also = reported(best.text), reported(other.text)
    if done and also and done is not also:
        return False  # what was pledged, and what was delivered
    mine = event_time(best.text, best.entry.published, question)
    theirs = event_time(other.text, other.entry.published, question)
    if kind is Kind.WHEN or not (mine and theirs and mine.first and mine.last and theirs.first and theirs.last):
        return True
    apart = mine.last < theirs.first or theirs.last < mine.first
    return not apart or mine.grain != theirs.grain or mine.grain not in {"day", "year"}


def _other_parties(best: Evidence, value: Amount, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Amount]]:
    """Give what another party counts, told in the same sentence or the next: "the port company counted 1,900"."""
    pieces = [(best, piece) for piece in PIECES.split(best.text) if value.text not in piece]
    beside = (one for one in evidence if one.entry.id == best.entry.id and 0 <= one.start - best.end <= GAP)
    for place, piece in (*pieces, *((one, one.text) for one in beside)):
        amounts = [one for one in read_amounts(piece) if _comparable(one, value)]
        if len(amounts) == 1 and PARTY.search(piece) and not _sources(piece) & _sources(best.text.replace(piece, "")):
            yield place, amounts[0]


def _sources(text: str) -> set[str]:
    return {one.source.casefold() for one in read_attributions(text)}


def asked_amount(question: Question, kind: Kind, sentence: str) -> Amount | None:
    """Give the amount of a sentence that a question asks for: of its kind, in the clause that has most of its words."""

    def near(one: Amount) -> set[str]:
        return clause_terms(sentence, one.start, one.end, ())

    fitting = [one for one in read_amounts(sentence) if _fits(question, kind, one, near(one))]
    wanted = set(question.terms)
    return max(fitting, key=lambda one: len(wanted & near(one)), default=None)


def _fits(question: Question, kind: Kind, amount: Amount, near: AbstractSet[str]) -> bool:
    if kind is Kind.COUNT:
        counted = set(question.counted[-1:])
        return counted <= set(terms(amount.text)) or (not amount.unit and counted <= near)
    if kind in UNITS:
        return UNITS[kind].fullmatch(amount.unit) is not None
    sum_or_share = any(UNITS[one].fullmatch(amount.unit) for one in (Kind.MONEY, Kind.SHARE))
    return sum_or_share or bool(set(terms(amount.text)) & set(question.terms))


def _asked_day(question: Question, one: Evidence) -> _Day | None:
    time = event_time(one.text, one.entry.published, question)
    if time is None or time.first is None or time.last is None or time.grain != "day":
        return None
    return _Day(time.first, time.last, describe(time))


def _differs(one: _Value, other: _Value) -> bool:
    if isinstance(one, Amount) and isinstance(other, Amount):
        same = same_value(one, other.model_copy(update={"unit": other.unit or one.unit}))
        sizes = sorted((abs(one.value), abs(other.value)))
        near = sizes[1] <= RATIO * sizes[0]
        return _comparable(other, one) and near and not same and not _within(one, other) and not _within(other, one)
    if isinstance(one, _Day) and isinstance(other, _Day):
        return one.last < other.first or other.last < one.first
    return False


def _comparable(one: Amount, other: Amount) -> bool:
    """Whether the unit is the same, or left out because it was just said."""
    return one.per == other.per and (not one.unit or same_unit(one.unit, other.unit))


def _within(one: Amount, other: Amount) -> bool:
    """Whether a range holds the other amount: "3 to 5 million" and "4 million" need not differ."""
    return one.high is not None and one.value <= other.value and (other.high or other.value) <= one.high


def _is_update(found: Sequence[tuple[Evidence, _Value]]) -> bool:
    """Tell whether the latest report takes the place of the others: same outlet, a correction, or it says so."""
    dated = sorted(found, key=lambda one: one[0].entry.published or dt.date.min)
    days = [one.entry.published for one, _ in dated]
    if None in days or len(set(days)) < len(days):
        return False
    latest, earlier = dated[-1][0], [one for one, _ in dated[:-1]]
    same_outlet = all(one.entry.outlet and one.entry.outlet == latest.entry.outlet for one in earlier)
    said = f"{latest.entry.title or ''} {latest.passage.text}"
    return same_outlet or CORRECTION.search(said) is not None or CHANGED.search(latest.text) is not None


def _said(value: _Value) -> str:
    if isinstance(value, _Day):
        return value.said
    return " ".join(part for part in (value.qualifier, value.text, value.per and f"a {value.per}") if part)
