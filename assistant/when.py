"""When: the day that an answer to "when" gives, and the words it is worked out from.

Event, statement and publication are three dates. A question gets the day of the event that it asks about; the day of
a statement only where it asks when something was said; that of publication never.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Occasion, Status
from assistant.attribution import occasions
from assistant.composition import AGENCY
from assistant.dates import TimeExpression, describe, read_dates
from assistant.evidence import Evidence, Signals
from assistant.finding import Finding
from assistant.question import MONTH, Question
from index.snapshot import Snapshot
from index.terms import terms

FINE = ("day", "week", "weekend", "month")
"""Grains that tell when from a sentence beside the best one; of the best any grain does."""
LEAD = 6
"""Sentences at the head of an article in which it says of which day it reports."""
BESIDE = 200
"""Characters before a sentence in which another may name its day."""
WEEK = dt.timedelta(days=8)
PROBE = dt.date(2001, 6, 13)
"""Any day, to see whether words without a publication date point forward."""
BARE = Signals(
    maxsim=0, passage_maxsim=0, coverage=0, context=0, names=1, weakest=0, search=0, on_time=0, support=1, wanted=1
)
"""Signals of a sentence that was not ranked, but read in its place in an article."""
CLAUSE = re.compile(r"[,;:]\s| [–—] |\b(?:when|while|after|before|although|but|who|which|where)\b", re.IGNORECASE)
"""Where one clause of a sentence may end and another begin."""
AHEAD = re.compile(
    r"\b(?:will|shall|should|going to|due|expected|planned|scheduled|supposed"
    r"|(?:is|are|was|were) (?:[\w’']+ ){1,6}to)\b",
    re.IGNORECASE,
)
"""In a question about what is to come."""
PAST = re.compile(r"\b(?:did|was|were|has|have|had)\b", re.IGNORECASE)
NEAR = 2
"""Words of a question about what is due that stand in one clause with its day, elsewhere in the article."""
SINCE = re.compile(r"\bsince when\b|\bhow long\b", re.IGNORECASE)
SPOKEN = re.compile(
    r"\b(?:say|said|tell|told|announce[ds]?|warn(?:ed)?|claim(?:ed)?|den(?:y|ied)|state|confirm(?:ed)?|report(?:ed)?)\b",
    re.IGNORECASE,
)
"""Verbs of speech: who asks when something was said asks for the day of the statement."""


def dated(finding: Finding, question: Question, snapshot: Snapshot) -> Finding:
    """Give a finding for "when" with its day: from its sentences, else from their article."""
    if not finding.chosen:
        return finding
    best = finding.chosen[0]
    same = [one for one in finding.chosen if one.entry.id == best.entry.id]  # another article's day is of other news
    one, expression = _first(same[:1], question, ())
    if expression is None:
        one, expression = _first(same[1:], question, FINE) if same[1:] else (best, None)
    ahead = AHEAD.search(question.text) is not None
    if expression is None and best.entry.published is None:
        one, expression = _first(same[:1], question, (), resolved=False)
    if expression is None:
        day = _planned_day(best, question, snapshot) if ahead else _reported_day(best, snapshot)
        one, expression = day or (one, None)
    if expression is not None and one not in same:
        finding.note = "The sentence itself gives no day; its article says: "
        finding.chosen.append(one)
    if expression is None:
        one, expression = _first(same[:1], question, (), resolved=False)
    if expression is None:
        return replace(finding, status=Status.NOT_FOUND, chosen=[], note="The articles found do not say when.")
    finding.note += worded(expression, one.entry.published)
    finding.noted = [one]
    return finding


def event_time(
    sentence: str, published: dt.date | None, question: Question, *, resolved: bool = True
) -> TimeExpression | None:
    """Give the time of a sentence that is that of what a question asks about; ``None`` where it gives none.

    Of several it is the one in whose clause most of the question's words stand.
    """
    found = read_dates(sentence, published)
    if not found:
        return None
    told = {one.start for one, of in zip(found, occasions(sentence, found), strict=True) if of is Occasion.STATEMENT}
    asks_back = PAST.search(question.text) is not None
    ahead = AHEAD.search(question.text) is not None
    past, ahead = asks_back and not ahead, ahead and not asks_back
    spoken = SPOKEN.search(question.text) is not None
    opening = AGENCY.match(sentence)
    head = opening.end() if opening else 0  # "LISBON, May 28 (Harbour Wire) -" dates the report
    fitting = [
        one
        for one in found
        if (spoken or one.start not in told)
        and one.start >= head
        and not one.text.lower().startswith("for ")  # "aid for 2024" is not given in 2024
        and (not one.modifier.startswith("since") or SINCE.search(question.text))
        and (one.first is not None or not resolved)
        and not (ahead and published and one.last and one.last < published)
        and not (past and one.first and published and one.last and one.first >= published and one.last > published)
    ]
    fitting = fitting or [one for one in found if one.text.lower().startswith("for ") and one.grain == "day"]
    wanted = set(question.terms)

    def fit(one: TimeExpression) -> tuple[bool, int]:
        return spoken and one.start in told, len(wanted & clause_terms(sentence, one.start, one.end, found))

    return max(fitting, key=fit, default=None)


def clause_terms(sentence: str, begun: int, ended: int, times: Sequence[TimeExpression]) -> set[str]:
    """Give the terms of the clause that ``sentence[begun:ended]`` stands in; no clause ends within a time."""
    ends = [
        found.start()
        for found in CLAUSE.finditer(sentence)
        if not any(one.start <= found.start() < one.end for one in times)
    ]
    start = max((end for end in ends if end < begun), default=0)
    end = min((end for end in ends if end >= ended), default=len(sentence))
    return set(terms(sentence[start:end]))


def worded(expression: TimeExpression, published: dt.date | None) -> str:
    """Say the days and the words that they are worked out from: the answer to "when"."""
    if expression.first is None:
        if "publication" in expression.basis:
            return (
                f"“{expression.text}”. The article does not say when it was published,"
                " so the date cannot be worked out."
            )
        return f"“{expression.text}” ({expression.basis})."
    if expression.basis == "stated":
        return f"{describe(expression)}."
    that_day = expression.first == expression.last == published
    basis = "published that day" if that_day and expression.basis.startswith("published") else expression.basis
    return f"{describe(expression)}: the article says “{expression.text}”, {basis}."


def _first(
    sentences: Sequence[Evidence], question: Question, grains: Sequence[str], *, resolved: bool = True
) -> tuple[Evidence, TimeExpression | None]:
    """Give the first time in some sentences that may be that of their event; no ``grains`` means any."""
    for one in sentences:
        expression = event_time(one.text, one.entry.published, question, resolved=resolved)
        if expression and (expression.grain in grains or not grains):
            return one, expression
    return sentences[0], None


def _reported_day(one: Evidence, snapshot: Snapshot) -> tuple[Evidence, TimeExpression] | None:
    """Give the day an article reports on: the first day in it within the week before it, as news is written.

    A report names its day once, mostly in the first paragraphs and as a weekday, and means it for what follows. A day
    farther back is that of something else, and so is one that is first told far down.
    """
    for place, sentence in enumerate(_sentences(one, snapshot)):
        if place >= LEAD and not 0 <= one.start - sentence.end <= BESIDE:
            continue
        for expression in read_dates(sentence.text, sentence.entry.published or PROBE):
            day = sentence.entry.published or PROBE
            recent = expression.first is not None and day - WEEK < expression.first <= day
            weekly = sentence.entry.published is not None or MONTH.search(expression.text) is None
            if expression.grain == "day" and recent and weekly:
                stated = read_dates(sentence.text, sentence.entry.published)
                same = next((other for other in stated if other.start == expression.start), None)
                if same:
                    return sentence, same
    return None


def _planned_day(one: Evidence, question: Question, snapshot: Snapshot) -> tuple[Evidence, TimeExpression] | None:
    """Give the first day ahead that stands, in its article, in the clause with most words of what is asked."""
    found: list[tuple[int, Evidence, TimeExpression]] = []
    wanted = set(question.terms)
    for sentence in _sentences(one, snapshot):
        published = sentence.entry.published
        expression = event_time(sentence.text, published, question)
        if expression and expression.first and (published is None or expression.first >= published):
            near = clause_terms(sentence.text, expression.start, expression.end, ())
            found.append((len(wanted & near), sentence, expression))
    best = max(found, key=lambda one: one[0], default=None)
    return best[1:] if best and best[0] >= NEAR else None


def _sentences(one: Evidence, snapshot: Snapshot) -> Iterator[Evidence]:
    for passage in snapshot.article_passages(one.entry.id):
        for start, end in passage.sentences:
            yield Evidence(passage, one.entry, start, end, BARE)
