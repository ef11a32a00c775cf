"""Wholes: what two sentences deny as a whole, whatever their words: "never before" is "the first"."""

from __future__ import annotations

import re

from assistant.verification.model import Finding, State
from assistant.verification.negation import IMPLIED, denies
from assistant.verification.steps import with_words_behind
from index.terms import content_terms, terms

REFUSAL = re.compile(
    r"\b(?:refus\w+|declin(?:e[sd]?|ing) to|reject\w*|spurn\w*|turn(?:s|ed|ing)? down|rul(?:e[sd]?|ing) out)\b",
    re.IGNORECASE,
)
"""Refuses something."""
NOT_BEFORE = re.compile(r"\b(?:never|not|\w+n[’']t)(?: \w+ly| been| ever| have)? $", re.IGNORECASE)
NOT_SO = re.compile(
    r"\b(?:that|this|it|which)(?: now| still)?"
    r" (?:(?:will|did|would|does|has|had) not|(?:wo|did|would|does|has|had)n[’']t|never)"
    r" (?:be the case|happen(?:ed)?|come about|materiali[sz]ed?)\b",
    re.IGNORECASE,
)
"""Denies all that stands before it."""
NEVER_BEFORE = re.compile(
    r"\b(?:no|never|nobody|none|not)\b.*\b(?:before|until|till|previously|ever)\b", re.IGNORECASE | re.DOTALL
)
NEVER_SINCE = re.compile(r"\b(?:no|never|nobody|none|not)\b.*\bsince\b", re.IGNORECASE | re.DOTALL)
FIRST = re.compile(r"\b(?:first|only)\b", re.IGNORECASE)
NEVER_MORE = re.compile(
    r"\b(?:no|never|nobody|none|nowhere|not)\b.*\b(?!other|rather|whether|earlier|later|fewer|under|over)(?:[a-z]{2,}er|more)\b"
    r"(?: [\w-]+){0,3} than\b",
    re.IGNORECASE | re.DOTALL,
)
MOST = re.compile(
    r"(?:\b(?:the|its|his|her|their)|[’']s) [“\"]?"
    r"(?!forest|protest|harvest|west|guest|request|contest|rest|test|arrest|interest)[a-z]{2,}est\b"
    r"|\bthe most\b|\brecord\b",
    re.IGNORECASE,
)
LAST = re.compile(
    r"\b(?:last|latest|most recent)\b(?! (?:week|month|year|night|summer|winter|\w+day)\b)", re.IGNORECASE
)
""""No one had done so before" says that somebody was the first."""


def as_a_whole(statement: str, quote: str) -> Finding | None:
    """Compare what two sentences deny as a whole; ``None`` where that tells nothing."""
    if _first_of_all(statement, quote):
        return Finding(State.BORNE)
    if (by := NOT_SO.search(quote)) and not denies(statement):
        return Finding(State.DIFFERENT, by.group())
    mine, others = REFUSAL.search(statement), REFUSAL.search(quote)
    if not mine or not others:
        return Finding(State.BORNE) if _implies(statement, quote) or _implies(quote, statement) else None
    twice, told_twice = (
        NOT_BEFORE.search(text[: found.start()]) is not None for text, found in ((statement, mine), (quote, others))
    )
    said = with_words_behind(quote, *others.span())
    return Finding(State.DIFFERENT, said) if twice != told_twice else Finding(State.BORNE, others.group())


def _implies(text: str, other: str) -> bool:
    """Whether one denies by its meaning alone what another denies by a word: "left out of account"."""
    return denies(other) and not denies(text) and IMPLIED.search(text) is not None


def _first_of_all(statement: str, quote: str) -> bool:
    """Whether one says that nobody did so before, or since, and the other who was the first, or the last."""
    shared = {*content_terms(statement)} & {*terms(quote)}
    return bool(shared) and any(
        never.search(one) and once.search(other)
        for one, other in ((statement, quote), (quote, statement))
        for never, once in ((NEVER_BEFORE, FIRST), (NEVER_SINCE, LAST), (NEVER_MORE, MOST))
    )
