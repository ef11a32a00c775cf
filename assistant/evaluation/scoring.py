"""Scoring: one answer against what its question expects. Every measure is defined in docs/evaluation.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.amounts import read_amounts, same_value
from assistant.answer import Answer, Claim, Conflict, ConflictKind, Status, TimelineEntry
from assistant.evaluation.places import Places, Span
from assistant.evaluation.questions import Expectation, Weights
from assistant.evaluation.results import Outcome, Scores, TracedPart, quotes_of, rank_of
from assistant.evaluation.values import Days, Said, as_amount, read_days
from index.article import Article
from index.errors import UnknownArticle
from index.terms import words as words_of

DIFFERING = {"conflict": ConflictKind.DIFFER, "update": ConflictKind.UPDATE}
NOWHERE = "(stands in no article)"
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
    outcome = _outcome(checks, expect, declined=declined, valid=not faults)
    score = 1.0 if outcome is Outcome.RIGHT else _score(checks, weights) if outcome is Outcome.PARTLY else 0.0
    # A group that stands in no article cannot be found: that is the article's fault, and is named as such.
    ranks = [rank_of(group, trace) for group in groups]
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
    return Judged(outcome, scores, tuple(unmet))


def expected(expect: Expectation) -> Iterator[tuple[str, str]]:
    """Give each thing that is expected but the status: the field of the expectation, and what of it, in words."""
    yield from (("contains", " or ".join(ways)) for ways in expect.items)
    yield from (("not_contains", text) for text in expect.not_contains)
    yield from (("dates", text) for text in expect.dates)
    yield from (("amounts", text) for text in expect.amounts)
    yield from (("cites", " or ".join(map(str, places))) for places in expect.needed)
    yield from (("parts", f"“{part.text}” {part.status}") for part in expect.parts)
    yield from ((kind, " against ".join(values)) for kind, values in _differing(expect))
    if expect.timeline:
        yield "timeline", ", ".join(expect.timeline)
    yield from (("attributed", name) for name in expect.attributed)


def checked(answer: Answer, expect: Expectation, groups: Sequence[Sequence[Span]]) -> Iterator[Check]:
    """Check an answer against each thing that is expected; ``groups`` are the spans of ``expect.needed``."""
    yield Check("status", f"{expect.status}, not {answer.status}", answer.status is expect.status)
    for (kind, said), met in zip(expected(expect), _met(answer, expect, groups), strict=True):
        nowhere = kind == "cites" and met is None
        yield Check(kind, f"{said} {NOWHERE}" if nowhere else said, bool(met))


def _met(answer: Answer, expect: Expectation, groups: Sequence[Sequence[Span]]) -> Iterator[bool | None]:
    """Give for each thing of ``expected`` whether it is there; ``None`` for a place that stands in no article."""
    said = Said.of(answer)
    cited = [quote.span for quote in quotes_of(answer)]
    yield from map(said.holds_any, expect.items)
    yield from (not said.holds(text) for text in expect.not_contains)
    yield from (read_days(text) in said.days for text in expect.dates)
    for text in expect.amounts:
        amount = as_amount(text)
        yield amount is not None and said.holds_amount(amount)
    yield from (any(one.meets(span) for span in group for one in cited) if group else None for group in groups)
    for part in expect.parts:
        yield any(part.text.casefold() in one.text.casefold() and one.status is part.status for one in answer.parts)
    for kind, values in _differing(expect):
        yield any(one.kind is DIFFERING[kind] and _shows(one, values) for one in answer.conflicts)
    if expect.timeline:
        yield _in_order([read_days(text) for text in expect.timeline], answer.timeline)
    sources = [words_of(one.source) for claim in answer.claims for one in claim.attributions]
    yield from (any(set(words_of(name)) <= set(source) for source in sources) for name in expect.attributed)


def _differing(expect: Expectation) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the values that the answer must set side by side, with the field that expects it."""
    return ((kind, values) for kind in DIFFERING if (values := getattr(expect, kind)))


def _shows(conflict: Conflict, values: Sequence[str]) -> bool:
    """Tell whether values stand side by side, in their order where a later one took the place of an earlier one."""
    shown = [Said.of_text(one.value) for one in conflict.values]
    places = [next((place for place, one in enumerate(shown) if one.holds(value)), -1) for value in values]
    ordered = conflict.kind is not ConflictKind.UPDATE or places == sorted(places)
    return -1 not in places and len(set(places)) == len(places) and ordered


def _in_order(wanted: Sequence[Days], lines: Sequence[TimelineEntry]) -> bool:
    """Tell whether a timeline has lines under the wanted days, in their order; others may stand between them."""
    given = iter([(line.start, line.end) for line in lines])
    return all(days in given for days in wanted)


def invalid(answer: Answer, article: Callable[[str], Article]) -> Iterator[str]:
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
    stated = read_amounts(quotes)
    rest = claim.text
    for amount in read_amounts(claim.text):
        if not any(same_value(amount, one) for one in stated):
            return False
        rest = rest.replace(amount.text, "", 1)
    return set(FIGURE.findall(rest)) <= set(FIGURE.findall(quotes))


def _score(checks: Sequence[Check], weights: Weights) -> float:
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


def _share(met: Sequence[bool]) -> float | None:
    return round(sum(met) / len(met), 4) if met else None
