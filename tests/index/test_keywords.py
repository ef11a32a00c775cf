from __future__ import annotations

from pathlib import Path

import pytest

from index.keywords import KeywordIndex, KeywordWriter
from index.terms import content_terms, terms
from tests.index.conftest import BAKERY, SENATE, TIDE, article, passages

ARTICLES = (
    article("tide", TIDE, title="Tide breaks mole at Fennick"),
    article("bakery", BAKERY, title="Last loaves in Upper Lane"),
    article("senate", SENATE, title="Orrin taxes empty houses"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keywords")
    writer = KeywordWriter(path)
    for one in ARTICLES:
        writer.add(one, passages(one))
    writer.finish()
    return path


@pytest.fixture
def index(folder: Path) -> KeywordIndex:
    return KeywordIndex(folder)


def best(index: KeywordIndex, question: str) -> str:
    return index.search(content_terms(question), 5)[0][0]


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("Who bakes rye bread?", "bakery"),
        ("How did the SENATE of Orrin vote?", "senate"),
        ("When will divers look at the mole?", "tide"),
        ("empty house taxes", "senate"),
    ],
)
def test_the_passage_with_the_words_comes_first(index: KeywordIndex, question: str, article_id: str) -> None:
    assert best(index, question).startswith(f"{article_id}#")


def test_a_headline_counts_for_every_passage_of_its_article(index: KeywordIndex) -> None:
    found = {one for one, _ in index.search(terms("Fennick"), 10)}
    assert found == {passage.id for passage in passages(ARTICLES[0])}


def test_a_word_in_the_passage_counts_more_than_in_the_headline(index: KeywordIndex) -> None:
    (first, score), (_, second) = index.search(terms("Fennick"), 10)[:2]
    assert first == "tide#0"
    assert score > second


def test_scores_fall_and_no_more_are_given_than_asked_for(index: KeywordIndex) -> None:
    found = index.search(terms("the mole will be looked at"), 2)
    assert len(found) == 2
    assert found[0][1] >= found[1][1] > 0


def test_a_search_can_be_kept_to_some_articles(index: KeywordIndex) -> None:
    everywhere = index.search(terms("the year"), 20)
    assert {one.split("#")[0] for one, _ in everywhere} == {"tide", "bakery", "senate"}
    kept = index.search(terms("the year"), 20, ["bakery", "senate"])
    assert kept == [(one, score) for one, score in everywhere if not one.startswith("tide#")]
    assert index.search(terms("the year"), 20, []) == []


def test_every_word_can_be_asked_for(index: KeywordIndex) -> None:
    assert [one for one, _ in index.search(terms("senate January"), 20)] != []
    found = index.search(terms("senate 31"), 20, every=True)
    assert [one for one, _ in found] == ["senate#0"]
    assert index.search(terms("senate bread"), 20, every=True) == []


def test_nothing_is_found_for_no_words_or_for_words_that_nobody_wrote(index: KeywordIndex) -> None:
    assert index.search([], 5) == []
    assert index.search(["zeppelin"], 5) == []
    assert index.documents("zeppelin") == 0


def test_documents_counts_passages(index: KeywordIndex) -> None:
    (mole,) = terms("mole")
    assert index.documents(mole) == sum("mole" in passage.text for passage in passages(ARTICLES[0]))


def test_a_long_word_meets_its_misspelling(index: KeywordIndex) -> None:
    assert index.search(terms("Dunmarsh"), 5)[0][0].startswith("bakery#")
    assert index.search(terms("Oren"), 5) == []  # in a short word a letter makes another


def test_mentions_knows_longer_words_and_headlines(index: KeywordIndex) -> None:
    assert index.mentions("fennick")
    assert index.mentions("fenn")
    assert index.mentions("loav")
    assert not index.mentions("fen")
    assert not index.mentions("zeppelin")


def test_equal_scores_are_in_the_order_of_their_ids(tmp_path: Path) -> None:
    writer = KeywordWriter(tmp_path)
    for name in ("c", "a", "b"):
        one = article(name, "A heron stood still.")
        writer.add(one, passages(one))
    writer.finish()
    found = KeywordIndex(tmp_path).search(terms("heron"), 5)
    assert [one for one, _ in found] == ["a#0", "b#0", "c#0"]
    assert len({score for _, score in found}) == 1


def test_a_removed_article_is_found_no_more_and_a_replaced_one_by_its_new_words(tmp_path: Path) -> None:
    writer = KeywordWriter(tmp_path)
    for one in ARTICLES:
        writer.add(one, passages(one))
    writer.finish()
    writer = KeywordWriter(tmp_path)
    writer.remove("tide")
    writer.remove("bakery")
    new = article("bakery", "A lathe replaced the oven.")
    writer.add(new, passages(new))
    writer.finish()
    index = KeywordIndex(tmp_path)
    assert index.search(terms("mole"), 5) == []
    assert index.search(terms("rye"), 5) == []
    assert [one for one, _ in index.search(terms("lathe"), 5)] == ["bakery#0"]
    assert index.search(terms("senate"), 5)


def test_an_id_is_taken_as_it_is(tmp_path: Path) -> None:
    """Feeds have ids such as addresses; no part of one may be taken for another article's."""
    names = ("https://w.example/a b?c=1", "https://w.example/a", "A")
    writer = KeywordWriter(tmp_path)
    for name in names:
        one = article(name, "A heron stood still.")
        writer.add(one, passages(one))
    writer.finish()
    writer = KeywordWriter(tmp_path)
    writer.remove("https://w.example/a")
    writer.finish()
    index = KeywordIndex(tmp_path)
    assert {one for one, _ in index.search(terms("heron"), 5)} == {f"{names[0]}#0", "A#0"}
    assert [one for one, _ in index.search(terms("heron"), 5, [names[0]])] == [f"{names[0]}#0"]
