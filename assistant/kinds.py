"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.amounts import read_amounts
from assistant.attribution import read_attributions
from assistant.dates import read_dates
from assistant.question import Kind, Name, Question
from index.terms import terms

CAPITALISED = re.compile(r"(?<=[\w,’'”\"] )[\"“‘']?[^\W\d_a-z][\w’'-]+")
"""A capitalised word that does not open the sentence: a name, in English."""
CALENDAR = frozenset(
    terms(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
        " August September October November December"
    )
)
"""Capitalised, but nobody's name."""
PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|across|off|around|into|on)\s+(?:the\s+)?[^\W\d_a-z][\w’'-]+")
SPEECH = re.compile(
    r"[\"“”]|\b(?:said|says|told|called|calls|warned|claimed|added|stated|announced|wrote|asked|urged|insisted)\b"
)
REASON = re.compile(
    r"\b(?:because|since|due to|owing to|amid|in response|so that|over|citing|cited|blam\w+|reasons?|caus\w+|led to"
    r"|in order to|after|aim\w*|to \w+)\b",
    re.IGNORECASE,
)


def holds_kind(kind: Kind, sentence: str, question: Question) -> float:
    """Tell whether a sentence holds the kind of thing that is asked for: 0, 1, or 0.5 for a near miss."""
    if kind in QUANTITIES:
        return _quantity(kind, sentence, question)
    if kind is Kind.WHEN:
        return bool(read_dates(sentence, None))
    if kind in {Kind.WHO, Kind.NAME}:
        said = _sources(question, sentence) if kind is Kind.WHO else None
        return _new_name(CAPITALISED, sentence, question) if said is None else said
    if kind is Kind.WHERE:
        return _new_name(PLACE, sentence, question)
    if kind is Kind.SPEECH and question.actor:
        return _said_by(question.actor, sentence)
    pattern = {Kind.SPEECH: SPEECH, Kind.WHY: REASON}.get(kind)
    return bool(pattern.search(sentence)) if pattern else 1.0


def _sources(question: Question, sentence: str) -> float | None:
    """Tell whether a sentence names who says it: 1, or 0.5 by a pronoun; ``None`` where nobody asks who said it."""
    if not WHO_SAYS.search(question.text):
        return None
    sources = [one.source for one in read_attributions(sentence)]
    if any(len(source) > LONGEST_PRONOUN for source in sources):
        return 1.0
    return 0.5 if sources else 0.0


def _said_by(speaker: Name, sentence: str) -> float:
    """Tell whether a sentence gives what somebody says: 1; or what anybody does: 0.5."""
    sources = [set(terms(one.source)) for one in read_attributions(sentence)]
    if any(speaker.terms[-1] in source for source in sources):
        return 1.0
    return 0.5 * bool(sources or SPEECH.search(sentence))


WHO_SAYS = re.compile(
    r"\bwho (?:else )?(?:\w+ )?(?:said|says|told|warned|claimed|denied|denies|complained|promised|predicted|accused"
    r"|called|argued|praised|announced|confirmed|admitted|insisted|counted|estimated)\b|\baccording to whom\b",
    re.IGNORECASE,
)
"""In a question for the source of a statement."""
LONGEST_PRONOUN = 4
UNITS = {
    Kind.MONEY: re.compile(r"[A-Z]{3}|pounds?|pesos?|rupees?|euros?|dollars?"),
    Kind.AGE: re.compile(r"years?(?:[- ]olds?)?|months?(?:[- ]olds?)?"),
    Kind.DISTANCE: re.compile(r"(?:kilo|centi|milli)?met(?:re|er)s?|k?m|cm|mm|miles?|f(?:ee|oo)t|yards?|inch(?:es)?"),
    Kind.DURATION: re.compile(r"(?:second|minute|hour|day|night|week|month|year|decade)s?"),
    Kind.SHARE: re.compile(r"%|percent(?:age points?)?|per cent"),
}
"""The units that an amount must have to answer a question of each kind."""
QUANTITIES = frozenset(UNITS) | {Kind.COUNT, Kind.NUMBER}
NUMBER = re.compile(
    r"(?<![\w-])\d[\d,.]*(?![\w-])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|trillions?|nobody|none|half"
    r"|twice|double)\b",
    re.IGNORECASE,
)
AGE = re.compile(r"\b(?:aged?|turn\w*) \d|\b\d{1,3}-(?:year|month)-old|, \d{1,3},")


def _quantity(kind: Kind, sentence: str, question: Question) -> float:
    amounts = read_amounts(sentence)
    if kind is Kind.NUMBER and amounts:
        return 1.0
    if kind is Kind.COUNT and amounts and set(question.counted) <= set(terms(sentence)):
        return 1.0
    if kind is Kind.AGE and AGE.search(sentence):
        return 1.0
    if kind in UNITS and any(UNITS[kind].fullmatch(amount.unit) for amount in amounts):
        return 1.0
    if kind in {Kind.AGE, Kind.DISTANCE, Kind.SHARE}:  # these are never said without their unit
        return 0.0
    # "put the number at 19", "310 million of it": what is counted may stand in another sentence.
    return 0.5 if amounts or _bare_number(sentence) else 0.0


def _bare_number(sentence: str) -> bool:
    times = read_dates(sentence, None)
    return any(not any(time.start <= found.start() < time.end for time in times) for found in NUMBER.finditer(sentence))


def _new_name(pattern: re.Pattern[str], sentence: str, question: Question) -> bool:
    known = _known(question.text)
    names = (terms(found.group()) for found in pattern.finditer(sentence))
    return any(name and name[-1] not in known for name in names)


@lru_cache(maxsize=64)
def _known(question: str) -> frozenset[str]:
    """Give the terms that are no news to whoever asks."""
    return frozenset(terms(question)) | CALENDAR
