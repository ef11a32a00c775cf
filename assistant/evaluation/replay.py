"""Replay: a question answered anew from passages, or with settings, that it had in another run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.evaluation.asking import Examiner
from assistant.evaluation.places import Span
from assistant.evaluation.questions import Question
from assistant.evaluation.results import Quoted, Result, Scored, trace_of
from assistant.followup import standalone
from assistant.inquiry import Inquiry
from assistant.parts import about
from assistant.question import Question as Understood
from assistant.question import understand
from index.article import Passage
from index.embedding import read_tokens
from index.encoder import Encoder
from index.errors import UnknownArticle
from index.filters import Filters
from index.rows import KeptTokens
from index.search import POOL, Found, search
from index.settings import Settings
from index.snapshot import Snapshot


class Replayer:
    """Answers questions over a snapshot with something of an older run in place of its own."""

    def __init__(self, examiner: Examiner, snapshot: Snapshot, encoder: Encoder, settings: Settings) -> None:
        self._examiner = examiner
        self.snapshot = snapshot
        self._encoder = encoder
        self.settings = settings

    def from_passages(self, question: Question, read_as: str, passages: Sequence[Sequence[Scored]]) -> Result:
        """Answer from given passages, for each part that is searched for those that it had; nothing is searched.

        Passages whose article is gone, or too short now, are left out.
        """
        found = [[one for scored in part for one in self._found(scored)] for part in passages]
        inquiry = _Given(self.snapshot, self._encoder, self.settings, question.limits, found)
        return self._result(question, inquiry, read_as)

    def with_settings(self, question: Question, settings: Mapping[str, Any]) -> Result | None:
        """Read and answer with some settings as they were; ``None`` if they cannot be set any more."""
        try:
            then = Settings(**(self.settings.model_dump() | dict(settings)))
        except ValueError:
            return None
        inquiry = Inquiry(self.snapshot, self._encoder, then, question.limits)
        read_as = standalone(question.question, question.history, inquiry.first_claim)
        return self._result(question, inquiry, read_as)

    def rank(self, read_as: str, filters: Filters, span: Span) -> int | None:
        """Give the best rank, from 1, at which search for a part of a question finds a passage with a span.

        ``None`` if it is not within its reach.
        """
        question = understand(read_as, filters.as_of)
        ranks: list[int] = []
        for asked in (about(question, part) for part in question.parts if part.own):
            found = search(
                self.snapshot,
                self._encoder,
                asked.text,
                filters,
                top=2 * POOL,
                weight=self.settings.vector_weight,
                day=asked.day,
            )
            places = (Span(one.article_id, one.start, one.end) for one, _ in found)
            ranks.extend(rank for rank, place in enumerate(places, 1) if place.meets(span))
        return min(ranks, default=None)

    def holds(self, quoted: Quoted) -> bool:
        """Tell whether an article still says what was quoted, wherever in it."""
        try:
            return quoted.quote in self.snapshot.article(quoted.article).text
        except UnknownArticle:
            return False

    def says(self, span: Span) -> str:
        """Give the words that stand at a place now; empty if the article is gone."""
        try:
            return self.snapshot.article(span.article).text[span.start : span.end]
        except UnknownArticle:
            return ""

    def _result(self, question: Question, inquiry: Inquiry, read_as: str) -> Result:
        answer = inquiry.answer(read_as, asked=question.question)
        return self._examiner.judged(question, answer, trace_of(inquiry.findings))

    def _found(self, scored: Scored) -> Iterator[Found]:
        entry = self.snapshot.entries.get(scored.article)
        if entry is None or entry.characters < scored.end:
            return
        held = self.snapshot.article_passages(scored.article)
        same = next((one for one in held if (one.start, one.end) == (scored.start, scored.end)), None)
        if same is None:  # articles are split another way now
            inside = [
                span for one in held for span in one.sentences if scored.start <= span[0] and span[1] <= scored.end
            ]
            same = Passage(
                article_id=scored.article,
                ordinal=-1 - scored.start,  # unlike any other's
                start=scored.start,
                end=scored.end,
                text=self.says(scored.span),
                sentences=tuple(inside),
            )
        yield Found(same, scored.score)


class _Given(Inquiry):
    """An inquiry that is given its passages, searched part by searched part."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        settings: Settings,
        filters: Filters,
        found: Sequence[Sequence[Found]],
    ) -> None:
        super().__init__(snapshot, encoder, settings, filters)
        self._given = iter(found)

    def search(self, question: Understood) -> list[Found]:  # noqa: ARG002
        return list(next(self._given, ()))

    def tokens(self, passages: Sequence[Passage]) -> list[KeptTokens]:
        return [
            self._snapshot.tokens([one])[0]
            if one.ordinal >= 0
            else read_tokens(self._encoder, self._snapshot.entry(one.article_id).title, one, self._snapshot.rows.basis)
            for one in passages
        ]
