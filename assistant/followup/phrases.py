"""Words and noun phrases, and what sort of thing they name as far as it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.followup import grammar
from index.terms import words

TOKEN = re.compile(r"\d[\d,.]*\d|['’]s\b|[^\W_]+(?:(?:[-.&]|['’](?!s\b))[^\W_]+)*|[^\w\s\"“”]")

LINKS = frozenset({"of", "de", "la", "van", "von", "der", "den", "di", "da", "du", "dos", "bin", "ibn", "al", "the"})
"""Small words inside a name, between two capitals: "Bank of England"."""


class Sort(StrEnum):
    """What a noun phrase names, as far as its words show."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    """A company, a club, a parliament: "it" or "they"."""
    THING = "thing"
    NAME = "name"
    """A name that does not show what it names."""


class Role(StrEnum):
    """Where a noun phrase stands in its question."""

    SUBJECT = "subject"
    OBJECT = "object"
    OBLIQUE = "oblique"
    """Behind a preposition."""
    INNER = "inner"
    """Part of another: "Genoa" in "the bridge in Genoa", "Spain" in "Spain's aid"."""
    ASKED = "asked"
    """What is asked for: "who", "which company"."""


@dataclass(frozen=True)
class Token:
    """A word or a mark of a question."""

    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """It as the word lists write it."""
        return self.text.lower().replace("’", "'")


@dataclass(frozen=True)
class NounPhrase:
    """Words of a question that name somebody or something."""

    text: str
    start: int
    end: int
    core: int
    """Where it ends without what tells which one is meant: "the bridge" of "the bridge in Genoa"."""
    head: str
    sort: Sort
    role: Role
    plural: bool = False
    name: bool = False
    preposition: str = ""
    asked_subject: bool = False
    """What is asked for, if it is the subject: "who signed it"."""


@dataclass(frozen=True)
class Clause:
    """A question taken apart."""

    text: str
    tokens: tuple[Token, ...]
    opening: int
    """Index of the first token of its asking words, or of the auxiliary it begins with; -1 for neither."""
    auxiliary: int
    """Index of the auxiliary before the subject; -1 where the subject is what is asked for."""
    verb: int
    """Index of the verb; -1 where it was not found."""
    phrases: tuple[NounPhrase, ...]

    @property
    def verb_word(self) -> str:
        """The verb as it stands there; empty where it was not found."""
        return self.tokens[self.verb].word if 0 <= self.verb < len(self.tokens) else ""

    @property
    def asks(self) -> bool:
        """Whether it is a question with a verb of its own; "and when?" is none."""
        return self.opening >= 0 and (self.auxiliary >= 0 or self.verb_word[:1].isalnum())

    @property
    def asked(self) -> NounPhrase | None:
        """What is asked for, if that is a person or thing."""
        return next((one for one in self.phrases if one.role is Role.ASKED), None)

    @property
    def subject(self) -> NounPhrase | None:
        """The subject, unless it is what is asked for."""
        return next((one for one in self.phrases if one.role is Role.SUBJECT), None)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Give the words and marks of a text in their order."""
    return tuple(Token(found.group(), found.start(), found.end()) for found in TOKEN.finditer(text))


def capital(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a token is part of a name; the first word of a question is so unless it is a common one."""
    text = tokens[place].text
    if text in grammar.COUNTRIES - grammar.ALSO_NOUNS:
        return True  # people type "spain"
    if not text[0].isupper() or text == "I":
        return False
    word = tokens[place].word
    opener = grammar.DETERMINERS | grammar.ASKING | grammar.PRONOUNS if place else grammar.SMALL
    return word not in opener


def is_participle(word: str) -> bool:
    """Whether a word is a verb's past participle, by its ending or by the list."""
    return word in grammar.PARTICIPLES or (word.endswith("ed") and len(word) > len("need"))


def is_plural(word: str) -> bool:
    """Whether a common noun is a plural."""
    if word in {"people", "men", "women", "children", "police", "metres"}:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in {"news", "series", "gas"}


def sort_of_name(text: str, preposition: str = "", *, article: bool = False) -> Sort:
    """Tell what a name names, as far as it shows."""
    parts = text.split()
    folded = " ".join(words(text))
    if folded in grammar.COUNTRIES or text.lower() in grammar.COUNTRIES:
        return Sort.PLACE
    if any(part.lower().strip(".") in grammar.TITLES for part in parts[:-1]) and len(parts) > 1:
        return Sort.PERSON
    if article or any(part.lower() in grammar.BODY_WORDS for part in parts) or re.search(r"\b[A-Z]{2,}|\d|&", text):
        return Sort.BODY
    if preposition in grammar.LOCATIVES or (preposition == "to" and parts[0] in grammar.PLACE_OPENINGS):
        return Sort.PLACE
    if len(parts) in {2, 3} and parts[0] not in grammar.PLACE_OPENINGS and "of" not in parts:
        return Sort.PERSON
    return Sort.NAME


def sort_of_noun(head: str) -> Sort:
    """Tell what a common noun names."""
    single = head if head in grammar.PERSONS else head.removesuffix("s")
    if single in grammar.PERSONS or re.search(r"\w{3}(?:man|men|woman|women|ist|ists|ian|ians)$", head):
        return Sort.PERSON
    body = head in grammar.BODIES or head.removesuffix("s") in grammar.BODIES
    return Sort.BODY if body or head.removesuffix("ies") + "y" in grammar.BODIES else Sort.THING


def names_in(tokens: tuple[Token, ...], start: int, end: int) -> list[tuple[int, int]]:
    """Give the names among some tokens, each as the indices of its first token and of the one behind its last."""
    found: list[tuple[int, int]] = []
    for place in range(start, end):
        if capital(tokens, place):
            if found and all(tokens[between].word in LINKS for between in range(found[-1][1], place)):
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
    return found


def noun_phrase(
    question: str,
    tokens: tuple[Token, ...],
    core: int,
    role: Role,
    sort: Sort | None = None,
    *,
    preposition: str = "",
    plural: bool = False,
    name: bool = False,
    article: bool = False,
    asked_subject: bool = False,
    head: str = "",
) -> NounPhrase:
    """Give the noun phrase of some tokens, the first ``core`` of which are whole by themselves."""
    text = question[tokens[0].start : tokens[-1].end]
    head = head or tokens[core - 1].word
    if sort is None:
        sort = sort_of_name(text, preposition, article=article) if name else sort_of_noun(head)
    return NounPhrase(
        text=text,
        start=tokens[0].start,
        end=tokens[-1].end,
        core=tokens[core - 1].end,
        head=head,
        sort=sort,
        role=role,
        plural=plural or (not name and is_plural(head)),
        name=name,
        preposition=preposition,
        asked_subject=asked_subject,
    )
