"""Verdicts in words: why a statement has the one it has."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification import Piece, PieceKind, State, Verdict


def explained(verdict: Verdict, pieces: Sequence[Piece]) -> str:
    """Say in words why a sentence has its verdict."""
    if verdict is Verdict.SUPPORTED:
        return ""
    if verdict is Verdict.NOT_FOUND:
        return "The articles say nothing of the kind."
    told = [_told(piece) for piece in pieces if piece.state is State.DIFFERENT]
    told += [f"not found: “{piece.text}”" for piece in pieces if piece.state is State.MISSING]
    return "; ".join(dict.fromkeys(told)) + "." if told else "The articles bear it only in part."


def _told(piece: Piece) -> str:
    if piece.kind in {PieceKind.WHETHER, PieceKind.STATUS}:
        return f"“{piece.text}”: the article says “{piece.said}”"
    return f"“{piece.text}” here, “{piece.said}” in the article"
