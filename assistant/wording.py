"""The answer's text: claims with their marks, what was worked out, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import AnsweredPart, Claim, Conflict, ConflictKind, ConflictValue, Status, TimelineEntry
from assistant.dates.intervals import plain_day

PUBLISHED = "published"
"""Basis of a line under the day of its article's publication."""
BARE = 2
"""Words of a part that is only an asking word ("when", "to whom")."""


def word(
    status: Status,
    claims: Sequence[Claim],
    nearest: Claim | None,
    parts: Sequence[AnsweredPart],
    remarks: Sequence[str],
    conflicts: Sequence[Conflict] = (),
    timeline: Sequence[TimelineEntry] = (),
) -> str:
    """Give the text of an answer with its ``[1]`` marks."""
    if status is Status.NOT_FOUND:
        lines = ["The articles do not answer this.", *(part.note for part in parts if part.note), *remarks]
        if nearest:
            lines.append(f"The nearest thing they say: {marked(nearest.text, nearest.citations)}")
        return "\n".join(lines)
    lines = [told(line) for line in timeline]
    lines = lines or [" ".join(marked(claim.text, claim.citations) for claim in claims)]
    for part in parts:
        if part.status is Status.NOT_FOUND:
            lines.append(missing(part))
        elif part.note:
            lines.append(marked(f"When: {part.note}", part.citations))
    return "\n".join([*lines, *map(conflicting, conflicts), *remarks])


def told(line: TimelineEntry) -> str:
    """Say what happened on a day, or when it was reported where nothing more is known."""
    days = plain_day(line.start) if line.start == line.end else f"{plain_day(line.start)} to {plain_day(line.end)}"
    return marked(f"{days}{' (reported)' if line.basis == PUBLISHED else ''}: {line.text}", line.citations)


def conflicting(conflict: Conflict) -> str:
    """Set reports that differ side by side, each with its outlet and date."""
    told = [
        marked(f"{one.value} ({', '.join(said)})" if (said := _whence(one)) else one.value, one.citations)
        for one in conflict.values
    ]
    if conflict.kind is ConflictKind.UPDATE:
        return f"Updated since: now {told[0]}; before that {'; '.join(told[1:])}."
    return f"Reports differ: {'; '.join(told)}."


def _whence(value: ConflictValue) -> list[str]:
    return [one for one in (value.outlet, value.published and plain_day(value.published)) if one]


def missing(part: AnsweredPart) -> str:
    """Say what the articles leave open: "when" by itself, a whole question as it was asked."""
    if part.note:
        return part.note
    bare = len(part.text.split()) <= BARE
    return f"The articles do not say {part.text}." if bare else f"The articles do not answer “{part.text}?”"


def marked(text: str, citations: Sequence[int]) -> str:
    """Give a sentence with its marks."""
    return " ".join([text, *(f"[{number}]" for number in citations)])
