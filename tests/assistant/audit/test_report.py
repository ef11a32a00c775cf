"""The JSON that other programs rely on."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from assistant.assistant import Assistant
from assistant.audit.draft import Draft, Paragraph, Role
from assistant.audit.report import Audit, Checked, Verdict

DRAFT = Draft(
    "briefing.md",
    (
        Paragraph("What Spain promised", ((0, 19),), Role.HEADING),
        Paragraph("Spain pledged €1bn. Spain pledged €3bn.", ((0, 19), (20, 39))),
    ),
    ("A picture was left out.",),
)


@pytest.fixture(scope="module")
def audit(quick: Assistant) -> Audit:
    return quick.audit(DRAFT)


def test_it_survives_its_json(audit: Audit) -> None:
    assert Audit.model_validate_json(audit.model_dump_json()) == audit


def test_it_holds_the_draft_as_it_was(audit: Audit) -> None:
    assert audit.draft == "briefing.md"
    assert audit.paragraphs == tuple(one.text for one in DRAFT.paragraphs)
    assert audit.roles == ("heading", "prose")
    assert audit.remarks == DRAFT.remarks
    assert [(one.paragraph, one.start, one.end) for one in audit.sentences] == [(0, 0, 19), (1, 0, 19), (1, 20, 39)]


def test_its_fields_are_those_that_programs_read(audit: Audit) -> None:
    data = json.loads(audit.model_dump_json())
    assert {"draft", "paragraphs", "sentences", "citations", "counts", "snapshot", "as_of", "seconds"} <= data.keys()
    assert {"text", "verdict", "note", "pieces", "citations"} <= data["sentences"][1].keys()
    assert data["sentences"][0]["verdict"] == "not checkable"


def test_its_counts_are_of_all_sentences(audit: Audit) -> None:
    assert sum(audit.counts.model_dump().values()) == len(audit.sentences)
    assert audit.counts.not_checkable == 1


def test_it_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Checked.model_validate(
            {"paragraph": 0, "start": 0, "end": 1, "text": "x", "verdict": Verdict.SUPPORTED, "mood": "good"}
        )
