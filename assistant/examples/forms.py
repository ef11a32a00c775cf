"""Forms: the questions that a statement lets one ask, as whole and plain English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.dates.tense import IRREGULAR
from assistant.examples import verbs
from assistant.examples.names import NAME
from assistant.examples.statements import ENDS, TIME, Statement
from assistant.wordlist import words

NAMED = rf"(?:the )?{NAME}"
NUMBER = (
    r"(?:(?:more than|nearly|about|at least|some|up to|around|almost|over|roughly|fewer than|an estimated|another|all)"
    r" )?(?:\d[\d,.]*(?: (?:thousand|million|billion))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:dozens|hundreds|thousands|tens of thousands|hundreds of thousands) of)"
)
_WORDS_BETWEEN = 8
"""Most words of what is sold, promised or signed, between the verb and the partner."""
_MONEY = (
    r"(?:(?:more than|nearly|about|at least|some|up to|around|almost|over|roughly|an estimated|a record) )?"
    r"(?:[$£€]\d[\d,.]*(?:[bmk]|bn|m|tn)?(?: (?:thousand|million|billion|trillion))?"
    r"|(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?:(?:million|billion|trillion) )?"
    r"(?:euros|dollars|pounds))"
)
_NO_THINGS = frozenset(
    words(
        """times years days weeks months hours minutes points dollars euros pounds percent cents thousands millions
        billions dozens hundreds series news"""
    )
)
"""Plurals that are no things one would count in these questions."""
_BROKEN = frozenset(
    words(
        """a an the of to that which who whom whose and or but for with by from into about than as if it them him us he
        she they we i you is are was were be been has have had do does did will would can could may might should must
        not no so such what when where why how more most less least other another own same its their his her this these
        those on in at over under between through against because while after before since until also up out off down
        away back only just one last next first
        similar same different separate joint free"""
    )
)
"""Words that a plain noun phrase does not hold behind its article."""
_VAGUE = frozenset(words("list statement letter number part series way move step bit lot look thing point"))
"""Nouns that say nothing without what follows them."""
_NOUNS_IN_ING = frozenset(
    words("building meeting hearing ruling filing offering funding training wedding opening shooting bombing summit")
)
_AUXILIARY = (
    "will|would|has|had|is|was|should|could|must|can|needs|needed|wants|wanted|plans|planned|may|might|intends"
    r"|intended|remains|remained|[a-z]+ed"
)
_SAID_ABOUT = re.compile(rf"(?:(?:in an? [a-z]+ (?:[a-z]+ )?(?:{TIME} )?)?that )?(?P<name>{NAMED}) (?:{_AUXILIARY})\b")
_SCORE = re.compile(r"\d-\d|^\d{1,3}$")
_NOTHING_MORE = re.compile(
    rf"$|[.,{TIME}]|(?:at|in|after|as|amid|during|following|from|of|peacefully|unexpectedly|suddenly)\b"
)
_EVERYWHERE = frozenset({"the US", "the U.S.", "the United States", "Americans", "God", "America", "Congress"})
"""Who or what too much is said about."""
_AGED = re.compile(rf"^(?:(?:{TIME}|[^,{TIME}]+,) )*(?:at the age of|aged|at) \d{{1,3}}\b")

Settle = Callable[[str], str | None]
"""Gives a name as a question writes it, with its article where it takes one; ``None`` where it may be no name."""


def asked(said: Statement, settle: Settle) -> Iterator[str]:
    """Give the questions that a statement answers; ``settle`` gives the names in it as a question writes them."""
    if said.passive:
        yield from _done_to(said)
        return
    if said.verb.base == "tell":
        told = re.match(
            rf"(?:reporters|lawmakers|investors|parliament|journalists|{NAME}) (?:{TIME} )?(?=that )", said.rest
        )
        if told:
            yield from _said(replace(said, rest=said.rest[told.end() :]), settle)
    if said.verb.base == "say":
        yield from _said(said, settle)
        return
    yield from _to_do(said, settle)
    yield from _of_what(said, settle)
    yield from _whom(said, settle)
    yield from _how_much(said, settle)
    yield from _how_many(said)
    yield from _what(said, settle)
    yield from _about_object(said, settle)
    yield from _alone(said)


def _said(said: Statement, settle: Settle) -> Iterator[str]:
    match = _SAID_ABOUT.match(said.rest)
    name = settle(match["name"]) if match else None
    if name and name not in {said.subject, *_EVERYWHERE}:
        yield f"What did {said.subject} say about {name}?"


def _to_do(said: Statement, settle: Settle) -> Iterator[str]:
    """Ask what somebody undertook, or told somebody else, to do."""
    if said.verb.base in verbs.UNDERTAKING and re.match(rf"to (?!(?:the|an?|its|their)\b|{NAMED})[a-z]+ ", said.rest):
        yield f"What did {said.subject} {said.verb.base} to do?"
    if said.verb.base not in verbs.URGING:
        return
    named = re.match(rf"(?P<name>{NAMED})(?P<noun> [a-z]+s)? to (?!(?:the|an?|its)\b)[a-z]+ ", said.rest)
    if named and (name := settle(named["name"])):
        noun = named["noun"] or ""
        whom = f"{named['name']}{noun}" if noun else name
        yield f"What did {said.subject} {said.verb.base} {whom} to do?"


def _of_what(said: Statement, settle: Settle) -> Iterator[str]:
    """Ask what somebody was accused of, blamed for or charged with."""
    link = verbs.OF_WHAT.get(said.verb.base)
    match = re.match(rf"(?P<name>{NAMED}) (?:{TIME} )?{link} [a-z]", said.rest) if link else None
    if match and (name := settle(match["name"])):
        yield f"What did {said.subject} {said.verb.base} {name} {link}?"
    match = re.match(rf"(?P<name>{NAMED}) (?:{TIME} )?(?:over|for) [a-z]", said.rest)
    if match and said.verb.base in verbs.WHY and (name := settle(match["name"])):
        yield f"Why did {said.subject} {said.verb.base} {name}?"


def _whom(said: Statement, settle: Settle) -> Iterator[str]:
    match = re.match(rf"{NAME} to (?P<office>the {NAME}){ENDS}", said.rest)
    if said.verb.base in {"nominate", "appoint"} and match:
        yield f"Who did {said.subject} {said.verb.base} to {match['office']}?"
    match = re.match(rf"(?P<name>{NAMED})[^,]*? (?:{TIME} )?in (?P<place>{NAMED}){ENDS}", said.rest)
    if said.verb.base in {"meet", "meet with"} and match and (place := settle(match["place"])):
        yield f"Who did {said.subject} meet in {place}?"


def _how_much(said: Statement, settle: Settle) -> Iterator[str]:
    subject, base = said.subject, said.verb.base
    if base in verbs.HOW_MUCH and re.match(rf"{_MONEY}\b", said.rest):
        to = re.match(
            rf"{_MONEY}(?: (?!(?:to|that|and)\b)[a-z-]+){{0,5}} (?P<link>to|for|on) (?P<name>{NAMED}){ENDS}", said.rest
        )
        name = settle(to["name"]) if to else None
        if to and name:
            yield f"How much did {subject} {base} {to['link']} {name}?"
        elif base == "raise" and re.match(rf"{_MONEY}{ENDS}", said.rest):
            yield f"How much did {subject} {base}?"
    if base in verbs.HOW_MUCH_FOR:
        bought = re.match(rf"(?P<name>{NAMED}) for {_MONEY}\b", said.rest)
        if bought and (name := settle(bought["name"])):
            yield f"How much did {subject} pay for {name}?"
    if base == "fine":
        fined = re.match(rf"(?P<name>{NAMED}) {_MONEY}\b", said.rest)
        if fined and (name := settle(fined["name"])):
            yield f"How much did {subject} fine {name}?"


def _how_many(said: Statement) -> Iterator[str]:
    if said.verb.base not in verbs.HOW_MANY:
        return
    match = re.match(
        rf"{NUMBER} (?P<things>(?:[a-z-]+ )?[A-Za-z]*[a-z]s|people)(?:{ENDS}|(?= (?:from|to|over|due)\b))", said.rest
    )
    if match and not set(match["things"].split()) & (_NO_THINGS | _BROKEN):
        yield f"How many {match['things']} did {said.subject} {said.verb.base}?"


def _what(said: Statement, settle: Settle) -> Iterator[str]:
    subject, base = said.subject, said.verb.base
    if base in verbs.WHAT_TO and (name := _partner(said.rest, verbs.WHAT_TO[base], settle)):
        yield f"What did {subject} {base} {verbs.WHAT_TO[base]} {name}?"
        return
    if base in verbs.WHAT_WHOM:
        match = re.match(rf"(?P<name>{NAMED}) (?:a|an|the|its|more|another|{NUMBER}|{_MONEY}) ", said.rest)
        if match and (name := settle(match["name"])):
            yield f"What did {subject} {base} {name}?"
            return
    if base in verbs.WHAT and re.match(r"(?:that|an?|the|its|their|his|her|new|plans) [a-z]", said.rest):
        yield f"What did {subject} {base}?"


def _partner(rest: str, link: str, settle: Settle) -> str | None:
    """Give the name behind the first preposition, if the words between are one noun phrase."""
    match = re.match(rf"(?P<things>[^,{TIME}]+?) (?:{TIME} )?{link} (?P<name>{NAMED}){ENDS}", rest)
    if not match:
        return None
    between = match["things"].split()
    if len(between) > _WORDS_BETWEEN or (set(between[1:]) - {"of", "in", "for", "its", "their"}) & _BROKEN:
        return None
    return settle(match["name"])


def _about_object(said: Statement, settle: Settle) -> Iterator[str]:
    """Ask who did it, when and where, if what it was done to is named or described in a few plain words."""
    base, subject = said.verb.base, said.subject
    named = re.match(rf"(?P<thing>{NAMED}){ENDS}", said.rest)
    thing = settle(named["thing"]) if named else None
    if thing and base in verbs.OF_PERSONS and " " not in thing:
        return
    if named and thing and base in verbs.WHO and thing != subject:
        yield f"Who {said.verb.past} {thing}?"
    if not named:
        named, thing = _described(said.rest)
    if not named or not thing or thing == subject:
        return
    behind = said.rest[named.end() :]
    if said.dated and base in verbs.WHEN and not behind.startswith(","):
        yield f"When did {subject} {base} {thing}?"
    if base in verbs.WHERE and re.match(rf"(?: {TIME})? in (?:the )?{NAME}{ENDS}", behind):
        yield f"Where did {subject} {base} {thing}?"


def _described(rest: str) -> tuple[re.Match[str] | None, str | None]:
    """Give a noun phrase of a few plain words with a determiner, and nothing that hangs on it but a partner."""
    match = re.match(rf"(?:an?|the|its|their|his|her)(?: [\w-]+){{2,4}}?(?P<partner> with {NAMED})?{ENDS}", rest)
    if not match:
        return None, None
    return (
        (match, match.group())
        if plain_noun(match.group().removesuffix(match["partner"] or "").split()[1:])
        else (None, None)
    )


def plain_noun(inner: Sequence[str]) -> bool:
    """Tell whether the words behind an article are one plain noun with its adjectives, for all one can see."""
    last = inner[-1]
    broken = not _BROKEN.isdisjoint(inner) or any(_SCORE.search(word) for word in inner)
    verbal = last.endswith(("ed", "ly")) or last in IRREGULAR or (last.endswith("ing") and last not in _NOUNS_IN_ING)
    return not (broken or verbal or last in _VAGUE)


def _alone(said: Statement) -> Iterator[str]:
    if " " not in said.subject:
        return  # of whom only the surname is said, nobody else knows who it is
    if said.verb.base in verbs.WHEN_ALONE and said.dated and _NOTHING_MORE.match(said.rest):
        yield f"When did {said.subject} {said.verb.base}?"
    if said.verb.base == "die" and _AGED.match(said.rest):
        yield f"At what age did {said.subject} die?"


def _done_to(said: Statement) -> Iterator[str]:
    base = said.verb.base
    if " " not in said.subject:
        return
    if base in verbs.DONE_TO and re.match(rf"{verbs.DONE_TO[base]} [a-z\d]", said.rest):
        yield f"What was {said.subject} {said.verb.participle} {verbs.DONE_TO[base]}?"
    if (
        said.dated
        and base in verbs.WHEN_PASSIVE
        and re.match(rf"$|[.,{TIME}]|(?:in|at|after|during|as|from)\b", said.rest)
    ):
        yield f"When was {said.subject} {said.verb.participle}?"
