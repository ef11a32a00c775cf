"""The auditor: holds each sentence of a draft against the articles."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
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
WORST = (Verdict.DIFFERS, Verdict.NOT_FOUND, Verdict.PARTLY, Verdict.SUPPORTED)


class _Said(NamedTuple):
    """What the articles say to one statement."""

    verdict: Verdict
    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]


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
        total = sum(len(paragraph.sentences) for paragraph in draft.paragraphs)
        checked: list[Checked] = []
        for place, paragraph in enumerate(draft.paragraphs):
            before = ""
            for start, end in paragraph.sentences:
                text = paragraph.text[start:end]
                reason = not_checkable(text, paragraph.role)
                if reason:
                    one = Checked(
                        paragraph=place, start=start, end=end, text=text, verdict=Verdict.NOT_CHECKABLE, note=reason
                    )
                else:
                    one = self._check(text, before, citations).model_copy(
                        update={"paragraph": place, "start": start, "end": end}
                    )
                    before = text if Statement(text).names else before
                checked.append(one)
                if progress:
                    progress(len(checked), total)
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

    def _check(self, sentence: str, before: str, citations: Citations) -> Checked:
        said = [self._hear(sentence, span, before, citations) for span in statements(sentence)]
        verdict = _together([one.verdict for one in said])
        pieces = tuple(piece for one in said for piece in one.pieces)
        numbers = tuple(dict.fromkeys(number for one in said for number in one.citations))
        return Checked(
            paragraph=0,
            start=0,
            end=0,
            text=sentence,
            verdict=verdict,
            note=explained(verdict, pieces),
            pieces=pieces,
            citations=numbers if verdict is not Verdict.NOT_FOUND else (),
        )

    def _hear(self, sentence: str, span: tuple[int, int], before: str, citations: Citations) -> _Said:
        start, end = span
        statement = Statement(sentence[start:end], self._filters.as_of)
        meant = _meant(statement, before)
        heard = self._hearing.call(statement, about=", ".join(meant))
        found = verify(statement, [one.witness for one in heard], self._hearing.weigh, about=meant)
        numbers = {at: number for at in found.chosen if (number := cited(heard[at], citations))}
        pieces = tuple(
            piece.model_copy(
                update={
                    "start": piece.start + start,
                    "end": piece.end + start,
                    "citation": None
                    if piece.citation is None
                    else self._number(heard, piece.citation, numbers, citations),
                }
            )
            for piece in found.pieces
        )
        used = dict.fromkeys([*numbers.values(), *(piece.citation for piece in pieces if piece.citation)])
        lost = found.verdict is not Verdict.NOT_FOUND and not used
        return _Said(Verdict.NOT_FOUND if lost else found.verdict, () if lost else pieces, tuple(used))

    def _number(self, heard: Sequence[Heard], at: int, numbers: dict[int, int], citations: Citations) -> int | None:
        if at not in numbers and (number := cited(heard[at], citations)):
            numbers[at] = number
        return numbers.get(at)


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
