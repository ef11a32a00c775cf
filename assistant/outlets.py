"""Outlets that a question asks about: "what did the Defence Ledger report about Spain" wants that paper's word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

SAYING = r"report(?:ed)?|say|said|write|written|print(?:ed)?|publish(?:ed)?|tell|told|claim(?:ed)?|mention(?:ed)?"
"""What any outlet does; left out, the question is the same: "who does it say will lead" asks who will lead."""
REPORTING = rf"{SAYING}|call(?:ed)?|describe[ds]?|name|put|give|think|make"


class AskedOutlet(NamedTuple):
    """An outlet with the question that is left to be put to its articles."""

    outlet: str
    rest: str


def asked_outlet(question: str, outlets: Iterable[str]) -> AskedOutlet | None:
    """Give the outlet whose report a question asks for; ``None`` where it names none, or names it for another reason.

    The outlet's name says who is asked and nothing of what: the rest of the question goes on without it.
    """
    for outlet in sorted(outlets, key=len, reverse=True):
        bare = re.sub(r"^the ", "", outlet, flags=re.IGNORECASE)
        if bare.casefold() not in question.casefold():
            continue
        name = rf"(?:the )?{re.escape(bare)}"
        spoken = re.compile(
            rf"\b(?P<auxiliary>did|does|do|has|had) {name} (?:(?P<saying>{SAYING})(?: that)?|(?P<other>{REPORTING}))\b",
            re.IGNORECASE,
        )
        told = re.compile(
            rf",? ?\b(?:according to|(?:as )?(?:told|reported) (?:by|in)|in the (?:words|pages) of) {name}\b,?",
            re.IGNORECASE,
        )
        if match := spoken.search(question):
            left = "" if match["saying"] else f"{match['auxiliary']} it {match['other']}"
            rest = f"{question[: match.start()]}{left}{question[match.end() :]}"
            return AskedOutlet(outlet, " ".join(rest.split()))
        if told.search(question):
            rest = " ".join(told.sub(" ", question, count=1).split())
            return AskedOutlet(outlet, f"{rest[:1].upper()}{rest[1:]}".replace(" ?", "?"))
    return None
