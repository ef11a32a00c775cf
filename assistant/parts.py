"""The parts of a question, answered one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Status
from assistant.dates import TimeExpression, describe, read_dates
from assistant.evidence import Evidence, Signals
from assistant.kinds import holds_kind
from assistant.question import Kind, Part, Question
from index.search import Found
from index.snapshot import Snapshot

FINE = ("day", "week", "weekend", "month")
"""Grains that answer "when"; a season or a year only if nothing finer is said."""
PROBE = dt.date(2001, 6, 13)
"""Any day, to see whether words without a publication date point forward."""
BARE = Signals(maxsim=0, passage_maxsim=0, coverage=0, context=0, names=1, weakest=0, search=0, on_time=0, wanted=1)
"""Signals of a sentence that was not ranked, but read in its place in an article."""
NEAR = 0.2
"""How far below the best sentence's score one may lie that adds a missing part."""


@dataclass
class Finding:
    """What was found for one part of a question."""

    part: Part
    status: Status
    found: Sequence[Found] = ()
    """The passages searched for it, as retrieval ordered them; none for a part that leans on another."""
    evidence: list[Evidence] = field(default_factory=list)
    """Ranked, best first."""
    chosen: list[Evidence] = field(default_factory=list)
    """What the answer says to this part."""
    note: str = ""
    """What the chosen sentences come to, or why the part is not answered."""
    noted: list[Evidence] = field(default_factory=list)
    """What bears the note; all of it is chosen, here or for another part."""
    probability: float = 0.0


def dated(finding: Finding, snapshot: Snapshot) -> Finding:
    """Give a finding for "when" with its day: from its sentences, else from their article."""
    if not finding.chosen:
        return finding
    best = finding.chosen[0]
    same = [one for one in finding.chosen if one.entry.id == best.entry.id]  # another article's day is of other news
    one, expression = _first(same, FINE)
    if expression is None and (day := _reported_day(best, snapshot)):
        one, expression = day
        finding.note = "The sentence itself gives no day; its article says: "
        if one not in finding.chosen:
            finding.chosen.append(one)
    if expression is None:
        one, expression = _first(same, ())
    if expression is None:
        return replace(finding, status=Status.NOT_FOUND, chosen=[], note="The articles found do not say when.")
    finding.note += _worded(expression)
    finding.noted = [one]
    return finding


def leaning(part: Part, first: Finding, question: Question, snapshot: Snapshot) -> Finding:
    """Answer a part such as "and when", which leans on the one before it."""
    if first.status is not Status.ANSWERED:
        return Finding(part, Status.NOT_FOUND)
    if part.kind is Kind.WHEN:
        found = dated(Finding(part, Status.ANSWERED, evidence=first.evidence, chosen=list(first.chosen)), snapshot)
        found.chosen = [one for one in found.chosen if one not in first.chosen]
        return found
    for one in (*first.chosen, *first.evidence):
        close = one in first.chosen or one.score >= first.chosen[0].score - NEAR
        if close and part.kind is not Kind.ANY and holds_kind(part.kind, one.text, question):
            new = [] if one in first.chosen else [one]
            return Finding(part, Status.ANSWERED, evidence=first.evidence, chosen=new, noted=[one])
    return Finding(part, Status.NOT_FOUND, note=f"The articles found do not say {part.text}.")


def _first(sentences: Sequence[Evidence], grains: Sequence[str]) -> tuple[Evidence, TimeExpression | None]:
    """Give the first time in some sentences that may be that of their event; no ``grains`` means any."""
    for one in sentences:
        for expression in read_dates(one.text, one.entry.published):
            purpose = expression.text.lower().startswith("for ")  # "aid for 2024" is not given in 2024
            if not purpose and (expression.grain in grains or not grains):
                return one, expression
    return sentences[0], None


def _reported_day(one: Evidence, snapshot: Snapshot) -> tuple[Evidence, TimeExpression] | None:
    """Give the day an article reports on: the first day in it that has been, as news is written.

    A report names its day once, mostly in the first paragraphs, and means it for what follows.
    """
    for sentence in _sentences(one, snapshot):
        for expression in read_dates(sentence.text, sentence.entry.published or PROBE):
            ahead = expression.first and expression.first > (sentence.entry.published or PROBE)
            if expression.grain == "day" and expression.first and not ahead:
                stated = read_dates(sentence.text, sentence.entry.published)
                same = next((other for other in stated if other.start == expression.start), None)
                if same:
                    return sentence, same
    return None


def _sentences(one: Evidence, snapshot: Snapshot) -> Iterator[Evidence]:
    for passage in snapshot.article_passages(one.entry.id):
        for start, end in passage.sentences:
            yield Evidence(passage, one.entry, start, end, BARE)


def _worded(expression: TimeExpression) -> str:
    if expression.first is None:
        if "publication" in expression.basis:
            return (
                f"“{expression.text}”. The article does not say when it was published,"
                " so the date cannot be worked out."
            )
        return f"“{expression.text}” ({expression.basis})."
    if expression.basis == "stated":
        return f"{describe(expression)}."
    return f"{describe(expression)}: the article says “{expression.text}”, {expression.basis}."
