"""What a whole audit is called in words."""

from __future__ import annotations

import pytest

from assistant.audit.report import Counts, Verdict
from tests.ui.audit import samples
from ui.audit.verdicts import AMISS, KEYS, ORDER, SIGNS, amiss, checkable, count, having, headline, summary, tone


def counts(supported: int = 0, partly: int = 0, differs: int = 0, not_found: int = 0, idle: int = 0) -> Counts:
    """Give counts, in the order of the verdicts."""
    return Counts(
        supported=supported, partly_supported=partly, differs=differs, not_found=not_found, not_checkable=idle
    )


@pytest.mark.parametrize(
    ("counted", "said", "toned"),
    [
        (counts(5, 1, 3, 1), "3 sentences differ from the articles", "bad"),
        (counts(differs=1), "One sentence differs from the articles", "bad"),
        (counts(5, 1, 0, 1), "2 sentences are not fully supported", "half"),
        (counts(5, not_found=1), "One sentence is not fully supported", "half"),
        (counts(5, idle=2), "All that can be checked is supported", "good"),
        (counts(idle=2), "Nothing in it can be checked", "none"),
        (counts(differs=1234), "1,234 sentences differ from the articles", "bad"),
    ],
)
def test_the_worst_leads(counted: Counts, said: str, toned: str) -> None:
    assert headline(counted) == said
    assert tone(counted) == toned


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (
            counts(5, 1, 3, 2, 4),
            (
                "Of 11 sentences that can be checked: 3 differ, 1 partly supported, 2 not found, 5 supported."
                " 4 sentences state nothing that articles could bear."
            ),
        ),
        (counts(differs=1), "Of 1 sentence that can be checked: 1 differs."),
        (counts(idle=1), "One sentence states nothing that articles could bear."),
        (counts(), ""),
    ],
)
def test_all_are_counted(counted: Counts, said: str) -> None:
    assert summary(counted) == said


def test_each_verdict_has_its_own_sign_and_name() -> None:
    assert set(ORDER) == set(Verdict) == set(KEYS) == set(SIGNS)
    assert len(set(SIGNS.values())) == len(set(KEYS.values())) == len(Verdict)


def test_sentences_are_counted_as_they_are_found() -> None:
    one = samples.typical()
    assert [count(one.counts, verdict) for verdict in ORDER] == [len(having(one, verdict)) for verdict in ORDER]
    assert checkable(one.counts) == len(one.sentences) - len(having(one, Verdict.NOT_CHECKABLE))
    assert amiss(one.counts) == sum(len(having(one, verdict)) for verdict in AMISS)
    assert [number for number, _ in having(one, Verdict.DIFFERS)] == [3, 6, 11]
