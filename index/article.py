"""Articles and passages: the types that every room shares."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Origin(StrEnum):
    """Where the value of an article's field came from."""

    FRONT_MATTER = "front matter"
    HTML_METADATA = "HTML metadata"
    RECORD_FIELD = "record field"
    DOCUMENT_PROPERTIES = "document properties"
    HEADER_LINE = "header line"
    HEADING = "heading"
    TITLE_SUFFIX = "title suffix"
    URL = "URL"
    FILE_NAME = "file name"
    FIRST_LINE = "first line"
    CORRECTION = "set by hand"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Removed(_Value):
    """A piece of the source that is not the article's own prose, kept aside with the reason."""

    text: str
    reason: str


class Carrier(_Value):
    """Another place that carries the same words as an article."""

    source: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None

    @property
    def name(self) -> str:
        """What to call it beside the article: its outlet, else its headline, else its file."""
        return self.outlet or self.title or self.source.rsplit("/", 1)[-1]


class Article(_Value):
    """One news item.

    ``text`` is the canonical text: every offset anywhere counts its characters. A field that no
    source states is ``None``; ``origins`` names for every other one where its value came from.
    """

    id: str
    key: str
    """What makes it the same article at the next ingest: its own id, its URL, or its place in a file."""
    source: str
    """The file it was read from, with the record's place in it."""
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: dt.date | None = None
    origins: dict[str, Origin] = {}
    removed: tuple[Removed, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    """Other sources with exactly this text."""
    fingerprint: str
    """Digest of what the source said, so that an unchanged article is not worked on again."""
    ingested: dt.date

    @property
    def name(self) -> str:
        """What to call it in a list: its headline, or its file where it has none."""
        return self.title or self.source.rsplit("/", 1)[-1]


class Passage(_Value):
    """A run of whole sentences of one article, the unit that is searched.

    The passages of an article tile its canonical text: the first starts at 0, each next one where
    the one before ends, and the last ends at ``len(article.text)``.
    """

    article_id: str
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    """``(start, end)`` of each sentence in the article's text, without surrounding white space."""

    @property
    def id(self) -> str:
        """The passage's id in the collection."""
        return passage_id(self.article_id, self.ordinal)


def passage_id(article_id: str, ordinal: int) -> str:
    """Give the collection's id of an article's passage."""
    return f"{article_id}#{ordinal}"


def article_of(passage: str) -> str:
    """Give the article's id out of its passage's."""
    return passage.rpartition("#")[0]
