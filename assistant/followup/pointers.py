"""Words of a question that point to what was named before it: "he", "its", "there", "the deal"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.dates import read_dates
from assistant.followup import grammar
from assistant.followup.phrases import Clause, NounPhrase, Role, Sort, is_participle

FORMS = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she",
    "it": "it", "its": "it", "they": "they", "them": "they", "their": "they", "there": "there", "then": "then",
}  # fmt: skip
SUBJECTS = frozenset({"he", "she", "it", "they"})
DEMONSTRATIVES = frozenset({"the", "this", "that", "these", "those"})
SPECIFIED = frozenset({"of", "between", "for", "with", "from", "in", "on", "at", "that", "which", "who", "whose", "to"})
"""What stands behind a noun that the question itself says more of: "the deal between Norway and Iceland"."""


ANNOUNCED = frozenset({"that", "to", "for", "if", "whether", "who", "when"})
"""What an empty "it" announces: "is it true *that*", "was it Norway *that*"."""
REPORTED = frozenset({"said", "known", "expected", "believed", "thought", "reported", "planned", "supposed", "allowed"})
"""Participles of what people say or hold: "is it expected to rain"."""
EMPTY_VERBS = frozenset(
    ["rain", "snow", "hail", "freeze", "thaw", "matter", "seem", "appear", "feel", "mean", "take", "turn"]
)
"""Verbs with an empty "it": "will it rain", "how long did it take to"."""


@dataclass(frozen=True)
class Pointer:
    """A word or two of a question that mean something named before."""

    start: int
    end: int
    form: str
    """"he", "she", "it", "they", "there", "then" or "the"."""
    role: Role
    owner: bool = False
    head: str = ""
    """Of "the deal": its noun."""


def find(clause: Clause) -> list[Pointer]:
    """Give the words of a question that point outside it, in their order; none if one may point inside."""
    words = [token.word for token in clause.tokens]
    if clause.verb < 0 and clause.auxiliary < 0:
        return []  # "what about it" asks nothing
    if re.search(r"[.!?]\s+\S", clause.text):
        return []  # several sentences are a context of their own
    found: list[Pointer] = []
    for place, word in enumerate(words):
        pointer = _pronoun(clause, words, place) if word in FORMS else _definite(clause, words, place)
        if pointer is None:
            continue
        if place < clause.opening or _own(pointer, place, clause, words):
            return []
        if not any(one.start <= pointer.start < one.end for one in found):
            found.append(pointer)
    return found


def _pronoun(clause: Clause, words: list[str], place: int) -> Pointer | None:
    word, token = words[place], clause.tokens[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    ends = not following or following[0] in "?!.,"
    form, role = FORMS[word], Role.OBJECT
    noun = not ends and (following not in grammar.SMALL or following in grammar.LEADING)
    owner = word in {"his", "its", "their"} or (word == "her" and noun)
    if word == "then" and not ends:
        return None
    if word == "there" and (place in {clause.auxiliary + 1, clause.opening + 1} or following in {"be", "is", "was"}):
        return None  # "is there", "how many are there"
    if form == "it" and not owner and _empty(words, place):
        return None
    if place == clause.auxiliary + 1 and clause.auxiliary >= 0 and word in SUBJECTS | {"her", "his", "its", "their"}:
        role = Role.SUBJECT
    elif word in SUBJECTS and (word != "it" or not (ends or following in grammar.SMALL - grammar.AUXILIARIES)):
        role = Role.INNER  # the subject of a clause inside the question
    if word == "hers" or (owner and ends):
        return None
    return Pointer(token.start, token.end, form, role, owner=owner)


def _empty(words: list[str], place: int) -> bool:
    """Whether "it" stands for nothing: "is it true that", "how long did it take", "was it Norway that"."""
    before, rest = words[place - 1] if place else "", words[place + 1 :]
    if before in grammar.BE | {"be"} or before in grammar.MODALS:
        at = next((i for i, word in enumerate(rest) if word in ANNOUNCED), -1)
        sent = at >= 0 and rest[at] == "to" and is_participle(rest[0]) and rest[0] not in REPORTED  # "was it sent to"
        if at >= 0 and not sent:
            return True
    if before in grammar.BE and rest and (rest[0].endswith("ing") or rest[0] in {"time", "like", "worth"}):
        return True
    return (
        any(word in EMPTY_VERBS for word in rest[:2])
        or rest[:2] == ["been", "since"]
        or (bool(rest) and rest[0] == "cost" and "to" in rest)
    )


def _definite(clause: Clause, words: list[str], place: int) -> Pointer | None:
    """Read "the deal" and "that law": a noun that nothing in the question says more of."""
    at = place + 1
    if words[place] not in DEMONSTRATIVES or at >= len(words) or not words[at][0].isalpha():
        return None
    noun, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    end = clause.tokens[at].end
    phrase = next((one for one in clause.phrases if one.start == clause.tokens[place].start), None)
    whole = phrase is not None and phrase.core == end
    inner = phrase is None or phrase.name or phrase.end != phrase.core
    if not whole or inner or noun in grammar.SMALL or (following in SPECIFIED and not _timed(clause, end)):
        return None
    role = phrase.role if phrase else Role.OBJECT
    return Pointer(clause.tokens[place].start, end, "the", role, owner=following == "'s", head=noun)


def _timed(clause: Clause, end: int) -> bool:
    """Whether a time stands right behind a place: "the deal in May"."""
    return any(end <= one.start <= end + len(" during the ") for one in read_dates(clause.text, None))


def _own(pointer: Pointer, place: int, clause: Clause, words: list[str]) -> bool:
    """Whether something named in the question itself may be meant."""
    if pointer.form == "the":
        return False
    before = [one for one in clause.phrases if one.end <= pointer.start]
    if pointer.role is Role.SUBJECT:
        # Within one clause the subject is never what is asked for: "in which city did it happen".
        before = [
            one for one in before if one.role is not Role.ASKED and one.end <= clause.tokens[clause.opening].start
        ]
    elif not pointer.owner and pointer.role is Role.OBJECT:
        inner = words[clause.opening + 1 : place]
        if not any(word in grammar.CONJUNCTIONS | grammar.ASKING | {"to", ","} for word in inner):
            # Nor does "it" in place of an object mean the subject: that would be "itself".
            before = [one for one in before if one.role is not Role.SUBJECT and not one.asked_subject]
    bare = {"what", "which"}
    return any(_may_fit(pointer, one) for one in before if one.head not in bare)


def _may_fit(pointer: Pointer, phrase: NounPhrase) -> bool:
    """Whether a phrase may be meant for all that is known: any noun that is on no list may be a person."""
    form, sort = pointer.form, phrase.sort
    if form in {"there", "then"}:
        return sort is Sort.PLACE
    if form in {"he", "she"}:
        return not phrase.plural and (sort in {Sort.PERSON, Sort.NAME} or (sort is Sort.THING and not phrase.name))
    if form == "it":
        return not phrase.plural and (phrase.name or sort is not Sort.PERSON)
    return True
