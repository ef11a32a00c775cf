"""Results: what one question came to, with all that is needed to say later why it changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

from assistant.answer import Answer, Status
from assistant.evaluation.places import Span
from assistant.evaluation.values import written
from assistant.evidence import Evidence
from assistant.finding import Finding

RANKED = 10
"""Sentences of a part's ranking that are kept: an answer shows four at most."""


SCORED = re.compile(r"(?P<article>.+)@(?P<start>\d+)-(?P<end>\d+)=(?P<score>.+)", re.DOTALL)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Outcome(StrEnum):
    """What an answer was worth."""

    RIGHT = "right"
    PARTLY = "partly right"
    """Answered, and some of what is expected is there."""
    WRONG = "wrong"
    """Answered with none of what is expected, with what must not be said, or with what no article says."""
    WRONGLY_ANSWERED = "wrongly answered"
    WRONGLY_DECLINED = "wrongly declined"


class Scores(_Record):
    """The measures of one answer; ``None`` where a question says nothing of one. See docs/evaluation.md."""

    answer: float
    """Share of what is expected that is met, weighted by kind, 0..1."""
    contained: float | None = None
    """Share of the expected words, amounts and dates that the answer gives."""
    citation_recall: float | None = None
    citation_precision: float | None = None
    recall_at_5: float | None = None
    recall_at_10: float | None = None
    reciprocal_rank: float | None = None
    validity: float = 1.0
    """Share of citations and claims that equal what the stored article says."""


class _Placed(_Record):
    article: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.article, self.start, self.end)


class Quoted(_Placed):
    """A citation of the answer, as it can be found again."""

    quote: str
    published: dt.date | None = None


class Scored(_Placed):
    """A span with a score: a passage of a search or a sentence of a ranking; in JSON ``"article@start-end=score"``."""

    score: float

    @model_serializer
    def _written(self) -> str:
        return f"{self.article}@{self.start}-{self.end}={self.score}"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, held: Any) -> Any:
        found = SCORED.fullmatch(held) if isinstance(held, str) else None
        return found.groupdict() if found else held


class TracedPart(_Record):
    """How one part of a question was answered, step by step."""

    text: str
    kind: str
    own: bool
    """Whether it was searched for; otherwise it leans on the part before it."""
    passages: tuple[Scored, ...] = ()
    """Found, as retrieval ordered them."""
    ranking: tuple[Scored, ...] = ()
    """The best sentences of those passages, best first."""
    probability: float = 0.0
    """How likely it was held to be that the best of them answers."""
    chosen: tuple[Span, ...] = ()
    """What composition took from the ranking."""

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Take what was found for a part."""
        return cls(
            text=finding.part.text,
            kind=finding.part.kind,
            own=finding.part.own,
            passages=tuple(
                Scored(article=one.article_id, start=one.start, end=one.end, score=round(score, 4))
                for one, score in finding.found
            ),
            ranking=tuple(_ranked(one) for one in finding.evidence[:RANKED]) if finding.part.own else (),
            probability=round(finding.probability, 3),
            chosen=tuple(Span(one.entry.id, one.start, one.end) for one in finding.chosen),
        )


class Result(_Record):
    """What one question came to."""

    id: str
    question: str
    digest: str
    """Of what was asked and expected; see ``Question.digest``."""
    outcome: Outcome
    scores: Scores
    unmet: tuple[str, ...] = ()
    """What was expected and is not there, in words."""
    status: Status
    read_as: str
    """The question as it was read in the light of those before it."""
    text: str
    parts: tuple[str, ...] = ()
    """``"when: answered"``, for each part."""
    values: tuple[str, ...] = ()
    """The amounts and dates of the claims, in one way of writing."""
    quotes: tuple[Quoted, ...] = ()
    dropped: int = 0
    """Claims that verification did not pass."""
    stable: bool = True
    """Whether every repeat gave the same answer."""
    seconds: float = 0.0
    trace: tuple[TracedPart, ...] = ()

    @property
    def cited(self) -> tuple[Span, ...]:
        """Where the answer's quotes stand."""
        return tuple(one.span for one in self.quotes)


def values_of(answer: Answer) -> tuple[str, ...]:
    """Give the amounts and dates of an answer's claims, each in one way of writing, in their order."""
    found: list[str] = []
    for claim in answer.claims:
        for amount in claim.amounts:
            high = f" to {amount.high:g}" if amount.high is not None else ""
            found.append(" ".join(f"{amount.qualifier} {amount.value:.15g}{high} {amount.unit}".split()))
        for date in claim.dates:
            known = date.start and date.end
            found.append(written((date.start, date.end)) if known and date.start and date.end else f"“{date.text}”")
    return tuple(dict.fromkeys(found))


def quotes_of(answer: Answer) -> tuple[Quoted, ...]:
    """Give the citations of what an answer claims: those of the nearest thing found are no answer."""
    numbers = {number for claim in answer.claims for number in claim.citations}
    return tuple(
        Quoted(article=one.article.id, start=one.start, end=one.end, quote=one.quote, published=one.article.published)
        for one in answer.citations
        if one.number in numbers
    )


def trace_of(findings: Sequence[Finding]) -> tuple[TracedPart, ...]:
    """Give how the parts of a question were answered."""
    return tuple(map(TracedPart.of, findings))


def rank_of(spans: Sequence[Span], trace: Sequence[TracedPart]) -> int | None:
    """Give the best rank, from 1, of a passage that holds one of some spans, over the searches of all parts."""
    ranks = [
        rank
        for part in trace
        for rank, passage in enumerate(part.passages, 1)
        if any(passage.span.meets(span) for span in spans)
    ]
    return min(ranks, default=None)


def _ranked(one: Evidence) -> Scored:
    return Scored(article=one.entry.id, start=one.start, end=one.end, score=round(one.score, 4))
