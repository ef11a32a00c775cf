"""One ingest under way: what it has seen, what each source amounts to, and what is still to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.article import Carrier
from index.catalog import Entry
from index.settings import Settings
from index.writer import SnapshotWriter
from ingest.cleaning import VERSION, clean
from ingest.duplicates import Stories, digest
from ingest.fields import complete
from ingest.identity import key_of, new_id, source_of
from ingest.preparation import Prepared, is_another, make_article, make_carrier, prepare
from ingest.readers import read
from ingest.record import Failure, Record
from ingest.report import Outcome, Report
from ingest.scope import Scope, files_of


@dataclass(frozen=True)
class _Copy:
    """A source that says exactly what a stored article says."""

    of: str
    """The article's id."""
    key: str
    fingerprint: str
    record: tuple[Path, str]
    """Where to read it again: its file and its place in it."""
    outcome: Outcome
    carrier: Carrier | None = None
    """What to remember of it; ``None`` if that was done at an earlier ingest."""


@dataclass(frozen=True)
class _Plan:
    """What a record amounts to: a copy, a new article, or nothing to be done."""

    outcome: Outcome
    copy: _Copy | None = None
    new: Prepared | None = None
    old: Entry | None = None
    """What its source said before."""
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
        self._copies: defaultdict[str, list[_Copy]] = defaultdict(list)
        """Article's id -> the sources met that are copies of it."""
        self._orphans: list[_Copy] = []
        """Copies of what has since been replaced or removed."""
        self._parted: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        """Article's id -> key and source of what is no copy of it any more; one of them may be empty."""
        self._stories: Stories | None = None
        self._gone: set[str] = set()
        self._planned: dict[str, str] = {}
        """In a dry run: ids of articles that would go, and digest -> id of those that would come."""

    def fail(self, failure: Failure) -> None:
        """Report what cannot become an article; nothing that is stored of its file is then pruned."""
        self.report.failures.append(failure)
        self.report.count(Outcome.FAILED)
        for file in files_of(failure.source):
            self._failed.widen(Path(file))

    def take(self, record: Record) -> None:
        """Add, update or skip the article of a record."""
        try:
            plan = self._plan(record)
        except Exception as error:  # noqa: BLE001 - whatever one text does to our steps, the others go on
            plan = Failure(source_of(record), f"cannot be made an article: {error}")
        if isinstance(plan, Failure):
            self.fail(plan)
            return
        self.report.count(plan.outcome)
        self.report.notes.extend((source_of(record), note) for note in plan.notes)
        if plan.copy:
            self._copies[plan.copy.of].append(plan.copy)
        if plan.old:
            self._leave(plan.old, for_same_text=plan.same_text)
        if plan.new:
            self.report.undated += plan.new.article.published is None
            if self._dry_run:
                self._planned[plan.new.digest] = plan.new.article.id
            else:
                self.report.near_duplicates += plan.new.store(self._writer, self._known_stories())

    def prune(self, given: Iterable[Path]) -> None:
        """Remove what came from the given paths and is no longer there.

        What could not be read stays, and so does what came from a path that is not there at all: it may
        be on a disk that is away.
        """
        unread = {failure.source for failure in self.report.failures}
        scope = Scope(path for path in given if str(path) not in unread)
        catalog, base = self._writer.catalog, self._writer.base
        if catalog is None or base is None:
            return
        for entry in catalog.entries():
            if entry.key not in self._seen and self._pruned(entry.source, scope):
                self.report.count(Outcome.REMOVED)
                self._leave(entry)
        sources = {source for source, _ in self._seen.values()}
        for article_id, keys in catalog.carriers().items():
            carriers = base.article(article_id).carriers if article_id not in self._gone else ()
            missing = {one.source for one in carriers if one.source not in sources}
            if missing := {source for source in missing if self._pruned(source, scope)}:
                self.report.count(Outcome.REMOVED, len(missing))
                # Whose key is whose is not stored; a copy that is forgotten in excess is met again as new.
                unseen = {(key, "") for key in keys if key not in self._seen}
                self._parted[article_id] |= unseen | {("", source) for source in missing}

    def finish(self) -> None:
        """Write down who carries what, and publish if there is anything new."""
        while self._orphans:
            self._take_again(self._orphans.pop(0))
        catalog = self._writer.catalog
        for article_id in dict.fromkeys((*self._parted, *self._copies)):
            new = [(one.key, one.fingerprint, one.carrier) for one in self._copies[article_id] if one.carrier]
            parted = self._parted[article_id]
            entry = catalog.find(id=article_id) if catalog else None
            if entry and (new or parted) and not self._dry_run:
                self._writer.change_carriers(entry, new, parted)
        if self._writer.changed:
            self.report.snapshot = self._writer.publish()

    def _plan(self, record: Record) -> _Plan | Failure:
        source, fingerprint, key = source_of(record), record.fingerprint(VERSION), key_of(record)
        if key in self._seen and self._seen[key][1] == fingerprint:
            return _Plan(Outcome.DUPLICATE)  # files that overlap, such as the exports of two days
        if key in self._seen and record.locator and key.startswith("file:"):
            key += f"#{record.locator}"  # a headline that comes again in a file, such as "Letters"
        if key in self._seen:
            other, _ = self._seen[key]
            return Failure(source, f"is the same article as {other} (same {key.split(':', 1)[0]})")
        self._seen[key] = source, fingerprint
        old = self._stored(record, key)
        if old and old.fingerprint == fingerprint:
            return _Plan(Outcome.UNCHANGED)
        carried = self._writer.catalog.carrier(key) if self._writer.catalog else None
        if carried and carried[1] not in self._gone:
            said, article_id = carried
            if said == fingerprint:
                copy = _Copy(article_id, key, fingerprint, (record.path, record.locator), Outcome.UNCHANGED)
                return _Plan(Outcome.UNCHANGED, copy)
            self._parted[article_id].add((key, source))
        return self._changed(record, key, fingerprint, old)

    def _changed(self, record: Record, key: str, fingerprint: str, old: Entry | None) -> _Plan | Failure:
        source, base = source_of(record), self._writer.base
        completed = complete(record)
        cleaned = clean(completed.text, completed.title.value if completed.title else None)
        if not cleaned.text:
            return Failure(source, "holds no text of an article")
        before = base.article(old.id) if old and base else None
        if old and before and is_another(completed, cleaned.text, before):
            del self._seen[key]  # its owner may be met yet
            return Failure(source, f"has the id {record.own_id!r} of another article, from {old.source}")
        notes = tuple(completed.notes)
        said = digest(cleaned.text)
        same = self._with_text(said)
        if same and not (old and same == old.id):
            place = (record.path, record.locator)
            copy = _Copy(same, key, fingerprint, place, Outcome.DUPLICATE, make_carrier(completed))
            return _Plan(Outcome.DUPLICATE, copy, old=old, notes=notes)
        article_id = old.id if old else new_id(completed, cleaned.text, self._taken)
        if article_id is None:
            return Failure(source, f"has the id {record.own_id!r} of another article")
        if base and not old and article_id in base.entries:  # the same article, from a file that has moved
            before = base.article(article_id)
        article = make_article(completed, cleaned, article_id, key, fingerprint, before)
        same_text = old is not None and same == old.id
        if before and same_text:
            article = article.model_copy(update={"carriers": before.carriers})
        outcome = Outcome.UPDATED if old else Outcome.ADDED
        return _Plan(outcome, None, prepare(article, self._settings), old, same_text, notes)

    def _leave(self, entry: Entry, *, for_same_text: bool = False) -> None:
        """Remove an article; unless its text comes again, its copies are then articles themselves."""
        if not for_same_text:
            self._orphans.extend(self._copies.pop(entry.id, ()))
        if self._dry_run:
            self._gone.add(entry.id)
            return
        self._known_stories().leave(entry.story)
        self._writer.remove(entry)
        if not for_same_text:
            self._writer.forget_carriers(entry)

    def _take_again(self, copy: _Copy) -> None:
        self.report.count(copy.outcome, -1)
        del self._seen[copy.key]
        path, locator = copy.record
        for item in read(path):
            if isinstance(item, Record) and item.locator == locator:
                self.take(item)
                return

    def _stored(self, record: Record, key: str) -> Entry | None:
        """Find what is stored of a record's article.

        A file of one article that gains or loses an address is still that article.
        """
        catalog = self._writer.catalog
        if catalog is None:
            return None
        if (found := catalog.find(key=key)) or record.locator or record.own_id:
            return found
        there = catalog.find(source=source_of(record))
        by_place = there and (key.startswith("file:") or there.key.startswith("file:"))
        return there if there and by_place and there.key not in self._seen else None

    def _with_text(self, said: str) -> str | None:
        """Give the id of the article with exactly a text, by its digest."""
        if said in self._planned:
            return self._planned[said]
        found = self._writer.catalog.find(digest=said) if self._writer.catalog else None
        return found.id if found and found.id not in self._gone else None

    def _taken(self, article_id: str) -> bool:
        catalog = self._writer.catalog
        return article_id not in self._gone and bool(catalog and catalog.find(id=article_id))

    def _pruned(self, source: str, scope: Scope) -> bool:
        return scope.holds(source) and not self._failed.holds(source)

    def _known_stories(self) -> Stories:
        if self._stories is None:
            self._stories = Stories(self._writer.signatures(), self._settings.near_duplicate)
        return self._stories
