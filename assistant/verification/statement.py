"""A statement, read for what can be checked of it: its names, amounts, times, and the words in between."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.amounts import Amount, read_amounts
from assistant.amounts.numerals import SCALES, TERM, number_of
from assistant.amounts.units import NUMBERS
from assistant.dates import TimeExpression, read_dates
from assistant.verification.shares import read_shares
from assistant.verification.times import calendar_parts
from assistant.wordlist import words
from index.spellings import PEOPLES
from index.terms import STOPWORDS, WORD, content_terms, terms

LONGEST = 1_000
"""Characters of a statement. No sentence of news is longer; a list or a table would be compared for minutes."""
NAME_WORD = re.compile(r"(?<![\w-])(?:[A-Z]\.){2,}|(?<![\w-])[^\W\d_](?:[\w&-]|[.’'](?=\w))*")
JOINED = re.compile(
    r"(?:(?<=\b[A-Z])\.)? (?:(?:of|the|for|de|der|den|van|von|del|della|di|da|dos|la|le|al|bin|ibn) ){0,3}"
)
"""Between two capitalised words of one name: "Ministry of Defence", "Ursula von der Leyen"."""
TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|{WORD.pattern}")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
"""The time of day; "12.07" alone is a number."""
CALLED = re.compile(r"(?:911|999|112) (?:call|operator|dispatch)", re.IGNORECASE)
"""The number that is called in an emergency."""
ZONE = re.compile(
    r"(?:Eastern|Central|Mountain|Pacific|Greenwich|Universal)(?: Standard| Daylight| Mean)? [Tt]ime\b"
    r"|(?:Standard|Daylight|Mean) Time\b"
)
"""The time of a zone names nobody."""
ONE_MEASURE = re.compile(
    r"\b(?:an?|one|1) (pound|ounce|ton|gram|barrel|gallon|pint|acre|hectare|yard)\b(?= (?:of|or)\b)", re.IGNORECASE
)
""""A pound of marijuana", "one ounce or less"."""
FRACTION = re.compile(r"[ -](?:thirds?|quarters?|fifths?|tenths?)\b")
PLUS = re.compile(r"-plus\b|\+| plus\b(?= [a-z]+ (?:was|were|is|are|that)\b)")
KNOWN = re.compile(r"\b(?:one|1) in (?:every )?$|\b(?:the|these|those|both|its|their|his|her|other) $", re.IGNORECASE)
"""Before a number that counts nothing new: "one in four", "the two leaders"."""
FEW = 10
"""Things that "the five companies" may have named before."""
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
"""A number that is a year rather than an amount: "a 2016 report"."""
PLURAL = re.compile(r"(?<=\d)s\b")
""""F-16s"."""
POSSESSIVE = re.compile(r"[’']s?$")
QUOTES = frozenset('"“‘„«')
SPACE = " "
SPACES = {ord(char): SPACE for char in "\u00a0\u2007\u2009\u202f"}
"""Spaces that keep a number and its unit on one line."""
OPENERS = frozenset(
    words(
        """Though Although Unlike Like Per Via Meanwhile However Instead Also Later Earlier Today Yesterday Last
        Next Many
        Most Such Among Between Thus Hence Moreover Still Even Just Only Here There Then Perhaps Maybe Both Either
        Neither Within Despite Amid Set Given Based Around Roughly Nearly Almost Several Two Three Four Five Six Seven
        Eight Nine Ten Eleven Twelve Thousands Hundreds Dozens Millions Nobody"""
    )
)
"""Words that open sentences of news and are no names."""
NAMES = frozenset(words("Italy Sicily Beijing Nanjing Boeing Stirling Emily Sally Kelly Billy Molly Lily King"))
"""Names that end as adverbs and participles do."""
LIGHT = frozenset(
    content_terms(
        """around roughly approximately nearly almost according less fewer upwards apiece worth value including include
        sum amount total number whereas while until one well still yet already just even like way time be"""
    )
)
"""Words that a sentence may do without and say the same."""
CALENDAR = frozenset((*calendar.month_name[1:], *calendar.day_name)) - {"May", "March", "August", "April", "June"}
"""Capitalised, and nobody's name; some months are."""
BODIES = frozenset(
    words(
        "Union Commission Council Parliament Court Central Bank Army Navy Air Open Party Islands Republic"
        " Embassy Cup League"
    )
)
"""Behind the name of a people, part of one name with it."""
STATES = ("United Kingdom", "United States", "European Union", "United Nations")
"""Names of states and bodies that stand before a name."""
TITLES = frozenset(
    {
        "President", "Prime", "Minister", "Chancellor", "King", "Queen", "Prince", "Princess", "Pope", "Senator",
        "General",
        "Secretary", "Chief", "Mayor", "Governor", "Judge", "Mr", "Mrs", "Ms", "Dr", "Sir", "Lord", "Lady", "Professor",
        "Defence", "Defense", "Foreign", "Interior", "Finance", "Ambassador", "Congressman", "Colonel", "Captain",
        "Vice", "Representative", "Rep", "Reps", "Sen", "Sens", "Gov", "Gen", "Lt", "Col", "Sgt", "Det", "Rev", "Prof",
        "Insp",
    }
)  # fmt: skip
"""Capitalised before a name, and no part of it."""


@dataclass(frozen=True)
class Word:
    """A word that carries meaning, with its place in the statement."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Named:
    """A name: a run of capitalised words."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]


class Statement:
    """A sentence, or part of one, that articles may bear. ``as_of`` is the day from which "on Monday" counts."""

    def __init__(self, text: str, as_of: dt.date | None = None) -> None:
        self.text = text.encode(errors="replace").decode().translate(SPACES)  # half a pair of code units is no text
        self.as_of = as_of

    @cached_property
    def times(self) -> Sequence[TimeExpression]:
        """When, in the order of the words; "that day", which nothing can be compared with, is words like others."""
        return [one for one in read_dates(self.text, self.as_of) if one.first or calendar_parts(one)]

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """How much, in the order of the words."""
        return read_figures(self.text, self.times)

    @cached_property
    def names(self) -> Sequence[Named]:
        """Who and where: runs of capitalised words, those that open the sentence included."""
        return [one for one in read_names(self.text) if not self._within_time(one.start)]

    @cached_property
    def words(self) -> Sequence[Word]:
        """All words that carry meaning, but for those of times and numbers."""
        return [
            Word(*found.span(), term[0])
            for found in TOKEN.finditer(self.text)
            if not self._within_time(found.start())
            and not self._within_number(found.start())
            and (term := content_terms(PLURAL.sub("", found.group())))
            and term[0] not in LIGHT
        ]

    def may_be_common(self, name: Named) -> bool:
        """Tell whether a name may be a common word that only opens the sentence."""
        if name.start or len(name.terms) > 1 or name.text in NAMES:
            return False
        return name.text.endswith(("ing", "ly")) or name.text in OPENERS

    def named(self, word: Word) -> bool:
        """Tell whether a word is part of a name."""
        return any(one.start <= word.start < one.end for one in self.names)

    def _within_time(self, place: int) -> bool:
        return any(one.start <= place < one.end for one in self.times)

    def _within_number(self, place: int) -> bool:
        """Whether a word is part of a number; what is counted, "64 shoppers", is a word like others."""
        return any(
            one.start <= place < one.end
            and not (
                one.unit and place > one.start and one.text.endswith(one.unit) and place >= one.end - len(one.unit)
            )
            for one in self.amounts
        )


def read_figures(text: str, times: Sequence[TimeExpression]) -> list[Amount]:
    """Give the amounts of a sentence, and its other numbers as amounts without a unit: "19 Leopard 2A4 tanks"."""
    shares = read_shares(text)
    amounts = [
        one
        for one in read_amounts(text)
        if not (_few(one) and KNOWN.search(text[: one.start]))
        and not any(share.start < one.end and one.start < share.end for share in shares)
    ]
    amounts += shares
    amounts += [
        Amount(text=found.group(), start=found.start(), end=found.end(), value=1, unit=f"{found[1].lower()}s")
        for found in ONE_MEASURE.finditer(text)
        if not any(one.start < found.end() and found.start() < one.end for one in amounts)
    ]
    taken = [(one.start, one.end) for one in amounts] + [(one.start, one.end) for one in times]
    for found in TERM.finditer(text):
        number = number_of(found, "")
        free = not any(start < found.end() and found.start() < end for start, end in taken)
        clock = any(one.start() <= found.start() < one.end() for one in CLOCK.finditer(text))
        if (
            number is None
            or clock
            or CALLED.match(text, found.start())
            or number == 1
            or YEAR.fullmatch(found.group())
            or not free
            or (text[found.end() :][:1] in {"-", "–"} and not PLUS.match(text, found.end()))
        ):
            continue
        if (
            text[: found.start()][-1:] in {"-", "–"}
            or KNOWN.search(text[: found.start()])
            or FRACTION.match(text, found.end())
        ):
            continue  # "F-16"; "two thirds" are words
        for scale in (found["scale"] or "").strip(" -").lower().split():
            number *= SCALES[scale]
        value = int(number) if number == int(number) else float(number)
        amounts.append(Amount(text=found.group(), start=found.start(), end=found.end(), value=value))
    amounts = [
        one.model_copy(update={"qualifier": "more than"}) if PLUS.match(text, one.end) else one for one in amounts
    ]
    return sorted(amounts, key=lambda one: one.start)


def _few(amount: Amount) -> bool:
    """Whether it counts a few things that were named before."""
    return (
        amount.value <= FEW
        and amount.text[0].isalpha()
        and "-" not in amount.text
        and not amount.text.endswith(("illion", "illions"))
    )


def read_names(text: str) -> list[Named]:
    """Give the names of a sentence: runs of capitalised words, titles before them left out.

    The word that opens the sentence counts unless it is a common one; whether "Officials" is a name, only the articles
    can tell.
    """
    runs: list[tuple[int, int]] = []
    for found in NAME_WORD.finditer(text):
        word = POSSESSIVE.sub("", found.group())
        opens = text[found.start() - 1 : found.start()] in QUOTES or text[: found.start()].rstrip(" \"“‘'(")[-1:] in {
            "",
            ".",
            "?",
            "!",
            ":",
        }
        common = word.lower() in STOPWORDS or all(one in NUMBERS for one in word.lower().split("-")) or word in OPENERS
        if word in CALENDAR or ZONE.match(text, found.start()):
            continue
        if not word[:1].isupper() or word == "I" or (opens and common):
            continue
        end = found.start() + len(word)
        if runs and JOINED.fullmatch(text, runs[-1][1], found.start()):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((found.start(), end))
    names = []
    for run_start, end in runs:
        start = run_start
        while (word := text[start:end].partition(SPACE)[0]) in TITLES and start + len(word) < end:
            start += len(word) + 1
        begun = _without_state(text, start, end)
        if begun > start:
            names.append(Named(text[start : begun - 1], start, begun - 1, tuple(terms(text[start : begun - 1]))))
            start = begun
        if text[start:end] in TITLES and text[end : end + 1] == ".":
            continue
        if found_terms := tuple(terms(PLURAL.sub("", text[start:end]))):
            names.append(Named(text[start:end], start, end, found_terms))
    return names


def _without_state(text: str, start: int, end: int) -> int:
    """Give where a name begins behind the state or people it is of: "Spanish Leopard" is two names."""
    state = next((one for one in STATES if text.startswith(f"{one} ", start, end)), "")
    if state:
        return start + len(state) + 1
    word = text[start:end].partition(SPACE)[0]
    rest = text[start + len(word) + 1 : end].partition(SPACE)[0]
    return start + len(word) + 1 if word.lower() in PEOPLES and rest and rest not in BODIES else start
