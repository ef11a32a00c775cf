from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.encoder import Encoder
from index.errors import ModelMismatch
from index.filters import Filters
from index.retriever import HybridRetriever, passage_of
from index.search import HALF_LIFE, Ranking, freshness, fuse, search
from index.snapshot import Snapshot, SnapshotStore
from tests.index.conftest import TIDE, Desk, article

QUESTION = "Which accord did Portugal sign with Ukraine?"


@pytest.fixture(scope="module")
def snapshot(sample_store: SnapshotStore) -> Iterator[Snapshot]:
    """The sample articles."""
    with sample_store.open() as one:
        yield one


class TestDay:
    MAYOR = "The mayor of Orrin opened the new bridge over the Fenn with a short speech and a long walk."
    DAYS = (dt.date(2023, 6, 1), dt.date(2024, 5, 1), dt.date(2024, 5, 27))

    def found(self, desk: Desk, day: dt.date | None, filters: Filters | None = None) -> list[str]:
        with desk.store.open() as one:
            hits = search(one, desk.encoder, "Who opened the bridge in Orrin?", filters, day=day)
        return [passage.article_id for passage, _ in hits]

    @pytest.fixture
    def desk(self, desk: Desk) -> Desk:
        told = ("In the first year {}", "{} It rained.", "{}")
        named = zip(("old", "spring", "may"), told, self.DAYS, strict=True)
        desk.publish(*(article(name, text.format(self.MAYOR), published=day) for name, text, day in named))
        return desk

    def test_the_news_of_the_days_before_the_question_comes_first(self, desk: Desk) -> None:
        assert self.found(desk, dt.date(2024, 5, 28))[0] == "may"
        assert self.found(desk, dt.date(2024, 5, 3), Filters(as_of=dt.date(2024, 5, 3)))[0] == "spring"
        assert self.found(desk, dt.date(2023, 6, 2), Filters(as_of=dt.date(2023, 6, 2))) == ["old"]

    def test_long_after_all_news_the_order_is_that_of_the_searches(self, desk: Desk) -> None:
        assert self.found(desk, dt.date(2034, 1, 1)) == self.found(desk, None)

    def test_a_scores_bounds_stay(self, desk: Desk) -> None:
        with desk.store.open() as one:
            hits = search(one, desk.encoder, "Who opened the bridge in Orrin?", day=self.DAYS[-1])
        assert all(0 <= score <= 1 for _, score in hits)

    def test_freshness_halves(self) -> None:
        day = dt.date(2024, 5, 27)
        assert freshness(day, day) == 1
        assert freshness(day - HALF_LIFE, day) == pytest.approx(0.5)
        assert freshness(day + HALF_LIFE, day) == freshness(None, day) == 0


class TestFuse:
    def test_by_hand(self) -> None:
        vectors = [("a", 0.9), ("b", 0.7), ("c", 0.5)]
        keywords = [("c", 12.0), ("a", 6.0), ("d", 2.0)]
        # a: 0.5·1 + 0.5·0.4 = 0.7; c: 0.5·0 + 0.5·1 = 0.5; b: 0.5·0.5 = 0.25; d: 0
        assert fuse([(vectors, 0.5), (keywords, 0.5)]) == [
            ("a", pytest.approx(0.7)),
            ("c", pytest.approx(0.5)),
            ("b", pytest.approx(0.25)),
            ("d", 0.0),
        ]

    def test_by_hand_with_other_weights(self) -> None:
        fused = dict(fuse([([("a", 1.0), ("b", 0.0)], 0.8), ([("b", 3.0), ("a", 1.0)], 0.2)]))
        assert fused == {"a": pytest.approx(0.8), "b": pytest.approx(0.2)}

    def test_a_weight_of_nothing_leaves_the_order_to_the_other(self) -> None:
        fused = fuse([([("a", 1.0), ("b", 0.0)], 0.0), ([("b", 3.0), ("a", 1.0)], 1.0)])
        assert [one for one, _ in fused] == ["b", "a"]

    def test_scores_that_do_not_differ_are_all_best(self) -> None:
        assert fuse([([("b", 0.3), ("a", 0.3)], 0.5), ([("c", 7.0)], 0.5)]) == [("a", 0.5), ("b", 0.5), ("c", 0.5)]

    def test_nothing_found_is_nothing_fused(self) -> None:
        assert fuse([([], 0.5), ([], 0.5)]) == []
        assert fuse([]) == []

    rankings = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.floats(-5, 50)).map(
        lambda scores: sorted(scores.items(), key=lambda hit: -hit[1])
    )

    @settings(deadline=None)
    @given(rankings, rankings, st.floats(0, 1))
    def test_any_two_rankings(self, one: Ranking, other: Ranking, weight: float) -> None:
        fused = fuse([(one, weight), (other, 1 - weight)])
        assert {passage for passage, _ in fused} == {passage for passage, _ in (*one, *other)}
        assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
        assert fused == sorted(fused, key=lambda hit: (-hit[1], hit[0]))
        assert fused == fuse([(other, 1 - weight), (one, weight)]) or {round(score, 9) for _, score in fused} == {
            round(score, 9) for _, score in fuse([(other, 1 - weight), (one, weight)])
        }


class TestHybridRetriever:
    def test_it_is_a_llama_index_retriever(self, snapshot: Snapshot, encoder: Encoder) -> None:
        retriever = HybridRetriever(snapshot, encoder, top=5)
        assert isinstance(retriever, BaseRetriever)
        nodes = retriever.retrieve(QUESTION)
        assert len(nodes) == 5
        assert all(isinstance(node, NodeWithScore) and isinstance(node.node, TextNode) for node in nodes)
        assert retriever.retrieve(QueryBundle(QUESTION)) == nodes

    def test_nodes_hold_the_words_of_their_article_at_their_offsets(self, snapshot: Snapshot, encoder: Encoder) -> None:
        nodes = HybridRetriever(snapshot, encoder, top=50).retrieve(QUESTION)
        assert len({node.node.node_id for node in nodes}) == 50
        for node in nodes:
            passage = passage_of(node)
            text = snapshot.article(passage.article_id).text
            assert text[passage.start : passage.end] == passage.text == node.node.get_content()
            assert node.node.node_id == passage.id
            assert passage.sentences
            for start, end in passage.sentences:
                assert passage.start <= start < end <= passage.end
                assert text[start:end].strip() == text[start:end]

    def test_the_offsets_are_kept_from_a_models_eyes(self, snapshot: Snapshot, encoder: Encoder) -> None:
        (node,) = HybridRetriever(snapshot, encoder, top=1).retrieve(QUESTION)
        assert node.get_content(metadata_mode="all") != node.get_content(metadata_mode="llm")  # type: ignore[arg-type]
        assert node.get_content(metadata_mode="llm") == passage_of(node).text  # type: ignore[arg-type]
        assert node.get_content(metadata_mode="embed") == passage_of(node).text  # type: ignore[arg-type]

    def test_the_best_comes_first(self, snapshot: Snapshot, encoder: Encoder) -> None:
        nodes = HybridRetriever(snapshot, encoder).retrieve(QUESTION)
        assert "Portugal" in nodes[0].node.get_content()
        scores = [node.score or 0 for node in nodes]
        assert scores == sorted(scores, reverse=True)
        assert 1 >= scores[0] > scores[-1] >= 0

    def test_a_weight_of_one_is_the_order_of_the_vectors_and_of_nothing_that_of_the_words(
        self, snapshot: Snapshot, encoder: Encoder
    ) -> None:
        for weight, found in (
            (1.0, snapshot.nearest(encoder.question("harbour strike"), 10)),
            (0.0, snapshot.keywords(["harbour", "strike"], 10)),
        ):
            nodes = HybridRetriever(snapshot, encoder, top=3, weight=weight).retrieve("harbour strike")
            assert {node.node.node_id for node in nodes} <= {one for one, _ in found}

    @pytest.mark.parametrize(
        "filters",
        [
            Filters(outlets=("Harbour Wire",)),
            Filters(published_from=dt.date(2024, 6, 1)),
            Filters(as_of=dt.date(2024, 5, 28)),
            Filters(outlets=("Harbour Wire",), published_to=dt.date(2024, 12, 31)),
        ],
        ids=repr,
    )
    def test_only_what_is_allowed_is_found(self, snapshot: Snapshot, encoder: Encoder, filters: Filters) -> None:
        allowed = {entry.id for entry in snapshot.allowed(filters)}
        assert 0 < len(allowed) < len(snapshot.entries)
        for question in (QUESTION, "the", "football"):
            nodes = HybridRetriever(snapshot, encoder, filters, top=100).retrieve(question)
            assert nodes
            assert {passage_of(node).article_id for node in nodes} <= allowed

    def test_nothing_is_found_where_nothing_is_allowed(self, snapshot: Snapshot, encoder: Encoder) -> None:
        filters = Filters(as_of=dt.date(1990, 1, 1))
        assert HybridRetriever(snapshot, encoder, filters).retrieve(QUESTION) == []

    @pytest.mark.parametrize("question", ["?", "what is it", "🦩", "xyzzyx", "a" * 5_000, '"+-&|!(){}[]^~*?:\\/'])
    def test_any_question_can_be_asked(self, snapshot: Snapshot, encoder: Encoder, question: str) -> None:
        assert len(HybridRetriever(snapshot, encoder, top=7).retrieve(question)) == 7

    def test_an_emptied_collection_can_be_asked(self, desk: Desk) -> None:
        desk.publish(article("tide", TIDE))
        desk.publish(remove=("tide",))
        with desk.store.open() as snapshot:
            assert HybridRetriever(snapshot, desk.encoder).retrieve(QUESTION) == []
            assert HybridRetriever(snapshot, desk.encoder, Filters(outlets=("Wire",))).retrieve(QUESTION) == []

    def test_fewer_passages_than_asked_for_are_all_there_are(self, three: Desk) -> None:
        with three.store.open() as snapshot:
            nodes = HybridRetriever(snapshot, three.encoder, top=100).retrieve("tide")
            assert len(nodes) == snapshot.manifest.passages

    def test_a_snapshot_of_another_model_is_refused(self, snapshot: Snapshot, encoder: Encoder) -> None:
        class Renamed:
            name = "another-model"
            dimensions = encoder.dimensions
            passages = encoder.passages
            question = encoder.question
            question_tokens = encoder.question_tokens
            token_spans = encoder.token_spans
            basis = encoder.basis
            read = encoder.read

        with pytest.raises(ModelMismatch, match="another-model"):
            HybridRetriever(snapshot, Renamed())
