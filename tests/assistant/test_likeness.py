"""How alike a statement is to sentences, by vectors made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.likeness import Likeness
from index.encoder import TokenVectors
from index.rows import KeptTokens

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]
BETWEEN = [0.6, 0.8]
ASKED = TokenVectors(np.array([EAST, NORTH], np.float32), np.array([[0, 4], [5, 10]]))
"""Two words, of four and five letters."""
WORDS = [(0, 4), (5, 10)]
KEPT = [
    KeptTokens(np.array([EAST, BETWEEN, NORTH], np.float32), np.array([0, 1, 2], np.uint16)),
    KeptTokens(np.array([EAST], np.float32), np.array([1], np.uint16)),
]
"""A passage with a headline and two sentences, and one of a single sentence."""


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(ASKED, KEPT, WORDS)


def test_each_word_has_its_best_cosine_with_a_sentence(likeness: Likeness) -> None:
    assert likeness.words(0, 0) == pytest.approx([0.6, 0.8])
    assert likeness.words(0, 1) == pytest.approx([0.0, 1.0])
    assert likeness.words(1, 0) == pytest.approx([1.0, 0.0])


def test_a_sentence_is_as_alike_as_its_words_on_average(likeness: Likeness) -> None:
    assert likeness.sentence(0, 0) == pytest.approx(0.7)
    assert likeness.passage(0) == pytest.approx(1.0)
    assert likeness.passage(1) == pytest.approx(0.5)


def test_a_sentence_that_was_not_read_is_like_nothing(likeness: Likeness) -> None:
    assert likeness.sentence(1, 7) is None
    assert likeness.words(1, 7) == [0.0, 0.0]


def test_a_word_that_was_not_read_is_like_nothing() -> None:
    assert Likeness(ASKED, KEPT, [*WORDS, (90, 95)]).words(0, 1) == pytest.approx([0.0, 1.0, 0.0])


def test_a_statement_without_words_has_none_to_compare() -> None:
    assert Likeness(ASKED, KEPT, []).words(0, 0) == []


def test_a_words_own_support_may_stand_in_the_sentence_before() -> None:
    of_east = Likeness(ASKED, KEPT, WORDS, own=[(0, 4)])
    assert of_east.support(0, 0) == pytest.approx(1.0), "the headline leads to the first"
    assert of_east.support(0, 1) == pytest.approx(0.6)
    assert Likeness(ASKED, KEPT, WORDS).support(0, 1) == 1.0
    assert of_east.weakest(1) == pytest.approx(0.0)
