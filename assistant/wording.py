"""The answer's text: claims with their marks, what was worked out, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import AnsweredPart, Claim, Status

BARE = 2
"""Words of a part that is only an asking word ("when", "to whom")."""


def word(
    status: Status,
    claims: Sequence[Claim],
    nearest: Claim | None,
    parts: Sequence[AnsweredPart],
    remarks: Sequence[str],
) -> str:
    """Give the text of an answer with its ``[1]`` marks."""
    if status is Status.NOT_FOUND:
        lines = ["The articles do not answer this.", *remarks]
        if nearest:
            lines.append(f"The nearest thing they say: {marked(nearest.text, nearest.citations)}")
        return "\n".join(lines)
    lines = [" ".join(marked(claim.text, claim.citations) for claim in claims)]
    for part in parts:
        if part.status is Status.NOT_FOUND:
            lines.append(missing(part))
        elif part.note:
            lines.append(marked(f"When: {part.note}", part.citations))
    return "\n".join([*lines, *remarks])


def missing(part: AnsweredPart) -> str:
    """Say what the articles leave open: "when" by itself, a whole question as it was asked."""
    if part.note:
        return part.note
    bare = len(part.text.split()) <= BARE
    return f"The articles do not say {part.text}." if bare else f"The articles do not answer “{part.text}?”"


def marked(text: str, citations: Sequence[int]) -> str:
    """Give a sentence with its marks."""
    return " ".join([text, *(f"[{number}]" for number in citations)])
