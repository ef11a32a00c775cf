"""Header lines: what a plain text states about itself before its story begins.

Such lines are ``Published: 27 May 2024``, ``By Jane Doe | The Harbour Post | 27 May 2024``,
``Source: The Harbour Post``, or a date that a crawler put before the first sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from ingest.stated_dates import parse_stated_date, two_readings

HEADER_LINES = 6
"""Non-empty lines that may be header lines: headline, standfirst, byline, outlet, date, address."""

PROSE_WORDS = 12
"""A line of so many words that ends a sentence is prose; after it only lines that say what they are count."""

NAME_WORDS = 8
"""An outlet's name is no longer; three authors' names are not either."""

LONGEST = 300
"""Characters: a longer line is no header."""

_LABELLED = re.compile(
    r"(?P<label>title|headline|source|outlet|publisher|publication|newspaper|author|authors|byline|url|link)"
    r"\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_FIELDS = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "url": "url",
    "link": "url",
}
_DATED = re.compile(
    r"(?:(?:first |originally |date )?(?:published|posted|issued)|publication date|date)\b(?: on\b| at\b)?"
    r"\s*[:–-]?\s*(?=.*\d)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited)\b(?: on\b| at\b)?\s*[:–-]?\s*(?=.*\d)", re.IGNORECASE)
_BYLINE = re.compile(r"[Bb][Yy]:?\s+(?P<names>[A-Z][^|.!?]*(?:\b[A-Z]\.[^|.!?]*)*)$")
_SMALL_WORDS = "and & for in of the at de da del della der den di du la le van von bin al ibn y"
_SMALL_IN_NAMES = frozenset(_SMALL_WORDS.split())
_PERSON = r"(?:[A-Z][\w.'’-]*\ ){1,2}[A-Z][\w.'’-]+"
_AUTHORS = re.compile(
    rf"{_PERSON}(?:,\ {_PERSON})*,?\ and\ {_PERSON}|{_PERSON},\ (?:special\ \w+\ )?(?:[A-Z][\w.]*\ ?){{1,4}}"
)
_STAFF = re.compile(r"\b(?:wire|staff) (?:and \w+ )?reports$|^The Associated Press$|\bEditorial Board\b")
_PARTS = re.compile(r"\s+[|•·]\s+|\s+[–—]\s+")
_DAY = (
    r"\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}"
)
_DATE_THEN_PROSE = re.compile(
    rf"(?P<said>(?:(?:date|published|posted)\s*:|date|published(?=\s+\d{{4}}-)|(?=\d{{4}}-))\s*(?P<day>{_DAY}))"
    r"(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?[ \t]*[:|–—-]?[ \t]+(?=[\"“‘']?(?-i:[A-Z0-9]))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")
_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:19|20)\d\d",
    re.IGNORECASE,
)


@dataclass
class Header:
    """What the header lines state, the lines themselves, and the text without them."""

    text: str
    published: dt.date | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    lines: list[str] = field(default_factory=list)


def read_header(text: str) -> Header:
    """Take the header lines off ``text``.

    Only statements with day, month and year count as dates. A dateline ("MADRID, May 27 (Reuters) -")
    has no year and stays in the text. "Updated" counts where nothing says "Published".
    """
    header = Header(text=text)
    _take_leading_date(header)
    kept: list[str] = []
    lines = header.text.split("\n")
    updated: list[dt.date] = []
    seen = prose = 0
    for index, line in enumerate(lines):
        said = line.strip()
        if seen == HEADER_LINES or prose > 1:
            kept.extend(lines[index:])
            break
        if said and _is_header(said, header, updated, after_prose=prose > 0):
            header.lines.append(said)
        else:
            kept.append(line)
            prose += said.count(" ") + 1 >= PROSE_WORDS and bool(_SENTENCE_END.search(said))
        seen += bool(said)
    header.text = "\n".join(kept) if header.lines else text
    if header.published is None and updated:
        header.published = updated[0]
    return header


def _take_leading_date(header: Header) -> None:
    start = len(header.text) - len(header.text.lstrip())
    match = _DATE_THEN_PROSE.match(header.text, start)
    if match and (day := parse_stated_date(match["day"])):
        # A line that is a header line as a whole ("Date: 2024-05-27 | The Harbour Post") is none of this.
        rest = header.text[match.end() :].split("\n", 1)[0]
        if rest.count(" ") + 1 >= PROSE_WORDS:
            header.published = day
            header.lines.append(match["said"].strip())
            header.text = header.text[match.end() :]


def _is_header(line: str, header: Header, updated: list[dt.date], *, after_prose: bool) -> bool:
    """Tell whether ``line`` is a header line, and note in ``header`` what it states first."""
    if len(line) > LONGEST:
        return False
    if (labelled := _LABELLED.match(line)) and not after_prose:
        return _note_labelled(labelled, header)
    stated = _part(line, updated)
    if stated and not (after_prose and stated[0] == "day"):
        _note(header, stated)
        return True
    parts = _PARTS.split(line)
    if len(parts) == 1:
        return False
    found = [(part, _part(part, updated)) for part in parts]
    others = [part for part, stated in found if not stated]
    if len(others) > 1 or len(others) == len(parts) or not all(_is_name(part) for part in others):
        return False
    for _, stated in found:
        if stated:
            _note(header, stated)
    for part in others:
        _note(header, ("outlet", part))
    return True


def _note_labelled(labelled: re.Match[str], header: Header) -> bool:
    value = labelled["value"].strip()
    name = _FIELDS.get(labelled["label"].lower(), "outlet")
    if re.match(r"https?://", value):
        name = "url"
    elif name == "url":
        return False
    if name in {"outlet", "byline"} and not (_is_name(value) or _is_host(value)):
        return False
    _note(header, (name, value))
    return True


def _part(part: str, updated: list[dt.date]) -> tuple[str, str | dt.date | None] | None:
    """Give what one part of a header line states: a field's name and value."""
    if (byline := _BYLINE.match(part)) and _is_name(byline["names"]) and not _CALENDAR.search(part):
        return "byline", byline["names"].strip()
    if match := _UPDATED.match(part):
        day = parse_stated_date(part[match.end() :])
        updated.extend([day] if day else [])
        return ("updated", None) if day else None
    day = parse_stated_date(part)
    if match := _DATED.match(part):
        stated = part[match.end() :]
        day = parse_stated_date(stated) or day
        # 03/04/2024 makes a header line too, though it states no one day.
        return ("published", day) if day or two_readings(stated) else None
    return ("day", day) if day else None


def _note(header: Header, stated: tuple[str, str | dt.date | None]) -> None:
    name, value = stated
    if isinstance(value, dt.date):
        header.published = header.published or value
    elif value and getattr(header, name) is None:
        setattr(header, name, value)


def is_byline(line: str) -> bool:
    """Tell whether ``line`` is nothing but the names of two or more authors, or of a staff."""
    return bool(_AUTHORS.fullmatch(line) or _STAFF.search(line))


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    if not 0 < len(words) <= NAME_WORDS or (_SENTENCE_END.search(text) and not text.endswith(("Jr.", "Sr."))):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL_IN_NAMES for word in words)


def _is_host(text: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", text))
