from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Origin
from ingest.identity import SLUG_LENGTH, key_of, new_id, plain_url, slug, source_of
from ingest.record import Record, Stated

TEXT = "The tide came in over the mole at Fennick before dawn."


def record(
    *,
    own_id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    locator: str = "",
    path: str = "/n/a.md",
) -> Record:
    return Record(
        path=Path(path),
        text=TEXT,
        locator=locator,
        own_id=own_id,
        url=Stated(url, Origin.RECORD_FIELD) if url else None,
        title=Stated(title, Origin.RECORD_FIELD) if title else None,
    )


def free(_: str) -> bool:
    return False


class TestKey:
    def test_its_own_id_comes_first_then_its_address_then_its_place(self) -> None:
        url, title = "https://w.example/tide", "Tide breaks mole"
        assert key_of(record(own_id="7", url=url, title=title, locator="3")) == "id:7"
        assert key_of(record(url=url, title=title, locator="3")) == "URL:w.example/tide"
        assert key_of(record(title=title, locator="3")) == "file:/n/a.md#tide-breaks-mole"
        assert key_of(record(locator="3")) == "file:/n/a.md#3"
        assert key_of(record(title=title)) == "file:/n/a.md"

    @pytest.mark.parametrize("url", ["https://w.example", "https://www.w.example/", "https://w.example/?utm_source=x"])
    def test_a_sites_front_page_is_the_address_of_no_article(self, url: str) -> None:
        assert key_of(record(url=url, locator="3")) == "file:/n/a.md#3"

    def test_a_name_that_is_no_text_has_a_key_that_is(self) -> None:
        path = b"/n/\xff.md".decode("utf-8", "surrogateescape")
        key = key_of(record(path=path))
        assert key.encode("utf-8")
        assert key != key_of(record(path="/n/\ufffd.md"))


class TestPlainUrl:
    @pytest.mark.parametrize(
        "url",
        [
            "http://w.example/news/tide",
            "https://www.w.example/news/tide/",
            "https://W.EXAMPLE/news/tide?utm_source=a&utm_medium=b",
            "https://w.example/news/tide?fbclid=1#comments",
            "https://w.example:443/news/tide",
        ],
    )
    def test_links_to_one_article_are_one(self, url: str) -> None:
        assert plain_url(url) == "w.example/news/tide"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://w.example/?id=1", "https://w.example/?id=2"),
            ("https://w.example/n?1184", "https://w.example/n?1185"),
            ("https://w.example/n?a=&b=1", "https://w.example/n?b=1"),
            ("https://w.example/a", "https://w.example/A"),
            ("https://w.example/a", "https://v.example/a"),
            ("https://w.example/a?page=2", "https://w.example/a"),
        ],
    )
    def test_links_to_two_articles_are_two(self, one: str, other: str) -> None:
        assert plain_url(one) != plain_url(other)


class TestId:
    def test_a_record_keeps_its_own(self) -> None:
        assert new_id(record(own_id="A/7 ü", title="Tide"), TEXT, free) == "A/7 ü"

    def test_its_own_is_not_changed_when_another_has_it(self) -> None:
        assert new_id(record(own_id="7"), TEXT, {"7"}.__contains__) is None

    def test_it_is_made_of_headline_and_text(self) -> None:
        made = new_id(record(title="Tide breaks mole"), TEXT, free)
        assert made
        assert re.fullmatch(r"tide-breaks-mole-[0-9a-f]{6}", made)
        assert new_id(record(title="Tide breaks mole", path="/elsewhere/b.txt"), TEXT, free) == made
        assert new_id(record(title="Tide breaks mole"), f"{TEXT} More.", free) != made

    def test_without_a_headline_it_begins_as_the_text_does(self) -> None:
        made = new_id(record(), TEXT, free)
        assert made
        assert made.startswith("the-tide-came-in-over-the-mole-at-fennick")

    def test_a_headline_in_another_alphabet_leaves_the_digest(self) -> None:
        made = new_id(record(title="Київ просить"), "Текст.", free)
        assert made
        assert re.fullmatch(r"[0-9a-f]{6}", made)

    def test_one_that_is_taken_grows(self) -> None:
        taken: list[str] = []
        for length in (6, 12, 64):
            made = new_id(record(title="Tide"), TEXT, taken.__contains__)
            assert made
            assert re.fullmatch(rf"tide-[0-9a-f]{{{length}}}", made)
            taken.append(made)
        assert new_id(record(title="Tide"), TEXT, taken.__contains__) is None


class TestSlug:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Tide breaks mole", "tide-breaks-mole"),
            ("  Sánchez: “No!” – 1.08bn  ", "sanchez-no-1-08bn"),
            ("Spain's pledge", "spains-pledge"),
            ("港口", ""),
            ("", ""),
            ("a" * 80, "a" * SLUG_LENGTH),
        ],
    )
    def test_letters_digits_and_hyphens(self, text: str, expected: str) -> None:
        assert slug(text) == expected

    @settings(deadline=None)
    @given(st.text())
    def test_any_text(self, text: str) -> None:
        assert re.fullmatch(rf"[a-z0-9-]{{0,{SLUG_LENGTH}}}", slug(text))

    def test_it_is_cut_between_words(self) -> None:
        made = slug("The senate of Orrin voted for a tax on empty houses in January")
        assert made == "the-senate-of-orrin-voted-for-a-tax-on-empty"


def test_a_source_is_its_path_with_the_place_of_the_record() -> None:
    assert source_of(record()) == "/n/a.md"
    assert source_of(record(locator="3")) == "/n/a.md#3"
