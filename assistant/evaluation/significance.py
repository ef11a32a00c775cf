"""Significance: whether a change over many questions is more than chance, and how small a one could be seen."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

LEVEL = 0.05
"""Probability with which a change that is nothing but chance is called one."""


def sign_test(worse: int, better: int) -> float:
    """Give the probability of so many questions getting worse, or more, if either were as likely.

    The exact one-sided sign test (Dixon and Mood 1946) over the questions that changed.
    """
    changed = worse + better
    return float(sum(comb(changed, count) for count in range(worse, changed + 1)) / 2**changed)


def detectable(questions: int, better: int, level: float = LEVEL) -> int | None:
    """Give the fewest questions that had to get worse for the sign test to see it, if ``better`` got better.

    ``None`` where even all the others were too few.
    """
    found = (worse for worse in range(1, questions - better + 1) if sign_test(worse, better) <= level)
    return next(found, None)


def holm(probabilities: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Tell which of several tests are significant together (Holm 1979): the smallest must pass level / count."""
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    passed = [False] * len(order)
    for rank, place in enumerate(order):
        if probabilities[place] > level / (len(order) - rank):
            break
        passed[place] = True
    return passed
