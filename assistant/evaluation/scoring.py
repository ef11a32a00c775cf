"""Scoring: one answer against what its question expects. Every measure is defined in docs/evaluation.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from assistant.amounts import read_amounts, same_value
from assistant.answer import Answer, Claim, Status
from assistant.evaluation.places import Places, Span
from assistant.evaluation.questions import Expectation, Weights
from assistant.evaluation.results import Outcome, Scores, TracedPart, quotes_of
from assistant.evaluation.values import Said, as_amount, read_days
from index.article import Article
from index.errors import UnknownArticle

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class Check(NamedTuple):
    """One thing expected of an answer."""

    kind: str
    """The field of the expectation, and of the weights."""
    wanted: str
    met: bool


class Judged(NamedTuple):
    """What an answer is worth, and why."""

    outcome: Outcome
    scores: Scores
    unmet: tuple[str, ...]


def judge(
    answer: Answer,
    trace: Sequence[TracedPart],
    expect: Expectation,
    weights: Weights,
    places: Places,
    article: Callable[[str], Article],
) -> Judged:
    """Score an answer; ``article`` gives a stored article by its id."""
    groups = places.groups(expect.needed)
    cited = [quote.span for quote in quotes_of(answer)]
    checks = list(checked(answer, expect, groups))
    faults = list(invalid(answer, article))
    declined = answer.status is Status.NOT_FOUND
    score = 0.0 if faults else _score(checks, expect, weights, declined=declined)
    # A group that stands in no article cannot be found: that is the article's fault, and is named as such.
    ranks = [_rank(group, trace) for group in groups]
    scores = Scores(
        answer=round(score, 4),
        contained=_share([check.met for check in checks if check.kind in {"contains", "dates", "amounts"}]),
        citation_recall=_share([any(one.meets(span) for span in group for one in cited) for group in groups]),
        citation_precision=citation_precision(groups, cited),
        recall_at_5=_share([rank is not None and rank <= 5 for rank in ranks]),
        recall_at_10=_share([rank is not None and rank <= 10 for rank in ranks]),
        reciprocal_rank=(1 / min((rank for rank in ranks if rank), default=float("inf"))) if groups else None,
        validity=round(1 - len(faults) / max(len(answer.citations) + len(answer.claims), 1), 4),
    )
    unmet = [*faults, *(f"{check.kind}: {check.wanted}" for check in checks if not check.met)]
    return Judged(_outcome(checks, expect, declined=declined, valid=not faults), scores, tuple(unmet))


def checked(answer: Answer, expect: Expectation, groups: Sequence[Sequence[Span]]) -> Iterable[Check]:
    """Check an answer against each thing that is expected; ``groups`` are the spans of ``expect.needed``."""
    said = Said.of(answer)
    cited = [quote.span for quote in quotes_of(answer)]
    yield Check("status", f"{expect.status}, not {answer.status}", answer.status is expect.status)
    for ways in expect.items:
        yield Check("contains", " or ".join(ways), said.holds_any(ways))
    for text in expect.not_contains:
        yield Check("not_contains", text, not said.holds(text))
    for text in expect.dates:
        yield Check("dates", text, read_days(text) in said.days)
    for text in expect.amounts:
        amount = as_amount(text)
        yield Check("amounts", text, amount is not None and said.holds_amount(amount))
    for places, group in zip(expect.needed, groups, strict=True):
        words = " or ".join(map(str, places)) + ("" if group else " (stands in no article)")
        yield Check("cites", words, any(one.meets(span) for span in group for one in cited))
    for part in expect.parts:
        found = any(part.text.casefold() in one.text.casefold() and one.status is part.status for one in answer.parts)
        yield Check("parts", f"“{part.text}” {part.status}", found)


def invalid(answer: Answer, article: Callable[[str], Article]) -> Iterable[str]:
    """Give every quote that is not the article's text at its offsets, and every claim that its quotes do not bear.

    This repeats the verification of the answer on purpose, with rules of its own: what guards a
    verifier must not be that verifier. A claim's figures must stand in its quotes, equal in value.
    """
    for one in answer.citations:
        try:
            text = article(one.article.id).text
        except UnknownArticle:
            text = ""
        if not one.quote or text[one.start : one.end] != one.quote:
            yield f"invalid: quote [{one.number}] is not what the article says"
    quotes = {one.number: one.quote for one in answer.citations}
    for claim in answer.claims:
        borne = " ".join(quotes.get(number, "") for number in claim.citations)
        if not claim.citations or not _borne(claim, borne):
            yield f"invalid: the quotes do not say “{claim.text}”"


def citation_precision(groups: Sequence[Sequence[Span]], cited: Sequence[Span]) -> float | None:
    """Give the share of the citations that are named places; ``None`` without citations or places."""
    return _share([any(one.meets(span) for group in groups for span in group) for one in cited]) if groups else None


def _borne(claim: Claim, quotes: str) -> bool:
    figures = set(FIGURE.findall(claim.text)) - set(FIGURE.findall(quotes))
    stated = read_amounts(quotes)
    amounts = [amount for amount in read_amounts(claim.text) if not any(same_value(amount, one) for one in stated)]
    return not figures and not amounts


def _score(checks: Sequence[Check], expect: Expectation, weights: Weights, *, declined: bool) -> float:
    if declined or expect.status is Status.NOT_FOUND:
        return float(declined and expect.status is Status.NOT_FOUND)
    if any(check.kind == "not_contains" and not check.met for check in checks):
        return 0.0
    kinds = {check.kind: getattr(weights, check.kind) for check in checks}
    shares = {kind: _share([check.met for check in checks if check.kind == kind]) or 0.0 for kind in kinds}
    whole = sum(kinds.values())
    return sum(kinds[kind] * shares[kind] for kind in kinds) / whole if whole else 1.0


def _outcome(checks: Sequence[Check], expect: Expectation, *, declined: bool, valid: bool) -> Outcome:
    if not valid:
        return Outcome.WRONG
    if expect.status is Status.NOT_FOUND:
        return Outcome.RIGHT if declined else Outcome.WRONGLY_ANSWERED
    if declined:
        return Outcome.WRONGLY_DECLINED
    if all(check.met for check in checks):
        return Outcome.RIGHT
    if any(check.kind == "not_contains" and not check.met for check in checks):
        return Outcome.WRONG
    content = [check.met for check in checks if check.kind not in {"status", "not_contains"}]
    return Outcome.PARTLY if any(content) or not content else Outcome.WRONG


def _rank(group: Sequence[Span], trace: Sequence[TracedPart]) -> int | None:
    """Give the best rank, from 1, of a passage that holds one of some spans, over the searches of all parts."""
    ranks = [
        rank
        for part in trace
        for rank, passage in enumerate(part.passages, 1)
        if any(passage.span.meets(span) for span in group)
    ]
    return min(ranks, default=None)


def _share(met: Sequence[bool]) -> float | None:
    return round(sum(met) / len(met), 4) if met else None
