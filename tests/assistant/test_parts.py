from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assistant.answer import Answer, AnsweredPart, Status
from assistant.assistant import Assistant

Build = Callable[[Mapping[str, str]], Assistant]

HEAD = "---\ntitle: {title}\noutlet: Alder Street Review\n{published}---\n\n"
LIBRARY = """\
Elmsworth reopened its library on Tuesday after a fire had closed it for two years.

The county council promised 3.2 million pounds for new shelves. Mayor Harriet Colwell cut the ribbon.
"""
FERRY = """\
Divers raised the ferry Gunnhild off Lindholm on Friday.

The insurers paid nine million kronor to the owner of the Gunnhild. The hull will be scrapped.
"""
ORCHARD = """\
The Vosper orchard sold its last barrel of perry on 3 March 2023.

The perry was bought by Lord Ambleside. It is the oldest perry known.
"""
TUNNEL = """\
The Kestrel tunnel needs new lamps, engineers found.

The lamps of the Kestrel tunnel will cost 80,000 pounds for 2026.
"""
ARTICLES = {
    "library.md": HEAD.format(title="Library reopens", published="published: 2024-05-30\n") + LIBRARY,
    "ferry.md": HEAD.format(title="Ferry raised", published="") + FERRY,
    "orchard.md": HEAD.format(title="Last barrel", published="") + ORCHARD,
    "tunnel.md": HEAD.format(title="Lamps for the tunnel", published="published: 2025-01-10\n") + TUNNEL,
}


@pytest.fixture(scope="module")
def assistant(build: Build) -> Assistant:
    """An assistant that has read four short articles, two of them without a publication date."""
    return build(ARTICLES)


def part(answer: Answer, text: str) -> AnsweredPart:
    return next(one for one in answer.parts if one.text == text)


def quotes(answer: Answer, numbers: tuple[int, ...]) -> list[str]:
    return [citation.quote for citation in answer.citations if citation.number in numbers]


def test_a_weekday_is_worked_out_from_the_publication_date_and_both_are_shown(assistant: Assistant) -> None:
    answer = assistant.ask("When did Elmsworth reopen its library?")
    assert answer.status is Status.ANSWERED
    assert answer.parts[0].note == "Tuesday 28 May 2024: the article says “on Tuesday”, published 2024-05-30."
    assert answer.claims[0].dates[0].model_dump(mode="json") == {
        "text": "on Tuesday",
        "start": "2024-05-28",
        "end": "2024-05-28",
        "basis": "published 2024-05-30",
        "of": "event",
    }
    assert f"When: {answer.parts[0].note}" in answer.text


def test_what_and_when_in_one_question(assistant: Assistant) -> None:
    answer = assistant.ask("What did Elmsworth reopen and when?")
    assert [one.status for one in answer.parts] == [Status.ANSWERED, Status.ANSWERED]
    assert part(answer, "when").note.startswith("Tuesday 28 May 2024:")


def test_a_sentence_without_a_day_has_the_day_that_its_article_reports(assistant: Assistant) -> None:
    answer = assistant.ask("What did the county council promise for new shelves and when?")
    when = part(answer, "when")
    assert when.note == (
        "The sentence itself gives no day; its article says: "
        "Tuesday 28 May 2024: the article says “on Tuesday”, published 2024-05-30."
    )
    (quote,) = quotes(answer, when.citations)
    assert quote == "Elmsworth reopened its library on Tuesday after a fire had closed it for two years."
    assert any(claim.text == quote for claim in answer.claims)


def test_an_undated_article_says_that_the_date_cannot_be_worked_out(assistant: Assistant) -> None:
    answer = assistant.ask("When did divers raise the ferry Gunnhild?")
    assert answer.status is Status.ANSWERED
    assert answer.parts[0].note == (
        "“on Friday”. The article does not say when it was published, so the date cannot be worked out."
    )
    assert {(date.start, date.end) for date in answer.claims[0].dates} == {(None, None)}
    assert answer.citations[0].article.published is None


def test_a_date_in_full_needs_no_publication_date(assistant: Assistant) -> None:
    answer = assistant.ask("When did the Vosper orchard sell its last barrel of perry?")
    assert answer.parts[0].note == "Friday 3 March 2023."
    assert answer.claims[0].dates[0].basis == "stated"


def test_what_the_money_is_for_is_not_when_it_was_promised(assistant: Assistant) -> None:
    answer = assistant.ask("What will the lamps of the Kestrel tunnel cost and when was that found?")
    assert "2026" not in " ".join(one.note for one in answer.parts)


def test_a_missing_when_makes_the_answer_partial_and_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("What does the Kestrel tunnel need and when?")
    assert [one.status for one in answer.parts] == [Status.ANSWERED, Status.NOT_FOUND]
    assert answer.status is Status.PARTIAL
    assert "The articles found do not say when." in answer.text
    assert part(answer, "when").citations == ()


def test_a_when_that_is_not_said_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("When do the lamps of the Kestrel tunnel get replaced?")
    assert answer.status is Status.NOT_FOUND
    assert answer.claims == ()


def test_a_leaning_how_much_is_answered_from_near_the_first_part(assistant: Assistant) -> None:
    answer = assistant.ask("What was paid to the owner of the Gunnhild and how much?")
    assert answer.status is Status.ANSWERED
    assert quotes(answer, part(answer, "how much").citations) == [
        "The insurers paid nine million kronor to the owner of the Gunnhild."
    ]


def test_a_leaning_who_is_answered_from_near_the_first_part(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Vosper orchard sell and who bought it?")
    assert "Lord Ambleside" in answer.text or answer.status is Status.PARTIAL


def test_nothing_leans_on_a_part_that_is_not_found(assistant: Assistant) -> None:
    answer = assistant.ask("What did Zanzibar export and when?")
    assert [one.status for one in answer.parts] == [Status.NOT_FOUND, Status.NOT_FOUND]
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("What did Elmsworth reopen and who insured it?", "who insured it"),
        ("Who cut the ribbon at the Elmsworth library, and who painted it?", "who painted it"),
        ("When did divers raise the ferry Gunnhild, and who built it?", "who built it"),
        ("What did the insurers pay for the Gunnhild, and how many crew drowned?", "how many crew drowned"),
    ],
)
def test_a_part_with_words_of_its_own_is_not_answered_without_them(
    assistant: Assistant, asked: str, missing: str
) -> None:
    answer = assistant.ask(asked)
    assert [one.status for one in answer.parts] == [Status.ANSWERED, Status.NOT_FOUND]
    assert answer.status is Status.PARTIAL
    assert part(answer, missing).citations == ()
    assert f"The articles do not answer “{missing}?”" in answer.text


def test_a_part_with_words_of_its_own_is_answered_by_a_sentence_that_bears_them(assistant: Assistant) -> None:
    answer = assistant.ask("When did Elmsworth reopen its library, and who cut the ribbon?")
    assert answer.status is Status.ANSWERED
    assert quotes(answer, part(answer, "who cut the ribbon").citations) == ["Mayor Harriet Colwell cut the ribbon."]


def test_three_parts_are_answered_each_by_its_own_sentence(assistant: Assistant) -> None:
    answer = assistant.ask(
        "When did Elmsworth reopen its library, and who cut the ribbon, and how much did the county council promise?"
    )
    assert answer.status is Status.ANSWERED
    assert [quotes(answer, one.citations) for one in answer.parts] == [
        ["Elmsworth reopened its library on Tuesday after a fire had closed it for two years."],
        ["Mayor Harriet Colwell cut the ribbon."],
        ["The county council promised 3.2 million pounds for new shelves."],
    ]


def test_in_which_year_leans_on_the_part_before(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Vosper orchard sell, and in which year?")
    assert answer.status is Status.ANSWERED
    year = part(answer, "in which year")
    assert year.note == "Friday 3 March 2023."
    assert year.citations == part(answer, "What did the Vosper orchard sell").citations


def test_two_parts_may_lean_on_one(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Vosper orchard sell, and when, and to whom?")
    assert part(answer, "when").note == "Friday 3 March 2023."


def test_an_answered_part_points_at_what_bears_it(assistant: Assistant) -> None:
    answer = assistant.ask("When and where did divers raise the ferry Gunnhild?")
    for one in answer.parts:
        assert quotes(answer, one.citations) == ["Divers raised the ferry Gunnhild off Lindholm on Friday."]
