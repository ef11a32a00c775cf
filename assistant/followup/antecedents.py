"""Antecedents: what the words of a question that point outside it mean, among what earlier questions name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from assistant.dates import read_dates
from assistant.followup import grammar
from assistant.followup.clauses import take_apart
from assistant.followup.ellipsis import base, joined
from assistant.followup.phrases import Clause, NounPhrase, Role, Sort, is_participle, is_plural
from assistant.followup.pointers import Pointer, find
from assistant.question import JOINT, understand
from index.terms import terms

SINGULAR = frozenset({Sort.THING, Sort.BODY, Sort.PLACE, Sort.NAME})
COPULAS = frozenset({"became", "become", "becomes", "remained", "remains"})
"""Verbs of who somebody is: "who became the leader" tells of one person, not of two."""
REACH = 3
"""Earlier questions that a word may point to; farther back a reader has lost it as well."""


def pointed_out(question: str, earlier: Sequence[str], name_in: Callable[[str, str], str]) -> str | None:
    """Give a question with the names that its words point to; ``None`` if none does, or one points nowhere.

    ``name_in`` gives the one person whom the answer to an earlier question names, or nothing.
    """
    clause = take_apart(question)
    pointers = find(clause)
    if not pointers:
        return None
    places = {one.text for reading in earlier for one in take_apart(reading).phrases if one.sort is Sort.PLACE}
    for reading, told in _sentences(earlier):
        found = [_meant(pointer, clause, told, places) for pointer in pointers]
        if any(one is None for one in found):
            continue
        meant = [one for one in found if one is not None]
        texts = [_spoken(one, pointer, told, reading, name_in) for one, pointer in zip(meant, pointers, strict=True)]
        if any(not text for text in texts):
            return _both(question, clause, reading)
        for pointer, text in sorted(zip(pointers, texts, strict=True), key=lambda pair: -pair[0].start):
            question = f"{question[: pointer.start]}{text}{question[pointer.end :]}"
        return _without_lead(question)
    return None


def _sentences(earlier: Sequence[str]) -> Iterator[tuple[str, Clause]]:
    """Give the sentences of the last questions, latest first, each with the question it stands in."""
    for reading in list(reversed(earlier))[:REACH]:
        stem, told = base(reading)
        yield reading, told
        for sentence in reversed(re.split(r"(?<=[.!?])\s+", stem)[:-1]):
            yield reading, take_apart(sentence)


def _both(question: str, clause: Clause, reading: str) -> str | None:
    """Ask what only the answer to an earlier question names together with that question.

    Not where the question names somebody or something new: it then has a subject of its own.
    """
    stem, told = base(reading)
    known = set(terms(reading))
    new = any(one.name and not set(terms(one.text)) <= known for one in clause.phrases)
    two = JOINT.search(stem) is not None  # two things were asked: either may be meant
    return None if new or two or not told.asks else joined(stem, _without_lead(question))


def _without_lead(question: str) -> str:
    plain = re.sub(r"^(?:(?:and|but|so|ok|okay|also|well)\b,?\s+)+", "", question, flags=re.IGNORECASE)
    return plain[:1].upper() + plain[1:]


def _fits(pointer: Pointer, phrase: NounPhrase) -> bool:
    """Whether a phrase can be meant, in kind and number, as far as the words show."""
    form, people = pointer.form, phrase.sort is Sort.PERSON
    if form == "there":
        return phrase.sort is Sort.PLACE
    if form in {"he", "she"}:
        if phrase.plural or not (people or phrase.sort is Sort.NAME):
            return False
        said = {word.strip(".") for word in phrase.text.lower().split()}
        last = re.sub(r".*(?=(?:man|woman)$)", "", phrase.head)
        other = grammar.FEMALE if form == "he" else grammar.MALE
        return not (said | {last}) & other
    if form == "they":
        actor = (
            phrase.name and phrase.role is Role.SUBJECT and not people
        )  # "What did Spain pledge?" "Did they deliver?"
        return phrase.plural or phrase.sort is Sort.BODY or phrase.role is Role.ASKED or actor
    return not phrase.plural and phrase.sort in SINGULAR


def _meant(pointer: Pointer, clause: Clause, told: Clause, places: AbstractSet[str]) -> NounPhrase | str | None:
    """Give what a word points to in an earlier question; ``places`` were told to be some, in this one or another."""
    if pointer.form == "then":
        times = read_dates(told.text, None)
        return times[-1].text if len(times) == 1 else None
    if pointer.form == "the":
        return _same_noun(pointer, clause, told)
    phrases = told.phrases
    if pointer.form == "there":
        there = [one for one in phrases if one.sort is Sort.PLACE]
        return there[0] if len({one.text for one in there}) == 1 else None
    named = {one.text for one in clause.phrases if one.name}
    fitting = [one for one in phrases if _fits(pointer, one) and _is_name(one) and one.text not in named]
    if pointer.owner or pointer.form != "it":
        # A bare noun owns and does nothing; but as "it" the "power" of "how many lost power" may be meant.
        fitting = [one for one in fitting if _is_whole(one)]
    outer = [one for one in fitting if one.role is not Role.INNER] or fitting
    if pointer.form == "they" and any(one.plural for one in outer):
        outer = [one for one in outer if one.plural]
    if pointer.form in {"he", "she"}:
        outer = [one for one in outer if one.text not in places]
    if pointer.form in {"he", "she"} and any(one.sort is Sort.PERSON for one in outer):
        sure = [one for one in outer if one.sort is Sort.PERSON]
        outer = sure if not any(one.role is Role.SUBJECT for one in outer) else outer
        two = any(one.asked_subject for one in outer) and any(one.role is Role.OBJECT for one in outer)
        if two and told.verb_word not in COPULAS:
            return None  # "who defeated Macron": either may be "he"
    chosen = _one_of(pointer, outer, clause, told)
    return chosen if chosen and _is_whole(chosen) else None


def _is_name(phrase: NounPhrase) -> bool:
    """Whether a phrase that looks like a name is one: "Workers in which country…" opens with none."""
    opens = phrase.start == 0 and " " not in phrase.text and phrase.role is Role.OBLIQUE
    return not phrase.name or (len(phrase.text) > 1 and not opens)


def _is_whole(phrase: NounPhrase) -> bool:
    """Whether a phrase can stand elsewhere: a name, a noun with its article, a plural; or what is asked for."""
    article = phrase.text.split()[0].lower() in grammar.DETERMINERS | grammar.POSSESSIVES
    owned = re.search(r"['’]s ", phrase.text) is not None
    return phrase.name or article or owned or phrase.plural or phrase.role is Role.ASKED


def _one_of(pointer: Pointer, fitting: list[NounPhrase], clause: Clause, told: Clause) -> NounPhrase | None:
    """Choose by what stands in the same place: a subject is taken up by a subject."""
    verb = clause.verb_word
    if pointer.form == "it" and pointer.role is Role.SUBJECT and verb in grammar.OF_THINGS:
        fitting = [one for one in fitting if one.sort is Sort.THING or one.role is not Role.SUBJECT] or fitting
    if len(fitting) == 1:
        return fitting[0]
    passive = is_participle(verb) and clause.auxiliary >= 0 and clause.tokens[clause.auxiliary].word in grammar.BE
    # "What did Spain pledge?" "When was it pledged?": the same verb, turned round.
    turned = passive and told.auxiliary >= 0 and terms(verb) == terms(told.verb_word)
    things = [one for one in fitting if one.sort is Sort.THING and one.role is not Role.ASKED]
    if pointer.form == "it" and len(things) == 1 and (passive or pointer.role is Role.OBJECT):
        return things[0]  # what is done to "it" is rather done to a thing than to whoever is named
    if passive and pointer.form == "it" and not turned:
        return None
    if not turned and (pointer.role in {Role.SUBJECT, Role.INNER} or pointer.owner):
        like = [one for one in fitting if one.role is Role.SUBJECT or one.asked_subject]
    else:
        like = [one for one in fitting if one.role is Role.OBJECT and one.sort is not Sort.NAME]
        like = like or [one for one in fitting if one.role is Role.ASKED and not one.asked_subject]
    return like[0] if len(like) == 1 else None


def _same_noun(pointer: Pointer, clause: Clause, told: Clause) -> NounPhrase | None:
    """Give the phrase of an earlier question with the same noun, if it says more than the pointer does."""
    same = [
        one for one in told.phrases
        if not one.name and terms(one.head) == terms(pointer.head) and is_plural(one.head) == is_plural(pointer.head)
    ]  # fmt: skip
    if len(same) != 1:
        return None
    asked = same[0].role is Role.ASKED
    more = len(same[0].text.split()) > len(("the", pointer.head)) or asked
    people = same[0].sort in {Sort.PERSON, Sort.BODY} or same[0].role is Role.ASKED
    known = {name.text for name in understand(told.text).names}
    strange = [one for one in clause.phrases if one.name and one.text not in known]
    # "What did Norway tell the minister?" may mean a minister of its own.
    return same[0] if more and not (people and strange) else None


def _spoken(
    meant: NounPhrase | str, pointer: Pointer, told: Clause, reading: str, name_in: Callable[[str, str], str]
) -> str:
    """Give the words for what is meant; empty where only the answer knows them."""
    if isinstance(meant, str):
        bare = meant.split()[0].lower() in grammar.PREPOSITIONS
        return meant if bare or not re.match(r"\d{4}|[A-Z]", meant) else f"in {meant}"
    text = meant.text
    if meant.role is Role.ASKED:
        if pointer.form not in {"he", "she"}:
            return ""
        text = name_in(f"{base(reading)[0]}?", pointer.form)
        return f"{text}'s" if text and pointer.owner else text
    if pointer.form == "there":
        return f"in {text}"
    owner, _, owned = text.partition(" ")
    if owner.lower() in grammar.POSSESSIVES:  # "his trip" is whose?
        text = f"{told.subject.text}'s {owned}" if told.subject and told.subject.start < meant.start else ""
    if pointer.form != "the" or meant.sort is not Sort.NAME:
        text = re.sub(r"^(?:an?|some) ", "the ", text, flags=re.IGNORECASE)
    return _possessive(text, pointer, meant)


def _possessive(text: str, pointer: Pointer, meant: NounPhrase) -> str:
    if not pointer.owner or pointer.form == "the":
        return text
    return f"{text}'" if meant.plural and text.endswith("s") else f"{text}'s"
