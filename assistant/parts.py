"""The parts of a question, answered one by one."""

from __future__ import annotations

from assistant.answer import Status
from assistant.finding import Finding
from assistant.kinds import holds_kind
from assistant.question import Kind, Part, Question
from assistant.when import dated
from index.snapshot import Snapshot

NEAR = 0.2
"""How far below the best sentence's score one may lie that adds a missing part."""


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
