"""Denial: whether a quote says that something is so where a statement says that it is not, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from assistant.acts import ACT_WORDS as WORDS
from assistant.acts import CLAIMED, Act
from assistant.dates.tense import past_form
from assistant.verification.model import MISSING, NO_WORDS, Finding, State
from assistant.verification.negation import HAD_IT, NEGATION, denies, denying
from assistant.verification.progress import PATTERNS
from assistant.verification.steps import with_words_behind
from assistant.verification.wholes import as_a_whole
from assistant.wordlist import words
from index.terms import STOPWORDS, terms

PLAIN = re.compile(r"n[’']t$|^(?:no|not|none|never|neither|nor|without|nobody|nothing|cannot)\b", re.IGNORECASE)
"""Denies whatever follows; a verb such as "refused" denies only what was to be done."""
LIMIT = re.compile(r"\b(?:since|before|until|other than|except)\s+(?:the\s+)?[A-Z\d]|\blonger\b")
""""No hurricane since Kate" tells of Kate."""
CLAUSE_END = re.compile(r"[,;:.!?“”\"()]|\b(?:but|although|though|which|who|that|because|while|whereas)\b")
WITHOUT_END = re.compile(rf"{CLAUSE_END.pattern}|\b(?:in|at|on|for|from|to|during|since|after|before|by)\b")
""""Without incident at his home" denies no home."""
REACH = {"plain": 6, "verb": 8}
"""Words behind a negation that it can deny."""
ACTS = {act: pattern for act, pattern in WORDS.items() if act not in CLAIMED | {Act.REFUSE, Act.DENY, Act.EARN}}
"""Acts that one sentence may tell in other words than another, by those words."""


MAIN = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could)(?:n[’']t| not| never)|cannot|won[’']t)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:who|which|that|because|if|when|whether|although|though|but|while|said|says)\b[^,;]*$", re.IGNORECASE
)
"""Before a negation that belongs to an aside, or to what somebody says of something else."""


NEXT_WORD = re.compile(r"\W*\w+")
WOULD_HAVE = re.compile(r"\b(?:would|could)(?:[’']ve| have)(?: \w+ly)? $", re.IGNORECASE)
"""Before a verb of what was not done."""
ASKED = re.compile(r"\bwhether\b(?! or not)[^,;.]*$", re.IGNORECASE)
"""Before a word of a question, which neither says nor denies anything."""
NOUN = re.compile(r"\b(?:the|an?|his|her|its|their|this|that|of) $", re.IGNORECASE)
TO = re.compile(r"\bto $")
FOLLOWED = re.compile(r" ([a-z]+)\b")
UNDONE = frozenset(
    words(
        """unseen unpaid unanswered undisclosed unidentified unknown undiagnosed unconfirmed unpublished unnamed
        unsigned unharmed unhurt uninjured unchanged unvaccinated unelected unarmed unlicensed untreated unaffected
        unsold unused unfinished unresolved unverified unproven uninsured unauthorised unauthorized unrecognised
        unrecognized"""
    )
)
"""Participles that deny what they are made of."""
FARTHEST = 80
"""Characters before a word in which what denies it stands."""


class Said(NamedTuple):
    """A word of a sentence, and by what words it is denied, if it is."""

    term: str
    denied: str
    verb: bool
    before: str
    """The term of the word that carries meaning and follows it right away: it only describes that one."""
    words: str
    """The word with those behind it, or the denial with it, as a reader would quote it."""


@lru_cache(maxsize=8192)
def _reached(text: str) -> tuple[tuple[int, int, str], ...]:
    """Give where the words stand that a negation can deny, each with the negation."""
    negations = [found for found in NEGATION.finditer(text) if denying(text, found)]
    reached: list[tuple[int, int, str]] = []
    for found in negations:
        without = found.group().lower() == "without"
        stop = (WITHOUT_END if without else CLAUSE_END).search(text, found.end())
        end = stop.start() if stop else len(text)
        for place, word in enumerate(re.finditer(r"[^\W_]+", text[found.end() : end])):
            if place >= REACH[found.lastgroup or "plain"]:
                break
            end_of_word = found.end() + word.end()
            reached.append((found.end() + word.start(), end_of_word, found.group()))
    return tuple(reached)


@lru_cache(maxsize=8192)
def polarity(text: str) -> tuple[Said, ...]:
    """Give the words of a sentence that carry meaning, each with the negation in whose reach it stands."""
    said: list[Said] = []
    for word in re.finditer(r"[^\W_]+", text):
        if word.group().lower() in STOPWORDS or word.group()[0].isdigit() or NEGATION.match(text, word.start()):
            continue
        if WOULD_HAVE.search(text[: word.start()]) or ASKED.search(text[: word.start()]):
            continue
        denial = _denied_at(text, word.start())
        verb = (
            TO.search(text[: word.start()]) is not None
            or past_form(word.group())
            or (
                any(pattern.fullmatch(word.group()) for pattern in PATTERNS.values())
                and not NOUN.search(text[: word.start()])
            )
        )
        words_of = _quoted(text, *word.span())
        behind = FOLLOWED.match(text, word.end())
        before = terms(behind[1])[0] if behind and behind[1] not in STOPWORDS else ""
        if word.group().lower() in UNDONE:
            said.extend(
                Said(term, word.group(), verb=True, before="", words=words_of) for term in terms(word.group()[2:])
            )
            continue
        said.extend(Said(term, denial, verb, before, words_of) for term in terms(word.group()))
    return tuple(said)


@lru_cache(maxsize=8192)
def denied_in(text: str) -> frozenset[str]:
    """Give the terms of a sentence that it denies: "not paid" is no opposite of "unpaid"."""
    return frozenset(one.term for one in polarity(text) if one.denied)


def _quoted(text: str, start: int, end: int) -> str:
    """Give a word as a reader would quote it: from the negation that reaches it, else with what stands behind it."""
    for found in NEGATION.finditer(text, max(0, start - FARTHEST), start):
        if any(begun <= start < ended for begun, ended, by in _reached(text) if by == found.group()):
            return text[found.start() : end]
    return with_words_behind(text, start, end)


def _denied_at(text: str, place: int) -> str:
    """Give the negation in whose reach a place of a text stands; empty where it stands in none."""
    return next((by for start, end, by in _reached(text) if start <= place < end), "")


def compare(
    statement: str, quote: str, ignored: Collection[str], told: Mapping[str, str] = NO_WORDS, *, main: bool = True
) -> Finding | None:
    """Tell whether a quote denies what a statement says, or says what it denies.

    ``ignored`` are terms of names, which nothing denies. In the ``main`` quote the denial of its verb counts even where
    the statement has another verb. ``None`` where neither denies anything of what both speak of;
    missing where the statement denies what the quote does not speak of.
    """
    if said := as_a_whole(statement, quote):
        return said
    found = [one for one in (_acts(statement, quote), _words(statement, quote, ignored, told)) if one]
    if found:
        return max(found, key=lambda one: one.state is State.DIFFERENT)
    mine, others = polarity(statement), polarity(quote)
    if any(one.denied for one in mine):
        if all(one.denied.lower() in {"", "without"} for one in mine):
            return None
        return Finding(State.BORNE, main_denial(quote)) if denies(quote) else MISSING
    if by := _same_denial(statement, quote):
        return Finding(State.BORNE, by)
    shared = {one.term for one in mine if one.verb} & {one.term for one in others if one.verb and not one.denied}
    by = main_denial(quote) if main and not shared and not denies(statement) else ""
    return Finding(State.DIFFERENT, by) if by else None


def _same_denial(statement: str, quote: str) -> str:
    """Give a negation that the quote has before the same word: "she refused", "said nothing at all", "not 29"."""
    said = f" {' '.join(terms(quote))} "
    for found in NEGATION.finditer(statement):
        ahead = NEXT_WORD.match(statement, found.end())
        told = terms(found.group() + (ahead.group() if ahead else ""))
        if denying(statement, found) and f" {' '.join(told)} " in said:
            return found.group()
    return ""


def _acts(statement: str, quote: str) -> Finding | None:
    """Compare what both say of one act, in whatever words; differences count before agreement."""
    agreed = None
    for words_of in ACTS.values():
        own, told = words_of.search(statement), words_of.search(quote)
        if not (own and told):
            continue
        by, other = _denied_at(statement, own.start()), _denied_at(quote, told.start())
        if bool(by) != bool(other) and not (denies(statement) and denies(quote)):
            return Finding(State.DIFFERENT, _quoted(quote, *told.span()))
        if by and other:
            agreed = Finding(State.BORNE, _quoted(quote, *told.span()))
    return agreed


def _words(statement: str, quote: str, ignored: Collection[str], told: Mapping[str, str]) -> Finding | None:
    """Compare what both say in the same words; differences count before agreement."""
    heard: dict[str, list[Said]] = {}
    for one in polarity(quote):
        heard.setdefault(one.term, []).append(one)
    agreed = None
    both = denies(statement) and denies(quote)
    own = {one.term for one in polarity(statement)}
    for one in polarity(statement):
        term = one.term if one.term in heard else told.get(one.term, "")
        if one.term in ignored or term not in heard:
            continue
        same = [other for other in heard[term] if bool(other.denied) == bool(one.denied)]
        plain = PLAIN.search(one.denied or heard[term][0].denied) is not None
        noun = (
            (not heard[term][0].before or heard[term][0].before in own)
            and plain
            and not both
            and (bool(one.denied) or not LIMIT.search(quote))
        )
        if not same and (one.verb or (noun and term == one.term)) and not (both and term != one.term):
            return Finding(State.DIFFERENT, heard[term][0].words)
        if one.denied and same:
            agreed = agreed or Finding(State.BORNE, same[0].words)
    return agreed


def main_denial(text: str) -> str:
    """Give the negation of a sentence's main verb: "did not", "never"; empty where only an aside denies something."""
    for found in MAIN.finditer(text):
        named = found.group()[0].isupper() and found.start() > 0
        if not named and not ASIDE.search(text[: found.start()]) and not HAD_IT.match(text, found.start()):
            return found.group()
    return ""
