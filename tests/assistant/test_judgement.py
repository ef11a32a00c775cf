from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Evidence, Signals
from assistant.judgement import INTERCEPT, WEIGHTS, answers, probability

NONE = Signals(*(0.0 for _ in Signals._fields))
ALL = Signals(*(1.0 for _ in Signals._fields))
SIGNALS = st.builds(Signals, *(st.floats(-0.2, 1) for _ in Signals._fields))


def test_no_evidence_cannot_answer() -> None:
    assert probability([]) == 0.0


def test_nothing_in_common_is_unlikely_and_all_in_common_likely() -> None:
    assert answers(NONE) < 0.01
    assert answers(ALL) > 0.99


@given(SIGNALS)
def test_a_probability(signals: Signals) -> None:
    assert 0 < answers(signals) < 1


@given(SIGNALS, st.sampled_from(sorted(WEIGHTS)), st.floats(0.01, 0.5))
def test_more_of_a_signal_never_makes_an_answer_less_likely(signals: Signals, name: str, more: float) -> None:
    stronger = signals._replace(**{name: getattr(signals, name) + more})
    assert answers(stronger) > answers(signals)


def test_the_logit_is_the_weighted_sum() -> None:
    assert math.log(answers(ALL) / (1 - answers(ALL))) == pytest.approx(INTERCEPT + sum(WEIGHTS.values()))


def test_every_weight_is_of_a_signal() -> None:
    assert set(WEIGHTS) <= set(Signals._fields)


def test_the_best_sentence_decides(rank: Callable[..., list[Evidence]]) -> None:
    ranked = rank("Which engines have to be replaced?", "Both engines have to be replaced. Nobody was hurt.")
    assert probability(ranked) == answers(ranked[0].signals) > 0.5
    assert probability(ranked[1:]) < probability(ranked)


def test_something_else_is_unlikely_to_answer(rank: Callable[..., list[Evidence]]) -> None:
    assert probability(rank("What is the price of oil?", "Both engines have to be replaced.")) < 0.5
