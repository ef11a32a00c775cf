"""Calendar dates that somebody wrote down: read as stated, never completed and never guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

FIRST_YEAR = 1500
"""Newspapers begin in 1605; anything before 1500 is a misread number."""
LAST_YEAR = 2200
"""A placeholder such as 9999-12-31 is no date."""
LONGEST_STATEMENT = 200
"""Characters; a longer value is prose with a date somewhere in it, not a date."""

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_LABEL = (
    r"(?:(?:date|(?:first |originally )?(?:published|posted|issued|publication date))\b"
    r"\s*(?:on\b|at\b|:)?\s*)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s*,?\s+)?"
_MONTH = "(?P<month>" + "|".join(name for names in _MONTHS for name in names) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ZONE = r"(?:\s*(?:z|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?|[a-z]{2,5}|\([a-z ]+\)))"
_CLOCK = (
    r"(?:\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d+)?|\d{1,2}(?=\s*[ap]\.?m))(?:\s*[ap]\.?m\.?)?"
    rf"{_ZONE}{{0,3}}(?:\[[a-z_/+-]+\])?"
)
# The clock may stand after the date ("27 May 2024, 10:30 CEST") or before it ("10:30 GMT, 27 May 2024").
_AFTER = rf"(?:(?:\s*[,|·•–—-]\s*|\s+at\s+|\s+|t){_CLOCK})?\.?"
_BEFORE = rf"(?:{_CLOCK}\s*[,|·•–—-]?\s*(?:on\s+)?)?"


def _form(date: str) -> re.Pattern[str]:
    return re.compile(rf"{_LABEL}{_BEFORE}{_WEEKDAY}{date}{_AFTER}")


_ISO = _form(rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t\d{4,6}(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?)?")
_DAY_FIRST = _form(rf"(?:the\s+)?{_DAY}(?:\s+of\s+|\s*[-/.]\s*|\s+)?{_MONTH}(?:\s*,\s*|\s*[-/]\s*|\s+){_YEAR}")
_MONTH_FIRST = _form(rf"{_MONTH}(?:\s+|-)(?:the\s+)?{_DAY}(?:\s*,\s*|\s+|-){_YEAR}")
_YEAR_FIRST = _form(rf"{_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}")
# C's asctime and Date.toString: "Mon May 27 10:00:00 CEST 2024"
_YEAR_LAST = _form(rf"{_MONTH}\s+{_DAY}\s+{_CLOCK}\s+{_YEAR}")
_WORDED = (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _YEAR_LAST)
_NUMERIC = _form(r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})")

# "Published 27 May 2024 | Updated 28 May 2024": the later change is not the publication.
_UPDATED = re.compile(r"(?<=\d)[\s,;|·•(–—-]+(?:last\s+)?(?:updated|modified|edited)\b.*$", re.DOTALL)


def parse_stated_date(text: str) -> dt.date | None:
    """Give the day that ``text`` states, or ``None`` if it states no single absolute day.

    ``text`` is a date and nothing else: with or without weekday, clock, zone and a label such as
    "Published". A year must be stated in four digits. The day is the one written, never shifted
    into another zone. Where day and month could change places (03/04/2024) the answer is ``None``;
    ``two_readings`` tells the two days.
    """
    said = _folded(text)
    if said is None:
        return None
    for form in (_ISO, _COMPACT, *_WORDED):
        if match := form.fullmatch(said):
            month = match["month"]
            number = _MONTH_NUMBER.get(month) or int(month)
            return _day(int(match["year"]), number, int(match["day"]))
    readings = _numeric_readings(said)
    return readings[0] if len(readings) == 1 else None


def two_readings(text: str) -> tuple[dt.date, dt.date] | None:
    """Give both days that a date such as 03/04/2024 can mean (day first, month first), else ``None``."""
    said = _folded(text)
    readings = _numeric_readings(said) if said is not None else []
    return (readings[0], readings[1]) if len(readings) == 2 else None


def date_of_epoch(number: float) -> dt.date | None:
    """Give the UTC day of a Unix time in seconds, milliseconds or microseconds, or ``None``.

    Only moments from March 1973 on are taken: smaller numbers are zero for "unknown", years, or
    counts of days. An eight-digit number that reads as YYYYMMDD is that day.
    """
    if isinstance(number, int) and (written := _COMPACT.fullmatch(str(number))):
        day = _day(int(written["year"]), int(written["month"]), int(written["day"]))
        if day is not None:
            return day
    for scale in (1, 1_000, 1_000_000):
        # 1e8 s is March 1973, 1e10 s the year 2286: the three scales cannot be mistaken for one another.
        if 1e8 <= number / scale < 1e10:
            moment = dt.datetime.fromtimestamp(number / scale, tz=dt.UTC)
            return moment.date() if moment.year <= LAST_YEAR else None
    return None


def _folded(text: str) -> str | None:
    if len(text) > LONGEST_STATEMENT:
        return None
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" \"'.,;")
    return _UPDATED.sub("", said) or None


def _numeric_readings(said: str) -> list[dt.date]:
    match = _NUMERIC.fullmatch(said)
    if not match:
        return []
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    readings = (_day(year, second, first), _day(year, first, second))
    return list(dict.fromkeys(day for day in readings if day is not None))


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
