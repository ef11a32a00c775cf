"""The sentences of the sample articles that may bear a statement."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.verification import Statement
from assistant.witnesses import MOST, Hearing
from index.encoder import Encoder
from index.filters import Filters
from index.settings import Settings
from index.snapshot import Snapshot

PLEDGE = "Spain pledged Ukraine one billion euros of military aid."


@pytest.fixture(scope="module")
def hearing(sample: Snapshot, encoder: Encoder) -> Hearing:
    return Hearing(sample, encoder, Settings(), Filters())


def test_the_sentence_that_says_so_comes_early(hearing: Hearing) -> None:
    heard = hearing.call(Statement(PLEDGE))
    assert 0 < len(heard) <= MOST
    assert any("billion" in one.witness.text and "Spain" in one.witness.text for one in heard[:5])


def test_a_witness_is_the_sentence_at_its_place(hearing: Hearing, sample: Snapshot) -> None:
    for one in hearing.call(Statement(PLEDGE)):
        text = sample.article(one.evidence.entry.id).text
        assert text[one.evidence.start : one.evidence.end] == one.witness.text == one.evidence.text
        assert one.witness.before() == text[: one.evidence.start]
        assert one.witness.published == sample.entry(one.witness.article).published


def test_each_word_has_its_likeness(hearing: Hearing) -> None:
    statement = Statement(PLEDGE)
    for one in hearing.call(statement):
        assert len(one.witness.likeness) == len(statement.words)
        assert all(-1 <= score <= 1.01 for score in one.witness.likeness)


def test_the_most_alike_says_the_words_themselves(hearing: Hearing, sample: Snapshot) -> None:
    entry = next(iter(sample.entries.values()))
    passage = sample.article_passages(entry.id)[0]
    start, end = max(passage.sentences, key=lambda one: one[1] - one[0])
    sentence = passage.text[start - passage.start : end - passage.start]
    assert hearing.call(Statement(sentence))[0].witness.text == sentence


def test_only_articles_within_the_limits_are_called(sample: Snapshot, encoder: Encoder) -> None:
    last = dt.date(2024, 4, 1)
    heard = Hearing(sample, encoder, Settings(), Filters(published_to=last)).call(Statement(PLEDGE))
    assert heard
    assert all(one.witness.published and one.witness.published <= last for one in heard)


def test_nobody_is_called_where_no_article_may_be(sample: Snapshot, encoder: Encoder) -> None:
    none = Hearing(sample, encoder, Settings(), Filters(published_to=dt.date(1990, 1, 1)))
    assert none.call(Statement(PLEDGE)) == []


def test_a_rare_term_weighs_more(hearing: Hearing, sample: Snapshot) -> None:
    assert sample.documents("ukrain") > sample.documents("marmalad")
    assert hearing.weigh("ukrain") < hearing.weigh("marmalad")
    assert hearing.weigh("ukrain") > 0


def test_the_day_that_an_article_reports_on_lies_in_the_week_before_it(hearing: Hearing) -> None:
    days = [(one.witness.published, day) for one in hearing.call(Statement(PLEDGE)) if (day := one.witness.day())]
    assert days
    for published, day in days:
        assert published
        assert day.first
        assert published - dt.timedelta(days=7) <= day.first <= published


@pytest.mark.parametrize("text", ["", " ", "…", "\u200b", "a" * 10_000, "Spain " * 1000])
def test_any_text_can_be_called_for(hearing: Hearing, text: str) -> None:
    assert len(hearing.call(Statement(text))) <= MOST
