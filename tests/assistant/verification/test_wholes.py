"""What two sentences deny as a whole."""

from __future__ import annotations

import pytest

from assistant.verification.model import State
from assistant.verification.wholes import as_a_whole


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("She is the first woman to row across the fjord.", "No woman had rowed across the fjord before."),
        ("No woman had rowed across the fjord before.", "She is the first woman to row across the fjord."),
        ("It was the last ferry to call at the island.", "No ferry has called at the island since."),
        ("The flood was the largest in the valley.", "The valley never had a larger flood than this."),
        ("It was a record crop of grain.", "No year brought more grain than this one."),
        ("The council refused to sell the quay.", "The council declined to sell the quay."),
        ("The owners turned down the offer.", "The owners rejected the offer."),
        ("The owners have never rejected an offer.", "The owners did not turn down an offer."),
    ],
)
def test_both_deny_the_same(text: str, quote: str) -> None:
    found = as_a_whole(text, quote)
    assert found
    assert found.state is State.BORNE


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("The council did not refuse the offer.", "The council refused the offer.", "refused the offer"),
        ("The council rejected the offer.", "The council never really rejected the offer.", "rejected the offer"),
        ("The quay reopened in May.", "The quay was to reopen in May, but that did not happen.", "that did not happen"),
        (
            "The bank lent the money.",
            "He asked the bank for money, which never materialised.",
            "which never materialised",
        ),
    ],
)
def test_one_denies_what_the_other_says(text: str, quote: str, said: str) -> None:
    found = as_a_whole(text, quote)
    assert found
    assert found.state is State.DIFFERENT
    assert said.startswith(found.said)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The quay reopened in May.", "The quay reopened."),
        ("The council refused the offer.", "The council accepted the offer."),
        ("The council accepted the offer.", "The council refused the offer."),
        ("She rowed across the fjord.", "No woman had rowed across the fjord before."),
        ("She is the first woman to row across the fjord.", "She rowed across the fjord before."),
        ("It was the last ferry to call at the island.", "A ferry has called at the island since."),
        ("The flood was large.", "The valley never had a larger flood than this."),
        ("The harvest was large.", "The valley never had a larger harvest than this."),
        ("The quay did not open until May.", "The first boat sank."),
        ("The mayor spoke last week.", "Nobody has seen the mayor since."),
        ("The quay did not reopen.", "The quay was to reopen in May, but that did not happen."),
    ],
)
def test_nothing_is_said_as_a_whole(text: str, quote: str) -> None:
    assert as_a_whole(text, quote) is None
