"""The auditor: holds each sentence of a draft against the articles."""

from __future__ import annotations

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import NamedTuple

from assistant.audit.checkable import not_checkable, statements
from assistant.audit.draft import Draft
from assistant.audit.report import Audit, Checked, Counts
from assistant.citations import Citations
from assistant.verdicts import explained
from assistant.verification import Piece, Statement, Verdict, verify
from assistant.witnesses import Heard, Hearing
from index.filters import Filters
from index.snapshot import Snapshot

Progress = Callable[[int, int], None]
"""Told how many sentences are checked, and of how many."""
POINTS_BACK = re.compile(
    r"^\W*(?:he|she|they|it|this|these|those|that|his|her|their|its|the (?:deal|accord|agreement|pact|sum"
    r"|money|package|plan"
    r"|company|union|ministry|government|minister|president|summit|vote|law|court|man|woman|two|three))\b",
    re.IGNORECASE,
)
"""Opens a sentence that speaks of what the one before it names."""
AHEAD = 8
"""Sentences whose witnesses are called before their turn: enough that neither thread waits long."""
WORST = (Verdict.DIFFERS, Verdict.NOT_FOUND, Verdict.PARTLY, Verdict.SUPPORTED)


class _Said(NamedTuple):
    """What the articles say to one statement."""

    verdict: Verdict
    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]


class _Stated(NamedTuple):
    """A statement of a sentence."""

    statement: Statement
    start: int
    """Its place in the sentence."""
    meant: tuple[str, ...]
    """The names that it speaks of without naming them."""


class _Sentence(NamedTuple):
    """A sentence of a draft."""

    paragraph: int
    start: int
    text: str
    before: str
    """The sentence before it that names somebody."""
    reason: str
    """Why nothing of it can be checked; empty where it can."""
    made: tuple[_Stated, ...]


class Auditor:
    """Audits drafts against one snapshot."""

    def __init__(self, snapshot: Snapshot, hearing: Hearing, filters: Filters) -> None:
        self._snapshot = snapshot
        self._hearing = hearing
        self._filters = filters

    def audit(self, draft: Draft, progress: Progress | None = None) -> Audit:
        """Check every sentence of a draft; ``progress`` is told after each."""
        begun = time.perf_counter()
        citations = Citations(self._snapshot, self._filters)
        known: dict[tuple[str, str], Checked] = {}
        sentences = list(self._sentences(draft))
        checked: list[Checked] = []
        for one, heard in self._hear_ahead(sentences):
            if (one.text, one.before) not in known:
                known[one.text, one.before] = self._check(one, heard, citations)
            place = {"paragraph": one.paragraph, "start": one.start, "end": one.start + len(one.text)}
            checked.append(known[one.text, one.before].model_copy(update=place))
            if progress:
                progress(len(checked), len(sentences))
        counts = Counter(one.verdict for one in checked)
        return Audit(
            draft=draft.name,
            paragraphs=tuple(paragraph.text for paragraph in draft.paragraphs),
            roles=tuple(paragraph.role.value for paragraph in draft.paragraphs),
            remarks=draft.remarks,
            as_of=self._filters.as_of,
            sentences=tuple(checked),
            citations=citations.all(),
            counts=Counts(**{verdict.value.replace(" ", "_"): counts[verdict] for verdict in Verdict}),
            snapshot=self._snapshot.name,
            seconds=round(time.perf_counter() - begun, 3),
        )

    def _sentences(self, draft: Draft) -> Iterator[_Sentence]:
        """Yield the sentences of a draft, each with its statements, or with why it has none that can be checked."""
        for place, paragraph in enumerate(draft.paragraphs):
            before = ""
            for start, end in paragraph.sentences:
                text = paragraph.text[start:end]
                reason = not_checkable(text, paragraph.role)
                made = () if reason else tuple(self._statement(text, span, before) for span in statements(text))
                yield _Sentence(place, start, text, before, reason, made)
                before = text if not reason and Statement(text).names else before

    def _statement(self, sentence: str, span: tuple[int, int], before: str) -> _Stated:
        statement = Statement(sentence[slice(*span)], self._filters.as_of)
        return _Stated(statement, span[0], tuple(_meant(statement, before)))

    def _hear_ahead(self, sentences: Sequence[_Sentence]) -> Iterator[tuple[_Sentence, list[list[Heard]]]]:
        """Yield each sentence with the witnesses of its statements, called in a thread of its own some sentences ahead.

        Searching waits for other programs' code most of the time, so that the comparing goes on meanwhile.
        """
        context = copy_context()

        asked: set[tuple[str, str]] = set()

        def call(one: _Sentence) -> list[list[Heard]]:
            if (one.text, one.before) in asked:
                return []  # checked by the time its turn comes
            asked.add((one.text, one.before))
            return [self._hearing.call(made.statement, about=", ".join(made.meant)) for made in one.made]

        with ThreadPoolExecutor(1, "hearing") as thread:
            waiting: deque[tuple[_Sentence, Future[list[list[Heard]]]]] = deque()
            try:
                for one in sentences:
                    waiting.append((one, thread.submit(context.run, call, one)))
                    if len(waiting) > AHEAD:
                        done, heard = waiting.popleft()
                        yield done, heard.result()
                while waiting:
                    done, heard = waiting.popleft()
                    yield done, heard.result()
            finally:
                thread.shutdown(cancel_futures=True)

    def _check(self, one: _Sentence, heard: Sequence[Sequence[Heard]], citations: Citations) -> Checked:
        if one.reason:
            return _checked(one.text, Verdict.NOT_CHECKABLE, one.reason)
        said = [self._verify(made, of, citations) for made, of in zip(one.made, heard, strict=True)]
        verdict = _together([told.verdict for told in said])
        pieces = tuple(piece for told in said for piece in told.pieces)
        numbers = tuple(dict.fromkeys(number for told in said for number in told.citations))
        found = verdict is not Verdict.NOT_FOUND
        return _checked(one.text, verdict, explained(verdict, pieces), pieces, numbers if found else ())

    def _verify(self, made: _Stated, heard: Sequence[Heard], citations: Citations) -> _Said:
        witnesses = [one.witness for one in heard]
        found = verify(made.statement, witnesses, self._hearing.weigh, common=self._hearing.common, about=made.meant)
        numbers = {at: number for at in found.used if (number := cited(heard[at], citations))}
        if found.verdict is not Verdict.NOT_FOUND and not numbers:
            return _Said(Verdict.NOT_FOUND, (), ())
        pieces = tuple(piece.numbered(numbers, made.start) for piece in found.pieces)
        return _Said(found.verdict, pieces, tuple(dict.fromkeys(numbers.values())))


def _checked(
    text: str, verdict: Verdict, note: str, pieces: tuple[Piece, ...] = (), citations: tuple[int, ...] = ()
) -> Checked:
    return Checked(
        paragraph=0, start=0, end=0, text=text, verdict=verdict, note=note, pieces=pieces, citations=citations
    )


def cited(heard: Heard, citations: Citations) -> int | None:
    """Give the number of the quote where a witness stands; ``None`` where verification does not pass it."""
    claim = citations.claim(heard.evidence)
    return claim.citations[0] if claim else None


def _meant(statement: Statement, before: str) -> list[str]:
    """Give the names that a sentence means which begins with "he" or "the deal": those of the one before it."""
    if not before or not POINTS_BACK.match(statement.text):
        return []
    return [one.text for one in Statement(before).names][:2]


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """Give the verdict on a sentence of several statements: the worst; but found in part is partly supported."""
    worst = min(verdicts, key=WORST.index)
    if worst is Verdict.NOT_FOUND and any(one is not Verdict.NOT_FOUND for one in verdicts):
        return Verdict.PARTLY
    return worst
