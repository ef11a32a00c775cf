"""Judgement: whether the evidence answers at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.evidence import Evidence, Signals

WEIGHTS: dict[str, float] = {
    "maxsim": 5.46,
    "passage_maxsim": 5.22,
    "context": 4.95,
    "names": 0.44,
    "weakest": 1.40,
}
INTERCEPT = -10.78
"""Logistic regression of "the articles answer" on the best sentence's signals, fitted by
`benchmarks/threshold.py`; docs/threshold.md tells on what, and what it gives."""


def probability(evidence: Sequence[Evidence]) -> float:
    """Give how likely it is that the best of some ranked evidence answers the question, 0..1."""
    return answers(evidence[0].signals) if evidence and evidence[0].may_answer else 0.0


def answers(signals: Signals) -> float:
    """Give how likely it is that a sentence with these signals answers, 0..1."""
    logit = INTERCEPT + sum(weight * getattr(signals, name) for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-logit))
