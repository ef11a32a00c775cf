"""Scoring: against examples worked out by hand, and retrieval against a public implementation."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import ir_measures
import pytest
from ir_measures import RR, R

from assistant.answer import (
    Answer,
    AnsweredPart,
    Attribution,
    Conflict,
    ConflictKind,
    ConflictValue,
    Status,
    TimelineEntry,
)
from assistant.evaluation.places import Span
from assistant.evaluation.questions import Expectation, Place, Weights
from assistant.evaluation.results import Outcome, Scored, TracedPart
from assistant.evaluation.scoring import Judged, citation_precision, invalid, judge
from index.article import Article

MakeAnswer = Callable[..., Answer]
PLEDGE = "Spain pledged one billion euros on Monday."
HURT = "Nobody was hurt."
YEARS = "The deal runs for ten years."
Judge = Callable[..., Judged]


class Located:
    """Finds places in the one article of these tests, as ``Places`` does in a snapshot."""

    def __init__(self, text: str) -> None:
        self._text = text

    def groups(self, needed: tuple[tuple[Place, ...], ...]) -> list[list[Span]]:
        return [[span for place in group for span in self._spans(place)] for group in needed]

    def _spans(self, place: Place) -> list[Span]:
        at = self._text.find(place.quote or "")
        return [Span(place.article, at, at + len(place.quote or ""))] if at >= 0 else []


@pytest.fixture
def judged(article: Article) -> Judge:
    def of(answer: Answer, trace: tuple[TracedPart, ...] = (), weights: Weights | None = None, **expect: Any) -> Judged:
        places: Any = Located(article.text)
        expected = Expectation.model_validate({"status": "answered", **expect})
        return judge(answer, trace, expected, weights or Weights(), places, lambda _: article)

    return of


def place(quote: str) -> dict[str, str]:
    return {"article": "a", "quote": quote}


class TestOutcome:
    def test_right_is_all_that_is_expected(self, judged: Judge, make_answer: MakeAnswer) -> None:
        found = judged(make_answer(PLEDGE), contains=["Spain"], cites=[place(PLEDGE)])
        assert found.outcome is Outcome.RIGHT
        assert found.scores.answer == 1.0
        assert found.unmet == ()

    def test_partly_right_is_some_of_it(self, judged: Judge, make_answer: MakeAnswer) -> None:
        found = judged(make_answer(PLEDGE), contains=["Spain", "France"], cites=[place(PLEDGE)])
        assert found.outcome is Outcome.PARTLY
        assert found.scores.answer == pytest.approx((1 + 1 / 2 + 1) / 3, abs=1e-4)
        assert found.unmet == ("contains: France",)

    def test_wrong_is_none_of_it(self, judged: Judge, make_answer: MakeAnswer) -> None:
        found = judged(make_answer(HURT), contains=["Spain"], cites=[place(PLEDGE)])
        assert found.outcome is Outcome.WRONG
        assert found.scores.answer == 0.0  # that it answered at all is worth nothing

    def test_what_must_not_be_said_makes_it_wrong(self, judged: Judge, make_answer: MakeAnswer) -> None:
        found = judged(make_answer(PLEDGE, HURT), contains=["Spain"], not_contains=["nobody was hurt"])
        assert found.outcome is Outcome.WRONG
        assert found.scores.answer == 0.0

    def test_declined_against_answered(self, judged: Judge, make_answer: MakeAnswer) -> None:
        assert judged(make_answer(), contains=["Spain"]).outcome is Outcome.WRONGLY_DECLINED
        assert judged(make_answer(), status="not_found").outcome is Outcome.RIGHT
        assert judged(make_answer(PLEDGE), status="not_found").outcome is Outcome.WRONGLY_ANSWERED
        assert judged(make_answer(PLEDGE), status="not_found").scores.answer == 0.0

    def test_parts_are_judged_by_their_words(self, judged: Judge, make_answer: MakeAnswer) -> None:
        parts = (
            AnsweredPart(text="What did Spain pledge", status=Status.ANSWERED),
            AnsweredPart(text="when", status=Status.NOT_FOUND),
        )
        answer = make_answer(PLEDGE, status=Status.PARTIAL, parts=parts)
        expected = [{"text": "pledge", "status": "answered"}, {"text": "When", "status": "not_found"}]
        assert judged(answer, status="partial", contains=["Spain"], parts=expected).outcome is Outcome.RIGHT
        turned = [{"text": "when", "status": "answered"}]
        assert judged(answer, status="partial", contains=["Spain"], parts=turned).unmet == ("parts: “when” answered",)

    def test_weights_say_what_counts(self, judged: Judge, make_answer: MakeAnswer) -> None:
        weights = Weights(status=0, contains=3, cites=1)
        found = judged(make_answer(PLEDGE), weights=weights, contains=["France"], cites=[place(PLEDGE)])
        assert found.scores.answer == pytest.approx(0.25)


def differing(*values: str, kind: ConflictKind = ConflictKind.DIFFER) -> tuple[Conflict, ...]:
    told = tuple(ConflictValue(value=one, citations=(1,)) for one in values)
    return (Conflict(about="what Spain pledged", kind=kind, values=told),)


class TestReading:
    """What is expected of reports that differ, of timelines and of who says so."""

    @pytest.mark.parametrize(
        ("shown", "wanted", "outcome"),
        [
            (["14 people", "17 people"], ["14 people", "17 people"], Outcome.RIGHT),
            (["17 people", "14 people"], ["14 people", "17 people"], Outcome.RIGHT),  # neither is the later one
            (["€1bn", "two billion euros"], ["2 billion euros", "1 billion euros"], Outcome.RIGHT),
            (["Monday 27 May 2024", "28 May 2024"], ["27 May 2024", "28 May 2024"], Outcome.RIGHT),
            (["14 people", "16 people", "17 people"], ["14 people", "17 people"], Outcome.RIGHT),
            (["14 people", "16 people"], ["14 people", "17 people"], Outcome.PARTLY),
            (["14 people", "17 towns"], ["14 people", "17 people"], Outcome.PARTLY),
            (["14 people"], ["14 people", "14 people"], Outcome.PARTLY),  # one value is no conflict
        ],
    )
    def test_values_that_differ_must_stand_side_by_side(
        self, judged: Judge, make_answer: MakeAnswer, shown: list[str], wanted: list[str], outcome: Outcome
    ) -> None:
        answer = make_answer(PLEDGE, conflicts=differing(*shown))
        assert judged(answer, contains=["Spain"], conflict=wanted).outcome is outcome

    def test_an_update_must_have_the_latest_first(self, judged: Judge, make_answer: MakeAnswer) -> None:
        def outcome(*values: str, kind: ConflictKind = ConflictKind.UPDATE) -> Outcome:
            answer = make_answer(PLEDGE, conflicts=differing(*values, kind=kind))
            return judged(answer, contains=["Spain"], update=["55 million euros", "40 million euros"]).outcome

        assert outcome("55 million euros", "40 million euros") is Outcome.RIGHT
        assert outcome("€55m", "€40m") is Outcome.RIGHT
        assert outcome("40 million euros", "55 million euros") is Outcome.PARTLY
        assert outcome("55 million euros", "40 million euros", kind=ConflictKind.DIFFER) is Outcome.PARTLY

    def test_an_update_is_no_conflict(self, judged: Judge, make_answer: MakeAnswer) -> None:
        answer = make_answer(PLEDGE, conflicts=differing("14 people", "17 people", kind=ConflictKind.UPDATE))
        found = judged(answer, contains=["Spain"], conflict=["14 people", "17 people"])
        assert found.outcome is Outcome.PARTLY
        assert found.unmet == ("conflict: 14 people against 17 people",)

    @pytest.mark.parametrize(
        ("wanted", "met"),
        [
            (["2024-11-18", "2024-12-05"], True),
            (["2024-11-18"], True),
            (["2024-11-18/2024-11-24", "2024-12-05"], True),
            (["2024-11-18", "2024-11-18/2024-11-24", "2024-12-05"], True),
            (["2024-12-05", "2024-11-18"], False),
            (["2024-11-18", "2024-11-18"], False),  # one line is not two
            (["2024-11-19"], False),
            (["2024-11"], False),  # a day is no month
        ],
    )
    def test_a_timeline_must_have_its_days_in_order(
        self,
        judged: Judge,
        make_answer: MakeAnswer,
        wanted: list[str],
        met: bool,  # noqa: FBT001
    ) -> None:
        spans = [("2024-11-18", "2024-11-18"), ("2024-11-18", "2024-11-24"), ("2024-12-05", "2024-12-05")]
        told = tuple(
            TimelineEntry(
                start=dt.date.fromisoformat(first),
                end=dt.date.fromisoformat(last),
                text=PLEDGE,
                basis="stated",
                citations=(1,),
            )
            for first, last in spans
        )
        found = judged(make_answer(PLEDGE, timeline=told), contains=["Spain"], timeline=wanted)
        assert found.outcome is (Outcome.RIGHT if met else Outcome.PARTLY)
        assert found.unmet == (() if met else (f"timeline: {', '.join(wanted)}",))

    @pytest.mark.parametrize(
        ("name", "met"),
        [
            ("Sánchez", True),
            ("sanchez", True),
            ("Pedro Sánchez", True),
            ("Pedro", True),
            ("Kim", False),
            ("San", False),
        ],
    )
    def test_what_is_said_must_be_attributed_to_whom_is_named(
        self,
        judged: Judge,
        make_answer: MakeAnswer,
        name: str,
        met: bool,  # noqa: FBT001
    ) -> None:
        answer = make_answer(PLEDGE)
        by = Attribution(source="Prime Minister Pedro Sánchez", cue="told")
        told = answer.model_copy(update={"claims": (answer.claims[0].model_copy(update={"attributions": (by,)}),)})
        found = judged(told, contains=["Spain"], attributed=[name])
        assert found.outcome is (Outcome.RIGHT if met else Outcome.PARTLY)
        assert found.unmet == (() if met else (f"attributed: {name}",))

    def test_a_name_in_the_words_of_a_claim_is_no_attribution(self, judged: Judge, make_answer: MakeAnswer) -> None:
        assert judged(make_answer(PLEDGE), contains=["Spain"], attributed=["Spain"]).unmet == ("attributed: Spain",)

    def test_each_kind_has_its_weight(self, judged: Judge, make_answer: MakeAnswer) -> None:
        weights = Weights(status=0, contains=1, conflict=3)
        wanted = ["14 people", "17 people"]
        found = judged(make_answer(PLEDGE), weights=weights, contains=["Spain"], conflict=wanted)
        assert found.scores.answer == pytest.approx(0.25)


class TestCitations:
    """ALCE's precision and recall (Gao et al. 2023), with the named places for the judgement of an NLI model."""

    def test_recall_is_the_share_of_needed_places_that_are_cited(self, judged: Judge, make_answer: MakeAnswer) -> None:
        cites = [place(PLEDGE), {"any": [place(HURT), place(YEARS)]}, place("ten years")]
        scores = judged(make_answer(PLEDGE, HURT), cites=cites).scores
        assert scores.citation_recall == pytest.approx(2 / 3, abs=1e-4)

    def test_precision_is_the_share_of_citations_that_are_named(self, judged: Judge, make_answer: MakeAnswer) -> None:
        scores = judged(make_answer(PLEDGE, HURT, YEARS), cites=[place(PLEDGE)]).scores
        assert scores.citation_precision == pytest.approx(1 / 3, abs=1e-4)

    def test_half_of_a_sentence_is_enough_and_less_is_not(self) -> None:
        groups = [[Span("a", 0, 20)]]
        assert citation_precision(groups, [Span("a", 10, 30)]) == 1.0
        assert citation_precision(groups, [Span("a", 11, 31)]) == 0.0
        assert citation_precision(groups, [Span("b", 0, 20)]) == 0.0

    def test_without_places_or_citations_nothing_is_measured(self, judged: Judge, make_answer: MakeAnswer) -> None:
        assert judged(make_answer(PLEDGE), contains=["Spain"]).scores.citation_recall is None
        declined = judged(make_answer(), cites=[place(PLEDGE)]).scores
        assert declined.citation_recall == 0.0
        assert declined.citation_precision is None

    def test_a_place_that_stands_in_no_article_is_named(self, judged: Judge, make_answer: MakeAnswer) -> None:
        found = judged(make_answer(PLEDGE), cites=[place("Gone with the wind.")])
        assert found.unmet == ("cites: a: “Gone with the wind.” (stands in no article)",)


class TestValidity:
    def test_a_quote_that_is_not_the_article_is_invalid(self, article: Article, make_answer: MakeAnswer) -> None:
        answer = make_answer(PLEDGE)
        moved = answer.citations[0].model_copy(update={"start": 1, "end": 1 + len(PLEDGE)})
        assert list(invalid(answer, lambda _: article)) == []
        assert len(list(invalid(answer.model_copy(update={"citations": (moved,)}), lambda _: article))) == 1

    @pytest.mark.parametrize(
        "claim",
        ["Spain pledged two billion euros on Monday.", "Spain pledged one billion dollars.", "In 2025 Spain pledged."],
    )
    def test_a_claim_with_another_figure_is_invalid(self, judged: Judge, make_answer: MakeAnswer, claim: str) -> None:
        found = judged(make_answer((claim, PLEDGE)), contains=["Spain"])
        assert found.outcome is Outcome.WRONG
        assert found.scores.validity == 0.5
        assert found.unmet[0].startswith("invalid:")

    def test_a_claim_without_citation_is_invalid(self, article: Article, make_answer: MakeAnswer) -> None:
        answer = make_answer(HURT)
        bare = answer.model_copy(update={"claims": (answer.claims[0].model_copy(update={"citations": ()}),)})
        assert list(invalid(bare, lambda _: article)) == [f"invalid: the quotes do not say “{HURT}”"]


def found(*places: tuple[int, int]) -> TracedPart:
    passages = tuple(Scored(article="a", start=start, end=end, score=1.0) for start, end in places)
    return TracedPart(text="what", kind="any", own=True, passages=passages)


class TestRetrieval:
    def test_ranks_by_hand(self, judged: Judge, make_answer: MakeAnswer, article: Article) -> None:
        at = article.text.index(YEARS)
        nothing = [(1000 + step, 1001 + step) for step in range(6)]
        trace = (found((0, len(PLEDGE)), *nothing, (at, at + len(YEARS))),)
        scores = judged(make_answer(PLEDGE), trace, cites=[place(PLEDGE), place(YEARS)]).scores
        assert scores.recall_at_5 == 0.5
        assert scores.recall_at_10 == 1.0
        assert scores.reciprocal_rank == 1.0
        late = judged(make_answer(PLEDGE), trace, cites=[place(YEARS)]).scores
        assert late.reciprocal_rank == pytest.approx(1 / 8)

    def test_the_best_rank_over_the_parts_counts(self, judged: Judge, make_answer: MakeAnswer) -> None:
        trace = (found((1000, 1001), (0, len(PLEDGE))), found((0, len(PLEDGE))))
        assert judged(make_answer(PLEDGE), trace, cites=[place(PLEDGE)]).scores.reciprocal_rank == 1.0

    def test_as_a_public_implementation_has_it(self, judged: Judge, make_answer: MakeAnswer, article: Article) -> None:
        """Three needed sentences, each in a passage of its own, at random ranks among others."""
        chance = random.Random(7)
        sentences = [PLEDGE, HURT, YEARS]
        spans = {one: (article.text.index(one), article.text.index(one) + len(one)) for one in sentences}
        for _ in range(50):
            wanted = chance.sample(sentences, chance.randint(1, 3))
            ranking = [*spans.values(), *((1000 + step, 1001 + step) for step in range(12))]
            chance.shuffle(ranking)
            shown = ranking[: chance.randint(0, 15)]
            scores = judged(make_answer(PLEDGE), (found(*shown),), cites=[place(one) for one in wanted]).scores
            qrels = [ir_measures.Qrel("q", str(spans[one]), 1) for one in wanted]
            run = [ir_measures.ScoredDoc("q", str(span), -float(rank)) for rank, span in enumerate(shown)]
            run = run or [ir_measures.ScoredDoc("q", "nothing", 0.0)]
            public = ir_measures.calc_aggregate([R @ 5, R @ 10, RR], qrels, run)
            assert scores.recall_at_5 == pytest.approx(public[R @ 5], abs=1e-4)
            assert scores.recall_at_10 == pytest.approx(public[R @ 10], abs=1e-4)
            assert scores.reciprocal_rank == pytest.approx(public[RR], abs=1e-4)
