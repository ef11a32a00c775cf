from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.catalog import Catalog
from tests.index.conftest import article

DAY = dt.date(2024, 5, 27)
SIGNATURE = np.arange(128, dtype=np.uint32)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """A catalogue of three articles."""
    one = Catalog(tmp_path / "catalog.sqlite", writable=True)
    for place, name in enumerate(("tide", "bakery", "senate")):
        added = article(name, f"Text of {name}.", title=name.title(), outlet="Wire", url=f"https://w.example/{name}")
        one.add(added, f"digest of {name}", place + 1, SIGNATURE + place, story=place)
    yield one
    one.close()


def test_an_entry_holds_what_a_list_shows(catalog: Catalog) -> None:
    added = article("moth", "A moth flew in.", title="Moth", outlet="Wire", url="https://w.example/m", published=DAY)
    catalog.add(added, "digest", 7, SIGNATURE, story=4)
    entry = catalog.find(id="moth")
    assert entry
    assert entry.key == "file:/news/moth.txt"
    assert entry.source == "/news/moth.txt"
    assert entry.fingerprint == "of A moth flew in."
    assert (entry.title, entry.outlet, entry.url) == ("Moth", "Wire", "https://w.example/m")
    assert entry.published == DAY
    assert (entry.characters, entry.passages, entry.story) == (15, 7, 4)


def test_what_an_article_does_not_state_is_none(catalog: Catalog) -> None:
    catalog.add(article("bare", "Text."), "digest", 1, SIGNATURE, story=4)
    entry = catalog.find(id="bare")
    assert entry
    assert (entry.title, entry.outlet, entry.url, entry.published) == (None, None, None, None)
    assert entry.name == "bare.txt"


def test_an_article_is_found_by_any_of_its_names(catalog: Catalog) -> None:
    wanted = [{"id": "bakery"}, {"key": "file:/news/bakery.txt"}, {"digest": "digest of bakery"}]
    for one in (*wanted, {"source": "/news/bakery.txt"}):
        entry = catalog.find(**one)
        assert entry
        assert entry.id == "bakery"
    assert catalog.find(id="Bakery") is None
    assert catalog.find(key="bakery") is None


def test_a_replaced_article_goes_behind_the_others(catalog: Catalog) -> None:
    """The order of the rows is the order of the vectors, and new vectors are written last."""
    catalog.remove(["senate"])
    catalog.add(article("senate", "New text."), "new digest", 1, SIGNATURE, story=9)
    catalog.remove(["tide"])
    catalog.add(article("tide", "New tide."), "newer digest", 1, SIGNATURE, story=9)
    assert [entry.id for entry in catalog.entries()] == ["bakery", "senate", "tide"]


def test_two_articles_cannot_have_one_id(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        catalog.add(article("tide", "Other.", key="other"), "other digest", 1, SIGNATURE, story=9)


def test_signatures_come_back_as_they_were_stored_with_their_story(catalog: Catalog) -> None:
    found = list(catalog.signatures())
    assert [story for story, _ in found] == [0, 1, 2]
    for place, (_, signature) in enumerate(found):
        assert signature.dtype == np.uint32
        assert np.array_equal(signature, SIGNATURE + place)


def test_copies_are_remembered_for_as_long_as_their_article_is_there(catalog: Catalog) -> None:
    catalog.add_carrier("URL:copy", "said", "tide")
    catalog.add_carrier("file:copy", "said too", "tide")
    assert catalog.carrier("URL:copy") == ("said", "tide")
    assert catalog.carriers() == {"tide": ["URL:copy", "file:copy"]}
    catalog.add_carrier("URL:copy", "says now", "tide")
    assert catalog.carrier("URL:copy") == ("says now", "tide")
    catalog.remove_carriers("tide", ["file:copy", "nobody"])
    assert catalog.carriers() == {"tide": ["URL:copy"]}
    catalog.remove(["tide"])
    assert catalog.carrier("URL:copy") is None
    assert catalog.carriers() == {}


def test_copies_can_be_forgotten(catalog: Catalog) -> None:
    catalog.add_carrier("a", "said", "tide")
    catalog.add_carrier("b", "said", "bakery")
    catalog.forget_carriers("tide")
    assert catalog.carriers() == {"bakery": ["b"]}


def test_what_was_written_is_read_and_cannot_be_changed_by_a_reader(tmp_path: Path, catalog: Catalog) -> None:
    catalog.close()
    catalog.close()  # does no harm
    reader = Catalog(tmp_path / "catalog.sqlite")
    assert [entry.id for entry in reader.entries()] == ["tide", "bakery", "senate"]
    with pytest.raises(sqlite3.OperationalError):
        reader.remove(["tide"])
    reader.close()


def test_a_reader_makes_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Catalog(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "100% news? #1 & Ärger"
    folder.mkdir()
    one = Catalog(folder / "catalog.sqlite", writable=True)
    one.close()
    assert [path.name for path in folder.iterdir()] == ["catalog.sqlite"]
