from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parts import about
from assistant.question import Kind, Part, kind_of, understand
from assistant.wordlist import words

PARTS = [
    ("What did Spain pledge?", [("What did Spain pledge", Kind.ANY, True)]),
    ("What did Spain pledge and when?", [("What did Spain pledge", Kind.ANY, True), ("when", Kind.WHEN, False)]),
    ("What did Spain pledge, and when?", [("What did Spain pledge", Kind.ANY, True), ("when", Kind.WHEN, False)]),
    ("what did spain pledge AND WHEN", [("what did spain pledge", Kind.ANY, True), ("wHEN", Kind.WHEN, False)]),
    ("Who signed the pact and why?", [("Who signed the pact", Kind.WHO, True), ("why", Kind.WHY, False)]),
    (
        "How many jets did Belgium promise, and by when?",
        [("How many jets did Belgium promise", Kind.COUNT, True), ("by when", Kind.WHEN, False)],
    ),
    ("When and where did they meet?", [("When did they meet", Kind.WHEN, True), ("where", Kind.WHERE, False)]),
    (
        "What did Spain pledge, and in which year?",
        [("What did Spain pledge", Kind.ANY, True), ("in which year", Kind.WHEN, False)],
    ),
    (
        "Who founded the bakery, and on what day?",
        [("Who founded the bakery", Kind.WHO, True), ("on what day", Kind.WHEN, False)],
    ),
    (
        "When did it open and who paid for it and how much?",
        [
            ("When did it open", Kind.WHEN, True),
            ("who paid for it", Kind.WHO, True),
            ("how much", Kind.NUMBER, False),
        ],
    ),
    (
        "What did Spain pledge and when and to whom?",
        [
            ("What did Spain pledge", Kind.ANY, True),
            ("when", Kind.WHEN, False),
            ("to whom", Kind.WHO, False),
        ],
    ),
    (
        "How much did Portugal pledge, and how many shells will it send?",
        [
            ("How much did Portugal pledge", Kind.NUMBER, True),
            ("how many shells will it send", Kind.COUNT, True),
        ],
    ),
]


@pytest.mark.parametrize(("asked", "parts"), PARTS, ids=[asked for asked, _ in PARTS])
def test_parts(asked: str, parts: list[tuple[str, Kind, bool]]) -> None:
    assert [(one.text, one.kind, one.own) for one in understand(asked).parts] == parts


@pytest.mark.parametrize(
    "asked",
    [
        "What did France and Germany sign?",
        "Which tanks and missiles were sent?",
        "What do war and peace have in common?",
        "Who is behind Marks and Spencer?",
        "What did the minister say about bread and butter?",
    ],
)
def test_and_between_things_makes_no_part(asked: str) -> None:
    assert len(understand(asked).parts) == 1


def test_a_later_part_without_a_name_keeps_the_questions_subject() -> None:
    question = understand("How much did Portugal pledge, and how many shells will it send?")
    assert about(question, question.parts[0]).text == "How much did Portugal pledge"
    later = about(question, question.parts[1])
    assert later.text == "How many shells will Portugal send?"
    assert [later.text[slice(*span)] for span in later.own_spans] == ["shells", "send"]


def test_the_own_words_of_a_later_part_are_those_that_the_first_does_not_have() -> None:
    question = understand("Who signed the pact in Oslo, and who witnessed it?")
    later = about(question, question.parts[1])
    assert [name.text for name in later.names] == ["Oslo"]
    assert [later.text[slice(*span)] for span in later.own_spans] == ["witnessed"]


def test_a_later_part_of_a_question_that_names_nobody_is_the_whole_question() -> None:
    question = understand("How much was paid, and who paid it?")
    assert about(question, question.parts[1]) == question


def test_a_later_part_with_a_name_of_its_own_is_asked_by_itself() -> None:
    question = understand("Was Russia invited to the summit, and why did China stay away?")
    assert [name.text for name in about(question, question.parts[1]).names] == ["China"]


KINDS = [
    (Kind.WHEN, "When did it open?"),
    (Kind.WHEN, "On what day was the accord signed?"),
    (Kind.WHEN, "In which month did the trial end?"),
    (Kind.WHERE, "Where was it signed?"),
    (Kind.WHERE, "In which town does the hospital stand?"),
    (Kind.WHO, "Who signed the pact?"),
    (Kind.WHO, "Whose hat was found?"),
    (Kind.WHO, "Whom did the mayor follow?"),
    (Kind.NAME, "Which country pledged most?"),
    (Kind.NAME, "What company bought the bakery?"),
    (Kind.NAME, "What was the name of the ship?"),
    (Kind.MONEY, "How much did the bridge cost?"),
    (Kind.MONEY, "How much money was raised?"),
    (Kind.MONEY, "At what price was the farm sold?"),
    (Kind.MONEY, "How much is the prize worth?"),
    (Kind.AGE, "How old is the mayor?"),
    (Kind.AGE, "At what age did she retire?"),
    (Kind.DISTANCE, "How far can it fly?"),
    (Kind.DISTANCE, "How tall is the tower?"),
    (Kind.DURATION, "How long did the talks last?"),
    (Kind.SHARE, "What share of voters stayed at home?"),
    (Kind.SHARE, "What percentage voted yes?"),
    (Kind.COUNT, "How many tanks were sent?"),
    (Kind.NUMBER, "How much ammunition was sent?"),
    (Kind.NUMBER, "How often do the trains run?"),
    (Kind.WHY, "Why did he resign?"),
    (Kind.WHY, "What caused the fire?"),
    (Kind.SPEECH, "What did the mayor say about the bridge?"),
    (Kind.SPEECH, "What has the minister told reporters?"),
    (Kind.TIMELINE, "What happened in the port strike?"),
    (Kind.TIMELINE, "What has become of the tanks?"),
    (Kind.TIMELINE, "How did the accord come about?"),
    (Kind.TIMELINE, "Timeline of the port strike"),
    (Kind.NUMBER, "What pay rise is the company offering?"),
    (Kind.MONEY, "What did the bridge cost?"),
    (Kind.ANY, "What did Spain pledge?"),
    (Kind.ANY, "Did Spain deliver less than it promised?"),
    (Kind.ANY, "Tell me about the harbour."),
    (Kind.ANY, ""),
]


@pytest.mark.parametrize(("kind", "asked"), KINDS, ids=[asked for _, asked in KINDS])
def test_kinds(kind: Kind, asked: str) -> None:
    assert kind_of(asked) is kind
    assert kind_of(asked.upper()) is kind


NAMES = [
    ("How many people died in Cyclone Chido?", ["Cyclone Chido"]),
    ("What did Spain pledge?", ["Spain"]),
    ("Did Volodymyr Zelenskyy meet Pedro Sánchez in Madrid?", ["Volodymyr Zelenskyy", "Pedro Sánchez", "Madrid"]),
    ("Spain pledged what?", ["Spain"]),
    ("What is the price of oil?", []),
    ("Name the port. Describe it, please.", []),
    ("Should I stay?", []),
    ("Please tell me: What happened?", []),
    ("who signed it", []),
    ("Where is NATO's command?", ["NATO's"]),
]


@pytest.mark.parametrize(("asked", "names"), NAMES, ids=[asked for asked, _ in NAMES])
def test_names(asked: str, names: list[str]) -> None:
    assert [name.text for name in understand(asked).names] == names


def test_either_spelling_of_a_name_has_the_same_terms() -> None:
    spelt = [understand(f"Who met {name}?").names[0].terms for name in ("Zelensky in Kiev", "Zelenskyy in Kyiv")]
    assert spelt[0] == spelt[1]
    assert understand("What did Sánchez say?").terms == understand("What did Sanchez say?").terms


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("What happened in March 2024?", dt.date(2024, 3, 1), dt.date(2024, 3, 31)),
        ("What happened on 27 May 2024?", dt.date(2024, 5, 27), dt.date(2024, 5, 27)),
        ("What happened on May 27, 2024?", dt.date(2024, 5, 27), dt.date(2024, 5, 27)),
        ("What happened in 2024?", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_a_date_asked_about_is_a_time_and_no_word(asked: str, first: dt.date, last: dt.date) -> None:
    question = understand(asked)
    assert [(time.first, time.last) for time in question.times] == [(first, last)]
    assert not {"march", "may", "27", "2024"} & set(question.terms)
    assert question.names == ()


@pytest.mark.parametrize("as_of", [None, dt.date(2024, 9, 6), dt.date(2026, 11, 22)])
def test_a_day_without_a_year_is_looked_for_by_its_words(as_of: dt.date | None) -> None:
    question = understand("What did Ukraine do on August 6?", as_of)
    assert question.times == ()
    assert {"august", "6"} <= set(question.terms)


THURSDAY = dt.date(2024, 5, 30)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("Who was in Kyiv on Tuesday?", dt.date(2024, 5, 28), dt.date(2024, 5, 28)),
        ("Who was in Kyiv yesterday?", dt.date(2024, 5, 29), dt.date(2024, 5, 29)),
        ("Who was in Kyiv this week?", dt.date(2024, 5, 23), dt.date(2024, 6, 2)),
        ("Who was in Kyiv last week?", dt.date(2024, 5, 20), dt.date(2024, 5, 26)),
        ("Who was in Kyiv this month?", dt.date(2024, 5, 1), dt.date(2024, 5, 31)),
        ("Who was recently in Kyiv?", dt.date(2024, 3, 1), THURSDAY),
    ],
)
def test_a_time_counts_from_the_day_of_the_question(asked: str, first: dt.date, last: dt.date) -> None:
    question = understand(asked, THURSDAY)
    assert [(time.first, time.last, time.stated) for time in question.times] == [(first, last, False)]
    assert set(question.terms) == {"kyiv"}
    assert question.day == THURSDAY
    assert understand(asked).times == ()


@pytest.mark.parametrize("as_of", [dt.date.min, dt.date.max])
def test_nothing_counts_from_the_ends_of_the_calendar(as_of: dt.date) -> None:
    question = understand("Who was in Kyiv this week, and who was there recently?", as_of)
    assert (question.times, question.day) == ((), None)


@pytest.mark.parametrize("asked", ["Who wrote A Recent History of Iran?", "Who is the recent winner?"])
def test_what_is_called_recent_names_no_time(asked: str) -> None:
    assert understand(asked, THURSDAY).times == ()


def test_what_compares_with_another_time_asks_of_today() -> None:
    assert understand("Is bread dearer than a year ago?", THURSDAY).times == ()


def test_a_question_that_names_its_time_is_not_about_the_news_of_its_day() -> None:
    assert understand("Who was in Kyiv in March 2022?", THURSDAY).day is None
    assert understand("Who was in Kyiv?", THURSDAY).day == THURSDAY
    assert understand("Who was in Kyiv?").day is None


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("How many tanks did Spain send?", ("tank",)),
        ("How many Leopard tanks were sent?", ("leopard", "tank")),
        ("How many people were hurt in Kharkiv?", ("peopl",)),
        ("How much did it cost?", ()),
        ("How many?", ()),
    ],
)
def test_what_is_counted(asked: str, counted: tuple[str, ...]) -> None:
    assert understand(asked).counted == counted


def test_content_spans_mark_the_words_that_carry_the_subject() -> None:
    question = understand("What did Spain pledge to Ukraine?")
    assert [question.text[start:end] for start, end in question.content_spans] == ["Spain", "pledge", "Ukraine"]


@pytest.mark.parametrize("asked", ["", "   ", "?", "?!…", "🙂🙂", "the of and", "and", "and when", "\ud800", "\0"])
def test_odd_input_is_one_question_of_no_known_kind(asked: str) -> None:
    question = understand(asked)
    assert len(question.parts) == 1
    assert question.names == ()
    question.model_dump_json()


def test_ten_thousand_words_are_taken_apart() -> None:
    question = understand("What about Spain and its tanks? " * 2000)
    assert len(question.content_spans) == 4000


ASKED = st.one_of(
    st.text(st.characters(codec=None), max_size=80),
    st.lists(
        st.sampled_from(
            words("What who WHEN and , ? how many much did Spain Zelensky's by 2024 May 6 the , I U.S. 🙂")
        ),
        max_size=15,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(ASKED)
def test_anything_can_be_asked(asked: str) -> None:
    question = understand(asked)
    assert question.parts[0].own
    assert all(isinstance(part, Part) for part in question.parts)
    for start, end in question.content_spans:
        assert question.text[start:end].strip()
    assert all(name.text in question.text for name in question.names)
    question.model_dump_json()
