"""What verification gives."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.verification import Piece, PieceKind, State, Verdict


def test_a_piece_survives_its_json() -> None:
    piece = Piece(
        kind=PieceKind.HOW_MUCH, text="€1bn", start=14, end=18, state=State.DIFFERENT, said="€2bn", citation=1
    )
    assert Piece.model_validate_json(piece.model_dump_json()) == piece
    assert piece.model_dump(mode="json")["kind"] == "how much"


def test_a_piece_takes_no_unknown_field_and_does_not_change() -> None:
    piece = Piece(kind=PieceKind.WHO, text="Spain", start=0, end=5, state=State.MISSING)
    with pytest.raises(ValidationError, match="frozen"):
        piece.text = "Italy"  # type: ignore[misc] # the test is that it fails
    with pytest.raises(ValidationError, match="extra"):
        Piece.model_validate(piece.model_dump() | {"mood": "good"})


def test_verdicts_are_the_words_that_people_and_programs_read() -> None:
    words = ["supported", "partly supported", "differs", "not found", "not checkable"]
    assert [one.value for one in Verdict] == words
