"""The people of a byline: persons with family and given names, agencies and desks as they are called.

A byline may say where its authors are ("Jane Doe in Kyiv"), what they are ("Jane Doe, Defence Correspondent") or whom
they write for; styles print none of that. Where it is not sure which word is whose family name, a name stays as it
stands, and where it is not sure where one name ends, so does the whole byline: a name is never split wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from ui.references.wordlist import (
    AGENCIES,
    BODIES,
    FAMILY_FIRST,
    HONORIFICS,
    PARTICLES,
    PLACE_OPENINGS,
    PLACES,
    ROLES,
    SUFFIXES,
)

LONGEST = 5
"""Words of a personal name."""
BY = re.compile(
    r"^(?:(?:words|text|story|written|report(?:ed|ing)?|analysis|opinion|comment)\s+)?(?:by\b:?|from\b)\s*",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\s*\([^()]*\)")
"""What stands in brackets: "(text)", "(Reuters)"."""
JUNIOR = re.compile(r",\s*(?=(?:Jr|Sr)\b|(?:II|III|IV)$)")
AND = re.compile(r"\s*(?:[;|/&·•]|,?\s+(?:and|with)\s+)\s*", re.IGNORECASE)
"""Parts authors, and nothing else."""
COMMA = re.compile(r"\s*,\s*|\s+[-–—]\s+")
"""Parts authors, or an author from a place, a role, an outlet."""
PLACE_TAIL = re.compile(r",?\s+(?:reporting\s+)?(?:in|from|at|for|of)\s+\S.*$", re.IGNORECASE)
INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?|[^\W\d_]")
"""``J.``, ``J.K.``, ``J.-P.``, ``Q``."""
LETTERS = re.compile(r"(?:(?:al|el|[dDlLO])[-'’])?[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]+)*\.?")
ARTICLE = re.compile(r"^(?:al|el)-|^[dl]['’]")
"""Part of a family name that is written small: al-Masri, d’Ancona."""


class Name(NamedTuple):
    """Who wrote: a person's names, or one ``literal``."""

    literal: str = ""
    given: str = ""
    particle: str = ""
    """"van der", "de la": belongs to the family name, and some styles do not sort by it."""
    family: str = ""
    suffix: str = ""
    """"Jr.", "III"."""

    def __str__(self) -> str:
        """Give the name in the order in which it is spoken."""
        return self.literal or " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))


class Kind(Enum):
    """What a part of a byline is."""

    NAME = auto()
    BODY = auto()
    """An agency, a desk, "staff"."""
    ROLE = auto()
    PLACE = auto()
    WORD = auto()
    """One word alone: a place, a desk, or somebody with one name."""
    UNSURE = auto()


class Part(NamedTuple):
    """A part of a byline."""

    text: str
    kind: Kind
    opens: bool
    """Whether it begins a byline or follows an "and": an author, not what an author is."""
    placed: bool = False
    """Whether a place followed the name."""


def names(byline: str) -> tuple[Name, ...]:
    """Give who wrote an article: nobody for an empty byline, one literal name where it is not sure who is named."""
    text = " ".join(BY.sub("", byline).split()).strip(" ,;")
    if not text or "://" in text:  # some pages name their authors by the address of a profile
        return ()
    if listed := _inverted(text):
        return listed
    parts = list(_parts(JUNIOR.sub(" ", ASIDE.sub("", text))))
    if parts and all(part.text.casefold() in AGENCIES for part in parts):
        return tuple(Name(part.text) for part in parts)
    return _authors(parts) or (Name(text),)


def person(text: str) -> Name | None:
    """Give a personal name in its parts; ``None`` where it is not sure which word is the family name.

    Of three words in full the middle one may be a second given name or a first family name ("Mary Louise Kelly",
    "José García López"), and some names begin with the family's ("Kim Min-su").
    """
    words = text.split()
    suffix = words.pop() if len(words) > 2 and words[-1].rstrip(".").casefold() in SUFFIXES else ""
    if len(words) < 2 or words[0].casefold() in FAMILY_FIRST or not all(map(_splits, words)):
        return None
    place = next((place for place, word in enumerate(words) if place and word.casefold() in PARTICLES), 0)
    if place and place < len(words) - 1:
        particles, last = words[place:-1], words[-1]
        if not all(word.casefold() in PARTICLES for word in particles) or INITIALS.fullmatch(last):
            return None
        small = [word for word in particles if word.islower()]
        if small and small != particles:
            return None
        family = last if small else " ".join([*particles, last])  # written large it is a word of the family name
        return Name(given=" ".join(words[:place]), particle=" ".join(small), family=family, suffix=suffix)
    if INITIALS.fullmatch(words[-1]) or not all(map(INITIALS.fullmatch, words[1:-1])):
        return None
    return Name(given=" ".join(words[:-1]), family=words[-1], suffix=suffix)


def _inverted(text: str) -> tuple[Name, ...]:
    """Read "Doe, Jane; Smith, John", as libraries write it; one such name alone may be an agency and its place."""
    pieces = [piece.strip() for piece in text.split(";") if piece.strip()]
    found = []
    for piece in pieces:
        family, comma, given = (half.strip() for half in piece.partition(","))
        *particles, last = family.split() or [""]
        if not comma or "," in given or any(word.casefold() not in PARTICLES for word in particles):
            return ()
        whole = f"{given} {family}"
        name = person(whole)
        if name is None or _kind(whole) is not Kind.NAME or _kind(last) is Kind.BODY or name.given != given:
            return ()
        found.append(name)
    sure = len(pieces) > 1 or any(map(INITIALS.fullmatch, found[0].given.split()))
    return tuple(found) if sure else ()


def _parts(text: str) -> Iterator[Part]:
    for group in AND.split(text):
        opens = True
        for piece in COMMA.split(group.strip(" ,")):
            if not piece:
                continue
            words = piece.split()
            titled = len(words) > 2 and words[0].rstrip(".").casefold() in HONORIFICS
            plain = " ".join(words[1:]) if titled else piece
            bare = PLACE_TAIL.sub("", plain)
            if bare != plain and _kind(bare) is Kind.NAME:
                yield Part(bare, Kind.NAME, opens, placed=True)
            else:
                yield Part(plain, _kind(plain), opens)
            opens = False


def _authors(parts: list[Part]) -> tuple[Name, ...]:
    """Give the authors among the parts; nobody where a part may be one or may not."""
    found: list[Name] = []
    placed = listed = False
    for place, part in enumerate(parts):
        listed = listed or (part.opens and place > 0)
        if part.kind is Kind.NAME and not (listed and not part.opens):
            found.append(person(part.text) or Name(part.text))
            placed = part.placed
        elif part.kind is Kind.BODY and part.opens:
            found.append(Name(part.text))
        elif found and part.kind in {Kind.BODY, Kind.ROLE, Kind.PLACE, Kind.WORD} and not part.opens:
            placed = True
        elif not (placed and part.kind in {Kind.ROLE, Kind.PLACE, Kind.WORD}):  # "in Madrid and Lisbon"
            return ()
    return tuple(found) if any(part.kind is Kind.NAME for part in parts) else ()


def _kind(text: str) -> Kind:
    words = text.split()
    folded = [word.strip(".").casefold() for word in words]
    whole = " ".join(folded)
    if whole in AGENCIES or BODIES.intersection(folded):
        return Kind.BODY
    if ROLES.intersection(folded):
        return Kind.ROLE
    if whole in PLACES:
        return Kind.PLACE
    if len(words) == 1:
        return Kind.WORD if text[:1].isupper() and text.isalpha() else Kind.UNSURE
    if len(words) > LONGEST or folded[0] in PLACE_OPENINGS:
        return Kind.UNSURE
    return Kind.NAME if all(map(_names, words)) and words[0].casefold() not in PARTICLES else Kind.UNSURE


def _names(word: str) -> bool:
    """Tell whether a word may stand in a personal name."""
    if word.casefold() in PARTICLES:
        return True
    return bool(LETTERS.fullmatch(word) or INITIALS.fullmatch(word)) and ARTICLE.sub("", word)[:1].isupper()


def _splits(word: str) -> bool:
    """Tell whether a word leaves no doubt on which side of a name it stands: in "Min-su" a given name may be last."""
    if word.casefold() in PARTICLES:
        return True
    return _names(word) and all(part[:1].isupper() for part in ARTICLE.sub("", word).split("-") if part)
