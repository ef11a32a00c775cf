"""Proposals: what one article's sentences let one ask, whole questions where a rule can form them, else openings.

In an opening "…" stands for what a person adds: nothing is guessed, since a clumsy question measures nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from assistant.amounts import Amount, read_amounts
from assistant.dates import TimeExpression, read_dates
from assistant.evaluation.openings import QUOTED, decisions, quotations
from assistant.evaluation.sought import Proposal, Sought
from assistant.evaluation.values import as_amount, written
from assistant.examples.candidates import Candidate, candidates
from assistant.examples.names import Names
from assistant.examples.statements import read_sentence
from assistant.examples.verbs import HOW_MANY, HOW_MUCH, HOW_MUCH_FOR
from assistant.kinds import UNITS
from assistant.question import Kind, understand
from index.terms import terms

_SOUGHT = {
    Kind.WHO: Sought.WHO, Kind.NAME: Sought.WHO, Kind.WHEN: Sought.WHEN, Kind.WHERE: Sought.WHERE,
    Kind.WHY: Sought.WHY, Kind.COUNT: Sought.HOW_MUCH, Kind.MONEY: Sought.HOW_MUCH, Kind.NUMBER: Sought.HOW_MUCH,
    Kind.AGE: Sought.HOW_MUCH,
}  # fmt: skip
_WORDS = range(8, 41)
"""Words of a sentence that stands by itself."""
_LEANS = re.compile(
    r"(?:And|But|So|Or|Nor|Yet|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|This|That|These|Those|Here|There|Then"
    r"|Q|Also|Such|Both|Another|Others|Instead|However|What|Why|How|Who|When|Where|If)\b"
)
"""First words of a sentence that leans on the one before."""
_OWN = re.compile(r"\b(?:I|we|We|you|You|my|our|Our|your|Your|me|us)\b")
"""The writer's own words to the reader, outside of quotations."""
_NO_PROSE = re.compile(
    r"https?:|www\.|[|©#*_{}<>\[\]@]|\b(?:click|sign up|subscribe|newsletter|read more|photo|getty|copyright)\b",
    re.IGNORECASE,
)
_SPEECH = frozenset({"say", "tell", "ask", "warn"})
_OF_AMOUNTS = HOW_MANY | HOW_MUCH | HOW_MUCH_FOR | {"approve", "announce", "award", "give", "offer", "propose", "seize"}
_FIRST = 6
"""First sentences of an article: what they count is what the article is about."""
_NEWS = dt.timedelta(days=7)
"""What is older at publication is mentioned rather than reported."""
_GRAINS = frozenset({"day", "week", "month"})
_MANY = 4
"""Number from which one asks how many; of two or three one asks who or which."""
_COUNTABLE = re.compile(r"(?:[a-z]+[ -])?(?:(?!times|sources|virus)[a-z]{3,}s|[a-z]*men|people|children|police)")
"""Units that "how many" is followed by."""
_BEFELL = re.compile(r" (?P<befell>(?:were|are|have been|had been) [a-z]+(?:ed|ost|ung|ft)\b|died\b)")
"""What was done to those counted: "19 people were killed"."""
_TIMES = re.compile(r"(?:second|minute|hour|day|week|month|year|decade)s?\b")


def proposals(
    headline: str | None, sentences: Sequence[str], names: Names, published: dt.date | None
) -> Iterator[Proposal]:
    """Give what an article's headline and sentences let one ask, whole questions first."""
    for one in candidates(headline, sentences, names, published):
        if one.source is not None:
            yield _formed(one, one.source, published)
    for sentence in sentences:
        if stands_alone(sentence):
            yield from quotations(sentence, names)
            yield from _statements(sentence, names, published)
            yield from decisions(sentence, names)
    for sentence in sentences[:_FIRST]:
        if stands_alone(sentence):
            yield from _quantities(sentence)


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence is prose and, for all its form shows, can be understood without the one before."""
    return bool(
        len(sentence.split()) in _WORDS
        and re.match(r"[\"“]?[A-Z]", sentence)
        and re.search(r"[.!?][”\"]?$", sentence)
        and not _NO_PROSE.search(sentence)
        and not _LEANS.match(sentence)
        and not _OWN.search(QUOTED.sub("", sentence))
    )


def happened(sentence: str, published: dt.date | None) -> dt.date | None:
    """Give the day of news: the first day of the only time that a sentence names, in the week before publication."""
    days = _days(read_dates(sentence, published))
    first = dt.date.fromisoformat(days[0][:10]) if days and published else None
    return first if first and published and dt.timedelta() <= published - first <= _NEWS else None


def _formed(one: Candidate, sentence: str, published: dt.date | None) -> Proposal:
    """Take a whole question, with the amount or the days that it asks for where the sentence leaves no doubt."""
    if (
        not one.plain or one.kind is Kind.SPEECH
    ):  # many sentences say something about Spain: a person tells what is meant
        sought = Sought.QUOTATION if one.kind is Kind.SPEECH else Sought.WHAT
        return Proposal(sought, f"{one.text.rstrip('?')} … ?", sentence, whole=False, subject=one.subject)
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    if one.kind is Kind.WHEN:
        dates = _days(read_dates(sentence, published))
    elif _SOUGHT.get(one.kind) is Sought.HOW_MUCH:
        amounts = _amounts(one, read_amounts(sentence))
    sought = _SOUGHT.get(one.kind, Sought.WHAT)
    return Proposal(sought, one.text, sentence, whole=True, subject=one.subject, dates=dates, amounts=amounts)


def _days(found: Sequence[TimeExpression]) -> tuple[str, ...]:
    """Give the only days that a sentence names, where they are the time itself and no limit: "earlier this month"."""
    if len(found) != 1 or not (found[0].first and found[0].last) or found[0].grain not in _GRAINS:
        return ()
    if found[0].modifier or found[0].text.lower().startswith("earlier"):
        return ()
    return (written((found[0].first, found[0].last)),)


def _amounts(one: Candidate, found: Sequence[Amount]) -> tuple[str, ...]:
    if one.kind is Kind.AGE:
        return ()
    counted = set(understand(one.text).counted)
    fit = [
        amount
        for amount in found
        if (counted <= set(terms(amount.text)) if counted else UNITS[Kind.MONEY].fullmatch(amount.unit))
    ]
    return _readable(fit)


def _readable(found: Sequence[Amount]) -> tuple[str, ...]:
    """Give the only amount, where its words mean the same by themselves."""
    if len(found) != 1:
        return ()
    read = as_amount(found[0].text)
    same = read and (read.value, read.high, read.unit) == (found[0].value, found[0].high, found[0].unit)
    return (found[0].text,) if same else ()


def _statements(sentence: str, names: Names, published: dt.date | None) -> Iterator[Proposal]:
    """Ask what somebody did, how much and when, as far as the form of the sentence leaves no doubt who did it."""
    for said in read_sentence(sentence, published, names):
        if said.passive or said.verb.base in _SPEECH:
            continue
        did = f"did {said.subject} {said.verb.base}"
        asking, amounts = _only_amount(sentence)
        if asking.startswith("How") and said.verb.base in _OF_AMOUNTS:
            yield Proposal(
                Sought.HOW_MUCH, f"{asking} {did} … ?", sentence, whole=False, subject=said.subject, amounts=amounts
            )
        if said.dated and (dates := _days(read_dates(sentence, published))):
            yield Proposal(Sought.WHEN, f"When {did} … ?", sentence, whole=False, subject=said.subject, dates=dates)


def _quantities(sentence: str) -> Iterator[Proposal]:
    """Ask for the only sum of money, share or count of a sentence."""
    asking, amounts = _only_amount(sentence)
    if not asking or re.search(r"[“”\"]", sentence):
        return
    found = _counted(sentence)[0]
    befell = _BEFELL.match(sentence, found.end) if asking.startswith("How many") else None
    if befell or not asking.startswith("How many") or found.value >= _MANY:
        text = f"{asking} {befell['befell']} … ?" if befell else f"{asking} … ?"
        yield Proposal(Sought.HOW_MUCH, text, sentence, whole=False, amounts=amounts)


def _only_amount(sentence: str) -> tuple[str, tuple[str, ...]]:
    """Give how to ask for the only amount of a sentence, and that amount; nothing where there are several."""
    found = _counted(sentence)
    if len(found) != 1:
        return "", ()
    unit = found[0].unit
    if UNITS[Kind.MONEY].fullmatch(unit):
        return "How much", _readable(found)
    if unit == "%":
        return "What percentage", _readable(found)
    return (f"How many {unit}", _readable(found)) if _COUNTABLE.fullmatch(unit) else ("", ())


def _counted(sentence: str) -> list[Amount]:
    return [one for one in read_amounts(sentence) if not _TIMES.fullmatch(one.unit)]
