"""The assistant: from a question to an answer whose every sentence is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Self

from assistant.answer import (
    Answer,
)
from assistant.audit.auditor import Auditor, Progress
from assistant.audit.draft import Draft
from assistant.audit.report import Audit
from assistant.citer import Citer
from assistant.dates import HEMISPHERE
from assistant.finding import Finding
from assistant.followup import standalone
from assistant.inquiry import Inquiry
from assistant.sourced import Sourced
from assistant.witnesses import Hearing
from index.article import Article
from index.current import CurrentSnapshot
from index.encoder import Encoder, open_encoder
from index.filters import Filters
from index.settings import Settings
from index.snapshot import Snapshot, SnapshotStore


class Assistant:
    """Answers questions from the articles of a data folder. Safe to use from several threads."""

    def __init__(self, settings: Settings, *, encoder: Encoder | None = None, snapshot: str | None = None) -> None:
        """Take the settings; the model is opened at the first question unless an encoder is given.

        Each question is put to the snapshot that is current then, or always to the one that is named.
        """
        self._settings = settings
        self._encoder = encoder
        self._current = CurrentSnapshot(SnapshotStore(settings.data_dir), snapshot)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the snapshot; a ``with`` statement does it by itself."""
        self._current.close()

    @property
    def encoder(self) -> Encoder:
        """The encoder of the settings' model, opened now if nobody needed it before; for others to share."""
        if self._encoder is None:
            self._encoder = open_encoder(self._settings.embedding_model, self._settings.data_dir)
        return self._encoder

    def ask(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        most: int | None = None,
        history: Sequence[str] = (),
    ) -> Answer:
        """Answer a question from the current snapshot, in at most ``most`` sentences.

        ``history`` holds the earlier questions of the conversation, oldest first, as they were asked. A
        follow-up is answered as it is read in their light, which the answer's ``standalone_question`` gives.

        Raises ``SnapshotError`` when there are no articles yet, and ``ModelMismatch`` when they were
        indexed with another model than the settings name.
        """
        return self.trace(question, filters=filters, most=most, history=history)[0]

    def trace(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        most: int | None = None,
        history: Sequence[str] = (),
    ) -> tuple[Answer, tuple[Finding, ...]]:
        """Answer a question as ``ask`` does, and give beside it what was found for each of its parts."""
        with self._reading() as (snapshot, encoder):
            inquiry = Inquiry(snapshot, encoder, self._settings, filters or Filters())
            reading = standalone(question, history, inquiry.first_claim)
            answer = inquiry.answer(reading, most, asked=question)
            return answer, tuple(inquiry.findings)

    def audit(self, draft: Draft, *, filters: Filters | None = None, progress: Progress | None = None) -> Audit:
        """Hold every sentence of a draft against the current snapshot; ``progress`` is told how many are done.

        Raises what ``ask`` raises. Nothing of the draft is kept.
        """
        with self._reading() as (snapshot, encoder):
            limits = filters or Filters()
            return Auditor(snapshot, Hearing(snapshot, encoder, self._settings, limits), limits).audit(draft, progress)

    def cite(self, statement: str, *, filters: Filters | None = None, most: int = 5) -> Sourced:
        """Find what bears a statement, a fragment, a number, or word for word a phrase in quotation marks.

        Raises what ``ask`` raises.
        """
        with self._reading() as (snapshot, encoder):
            limits = filters or Filters()
            return Citer(snapshot, Hearing(snapshot, encoder, self._settings, limits), limits).cite(statement, most)

    @contextmanager
    def _reading(self) -> Iterator[tuple[Snapshot, Encoder]]:
        """Lend the current snapshot and its encoder, seasons read as the settings say."""
        before = HEMISPHERE.set(self._settings.hemisphere)
        try:
            with self._current.reading() as snapshot:
                if self._encoder is None:
                    snapshot.require_model(self._settings.embedding_model)
                yield snapshot, self.encoder
        finally:
            HEMISPHERE.reset(before)

    def article(self, article_id: str) -> Article:
        """Give an article of the current snapshot. Raises ``UnknownArticle``."""
        with self._current.reading() as snapshot:
            return snapshot.article(article_id)

    def reading(self) -> AbstractContextManager[Snapshot]:
        """Lend the current snapshot: one whole snapshot, held as long as the ``with`` block lasts.

        Entering raises ``NoArticles`` before the first ingest.
        """
        return self._current.reading()
