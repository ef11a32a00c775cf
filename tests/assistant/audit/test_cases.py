"""The labelled statements of audit_cases.yaml, audited as one draft: committed floors and known misses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from assistant.assistant import Assistant
from assistant.audit.draft import Draft, Paragraph
from assistant.audit.report import Audit, Checked
from assistant.verification import State, Verdict
from index.snapshot import Snapshot

CASES = Path(__file__).parents[1] / "audit_cases.yaml"
FLOORS = {
    "reworded": 59,
    "digit": 12,
    "unit": 11,
    "date": 12,
    "name": 14,
    "negation": 12,
    "status": 16,
    "missing": 12,
    "two": 10,
    "absent": 20,
    "uncheckable": 16,
}
"""Cases of each kind that come out right. Raise one when more do."""
TOLERANCE = 1
"""Cases that one change may cost a kind: rules for one sentence touch another, and some kinds have only eleven."""
CHANGED = frozenset({"digit", "unit", "date", "name", "negation", "status"})
"""Kinds of true sentences in which one thing was made wrong."""
SUPPORTED_BY_MISTAKE = frozenset({"negation-cellar-paid"})
"""Wrong sentences that pass: what an audit must not do. Take one off the list when it is found out; never add one."""


class Case(NamedTuple):
    """A labelled statement, and what the audit says to it."""

    id: str
    kind: str
    expected: str
    checked: Checked

    @property
    def right(self) -> bool:
        return self.checked.verdict.value.replace(" ", "_") == self.expected


@pytest.fixture(scope="module")
def draft() -> Draft:
    statements = [one["statement"] for one in yaml.safe_load(CASES.read_text(encoding="utf-8"))]
    return Draft("cases", tuple(Paragraph(one, ((0, len(one)),)) for one in statements))


@pytest.fixture(scope="module")
def audit(quick: Assistant, draft: Draft) -> Audit:
    return quick.audit(draft)


@pytest.fixture(scope="module")
def cases(audit: Audit) -> list[Case]:
    labels = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        Case(one["id"], one["kind"], one["verdict"], checked)
        for one, checked in zip(labels, audit.sentences, strict=True)
    ]


def test_no_kind_comes_out_worse(cases: list[Case]) -> None:
    of, right = Counter(one.kind for one in cases), Counter(one.kind for one in cases if one.right)
    print(f"\n{'kind':<12} {'right':>5} {'of':>4} {'floor':>5}")  # noqa: T201 - shown with -s
    for kind in of:
        print(f"{kind:<12} {right[kind]:>5} {of[kind]:>4} {FLOORS[kind]:>5}")  # noqa: T201
    print(f"{'all':<12} {right.total():>5} {of.total():>4} {sum(FLOORS.values()):>5}")  # noqa: T201
    assert of.keys() == FLOORS.keys()
    worse = {kind: f"{right[kind]} < {FLOORS[kind]}" for kind in of if right[kind] < FLOORS[kind] - TOLERANCE}
    assert not worse, [one.id for one in cases if one.kind in worse and not one.right]


def test_a_wrong_sentence_passes_only_where_it_is_known_to(cases: list[Case]) -> None:
    passed = {one.id for one in cases if one.kind in CHANGED and one.checked.verdict is Verdict.SUPPORTED}
    assert passed - SUPPORTED_BY_MISTAKE == set(), "a wrong sentence comes out as supported that did not before"
    assert SUPPORTED_BY_MISTAKE - passed == set(), "found out by now: take it off the list"


def test_no_remark_or_heading_is_checked_and_no_statement_left_out(cases: list[Case]) -> None:
    unchecked = {one.id for one in cases if one.checked.verdict is Verdict.NOT_CHECKABLE}
    assert unchecked == {one.id for one in cases if one.kind == "uncheckable"}


def test_every_quote_stands_in_its_article(audit: Audit, sample: Snapshot) -> None:
    assert audit.citations
    assert [one.number for one in audit.citations] == list(range(1, len(audit.citations) + 1))
    for one in audit.citations:
        assert sample.article(one.article.id).text[one.start : one.end] == one.quote


def test_every_piece_stands_in_its_sentence(cases: list[Case]) -> None:
    for case in cases:
        one = case.checked
        for piece in one.pieces:
            assert 0 <= piece.start < piece.end <= len(one.text), case.id
            assert one.text[piece.start : piece.end] == piece.text, case.id


def test_every_citation_is_one_of_the_audits(audit: Audit) -> None:
    numbers = {one.number for one in audit.citations}
    for one in audit.sentences:
        assert numbers.issuperset(one.citations)
        assert set(one.citations).issuperset(piece.citation for piece in one.pieces if piece.citation is not None)


def test_a_verdict_has_what_it_stands_on(cases: list[Case]) -> None:
    for case in cases:
        one = case.checked
        states = {piece.state for piece in one.pieces}
        if one.verdict is Verdict.DIFFERS:
            assert any(piece.state is State.DIFFERENT and piece.citation for piece in one.pieces), case.id
        elif one.verdict is Verdict.SUPPORTED:
            assert states <= {State.BORNE}, case.id
            assert one.citations, case.id
        elif one.verdict is Verdict.PARTLY:
            assert State.DIFFERENT not in states, case.id
            assert one.citations, case.id
        else:
            assert not one.citations, case.id
        assert bool(one.note) is (one.verdict is not Verdict.SUPPORTED), case.id


def test_the_same_draft_has_the_same_audit(quick: Assistant, draft: Draft, audit: Audit) -> None:
    again = quick.audit(draft)
    assert again.model_dump_json(exclude={"seconds"}) == audit.model_dump_json(exclude={"seconds"})
