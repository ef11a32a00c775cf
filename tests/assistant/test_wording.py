from __future__ import annotations

from assistant.answer import AnsweredPart, Claim, Status
from assistant.wording import marked, word

SPAIN = Claim(text="Spain pledged arms.", citations=(1,))
NATO = Claim(text="NATO agreed.", citations=(2, 3))
WHAT = AnsweredPart(text="what did Spain pledge", status=Status.ANSWERED, citations=(1,))
DATED = AnsweredPart(text="when", status=Status.ANSWERED, note="27 May 2024.", citations=(1,))


def test_a_sentence_carries_its_marks() -> None:
    assert marked("NATO agreed.", (2, 3)) == "NATO agreed. [2] [3]"
    assert marked("NATO agreed.", ()) == "NATO agreed."


def test_an_answer_is_its_claims_in_order() -> None:
    assert word(Status.ANSWERED, [SPAIN, NATO], None, [WHAT], []) == "Spain pledged arms. [1] NATO agreed. [2] [3]"


def test_what_was_worked_out_is_said_with_its_mark() -> None:
    assert word(Status.ANSWERED, [SPAIN], None, [WHAT, DATED], []).splitlines() == [
        "Spain pledged arms. [1]",
        "When: 27 May 2024. [1]",
    ]


def test_a_missing_part_is_named() -> None:
    missing = AnsweredPart(text="to whom", status=Status.NOT_FOUND)
    assert word(Status.PARTIAL, [SPAIN], None, [WHAT, missing], []).splitlines() == [
        "Spain pledged arms. [1]",
        "The articles do not say to whom.",
    ]


def test_a_missing_parts_own_note_goes_before_ours() -> None:
    missing = AnsweredPart(text="when", status=Status.NOT_FOUND, note="The articles found do not say when.")
    assert word(Status.PARTIAL, [SPAIN], None, [WHAT, missing], []).endswith("\nThe articles found do not say when.")


def test_nothing_found_shows_the_nearest_as_such_and_no_claim() -> None:
    text = word(Status.NOT_FOUND, [SPAIN], NATO, [WHAT], ["No article mentions “Italy”."])
    assert text.splitlines() == [
        "The articles do not answer this.",
        "No article mentions “Italy”.",
        "The nearest thing they say: NATO agreed. [2] [3]",
    ]


def test_nothing_at_all() -> None:
    assert word(Status.NOT_FOUND, [], None, [], []) == "The articles do not answer this."


def test_remarks_come_last() -> None:
    assert word(Status.ANSWERED, [SPAIN], None, [WHAT], ["2 articles left out."]).endswith("[1]\n2 articles left out.")
