"""One ingest under way: what it has seen, what each source amounts to, and what is still to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article, Carrier, Origin, Passage
from index.catalog import Entry
from index.settings import Settings
from index.writer import SnapshotWriter
from ingest.cleaning import VERSION, Cleaned, clean
from ingest.duplicates import Signature, Stories, alike, digest, signature
from ingest.fields import complete
from ingest.identity import key_of, new_id, slug, source_of
from ingest.readers import read
from ingest.record import Failure, Record
from ingest.report import Outcome, Report
from ingest.scope import Scope
from ingest.splitting import split_passages

FIELDS = ("title", "outlet", "byline", "url", "published")
CARRIED = ("title", "outlet", "url", "published")


@dataclass(frozen=True)
class Split:
    """An article made ready to be stored."""

    article: Article
    passages: list[Passage]
    digest: str
    signature: Signature


def split(article: Article, settings: Settings) -> Split:
    """Make an article ready to be stored."""
    passages = split_passages(article.id, article.text, settings.passage_words)
    return Split(article, passages, digest(article.text), signature(article.text))


def store(writer: SnapshotWriter, one: Split, stories: Stories) -> bool:
    """Add an article to what is being written, and tell whether it is near to one that is there."""
    story, near = stories.join(one.signature)
    writer.add(one.article, one.passages, one.digest, one.signature, story)
    return near


@dataclass(frozen=True)
class _Copy:
    """A source that says exactly what a stored article says."""

    key: str
    fingerprint: str
    path: Path
    outcome: Outcome
    carrier: Carrier | None = None
    """What to remember of it; ``None`` if that was done at an earlier ingest."""


@dataclass(frozen=True)
class _Plan:
    """What a record amounts to: one of ``copy_of`` and ``new`` is set, or nothing is to be done."""

    outcome: Outcome
    old: Entry | None = None
    """What its source said before, to be replaced."""
    copy_of: str = ""
    copy: _Copy | None = None
    new: Split | None = None
    same_text: bool = False
    notes: tuple[str, ...] = ()


class Run:
    """One ingest. Nothing of it is seen by anyone before ``finish``."""

    def __init__(self, writer: SnapshotWriter, settings: Settings, *, dry_run: bool) -> None:
        self.report = Report()
        self._writer = writer
        self._settings = settings
        self._dry_run = dry_run
        self._seen: dict[str, tuple[str, str]] = {}
        """Key of each article met -> its source and fingerprint."""
        self._failed = Scope()
        self._copies: dict[str, list[_Copy]] = {}
        """Article's id -> the sources met that are copies of it."""
        self._orphans: list[_Copy] = []
        """Sources that were copies of what has since been replaced or removed."""
        self._parted: dict[str, list[tuple[str, str]]] = {}
        """Article's id -> key and source of each former copy."""
        self._gone: set[str] = set()
        """Ids of articles that were replaced or removed, which a dry run leaves where they are."""
        self._planned: dict[str, str] = {}
        """Digest -> id of each article that a dry run would add."""
        self._stories: Stories | None = None

    def fail(self, failure: Failure) -> None:
        """Report what cannot become an article; what was stored of its file is then not pruned."""
        self.report.failures.append(failure)
        self.report.count(Outcome.FAILED)
        for file in {failure.source, failure.source.rpartition("#")[0]} - {""}:
            self._failed.widen(Path(file))

    def take(self, record: Record) -> None:
        """Add, update or skip the article of a record."""
        try:
            plan = self._plan(record)
        except Exception as error:  # noqa: BLE001 - whatever one text does to our steps, the others go on
            plan = Failure(source_of(record), f"cannot be made an article: {error}")
        if isinstance(plan, Failure):
            self.fail(plan)
        else:
            self._carry_out(plan)
            self.report.notes.extend((source_of(record), note) for note in plan.notes)

    def prune(self, given: Iterable[Path]) -> None:
        """Remove what came from the given paths and is no longer there.

        What could not be read, or was not found at all (a disk that is not there), stays.
        """
        catalog = self._writer.catalog
        unread = {failure.source for failure in self.report.failures}
        scope = Scope(path for path in given if str(path) not in unread)
        for entry in catalog.entries() if catalog else ():
            if entry.key not in self._seen and scope.holds(entry.source) and not self._failed.holds(entry.source):
                self.report.count(Outcome.REMOVED)
                self._leave(entry)
        self._prune_copies(scope)

    def finish(self) -> None:
        """Write down who carries what, and publish if there is anything new."""
        while self._orphans:
            self._take_again(self._orphans.pop(0))
        catalog = self._writer.catalog
        if not self._dry_run and catalog:
            for article_id in dict.fromkeys((*self._parted, *self._copies)):
                copies = self._copies.get(article_id, ())
                added = [(one.key, one.fingerprint, one.carrier) for one in copies if one.carrier]
                parted = self._parted.get(article_id, ())
                entry = catalog.find(id=article_id)
                if entry and (added or parted):
                    self._writer.change_carriers(entry, added, parted)
        if self._writer.changed:
            self.report.snapshot = self._writer.publish()

    def _plan(self, record: Record) -> _Plan | Failure:
        source, fingerprint = source_of(record), record.fingerprint(VERSION)
        key = key_of(record)
        if key in self._seen:
            other, said = self._seen[key]
            if said == fingerprint:  # exports overlap
                return _Plan(Outcome.DUPLICATE)
            return Failure(source, f"is the same article as {other} (same {key.split(':', 1)[0]})")
        self._seen[key] = source, fingerprint
        old = self._stored(record, key)
        if old and old.fingerprint == fingerprint:
            return _Plan(Outcome.UNCHANGED)
        catalog = self._writer.catalog
        carried = catalog.carrier(key) if catalog else None
        if carried and carried[1] not in self._gone:
            if carried[0] == fingerprint:
                copy = _Copy(key, fingerprint, record.path, Outcome.UNCHANGED)
                return _Plan(Outcome.UNCHANGED, copy_of=carried[1], copy=copy)
            self._parted.setdefault(carried[1], []).append((key, source))
        return self._changed(record, key, fingerprint, old)

    def _stored(self, record: Record, key: str) -> Entry | None:
        """Find what is stored of a record's article.

        A file of one article that gains or loses an address is still that article.
        """
        catalog = self._writer.catalog
        if catalog is None:
            return None
        if found := catalog.find(key=key):
            return found
        there = None if record.locator or record.own_id else catalog.find(source=source_of(record))
        by_place = there and (key.startswith("file:") or there.key.startswith("file:"))
        return there if there and by_place and there.key not in self._seen else None

    def _changed(self, record: Record, key: str, fingerprint: str, old: Entry | None) -> _Plan | Failure:
        source = source_of(record)
        completed = complete(record)
        cleaned = clean(completed.text, completed.title.value if completed.title else None)
        if not cleaned.text:
            return Failure(source, "holds no text of an article")
        base = self._writer.base
        before = base.article(old.id) if old and base else None
        if old and before and _another(completed, cleaned.text, before):
            del self._seen[key]
            return Failure(source, f"has the id {record.own_id!r} of another article, from {old.source}")
        text_digest = digest(cleaned.text)
        if (same := self._copied(text_digest)) and not (old and same == old.id):
            copy = _Copy(key, fingerprint, record.path, Outcome.DUPLICATE, _carrier(completed))
            return _Plan(Outcome.DUPLICATE, old, copy_of=same, copy=copy, notes=tuple(completed.notes))
        article_id = old.id if old else new_id(completed, cleaned.text, self._taken)
        if article_id is None:
            clash = self._writer.catalog and self._writer.catalog.find(id=record.own_id or "")
            return Failure(
                source,
                f"has the id {record.own_id!r} of another article, from {clash.source if clash else 'this ingest'}",
            )
        if base and not before and article_id in base.entries:  # pruned just now: the same text, moved
            before = base.article(article_id)
        same_text = before is not None and digest(before.text) == text_digest
        article = _article(completed, cleaned, article_id, key, fingerprint, before)
        if before and same_text:
            article = article.model_copy(update={"carriers": before.carriers if old else ()})
        outcome = Outcome.UPDATED if old else Outcome.ADDED
        new = split(article, self._settings)
        return _Plan(outcome, old, new=new, same_text=same_text, notes=tuple(completed.notes))

    def _carry_out(self, plan: _Plan) -> None:
        self.report.count(plan.outcome)
        if plan.copy:
            self._copies.setdefault(plan.copy_of, []).append(plan.copy)
        if plan.old:
            self._leave(plan.old, for_same_text=plan.same_text)
        if not plan.new:
            return
        article = plan.new.article
        self.report.undated += article.published is None
        self._planned[plan.new.digest] = article.id
        if not self._dry_run:
            self.report.near_duplicates += store(self._writer, plan.new, self._known_stories())

    def _leave(self, entry: Entry, *, for_same_text: bool = False) -> None:
        """Remove an article; its copies are then articles themselves, unless the same text comes in its place."""
        if not for_same_text:
            self._gone.add(entry.id)
            self._orphans.extend(self._copies.pop(entry.id, ()))
        if self._dry_run:
            return
        self._known_stories().leave(entry.story)
        self._writer.remove(entry)
        if not for_same_text:
            self._writer.forget_carriers(entry)

    def _prune_copies(self, scope: Scope) -> None:
        """Forget the copies whose source is no longer there."""
        catalog, base = self._writer.catalog, self._writer.base
        if catalog is None or base is None:
            return
        sources = {source for source, _ in self._seen.values()}
        for article_id, keys in catalog.carriers().items():
            if article_id not in base.entries or article_id in self._gone:
                continue
            missing = [
                carrier.source
                for carrier in base.article(article_id).carriers
                if carrier.source not in sources
                and scope.holds(carrier.source)
                and not self._failed.holds(carrier.source)
            ]
            self.report.count(Outcome.REMOVED, len(missing))
            unseen = [key for key in keys if key not in self._seen]
            for place, source in enumerate(missing):
                # Which key was whose is not stored; one forgotten in excess is found again by its text.
                for key in unseen if place == 0 else ():
                    self._parted.setdefault(article_id, []).append((key, source))
                self._parted.setdefault(article_id, []).append(("", source))

    def _take_again(self, copy: _Copy) -> None:
        self.report.count(copy.outcome, -1)
        del self._seen[copy.key]
        for item in read(copy.path):
            if isinstance(item, Record) and key_of(item) == copy.key:
                self.take(item)
                return

    def _copied(self, text_digest: str) -> str | None:
        """Give the id of the article with exactly a text, if there is one."""
        if self._dry_run and text_digest in self._planned:
            return self._planned[text_digest]
        found = self._writer.catalog.find(digest=text_digest) if self._writer.catalog else None
        return found.id if found and found.id not in self._gone else None

    def _taken(self, article_id: str) -> bool:
        if self._dry_run and (article_id in self._planned.values() or article_id in self._gone):
            return article_id not in self._gone
        return bool(self._writer.catalog and self._writer.catalog.find(id=article_id))

    def _known_stories(self) -> Stories:
        if self._stories is None:
            self._stories = Stories(self._writer.signatures(), self._settings.near_duplicate)
        return self._stories


def _another(record: Record, text: str, before: Article) -> bool:
    """Tell whether a record has the id of a stored article, but is another: two feeds may both count from 1.

    A new version comes from the same file, or shares a headline, an address or some of the text.
    """
    if not record.own_id or before.source.rpartition("#")[0] == source_of(record).rpartition("#")[0]:
        return False
    titles = [slug(title) for title in (record.title and record.title.value, before.title) if title]
    same_title = len(titles) == 2 and titles[0] == titles[1]
    same_url = record.url is not None and record.url.value == before.url
    return not (same_title or same_url or alike(signature(text), signature(before.text)))


def _carrier(record: Record) -> Carrier:
    stated = {name: getattr(record, name) for name in CARRIED}
    return Carrier(source=source_of(record), **{name: one.value for name, one in stated.items() if one})


def _article(
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
