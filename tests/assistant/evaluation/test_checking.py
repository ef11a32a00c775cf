"""Checking: every kind of mistake is found, and the sample's questions have none."""

from __future__ import annotations

import pytest

from assistant.evaluation.checking import mistakes
from assistant.evaluation.places import Places
from assistant.evaluation.questions import QuestionSet, parse_questions
from index.snapshot import Snapshot

SIGNED = "2024-05-27-spain-security-deal.md"


def said(text: str, sample: Snapshot) -> list[str]:
    return [one.said for one in mistakes(parse_questions(text, "q"), Places(sample))]


def question(expect: str, name: str = "a", asked: str = "What did Spain pledge?") -> str:
    return f"  - id: {name}\n    question: {asked}\n    expect: {expect}\n"


def test_the_sample_questions_have_no_mistake(questions: QuestionSet, sample: Snapshot) -> None:
    assert mistakes(questions, Places(sample)) == []


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("{status: answered}", "expects an answer but nothing of it"),
        ("{status: not_found, contains: [x]}", "expects no answer, and yet contains"),
        ("{status: answered, contains: [x, €1bn], not_contains: [one billion euros]}", "both must and must not"),
        ("{status: not_found, conflict: [14 people, 17 people]}", "expects no answer, and yet conflict"),
        ("{status: not_found, update: [3 men, 4 men]}", "expects no answer, and yet update"),
        ("{status: not_found, timeline: [2024-05-27]}", "expects no answer, and yet timeline"),
        ("{status: not_found, attributed: [Sánchez]}", "expects no answer, and yet attributed"),
        ("{status: answered, contains: [x], parts: [{text: when, status: not_found}]}", "that is partial"),
        ("{status: answered, cites: [{article: gone.md, quote: x}]}", "no article is called gone.md"),
        ("{status: answered, cites: [{article: " + SIGNED + ", quote: They danced}]}", "does not stand in"),
        ("{status: answered, cites: [{article: " + SIGNED + ", range: [0, 99999]}]}", "does not stand in"),
        ("{status: answered, cites: [{article: harbour-wire-feed.jsonl, quote: He}]}", "may be any of hw-"),
    ],
)
def test_each_mistake_is_found(sample: Snapshot, expect: str, found: str) -> None:
    (one,) = said("questions:\n" + question(expect), sample)
    assert found in one


@pytest.mark.parametrize(
    "expect",
    [
        "{status: answered, conflict: [14 people, 17 people]}",
        "{status: answered, update: [55 million euros, 40 million euros]}",
        "{status: answered, timeline: [2024-11-18, 2024-12-05]}",
        "{status: answered, attributed: [Sánchez]}",
    ],
)
def test_values_that_differ_timelines_and_sources_are_something_to_expect(sample: Snapshot, expect: str) -> None:
    assert said("questions:\n" + question(expect), sample) == []


def test_duplicates_are_found(sample: Snapshot) -> None:
    fine = "{status: answered, contains: [x]}"
    text = "questions:\n" + question(fine) + question(fine, "b", "what did Spain, pledge") + question(fine, "b", "Why?")
    assert said(text, sample) == ["asks the same as a", "another question has the same id"]


def test_the_same_words_after_other_questions_or_on_another_day_are_no_duplicate(sample: Snapshot) -> None:
    fine = "{status: answered, contains: [x]}"
    later = question(fine, "b") + "    as_of: 2024-06-01\n"
    follow = question(fine, "c") + '    history: ["Who came?"]\n'
    assert said("questions:\n" + question(fine) + later + follow, sample) == []


def test_an_unfinished_question_is_named_and_no_mistake(sample: Snapshot) -> None:
    (one,) = mistakes(parse_questions("questions: [{id: a, question: Why}]", "q"), Places(sample))
    assert not one.serious


def test_quotes_are_found_through_line_breaks_and_articles_by_path_and_id(sample: Snapshot) -> None:
    entry = next(one for one in sample.entries.values() if one.source.endswith(SIGNED))
    for name in (SIGNED, f"articles/{SIGNED}", entry.id, entry.source):
        quote = "Spain  pledged\\n one billion euros in military aid"
        expect = f'{{status: answered, cites: [{{article: "{name}", quote: "{quote}"}}]}}'
        assert said("questions:\n" + question(expect), sample) == []
    record = "{status: answered, cites: [{article: harbour-wire-feed.jsonl#hw-240911-021, quote: Lammy}]}"
    assert said("questions:\n" + question(record), sample) == []
