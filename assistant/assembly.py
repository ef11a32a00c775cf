"""Assembly: the answer, put together of what was found for the parts of a question and passed verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, zip_longest

from assistant.acts import other_act, premise
from assistant.answer import (
    Answer,
    AnsweredPart,
    Claim,
    Conflict,
    ConflictValue,
    FoundPassage,
    Seconds,
    Status,
    TimelineEntry,
)
from assistant.citations import Citations
from assistant.evidence import Evidence
from assistant.finding import Finding
from assistant.question import Question
from assistant.verification import says_amounts
from assistant.wording import word
from index.filters import Filters
from index.snapshot import Snapshot

NO_TIME = Seconds(retrieve=0, rank=0, total=0)


def assemble(
    snapshot: Snapshot,
    filters: Filters,
    question: Question,
    findings: Sequence[Finding],
    strange: Sequence[str],
    most: int,
) -> Answer:
    """Verify what was chosen and put the answer together, in at most ``most`` sentences.

    ``strange`` are the question's names that no article mentions. The seconds are left to whoever measures them.
    """
    citations = Citations(snapshot, filters)
    claims: dict[Evidence, Claim] = {}
    for one in _shared_out([finding.chosen for finding in findings], most):
        if claim := citations.claim(one):
            claims[one] = claim
    conflicts = [made for one in findings if one.disagreement and (made := _conflict(one, citations))]
    timeline = [line for finding in findings for line in _timeline(finding, claims)]
    parts = [_answered(finding, claims) for finding in findings]
    answered = sum(part.status is Status.ANSWERED for part in parts)
    nearest = None
    if not answered:
        near = max(findings[0].evidence, key=lambda one: (one.signals.names, one.score), default=None)
        nearest = citations.claim(near) if near else None
    status = Status.ANSWERED if answered == len(parts) else Status.PARTIAL if answered else Status.NOT_FOUND
    left_out = _left_out(snapshot, filters)
    remarks = _remarks(snapshot, filters, question, strange if status is Status.NOT_FOUND else (), nearest)
    if left_out:
        articles = "1 article" if left_out == 1 else f"{left_out} articles"
        remarks.append(f"{articles} without a publication date left out.")
    shown = list(claims.values()) if answered else []
    return Answer(
        question=question.text,
        standalone_question=question.text,
        as_of=filters.as_of,
        status=status,
        text=word(status, shown, nearest, parts, remarks, conflicts, timeline),
        claims=tuple(shown),
        nearest=nearest,
        citations=citations.all(),
        parts=tuple(parts),
        remarks=tuple(remarks),
        conflicts=tuple(conflicts),
        timeline=tuple(timeline),
        passages=_passages(findings),
        probability=round(findings[0].probability, 4),
        dropped=citations.dropped,
        undated_left_out=left_out,
        snapshot=snapshot.name,
        seconds=NO_TIME,
    )


def _remarks(
    snapshot: Snapshot, filters: Filters, question: Question, strange: Sequence[str], nearest: Claim | None
) -> list[str]:
    remarks = []
    if strange:
        remarks.append(f"No article mentions {' or '.join(f'“{name}”' for name in strange)}.")
    if nearest and (asked := premise(question.text)) and (said := other_act(asked, nearest.text)):
        remarks.append(f"They say “{said}”, not “{asked.words}”.")
    if filters and not snapshot.allowed(filters):
        remarks.append("No article is within the limits of outlet and date.")
    return remarks


def _left_out(snapshot: Snapshot, filters: Filters) -> int:
    if not filters.dated:
        return 0
    undated = filters.model_copy(update={"published_from": None, "published_to": None, "as_of": None})
    return sum(entry.published is None and not filters.allow(entry) for entry in snapshot.allowed(undated))


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


def _timeline(finding: Finding, claims: Mapping[Evidence, Claim]) -> list[TimelineEntry]:
    """Give the lines of a timeline that passed verification."""
    return [
        TimelineEntry(start=line.first, end=line.last, text=claim.text, basis=line.basis, citations=claim.citations)
        for line in finding.timeline
        if (claim := claims.get(line.evidence))
    ]


def _conflict(finding: Finding, citations: Citations) -> Conflict | None:
    """Cite the reports that differ; ``None`` where fewer than two of them pass verification."""
    assert finding.disagreement is not None
    values = []
    for report in finding.disagreement.reports:
        claim = citations.claim(report.evidence)
        if claim and says_amounts(report.value, claim.text):
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
