from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Edit
from assistant.verification import bears, trim
from assistant.verification.quotes import OPENING
from index.article import Article

TEXT = "The bridge opened on Monday. Meanwhile, Spain pledged 1.2 billion euros. But Rutte said, However, nothing."
QUOTE = "Spain pledged 1.2 billion euros."
START = TEXT.index(QUOTE)
END = START + len(QUOTE)
WHOLE = "Meanwhile, Spain pledged 1.2 billion euros."
OPENED = TEXT.index(WHOLE)
MEANWHILE = Edit(removed="Meanwhile, ", start=0)


@pytest.fixture(scope="module")
def article(write: Callable[..., Article]) -> Article:
    return write(TEXT)


class TestBears:
    def test_a_quote_word_for_word(self, article: Article) -> None:
        assert bears(article, START, END, QUOTE, QUOTE, ())

    def test_a_quote_without_its_opening(self, article: Article) -> None:
        assert bears(article, OPENED, END, WHOLE, QUOTE, (MEANWHILE,))
        assert bears(article, OPENED, END, WHOLE, WHOLE, ())

    @pytest.mark.parametrize(("first", "last"), [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (-START, -START)])
    def test_shifted_offsets_are_refused(self, article: Article, first: int, last: int) -> None:
        assert not bears(article, START + first, END + last, QUOTE, QUOTE, ())

    @pytest.mark.parametrize("claim", [QUOTE.replace("1.2", "1.3"), QUOTE.replace("1.2", "12")])
    def test_a_changed_digit_is_refused(self, article: Article, claim: str) -> None:
        assert not bears(article, START, END, QUOTE, claim, ())
        assert not bears(article, START, END, claim, claim, ())

    @pytest.mark.parametrize(
        "claim",
        [
            QUOTE.replace("Spain", "Italy"),
            QUOTE.replace("pledged", "pledges"),
            QUOTE.replace("euros", "dollars"),
            QUOTE.replace("pledged", "never pledged"),
            QUOTE.replace("1.2 ", ""),
            QUOTE[:-1],
            QUOTE + " ",
            QUOTE + " The bridge opened on Monday.",
            QUOTE.lower(),
            "",
        ],
    )
    def test_changed_words_are_refused(self, article: Article, claim: str) -> None:
        assert not bears(article, START, END, QUOTE, claim, ())

    @pytest.mark.parametrize(
        "edit",
        [
            Edit(removed="Meanwhile, Spain ", start=0),
            Edit(removed="Meanwhile ", start=0),
            Edit(removed="Meanwhile, ", start=1),
            Edit(removed="However, ", start=0),
            Edit(removed="", start=0),
        ],
    )
    def test_an_edit_that_is_not_the_quotes_opening_is_refused(self, article: Article, edit: Edit) -> None:
        assert not bears(article, OPENED, END, WHOLE, QUOTE, (edit,))

    def test_an_edit_that_takes_away_more_than_an_opening_is_refused(self, article: Article) -> None:
        claim = "Pledged 1.2 billion euros."
        assert not bears(article, START, END, QUOTE, claim, (Edit(removed="Spain ", start=0),))

    def test_an_edit_within_a_sentence_is_refused(self, article: Article) -> None:
        quote = "Rutte said, However, nothing."
        start = TEXT.index(quote)
        edit = Edit(removed="However, ", start=quote.index("However"))
        assert not bears(article, start, start + len(quote), quote, "Rutte said, nothing.", (edit,))

    def test_an_edit_that_is_not_said_is_refused(self, article: Article) -> None:
        assert not bears(article, OPENED, END, WHOLE, QUOTE, ())
        assert not bears(article, OPENED, END, WHOLE, WHOLE, (MEANWHILE,))
        assert not bears(article, OPENED, END, WHOLE, QUOTE, (MEANWHILE, MEANWHILE))

    def test_the_same_words_elsewhere_bear_nothing(self, article: Article, write: Callable[..., Article]) -> None:
        assert not bears(write("It rained. " + TEXT), START, END, QUOTE, QUOTE, ())
        assert not bears(write(""), START, END, QUOTE, QUOTE, ())
        assert bears(article, START, END, QUOTE, QUOTE, ())

    def test_an_empty_quote_bears_nothing(self, article: Article) -> None:
        assert not bears(article, 3, 3, "", "", ())

    @given(st.text(max_size=60), st.integers(-5, 70), st.integers(-5, 70))
    def test_any_quote_at_its_offsets_with_its_edits_and_no_other(
        self, write: Callable[..., Article], text: str, start: int, end: int
    ) -> None:
        quote = text[max(start, 0) : max(end, 0)]
        claim, edits = trim(quote)
        article = write(text)
        assert bears(article, max(start, 0), max(end, 0), quote, claim, edits) is bool(quote)
        assert not bears(article, max(start, 0), max(end, 0), quote + "x", claim, edits)


class TestTrim:
    @pytest.mark.parametrize(
        ("quote", "claim", "removed"),
        [
            (WHOLE, QUOTE, "Meanwhile, "),
            ("However, the bridge stayed shut.", "The bridge stayed shut.", "However, "),
            ("In addition, 19 tanks were sent.", "19 tanks were sent.", "In addition, "),
            ("But Spain refused.", "Spain refused.", "But "),
            ("And NATO agreed.", "NATO agreed.", "And "),
            ("Separately,  Belgium sent jets.", "Belgium sent jets.", "Separately,  "),
        ],
    )
    def test_an_opening_that_says_nothing_goes(
        self, write: Callable[..., Article], quote: str, claim: str, removed: str
    ) -> None:
        assert trim(quote) == (claim, (Edit(removed=removed, start=0),))
        assert bears(write(quote), 0, len(quote), quote, *trim(quote))

    @pytest.mark.parametrize(
        "quote",
        [
            "Spain pledged arms.",
            "But for the rain, the bridge would have opened.",
            "But the bridge stayed shut.",
            "So was the sum of one billion euros.",
            "Still waters run deep.",
            "Also sprach Zarathustra was played.",
            "Then 19 tanks left.",
            "“But Spain refused,” he said.",
            "Butter and Yeti, And nothing else.",
            "Meanwhile",
            "Meanwhile,",
            "",
        ],
    )
    def test_everything_else_stays(self, quote: str) -> None:
        assert trim(quote) == (quote, ())

    @given(st.text(max_size=40))
    def test_what_stays_and_what_goes_is_the_whole_quote(self, text: str) -> None:
        for quote in (text, f"But {text}", f"Meanwhile, {text}"):
            claim, edits = trim(quote)
            rest = quote[sum(len(edit.removed) for edit in edits) :]
            assert claim == (rest[:1].upper() + rest[1:] if edits else quote)
            assert all(OPENING.match(quote) and quote.startswith(edit.removed) for edit in edits)
