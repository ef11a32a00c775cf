"""Opposites: words of which one says that the other is not so."""

from __future__ import annotations

from collections.abc import Collection

from assistant.wordlist import words
from index.terms import terms

OPPOSITES: dict[str, frozenset[str]] = {}
for _line in words(
    """
    rise/rose/risen/increase/grow/grew/climb/gain/up=fall/fell/fallen/decrease/drop/decline/shrink/down
    win/won/victory=lose/lost accept/accepted/approve/endorse=reject/rejected/refuse/decline
    open/opened/reopen=close/closed/shut arrive/arrived=leave/left/depart more=fewer/less highest=lowest most=least
    largest/biggest=smallest before=after above=below support/back=oppose arrest/detain=release/free
    alive=dead/killed start/begin/began/begun/launch=end/stop/halt/finish enter=leave/quit/exit join=leave/quit
    hire/appoint=fire/dismiss/sack import=export buy/bought=sell/sold cheaper=dearer north/northern=south/southern
    east/eastern=west/western confirm/confirmed/admit/acknowledge=deny/denied allow/permit=ban/forbid/prohibit
    success=failure friend/ally=enemy/rival guilty=innocent convict/convicted=acquit/acquitted legal=illegal
    public=private remember=forget strengthen=weaken safe=dangerous paid=unpaid first=last majority=minority
    """
):
    _sides = [frozenset(terms(side.replace("/", " "))) for side in _line.split("=")]
    for _side, _other in (_sides, _sides[::-1]):
        for _term in _side:
            OPPOSITES[_term] = OPPOSITES.get(_term, frozenset()) | _other


def opposite(term: str, found: Collection[str]) -> str:
    """Give the term among those of a sentence that says the opposite of one; empty where none does."""
    return next((other for other in OPPOSITES.get(term, ()) if other in found), "")
