from __future__ import annotations

import datetime as dt

import pytest

from assistant.assistant import Assistant
from index.errors import DatelineError
from index.filters import Filters
from ui.readings import day
from ui.web.conversation import KEPT, Conversation, filters_of, spoken, today


class TestConversation:
    def test_a_question_is_asked_in_the_light_of_those_that_were_answered(self, assistant: Assistant) -> None:
        conversation = Conversation()
        first = conversation.begin("What did Spain pledge?", Filters())
        first.answer = assistant.ask(first.question)
        conversation.begin("Was that asked?", Filters())  # and could not be
        assert conversation.begin("And when?", Filters()).history == ("What did Spain pledge?",)

    def test_only_so_many_are_kept(self) -> None:
        conversation = Conversation()
        for number in range(KEPT + 5):
            conversation.begin(f"Question {number}?", Filters())
        assert len(conversation.exchanges) == KEPT
        assert conversation.find(5) is None
        assert conversation.find("6") is conversation.exchanges[0]

    def test_numbers_go_on_after_clearing(self) -> None:
        conversation = Conversation()
        conversation.begin("One?", Filters())
        conversation.clear()
        assert conversation.find(1) is None
        assert conversation.begin("Two?", Filters()).number == 2

    @pytest.mark.parametrize("number", [None, "", "x", "1.5", "-1", "9" * 99])
    def test_a_number_that_nobody_gave_out_finds_nothing(self, number: object) -> None:
        assert Conversation().find(number) is None


class TestFilters:
    def test_the_form_is_read(self) -> None:
        form = {"outlets": ["Harbour Wire"], "published_from": "2024-05-01", "published_to": "", "as_of": None, "n": 4}
        assert filters_of(form) == Filters(outlets=("Harbour Wire",), published_from=dt.date(2024, 5, 1))

    @pytest.mark.parametrize("form", [None, {}, {"outlets": []}, {"choices": ["Harbour Wire"]}])
    def test_an_empty_form_sets_no_limits(self, form: object) -> None:
        assert filters_of(form) == Filters()

    @pytest.mark.parametrize("form", [None, {}, {"as_of": ""}, {"as_of": None}])
    def test_where_no_day_is_named_it_is_the_one_given(self, form: object) -> None:
        assert filters_of(form, as_of=dt.date(2024, 6, 1)) == Filters(as_of=dt.date(2024, 6, 1))

    def test_a_day_that_is_named_stands(self) -> None:
        named = filters_of({"as_of": "2024-05-26"}, as_of=dt.date(2024, 6, 1))
        assert named == Filters(as_of=dt.date(2024, 5, 26))

    @pytest.mark.parametrize(
        "form",
        [
            {"published_from": "yesterday"},
            {"as_of": "2024-02-30"},
            {"published_to": ["2024-05-01"]},
            {"outlets": "Harbour Wire"},
            "2024-05-01",
            {"published_from": "2024-06-01", "published_to": "2024-05-01"},
        ],
    )
    def test_days_that_cannot_be_are_refused_in_words(self, form: object) -> None:
        with pytest.raises(DatelineError, match=r"A day is written as|Nothing was published from"):
            filters_of(form)

    def test_limits_are_said_as_a_person_says_them(self) -> None:
        limits = Filters(outlets=("A", "B"), published_to=dt.date(2024, 5, 1), as_of=dt.date(2024, 6, 1))
        assert spoken(limits) == ["A or B", "published up to 1 May 2024", "as of 1 June 2024"]

    def test_only_another_day_than_today_is_said(self) -> None:
        assert spoken(Filters(as_of=today())) == []
        yesterday = today() - dt.timedelta(days=1)
        assert spoken(Filters(as_of=yesterday)) == [f"as of {day(yesterday)}"]
