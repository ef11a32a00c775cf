"""Measures: what a run comes to as a whole. Each is defined in docs/evaluation.md."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from assistant.answer import Status
from assistant.evaluation.results import Outcome, Result


class Measure(NamedTuple):
    """A number for each question, of which a run has the mean."""

    name: str
    label: str
    of: Callable[[Result], float | None]
    """``None`` for a question that the measure says nothing about."""
    better: int = 1
    """1 where more is better, -1 where less is."""
    tested: bool = False
    """Whether a drift of it counts in the verdict."""

    def mean(self, results: Iterable[Result]) -> float | None:
        """Give the mean over the questions that it says something about."""
        values = [value for one in results if (value := self.of(one)) is not None]
        return statistics.fmean(values) if values else None


def _unanswerable(one: Result) -> float | None:
    if one.outcome is Outcome.WRONGLY_ANSWERED:
        return 1.0
    return 0.0 if one.outcome is Outcome.RIGHT and one.status is Status.NOT_FOUND else None


def _wrongly_declined(one: Result) -> float | None:
    return None if _unanswerable(one) is not None else float(one.outcome is Outcome.WRONGLY_DECLINED)


def _share_of(outcome: Outcome) -> Callable[[Result], float]:
    return lambda one: float(one.outcome is outcome)


MEASURES = (
    Measure("right", "right", _share_of(Outcome.RIGHT)),
    Measure("answer", "answer score", lambda one: one.scores.answer, tested=True),
    Measure("contained", "expected values given", lambda one: one.scores.contained),
    Measure("partly", "partly right", _share_of(Outcome.PARTLY), -1),
    Measure("wrong", "wrong", _share_of(Outcome.WRONG), -1),
    Measure("wrongly_answered", "wrongly answered", _unanswerable, -1),
    Measure("wrongly_declined", "wrongly declined", _wrongly_declined, -1),
    Measure("citation_recall", "citation recall", lambda one: one.scores.citation_recall, tested=True),
    Measure("citation_precision", "citation precision", lambda one: one.scores.citation_precision, tested=True),
    Measure("validity", "validity", lambda one: one.scores.validity),
    Measure("recall_at_5", "retrieval recall at 5", lambda one: one.scores.recall_at_5),
    Measure("recall_at_10", "retrieval recall at 10", lambda one: one.scores.recall_at_10),
    Measure("mrr", "retrieval MRR", lambda one: one.scores.reciprocal_rank, tested=True),
)
"""In the order of the reports."""


def latency(results: Sequence[Result]) -> tuple[float, float]:
    """Give the median and the 95th percentile of the seconds that a question took."""
    seconds = [one.seconds for one in results] or [0.0]
    return float(np.percentile(seconds, 50)), float(np.percentile(seconds, 95))
