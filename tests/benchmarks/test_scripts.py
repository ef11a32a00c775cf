"""What the benchmarks work their figures out with."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.generator import build
from benchmarks.peers import chosen
from benchmarks.quality import interval, plain, reciprocal_rank
from index.snapshot import SnapshotStore


def test_an_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few, many = [0.0, 1.0] * 10, [0.0, 1.0] * 1000
    low, high = interval(few)
    assert 0.2 < low < 0.5 < high < 0.8
    assert interval(few) == (low, high)
    assert np.ptp(interval(many)) < np.ptp((low, high)) / 5
    assert interval([1.0] * 9) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("found", "rank"),
    [(["a", "a", "b"], 0.5), (["b"], 1.0), (["c"] * 20 + ["b"], 0.5), ([], 0.0), ([*"cdefghijkl", "b"], 0.0)],
)
def test_the_rank_of_an_article_counts_articles_and_not_passages(found: list[str], rank: float) -> None:
    assert reciprocal_rank(found, {"b"}) == rank


def test_quotation_marks_and_white_space_make_no_difference() -> None:
    assert plain("“Safer  with\nSusan”") == plain('safer with "Susan"')


def test_a_sample_holds_every_article_that_answers(tmp_path: Path) -> None:
    articles = [{"id": str(number), "text": "A text."} for number in range(40)]
    questions = [{"id": "q", "answerable": True, "gold": ["7", "31"]}, {"id": "p", "answerable": False, "gold": ["3"]}]
    for name, lines in (("articles", articles), ("questions", questions)):
        text = "\n".join(map(json.dumps, lines))
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    sample = [one["id"] for one in chosen(tmp_path, 10, 1)]
    assert len(sample) == 10
    assert {"7", "31"} < set(sample)
    assert sample == [one["id"] for one in chosen(tmp_path, 10, 1)]
    assert len(chosen(tmp_path, None, 1)) == 40


def test_a_made_up_collection_is_the_real_one_and_more(sample_store: SnapshotStore, tmp_path: Path) -> None:
    with sample_store.open() as real:
        wanted = real.manifest.passages + 60
        build(real, tmp_path / "made", wanted)
        with SnapshotStore(tmp_path / "made").open() as made:
            assert made.manifest.passages >= wanted
            assert np.allclose(np.linalg.norm(made.rows.vectors, axis=1), 1, atol=1e-5)
            for name in real.entries:
                assert made.article(name) == real.article(name)
                held = real.article_passages(name)
                for theirs, ours in zip(real.tokens(held), made.tokens(held), strict=True):
                    assert np.array_equal(theirs.vectors, ours.vectors)
                    assert np.array_equal(theirs.sentences, ours.sentences)
            texts = [passage.text for name in made.entries for passage in made.article_passages(name)]
            assert len(set(texts)) == len(texts)
