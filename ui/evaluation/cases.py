"""Cases: each question of an evaluation with its result, what it was before, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from assistant.evaluation.causes import Cause
from assistant.evaluation.comparison import Change, Direction
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.questions import Expectation, Question
from assistant.evaluation.results import Outcome, Result
from assistant.evaluation.scoring import NOWHERE, expected


class Standing(StrEnum):
    """What became of a question, the worst first."""

    INVALID = "invalid"
    """Shown with a quote or claim that no article says."""
    BROKEN = "broken"
    ACCEPTED = "accepted as worse"
    WORSE = "worse"
    BETTER = "better"
    OTHER = "another answer"
    SAME = "unchanged"
    NOT_COMPARED = "not compared"


class Wanted(NamedTuple):
    """One thing that is expected of an answer."""

    kind: str
    """In words."""
    text: str
    now: bool
    before: bool | None
    """``None`` where there is nothing to compare with."""


@dataclass(frozen=True)
class Case:
    """A question, what it came to, and what it came to before."""

    question: Question
    new: Result
    old: Result | None = None
    """The baseline's result; ``None`` where the question was not compared."""
    change: Change | None = None
    """``None`` where the answer is the same."""
    cause: Cause | None = None

    @property
    def id(self) -> str:
        """The question's."""
        return self.new.id

    @property
    def is_right(self) -> bool:
        """Whether the answer is right now."""
        return self.new.outcome is Outcome.RIGHT

    @property
    def standing(self) -> Standing:
        """What became of it."""
        if self.new.scores.validity < 1:
            return Standing.INVALID
        if self.old is None:
            return Standing.NOT_COMPARED
        if self.change is None:
            return Standing.SAME
        if self.change.accepted and self.change.direction in {Direction.BROKEN, Direction.WORSE}:
            return Standing.ACCEPTED
        return _STANDINGS[self.change.direction]

    @property
    def is_failing(self) -> bool:
        """Whether it fails the gate."""
        return self.standing in {Standing.INVALID, Standing.BROKEN}

    @property
    def is_broken(self) -> bool:
        """Whether it was right before and is not now, accepted or not."""
        return self.change is not None and self.change.direction is Direction.BROKEN

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is expected of the answer, and what of it is there."""
        return tuple(self._wanted(self.question.expect)) if self.question.expect else ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What no article says, and what else is unmet beyond the expectation."""
        return tuple(one.removeprefix("invalid: ") for one in self.new.unmet if one.startswith("invalid: "))

    def _wanted(self, expect: Expectation) -> Iterator[Wanted]:
        yield Wanted(
            "status",
            words(expect.status),
            self.new.status is expect.status,
            None if self.old is None else self.old.status is expect.status,
        )
        for kind, text in expected(expect):
            before = None if self.old is None else _met(kind, text, self.old)
            yield Wanted(_KINDS[kind], text, _met(kind, text, self.new), before)


def cases(evaluated: Evaluated) -> list[Case]:
    """Give every question of an evaluation, the worst first, those alike in the order of the question file."""
    changes: Mapping[str, Change] = {}
    held: Mapping[str, Result] = {}
    if comparison := evaluated.comparison:
        changes = {one.id: one for one in comparison.changes}
        held = {name: one for name, one in comparison.baseline.results.items() if name not in comparison.only_new}
    found = [
        Case(one, evaluated.run.results[one.id], held.get(one.id), changes.get(one.id), evaluated.causes.get(one.id))
        for one in evaluated.questions
        if one.id in evaluated.run.results
    ]
    order = list(Standing)
    changed = [order.index(one.standing) if one.change or one.is_failing else len(order) for one in found]
    return [one for _, one in sorted(zip(changed, found, strict=True), key=lambda pair: (pair[0], pair[1].is_right))]


def words(name: str) -> str:
    """Give a status as it reads in a sentence: "not found"."""
    return name.replace("_", " ")


def decimals(value: float | None) -> str:
    """Give a measure as the reports write it."""
    return "–" if value is None else f"{value:.3f}"


def signed(old: float | None, new: float | None) -> str:
    """Give a change of a measure; empty where there is none to be seen."""
    change = 0.0 if old is None or new is None else round(new - old, 3)
    return f"{'+' if change > 0 else '−'}{abs(change):.3f}" if change else ""


_STANDINGS = {
    Direction.BROKEN: Standing.BROKEN,
    Direction.WORSE: Standing.WORSE,
    Direction.BETTER: Standing.BETTER,
    Direction.OTHER: Standing.OTHER,
}
_KINDS = {
    "contains": "says",
    "not_contains": "does not say",
    "dates": "date",
    "amounts": "amount",
    "cites": "cites",
    "parts": "part",
    "conflict": "reports differ",
    "update": "update",
    "timeline": "timeline",
    "attributed": "said by",
}


def _met(kind: str, text: str, result: Result) -> bool:
    said = f"{kind}: {text}"
    return not {said, f"{said} {NOWHERE}"} & set(result.unmet)
