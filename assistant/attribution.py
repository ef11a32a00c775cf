"""Attribution: who says what a sentence says, in the sentence's own words.

No parser. English news names a source in few ways: before a verb of speech ("Sánchez told reporters"), behind it
("…," said Sánchez), or after "according to" and "citing". What stands between the source and the verb (an apposition,
a weekday, an adverb) is stepped over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.answer import Occasion
from assistant.dates import TimeExpression, read_dates
from assistant.dates.reading import REMEMBERED
from assistant.dates.tense import past_form
from assistant.wordlist import words

SPEECH = frozenset(
    words(
        """
        accused acknowledged acknowledges added adding adds admits admitted alleged alleges announced announces
        argued argues arguing asserted asserts believes boasted called calls cautioned claimed claiming claims
        complained conceded concedes concluded confirmed confirms contended declared declares denied denies
        described describes emphasised emphasized estimated estimates explained explains insisted insisting insists
        joked maintained noted notes pledged posted predicted predicts promised recalled recalls recounted
        reiterated remarked repeated replied reported reports responded revealed reveals said say saying says stated
        stressed stresses suggested suggests telling tells testified told tweeted tweets vowed warned warning warns
        writes wrote
        """
    )
)
"""Verbs that make their subject the source of a statement, in the forms that a clause may have."""
GERUNDS = frozenset(word for word in SPEECH if word.endswith("ing"))
NOUNS_TOO = frozenset(words("says reports claims notes calls estimates posted reported estimated repeated warning"))
"""Forms that are often nouns or adjectives: "reports of", "the reported sum"."""
NOT_SPEECH = ("added to ", "reports to ", "writes off", "maintained by", "called off", "calls off", "called in ")
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got|it['’]s|has to|have to|to|not to)"
    r"(?: (?:also|widely|not|reportedly|once|later|then|first|\w+ly))? $",
    re.IGNORECASE,
)
"""Before a verb whose subject hears and does not speak: "was told", "to say"."""
NOUN_PLACE = re.compile(
    r"\b(?:the|a|an|its|his|her|their|these|those|this|any|no|some|of|media|news|such)(?: \w+ly)? $", re.IGNORECASE
)
QUOTED_AS = re.compile(
    r"\b(?:was|were|is|are|been) (?P<cue>(?:quoted|cited) (?:\w+ ){0,4}as saying|quoted as writing)\b"
)
ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Cc]iting|[Qq]uoting)\s+")
WORD = r"[\w’'.&/-]+"
ADVERBS = re.compile(
    r"(?:,?\s+(?:also|later|earlier|then|still|again|first|once|recently|previously|have|has|had|had also|has also"
    r"|in turn|too|never|even|just|now|\w{2,12}ly))+$"
)
"""What stands between a subject and its verb; "Sally" and "Italy" begin with capitals and are left."""
BOUNDARY = re.compile(
    r"[;:“”\"()]|[.?!]['’”\"]? | [–—-] |,['’]+ |\b(?:that|because|although|though|while|when|whether|if|after|before"
    r"|since|until|but|as|than|where|how|why|what|so)\b|, (?:and|or|which|who|whom|whose) ",
    re.IGNORECASE,
)
"""What a clause, and so its subject, cannot reach across."""
ADVERBIAL = re.compile(
    r"(?:in|on|at|by|for|from|with|after|before|during|since|under|over|amid|despite|like|among|to|of|about|following"
    r"|according|meanwhile|however|also|still|then|later|earlier|now|today|yesterday|separately|last|this|next|speaking"
    r"|asked|(?-i:[a-z]\w+(?:ing|ly))|and|but|or|yet|so|instead|indeed|moreover)\b",
    re.IGNORECASE,
)
"""Opens a piece before a comma that is no subject: "In a statement, ", "Speaking in Kyiv, "."""
LEADING = re.compile(r"^(?:(?:and|but|or|so|yet|also|then|still|meanwhile|however|even|both)\b,?\s+)+", re.IGNORECASE)
PRONOUNS = frozenset(words("he she they we i it you who which"))
VERBLIKE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|do|does|did|not)\b"
)
LONGEST = 1500
"""Characters of a sentence that is read; longer ones are no sentences."""
MOST_WORDS = 16
NAME = re.compile(r"\s*[A-Z][\w’'-]+(?: (?:de |van |von |al-)?[A-Z][\w’'.-]*)*\s*$")
BEHIND = re.compile(
    rf"\s+(?P<source>(?:(?:the|a|an|its|his|her|their|one|two|three|several|some)\s+)?(?:{WORD}\s+){{0,7}}?{WORD})"
    rf"(?=[,;.!?\"”)]|$|\s+(?:of|in|on|at|who|as|to|after|when|during|and|from|with|by|for|last|this|late|earlier)\b)"
)
END_OF_SOURCE = re.compile(
    r"[,;:.!?\"“”()](?!\w)|\s(?:that|who|which|as|while|and said|said|says|on|after|when|because|released|published"
    r"|posted|obtained|seen|reviewed|has|have|had|is|are|was|were|will|would)\b"
)
STATED_ON = re.compile(
    r"(?:\s+(?:reporters|journalists|lawmakers|parliament|MPs|senators|delegates|supporters|investors|viewers|[A-Z][\w.’'-]*"
    r"|an?|the|his|her|its|their|news|press|joint|conference|briefing|statement|interview|speech|post|email|letter|radio"
    r"|television|in|at|on|during|by|to|with|via|from|of|late|early|also|and|here|\d+))*\s*"
)
"""What may stand between a verb of speech and the day of the speech: "told a news conference in Madrid on Monday"."""


class Attributed(NamedTuple):
    """Words of a sentence that name a source, and those that make it one; offsets count the sentence's characters."""

    source: str
    cue: str
    source_start: int
    source_end: int
    cue_start: int
    cue_end: int


def read_attributions(sentence: str) -> Sequence[Attributed]:
    """Give who says what a sentence says; of speech within speech the outermost first."""
    return _attributions(sentence)


def occasions(sentence: str, times: Sequence[TimeExpression]) -> list[Occasion]:
    """Tell for each time of a sentence whether it is that of an event or of a statement about one.

    A time stands for the statement where it belongs to the verb of speech: "told reporters on Monday that", "on Monday
    said", "In a statement on Friday, the ministry said".
    """
    found = _attributions(sentence)
    return [
        Occasion.STATEMENT if any(_said_then(sentence, one, at) for one in found) else Occasion.EVENT for at in times
    ]


def _said_then(sentence: str, one: Attributed, at: TimeExpression) -> bool:
    if one.cue.lower().startswith(("according", "citing", "quoting")):
        return False
    if at.start >= one.cue_end:
        behind = max(one.cue_end, one.source_end if one.source_start > one.cue_end else 0)
        return at.start >= behind and STATED_ON.fullmatch(sentence, behind, at.start) is not None
    if at.end <= one.cue_start and at.start >= one.source_end:
        return sentence[at.end : one.cue_start].strip(" ,") == ""
    opening = sentence[: at.start].strip(" ,")
    bare = not opening or (ADVERBIAL.match(opening) is not None and len(opening.split()) <= 4)
    return bare and at.end <= one.source_start and sentence[at.end : one.source_start].strip(" ,") == ""


@lru_cache(maxsize=REMEMBERED)
def _attributions(sentence: str) -> Sequence[Attributed]:
    if len(sentence) > LONGEST:
        return ()
    named = list(_according(sentence))
    outer = [*(one for one in named if one.cue.lower() == "according to"), *_quoted_as(sentence)]
    cues = (one for one in re.finditer(r"\b[a-z]{3,}\b", sentence) if one.group() in SPEECH)
    spoken = [found for cue in cues if (found := _spoken(sentence, *cue.span()))]
    kept: list[Attributed] = []
    for one in (*outer, *spoken):
        if not any(one.source_start < other.source_end and other.source_start < one.source_end for other in kept):
            kept.append(one)
    for one in named:
        apart = not any(one.source_start < other.source_end and other.source_start < one.source_end for other in kept)
        if one not in kept and apart:
            # "El País, citing two officials, reported that …": whom it cites comes behind it.
            at = sum(other.source_start < one.source_start for other in kept)
            kept.insert(at, one)
    return tuple(kept)


def _made(sentence: str, source: tuple[int, int], cue: tuple[int, int]) -> Attributed:
    return Attributed(sentence[source[0] : source[1]], sentence[cue[0] : cue[1]], *source, *cue)


def _according(sentence: str) -> Iterator[Attributed]:
    for found in ACCORDING.finditer(sentence):
        start = found.end()
        stop = END_OF_SOURCE.search(sentence, start)
        end = stop.start() if stop else len(sentence.rstrip(" ."))
        if sentence[start:end].strip():
            yield _made(sentence, (start, end), found.span("cue"))


def _quoted_as(sentence: str) -> Iterator[Attributed]:
    for found in QUOTED_AS.finditer(sentence):
        if source := _before(sentence, found.start()):
            yield _made(sentence, source, found.span("cue"))


def _spoken(sentence: str, start: int, end: int) -> Attributed | None:
    """Read a verb of speech with its subject, before it or behind it."""
    cue, before = sentence[start:end], sentence[:start]
    if sentence.startswith(NOT_SPEECH, start):
        return None
    if PASSIVE.search(before) or (cue in NOUNS_TOO and NOUN_PLACE.search(before)):
        return None
    closed = re.search(r"[,?!.][’'”\"]+\s*$|,\s*$", before)
    if closed and cue not in GERUNDS | {"told", "tells"}:
        behind = BEHIND.match(sentence, end)
        quoted = re.search(r"[’'”\"]\s*$", before) is not None
        if behind and (quoted or behind["source"][:1].isupper()) and not _opens_clause(sentence, behind.end("source")):
            first = behind.start("source")
            return _made(sentence, (first, first + len(behind["source"].rstrip(".,;:"))), (start, end))
    source = _before(sentence, start)
    return _made(sentence, source, (start, end)) if source else None


def _opens_clause(sentence: str, at: int) -> bool:
    """Whether a verb follows, so that what stands there is the subject of another clause."""
    return VERBLIKE.match(sentence, at + 1) is not None


def _before(sentence: str, cue: int) -> tuple[int, int] | None:
    """Give where the subject of a verb stands that begins at ``cue``."""
    end = _stepped_over(sentence, cue)
    if re.search(r"\b(?:and|or|but)$", sentence[:end]):
        return None  # "brought soup and told them": whoever did both stands farther back
    start = 0
    for found in BOUNDARY.finditer(sentence, 0, end):
        # "the head of the agency that monitors it said" is rare; a clause of its own behind "that" is not.
        start = found.end()
    piece = sentence[start:end]
    closed = "," in sentence[end:cue]
    relative = re.search(r", (?:which|who) $", sentence[:start], re.IGNORECASE)
    if relative and (closed or not piece.strip()):
        return _before(sentence, relative.start())
    offset = start
    pieces = []
    for part in piece.split(","):
        pieces.append((offset, part))
        offset += len(part) + 1
    pieces = [_after_time(sentence, at, part) for at, part in pieces]
    named = [(at, part) for at, part in pieces if part.strip() and not ADVERBIAL.match(part.strip())]
    if not named:
        return None
    # In "The plant will stay open, Kim said" what comes before the comma is what is said; with a comma before the verb
    # it is the name whose apposition ends there: "Kim, a spokesman, said".
    while len(named) > 1 and (not closed or _has_verb(named[0][1])):
        named = named[1:]
    at, part = named[0]
    lead = LEADING.match(part.strip())
    first = at + len(part) - len(part.lstrip()) + (lead.end() if lead else 0)
    last = at + len(part.rstrip())
    # "The minister for housing, Jorge Rodrigo, said": the role and the name are one source.
    if (
        closed
        and len(named) > 1
        and part.strip()[:4].lower() in {"the ", "its ", "his ", "her "}
        and NAME.match(named[1][1])
    ):
        last = named[1][0] + len(named[1][1].rstrip())
    source = sentence[first:last]
    return (first, last) if _names_somebody(source) else None


def _after_time(sentence: str, at: int, part: str) -> tuple[int, str]:
    """Give a piece without the time that opens it: "Last week the union"."""
    start = at + len(part) - len(part.lstrip())
    end = next((one.end for one in read_dates(sentence, None) if one.start == start), at)
    return (end, part[end - at :]) if at < end < at + len(part) else (at, part)


def _stepped_over(sentence: str, end: int) -> int:
    """Give where the subject ends: before adverbs, and before the day that stands between it and the verb."""
    while True:
        text = sentence[:end].rstrip()
        if text.endswith(",") and "," not in text[:-1]:
            text = text[:-1]
        adverbs = ADVERBS.search(text)
        times = [one for one in read_dates(sentence, None) if one.end == len(text) and one.start > 0]
        if adverbs:
            end = adverbs.start()
        elif times:
            end = times[0].start
        else:
            return len(text.rstrip(" ,"))


def _has_verb(piece: str) -> bool:
    said = piece.split()
    if len(said) > 1 and said[0].lower() in PRONOUNS:
        return True
    return VERBLIKE.search(piece) is not None or any(past_form(word) for word in piece.split()[1:])


def _names_somebody(source: str) -> bool:
    said = source.split()
    if not said or len(said) > MOST_WORDS or VERBLIKE.search(source) or past_form(said[0]):
        return False
    if len(said) == 1 and said[0].lower() in PRONOUNS:
        return said[0].lower() not in {"it", "which", "you"} or said[0].lower() == "it"
    return said[0][0].isalpha() or said[0][0].isdigit()
