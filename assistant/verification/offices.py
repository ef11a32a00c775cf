"""Offices: of what somebody is the head, the speaker or a member. A president of one body is not that of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.names import known_as
from assistant.verification.namesakes import found_in
from assistant.verification.statement import Named
from assistant.verification.witness import Witness
from assistant.wordlist import words

OFFICES = "|".join(
    words(
        r"""president chief head director ceo chair\w* minister secretary governor mayor spokes\w+ professor analyst
        economist founder editor coach captain commissioner officer senator leader member chancellor partner strategist
        researcher scientist judge lawyer attorney principal teacher superintendent sheriff bishop dean rector manager
        boss executive ambassador owner maker"""
    )
)
OFFICE = rf"(?:vice[- ]|co-|deputy |acting )?(?:{OFFICES})s?"
LEADS = r"(?:runs?|heads?|leads?|chairs?|ran|headed|led|chaired|coach(?:es|ed)?)"
BEHIND_NAME = re.compile(
    rf"(?:,| is| was|, who is|, who was) (?:(?:an?|the|its|then) )?(?:[\w-]+ ){{0,3}}{OFFICE}(?: [a-z][\w-]*){{0,3}}?"
    rf" (?:of|at|for|in|with|from|to)(?: the)? |,? who {LEADS}(?: the)? (?:[a-z]+ of (?:the )?)?",
    re.IGNORECASE,
)
"""Between somebody and that of which he is something: "Navin Nayak, president of the Center"."""
BEFORE_NAME = re.compile(rf"[’']s? (?:[a-z][\w-]* ){{0,3}}{OFFICE},? ", re.IGNORECASE)
"""The other way round: "Fuller's chief executive, Simon Emeny"."""


def offices(text: str, names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield whoever is something of a body, and the body."""
    for first, second in pairwise(names):
        between = text[first.end : second.start]
        if BEHIND_NAME.fullmatch(between):
            yield first, second
        elif BEFORE_NAME.fullmatch(between):
            yield second, first


def elsewhere(person: Named, body: Named, witness: Witness) -> str:
    """Give the body of which a witness says that a person is something, where that is another; else nothing."""
    for other, of in offices(witness.text, witness.names):
        if found_in(person, [other]) and not (set(known_as(of)) & set(known_as(body))):
            return of.text
    return ""
