"""Exchange: two names of a statement in each other's part. Who gave is not who was given."""

from __future__ import annotations

import re
from enum import Enum
from itertools import combinations

from assistant.verification.alignment import LOOSELY, Alignment
from assistant.verification.namesakes import found_in, may_be_one
from assistant.verification.progress import verbs
from assistant.verification.statement import Named, Statement
from assistant.verification.witness import Witness
from index.spellings import PEOPLES
from index.terms import content_terms, terms

SUBJECT_GAP = re.compile(
    r"(?:[’']s)?(?:, [^,]{1,60},|,(?= who))? (?:(?:has|have|had|is|are|was|were|will|would|been|be|also|then|later"
    r"|already|to be|\w+ly|to|which|who)[ ,]+){0,4}"
)
"""Between a subject and its verb."""
OBJECT_GAP = re.compile(
    r" (?:(?!(?:to|in|at|of|for|from|with|by|on|that|and|as|over)\b)[a-z]+ ){0,4}(?:(?:President|Prime|Minister) ){0,2}"
)
"""Between a verb and its object."""
BY = re.compile(r"\bby (?:(?:the|a|an|its|president|prime|minister|chain|company|[a-z]+) ){0,4}$", re.IGNORECASE)
TO = re.compile(r"\b(?:to|for|against|from) (?:the )?$", re.IGNORECASE)
REACH = 60
"""Characters behind a verb in which whoever acts, or receives, is named."""
PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are|to be|get|got)(?: \w+ly)? $")


class Part(Enum):
    """What somebody does in a sentence."""

    ACTS = "acts"
    RECEIVES = "receives"


BUYING = frozenset(terms("bought buy buys buying acquire acquired acquires purchase purchased take taken took takes"))
"""Verbs of one trade."""
SUCCEEDING = frozenset(
    terms("succeed succeeds succeeded replace replaces replaced follow follows followed take taken takes took")
)
"""Verbs of whoever comes after: "took over from"."""
BECAME = re.compile(r"\b(?:became|becomes|took office|takes office)\b")
CONVERSE = tuple(
    frozenset(terms(line))
    for line in (
        "bought sold", "buy sell", "gave received", "give receive", "lent borrowed", "precede succeed",
        "preceded succeeded",
        "precede follow", "preceded followed", "beat lost", "defeated lost", "hire join", "hired joined",
    )
)  # fmt: skip
"""Verbs whose subject and object change places."""


def swapped(statement: Statement, witness: Witness) -> tuple[Named, Named] | None:
    """Give two names of a statement that a witness has in each other's part: who gave, and who was given."""
    both = [(name, other) for name in statement.names if (other := found_in(name, witness.names))]
    verbs = [word for word in statement.words if not statement.named(word)] if len(both) > 1 else []
    # A long list of names has thousands of pairs, and each name few verbs beside it.
    parts = {
        name: {word: part for word in verbs if (part := _part(statement.text, (word.start, word.end), name))}
        for name, _ in both
    }
    for (first, other), (second, another) in combinations(both, 2):
        if other == another:
            continue
        for word, part in parts[first].items():
            mine = part, parts[second].get(word)
            if mine[1] in {None, part}:
                continue
            for place, inverse in _verb_in(word.term, witness.text):
                told = _parts(witness.text, place, other, another)
                if told and (mine == told[::-1]) != inverse:
                    return first, second
    return _comes_after(statement, witness)


def acts_instead(name: Named, statement: Statement, witness: Witness, alignment: Alignment) -> str:
    """Give who does by a witness what a statement says that somebody else does; empty where it names nobody."""
    known = "".join(statement.text.lower().split())
    done, told = verbs(statement.text), verbs(witness.text)
    for word, (start, end) in alignment.places(LOOSELY):
        if not done.get(word.term) or not told.get(terms(witness.text[start:end])[0]):
            continue
        if _part(statement.text, (word.start, word.end), name) is not Part.ACTS:
            continue
        for other in witness.names:
            new = other.text.lower() not in PEOPLES and not any(one.lower() in known for one in other.text.split())
            if new and _part(witness.text, (start, end), other) is Part.ACTS and not may_be_one(name, other, witness):
                return other.text
    return ""


def _comes_after(statement: Statement, witness: Witness) -> tuple[Named, Named] | None:
    """Give who is said to come after whom where the witness has the latter come to the office."""
    verbs_of = [word for word in statement.words if word.term in SUCCEEDING]
    for word in verbs_of:
        parts = {_part(statement.text, (word.start, word.end), name): name for name in statement.names}
        new, old = parts.get(Part.ACTS), parts.get(Part.RECEIVES)
        other = found_in(old, witness.names) if new and old else None
        places = [found.span() for found in BECAME.finditer(witness.text)]
        if new and old and other and any(_part(witness.text, at, other) is Part.ACTS for at in places):
            return new, old
    return None


def _verb_in(term: str, text: str) -> list[tuple[tuple[int, int], bool]]:
    """Give where a verb stands in a text, or its converse; and which it is."""
    same = {term}.union(*(verbs for verbs in (SUCCEEDING, BUYING) if term in verbs))
    converse = {other for pair in CONVERSE if term in pair for other in pair if other != term}
    found = []
    for match in re.finditer(r"[^\W\d_]+", text):
        own = content_terms(match.group())
        if own and (own[0] in same or own[0] in converse):
            found.append((match.span(), own[0] not in same))
    return found


def _parts(text: str, verb: tuple[int, int], first: Named, second: Named) -> tuple[Part, Part] | None:
    """Give the parts that two names play beside a verb; ``None`` where one plays none, or both the same."""
    parts = _part(text, verb, first), _part(text, verb, second)
    if parts[0] is None or parts[1] is None or parts[0] == parts[1]:
        return None
    return parts[0], parts[1]


def _part(text: str, verb: tuple[int, int], name: Named) -> Part | None:
    """Give whether a name acts or is acted upon, by where it stands beside a verb and what is in between."""
    start, end = verb
    if name.end <= start:
        between = text[name.end : start]
        if not SUBJECT_GAP.fullmatch(between):
            return None
        return Part.RECEIVES if PASSIVE.search(between) else Part.ACTS
    if name.start >= end:
        between = text[end : name.start]
        reached = len(between) < REACH
        if reached and BY.search(between):
            return Part.ACTS
        return Part.RECEIVES if OBJECT_GAP.fullmatch(between) or (reached and TO.search(between)) else None
    return None
