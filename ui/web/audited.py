"""Drafts that were audited, as long as their pages are open: in memory only, each for the page that sent it."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass

from assistant.audit.draft import Draft
from assistant.audit.report import Audit

MOST = 100
"""Pages whose drafts are kept; the one longest unused goes first."""
ROOM = 100_000_000
"""Bytes of all that is kept, its audits included: ten of the largest drafts, or thousands of usual ones."""


@dataclass(frozen=True)
class Audited:
    """A draft with what the articles say to it."""

    draft: Draft
    source: bytes | None
    """The file that it came in; ``None`` for one that was pasted."""
    _packed: bytes
    """The audit as compressed JSON: as objects it takes ten times the memory."""

    @classmethod
    def of(cls, draft: Draft, source: bytes | None, audit: Audit) -> Audited:
        """Keep an audit beside its draft."""
        return cls(draft, source, zlib.compress(audit.model_dump_json().encode()))

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly: the file, its text and the packed audit."""
        text = sum(len(one.text) for one in self.draft.paragraphs)
        return len(self.source or b"") + text + len(self._packed)

    @property
    def audit(self) -> Audit:
        """What the articles say to it."""
        return Audit.model_validate_json(zlib.decompress(self._packed))


class Shelter:
    """Keeps one audited draft for each open page. Safe to use from several threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, Audited] = OrderedDict()

    def keep(self, page: str, audited: Audited) -> None:
        """Keep a draft in the place of the one before it."""
        with self._guard:
            self._kept[page] = audited
            self._kept.move_to_end(page)
            while len(self._kept) > MOST or sum(one.size for one in self._kept.values()) > ROOM:
                self._kept.popitem(last=False)

    def of(self, page: str) -> Audited | None:
        """Give the draft of a page; ``None`` where none is kept."""
        with self._guard:
            if page in self._kept:
                self._kept.move_to_end(page)
            return self._kept.get(page)

    def forget(self, page: str) -> None:
        """Keep nothing of a page any more."""
        with self._guard:
            self._kept.pop(page, None)
