"""The names under which records, feeds and front matter state an article's fields."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.decoding import usable
from ingest.readers.markup import one_line, prose
from ingest.record import Failure, Record, Stated, shown
from ingest.stated_dates import date_of_epoch, parse_stated_date, two_readings

# Written without separators and in lower case, best first: "publishedAt" and "published_at" are one name.
TITLE = ("title", "headline", "name", "articletitle", "webtitle")
# Neither "created" nor "modified": the making or changing of a record is not the article's publication.
PUBLISHED = (
    *("published", "publishedat", "publishedon", "publisheddate", "publishedtime", "publicationdate"),
    *(
        "publicationtime",
        "publishdate",
        "publishtime",
        "datepublished",
        "pubdate",
        "pubtime",
        "firstpublished",
    ),
    *("webpublicationdate", "articledate", "date", "datetime"),
)
OUTLET = ("outlet", "source", "publisher", "site", "sitename", "publication", "sourcename", "newspaper")
BYLINE = ("byline", "author", "authors", "creator", "by", "authorname")
URL = ("url", "link", "canonicalurl", "permalink", "weburl", "articleurl")
TEXT = (
    *("text", "body", "content", "articlebody", "articletext", "fulltext", "article", "bodytext", "maintext"),
    *("contenttext", "contenthtml", "bodyhtml", "story"),
)
OWN_ID = ("id", "guid", "uuid", "articleid", "identifier")

EXPECTED = (
    "the text in one of text, body, content, article_body, full_text; and where known "
    "title (headline), published (date, pubDate), outlet (source, publisher), author (byline), url (link), id"
)
MAX_NAMES = 20
"""Authors that one article can have, and fields of a record that a message lists."""
MAX_DEPTH = 4
"""How deep a value is looked for inside a value: ``{"source": {"name": {"rendered": …}}}``."""

# Feeds say dc:creator, Open Graph og:title, the search engines' exports article:published_time.
_NAMESPACE = re.compile(r"^(?:dc|dcterms|og|article|media|content|schema|fields)[:.]")
# Where a value is an object, the keys that hold its text: WordPress, XML turned into JSON, JSON-LD, Mongo.
_INNER = (
    "rendered",
    "name",
    "title",
    "text",
    "value",
    "#text",
    "$t",
    "_",
    "content",
    "html",
    "href",
    "$date",
    "$oid",
)
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_UNSAID = frozenset({"", "none", "null", "nan", "n/a", "na", "unknown", "undefined", "-", "true", "false"})


class UnknownLayout(UnreadableSource):
    """A record in which no field holds a text; ``fields`` are those that it has."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        found = ", ".join(fields[:MAX_NAMES]) or "none"
        if len(fields) > MAX_NAMES:
            found += f" and {len(fields) - MAX_NAMES} more"
        super().__init__(f"unknown layout: no field holds the text. Fields found: {found}. Expected: {EXPECTED}")
        self.fields = fields


class UnknownLayouts:
    """Gathers the records of unknown layout of one file, to report each layout once and not each record."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: dict[tuple[str, ...], str] = {}
        self._count: Counter[tuple[str, ...]] = Counter()

    def add(self, error: UnknownLayout, locator: str) -> None:
        """Count a record."""
        # Records that each have other fields are told apart no further: memory stays bounded.
        fields = error.fields if len(self._first) < MAX_NAMES or error.fields in self._first else ("…",)
        self._first.setdefault(fields, locator)
        self._count[fields] += 1

    def failures(self) -> Iterator[Failure]:
        """Give one failure for each layout, at the first record that has it."""
        for fields, locator in self._first.items():
            more = f" ({self._count[fields]} records)" if self._count[fields] > 1 else ""
            yield Failure(place(self._path, locator), f"{UnknownLayout(fields)}{more}")


def place(path: Path, locator: str = "") -> str:
    """Give the source of a failure: the file, and the record in it."""
    return f"{shown(path)}#{locator}" if locator else shown(path)


def record_of(fields: Mapping[Any, Any], path: Path, locator: str) -> Record:
    """Make a record of one object of a file; raises ``UnknownLayout`` if it states no text.

    Of several fields that can hold the text the longest is it: the others are extracts.
    """
    known = _unwrapped(_normal(fields))
    if not any(name in known for name in TEXT):
        raise UnknownLayout(tuple(str(name) for name in fields))
    record = Record(path, "", locator)
    beside: list[str] = []
    for name in TEXT:
        text, aside = prose(_paragraphs(known.get(name)))
        if len(text.strip()) > len(record.text.strip()):
            record.text, beside = text, aside
    if not record.text.strip():
        raise UnreadableSource("the text is empty")
    if beside:
        record.removed.append(Removed(text=usable("\n".join(beside)), reason="caption or box beside the text"))
    state(record, known, Origin.RECORD_FIELD)
    return record


def state(record: Record, fields: Mapping[Any, Any], origin: Origin) -> None:
    """Set the fields of the record, but for its text, to what ``fields`` state.

    A date that cannot be used is told in the record's notes.
    """
    known = _normal(fields)
    outlets = (line_of(known.get(name)) for name in OUTLET)
    addresses = (line_of(known.get(name)) for name in URL)
    authors = (names_of(known.get(name)) for name in BYLINE)
    record.own_id = next(filter(None, (line_of(known.get(name)) for name in OWN_ID)), None)
    if title := next(filter(None, (line_of(known.get(name)) for name in TITLE)), None):
        record.title = Stated(title, origin)
    if outlet := next((outlet for outlet in outlets if outlet and not is_address(outlet)), None):
        record.outlet = Stated(outlet, origin)
    if names := next(filter(None, authors), None):
        record.byline = Stated(", ".join(names), origin)
    if url := next((address for address in addresses if address and is_address(address)), None):
        record.url = Stated(url, origin)
    for name in PUBLISHED:
        if record.published is None and name in known:
            state_date(record, known[name], origin)


def state_date(record: Record, value: Any, origin: Origin) -> None:
    """Set the record's publication date to the day that a value states, or note why it cannot be."""
    value = _innermost(value)
    if isinstance(value, dt.date):
        record.published = Stated(value.date() if isinstance(value, dt.datetime) else value, origin)
        return
    written = "" if value is None or isinstance(value, bool) else " ".join(usable(str(value)).split())
    if written.casefold() in _UNSAID:
        return
    day = None if isinstance(value, int | float) else parse_stated_date(written)
    if day is None:
        day = date_of_epoch(value) if isinstance(value, int | float) else _epoch_of(written)
    if day is not None:
        record.published = Stated(day, origin)
    elif readings := two_readings(written):
        record.notes.append(
            f"published {written!r} can be read two ways: {readings[0]:%Y-%m-%d} and {readings[1]:%Y-%m-%d}"
        )
    else:
        record.notes.append(f"published {written[:80]!r} is not a date with day, month and year")


def line_of(value: Any) -> str | None:
    """Give a value as one line of text, or ``None`` if it says nothing or is too long to be one."""
    value = _innermost(value)
    if value is None or isinstance(value, bool | list | dict):
        return None
    written = str(value)
    if len(written) > limits.MAX_FIELD:
        return None
    line = " ".join(usable(one_line(written)).split())
    return None if line.casefold() in _UNSAID else line


def names_of(value: Any, depth: int = 0) -> list[str]:
    """Give the people that a value names: a text, an object with a name, or a list of either."""
    if isinstance(value, list) and depth < MAX_DEPTH:
        found = [name for item in value[:MAX_NAMES] for name in names_of(item, depth + 1)]
        return list(dict.fromkeys(found))[:MAX_NAMES]
    if isinstance(value, Mapping):
        known = _normal(value)
        parts = [line_of(known.get(name)) for name in ("firstname", "lastname")]
        if all(parts) and "name" not in known:
            return [" ".join(part for part in parts if part)]
    name = re.sub(r"^by\s+", "", line_of(value) or "", flags=re.IGNORECASE)
    return [name] if name and not is_address(name) else []


def is_address(text: str) -> bool:
    """Tell whether a text is a web address, with or without scheme."""
    return _ADDRESS.fullmatch(text) is not None and ("://" in text or "/" in text)


def _normal(fields: Mapping[Any, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for name, value in fields.items():
        plain = _NAMESPACE.sub("", str(name).strip().lstrip("\ufeff").lower())
        known.setdefault(re.sub(r"[\W_]+", "", plain), value)
    return known


def _unwrapped(known: dict[str, Any]) -> dict[str, Any]:
    """Join an object with the one inside it that holds the text, as exports of databases nest them."""
    if any(_paragraphs(known.get(name)).strip() for name in TEXT):
        return known
    inner = [_normal(value) for value in known.values() if isinstance(value, Mapping)]
    inner = [fields for fields in inner if any(isinstance(fields.get(name), str) for name in TEXT)]
    return {**known, **inner[0]} if len(inner) == 1 else known


def _innermost(value: Any) -> Any:
    for _ in range(MAX_DEPTH):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, Mapping):
            value = next((value[key] for key in _INNER if value.get(key) is not None), None)
    return value


def _paragraphs(value: Any, depth: int = 0) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and depth < MAX_DEPTH:
        inner = (_paragraphs(value.get(key), depth + 1) for key in ("rendered", "text", "value", "#text", "html"))
        return next((text for text in inner if text), "")
    if isinstance(value, list) and depth < MAX_DEPTH:
        return "\n\n".join(text for item in value if (text := _paragraphs(item, depth + 1)))
    return ""


def _epoch_of(written: str) -> dt.date | None:
    # Nine digits or more: fewer are a year or a plain number, and YYYYMMDD has been tried.
    return date_of_epoch(float(written)) if re.fullmatch(r"\d{9,16}(?:\.\d{1,9})?", written) else None
