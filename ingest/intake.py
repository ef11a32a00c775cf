"""Taking sources in: every article new, changed, known or set aside, then one new snapshot."""

from __future__ import annotations

import datetime as dt
import fnmatch
import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.article import Article, Carrier, Origin
from index.catalog import Entry
from index.errors import UnknownArticle
from index.settings import Settings
from index.writer import SnapshotWriter
from ingest.cleaning import VERSION, Cleaned, clean
from ingest.duplicates import Stories, digest, signature
from ingest.fields import complete
from ingest.identity import key_of, new_id, source_of
from ingest.readers import read
from ingest.record import Failure, Record
from ingest.sources import find
from ingest.splitting import split_passages

FIELDS = ("title", "outlet", "byline", "url", "published")
CARRIED = ("title", "outlet", "url", "published")


class Outcome(StrEnum):
    """What became of an article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass
class Report:
    """What an ingest did."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failures: list[Failure] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Source and remark: stated values that could not be used."""
    near_duplicates: int = 0
    undated: int = 0
    """Articles added or updated that state no publication date."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Files in folders that are of no kind that is read, counted by extension."""
    snapshot: str | None = None
    """The snapshot published, or ``None`` when nothing changed."""

    def count(self, outcome: Outcome) -> None:
        """Count one article."""
        self.counts[outcome] += 1

    @property
    def changed(self) -> bool:
        """Whether the collection is another than before."""
        return any(self.counts[one] for one in (Outcome.ADDED, Outcome.UPDATED, Outcome.REMOVED))


Progress = Callable[[int], None]
"""Called after each article or failure with how many there were so far."""


def ingest(
    paths: Iterable[str | Path],
    writer: SnapshotWriter,
    settings: Settings,
    *,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    publishing: Callable[[], None] | None = None,
) -> Report:
    """Read paths and bring their articles into the collection, published as one new snapshot.

    One source that cannot be read never stops the others: it is in the report with its reason.
    ``prune`` removes the articles of these paths whose source is no longer there. With ``dry_run``
    nothing is written: the report says what would be done.
    """
    given = [Path(path) for path in paths]
    run = _Run(writer, settings, dry_run=dry_run)
    for place, item in enumerate(_records(given, run.report), 1):
        if isinstance(item, Failure):
            run.fail(item)
        else:
            try:
                run.take(item)
            except (ValueError, RecursionError) as error:  # text that our own steps cannot deal with
                run.fail(Failure(source_of(item), f"cannot be made an article: {error}"))
        if progress:
            progress(place)
    if prune:
        run.prune(given)
    if publishing:
        publishing()
    run.finish()
    return run.report


def expected(paths: Iterable[str | Path]) -> int:
    """Give about how many articles there are to come: the lines of JSON lines, one for any other file."""
    files = (found for found in find(paths) if isinstance(found, Path))
    return sum(count_lines(file) if ".jsonl" in file.name.lower() else 1 for file in files)


def count_lines(path: Path) -> int:
    """Give the number of lines of a file, compressed or not; 1 if that cannot be told."""
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opened(path, "rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) or 1
    except (OSError, EOFError, zlib.error):
        return 1


def correct(
    writer: SnapshotWriter, settings: Settings, article_id: str, changes: dict[str, str | dt.date | None]
) -> Article:
    """Set fields of an article by hand and publish; later ingests of the article keep them.

    ``None`` takes a field away. Raises ``UnknownArticle``.
    """
    entry, old = _stored(writer, article_id)
    origins = old.origins | dict.fromkeys(changes, Origin.CORRECTION)
    article = old.model_copy(update={**changes, "origins": origins})
    writer.remove(entry)
    _store(writer, settings, article, Stories(writer.signatures(), settings.near_duplicate))
    writer.publish()
    return article


def remove(writer: SnapshotWriter, article_ids: Iterable[str]) -> None:
    """Remove articles and publish. Raises ``UnknownArticle`` before anything is removed."""
    for entry in [_stored(writer, one)[0] for one in article_ids]:
        writer.remove(entry)
    writer.publish()


class _Run:
    """One ingest: what it has seen, and what it still has to write down at its end."""

    def __init__(self, writer: SnapshotWriter, settings: Settings, *, dry_run: bool) -> None:
        self.report = Report()
        self._writer = writer
        self._settings = settings
        self._dry_run = dry_run
        self._keys: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._failed_files: set[str] = set()
        self._carriers: dict[str, list[tuple[str, str, Carrier]]] = {}
        self._stories: Stories | None = None

    def fail(self, failure: Failure) -> None:
        self.report.failures.append(failure)
        self.report.count(Outcome.FAILED)
        self._failed_files.add(failure.source.split("#", 1)[0])

    def take(self, record: Record) -> None:
        """Add, update or skip the article of a record."""
        source, fingerprint = source_of(record), record.fingerprint(VERSION)
        key = key_of(record)
        if key in self._keys:
            self.fail(Failure(source, f"is the same article as {self._keys[key]} (same {key.split(':', 1)[0]})"))
            return
        self._keys[key] = source
        catalog = self._writer.catalog
        old = catalog.find(key=key) if catalog else None
        carried = catalog.carrier(key) if catalog else None
        if (old and old.fingerprint == fingerprint) or (carried and carried[0] == fingerprint):
            self.report.count(Outcome.UNCHANGED)
            return
        self._change(record, source, key, fingerprint, old)

    def _change(self, record: Record, source: str, key: str, fingerprint: str, old: Entry | None) -> None:
        completed = complete(record)
        self.report.notes.extend((source, note) for note in completed.notes)
        cleaned = clean(completed.text, completed.title.value if completed.title else None)
        if not cleaned.text:
            self.fail(Failure(source, "holds no text of an article"))
            return
        text_digest = digest(cleaned.text)
        catalog = self._writer.catalog
        same = catalog.find(digest=text_digest) if catalog else None
        if (same and same.key != key) or (self._dry_run and text_digest in self._digests):
            self._set_aside(completed, source, key, fingerprint, same)
            return
        before = self._writer.base.article(old.id) if old and self._writer.base else None
        article = _article(completed, cleaned, key, fingerprint, before)
        clash = catalog.find(id=article.id) if catalog else None
        if clash and not old:
            self.fail(Failure(source, f"has the id {article.id!r} of another article, from {clash.source}"))
            return
        self.report.count(Outcome.UPDATED if old else Outcome.ADDED)
        self.report.undated += article.published is None
        self._digests[text_digest] = article.id
        if self._dry_run:
            return
        if old:
            self._writer.remove(old)
            self._writer.forget_carriers(old)
        self._stories = self._stories or Stories(self._writer.signatures(), self._settings.near_duplicate)
        self.report.near_duplicates += not _store(self._writer, self._settings, article, self._stories)

    def _set_aside(self, record: Record, source: str, key: str, fingerprint: str, same: Entry | None) -> None:
        """Count an exact copy, and remember at the end of the run who carries it."""
        self.report.count(Outcome.DUPLICATE)
        if same is None:
            return
        carrier = Carrier(
            source=source, **{name: stated.value for name in CARRIED if (stated := getattr(record, name))}
        )
        self._carriers.setdefault(same.id, []).append((key, fingerprint, carrier))

    def prune(self, given: Iterable[Path]) -> None:
        """Remove what came from the given paths and is no longer there."""
        catalog = self._writer.catalog
        wanted = [str(path.absolute()) for path in given]
        for entry in catalog.entries() if catalog else ():
            file = entry.source.split("#", 1)[0]
            theirs = any(file == one or file.startswith(f"{one}/") or fnmatch.fnmatch(file, one) for one in wanted)
            if theirs and entry.key not in self._keys and file not in self._failed_files:
                self.report.count(Outcome.REMOVED)
                if not self._dry_run:
                    self._writer.remove(entry)

    def finish(self) -> None:
        """Write down who carries what, and publish if there is anything new."""
        catalog = self._writer.catalog
        for article_id, carriers in self._carriers.items():
            entry = catalog.find(id=article_id) if catalog else None
            if entry and not self._dry_run:
                self._writer.add_carriers(entry, carriers)
        if self._writer.changed:
            self.report.snapshot = self._writer.publish()


def _records(given: list[Path], report: Report) -> Iterator[Record | Failure]:
    passed_over: Counter[str] = Counter()
    for found in find(given, passed_over):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read(found.absolute())
    report.passed_over = dict(passed_over)


def _article(record: Record, cleaned: Cleaned, key: str, fingerprint: str, before: Article | None) -> Article:
    """Make the article of a completed record; what was set by hand ``before`` stays."""
    fields = {name: getattr(record, name) for name in FIELDS}
    values: dict[str, Any] = {name: stated.value if stated else None for name, stated in fields.items()}
    origins = {name: stated.origin for name, stated in fields.items() if stated}
    for name, origin in before.origins.items() if before else ():
        if origin is Origin.CORRECTION:
            values[name], origins[name] = getattr(before, name), origin
    return Article(
        id=before.id if before else new_id(record, values["title"], cleaned.text),
        key=key,
        source=source_of(record),
        text=cleaned.text,
        **values,
        origins=origins,
        removed=(*record.removed, *cleaned.removed),
        fingerprint=fingerprint,
        ingested=dt.datetime.now().astimezone().date(),
    )


def _store(writer: SnapshotWriter, settings: Settings, article: Article, stories: Stories) -> bool:
    """Add an article to what is being written, and tell whether its story is new."""
    sign = signature(article.text)
    story, opened = stories.join(sign)
    passages = split_passages(article.id, article.text, settings.passage_words)
    writer.add(article, passages, digest(article.text), sign, story)
    return opened


def _stored(writer: SnapshotWriter, article_id: str) -> tuple[Entry, Article]:
    if not writer.base:
        raise UnknownArticle(f"There is no article {article_id!r}: there are no articles yet.")
    return writer.base.entry(article_id), writer.base.article(article_id)
