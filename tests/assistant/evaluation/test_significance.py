"""Significance: against scipy, and against what Holm's procedure gives by hand."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from assistant.evaluation.significance import detectable, holm, sign_test


@pytest.mark.parametrize("worse", range(9))
@pytest.mark.parametrize("better", range(9))
def test_the_sign_test_is_the_binomial_test(worse: int, better: int) -> None:
    expected = binomtest(worse, worse + better, alternative="greater").pvalue if worse + better else 1.0
    assert sign_test(worse, better) == pytest.approx(expected)


def test_the_smallest_drop_that_could_be_seen() -> None:
    assert detectable(100, 0) == 5  # 1/32 is below 0.05, 1/16 is not
    for better in range(12):
        fewest = detectable(100, better)
        assert fewest
        assert sign_test(fewest, better) <= 0.05 < sign_test(fewest - 1, better)
    assert detectable(4, 0) is None
    assert detectable(12, 8) is None


def test_holm_steps_down() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == [True, False, False, True]
    assert holm([0.05]) == [True]
    assert holm([0.03, 0.03]) == [False, False]
    assert holm([]) == []
