"""Questions cut short to a name, a time or a thing: "and Portugal?", put in the place of its like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.dates import read_dates
from assistant.followup import grammar
from assistant.followup.clauses import take_apart
from assistant.followup.ellipsis import LEAD, TAIL, base
from assistant.followup.phrases import Clause, NounPhrase, Role, Sort, capital, is_plural, sort_of_name
from assistant.followup.phrases import tokens_of as tokens
from index.spellings import PEOPLES
from index.terms import terms

FRAGMENT = re.compile(
    rf"(?:{LEAD}(?:what|how)\s+about|{LEAD}what\s+of|(?:and|or|but)\b,?(?:\s+also)?|(?:and\s+)?(?:the\s+)?same\s+for)"
    rf"\s+(?P<rest>[^?!]+?){TAIL}",
    re.IGNORECASE,
)
LONGEST = 8
"""Words of what is named alone; whatever is longer says something of its own."""
UNPREPOSED = re.compile(r"(?:last|this|next|yesterday|today|tomorrow|tonight)\b", re.IGNORECASE)
COUNTED_FROM = re.compile(r"\b(?:before|after|previous|following|earlier|later)\b", re.IGNORECASE)
"""In a time that counts from another: "the year before"."""
AND_NAME = re.compile(r" and (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
OPEN = frozenset({"in", "at", "on", "during", "before", "after", "since", "near"})
"""Prepositions of a time or place, which any question can be asked of: "and in Lisbon"."""


def like_for_like(question: str, earlier: str) -> str | None:
    """Give the earlier question with what this one names alone in the place of its like; ``None`` if it has none."""
    named = _named(question)
    if not named or not base(earlier)[1].asks:
        return None
    whole_text = " ".join(earlier.split()).rstrip(" ?!.")
    first, _ = base(whole_text)
    tail = whole_text[len(first) :] if whole_text.startswith(first) else ""
    head, *more = tokens(named)
    preposition = head.word if more and head.word in grammar.PREPOSITIONS else ""
    thing = named[more[0].start :] if preposition else named
    if COUNTED_FROM.search(thing):
        return None
    if _is_time(thing) or _is_time(named):
        changed = _other_time(preposition, thing, first)
    else:
        changed = _other_name(preposition, thing, first) or _other_noun(preposition, thing, first)
    return f"{changed[0].upper()}{changed[1:]}{tail}?" if changed and changed != first else None


def _named(question: str) -> str:
    """Give what a question names alone: "Portugal" of "and Portugal?"; empty if it says more."""
    match = FRAGMENT.fullmatch(question.strip())
    named = match["rest"] if match else question.strip().removesuffix("?") if question.strip().endswith("?") else ""
    read = tokens(named)
    if not 0 < len(read) <= LONGEST:
        return ""
    barred = grammar.AUXILIARIES | grammar.ASKING | grammar.PRONOUNS | grammar.POSSESSIVES
    if any(token.word in barred and token.text not in {"May", "Will"} for token in read):
        return ""
    alone = all(token.text[0].isupper() for token in read) and read[0].word not in grammar.SMALL
    return named if match or alone else ""


def _is_time(text: str) -> bool:
    return any(one.end - one.start >= len(text) - len("the ") for one in read_dates(text, None))


def _other_time(preposition: str, time: str, text: str) -> str | None:
    stated = read_dates(text, None)
    prefix = preposition or ("" if UNPREPOSED.match(time) else "in")
    if not stated:
        if re.match(r"(?:when|in (?:which|what) (?:year|month)|(?:which|what) (?:year|month))\b", text, re.IGNORECASE):
            return None
        return f"{text} {prefix} {time}".replace("  ", " ")
    one = stated[-1]
    said = tokens(one.text)
    start, before = one.start, tokens(text[: one.start])
    if said[0].word in grammar.PREPOSITIONS and len(said) > 1:
        prefix = preposition or ("" if UNPREPOSED.match(time) else said[0].word)
    elif before and before[-1].word in grammar.PREPOSITIONS:
        start = before[-1].start
        prefix = preposition or ("" if UNPREPOSED.match(time) else before[-1].word)
    elif before and before[-1].word in grammar.DETERMINERS:
        prefix = ""  # "the 2022 election"
        if not re.fullmatch(r"\d{4}", time):
            return None
    return f"{text[:start]}{f'{prefix} {time}'.strip()}{text[one.end :]}"


def _slots(clause: Clause) -> list[NounPhrase]:
    """Give the names of a question, once each."""
    names = [one for one in clause.phrases if one.name and not one.plural]
    return [one for one in names if not any(one is not o and o.start <= one.start < one.end <= o.end for o in names)]


def _other_name(preposition: str, name: str, text: str) -> str | None:
    owner = re.search(r"['’]s?$", name)
    bare = name[: owner.start()] if owner else name
    read = tokens(bare)
    article = read[0].word == "the"
    if not all(capital(read, i) or token.word in {"the", "of", "and"} for i, token in enumerate(read) if i or article):
        return None
    if not capital(read, len(read) - 1):
        return None
    slots = _slots(take_apart(text))
    if preposition:
        return _behind(preposition, bare, slots, text)
    sort = sort_of_name(bare.removeprefix("the "), article=article)
    if owner:
        slots = [one for one in slots if re.match(r"['’]s", text[one.end :])]
    slot = _likest(sort, slots)
    return _put(bare, slot, text) if slot else None


def _behind(preposition: str, name: str, slots: list[NounPhrase], text: str) -> str | None:
    """Put a name behind the preposition that it was named with."""
    same = [one for one in slots if one.preposition == preposition]
    if same:
        return _put(name, same[0], text)
    places = [one for one in slots if one.sort is Sort.PLACE]
    if preposition in {"in", "at", "near"}:
        if len(places) == 1 and places[0].role is not Role.SUBJECT:
            return _put(name, places[0], text)
        return f"{text} {preposition} {name}" if not places or places[0].role is Role.SUBJECT else None
    return None


def _likest(sort: Sort, slots: list[NounPhrase]) -> NounPhrase | None:
    if sort is Sort.PLACE:
        groups: Iterator[list[NounPhrase]] = (
            [one for one in slots if one.sort in wanted]
            for wanted in ({Sort.PLACE}, {Sort.NAME, Sort.BODY})
        )  # fmt: skip
    else:
        groups = (
            [one for one in slots if one.sort in wanted]
            for wanted in ({sort} - {Sort.NAME}, {Sort.NAME, Sort.PERSON, Sort.BODY}, {Sort.PLACE})
        )
    like = next((group for group in groups if group), [])
    return next((one for one in like if one.role is Role.SUBJECT), like[0] if like else None)


def _put(name: str, slot: NounPhrase, text: str) -> str | None:
    start, end = slot.start, slot.end
    before = text[:start].lower()
    if re.search(r"(?:^|\W)or $", before) or re.match(r",? or ", text[end:]):
        return None  # "which is larger, Spain or Portugal": either may be meant
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return None  # "who played for Spain against Portugal": not Portugal against Portugal
    joined = AND_NAME.match(text, end)
    if joined and not before.endswith("between "):
        end = joined.end()  # "what did Britain and Latvia promise": one answer of both
    people = PEOPLES.get(slot.text.lower())
    if people and slot.role is Role.INNER:
        adjective = next((word for word, country in PEOPLES.items() if country == name.lower()), None)
        return f"{text[:start]}{adjective.title()}{text[end:]}" if adjective else None
    if slot.role in {Role.SUBJECT, Role.OBJECT, Role.OBLIQUE} or name.lower().startswith("the "):
        article = before.endswith("the ")
        start -= len("the ") if article else 0
    return f"{text[:start]}{name}{text[end:]}"


def _other_noun(preposition: str, thing: str, text: str) -> str | None:
    """Put a noun in the place of its like: "the women's race" of "the men's race", "shells" of "how many tanks"."""
    read, clause = tokens(thing), take_apart(text)
    head = terms(read[-1].text)
    for place, token in enumerate(clause.tokens):
        if place > 0 and terms(token.text) == head:
            start = place
            while start - 1 > max(clause.verb if clause.verb < place else clause.auxiliary, 0):
                word = clause.tokens[start - 1].word
                if word in grammar.DETERMINERS | grammar.POSSESSIVES:
                    start -= 1
                    break
                if word in (grammar.SMALL - grammar.LEADING) | {"many", "much"}:
                    break
                start -= 1
            behind = clause.tokens[start - 1].word
            if preposition and behind != preposition:
                return None
            return f"{text[: clause.tokens[start].start]}{thing}{text[token.end :]}"
    asked = clause.asked
    counted = asked and re.match(r"(?:how many|which|what) ", text[: asked.start], re.IGNORECASE)
    plain = len(read) <= 2 and all(token.word not in grammar.SMALL for token in read)
    if asked and counted and plain and not preposition and asked.plural and is_plural(read[-1].word):
        return f"{text[: asked.start]}{thing}{text[asked.core :]}"
    return None
