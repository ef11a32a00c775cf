"""What a question asks: its parts, and the kind of thing each wants."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from assistant.dates import read_dates
from assistant.wordlist import words
from index.terms import STOPWORDS, WORD, content_terms, terms


class Kind(StrEnum):
    """The kind of thing a part of a question wants."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NAME = "name"
    """The name of something: "which country", "what company"."""
    MONEY = "money"
    AGE = "age"
    DISTANCE = "distance"
    DURATION = "duration"
    SHARE = "share"
    COUNT = "count"
    """"How many tanks": a number of the things named."""
    NUMBER = "number"
    """Any other amount."""
    WHY = "why"
    SPEECH = "speech"
    TIMELINE = "timeline"
    """What happened with something, over days."""
    ANY = "any"


class Part(BaseModel):
    """One thing a question asks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    """As a person would say it: "what did Spain pledge", "when"."""
    kind: Kind
    own: bool
    """Whether it brings words of its own; "and when" leans on the part before it."""


class Name(BaseModel):
    """A name in a question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    """As the question writes it: "Cyclone Chido"."""
    terms: tuple[str, ...]
    """Its terms: ("cyclon", "chido")."""


class AskedTime(BaseModel):
    """A date in a question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    first: dt.date
    last: dt.date
    stated: bool = True
    """Whether the words name the days by themselves: "in March 2024"; "this week" counts from another day."""
    open: bool = False
    """Whether one end only is named: "since September 2024", "before the summit". Such days limit and do not rank."""


class Question(BaseModel):
    """A question taken apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    parts: tuple[Part, ...]
    terms: tuple[str, ...]
    """The stemmed words that carry its subject."""
    names: tuple[Name, ...]
    actor: Name | None = None
    """Who is asked about: "what did Spain pledge" asks about Spain and nobody else."""
    content_spans: tuple[tuple[int, int], ...]
    """Where its content words stand in ``text``."""
    own_spans: tuple[tuple[int, int], ...] = ()
    """Of what goes on from another question: where its own words stand, which the answer must bear."""
    times: tuple[AskedTime, ...] = ()
    """Each date that it names with a year: "in March 2024"; and, where it is known when it is asked, "this week"."""
    as_of: dt.date | None = None
    """The day from which "this week" counts, if that is known."""
    counted: tuple[str, ...] = ()
    """Of "how many tanks": the terms of what is counted."""

    @property
    def tells(self) -> bool:
        """Whether a part asks for a timeline."""
        return any(part.kind is Kind.TIMELINE for part in self.parts)

    @property
    def day(self) -> dt.date | None:
        """The day whose news it is likely about: that of asking, unless it names another time itself."""
        return None if any(time.stated for time in self.times) else self.as_of


ASKING = r"what|when|where|who|whom|whose|why|which|how(?: (?:much|many|long|far|often|big|large))?"
JOINT = re.compile(
    rf"(?:,|;)?\s+and,?\s+(?=(?:(?:by|to|for|with|from|at|in|on|under|since)\s+)?(?:{ASKING})\b)",
    re.IGNORECASE,
)
"""Where "and" joins two things asked: "and when", "and who signed it"."""
LISTED = re.compile(
    r",\s+(?=(?:how (?:many|much)|when|where|why|what|(?:to |by |for |with )?whom?)\b"
    r"(?! (?:is|was|are|were|leads?|led)\b.*,))",
    re.IGNORECASE,
)
"""Where a comma joins two things asked, before an "and" that joins the last: "how many, who, and when"."""
TWO_WORDS = re.compile(rf"^\s*(?P<first>{ASKING})\s+and\s+(?P<second>{ASKING})\b(?P<rest>.+)$", re.IGNORECASE)
""""When and where did they meet": one clause, two things asked."""

TIMELINE = (
    r"^\W*(?:and |so |but |tell me )?what(?:['’]s| has| have| had)? (?:all )?"
    r"(?:happen(?:ed|s|ing)?|been happening|became|become|went on|gone on)\b"
    r"|^\W*(?:and |so |but )?how (?:did|has|have) .*"
    r"\b(?:come about|unfold(?:ed)?|develop(?:ed)?|evolved?|progress(?:ed)?)\b"
    r"|\btime ?line\b|\bchronology\b|\bthe (?:whole )?story (?:of|behind)\b"
)
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.TIMELINE, TIMELINE),
        (Kind.MONEY, r"\bhow much (?:money|cash|aid|funding|debt)\b"),
        (
            Kind.MONEY,
            r"\bhow much .*\b(?:cost|costs|pay|paid|spend|spent|earn|earns|worth|raise|raised|fine|fined|owe)\b",
        ),
        (
            Kind.MONEY,
            r"\bwhat (?:did|does|do|will|would|is|are|was|were) .*\b(?:costs?|worth|earns?|pa(?:y|id))\b(?! for)",
        ),
        (Kind.MONEY, r"\b(?:what|which|at what) (?:sum|price|cost|fee|salary|budget|amount of money)\b"),
        (Kind.AGE, r"\bhow old\b|\b(?:what|which) age\b"),
        (Kind.DISTANCE, r"\bhow (?:far|tall|high|deep|wide)\b|\bwhat (?:distance|height|depth|width)\b"),
        (Kind.DURATION, r"\bhow long\b"),
        (
            Kind.SHARE,
            r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)\b|\bhow many per ?cent\b",
        ),
        (Kind.COUNT, r"\bhow many\b|\b(?:what|which) number\b"),
        (
            Kind.NUMBER,
            (
                r"\bhow (?:much|big|large|fast|often|heavy|hot|cold|strong)\b|\bwhat (?:amount|score|size|speed)\b"
                r"|\bwhat (?:\w+ )?(?:pay|price|wage|salary|tax|rent|rate) (?:rise|increase|raise|hike|cut)\b"
            ),
        ),
        (Kind.WHEN, r"\bwhen\b|\b(?:what|which) (?:day|date|week|month|year|time)\b"),
        (
            Kind.WHERE,
            r"\bwhere\b|\b(?:in|at|to|from) (?:what|which) (?:place|city|town|country|state|region|village)\b",
        ),
        (Kind.WHO, r"\bwho(?:m|se)?\b"),
        (
            Kind.SPEECH,
            r"\bwhat (?:did|does|has|have|do)\b.{2,80}\b(?:say|said|tell|told|call|called|warn|claim|announce)\b",
        ),
        (Kind.WHY, r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led to)\b"),
        (
            Kind.NAME,
            (
                r"\bwhich\b|\bwhat (?:country|city|state|company|team|nation|outlet|newspaper|paper|agency|group|party"
                r"|club|school|university|airline|brand|film|movie|show|band|island|river|airport|weapon|language)\b"
                r"|\bwhat (?:is|was|were|are) the names?\b"
            ),
        ),
    )
)
"""Tried in this order: "how much did it cost" wants money before it wants a number."""

OPENINGS = frozenset(
    words(
        """name list give tell show describe explain find state according compare timeline chronology summarise
        summarize please isn't didn't doesn't haven't won't aren't wasn't"""
    )
)
"""Words that open a question and are capitalised for no other reason; beside the stop words."""
ACTOR = re.compile(
    r"\b(?i:did|does|do|has|have|had|will|would)\s+(?:the\s+)?(?P<name>[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*)*)"
)
"""The name right behind the auxiliary: the subject, in an English question."""
COUNTED = re.compile(
    r"\bhow many (?P<things>[\w’'-]+(?: [\w’'-]+){0,3}?)"
    r"(?= (?:did|do|does|has|have|had|is|are|was|were|will|would|can|could|in|of|from|to|at|on|for|who|that)\b|[?.]|$)",
    re.IGNORECASE,
)
RECENTLY = re.compile(r"\b(?:recently|in recent (?:days|weeks))\b", re.IGNORECASE)
RECENT = dt.timedelta(days=90)
"""How far back "recently" reaches in news: a season."""
WEEK = dt.timedelta(days=7)
"""Who asks on a Monday about "this week" means the last days."""
MONTH = re.compile("|".join(calendar.month_name[1:]), re.IGNORECASE)
EARLIEST, LATEST = dt.date.min.replace(year=1600), dt.date.max.replace(year=9000)
"""Beyond these no news was asked about, and nothing can be counted from a day."""
FINE = ("day", "week", "weekend", "month")
"""Grains of times counted from the day of asking that say which news is meant."""
GENERAL = frozenset(
    content_terms("year month week day date time hour number amount people person name kind type part city")
)
"""Words that say what kind of thing is asked for; an answer has the thing and not the word."""
ANOTHER = re.compile(
    r"^(?:something else|(?:(?:an)?other|(?:a )?different|(?:a )?new) (?:thing|question|subject|topic))\b"
    r"(?: entirely| altogether)?\s*[:,.;–—-]+\s*(?=\S)",
    re.IGNORECASE,
)
"""Says that another subject begins, and nothing of it."""
SUBJECT = re.compile(r" \([^()]+\)\W*$")
"""Behind a question, the names that it goes on about: "how many were missing (Kharkiv)?"."""
NAME_WORD = re.compile(r"[^\W\d_][\w’'.-]*")


def understand(text: str, as_of: dt.date | None = None) -> Question:
    """Take a question apart that is asked on a day, if that is known."""
    clean = " ".join(text.encode(errors="replace").decode().split())  # half a pair of code units is no text
    clean = ANOTHER.sub("", clean)
    if as_of and not EARLIEST <= as_of <= LATEST:
        as_of = None
    times = _times(clean, as_of)
    undated = clean
    for start, end, _ in times:  # a date is compared as a date, not as words
        undated = undated[:start] + " " * (end - start) + undated[end:]
    counted = COUNTED.search(clean)
    names = tuple(_names(undated))
    content = tuple(found.span() for found in WORD.finditer(undated) if content_terms(found.group()))
    subject = SUBJECT.search(undated)
    return Question(
        text=clean,
        parts=tuple(_parts(clean.rstrip(" ?!."))),
        terms=tuple(content_terms(undated)),
        names=names,
        actor=_actor(undated),
        content_spans=content,
        own_spans=tuple(span for span in content if span[1] <= subject.start()) if subject else (),
        times=tuple(time for _, _, time in times),
        as_of=as_of,
        counted=tuple(content_terms(counted["things"])) if counted else (),
    )


def _times(text: str, as_of: dt.date | None) -> list[tuple[int, int, AskedTime]]:
    """Give where the times that a question names stand in it, and what they mean."""
    times = []
    for one in read_dates(text, as_of):
        stated = one.basis == "stated"
        # "than a year ago" compares and asks of today; of which year "August 6" is, the articles may tell.
        from_today = one.grain in FINE and not MONTH.search(one.text)
        last = one.last or (LATEST if one.modifier.startswith("since") else None)
        if one.first and last and (stated or from_today):
            recent = as_of - WEEK if as_of and one.grain == "week" and one.first <= as_of <= last else one.first
            first = min(one.first, recent)
            time = AskedTime(text=one.text, first=first, last=last, stated=stated, open=last == LATEST)
            times.append((one.start, one.end, time))
    if as_of:
        for found in RECENTLY.finditer(text):
            time = AskedTime(text=found.group(), first=as_of - RECENT, last=as_of, stated=False)
            times.append((*found.span(), time))
    return times


def kind_of(text: str) -> Kind:
    """Give the kind of thing that a question, or a part of one, wants."""
    return next((kind for kind, pattern in KINDS if pattern.search(text)), Kind.ANY)


def _parts(text: str) -> list[Part]:
    if both := TWO_WORDS.match(text):
        first, second = both["first"], both["second"]
        return [
            Part(text=first + both["rest"], kind=kind_of(first + both["rest"]), own=True),
            Part(text=second.lower(), kind=kind_of(second), own=False),
        ]
    pieces = [piece.strip(" ,;") for piece in JOINT.split(text)]
    if len(pieces) > 1:
        pieces = [*(piece.strip() for piece in LISTED.split(pieces[0])), *pieces[1:]]
    parts = []
    for place, piece in enumerate([piece for piece in pieces if piece] or [text]):
        named = {term for name in _names(piece) for term in name.terms}
        own = place == 0 or not (GENERAL | named).issuperset(content_terms(piece))
        parts.append(Part(text=piece if place == 0 else piece[0].lower() + piece[1:], kind=kind_of(piece), own=own))
    return parts


def _actor(text: str) -> Name | None:
    found = ACTOR.search(text)
    names = _names(found["name"]) if found else []
    return names[0] if names else None


def _names(text: str) -> list[Name]:
    """Give runs of capitalised words; a sentence's first word counts unless it is an ordinary opening."""
    spans: list[tuple[int, int]] = []
    for found in NAME_WORD.finditer(text):
        word = found.group()
        first = text[: found.start()].rstrip()[-1:] in {"", ".", "?", "!", ":"}
        if not word[0].isupper() or word == "I" or (first and word.lower() in STOPWORDS | OPENINGS):
            continue
        if spans and text[spans[-1][1] : found.start()] == " ":
            spans[-1] = (spans[-1][0], found.end())
        else:
            spans.append(found.span())
    names = (Name(text=text[start:end], terms=tuple(terms(text[start:end]))) for start, end in spans)
    return [name for name in names if name.terms]
