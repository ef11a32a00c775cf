"""Statements: what a plain sentence or headline says, as far as its form leaves no doubt.

No parser: a sentence is read only if it opens with a name and a known verb follows at once. Whatever has
quotation marks, brackets, dashes or an unsure opening is left alone, since nothing needs to be read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.dates import read_dates
from assistant.examples.names import NAME, Names, may_be_name, opening_name
from assistant.examples.verbs import VERBS, Verb

TIME = "@"
"""Stands for a time expression in a statement's words; sentences with one of their own are not read."""
CUT = "…"
"""Stands for the words that a headline was cut off before."""

LONGEST = 45
"""Words of a sentence: in a longer one a second clause is likely to change what the first one says."""
TITLE_CASE = 0.75
"""Share of capitals among a headline's longer words from which its names cannot be told from its nouns."""
LONG_WORD = 4
"""Letters of a word that every headline in title case writes with a capital."""

ENDS = (
    rf"(?= ?[.,]| ?$| {TIME}| (?:on|in|at|after|as|amid|during|following|before|when|while|because|despite|late|early"
    r"|earlier|ahead)\b)"
)
"""What may follow a name or noun that is whole."""

UNSURE = re.compile(rf"[\"“”‘?!()\[\]{{}};:{TIME}*#|/]|['’](?:\s|$)|(?:^|\s)['’]|[–—]|\s-\s|\.\.|https?:")
"""Quotations, asides and whatever else may change what the words around it say."""
_DATELINE = re.compile(
    r"^(?:[^\W\d_a-z][^\W\d_a-z.’' -]+[\w.,’' -]{0,40}?(?:\([\w ./]{2,20}\))?\s?[–—-]\s"
    r"|(?:[A-Z][\w.]+,? ){0,4}\([\w ./]{2,20}\)\s?(?:[–—-]\s)?)"
)
""""KYIV — ", "LISBON, May 28 (Agency) - ", "London (Agency) "."""
_GRAINS = frozenset({"day", "week", "month", "year"})
"""What a date answers "when" with."""


@dataclass(frozen=True)
class Statement:
    """What somebody did: a name, a verb, and the words that follow, each time expression as ``TIME``."""

    subject: str
    verb: Verb
    rest: str
    dated: bool = False
    """Whether the sentence says on which day or in which week, month or year it was done."""
    passive: bool = False
    """Whether it was done to the subject."""


def read_sentence(sentence: str, published: dt.date | None, names: Names) -> list[Statement]:
    """Give what a sentence of running text states; nothing where in doubt."""
    plain = _DATELINE.sub("", " ".join(sentence.split()))
    if not plain.endswith(".") or plain.count(" ") >= LONGEST or UNSURE.search(plain):
        return []
    if _DONE_WORDS.isdisjoint(plain.split()):
        return []  # most sentences go no further
    text, dated = _with_times_marked(plain, published)
    match = _OPENING.match(text)
    if not match or not (subject := opening_name(match["subject"], names)):
        return []
    behind = text[match.end() :]
    # "He has died, his family said on Monday": the day of another clause is not the day that it was done.
    own = TIME in match.group() + _OTHER_CLAUSE.split(behind, maxsplit=1)[0]
    return list(_read(subject, behind, _past_forms(), dated=dated and own))


def read_headline(headline: str, names: Names) -> list[Statement]:
    """Give what a headline states; nothing where in doubt."""
    title = " ".join(headline.split())
    cut = re.search(r"\s*(?:\.\.\.|…)$", title)
    if cut:
        title = title[: cut.start()].rpartition(" ")[0]
    longer = [word for word in title.split()[1:] if len(word) >= LONG_WORD and word[0].isalpha()]
    if UNSURE.search(title) or sum(word[0].isupper() for word in longer) > TITLE_CASE * len(longer):
        return []
    clauses = f"{title} {CUT}".split(" as ") if cut else title.split(" as ")
    return [statement for clause in clauses for statement in _read_clause(clause, names)]


def _read_clause(clause: str, names: Names) -> Iterator[Statement]:
    match = re.match(rf"(?P<subject>{NAME}) ", clause)
    if not match or not may_be_name(match["subject"].split()):
        return
    if subject := names.whole(match["subject"]) or names.settled(match["subject"]):
        yield from _read(subject, clause[match.end() :], _present_forms(), dated=False)


_OPENING = re.compile(
    rf"(?:(?:Meanwhile|Separately|Earlier|Later|{TIME}|(?:Earlier|Later) {TIME}), |In {NAME}, )?(?:new |former )?"
    rf"(?P<subject>(?:[Tt]he )?{NAME})(?:, (?:an?|the|who|which) [^,]{{3,80}},)? (?:{TIME} )?"
)


_OTHER_CLAUSE = re.compile(r",| (?:after|before|when|while|as|that|who|which|because|to) ")
_DONE_WORDS = frozenset(
    word for verb in VERBS.values() for form in (verb.past, verb.participle) for word in (form, form.partition(" ")[0])
)
_DOING = re.compile(
    r"(?:ha[sd] |have )?(?:also )?(?P<verb>laid off|lays off|call(?:ed|s) on|me(?:t|ets) with|[a-z]+)\b"
    rf"(?: {TIME})?(?=[ .,]|$)"
)


def _read(subject: str, text: str, forms: dict[str, Verb], *, dated: bool) -> Iterator[Statement]:
    if match := re.match(rf"(?:was|were) (?P<verb>[a-z]+)\b(?: {TIME})?", text):
        verb = _participles().get(match["verb"])
        if verb and forms is _past_forms():
            yield Statement(subject, verb, text[match.end() :].strip(), dated, passive=True)
        return
    match = _DOING.match(text)
    verb = forms.get(match["verb"]) if match else None
    if match and verb:
        yield Statement(subject, verb, text[match.end() :].strip(), dated)


def _with_times_marked(sentence: str, published: dt.date | None) -> tuple[str, bool]:
    """Put ``TIME`` for each time expression; tell whether the only one is a day, week, month or year."""
    times = [one for one in read_dates(sentence, published) if not one.text.strip().isdigit()]
    text = sentence
    for one in reversed(times):
        text = text[: one.start] + TIME + text[one.end :]
    text = re.sub(rf"\b(?:on|in|at|late|early) {TIME}", TIME, text)
    dated = len(times) == 1 and times[0].first is not None and not times[0].modifier and times[0].grain in _GRAINS
    return text, dated


@lru_cache
def _past_forms() -> dict[str, Verb]:
    return {verb.past: verb for verb in VERBS.values()}


@lru_cache
def _participles() -> dict[str, Verb]:
    return {verb.participle: verb for verb in VERBS.values()}


@lru_cache
def _present_forms() -> dict[str, Verb]:
    return {verb.third: verb for verb in VERBS.values()}
