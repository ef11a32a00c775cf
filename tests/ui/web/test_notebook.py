"""The list of citations, and the names by which the page knows quotes and their places."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.assistant import Assistant
from ui.web import notebook
from ui.web.notebook import Notebook, renumbered
from ui.web.place import is_place, name_of, place_of, spans_of


@pytest.fixture(scope="module")
def citations(assistant: Assistant) -> tuple[Citation, ...]:
    found = assistant.cite('"one billion euros"').citations
    assert len(found) >= 3
    return found[:3]


def quotes(citations: Sequence[Citation]) -> list[str]:
    return [one.quote for one in citations]


class TestNotebook:
    def test_it_keeps_the_order_and_numbers_from_one(self, citations: tuple[Citation, ...]) -> None:
        listed = Notebook()
        assert listed.add(citations[2:]) == 1
        assert listed.add(citations) == 2
        assert quotes(listed.numbered) == quotes([citations[2], *citations[:2]])
        assert [one.number for one in listed.numbered] == [1, 2, 3]

    def test_the_same_quote_comes_once(self, citations: tuple[Citation, ...]) -> None:
        listed = Notebook()
        assert listed.add([citations[0], renumbered(citations)[0]]) == 1
        assert listed.add(citations[:1]) == 0

    def test_it_is_moved_about_within_its_ends(self, citations: tuple[Citation, ...]) -> None:
        listed = Notebook(list(citations))
        first, second, third = listed.names
        assert listed.move(first, -1) is None
        assert listed.move(third, 1) is None
        assert listed.move("nothing", 1) is None
        assert listed.move(first, 0) is None
        assert listed.move(first, 2) == 3
        assert listed.names == [second, third, first]

    def test_it_is_taken_apart(self, citations: tuple[Citation, ...]) -> None:
        listed = Notebook(list(citations))
        assert listed.remove([name_of(citations[1]), "nothing"]) == 1
        assert quotes(listed.citations) == quotes([citations[0], citations[2]])
        listed.clear()
        assert not listed.citations

    def test_it_takes_no_more_than_it_has_room_for(
        self, citations: tuple[Citation, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(notebook, "MOST", 2)
        listed = Notebook()
        assert listed.add(citations) == 2
        assert listed.add(citations) == 0


class TestPlaces:
    def test_a_place_leads_back_to_its_quote(self, assistant: Assistant, citations: tuple[Citation, ...]) -> None:
        for one in citations:
            text = assistant.article(one.article.id).text
            assert is_place(place_of(one))
            assert spans_of(place_of(one), text) == [(one.start, one.end)]
            assert spans_of(place_of(one), "x" + text) == []
            assert spans_of(place_of(one) * 2, text) == [(one.start, one.end)] * 2

    @given(st.text(), st.text())
    def test_whatever_the_page_sends_leads_nowhere_else(self, name: str, text: str) -> None:
        assert all(0 <= start < end <= len(text) for start, end in spans_of(name, text))
        assert spans_of(f"@0-5-00000000{name}", text) == spans_of(name, text)
        assert is_place(name) is name.startswith("@")

    def test_names_tell_quotes_apart(self, citations: tuple[Citation, ...]) -> None:
        moved = citations[0].model_copy(update={"start": citations[0].start + 1})
        assert len({name_of(one) for one in (*citations, moved)}) == 4
        assert name_of(citations[0]) == name_of(citations[0].model_copy(update={"number": 9}))
