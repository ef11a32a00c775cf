from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from assistant.evidence import Context, Evidence, Weights
from assistant.question import understand
from index.article import Article

Rank = Callable[..., list[Evidence]]

LIBRARY = """\
The town of Elmsworth reopened its library on Tuesday after a fire had closed it for two years.

The rebuilding cost 3.2 million pounds, of which the county paid half. Mayor Harriet Colwell cut a green ribbon at \
the door. "We have our quiet back," she said.

Some 14,000 books were lost in the fire. Children can now borrow up to twelve at once, because the new shelves hold \
more than the old ones did."""

FERRY = """\
The ferry between Lindholm and the mainland will not sail in January, its owner said.

Both engines have to be replaced. Islanders are to be flown to the mainland in small aircraft meanwhile."""

BEST = [
    ("How much did the rebuilding of the library cost?", "The rebuilding cost 3.2 million pounds"),
    ("How many books were lost in the fire?", "Some 14,000 books were lost"),
    ("Who cut the ribbon at the library in Elmsworth?", "Mayor Harriet Colwell cut a green ribbon"),
    ("When did Elmsworth reopen its library?", "The town of Elmsworth reopened"),
    ("Why will the ferry to Lindholm not sail?", "The ferry between Lindholm and the mainland"),
    ("What has to be replaced on the ferry?", "Both engines have to be replaced."),
]


@pytest.mark.parametrize(("asked", "opening"), BEST, ids=[asked for asked, _ in BEST])
def test_the_answering_sentence_comes_first(rank: Rank, asked: str, opening: str) -> None:
    assert rank(asked, LIBRARY, FERRY)[0].text.startswith(opening)


def test_each_sentence_stands_at_its_offsets(rank: Rank) -> None:
    sources = {"a0": LIBRARY, "a1": FERRY}
    ranked = rank("What about the library?", *sources.values())
    assert len(ranked) == 9
    for one in ranked:
        assert one.text == sources[one.entry.id][one.start : one.end]


def test_signals_lie_between_none_and_all(rank: Rank) -> None:
    for one in rank("How many books did Harriet Colwell lose in Elmsworth on 27 May 2024?", LIBRARY, FERRY):
        assert all(-0.2 <= value <= 1.0001 for value in one.signals), one.signals


def test_a_question_that_repeats_a_sentence_is_all_in_it(rank: Rank) -> None:
    best = rank("Both engines have to be replaced.", FERRY, LIBRARY)[0]
    assert best.text == "Both engines have to be replaced."
    assert best.signals.coverage == best.signals.context == 1.0
    assert best.signals.maxsim == pytest.approx(best.signals.passage_maxsim, abs=0.01)


def test_nothing_found_gives_nothing(rank: Rank) -> None:
    assert rank("What did Spain pledge?") == []
    assert rank("", LIBRARY) == []


def test_equal_scores_keep_the_passages_order(rank: Rank) -> None:
    assert [one.entry.id for one in rank("Which engines?", FERRY, FERRY)[:2]] == ["a0", "a1"]


class TestMayAnswer:
    """What cannot answer comes behind all that may, however near it comes."""

    def test_a_sentence_of_another_time_cannot(self, rank: Rank, write: Callable[..., Article]) -> None:
        asked = "Which library reopened in Elmsworth in July 2019?"
        assert not any(one.may_answer for one in rank(asked, write(LIBRARY, published=dt.date(2024, 5, 30))))
        assert any(one.may_answer for one in rank(asked, write(LIBRARY, published=dt.date(2019, 7, 4))))

    def test_a_sentence_without_the_amount_cannot(self, rank: Rank) -> None:
        ranked = rank("How many engines have to be replaced?", FERRY)
        assert not any(one.may_answer for one in ranked)

    def test_what_may_answer_comes_first(self, rank: Rank) -> None:
        may = [one.may_answer for one in rank("How many books were lost in the library fire?", FERRY, LIBRARY)]
        assert True in may
        assert may == sorted(may, reverse=True)


class TestNames:
    def test_share_of_the_names_that_the_passage_mentions(self, rank: Rank) -> None:
        ranked = rank("Did Harriet Colwell sail to Lindholm?", LIBRARY, FERRY)
        assert {(one.entry.id, one.signals.names) for one in ranked} == {("a0", 0.5), ("a1", 0.5)}

    def test_all_where_the_question_names_nobody(self, rank: Rank) -> None:
        assert rank("How many books were lost?", LIBRARY)[0].signals.names == 1.0

    def test_the_headline_and_the_outlet_count(self, rank: Rank, write: Callable[..., Article]) -> None:
        article = write(FERRY, title="No boats to Ostrand", outlet="Harbour Wire")
        ranked = rank("What does Harbour Wire say about Ostrand?", article)
        assert {one.signals.names for one in ranked} == {1.0}

    @pytest.mark.parametrize("spelt", ["Kiev", "Kyiv"])
    @pytest.mark.parametrize("written", ["Kiev", "Kyiv"])
    def test_either_spelling(self, rank: Rank, spelt: str, written: str) -> None:
        best = rank(f"What opened in {spelt}?", f"A tram line opened in {written} last week.")[0]
        assert best.signals.names == 1.0
        assert best.signals.coverage == 1.0


class TestTime:
    DAY = "What happened in Elmsworth on 28 May 2024?"

    def test_a_weekday_is_worked_out_from_the_publication_date(self, rank: Rank, write: Callable[..., Article]) -> None:
        ranked = rank(self.DAY, write(LIBRARY, published=dt.date(2024, 5, 30)))
        assert ranked[0].text.startswith("The town of Elmsworth reopened its library on Tuesday")
        assert ranked[0].signals.on_time == 1.0

    def test_reported_on_the_day_counts_half(self, rank: Rank, write: Callable[..., Article]) -> None:
        ranked = rank(self.DAY, write(FERRY, published=dt.date(2024, 5, 28)))
        assert {one.signals.on_time for one in ranked} == {0.5}

    @pytest.mark.parametrize("published", [None, dt.date(2023, 5, 28), dt.date(2024, 6, 30), dt.date(2024, 5, 20)])
    def test_an_article_of_another_time_or_none_does_not_fit(
        self, rank: Rank, write: Callable[..., Article], published: dt.date | None
    ) -> None:
        ranked = rank(self.DAY, write(LIBRARY, published=published))
        assert {one.signals.on_time for one in ranked} == {0.0}

    def test_a_year_is_too_long_to_say_what_a_day_brought(self, rank: Rank) -> None:
        ranked = rank("What opened on 28 May 2024?", "The library opened in 2024.", "The bridge opened in May 2024.")
        assert {one.text: one.signals.on_time for one in ranked} == {
            "The library opened in 2024.": 0.0,
            "The bridge opened in May 2024.": 1.0,
        }

    def test_no_time_asked_about_fits_nothing(self, rank: Rank, write: Callable[..., Article]) -> None:
        ranked = rank("What reopened?", write(LIBRARY, published=dt.date(2024, 5, 28)))
        assert {one.signals.on_time for one in ranked} == {0.0}


class TestQuantities:
    TEXT = "The fire destroyed the books of the library. Firemen counted the lost books. They numbered 14,000."

    def test_a_sentence_without_a_number_never_answers_how_many(self, rank: Rank) -> None:
        assert rank("How many books burnt in the library fire?", self.TEXT)[0].text == "They numbered 14,000."

    def test_of_what_was_lost_neither(self, rank: Rank) -> None:
        assert rank("How many books were lost in the library fire?", self.TEXT)[0].text == "They numbered 14,000."


class TestContext:
    @staticmethod
    def holds(term: str, sentence: str) -> bool:
        context = Context({term}, ["No such word.", sentence], "A headline")
        assert context.holds(term) == context.holder(1)(term)
        assert not context.holder(0)(term)
        return context.holds(term)

    @pytest.mark.parametrize("term", ["stoltenberg", "spain", "19", "usa"])
    def test_a_term_that_is_there(self, term: str) -> None:
        assert self.holds(term, "Stoltenberg, Spain and the U.S. sent 19.")

    @pytest.mark.parametrize("term", ["stoltenburg", "stoltenbergs", "stoltenbrg", "stolteneberg", "stotlenberg"])
    def test_a_long_word_a_letter_off(self, term: str) -> None:
        assert self.holds(term, "Stoltenberg spoke.")

    @pytest.mark.parametrize(
        ("found", "term"),
        [
            ("Stoltenberg", "stoltonburg"),  # two letters off
            ("Stoltenberg", "btoltenberg"),  # another initial is another name
            ("Spain", "spin"),  # short words are too near one another
            ("Iran", "iraq"),
            ("1000000", "1000001"),  # a figure is right or wrong
            ("", "spain"),
        ],
    )
    def test_another_word(self, found: str, term: str) -> None:
        assert not self.holds(term, found)

    def test_the_headline_and_every_sentence_count_for_the_passage(self) -> None:
        context = Context({"spain", "tank", "train"}, ["Spain pays.", "The tanks left."], "Trains stand still")
        assert [context.holds(term) for term in ("spain", "tank", "train")] == [True, True, True]
        assert [context.holder(1)(term) for term in ("spain", "tank", "train")] == [False, True, False]


class TestWeights:
    @staticmethod
    def weigh(asked: str, documents: dict[str, int]) -> Weights:
        return Weights(understand(asked), lambda term: documents.get(term, 0), 100)

    def test_a_rare_term_says_more(self) -> None:
        weights = self.weigh("What did Ukraine do in Sudzha?", {"ukrain": 90, "ukraine": 90, "sudzha": 1})
        rare, common = (
            weights.coverage({word}.__contains__, on_time=False) for word in ("sudzha", understand("Ukraine").terms[0])
        )
        assert 0 < common < 0.1
        assert 0.9 < rare < 1
        assert rare + common == pytest.approx(1.0)

    def test_a_time_counts_as_one_more_rare_term(self) -> None:
        weights = self.weigh("What did Ukraine do in May 2024?", {"ukrain": 90, "ukraine": 90})
        assert weights.coverage(set().__contains__, on_time=True) > 0.9
        assert weights.coverage(set().__contains__, on_time=False) == 0.0

    def test_a_question_without_terms_is_covered_by_nothing(self) -> None:
        assert self.weigh("the of and?", {}).coverage({"spain"}.__contains__, on_time=True) == 0.0
