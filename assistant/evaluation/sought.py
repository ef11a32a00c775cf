"""Sought: what proposed questions ask for, and a question as it is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sought(StrEnum):
    """What a question asks for; the tag that it gets."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    HOW_MUCH = "how-much"
    QUOTATION = "quotation"
    DECISION = "decision"
    DECLINE = "decline"


@dataclass(frozen=True)
class Proposal:
    """A question that one sentence may answer."""

    sought: Sought
    text: str
    sentence: str
    whole: bool
    """Whether it can be asked as it is; else "…" stands for what a person adds."""
    subject: str = ""
    """The name that it is about."""
    contains: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
