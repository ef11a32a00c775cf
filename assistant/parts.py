"""The parts of a question: each as a question of its own, answered one by one."""

from __future__ import annotations

from assistant.answer import Status
from assistant.finding import Finding
from assistant.followup import standalone
from assistant.kinds import holds_kind
from assistant.question import GENERAL, Kind, Part, Question, understand
from assistant.when import dated
from index.snapshot import Snapshot
from index.terms import content_terms

NEAR = 0.2
"""How far below the best sentence's score one may lie that adds a missing part."""


def about(question: Question, part: Part) -> Question:
    """Give a part as a question of its own. A further one takes the subject of the first if it names none."""
    if len(question.parts) == 1:
        return question
    first = question.parts[0]
    if part is first:
        return understand(part.text, question.as_of)
    asked = f"{part.text[0].upper()}{part.text[1:]}?"
    reading = standalone(asked, [f"{first.text}?"])
    if first.text.lower() in reading.lower():
        reading = asked
    own = understand(reading, question.as_of)
    if not own.names:
        names = [name.text for name in understand(first.text).names] or [name.text for name in question.names]
        if not names:
            return question
        own = understand(f"{reading.rstrip('?')} ({', '.join(names)})", question.as_of)
    if understand(part.text).names:
        return own
    known = {*content_terms(first.text), *GENERAL, *(term for name in own.names for term in name.terms)}
    spans = tuple(span for span in own.content_spans if not set(content_terms(own.text[slice(*span)])) & known)
    return own.model_copy(update={"own_spans": spans})


def leaning(part: Part, first: Finding, question: Question, snapshot: Snapshot) -> Finding:
    """Answer a part such as "and when", which leans on the one before it."""
    if first.status is not Status.ANSWERED:
        return Finding(part, Status.NOT_FOUND)
    if part.kind is Kind.WHEN:
        leans = Finding(part, Status.ANSWERED, evidence=first.evidence, chosen=list(first.chosen))
        found = dated(leans, question, snapshot)
        found.chosen = [one for one in found.chosen if one not in first.chosen]
        return found
    for one in (*first.chosen, *first.evidence):
        close = one in first.chosen or one.score >= first.chosen[0].score - NEAR
        if close and part.kind is not Kind.ANY and holds_kind(part.kind, one.text, question):
            new = [] if one in first.chosen else [one]
            return Finding(part, Status.ANSWERED, evidence=first.evidence, chosen=new, noted=[one])
    return Finding(part, Status.NOT_FOUND, note=f"The articles found do not say {part.text}.")
