"""Quotes: nothing is shown that the stored article does not say at the quoted place."""

from __future__ import annotations

import re

from assistant.amounts import read_amounts, same_value
from assistant.answer import Edit
from assistant.verification.model import Verdict
from assistant.verification.statement import Statement
from assistant.verification.verifier import verify
from assistant.verification.witness import Witness
from index.article import Article

OPENING = re.compile(
    r"(?:(?:Meanwhile|However|Separately|Moreover|Furthermore|In addition|Additionally|Also|Besides|Nevertheless"
    r"|Nonetheless|Still|Then|Indeed|Of course|Elsewhere|On the other hand),\s+|(?:But|And|Yet|So)\s+(?=[A-Z]))"
)
"""Words that tie a sentence to the one before it and say nothing by themselves."""


def trim(quote: str) -> tuple[str, tuple[Edit, ...]]:
    """Give a quote without an opening such as "Meanwhile,", with the edit that takes it away."""
    found = OPENING.match(quote)
    if not found:
        return quote, ()
    rest = quote[found.end() :]
    return rest[:1].upper() + rest[1:], (Edit(removed=found.group(), start=0),)


def bears(article: Article, start: int, end: int, quote: str, claim: str, edits: tuple[Edit, ...]) -> bool:
    """Tell whether a claim may be shown: the quote stands there and, but for its edits, says the same.

    ``article`` is the stored one, read again; ``start`` and ``end`` count its characters.
    """
    if not quote or article.text[start:end] != quote:
        return False
    return (claim, edits) in {(quote, ()), trim(quote)} and says_amounts(claim, quote) and says(claim, quote)


def says(claim: str, quote: str) -> bool:
    """Tell whether a quote bears every piece of a claim, held against it as a draft's sentence is."""
    if claim == quote:
        return True
    return verify(Statement(claim), [Witness(quote)], lambda _: 1.0).verdict is Verdict.SUPPORTED


def says_amounts(said: str, quote: str) -> bool:
    """Tell whether a quote has every amount of some words: the same value, unit, scale and qualifier, as often."""
    stated = read_amounts(quote)
    return all(
        any(same_value(one, other) and (one.qualifier, one.per) == (other.qualifier, other.per) for other in stated)
        for one in read_amounts(said)
    )
