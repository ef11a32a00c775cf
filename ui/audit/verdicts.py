"""Verdicts: how each is called and ordered, and what a whole audit came to in words."""

from __future__ import annotations

from assistant.audit.report import Audit, Checked, Counts, Verdict
from assistant.verification import State

AMISS = (Verdict.DIFFERS, Verdict.PARTLY, Verdict.NOT_FOUND)
"""What an editor looks at, the worst first."""
ORDER = (*AMISS, Verdict.SUPPORTED, Verdict.NOT_CHECKABLE)
KEYS = {
    Verdict.DIFFERS: "differs",
    Verdict.PARTLY: "partly",
    Verdict.NOT_FOUND: "not-found",
    Verdict.SUPPORTED: "supported",
    Verdict.NOT_CHECKABLE: "not-checkable",
}
"""Names without spaces, for options of a command and classes of a page."""
SIGNS = {
    Verdict.DIFFERS: "≠",
    Verdict.PARTLY: "◐",
    Verdict.NOT_FOUND: "?",
    Verdict.SUPPORTED: "✓",
    Verdict.NOT_CHECKABLE: "–",
}
"""Each verdict has a shape of its own, for those who do not see its colour."""
SEVERITY = {State.DIFFERENT: 0, State.MISSING: 1, State.BORNE: 2}
"""What the quotes say to a piece, the worst first."""


def name(verdict: Verdict) -> str:
    """Give a verdict's name as a heading."""
    return verdict.value.capitalize()


def count(counts: Counts, verdict: Verdict) -> int:
    """Give how many sentences got a verdict."""
    found: int = getattr(counts, verdict.name.lower() if verdict is not Verdict.PARTLY else "partly_supported")
    return found


def checkable(counts: Counts) -> int:
    """Give how many sentences state something that articles could bear."""
    return sum(count(counts, verdict) for verdict in ORDER if verdict is not Verdict.NOT_CHECKABLE)


def amiss(counts: Counts) -> int:
    """Give how many sentences need an editor's look."""
    return sum(count(counts, verdict) for verdict in AMISS)


def tone(counts: Counts) -> str:
    """Give the tone in which an audit is told: bad, half, good or none."""
    if counts.differs:
        return "bad"
    if amiss(counts):
        return "half"
    return "good" if checkable(counts) else "none"


def headline(counts: Counts) -> str:
    """Say in a line what an audit came to."""
    if counts.differs:
        return f"{_sentences(counts.differs)} {'differs' if counts.differs == 1 else 'differ'} from the articles"
    if found := amiss(counts):
        return f"{_sentences(found)} {'is' if found == 1 else 'are'} not fully supported"
    return "All that can be checked is supported" if checkable(counts) else "Nothing in it can be checked"


def _sentences(number: int) -> str:
    return "One sentence" if number == 1 else f"{number:,} sentences"


def summary(counts: Counts) -> str:
    """Count the verdicts in a sentence or two."""
    checked = checkable(counts)
    idle = counts.not_checkable
    said = []
    if checked:
        parts = [counted(counts, one) for one in ORDER if count(counts, one) and one is not Verdict.NOT_CHECKABLE]
        said.append(f"Of {checked:,} sentence{'s' if checked != 1 else ''} that can be checked: {', '.join(parts)}.")
    if idle:
        said.append(f"{_sentences(idle)} {'states' if idle == 1 else 'state'} nothing that articles could bear.")
    return " ".join(said)


def counted(counts: Counts, verdict: Verdict) -> str:
    """Give how many sentences got a verdict, in words: "3 differ", "1 partly supported"."""
    found = count(counts, verdict)
    return f"{found:,} {'differ' if verdict is Verdict.DIFFERS and found != 1 else verdict.value}"


def having(audit: Audit, verdict: Verdict) -> list[tuple[int, Checked]]:
    """Give the sentences with a verdict in the draft's order, each with its number in the draft, from 1."""
    return [(number, one) for number, one in enumerate(audit.sentences, 1) if one.verdict is verdict]
