"""Verification: what may be shown as said by an article. Answers, citations and audits all pass through here."""

from assistant.verification.model import Piece, PieceKind, State, Verdict
from assistant.verification.names import name_in
from assistant.verification.quotes import bears, says_amounts, trim
from assistant.verification.statement import Named, Statement
from assistant.verification.verifier import Verification, verify
from assistant.verification.witness import Witness

__all__ = [
    "Named",
    "Piece",
    "PieceKind",
    "State",
    "Statement",
    "Verdict",
    "Verification",
    "Witness",
    "bears",
    "name_in",
    "says_amounts",
    "trim",
    "verify",
]
