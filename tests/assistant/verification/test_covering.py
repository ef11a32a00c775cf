"""As few sentences as bear a statement."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.verification.covering import MOST, Covering
from assistant.verification.statement import Statement
from assistant.verification.witness import Witness

STATEMENT = "The bridge opened in Riga on Friday with a concert."


def covering(text: str, *quotes: str | Witness) -> Covering:
    statement = Statement(text)
    witnesses = [one if isinstance(one, Witness) else Witness(one) for one in quotes]
    return Covering(statement, witnesses, lambda _: 1.0, statement.names)


def test_one_sentence_that_bears_all_is_enough() -> None:
    found = covering(STATEMENT, "It rained.", STATEMENT, "The bridge opened.")
    assert found.chosen == [1]
    assert found.share == pytest.approx(1)


def test_two_that_bear_one_half_each_are_chosen_together() -> None:
    found = covering(STATEMENT, "The bridge opened in Riga.", "It rained.", "A concert was held on Friday.")
    assert sorted(found.chosen) == [0, 2]


def test_none_is_chosen_that_bears_nothing() -> None:
    found = covering(STATEMENT, "A cat slept in the kitchen.")
    assert found.chosen == []
    assert found.share == 0


def test_no_more_than_a_reader_would_look_up() -> None:
    words = ["apples", "pears", "plums", "cherries", "quinces", "figs", "grapes", "lemons"]
    found = covering(f"The mayor sold {', '.join(words)}.", *(f"The mayor sold {one}." for one in words))
    assert 1 < len(found.chosen) <= MOST


def test_a_word_that_is_alike_counts_and_the_word_itself_counts_more() -> None:
    text = "The envoy departed."
    same = covering(text, text).share
    alike = covering(text, Witness("The envoy went off.", likeness=[1.0, 0.9])).share
    other = covering(text, Witness("The envoy went off.", likeness=[1.0, 0.1])).share
    assert same > alike > other


def test_a_number_has_no_word_alike() -> None:
    found = covering("The first envoy departed.", Witness("The second envoy departed.", likeness=[0.95, 1.0, 1.0]))
    assert dict(zip([one.term for one in found.words], found.have.tolist(), strict=True))["first"] == 0


def test_another_years_report_is_another_matter() -> None:
    day = dt.date(2020, 1, 1)
    lead = Witness("The bridge opened in Riga.", article="a", published=day)
    near = Witness("In Riga the bridge opened with a concert.", article="b", published=day)
    far = Witness("In Riga the bridge had a concert.", article="b", published=day + dt.timedelta(days=400))
    assert covering(STATEMENT, lead, far).chosen == [0]
    assert 1 in covering(STATEMENT, lead, near).chosen


def test_rare_words_weigh_more() -> None:
    statement = Statement("The marmalade festival opened.")
    quote = [Witness("The marmalade sold well.")]
    rare = Covering(statement, quote, lambda term: 9.0 if term == "marmalad" else 1.0, ()).share
    plain = Covering(statement, quote, lambda _: 1.0, ()).share
    assert rare > plain
