"""An inquiry: one question put to one snapshot, from its parts to what was found for each."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant.answer import Answer, ConflictKind, Seconds, Status
from assistant.assembly import assemble
from assistant.composition import antecedent, choose
from assistant.conflicts import disagreement
from assistant.evidence import AFTER, Evidence, Weights, rank_evidence
from assistant.finding import Finding
from assistant.judgement import probability
from assistant.outlets import asked_outlet
from assistant.parts import about, leaning
from assistant.question import EARLIEST, LATEST, AskedTime, Kind, Part, Question, understand
from assistant.timeline import DOZENS, EVENT, FEWEST, LINES, NAMED_EVENT, lines
from assistant.when import dated, event_time
from index.article import Passage
from index.encoder import Encoder
from index.filters import Filters
from index.rows import KeptTokens
from index.search import Found, search
from index.settings import Settings
from index.snapshot import Snapshot

NO_FIGURES = frozenset({Kind.WHO, Kind.WHERE, Kind.NAME})
"""Kinds of things that a sum adds nothing to."""
ONE_DAY = dt.timedelta(days=1)


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

    def answer(self, text: str, most: int | None = None, *, asked: str | None = None) -> Answer:
        """Answer a question in at most ``most`` sentences, else as many as the settings allow, or a timeline needs.

        ``asked`` is how the person put the question.
        """
        begun = time.perf_counter()
        whole = understand(text, self._filters.as_of)
        question = self._since(self._of_outlet(whole))
        self.findings = []
        if most is None:
            most = max(LINES, self._settings.max_claims) if question.tells else self._settings.max_claims
        for part in question.parts:
            if part is question.parts[0]:
                self.findings.append(self.find(about(question, part), part, most))
            elif part.own:
                self.findings.append(self.find_further(about(question, part), part, most))
            else:
                self.findings.append(leaning(part, self._before(), question, self._snapshot))
        answer = assemble(self._snapshot, self._filters, question, self.findings, self._strange(question), most)
        total = time.perf_counter() - begun
        seconds = Seconds(
            retrieve=round(self._retrieving, 4),
            rank=round(total - self._retrieving, 4),
            total=round(total, 4),
        )
        said = whole.text if asked is None else understand(asked).text
        return answer.model_copy(update={"question": said, "standalone_question": whole.text, "seconds": seconds})

    def find(self, question: Question, part: Part, most: int) -> Finding:
        """Search for the sentences that answer a part which names its own subject."""
        found = self.search(question)
        evidence = self.rank(question, part, found)
        # Articles that never mention a name can say nothing about it.
        likely = 0.0 if self._strange(question) else probability(evidence)
        threshold = self._settings.answer_threshold
        answered = likely >= threshold
        differing = disagreement(question, part.kind, evidence, threshold) if answered else None
        chosen = choose(evidence, most, threshold, figures=part.kind not in NO_FIGURES) if answered else []
        if chosen and part.kind is Kind.WHO and (named := antecedent(chosen[0])) and named not in chosen:
            chosen = [named, *chosen][:most]  # "he said that": whoever asks who wants the name
        told = lines(question, evidence, threshold, most) if answered and part.kind is Kind.TIMELINE else []
        if len(told) < FEWEST:
            told = []
        else:
            chosen = [line.evidence for line in told]
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
            timeline=told,
            probability=likely,
        )
        return dated(finding, question, self._snapshot) if part.kind is Kind.WHEN else finding

    def _before(self) -> Finding:
        """Give the finding that a part without words of its own leans on: the last one that found a sentence."""
        return next((one for one in reversed(self.findings) if one.chosen), self.findings[0])

    def find_further(self, question: Question, part: Part, most: int) -> Finding:
        """Answer a further part of a question: from the article that answered the first, else by a search."""
        first = self.findings[0]
        if first.status is Status.ANSWERED and question.own_spans:
            passages = [Found(one, 0.0) for one in self._snapshot.article_passages(first.chosen[0].entry.id)]
            evidence = self.rank(question, part, passages)
            sure = [one for one in evidence if one.may_answer and one.signals.wanted]
            if sure:
                finding = Finding(part, Status.ANSWERED, evidence=evidence, chosen=sure[:1])
                return dated(finding, question, self._snapshot) if part.kind is Kind.WHEN else finding
        finding = self.find(question, part, most)
        if finding.chosen and not finding.chosen[0].signals.names:
            return replace(finding, status=Status.NOT_FOUND, chosen=[], note="")
        return finding

    def search(self, question: Question) -> list[Found]:
        """Find the passages that a question may be answered from, those of its dates behind the others."""
        begun = time.perf_counter()
        top = self._settings.passages * (DOZENS if question.tells else 1)

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

    def _strange(self, question: Question) -> list[str]:
        """Give the names in a question that no article of the collection mentions."""
        return [name.text for name in question.names if not all(map(self._snapshot.mentions, name.terms))]

    def _of_outlet(self, question: Question) -> Question:
        """Put a question about what an outlet reports to that outlet's articles alone."""
        found = asked_outlet(question.text, self._snapshot.outlets)
        if found is None or self._filters.outlets:
            return question
        self._filters = self._filters.model_copy(update={"outlets": (found.outlet,)})
        return understand(found.rest, question.as_of)

    def _since(self, question: Question) -> Question:
        """Give a question with the days before or after an event that it names, where the articles tell its day.

        "What happened since the Washington summit" is about the days after it. Where nothing tells its day for sure
        the words stay what they are, words.
        """
        found = EVENT.search(question.text)
        if not found or question.times or len(question.parts) > 1:
            return question
        named = understand(found["event"]).names
        if not question.tells and not (named and NAMED_EVENT.fullmatch(found["event"])):
            return question
        subject = "" if named else f" ({', '.join(name.text for name in question.names)})"
        event = understand(f"When: {found['event']}{subject}", self._filters.as_of)
        evidence = self.rank(event, event.parts[0], self.search(event))
        if self._strange(event) or probability(evidence) < self._settings.answer_threshold:
            return question
        best = evidence[0]
        time_of = event_time(best.text, best.entry.published, event)
        if time_of is None or time_of.first is None or time_of.last is None:
            return question
        onward = found["side"].lower() in {"since", "after"}
        first, last = (time_of.first, LATEST) if onward else (EARLIEST, time_of.first - ONE_DAY)
        asked = AskedTime(text=found.group(), first=first, last=last, open=True)
        return question.model_copy(update={"times": (asked,)})
