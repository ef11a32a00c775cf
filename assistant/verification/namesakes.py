"""Namesakes: whether two names may be one's, in full and in short, or a place's and its people's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.verification.statement import Named
from assistant.verification.witness import Witness
from index.terms import terms

GENERATIONS = frozenset(terms("II III IV VI VII VIII IX XI XII XIII XIV XV XVI Jr Sr"))
"""Behind a name, which of several so called is meant."""
LEAST_SHORT = 3
"""Letters of a short form that may be the beginning of a name: "the Fed"."""
LEAST_STEM = 4
"""Letters of a place's name that the name of its people begins with."""
SMALL_WORD = re.compile(r"\b[a-z]{4,}\b")


def found_in(name: Named, names: Sequence[Named]) -> Named | None:
    """Give the name of a sentence that ends as another does: a surname, or the whole of it."""
    surname, which = _surname(name)
    for other in names:
        others, another = _surname(other)
        if others == surname and (which == another or not which or not another):
            return other
    return None


def _surname(name: Named) -> tuple[str, str]:
    """Give the last term of a name, and which of those so called is meant: "Charles III" may be just "Charles"."""
    last = name.terms[-1]
    return (name.terms[-2], last) if len(name.terms) > 1 and last in GENERATIONS else (last, "")


def people_of(name: Named, text: str) -> str:
    """Give the word of a sentence for those who live in a place, "Kentuckians", "Londoners"; empty where none is."""
    if len(name.terms) > 1:
        return ""
    stems = "|".join(re.escape(stem) for stem in (name.text, name.text[:-1]) if len(stem) >= LEAST_STEM)
    found = re.search(rf"\b(?:{stems})(?:i?ans?|ers?|ites?|ese|ns)\b", text) if stems else None
    return found.group() if found else ""


def may_be_one(name: Named, other: Named, witness: Witness) -> bool:
    """Whether a sentence may mean by one name, or by a common noun, whom a statement calls by another.

    "The Fed" is the Federal Reserve where the article writes both, the Astros are Houston where it writes "Houston
    Astros", and a sentence that tells of "the hurricane" tells of Hurricane Fiona.
    """
    if any(word in name.text.lower().split() for word in SMALL_WORD.findall(witness.text)):
        return True
    short, long = sorted((name.text, other.text), key=len)
    article = f"{witness.around} {witness.whole()}"
    begins = len(short) >= LEAST_SHORT and long.startswith(short) and long in article
    return begins or f"{short} {long}" in article or f"{long} {short}" in article
