from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.references.samples import MONDAY, TAKEN_IN, article, citation, texts
from ui.references.names import Name
from ui.references.reference import gathered, reference


def test_an_article_cited_twice_is_one_reference_with_both_quotes() -> None:
    first, second = gathered(
        [citation(1, "One."), citation(2, "Two.", name="bridge"), citation(3, "Three."), citation(4, "One.")]
    )
    assert first.quotes == ("One.", "Three.")
    assert second.quotes == ("Two.",)


def test_the_day_of_access_belongs_to_an_address() -> None:
    assert reference(article()).accessed == TAKEN_IN
    for url in (None, "javascript:alert(1)"):
        made = reference(article(url=url))
        assert (made.url, made.accessed) == (None, None)


def test_an_outlet_is_not_its_own_author() -> None:
    assert reference(article(byline="the harbour wire")).authors == ()
    assert reference(article(byline="The Harbour Wire", outlet=None)).authors == (Name("The Harbour Wire"),)


def test_keys_can_be_read() -> None:
    def key(**fields: object) -> str:
        return gathered([citation(**fields)])[0].key  # type: ignore[arg-type]

    assert key() == "harbour-wire-2024-harbour"
    assert key(title="Why 20 of the Évian bridges fell", outlet="El País") == "el-pais-2024-evian"
    assert key(published=None) == "harbour-wire-harbour"
    assert key(title="東京", outlet=None) == "2024"
    assert key(title=None, outlet=None, published=None) == "article"


def test_keys_are_unique_whatever_the_order() -> None:
    citations = [
        citation(1, name="b"),
        citation(2, name="a"),
        citation(3, name="c", outlet="Harbour Wire", title="A harbour"),
        citation(4, name="d", outlet="Harbour Wire 2024 harbour", title="A", published=None),
    ]
    keys = {
        "a": "harbour-wire-2024-harbour-b",
        "b": "harbour-wire-2024-harbour-c",
        "c": "harbour-wire-2024-harbour-d",
        "d": "harbour-wire-2024-harbour-a",
    }
    for order in permutations(citations):
        assert {one.article.id: made.key for one, made in zip(order, gathered(order), strict=True)} == keys


@given(st.lists(st.tuples(texts(), texts()), max_size=5))
def test_keys_are_unique_and_fit_for_any_program(fields: list[tuple[str, str]]) -> None:
    made = gathered([citation(place, name=str(place), title=a, outlet=b) for place, (a, b) in enumerate(fields)])
    keys = [one.key for one in made]
    assert len(set(keys)) == len(fields)
    assert all(key and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for key in keys)
    assert all(one.published == MONDAY for one in made)
