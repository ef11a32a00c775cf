from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dates import read_dates
from assistant.question import understand
from assistant.when import event_time, worded
from assistant.wordlist import words

THURSDAY = dt.date(2024, 12, 5)


def time_of(asked: str, sentence: str, published: dt.date | None = THURSDAY) -> str:
    """Give the words that tell when; empty where none do."""
    found = event_time(sentence, published, understand(asked))
    return found.text if found else ""


COME_BACK = "The crane came back on Monday, while the dock opened on Tuesday."
CLOSED = "The port closed on Monday, the harbour master said on Tuesday."
TOLD = "The minister announced on Tuesday that the port had closed on Monday."
BACK = "Dockers went back on Thursday, a day after Lund signed the deal."
CLAUSES = [
    ("When did the crane come back?", COME_BACK, "on Monday"),
    ("When did the dock open?", COME_BACK, "on Tuesday"),
    ("When was the crane sold?", "The crane was bought in 2019, and the crane was sold on Monday.", "on Monday"),
    ("When was the crane bought?", "The crane was bought in 2019, and the crane was sold on Monday.", "in 2019"),
    ("When did the dockers go back?", BACK, "on Thursday"),
    ("When did Lund sign the deal?", BACK, "a day after"),
    ("When did it rain?", "It rained.", ""),
]


@pytest.mark.parametrize(("asked", "sentence", "text"), CLAUSES)
def test_the_clause_with_most_of_the_questions_words_tells_when(asked: str, sentence: str, text: str) -> None:
    assert time_of(asked, sentence) == text


@pytest.mark.parametrize(
    ("asked", "sentence", "text"),
    [
        ("When did the port close?", CLOSED, "on Monday"),
        ("When did the port close?", TOLD, "on Monday"),
        ("When did the port close?", "The harbour master said on Tuesday that the port had closed.", ""),
        ("When was the ballot held?", "Lund told reporters on Tuesday that a ballot was held on Monday.", "on Monday"),
        ("When did the minister announce the closure of the port?", TOLD, "on Tuesday"),
        ("When did Lund warn of a strike?", "Lund warned on Tuesday that a strike might follow.", "on Tuesday"),
    ],
)
def test_the_day_of_a_statement_is_given_only_where_speech_is_asked_about(asked: str, sentence: str, text: str) -> None:
    assert time_of(asked, sentence) == text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("When did the harbour master say so?", "The harbour master said on Tuesday that the port had closed."),
        ("When did the harbour master say that the port had closed?", CLOSED),
    ],
)
def test_who_asks_when_it_was_said_is_given_the_day_of_the_statement(asked: str, sentence: str) -> None:
    assert time_of(asked, sentence) == "on Tuesday"


def test_the_day_in_an_agencys_opening_is_not_that_of_the_event() -> None:
    sentence = "LISBON, Dec 5 (Harbour Wire) - The bridge in Lisbon fell on Monday."
    assert time_of("When did the bridge in Lisbon fall?", sentence) == "on Monday"


@pytest.mark.xfail(reason="both clauses have as many of the words; the subject stands in the first", strict=True)
def test_a_clause_without_a_subject_of_its_own_tells_when() -> None:
    assert time_of("When did the port open?", "The port closed on Monday and opened on Wednesday.") == "on Wednesday"


class TestCountedFrom:
    @pytest.mark.parametrize(
        ("sentence", "text", "day", "basis"),
        [
            (BACK, "a day after", "2024-12-04", "counted from “on Thursday”, published 2024-12-05"),
            (
                "They went back on 5 December 2024, two days after Lund signed the deal.",
                "two days after",
                "2024-12-03",
                "counted from “on 5 December 2024”",
            ),
            (
                "They walked out on Monday, a week before Lund signed the deal.",
                "a week before",
                "2024-12-09",
                "counted from “on Monday”, published 2024-12-05",
            ),
        ],
    )
    def test_a_count_right_behind_a_day_counts_from_it(self, sentence: str, text: str, day: str, basis: str) -> None:
        found = next(one for one in read_dates(sentence, THURSDAY) if one.text == text)
        assert (str(found.first), str(found.last), found.basis) == (day, day, basis)

    @pytest.mark.parametrize(
        "sentence",
        [
            "A day after Lund signed the deal, dockers went back.",
            "Dockers went back in December, a day after Lund signed the deal.",
            "Dockers who had left on Thursday went back to work at the port a day after Lund signed the deal.",
        ],
    )
    def test_a_count_without_a_day_beside_it_has_none(self, sentence: str) -> None:
        found = next(one for one in read_dates(sentence, THURSDAY) if "day after" in one.text.lower())
        assert (found.first, found.last) == (None, None)

    def test_an_undated_article_gives_a_count_no_day(self) -> None:
        assert [one.first for one in read_dates(BACK, None)] == [None, None]


class TestPastAndFuture:
    @pytest.mark.parametrize(
        ("asked", "sentence", "text"),
        [
            ("When did the port open?", "The port will open on Friday.", ""),
            ("When did the port open?", "The port opened on Monday, and the port will close on Friday.", "on Monday"),
            ("When was the fund opened?", "The fund opens next month.", ""),
            ("When will the port open?", "The port will open on Friday.", "on Friday"),
            ("When is the port due to open?", "The port will open on Friday.", "on Friday"),
        ],
    )
    def test_a_question_about_the_past_is_given_no_day_ahead(self, asked: str, sentence: str, text: str) -> None:
        assert time_of(asked, sentence) == text

    def test_what_the_aid_is_for_is_not_when_it_was_agreed(self) -> None:
        assert time_of("When was the aid agreed?", "The aid for 2025 was agreed.") == ""

    def test_since_tells_only_since_when(self) -> None:
        sentence = "The port has been open since Monday."
        assert time_of("When did the port open?", sentence) == ""
        assert time_of("Since when has the port been open?", sentence) == "since Monday"


WORDED = [
    ("It opened on Monday.", THURSDAY, "Monday 2 December 2024: the article says “on Monday”, published 2024-12-05."),
    ("It opened today.", THURSDAY, "Thursday 5 December 2024: the article says “today”, published that day."),
    (
        "It opened on Thursday.",
        THURSDAY,
        "Thursday 5 December 2024: the article says “on Thursday”, published that day.",
    ),
    ("It opened on 5 December 2024.", THURSDAY, "Thursday 5 December 2024."),
    ("It opened in 2024.", None, "2024."),
    (
        "It opened last week.",
        THURSDAY,
        "the week of Monday 25 November 2024: the article says “last week”, published 2024-12-05.",
    ),
    (
        "It opened on Monday.",
        None,
        "“on Monday”. The article does not say when it was published, so the date cannot be worked out.",
    ),
    ("It died two weeks later.", THURSDAY, "“two weeks later” (refers to another date)."),
]


@pytest.mark.parametrize(("sentence", "published", "said"), WORDED)
def test_the_day_is_worded_with_what_it_rests_on(sentence: str, published: dt.date | None, said: str) -> None:
    (found,) = read_dates(sentence, published)
    assert worded(found, published) == said


def test_a_count_is_worded_with_the_day_it_counts_from() -> None:
    found = event_time(BACK, THURSDAY, understand("When did Lund sign the deal?"))
    assert found
    assert worded(found, THURSDAY) == (
        "Wednesday 4 December 2024: the article says “a day after”, counted from “on Thursday”, published 2024-12-05."
    )


def test_an_unresolved_time_is_given_only_where_it_will_do() -> None:
    question = understand("When did the port open?")
    assert event_time("The port opened on Monday.", None, question) is None
    unresolved = event_time("The port opened on Monday.", None, question, resolved=False)
    assert unresolved
    assert (unresolved.text, unresolved.first) == ("on Monday", None)


PIECES = st.sampled_from(
    words(
        """the port opened closed said told will on Monday Friday in 2019 May since a day after before , ; and while
        who . “ ” for 2025 last week today"""
    )
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=20).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.none() | st.dates(),
    st.sampled_from(["When did the port open?", "When will it close?", "Since when?", "When did he announce it?"]),
)
def test_of_any_sentence_it_is_one_of_its_times(sentence: str, published: dt.date | None, asked: str) -> None:
    found = event_time(sentence, published, understand(asked), resolved=False)
    assert found is None or found in read_dates(sentence, published)
    assert found is None or worded(found, published).endswith(".")
