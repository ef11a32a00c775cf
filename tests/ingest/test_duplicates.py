from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.duplicates import PERMUTATIONS, Stories, digest, share, signature
from tests.index.conftest import BAKERY, SENATE, TIDE

THRESHOLD = 0.6
KNOWN = [272784242, 646458951, 2787583061, 73675308]
AGENCY = f"{TIDE} {SENATE}"
EDITED = AGENCY.replace("Two trawlers broke", "Two trawlers and a launch broke").replace("Nobody was hurt, ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The tide came in.", "THE  TIDE\ncame in. "),
        ("Straße", "STRASSE"),
        ("", " \n"),
    ],
)
def test_texts_that_differ_in_case_and_white_space_have_one_digest(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("31 to 19", "31 to 18"), ("It passed.", "It passed"), ("not", "note"), ("no vote", "novote")],
)
def test_texts_that_say_something_else_have_other_digests(one: str, other: str) -> None:
    assert digest(one) != digest(other)


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_digest_and_a_signature(text: str) -> None:
    assert len(digest(text)) == 32
    made = signature(text)
    assert made.shape == (PERMUTATIONS,)
    assert made.dtype == np.uint32
    assert np.array_equal(made, signature(f" {text}\n"))
    assert share(made, made) == 1


def test_a_signature_is_the_same_in_every_process() -> None:
    """It is stored, and compared to those of later ingests."""
    assert signature("The tide came in over the mole at Fennick before dawn.")[:4].tolist() == KNOWN


def test_the_share_is_that_of_the_runs_of_five_words() -> None:
    first = [f"word{number}" for number in range(204)]  # 200 runs
    second = [*first[:104], *(f"other{number}" for number in range(100))]  # 100 of them, and 100 others
    estimate = share(signature(" ".join(first)), signature(" ".join(second)))
    assert estimate == pytest.approx(100 / 300, abs=0.12)  # three standard deviations
    assert share(signature(TIDE), signature(SENATE)) < 0.05


def test_order_counts() -> None:
    forward = " ".join(f"word{number}" for number in range(100))
    backward = " ".join(f"word{number}" for number in reversed(range(100)))
    assert share(signature(forward), signature(backward)) < 0.05


class TestStories:
    def test_near_duplicates_join_the_story_of_the_earliest(self) -> None:
        stories = Stories([], THRESHOLD)
        assert stories.join(signature(AGENCY)) == (1, False)
        assert stories.join(signature(BAKERY)) == (2, False)
        assert stories.join(signature(EDITED)) == (1, True)
        assert stories.join(signature(f"{BAKERY} It will be missed.")) == (2, True)
        assert stories.join(signature(SENATE)) == (3, False)

    def test_stories_of_earlier_ingests_go_on(self) -> None:
        stories = Stories([(7, signature(AGENCY)), (3, signature(BAKERY))], THRESHOLD)
        assert stories.join(signature(EDITED)) == (7, True)
        assert stories.join(signature("A moth flew into the senate.")) == (8, False)

    def test_hardly_any_that_shares_enough_is_missed(self) -> None:
        first = [f"word{number}" for number in range(300)]
        missed = 0
        for cut in range(100):
            other = [*first[:235], *(f"other{cut}-{number}" for number in range(65))]  # they share 0.62 of the runs
            one, two = signature(" ".join(first)), signature(" ".join(other))
            missed += share(one, two) >= THRESHOLD and not Stories([(1, one)], THRESHOLD).join(two)[1]
        assert missed <= 3

    def test_the_threshold_is_the_share_from_which_they_are_one_story(self) -> None:
        alike = share(signature(AGENCY), signature(EDITED))
        assert Stories([(1, signature(AGENCY))], alike - 0.01).join(signature(EDITED)) == (1, True)
        assert Stories([(1, signature(AGENCY))], alike + 0.01).join(signature(EDITED)) == (2, False)

    def test_a_new_version_of_the_only_article_of_a_story_is_near_to_no_other(self) -> None:
        stories = Stories([(1, signature(AGENCY))], THRESHOLD)
        stories.leave(1)
        assert stories.join(signature(EDITED)) == (1, False)
        assert stories.join(signature(AGENCY)) == (1, True)

    @pytest.mark.parametrize("text", ["", "!", "Tide.", "one two three four"])
    def test_short_texts_are_compared_too(self, text: str) -> None:
        stories = Stories([(1, signature(AGENCY))], THRESHOLD)
        assert stories.join(signature(text)) == (2, False)
        assert stories.join(signature(text)) == (2, True)
