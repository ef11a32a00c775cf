"""Candidates: questions that an article's headline or first sentences seem to answer.

Few patterns with strict conditions, and no language model: a question that is not formed is missed by
nobody, and one that is clumsy or silly is seen by everybody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.examples.forms import NAMED, NUMBER, asked, plain_noun
from assistant.examples.names import NAME, Names, person
from assistant.examples.statements import ENDS, TIME, UNSURE, read_headline, read_sentence
from assistant.question import Kind, kind_of

_ASIDE = re.compile(
    r"(?:opinion|analysis|photos?|pictures|videos?|watch|quiz|live|letters?|column|editorial|review|recap|podcast|poll"
    r"|fact check|today's talker|correction)\b|\d+ |top \d",
    re.IGNORECASE,
)
"""Headlines of what is no report: opinion, picture series, live coverage, lists, corrections."""
LONGEST = 80
"""Characters of a question: what is read at a glance and fits on one or two lines of a telephone."""
_PEOPLE = (
    "people civilians soldiers troops children women men students pupils workers employees passengers residents"
    " patients protesters demonstrators migrants refugees prisoners fans tourists police firefighters miners"
    " journalists customers homes houses buildings households schools flights trees animals"
)
_DONE = (
    "killed injured wounded hurt arrested detained evacuated rescued displaced hospitalised hospitalized destroyed"
    " damaged cancelled canceled infected stranded charged jailed"
)
_PLACE = r"(?P<place>in|near|off|on|at)"
_COUNTED = re.compile(
    rf"(?:^|[, ]){NUMBER} (?:other )?(?P<things>{_PEOPLE.replace(' ', '|')})"
    rf" (?:(?:(?:have|had|has) been|were|was|are) (?P<done>{_DONE.replace(' ', '|')})|(?:ha[ds] |have )?(?P<died>died))"
    rf"(?: {TIME}| on [A-Z][a-z]+day)?"
    r"(?: (?:in|by|after|during|when) (?:an?|the) (?P<event>[\w-]+(?: [\w-]+){0,2}))?"
    rf" {_PLACE} (?P<name>{NAMED}){ENDS}"
)
"""At least 16 people were killed in a strike in Kharkiv."""
_EVENTS = (
    "attack strike shooting crash collision fire blaze wildfire earthquake quake explosion blast flood flooding storm"
    " hurricane tornado typhoon cyclone landslide avalanche accident bombing protest riot raid stampede outbreak"
)
_KILLED = re.compile(
    rf"\b(?P<event>(?:{_EVENTS.replace(' ', '|')})) {_PLACE} (?:the (?:[a-z-]+ )?city of )?(?P<name>{NAMED})"
    rf" (?:{TIME} )?(?:(?:that|which) )?(?:ha[ds] )?(?P<done>killed|injured|wounded) {NUMBER} (?:other )?"
    rf"(?P<things>{_PEOPLE.replace(' ', '|')})\b"
)
"""A shooting in Kharkiv killed at least two people."""
_ROLES = (
    "professor|director|analyst|researcher|scientist|economist|minister|president|spokes(?:man|woman|person)|judge|author"
    "|writer|historian|engineer|manager|founder|co-founder|chairman|chairwoman|chair|head|chief|secretary|commissioner"
    "|ambassador|senator|governor|mayor|lawyer|attorney|doctor|physician|surgeon|biologist|ecologist|geologist|physicist"
    "|chemist|astronomer|epidemiologist|virologist|psychologist|sociologist|meteorologist|climatologist|oceanographer"
    "|volcanologist|criminologist|archaeologist|curator|conductor|composer|coach|captain|executive|strategist|adviser"
    "|advisor|expert|specialist|fellow|lecturer|scholar|editor|architect|designer|lawmaker|politician|candidate|coroner"
    "|prosecutor|inspector|superintendent|sheriff|principal|rector|dean|general|commander|astronaut|midfielder|striker"
    "|goalkeeper|quarterback|pitcher|novelist|poet|playwright|filmmaker|actor|actress|singer"
)
"""What people are, that are asked for their office, trade or learning; a passer-by is nobody's question."""
_PRESENTED = re.compile(
    rf"(?:^|\b(?:said|says|told|to|by|with) )(?P<name>{NAME}), (?:an?|the) (?:[a-z-]+ ){{0,4}}?(?:{_ROLES})"
    r"(?: (?:at|of|for|in|with|from|on|and|who)\b[^,.“”\"]{2,80})?[,.]"
)
"""Said Ada Moss, a marine biologist at the University of Leeds."""


@dataclass(frozen=True)
class Candidate:
    """A question, and what it was drawn from."""

    text: str
    subject: str
    """The name that it is about."""
    source: str | None
    """The sentence that should answer it; ``None`` where it comes from the headline."""

    @property
    def kind(self) -> Kind:
        """The kind of thing that it wants."""
        return kind_of(self.text)

    @property
    def plain(self) -> bool:
        """Whether it says more than who did something: "what did Spain send to Kyiv", not "what did Spain announce"."""
        behind = self.text.partition(self.subject)[2]
        return self.kind not in {Kind.ANY, Kind.SPEECH} or any(map(str.isupper, behind))


def candidates(
    headline: str | None, sentences: Sequence[str], names: Names, published: dt.date | None
) -> list[Candidate]:
    """Give questions drawn from an article's headline and first sentences, without repetition.

    Every question is whole and plain English;
    that the article answers it is likely and not sure.
    """
    if headline and _ASIDE.match(headline):
        return []
    found: list[Candidate] = []
    for said in read_headline(headline, names) if headline else ():
        found += [Candidate(question, said.subject, None) for question in asked(said, names.settled)]
    whole = partial(person, names=names)
    for sentence in sentences:
        for said in read_sentence(sentence, published, names):
            found += [Candidate(question, said.subject, sentence) for question in asked(said, whole)]
        found += [Candidate(f"Who is {name}?", name, sentence) for name in _presented(sentence, names)]
        found += [Candidate(question, name, sentence) for name, question in _counted(sentence, names)]
    # The same question from a sentence is worth more: that sentence can be asked for.
    unique = {one.text: one for one in found if len(one.text) <= LONGEST}
    return list(unique.values())


def _presented(sentence: str, names: Names) -> Iterator[str]:
    """Give the people whom a sentence says who they are: "Ada Moss, a marine biologist, …"."""
    for match in _PRESENTED.finditer(sentence):
        name = match["name"]
        if len(name.split()) in {2, 3} and names.whole(name.split()[-1]) == name:
            yield name


def _counted(sentence: str, names: Names) -> Iterator[tuple[str, str]]:
    """Ask for the dead, hurt or arrested of an event in a place."""
    if UNSURE.search(sentence):
        return
    if match := _COUNTED.search(sentence):
        name = person(match["name"], names)
        done = f"were {match['done']}" if match["done"] else "died"
        event = match["event"] if match["event"] and plain_noun(match["event"].split()) else None
        if name and (event or match["done"]):
            where = f"in the {event} {match['place']} {name}" if event else f"{match['place']} {name}"
            yield name, f"How many {match['things']} {done} {where}?"
    if match := _KILLED.search(sentence):
        name = person(match["name"], names)
        verb = {"killed": "kill", "injured": "injure", "wounded": "wound"}[match["done"]]
        if name:
            yield name, f"How many {match['things']} did the {match['event']} {match['place']} {name} {verb}?"
