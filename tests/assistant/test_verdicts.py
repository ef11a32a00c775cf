"""Verdicts in words."""

from __future__ import annotations

import pytest

from assistant.verdicts import explained
from assistant.verification import Piece, PieceKind, State, Verdict


def piece(kind: PieceKind, text: str, state: State, said: str = "") -> Piece:
    return Piece(kind=kind, text=text, start=0, end=len(text), state=state, said=said)


SUM = piece(PieceKind.HOW_MUCH, "€2bn", State.DIFFERENT, "one billion euros")
STAGE = piece(PieceKind.STATUS, "delivered", State.DIFFERENT, "pledged")
PLACE = piece(PieceKind.WHO, "Ibiza", State.MISSING)
BORNE = piece(PieceKind.WHO, "Spain", State.BORNE)


@pytest.mark.parametrize(
    ("verdict", "pieces", "words"),
    [
        (Verdict.SUPPORTED, [BORNE], ""),
        (Verdict.DIFFERS, [BORNE, SUM], "“€2bn” here, “one billion euros” in the article."),
        (Verdict.DIFFERS, [STAGE], "“delivered”: the article says “pledged”."),
        (Verdict.DIFFERS, [PLACE, SUM, SUM], "“€2bn” here, “one billion euros” in the article; not found: “Ibiza”."),
        (Verdict.PARTLY, [BORNE, PLACE], "not found: “Ibiza”."),
        (Verdict.PARTLY, [BORNE], "The articles bear it only in part."),
        (Verdict.NOT_FOUND, [], "The articles say nothing of the kind."),
    ],
)
def test_a_verdict_says_why(verdict: Verdict, pieces: list[Piece], words: str) -> None:
    assert explained(verdict, pieces) == words
