"""The question file: what is read, what is refused with its line, and what its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.evaluation.questions import QUESTIONS, QuestionSet, parse_questions, read_questions, schema
from index.errors import QuestionFileError

ROOT = Path(__file__).resolve().parents[3]
ONE = """\
questions:
  - id: pledge
    question: What did Spain pledge?
    expect: {status: answered, contains: [19, [2024-05-27, Monday]], cites: [{article: a.md, quote: x}]}
"""


def test_numbers_and_days_are_taken_as_they_are_written() -> None:
    one = parse_questions(ONE, "q.yaml").asked[0]
    assert one.expect
    assert one.expect.items == (("19",), ("2024-05-27", "Monday"))


def test_values_are_text_as_they_are_written() -> None:
    asked = parse_questions(ONE.replace("19,", "1.10, 19:30, 010, yes,"), "q.yaml").asked[0]
    assert asked.expect
    assert asked.expect.items[:4] == (("1.10",), ("19:30",), ("010",), ("yes",))


def test_values_that_differ_timelines_and_sources_may_be_expected() -> None:
    fields = "conflict: [14, 17 people], update: [€2m, €1m], timeline: [2024-05, 2024-06-01], attributed: [Sánchez]"
    expect = parse_questions(ONE.replace("contains: [19, [2024-05-27, Monday]]", fields), "q.yaml").asked[0].expect
    assert expect
    assert (expect.conflict, expect.update) == (("14", "17 people"), ("€2m", "€1m"))
    assert (expect.timeline, expect.attributed) == (("2024-05", "2024-06-01"), ("Sánchez",))


def test_what_is_not_expected_does_not_change_the_digest() -> None:
    one = parse_questions(ONE, "q").asked[0]
    empty = ONE.replace(
        "status: answered,", "status: answered, conflict: [], update: [], timeline: [], attributed: [],"
    )
    assert parse_questions(empty, "q").asked[0].digest == one.digest
    for field in ("conflict: [14]", "update: [14]", "timeline: [2024-05]", "attributed: [Kim]"):
        changed = ONE.replace("status: answered,", f"status: answered, {field},")
        assert parse_questions(changed, "q").asked[0].digest != one.digest


def test_keys_are_not_merged_and_odd_ones_are_refused() -> None:
    for text in (ONE + "    <<: {note: x}\n", "questions: [{id: a, question: {{ city }}}]"):
        with pytest.raises(QuestionFileError):
            parse_questions(text, "q.yaml")


def test_defaults_hold_where_a_question_says_nothing() -> None:
    head = "defaults: {as_of: 2024-06-01, tags: [nightly], filters: {outlets: [Harbour Wire]}}\n"
    asked = parse_questions(head + ONE + "    as_of: 2024-07-01\n    tags: [what]\n", "q.yaml").asked[0]
    assert str(asked.limits.as_of) == "2024-07-01"
    assert asked.limits.outlets == ("Harbour Wire",)
    assert asked.tags == ("nightly", "what")


def test_the_digest_is_of_what_is_asked_and_expected() -> None:
    one = parse_questions(ONE, "q").asked[0]
    assert parse_questions(ONE + "    note: think\n    tags: [what]\n", "q").asked[0].digest == one.digest
    assert parse_questions(ONE.replace("19", "29"), "q").asked[0].digest != one.digest
    assert parse_questions(ONE + "    as_of: 2024-06-01\n", "q").asked[0].digest != one.digest


def test_a_question_without_expectation_is_not_asked() -> None:
    assert parse_questions("questions: [{id: a, question: Why}]", "q").asked == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "q.yaml is empty"),
        ("a: [", "no YAML: line 1"),
        ("- 1", "q.yaml:1"),
        ("questions: [{id: a}]", "q.yaml:1: question: Field required"),
        (ONE.replace("status", "sttus"), "q.yaml:4: expect.status: Field required"),
        (ONE.replace("quote: x", "quote: x, range: [1, 2]"), "q.yaml:4: .*either a quote or a range"),
        (ONE + "    colour: red\n", "q.yaml:5: colour: Extra inputs"),
        (ONE + "    question: Why?\n", "q.yaml:5: 'question' stands twice"),
        (ONE.replace("contains: [19, [2024-05-27, Monday]]", "dates: [Monday]"), "no date: write 2024-05-27"),
        (ONE.replace("contains: [19, [2024-05-27, Monday]]", "timeline: [Monday]"), "no date: write 2024-05-27"),
        (ONE.replace("contains: [19, [2024-05-27, Monday]]", "amounts: [many]"), "'many' is no amount"),
        (ONE + "    as_of: 2024-02-31\n", "q.yaml:5: as_of: "),
        (ONE + "    filters: {as_of: 2024-02-01}\n", "as_of stands beside filters"),
        ("questions: &a [*a]", "q.yaml"),
    ],
)
def test_mistakes_are_refused_with_their_line(text: str, said: str) -> None:
    with pytest.raises(QuestionFileError, match=said):
        parse_questions(text, "q.yaml")


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_bytes(b"\xff\xfe\x00q")
    with pytest.raises(QuestionFileError, match="cannot be read"):
        read_questions(tmp_path / "q.yaml")
    with pytest.raises(QuestionFileError, match="no question file"):
        read_questions(tmp_path / "other.yaml")


def test_the_schema_beside_the_file_is_that_of_the_model() -> None:
    """`make docs` writes it anew."""
    assert (ROOT / "eval_questions.schema.json").read_text(encoding="utf-8") == schema()
    assert json.loads(schema())["properties"].keys() == QuestionSet.model_fields.keys()
    first = (ROOT / QUESTIONS).read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=eval_questions.schema.json"


class TestTheSampleQuestions:
    def test_there_are_enough_of_every_kind(self, questions: QuestionSet) -> None:
        tags = [tag for one in questions.asked for tag in one.tags]
        kinds = (
            "who what when how-much where why outlet yes-no comparison two-parts follow-up as-of spelling quotation"
            " near-duplicate correction conflict filter"
        )
        assert len(questions.asked) >= 120
        assert all(tags.count(kind) >= 5 for kind in kinds.split())
        assert sum(one.expect is not None and one.expect.status == "not_found" for one in questions.asked) >= 30
