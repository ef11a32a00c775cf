"""What makes an article the same article at the next ingest, and what it is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from ingest.record import Record
from ingest.sources import shown

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|cmpid|ns_\w+|at_\w+|smid")
"""Query fields of a URL that say where a reader came from, not which article it is."""
SLUG_LENGTH = 48
"""Characters of a headline in an id: enough to recognise it in a list."""
DIGEST_LENGTHS = (6, 12, 64)
"""Digits of the digest in an id: the first do beside a headline, unless a text comes back that the
article had before; headlines in other alphabets leave nothing but the digits."""


def source_of(record: Record) -> str:
    """Give the place of a record: its file's path, and ``#`` with its place in a file of many."""
    path = shown(record.path)
    return f"{path}#{record.locator}" if record.locator else path


def key_of(record: Record) -> str:
    """Give what identifies a record's article from one ingest to the next.

    Its own id if it has one, else its URL (unless that is a site's front page), else its place: a file
    of one article is the article, and in a file of many, where records move up and down, the headline
    tells them apart.
    """
    if record.own_id:
        return f"id:{record.own_id}"
    if record.url and re.search(r"[/?]", url := plain_url(record.url.value)):
        return f"URL:{url}"
    path = shown(record.path)
    if not record.locator:
        return f"file:{path}"
    return f"file:{path}#{slug(record.title.value) if record.title else record.locator}"


def plain_url(url: str) -> str:
    """Give a URL without what may differ between two links to one article."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in fields if not TRACKING.fullmatch(name)])
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def new_id(record: Record, text: str, taken: Callable[[str], bool]) -> str | None:
    """Give the id of a new article: its record's own, else its headline and a digest of its text.

    The same article gets the same id on any machine, whatever its file is called, unless that id is
    ``taken``: then it gets more of the digest. ``None`` if its own id is.
    """
    if record.own_id:
        return None if taken(record.own_id) else record.own_id
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    name = slug(record.title.value if record.title else text[:200])
    ids = (f"{name}-{digest[:length]}".lstrip("-") for length in DIGEST_LENGTHS)
    return next((one for one in ids if not taken(one)), None)


def slug(text: str) -> str:
    """Give a short form of a text in lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(words) <= SLUG_LENGTH:
        return words
    return words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
