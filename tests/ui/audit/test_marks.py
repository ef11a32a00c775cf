"""Which words of a sentence and of a quote are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.audit.report import Verdict
from assistant.verification import Piece, PieceKind, State
from tests.ui.audit.samples import BORNE, DIFFERENT, MISSING, MUCH, WHEN, WHO, Said, checked
from ui.audit.marks import Stretch, in_quote, in_sentence


def piece(said: str, state: State = BORNE, citation: int | None = 1) -> Piece:
    """Give a piece that a quote speaks to."""
    return Piece(kind=PieceKind.WHO, text="x", start=0, end=1, state=state, said=said, citation=citation)


def marked(quote: str, *pieces: Piece) -> list[tuple[str, State]]:
    """Give the words of quote 1 that are marked."""
    return [(one.text, one.state) for one in in_quote(quote, pieces, 1) if one.state]


def test_a_sentence_is_cut_at_its_pieces() -> None:
    pieces = [(MUCH, "two", DIFFERENT, "one", 1), (WHO, "Spain", BORNE, "Spain", 1), (WHEN, "today", MISSING, "", None)]
    assert in_sentence(checked(Said("Spain sent two tanks today.", Verdict.DIFFERS, "", pieces))) == [
        Stretch("Spain", BORNE),
        Stretch(" sent ", None),
        Stretch("two", DIFFERENT),
        Stretch(" tanks ", None),
        Stretch("today", MISSING),
        Stretch(".", None),
    ]


def test_where_pieces_overlap_the_worst_counts() -> None:
    pieces = [(MUCH, "two tanks", BORNE, "two tanks", 1), (MUCH, "two", DIFFERENT, "one", 1)]
    cut = in_sentence(checked(Said("two tanks", Verdict.DIFFERS, "", pieces)))
    assert cut == [Stretch("two", DIFFERENT), Stretch(" tanks", BORNE)]


def test_what_has_one_state_is_one_stretch() -> None:
    pieces = [(MUCH, "two tanks", BORNE, "two tanks", 1), (MUCH, "tanks a year", BORNE, "tanks", 1)]
    cut = in_sentence(checked(Said("two tanks a year", Verdict.SUPPORTED, "", pieces)))
    assert cut == [Stretch("two tanks a year", BORNE)]


def test_the_bearing_words_of_a_quote_are_found() -> None:
    quote = "Spain pledged one\nbillion euros on Monday."
    assert marked(quote, piece("One billion  euros", DIFFERENT), piece("Spain")) == [
        ("Spain", BORNE),
        ("one\nbillion euros", DIFFERENT),
    ]


def test_a_reading_beside_the_words_is_not_looked_for() -> None:
    said = piece("on Monday (27 May 2024)", DIFFERENT)
    assert marked("Spain paid on Monday.", said) == [("on Monday", DIFFERENT)]
    assert marked("Spain paid on Monday (27 May 2024).", said) == [("on Monday (27 May 2024)", DIFFERENT)]
    assert marked("Spain paid.", piece("(on Monday)")) == []


def test_words_are_whole_words() -> None:
    assert marked("In 2012 they sent 12 of 112.", piece("12")) == [("12", BORNE)]
    assert marked("Up by 12% in a year", piece("12%")) == [("12%", BORNE)]
    assert marked("What (a.b) *said*", piece("(a.b) *said*")) == [("(a.b) *said*", BORNE)]


def test_what_is_borne_by_no_words_in_particular_is_marked_by_those_that_are_shared() -> None:
    quote = "Spain signed a security agreement, and agreements with the six others are signed."
    said = [(MUCH, "the security agreements they sign", BORNE, "", 1)]
    (signing,) = checked(Said("It is of the security agreements they sign.", Verdict.PARTLY, "", said)).pieces
    assert [text for text, _ in marked(quote, signing)] == ["signed", "security agreement", "agreements", "signed"]
    assert marked(quote, signing.model_copy(update={"state": DIFFERENT})) == []


def test_what_another_quote_bears_is_not_marked_in_this_one() -> None:
    assert marked("Spain", piece("Spain", citation=2), piece("Spain", citation=None), piece(" ")) == []


def test_words_that_are_not_in_the_quote_are_not_marked() -> None:
    assert in_quote("Spain", [piece("Portugal")], 1) == [Stretch("Spain", None)]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), st.sampled_from(State))))
def test_nothing_is_lost_and_nothing_added(text: str, spans: list[tuple[int, int, State]]) -> None:
    pieces = tuple(
        Piece(kind=PieceKind.WHAT, text="x", start=start, end=end, state=state) for start, end, state in spans
    )
    one = checked(Said(text, Verdict.PARTLY)).model_copy(update={"pieces": pieces})
    assert "".join(stretch.text for stretch in in_sentence(one)) == text


@given(st.text(), st.lists(st.text()))
def test_a_quote_stays_as_it_is_whatever_is_looked_for(quote: str, said: list[str]) -> None:
    assert "".join(one.text for one in in_quote(quote, [piece(one) for one in said], 1)) == quote
