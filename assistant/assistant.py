"""The assistant: from a question to an answer whose every sentence is quoted."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import chain, islice, zip_longest
from typing import Self

from assistant.acts import other_act, premise
from assistant.answer import (
    Answer,
    AnsweredPart,
    Claim,
    Conflict,
    ConflictKind,
    ConflictValue,
    FoundPassage,
    Seconds,
    Status,
)
from assistant.citations import Citations
from assistant.composition import choose
from assistant.conflicts import disagreement
from assistant.dates import HEMISPHERE
from assistant.evidence import AFTER, Evidence, Weights, rank_evidence
from assistant.finding import Finding
from assistant.followup import standalone
from assistant.judgement import probability
from assistant.parts import SUPPORT, SURE, about, leaning
from assistant.question import Kind, Part, Question, understand
from assistant.when import dated
from assistant.wording import word
from index.article import Article, Passage
from index.current import CurrentSnapshot
from index.encoder import Encoder, open_encoder
from index.filters import Filters
from index.rows import KeptTokens
from index.search import Found, search
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
        HEMISPHERE.set(self._settings.hemisphere)
        with self._current.reading() as snapshot:
            if self._encoder is None:
                snapshot.require_model(self._settings.embedding_model)
                self._encoder = open_encoder(self._settings.embedding_model, self._settings.data_dir)
            inquiry = Inquiry(snapshot, self._encoder, self._settings, filters or Filters())
            reading = standalone(question, history, inquiry.first_claim)
            answer = inquiry.answer(reading, most or self._settings.max_claims, asked=question)
            return answer, tuple(inquiry.findings)

    def article(self, article_id: str) -> Article:
        """Give an article of the current snapshot. Raises ``UnknownArticle``."""
        with self._current.reading() as snapshot:
            return snapshot.article(article_id)

    def reading(self) -> AbstractContextManager[Snapshot]:
        """Lend the current snapshot: one whole snapshot, held as long as the ``with`` block lasts.

        Entering raises ``NoArticles`` before the first ingest.
        """
        return self._current.reading()


class Inquiry:
    """One question to one snapshot."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, settings: Settings, filters: Filters) -> None:
        self._snapshot = snapshot
        self._encoder = encoder
        self._settings = settings
        self._filters = filters
        self.findings: list[Finding] = []
        """What was found for each part of the question, once it is answered."""
        self._retrieving = 0.0

    def first_claim(self, question: str) -> str:
        """Give the best sentence of the answer to an earlier question; empty where there is no answer."""
        earlier = Inquiry(self._snapshot, self._encoder, self._settings, self._filters)
        claims = earlier.answer(question, 1).claims
        return claims[0].text if claims else ""

    def answer(self, text: str, most: int, *, asked: str | None = None) -> Answer:
        """Answer a question in at most ``most`` sentences; ``asked`` is how the person put it."""
        begun = time.perf_counter()
        question = understand(text, self._filters.as_of)
        self.findings = []
        for part in question.parts:
            if part is question.parts[0]:
                self.findings.append(self.find(about(question, part), part, most))
            elif part.own:
                self.findings.append(self.find_further(about(question, part), part, most))
            else:
                self.findings.append(leaning(part, self.findings[-1], question, self._snapshot))
        answer = self._composed(question, self.findings, most, begun)
        return answer if asked is None else answer.model_copy(update={"question": understand(asked).text})

    def find(self, question: Question, part: Part, most: int) -> Finding:
        """Search for the sentences that answer a part which names its own subject."""
        found = self.search(question)
        evidence = self.rank(question, part, found)
        # Articles that never mention a name can say nothing about it.
        likely = 0.0 if self._strange(question) else probability(evidence)
        threshold = self._settings.answer_threshold
        answered = likely >= threshold
        differing = disagreement(question, part.kind, evidence, threshold) if answered else None
        chosen = choose(evidence, most, threshold) if answered else []
        if differing and differing.kind is ConflictKind.UPDATE:
            latest = differing.reports[0].evidence
            chosen = [latest, *(one for one in chosen if one != latest)][:most]
        finding = Finding(
            part=part,
            status=Status.ANSWERED if answered else Status.NOT_FOUND,
            found=found,
            evidence=evidence,
            chosen=chosen,
            disagreement=differing,
            probability=likely,
        )
        return dated(finding, question, self._snapshot) if part.kind is Kind.WHEN else finding

    def find_further(self, question: Question, part: Part, most: int) -> Finding:
        """Answer a further part of a question: from the article that answered the first, else by a search."""
        first = self.findings[0]
        if first.status is Status.ANSWERED:
            passages = [Found(one, 0.0) for one in self._snapshot.article_passages(first.chosen[0].entry.id)]
            evidence = self.rank(question, part, passages)
            sure = [one for one in evidence if one.may_answer and one.signals.wanted and one.signals.support >= SURE]
            if sure and question.own_spans:
                finding = Finding(part, Status.ANSWERED, evidence=evidence, chosen=sure[:1])
                return dated(finding, question, self._snapshot) if part.kind is Kind.WHEN else finding
        finding = self.find(question, part, most)
        best = finding.chosen[0].signals if finding.chosen else None
        if best and (best.support < SUPPORT or not best.names):
            return replace(finding, status=Status.NOT_FOUND, chosen=[], note="")
        return finding

    def search(self, question: Question) -> list[Found]:
        """Find the passages that a question may be answered from, those of its dates behind the others."""
        begun = time.perf_counter()
        top = self._settings.passages

        def within(filters: Filters, count: int) -> list[Found]:
            weight, day = self._settings.vector_weight, question.day
            return search(self._snapshot, self._encoder, question.text, filters, top=count, weight=weight, day=day)

        # What was reported of a day often names it "on Tuesday": looked for by the day itself.
        timely = [within(self._filters.within(one.first, one.last + AFTER), top // 2) for one in question.times]
        found: dict[str, Found] = {}
        for one in chain(within(self._filters, top), *timely):
            found.setdefault(one.passage.id, one)
        self._retrieving += time.perf_counter() - begun
        return list(found.values())

    def rank(self, question: Question, part: Part, found: Sequence[Found]) -> list[Evidence]:
        """Rank the sentences of some passages by how well they answer a part of a question."""
        articles = list(dict.fromkeys(passage.article_id for passage, _ in found))
        actor = question.actor
        weights = Weights(question, self._snapshot.documents, self._snapshot.manifest.passages)
        entries = self._snapshot.entries
        return rank_evidence(
            question,
            part.kind,
            [(passage, entries[passage.article_id], score) for passage, score in found],
            self._snapshot.projected(self._encoder.question_tokens(question.text)),
            self.tokens([passage for passage, _ in found]),
            weights,
            self._snapshot.mentioning(actor.terms, articles) if actor else articles,
        )

    def tokens(self, passages: Sequence[Passage]) -> list[KeptTokens]:
        """Give the token vectors of some passages."""
        return self._snapshot.tokens(passages)

    def _composed(self, question: Question, findings: Sequence[Finding], most: int, begun: float) -> Answer:
        """Verify what was chosen and put the answer together."""
        citations = Citations(self._snapshot, self._filters)
        claims: dict[Evidence, Claim] = {}
        for one in _shared_out([finding.chosen for finding in findings], most):
            if claim := citations.claim(one):
                claims[one] = claim
        conflicts = [made for one in findings if one.disagreement and (made := _conflict(one, citations))]
        parts = [_answered(finding, claims) for finding in findings]
        answered = sum(part.status is Status.ANSWERED for part in parts)
        nearest = None
        if not answered:
            nearest = next((claim for one in findings[0].evidence[:1] if (claim := citations.claim(one))), None)
        status = Status.ANSWERED if answered == len(parts) else Status.PARTIAL if answered else Status.NOT_FOUND
        left_out = self._left_out()
        remarks = self._remarks(question, status, left_out, nearest)
        return Answer(
            question=question.text,
            standalone_question=question.text,
            as_of=self._filters.as_of,
            status=status,
            text=word(status, list(claims.values()), nearest, parts, remarks, conflicts),
            claims=tuple(claims.values()) if answered else (),
            nearest=nearest,
            citations=citations.all(),
            parts=tuple(parts),
            remarks=tuple(remarks),
            conflicts=tuple(conflicts),
            passages=_passages(findings),
            probability=round(findings[0].probability, 4),
            dropped=citations.dropped,
            undated_left_out=left_out,
            snapshot=self._snapshot.name,
            seconds=self._seconds(begun),
        )

    def _remarks(self, question: Question, status: Status, left_out: int, nearest: Claim | None) -> list[str]:
        remarks = []
        if status is Status.NOT_FOUND and (strange := self._strange(question)):
            remarks.append(f"No article mentions {' or '.join(f'“{name}”' for name in strange)}.")
        if nearest and (asked := premise(question.text)) and (said := other_act(asked, nearest.text)):
            remarks.append(f"They say “{said}”, not “{asked.words}”.")
        if self._filters and not self._snapshot.allowed(self._filters):
            remarks.append("No article is within the limits of outlet and date.")
        if left_out:
            articles = "1 article" if left_out == 1 else f"{left_out} articles"
            remarks.append(f"{articles} without a publication date left out.")
        return remarks

    def _strange(self, question: Question) -> list[str]:
        """Give the names in a question that no article of the collection mentions."""
        return [name.text for name in question.names if not all(map(self._snapshot.mentions, name.terms))]

    def _left_out(self) -> int:
        if not self._filters.dated:
            return 0
        undated = self._filters.model_copy(update={"published_from": None, "published_to": None, "as_of": None})
        return sum(
            entry.published is None and not self._filters.allow(entry) for entry in self._snapshot.allowed(undated)
        )

    def _seconds(self, begun: float) -> Seconds:
        total = time.perf_counter() - begun
        return Seconds(
            retrieve=round(self._retrieving, 4),
            rank=round(total - self._retrieving, 4),
            total=round(total, 4),
        )


def _shared_out(chosen: Sequence[Sequence[Evidence]], most: int) -> list[Evidence]:
    """Give each part's best sentence before any part's second, at most so many, in the order of the parts."""
    in_turn = (one for rank in zip_longest(*chosen) for one in rank if one)
    kept = set(islice(dict.fromkeys(in_turn), most))
    return list(dict.fromkeys(one for part in chosen for one in part if one in kept))


def _passages(findings: Sequence[Finding]) -> tuple[FoundPassage, ...]:
    found: dict[str, FoundPassage] = {}
    for passage, score in (one for finding in findings for one in finding.found):
        place = FoundPassage(article_id=passage.article_id, start=passage.start, end=passage.end, score=round(score, 4))
        found.setdefault(passage.id, place)
    return tuple(found.values())


def _conflict(finding: Finding, citations: Citations) -> Conflict | None:
    """Cite the reports that differ; ``None`` where fewer than two of them pass verification."""
    assert finding.disagreement is not None
    values = []
    for report in finding.disagreement.reports:
        if claim := citations.claim(report.evidence):
            entry = report.evidence.entry
            value = ConflictValue(
                value=report.value, outlet=entry.outlet, published=entry.published, citations=claim.citations
            )
            values.append(value)
    if len(values) < 2:
        return None
    return Conflict(about=finding.part.text, kind=finding.disagreement.kind, values=tuple(values))


def _answered(finding: Finding, claims: Mapping[Evidence, Claim]) -> AnsweredPart:
    """Report a part: answered only if something that bears it passed verification."""
    bearing = [claims[one] for one in (finding.noted or finding.chosen) if one in claims]
    if finding.status is not Status.ANSWERED or not bearing:
        return AnsweredPart(text=finding.part.text, status=Status.NOT_FOUND, note=finding.note)
    numbers = tuple(dict.fromkeys(number for claim in bearing for number in claim.citations))
    return AnsweredPart(text=finding.part.text, status=Status.ANSWERED, note=finding.note, citations=numbers)
