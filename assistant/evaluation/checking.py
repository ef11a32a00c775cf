"""Checking: mistakes of a question file that its form does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Status
from assistant.evaluation.places import Places
from assistant.evaluation.questions import Expectation, Place, Question, QuestionSet
from assistant.evaluation.values import as_amount
from index.terms import words

CONTENT = ("contains", "cites", "dates", "amounts", "conflict", "update", "timeline", "attributed")
"""Fields of an expectation that only an answer can meet."""


@dataclass(frozen=True)
class Mistake:
    """Something that somebody should mend."""

    id: str
    """The question's."""
    said: str
    serious: bool = True
    """False for what is only worth a look: it does not make the file unusable."""


def mistakes(questions: QuestionSet, places: Places | None = None) -> list[Mistake]:
    """Give the mistakes of a question file, in its order; with ``places`` also of what stands in no article."""
    found = [*_repeated(questions.questions)]
    for one in questions.questions:
        if one.expect is None:
            found.append(Mistake(one.id, "expects nothing yet, and is not asked", serious=False))
            continue
        said = [*_contradictions(one.expect), *_nothing(one.expect)]
        said += _misplaced(one.expect, places) if places else ()
        found += [Mistake(one.id, text) for text in said]
    order = {one.id: place for place, one in reversed(list(enumerate(questions.questions)))}
    return sorted(found, key=lambda mistake: order[mistake.id])


def _repeated(questions: Sequence[Question]) -> Iterator[Mistake]:
    ids: set[str] = set()
    asked: dict[tuple[object, ...], str] = {}
    for one in questions:
        if one.id in ids:
            yield Mistake(one.id, "another question has the same id")
        ids.add(one.id)
        history = tuple(tuple(words(earlier)) for earlier in one.history)
        key = (tuple(words(one.question)), history, one.limits)
        if key in asked:
            yield Mistake(one.id, f"asks the same as {asked[key]}")
        asked.setdefault(key, one.id)


def _nothing(expect: Expectation) -> Iterator[str]:
    if expect.status is not Status.NOT_FOUND and not any(getattr(expect, name) for name in CONTENT):
        yield "expects an answer but nothing of it: any sentence would do"


def _contradictions(expect: Expectation) -> Iterator[str]:
    if expect.status is Status.NOT_FOUND:
        stray = [name for name in CONTENT if getattr(expect, name)]
        if stray:
            yield f"expects no answer, and yet {', '.join(stray)}"
    for text in expect.not_contains:
        if any(_same(text, way) for ways in expect.items for way in ways) or any(
            _same(text, amount) for amount in expect.amounts
        ):
            yield f"“{text}” both must and must not be in the answer"
    statuses = {part.status for part in expect.parts}
    if expect.status is Status.ANSWERED and Status.NOT_FOUND in statuses:
        yield "expects to be answered, with a part that is not: that is partial"
    if expect.status is Status.NOT_FOUND and Status.ANSWERED in statuses:
        yield "expects no answer, with a part that has one: that is partial"
    if any(part.status is Status.PARTIAL for part in expect.parts):
        yield "a part is answered or not_found; partial is for whole questions"


def _misplaced(expect: Expectation, places: Places) -> Iterator[str]:
    for place in _all(expect.needed):
        articles = places.articles(place.article)
        if not articles:
            yield f"no article is called {place.article}"
        elif len(articles) > 1:
            ids = ", ".join(sorted(one.id for one in articles))
            yield f"{place.article} may be any of {ids}: write one of these"
        elif not places.spans(place):
            what = f"“{place.quote}”" if place.quote else f"the range {place.range}"
            yield f"{what} does not stand in {place.article}"


def _all(groups: Iterable[Iterable[Place]]) -> Iterator[Place]:
    return (place for group in groups for place in group)


def _same(one: str, other: str) -> bool:
    first, second = as_amount(one), as_amount(other)
    if first and second:
        return (first.value, first.high, first.unit) == (second.value, second.high, second.unit)
    return words(one) == words(other)
