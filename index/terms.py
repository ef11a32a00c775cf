"""The one analyser: what counts as a word, in articles and in questions alike.

Keyword search, question coverage and duplicate sentences all compare these terms, so "Kiev" in a
question meets "Kyiv" in an article, "U.S." meets "US", and "Sánchez" meets "Sanchez".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from index.spellings import PEOPLES, SPELLINGS

ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?![A-Za-z])")
"""Letters with full stops, as in "U.S." and "a.m."."""
CAPITALS_US = re.compile(r"\bUS\b")
"""The country, not the pronoun: only capitals tell them apart."""
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:['’][^\W_]+)?")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
POSSESSIVE = re.compile(r"['’]s$")

STOPWORDS = frozenset(
    word
    for line in (
        "a about above after again against all also although am among an and another any are as at be",
        "because been before being below between both but by can could did do does doing down during",
        "each either else ever every few for from further get gets got had has have having he her here",
        "hers herself him himself his how however i if in into is it its itself just last latest many",
        "may me might more most much must my myself neither next no nor not now of off on once one only",
        "or other others our ours out over own per recent recently said same say says she should since",
        "so some still such than that the their theirs them themselves then there these they this those",
        "through to told too toward towards under until up upon us very was we week were what when",
        "where whether which while who whom whose why will with would yes yet you your yours",
    )
    for word in line.split()
)
"""Words that say nothing about what a question is about; compared before stemming."""

_stem_word = Stemmer.Stemmer("english").stemWord

STEMS: dict[str, str] = {_stem_word(other): _stem_word(indexed) for other, indexed in SPELLINGS.items()}
"""The same for what grammar makes of them: "neighbors", "centered"."""


def _stem(word: str) -> str:
    stem = str(_stem_word(word))
    return STEMS.get(stem, stem)


def words(text: str) -> list[str]:
    """Give the words of a text in order, folded (case, accents, spelling variants) but not stemmed."""
    return [_fold(word) for word in _split(text)]


def terms(text: str) -> list[str]:
    """Give the stemmed terms of a text in order: what keyword search indexes."""
    return [_term(word) for word in _split(text)]


def content_terms(text: str) -> list[str]:
    """Give the distinct terms that carry a question's subject, in order of first mention."""
    return list(dict.fromkeys(_stem(word) for word in words(text) if word not in STOPWORDS))


def _split(text: str) -> list[str]:
    if "." in text:
        text = ACRONYM.sub(lambda found: found.group().replace(".", "") + " ", text)
    text = CAPITALS_US.sub("usa", text)
    text = THOUSANDS.sub("", text)
    folded = text if text.isascii() else BEYOND_ASCII.sub(lambda found: _without_accents(found.group()), text)
    return WORD.findall(folded.lower())


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    return _stem(_fold(word))


@lru_cache(maxsize=10_000)
def _without_accents(letters: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letters)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _fold(word: str) -> str:
    word = POSSESSIVE.sub("", word)
    word = SPELLINGS.get(word, word)
    return PEOPLES.get(word, word)
