from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from index.article import Article, Carrier
from index.collection import Collection
from tests.index.conftest import BAKERY, SENATE, TIDE, article, passages

DIMENSIONS = 8


def vectors(one: Article) -> NDArray[np.float32]:
    """Give an article's passages vectors of length 1 that depend on nothing but their text."""
    rows = []
    for passage in passages(one):
        generator = np.random.default_rng(sum(map(ord, passage.text)))
        rows.append(generator.normal(size=DIMENSIONS))
    made = np.array(rows, np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    one = Collection(tmp_path / "chroma", create=True)
    one.begin()
    yield one
    one.close()


TIDE_ARTICLE = article("tide", TIDE, title="Tide breaks mole")
BAKERY_ARTICLE = article("bakery", BAKERY)


def test_an_article_is_rebuilt_as_it_was_added(collection: Collection) -> None:
    held = passages(TIDE_ARTICLE)
    assert len(held) > 1
    collection.add(TIDE_ARTICLE, held, vectors(TIDE_ARTICLE))
    assert collection.count() == len(held)
    assert collection.article("tide", len(held)) == TIDE_ARTICLE


def test_passages_come_in_the_order_asked_for(collection: Collection) -> None:
    held = passages(TIDE_ARTICLE)
    collection.add(TIDE_ARTICLE, held, vectors(TIDE_ARTICLE))
    wanted = [held[-1].id, held[0].id]
    assert collection.passages(wanted) == [held[-1], held[0]]
    assert collection.passages([]) == []


def test_the_nearest_passage_is_that_of_its_own_vector(collection: Collection) -> None:
    for one in (TIDE_ARTICLE, BAKERY_ARTICLE):
        collection.add(one, passages(one), vectors(one))
    for passage, vector in zip(passages(BAKERY_ARTICLE), vectors(BAKERY_ARTICLE), strict=True):
        (best, cosine), *others = collection.nearest(vector, 4)
        assert best == passage.id
        assert cosine == pytest.approx(1, abs=1e-5)
        assert [score for _, score in others] == sorted((score for _, score in others), reverse=True)


def test_a_removed_article_is_found_no_more(collection: Collection) -> None:
    for one in (TIDE_ARTICLE, BAKERY_ARTICLE):
        collection.add(one, passages(one), vectors(one))
    collection.remove("tide", len(passages(TIDE_ARTICLE)))
    assert collection.count() == len(passages(BAKERY_ARTICLE))
    assert all(found.startswith("bakery#") for found, _ in collection.nearest(vectors(TIDE_ARTICLE)[0], 10))


def test_an_article_can_be_replaced_under_its_id(collection: Collection) -> None:
    """Chroma's ``add`` keeps the old text of an id that is there; ours was removed first."""
    collection.add(TIDE_ARTICLE, passages(TIDE_ARTICLE), vectors(TIDE_ARTICLE))
    new = article("tide", SENATE)
    collection.remove("tide", len(passages(TIDE_ARTICLE)))
    collection.add(new, passages(new), vectors(new))
    assert collection.article("tide", len(passages(new))) == new


def test_carriers_can_be_added_without_another_vector(collection: Collection) -> None:
    collection.add(TIDE_ARTICLE, passages(TIDE_ARTICLE), vectors(TIDE_ARTICLE))
    carried = TIDE_ARTICLE.model_copy(update={"carriers": (Carrier(source="/copy.txt", outlet="Copy"),)})
    collection.set_carriers(carried)
    assert collection.article("tide", len(passages(TIDE_ARTICLE))) == carried
    assert collection.nearest(vectors(TIDE_ARTICLE)[0], 1)[0][0] == "tide#0"


def test_nothing_changes_by_settling_and_opening_again(tmp_path: Path, collection: Collection) -> None:
    for one in (TIDE_ARTICLE, BAKERY_ARTICLE):
        collection.add(one, passages(one), vectors(one))
    before = [collection.nearest(vector, 5) for vector in vectors(TIDE_ARTICLE)]
    collection.settle("tide#0")
    collection.close()
    reader = Collection(tmp_path / "chroma")
    after = [reader.nearest(vector, 5) for vector in vectors(TIDE_ARTICLE)]
    assert [[one for one, _ in found] for found in after] == [[one for one, _ in found] for found in before]
    assert reader.article("tide", len(passages(TIDE_ARTICLE))) == TIDE_ARTICLE
    assert reader.article("bakery", len(passages(BAKERY_ARTICLE))) == BAKERY_ARTICLE
    reader.close()


def test_a_reader_makes_no_collection(tmp_path: Path) -> None:
    with pytest.raises(ChromaError):
        Collection(tmp_path / "none")
