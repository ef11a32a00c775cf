from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.dates import read_dates
from assistant.timeline import LINES
from index.filters import Filters

Build = Callable[[Mapping[str, str]], Assistant]

STRIKE = "What happened in the Skarhaven port strike?"
PUBLISHED = "published"


def days(answer: Answer) -> list[str]:
    return [one.start.isoformat() for one in answer.timeline]


@pytest.fixture(scope="module")
def strike(quick: Assistant) -> Answer:
    """What the sample articles tell of the strike."""
    return quick.ask(STRIKE)


@pytest.fixture(scope="module")
def told(answers: list[Any]) -> list[Answer]:
    """The answers to the sample questions that have a timeline."""
    found = [one.answer for one in answers if one.answer.timeline]
    assert len(found) >= 5
    return found


class TestTheStrike:
    def test_it_is_told_from_its_first_day_to_its_last(self, strike: Answer) -> None:
        assert strike.status is Status.ANSWERED
        assert strike.timeline[0].start == dt.date(2024, 11, 18)
        assert strike.timeline[0].text.startswith("Dockers at the port of Skarhaven stopped work")
        assert strike.timeline[-1].start == dt.date(2024, 12, 5)
        assert "went back to work on Thursday" in strike.timeline[-1].text

    def test_its_turns_stand_under_their_days(self, strike: Answer) -> None:
        told = {(str(one.start), str(one.end)): one.text for one in strike.timeline}
        assert "raised its offer to 6 percent on Friday" in told["2024-11-22", "2024-11-22"]
        assert "71 percent voted for the deal" in told["2024-12-02", "2024-12-02"]

    def test_the_text_has_a_line_for_each(self, strike: Answer) -> None:
        told = strike.text.splitlines()
        assert len(told) == len(strike.timeline)
        assert told[0] == f"18 November 2024: {strike.timeline[0].text} [1]"
        assert "(reported)" not in strike.text

    def test_a_limit_on_dates_shortens_it(self, quick: Assistant, strike: Answer) -> None:
        early = quick.ask(STRIKE, filters=Filters(as_of=dt.date(2024, 11, 26)))
        assert early.status is Status.ANSWERED
        assert 2 <= len(early.timeline) < len(strike.timeline)
        assert all(one.start <= dt.date(2024, 11, 26) for one in early.timeline)

    def test_it_has_as_many_lines_as_are_wanted(self, quick: Assistant) -> None:
        assert len(quick.ask(STRIKE, most=3).timeline) == 3


class TestEveryTimeline:
    def test_lines_are_in_order(self, told: list[Answer]) -> None:
        for answer in told:
            spans = [(one.start, one.end) for one in answer.timeline]
            assert spans == sorted(spans)
            assert all(first <= last for first, last in spans)

    def test_each_line_is_a_claim_borne_by_its_citations(self, told: list[Answer]) -> None:
        for answer in told:
            claims = {claim.text: claim.citations for claim in answer.claims}
            numbers = {one.number for one in answer.citations}
            for line in answer.timeline:
                assert line.citations
                assert set(line.citations) <= numbers
                assert claims[line.text] == line.citations

    def test_no_sentence_stands_twice(self, told: list[Answer]) -> None:
        for answer in told:
            assert len({one.text for one in answer.timeline}) == len(answer.timeline) <= LINES

    def test_a_line_stands_under_a_day_that_its_quote_gives(self, told: list[Answer]) -> None:
        for answer in told:
            cited = {one.number: one for one in answer.citations}
            for line in answer.timeline:
                first = cited[line.citations[0]]
                times = read_dates(first.quote, first.article.published)
                given = [(one.first, one.last) for one in times if one.first]
                if line.basis == PUBLISHED:
                    assert given == []
                    assert line.start == line.end == first.article.published
                else:
                    assert (line.start, line.end) in given

    def test_no_line_is_of_what_was_still_to_come(self, told: list[Answer]) -> None:
        for answer in told:
            cited = {one.number: one for one in answer.citations}
            for line in answer.timeline:
                published = cited[line.citations[0]].article.published
                assert published is None or line.start <= published


def test_only_a_question_about_what_happened_has_a_timeline(quick: Assistant) -> None:
    for asked in ("When did the Skarhaven port strike end?", "Who leads the union in Skarhaven?"):
        assert quick.ask(asked).timeline == ()


def test_what_no_article_mentions_has_no_timeline(quick: Assistant) -> None:
    answer = quick.ask("What happened in the Zanzibar port strike?")
    assert (answer.status, answer.timeline) == (Status.NOT_FOUND, ())


def test_a_timeline_may_be_asked_for_by_name(quick: Assistant) -> None:
    assert quick.ask("Timeline of the Skarhaven port strike").timeline


HEAD = "---\ntitle: {title}\noutlet: Alder Street Review\n{published}---\n\n"
STORY = {
    "leak.md": HEAD.format(title="Kestrel tunnel leaks", published="published: 2024-03-06\n")
    + "Water leaks into the Kestrel tunnel, engineers have found.\n\n"
    + "The Kestrel tunnel was closed to lorries on Tuesday. The gulls were loud.\n",
    "pumps.md": HEAD.format(title="Pumps for the Kestrel tunnel", published="published: 2024-03-14\n")
    + "Pumps were carried into the Kestrel tunnel on Monday by forty soldiers.\n\n"
    + "The Kestrel tunnel will be opened again on 2 April. Engineers like the pumps.\n",
    "opened.md": HEAD.format(title="Kestrel tunnel open again", published="published: 2024-04-03\n")
    + "A brass band played in the Kestrel tunnel on Sunday when it was opened again.\n",
    "undated.md": HEAD.format(title="A book about the Kestrel tunnel", published="")
    + "A book about the Kestrel tunnel was sold on Friday.\n",
}


@pytest.fixture(scope="module")
def tunnel(build: Build) -> Assistant:
    """An assistant that has read four articles about one tunnel."""
    return build(STORY)


@pytest.fixture(scope="module")
def story(tunnel: Assistant) -> Answer:
    """What these articles tell of it."""
    return tunnel.ask("What happened to the Kestrel tunnel in 2024?")


class TestAStory:
    def test_it_is_told_in_the_order_of_its_days(self, story: Answer) -> None:
        assert days(story) == ["2024-03-05", "2024-03-06", "2024-03-11", "2024-03-31"]

    def test_only_a_sentence_without_a_day_stands_under_that_of_its_report(self, story: Answer) -> None:
        reported = [one for one in story.timeline if one.basis == PUBLISHED]
        assert [one.text for one in reported] == ["Water leaks into the Kestrel tunnel, engineers have found."]
        (line,) = (one for one in story.text.splitlines() if "(reported)" in one)
        assert line.startswith("6 March 2024 (reported): Water leaks into the Kestrel tunnel")

    def test_a_plan_is_no_event(self, story: Answer) -> None:
        assert not any("will be opened" in one.text for one in story.timeline)

    def test_an_undated_article_gives_no_line(self, story: Answer) -> None:
        assert not any("book" in one.text for one in story.timeline)

    def test_it_is_told_since_a_day_that_the_question_names(self, tunnel: Assistant) -> None:
        answer = tunnel.ask("What happened in the Kestrel tunnel since 10 March 2024?")
        assert days(answer) == ["2024-03-11", "2024-03-31"]


def test_the_same_words_of_two_days_make_two_lines(build: Build) -> None:
    told = {
        "2024-03-06": "The Ottery mill was closed on Tuesday.",
        "2024-04-03": "The Ottery mill was opened on Tuesday.",
    }
    articles = {
        f"{day}.md": HEAD.format(title="The Ottery mill", published=f"published: {day}\n") + text
        for day, text in told.items()
    }
    answer = build(articles).ask("What happened to the Ottery mill in 2024?")
    assert answer.status is Status.ANSWERED
    assert days(answer) == ["2024-03-05", "2024-04-02"]
