from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.references.samples import texts
from ui.references.names import Name, names, person

JANE = Name(given="Jane", family="Doe")
JOHN = Name(given="John", family="Smith")
ANNA = Name(given="Anna", particle="van der", family="Berg")


@pytest.mark.parametrize(
    ("byline", "read"),
    [
        ("Jane Doe", [JANE]),
        ("By Jane Doe", [JANE]),
        ("Written by: Jane Doe", [JANE]),
        ("By Jane Doe and John Smith, Kyiv", [JANE, JOHN]),
        ("Jane Doe & John Smith", [JANE, JOHN]),
        ("Jane Doe, John Smith", [JANE, JOHN]),
        ("Jane Doe, John Smith and Anna van der Berg", [JANE, JOHN, ANNA]),
        ("Jane Doe in Kyiv, John Smith in Madrid and Anna van der Berg", [JANE, JOHN, ANNA]),
        ("Jane Doe in Madrid and Lisbon", [JANE]),
        ("Jane Doe, Kyiv, Ukraine", [JANE]),
        ("Jane Doe, New York", [JANE]),
        ("Jane Doe, Defence Correspondent", [JANE]),
        ("Jane Doe, Defence and Security Editor, and John Smith", [JANE, JOHN]),
        ("Jane Doe, Foreign Affairs", [JANE]),
        ("Jane Doe - BBC News", [JANE]),
        ("Jane Doe (Reuters)", [JANE]),
        ("Jane Doe of the Associated Press", [JANE]),
        ("Dr. Jane Doe", [JANE]),
        ("Jane Doe with John Smith", [JANE, JOHN]),
    ],
)
def test_persons_are_told_from_places_and_roles(byline: str, read: list[Name]) -> None:
    assert list(names(byline)) == read


@pytest.mark.parametrize(
    "byline", ["Reuters", "AFP", "Staff reporters", "News desk", "Staff and agencies", "The Harbour Wire", "Banksy"]
)
def test_an_agency_or_a_desk_is_called_what_it_is(byline: str) -> None:
    assert names(byline) == (Name(byline),)


def test_a_byline_in_capitals_is_read_alike() -> None:
    assert names("BY JANE DOE AND JOHN SMITH IN KYIV") == (
        Name(given="JANE", family="DOE"),
        Name(given="JOHN", family="SMITH"),
    )


def test_agencies_stand_beside_each_other_and_beside_persons() -> None:
    assert names("AFP and Reuters") == (Name("AFP"), Name("Reuters"))
    assert names("Jane Doe/AFP") == (JANE, Name("AFP"))
    assert names("Jane Doe, with agencies") == (JANE, Name("agencies"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ursula von der Leyen", Name(given="Ursula", particle="von der", family="Leyen")),
        ("Ursula Von Der Leyen", Name(given="Ursula", family="Von Der Leyen")),
        ("María de la Cruz", Name(given="María", particle="de la", family="Cruz")),
        ("Hassan al-Masri", Name(given="Hassan", family="al-Masri")),
        ("Matthew d’Ancona", Name(given="Matthew", family="d’Ancona")),
        ("Seán Ó Briain", Name(given="Seán", family="Ó Briain")),
        ("Żaneta O'Neill-Łukasz", Name(given="Żaneta", family="O'Neill-Łukasz")),
        ("J. K. Rowling", Name(given="J. K.", family="Rowling")),
        ("J.-P. Dupont", Name(given="J.-P.", family="Dupont")),
        ("John F. Kennedy Jr.", Name(given="John F.", family="Kennedy", suffix="Jr.")),
        ("Олена Коваль", Name(given="Олена", family="Коваль")),
    ],
)
def test_a_personal_name_in_its_parts(name: str, parts: Name) -> None:
    assert person(name) == parts
    assert names(name) == (parts,)
    assert str(parts) == name


@pytest.mark.parametrize(
    "name",
    ["Mary Louise Kelly", "José García López", "Kim Min-su", "Choe Sang-Hun", "Jane D.", "María del Carmen Ruiz"],
)
def test_a_name_whose_family_name_is_not_sure_stays_whole(name: str) -> None:
    assert names(f"{name} and Jane Doe") == (Name(name), JANE)


@pytest.mark.parametrize(
    "byline",
    [
        "Smith, Jones and Partners",
        "Jane Doe and John Smith, Baton Rouge",
        "Jane Doe Political Editor",
        "Jane Doe, additional reporting by John Smith",
        "Pedro Sánchez y Juan López",
        "Doe, Jane",
        "Ansa, Milan",
        "jane doe",
        "王小明",
        "Jane Doe jane@harbour.example",
    ],
)
def test_a_byline_that_is_not_sure_stays_whole(byline: str) -> None:
    assert names(byline) == (Name(byline),)


def test_names_as_libraries_write_them() -> None:
    assert names("Doe, Jane; van der Berg, Anna") == (JANE, ANNA)
    assert names("Doe, J.") == (Name(given="J.", family="Doe"),)


def test_no_byline_names_nobody() -> None:
    assert names("") == names("By ") == names("https://social.example/jane.doe") == ()


@given(st.one_of(texts(), st.lists(st.sampled_from(["Jane", "Doe", "and", ",", ";", "in", "van", "J."])).map(" ".join)))
def test_no_word_of_a_name_is_invented(byline: str) -> None:
    known = set(byline.replace(",", " ").replace(";", " ").split())
    for name in names(byline):
        assert name.literal or name.family
        assert name.literal or set(f"{name.given} {name.particle} {name.family} {name.suffix}".split()) <= known
