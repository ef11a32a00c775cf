"""From what a source states to an article that is ready to be stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from index.article import Article, Carrier, Origin, Passage
from index.settings import Settings
from index.writer import SnapshotWriter
from ingest.cleaning import Cleaned
from ingest.duplicates import Signature, Stories, digest, share, signature
from ingest.identity import slug, source_of
from ingest.record import Record, shown
from ingest.scope import files_of
from ingest.splitting import split_passages

FIELDS = ("title", "outlet", "byline", "url", "published")
CARRIED = ("title", "outlet", "url", "published")
REWRITTEN = 0.1
"""Share of common five-word runs below which a text is no version of another; texts on one subject stay
under a twentieth, a report brought up to date keeps most of what it said."""


@dataclass(frozen=True)
class Prepared:
    """An article ready to be stored."""

    article: Article
    passages: list[Passage]
    digest: str
    signature: Signature

    def store(self, writer: SnapshotWriter, stories: Stories) -> bool:
        """Add it to what is being written, and tell whether it is near to an article that is there."""
        story, near = stories.join(self.signature)
        writer.add(self.article, self.passages, self.digest, self.signature, story)
        return near


def prepare(article: Article, settings: Settings) -> Prepared:
    """Split an article and work out what it is compared by."""
    passages = split_passages(article.id, article.text, settings.passage_words)
    return Prepared(article, passages, digest(article.text), signature(article.text))


def make_article(
    record: Record, cleaned: Cleaned, article_id: str, key: str, fingerprint: str, before: Article | None
) -> Article:
    """Make the article of a completed record; what was set by hand ``before`` stays."""
    fields = {name: getattr(record, name) for name in FIELDS}
    values: dict[str, Any] = {name: stated.value if stated else None for name, stated in fields.items()}
    origins = {name: stated.origin for name, stated in fields.items() if stated}
    for name, origin in before.origins.items() if before else ():
        if origin is Origin.CORRECTION:
            values[name], origins[name] = getattr(before, name), origin
    return Article(
        id=article_id,
        key=key,
        source=source_of(record),
        text=cleaned.text,
        **values,
        origins=origins,
        removed=(*record.removed, *cleaned.removed),
        fingerprint=fingerprint,
        ingested=dt.datetime.now().astimezone().date(),
    )


def make_carrier(record: Record) -> Carrier:
    """Give what is remembered of a completed record that says exactly what an article says."""
    stated = {name: getattr(record, name) for name in CARRIED}
    return Carrier(source=source_of(record), **{name: one.value for name, one in stated.items() if one})


def is_another(record: Record, text: str, before: Article) -> bool:
    """Tell whether a record has the id of a stored article, but is another: two feeds may both count from 1.

    A new version comes from the same file, or shares the headline, the address or some of the text.
    """
    if not record.own_id or shown(record.path) in files_of(before.source):
        return False
    if record.title and before.title and slug(record.title.value) == slug(before.title):
        return False
    if record.url and record.url.value == before.url:
        return False
    return share(signature(text), signature(before.text)) < REWRITTEN
