"""An article's fields: what its source states, and what header lines, title, address and file name add.

A field that a source states is never overruled. After it come, in order of trust, header lines, the
title's end (for the outlet), the web address and the file name. Nothing is guessed: a day must be
written in full, and a file's modification time says nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from tld import get_tld

from index.article import Origin, Removed
from ingest.headers import Header, read_header
from ingest.headlines import split_headline, split_suffix, without_title
from ingest.record import Record, Stated

HEADER_LINE = "header line"
NOT_AN_ADDRESS = "not a web address"

FIRST_YEAR = 1990
"""No page on the web is older; earlier years in an address are what a story is about."""

LAST_YEAR = 2100

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FOLDERS = re.compile(r"/(?P<year>\d{4})/(?P<month>\d{1,2}|[a-z]{3,9})/(?P<day>\d{1,2})(?=/|$)")
# A day inside a name ("after-2024-11-05-vote") may be the story's; at either end it is the page's.
_NAME_STARTS = re.compile(r"(?:^|/)(?P<year>\d{4})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?=[-_./ ]|$)")
_NAME_ENDS = re.compile(
    r"[-_. ](?P<year>\d{4})(?P<mark>[-_.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?=/|$|\.[a-z]{2,5}$)"
)
_EDITIONS = frozenset({"www", "m", "amp", "mobile", "edition"})
_BY = re.compile(r"^by:?\s+(?=\S)", re.IGNORECASE)


def complete(record: Record) -> Record:
    """Give the record with the fields that its source states elsewhere than in fields.

    Header lines go from the text to ``removed``; a headline goes from the text to ``title``, so that
    it is never quoted as prose. The result's text is as raw as the record's: clean it afterwards.
    """
    removed = list(record.removed)
    header = read_header(record.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    removed.extend(Removed(text=line, reason=HEADER_LINE) for line in header.lines)
    url = _address(record.url, header.url, removed)
    domain = domain_of(url.value) if url else None

    text = header.text
    title = _stated(record.title, header.title)
    if title is None:
        headline, text = split_headline(text)
        title = Stated(headline, Origin.FIRST_LINE) if headline else None
    outlet = _stated(record.outlet, header.outlet)
    if title:
        full = title.value
        short, name = split_suffix(full, outlet.value if outlet else None, domain)
        title = Stated(short, title.origin)
        text = without_title(text, full, short)
        if outlet is None and name:
            outlet = Stated(name, Origin.TITLE_SUFFIX)
    if outlet is None and domain:
        outlet = Stated(domain, Origin.URL)
    byline = _stated(record.byline, header.byline)
    return replace(
        record,
        text=text,
        title=title,
        outlet=outlet,
        byline=Stated(_BY.sub("", byline.value, count=1), byline.origin) if byline else None,
        url=url,
        published=_published(record, header, url),
        removed=removed,
    )


def domain_of(url: str) -> str | None:
    """Give the registrable part of a web address ("bbc.co.uk"), ``None`` for numbers and local names."""
    known = get_tld(url, as_object=True, fail_silently=True)
    if known is not None and not isinstance(known, str):
        return known.fld
    labels = (urlsplit(url).hostname or "").split(".")
    while len(labels) > 2 and labels[0] in _EDITIONS:
        labels = labels[1:]
    if len(labels) < 2 or labels[-1].isdigit() or not all(labels):
        return None
    return ".".join(labels[-2:])


def date_in_address(url: str) -> dt.date | None:
    """Give the day in a web address's path, ``None`` if there is none or more than one."""
    path = unquote(urlsplit(url).path).lower()
    return _only_day(path, (_FOLDERS, _NAME_STARTS, _NAME_ENDS))


def date_in_file_name(name: str) -> dt.date | None:
    """Give the day that a file name begins or ends with, e.g. ``2024-05-27-spain.md``."""
    return _only_day(name.lower(), (_NAME_STARTS, _NAME_ENDS))


def _published(record: Record, header: Header, url: Stated[str] | None) -> Stated[dt.date] | None:
    if record.published:
        return record.published
    if header.published:
        return Stated(header.published, Origin.HEADER_LINE)
    if url and (day := date_in_address(url.value)):
        return Stated(day, Origin.URL)
    # A file of many records is named for the day it was collected.
    if not record.locator and (day := date_in_file_name(record.path.name)):
        return Stated(day, Origin.FILE_NAME)
    return None


def _stated(own: Stated[str] | None, header: str | None) -> Stated[str] | None:
    for stated in (own, Stated(header, Origin.HEADER_LINE) if header else None):
        if stated and (value := " ".join(stated.value.split())):
            return Stated(value, stated.origin)
    return None


def _address(own: Stated[str] | None, header: str | None, removed: list[Removed]) -> Stated[str] | None:
    for stated in (own, Stated(header, Origin.HEADER_LINE) if header else None):
        if stated is None or not (value := stated.value.strip()):
            continue
        if _is_web_address(value):
            return Stated(value, stated.origin)
        removed.append(Removed(text=value, reason=NOT_AN_ADDRESS))
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)


def _only_day(text: str, forms: tuple[re.Pattern[str], ...]) -> dt.date | None:
    days = {day for form in forms for match in form.finditer(text) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def _day(match: re.Match[str]) -> dt.date | None:
    year, month = int(match["year"]), match["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, number, int(match["day"]))
    except ValueError:
        return None
