from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.acts import Act, Premise, bears, other_act, premise
from assistant.wordlist import words


def rests_on(question: str) -> Premise:
    asked = premise(question)
    assert asked, question
    return asked


PREMISES = [
    ("What did Spain pledge?", Act.PLEDGE, "pledge"),
    ("Which minister signed the pact?", Act.SIGN, "signed"),
    ("When did Spain deliver the tanks?", Act.DELIVER, "deliver"),
    ("When did Spain withdraw its pledge?", Act.WITHDRAW, "withdraw"),
    ("Why was the vote called off?", Act.WITHDRAW, "called off"),
    ("Who refused to sign the pact?", Act.REFUSE, "refused"),
    ("When did the minister resign?", Act.RESIGN, "resign"),
    ("Who was sacked?", Act.DISMISS, "sacked"),
    ("How many were killed?", Act.KILL, "killed"),
    ("Who stole the crown?", Act.STEAL, "stole"),
    ("Who was arrested?", Act.ARREST, "arrested"),
    ("When was the bridge opened?", Act.OPEN, "opened"),
    ("When did the treaty come into force?", Act.IN_FORCE, "come into force"),
    # The last sentence asks.
    ("Spain pledged ten tanks. When did it deliver them?", Act.DELIVER, "deliver"),
    # A clause beside is not what is asked.
    ("Did the mayor, who resigned, sign the pact?", Act.SIGN, "sign"),
    ("Who won the signed shirt?", Act.WIN, "won"),
]


@pytest.mark.parametrize(("question", "act", "said"), PREMISES)
def test_a_question_rests_on_an_act(question: str, act: Act, said: str) -> None:
    asked = rests_on(question)
    assert (asked.act, asked.words) == (act, said)
    assert rests_on(question.upper()).act is act


@pytest.mark.parametrize(
    "question",
    [
        "What was its pledge?",
        "How large is the pledge of Spain?",
        "What is the rule that blocked the pact?",
        "Which country moved to block the accession?",
        "What did the mayor say about the bridge?",
        "Who is the mayor?",
        "Spain pledged ten tanks. How heavy are they?",
        "",
    ],
)
def test_a_noun_a_relative_clause_and_an_infinitive_are_no_act_asked_about(question: str) -> None:
    assert premise(question) is None


@pytest.mark.parametrize(
    ("question", "done", "whether"),
    [
        ("When did Spain deliver the tanks?", True, False),
        ("Who delivered the tanks?", True, False),
        ("When were the tanks delivered?", True, False),
        ("When will Spain deliver the tanks?", False, False),
        ("When can the bridge be opened?", False, False),
        ("Did Spain deliver the tanks?", True, True),
        ("Has Spain delivered the tanks?", True, True),
        ("Will Spain deliver the tanks?", False, True),
        ("Why has Spain not delivered the tanks?", True, True),
        ("Why did nobody sign the pact?", True, True),
        ("Why did Spain sign the pact?", True, False),
    ],
)
def test_it_is_done_or_to_come_and_asked_for_or_after(question: str, done: bool, whether: bool) -> None:  # noqa: FBT001
    asked = rests_on(question)
    assert (asked.done, asked.whether) == (done, whether)


WITHDREW, DELIVERED, RESIGNED = (
    "When did Spain withdraw its pledge?",
    "When did Spain deliver the tanks?",
    "When did the minister resign?",
)
BORNE = [
    (WITHDREW, "Spain withdrew its pledge on Monday."),
    (WITHDREW, "Spain pulled out of the pact."),
    (WITHDREW, "Spain took it back."),
    (DELIVERED, "Spain handed ten tanks over in June."),
    (DELIVERED, "Spain has delivered ten tanks."),
    (DELIVERED, "The tanks arrived in Poland."),
    (DELIVERED, "The first tanks left Santander."),
    (RESIGNED, "The minister stepped down on Monday."),
    (RESIGNED, "The minister quit."),
    ("Who refused to sign the pact?", "Spain turned the pact down."),
    ("Who refused to sign the pact?", "Spain did not sign the pact."),
    ("When was the bridge opened?", "The bridge opened in June."),
    ("How many were hurt?", "Nobody was hurt."),
    ("How many were hurt?", "Four people were taken to hospital."),
]
UNBORNE = [
    # Another act.
    (WITHDREW, "Spain pledged ten tanks on Monday."),
    (DELIVERED, "Spain pledged ten tanks on Monday."),
    (RESIGNED, "The minister was appointed on Monday."),
    ("Who refused to sign the pact?", "Spain signed the pact."),
    ("How many were hurt?", "The roof fell."),
    # Not done.
    (WITHDREW, "Spain has not withdrawn its pledge."),
    (DELIVERED, "Spain never delivered the tanks."),
    (RESIGNED, "The minister did not resign."),
    ("When did Spain sign the pact?", "Spain refused to sign the pact."),
    # To come.
    (WITHDREW, "Spain will withdraw its pledge."),
    (DELIVERED, "Spain will hand over ten tanks in June."),
    (DELIVERED, "Ten tanks will be handed over in June."),
    (RESIGNED, "The minister said she would resign on Monday."),
    ("When was the bridge opened?", "The bridge is due to open in June."),
    ("Did Spain deliver the tanks?", "Spain will deliver the tanks in June."),
]


@pytest.mark.parametrize(("question", "sentence"), BORNE)
def test_a_sentence_bears_an_act_in_its_own_words(question: str, sentence: str) -> None:
    assert bears(rests_on(question), sentence)


@pytest.mark.xfail(reason="no more than one word may stand between", strict=True)
def test_a_verb_in_two_words_is_read_around_its_object() -> None:
    assert bears(rests_on(WITHDREW), "Spain took its pledge back.")


@pytest.mark.parametrize(("question", "sentence"), UNBORNE)
def test_another_act_one_not_done_and_one_to_come_bear_nothing(question: str, sentence: str) -> None:
    assert not bears(rests_on(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did Spain withdraw its pledge?", "Spain has not withdrawn its pledge."),
        ("Did Spain deliver the tanks?", "Spain never delivered the tanks."),
        ("Did Spain deliver the tanks?", "Spain delivered the tanks."),
        ("Why has Spain not delivered the tanks?", "Spain has not delivered the tanks because of the strike."),
        ("Has the minister resigned?", "The minister has not resigned."),
    ],
)
def test_where_it_is_asked_whether_that_it_was_not_is_an_answer(question: str, sentence: str) -> None:
    assert bears(rests_on(question), sentence)


def test_what_is_asked_to_come_is_borne_by_what_is_to_come() -> None:
    assert bears(rests_on("When will Spain deliver the tanks?"), "Spain will deliver the tanks in June.")


@pytest.mark.parametrize("question", ["What did Spain pledge?", "What did the mayor propose?"])
def test_of_acts_with_many_words_every_sentence_is_shown(question: str) -> None:
    assert bears(rests_on(question), "Ten tanks are for Ukraine.")


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        (DELIVERED, "Spain pledged ten tanks.", "pledged"),
        (DELIVERED, "Spain signed a pact.", "signed"),
        (DELIVERED, "Spain proposed a pact.", "proposed"),
        ("What did Spain sign?", "Spain offered ten tanks.", "offered"),
        ("What did Spain pledge?", "Spain handed over ten tanks.", "handed over"),
        ("What did Spain pledge?", "Spain pledged ten tanks.", ""),
        (DELIVERED, "Spain delivered ten tanks.", ""),
        (DELIVERED, "It rained.", ""),
    ],
)
def test_the_act_that_a_sentence_reports_instead_is_named_in_its_words(question: str, sentence: str, said: str) -> None:
    assert other_act(rests_on(question), sentence) == said


PIECES = st.sampled_from(
    words(
        """When Who did has will the minister Spain not never nobody who that to be by , . ? sign signed pledge its
        pledged deliver delivered hand over take back withdraw resign killed hurt opened was were come into force"""
    )
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=20).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_any_question_and_sentence_are_read(question: str, sentence: str) -> None:
    asked = premise(question)
    if asked:
        assert asked.words in question
        assert isinstance(bears(asked, sentence), bool)
        assert other_act(asked, sentence) in sentence
