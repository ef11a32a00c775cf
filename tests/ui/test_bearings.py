"""What is printed of the articles that bear a statement."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from rich.console import Console

from assistant.answer import Citation, CitedArticle
from assistant.assistant import Assistant
from assistant.sourced import Bearing, Sourced
from assistant.verification import Piece, PieceKind, State, Verdict
from index.article import Carrier
from ui.bearings import print_sourced

STATEMENT = "Orsby pledged nine million kronor for the viaduct on 4 June 2024."
QUOTE = "Orsby pledged eight million kronor on Tuesday."
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
HOSTILE = "[red]x[/red] [/oops] [link=https://a.example]y[/link] \x1b[2J\x9b1m\x07"
Print = Callable[..., str]


def piece(kind: PieceKind, text: str, state: State, said: str = "", citation: int | None = 1) -> Piece:
    start = STATEMENT.index(text)
    number = None if state is State.MISSING else citation
    return Piece(kind=kind, text=text, start=start, end=start + len(text), state=state, said=said, citation=number)


WHO = piece(PieceKind.WHO, "Orsby", State.BORNE, "Orsby")
WHEN = piece(PieceKind.WHEN, "on 4 June 2024", State.BORNE, "on Tuesday (4 June 2024)")
MUCH = piece(PieceKind.HOW_MUCH, "nine million kronor", State.DIFFERENT, "eight million kronor")
WHAT = piece(PieceKind.WHAT, "viaduct", State.MISSING)


def citation(number: int = 1, quote: str = QUOTE, *, also: tuple[Carrier, ...] = (), **changed: object) -> Citation:
    article = CitedArticle(
        id="orsby-viaduct-0a1b2c", title="Money for the viaduct", outlet="Orsby Post", byline="Hester Quill",
        url="https://orsbypost.example/viaduct", path="/news/viaduct.md", published=dt.date(2024, 6, 5),
        published_from=None, ingested=dt.date(2024, 7, 1),
    )  # fmt: skip
    cited = article.model_copy(update=changed)
    return Citation(number=number, quote=quote, start=1180, end=1180 + len(quote), article=cited, also=also)


def sourced(
    verdict: Verdict, pieces: tuple[Piece, ...] = (), citations: tuple[Citation, ...] = (citation(),), **changed: object
) -> Sourced:
    note = "The articles bear it only in part."
    bearing = Bearing(verdict=verdict, note=note, pieces=pieces, citations=tuple(one.number for one in citations))
    found = Sourced(
        statement=STATEMENT, as_of=None, verdict=verdict, bearings=(bearing,), citations=citations, snapshot="s",
        seconds=0.1,
    )  # fmt: skip
    return found.model_copy(update=changed)


@pytest.fixture
def printed(assistant: Assistant) -> Print:
    def to(found: Sourced, *, terminal: bool = False, width: int = 80) -> str:
        file = io.StringIO()
        console = Console(
            file=file, force_terminal=terminal, width=width, soft_wrap=not terminal, highlight=False,
            color_system="standard" if terminal else None,
        )  # fmt: skip
        print_sourced(found, assistant, console)
        return file.getvalue()

    return to


class TestPiped:
    def test_what_bears_all_has_outlet_date_url_and_place(self, printed: Print) -> None:
        assert printed(sourced(Verdict.SUPPORTED, (WHO, WHEN))).splitlines() == [
            "Supported",
            "",
            "✓ All of it",
            "[1] Orsby Post · Money for the viaduct · 5 June 2024 · Hester Quill",
            f"    »{QUOTE}«",
            "    https://orsbypost.example/viaduct",
            "    “on Tuesday” is 4 June 2024",
            "    orsby-viaduct-0a1b2c, characters 1,180 to 1,226",
        ]

    def test_what_is_different_or_missing_stands_beside_the_articles_words(self, printed: Print) -> None:
        lines = printed(sourced(Verdict.DIFFERS, (WHO, WHAT, MUCH))).splitlines()
        assert lines[:5] == [
            "Differs",
            "",
            "≠ Otherwise",
            "    how much: the statement “nine million kronor”, the article “eight million kronor” [1]",
            "    what: the statement “viaduct”, the article: nothing",
        ]

    def test_a_part_without_a_piece_that_is_missing_says_so(self, printed: Print) -> None:
        lines = printed(sourced(Verdict.PARTLY, (WHO,))).splitlines()
        assert lines[:4] == ["Partly supported", "", "◐ Part of it", "    The articles bear it only in part."]

    def test_several_articles_may_bear_it_together(self, printed: Print) -> None:
        other = citation(2, id="other", outlet="Lindholm Echo")
        out = printed(sourced(Verdict.SUPPORTED, (WHO,), (citation(), other)))
        assert "✓ All of it, taken together\n[1] Orsby Post" in out
        assert "[2] Lindholm Echo" in out

    def test_a_second_quote_of_an_article_does_not_name_it_again(self, printed: Print) -> None:
        out = printed(sourced(Verdict.SUPPORTED, (WHO,), (citation(), citation(2, "It is for the viaduct."))))
        assert "✓ All of it\n" in out
        assert out.count("Orsby Post") == out.count("https://") == 1
        assert "\n[2] »It is for the viaduct.«\n    orsby-viaduct-0a1b2c, characters 1,180 to 1,202\n" in out

    def test_days_that_another_sentence_gives_are_said_to_stand_there(self, printed: Print) -> None:
        elsewhere = piece(PieceKind.WHEN, "on 4 June 2024", State.BORNE, "on Monday night (4 June 2024)")
        out = printed(sourced(Verdict.SUPPORTED, (elsewhere,)))
        assert "    “on Monday night”, elsewhere in the article, is 4 June 2024\n" in out

    def test_who_carries_it_has_some_name(self, printed: Print) -> None:
        also = (
            Carrier(source="/x/one.md", outlet="Echo", title="Headline"),
            Carrier(source="/x/two.md", outlet="Echo"),
            Carrier(source="/x/three.md", title="Headline"),
            Carrier(source="/x/four.md"),
        )
        out = printed(sourced(Verdict.SUPPORTED, (WHO,), (citation(also=also),)))
        assert out.endswith("    also carried by Echo, Headline, four.md\n")

    def test_what_an_article_does_not_state_is_said(self, printed: Print) -> None:
        bare = citation(title=None, outlet=None, byline=None, url=None, published=None)
        out = printed(sourced(Verdict.SUPPORTED, (WHO,), (bare,)))
        assert "[1] no outlet given · viaduct.md · no date given\n    »" in out
        assert "None" not in out

    def test_nothing_found(self, printed: Print) -> None:
        found = sourced(Verdict.NOT_FOUND, bearings=(), citations=(), remarks=("No article has the words “x”.",))
        assert printed(found) == "Not found\nThe articles say nothing of the kind.\nNo article has the words “x”.\n"

    def test_a_quote_stands_in_its_context(self, printed: Print, assistant: Assistant) -> None:
        found = assistant.cite("Belgium promised 30 F-16 jets.")
        assert f"»{found.citations[0].quote}« The first of them are expected" in printed(found)


class TestTerminal:
    def test_the_words_that_bear_it_are_bold(self, printed: Print) -> None:
        out = printed(sourced(Verdict.DIFFERS, (WHO, MUCH)), terminal=True)
        assert f"»{BOLD}Orsby{PLAIN} pledged {BOLD}eight million kronor{PLAIN} on Tuesday.«" in out

    def test_an_exact_phrase_is_bold(self, printed: Print) -> None:
        found = sourced(Verdict.SUPPORTED, statement='"Eight million kronor"')
        (bearing,) = found.bearings
        found = found.model_copy(update={"bearings": (bearing.model_copy(update={"verbatim": True}),)})
        out = printed(found, terminal=True)
        assert "✓ Word for word" in out
        assert f"»Orsby pledged {BOLD}eight million kronor{PLAIN} on Tuesday.«" in out

    def test_pieces_are_a_table_and_lines_hang(self, printed: Print) -> None:
        out = printed(sourced(Verdict.DIFFERS, (WHO, WHAT, MUCH)), terminal=True, width=60)
        assert "the statement" in out
        assert "nothing" in out
        rows = out.splitlines()
        after = rows[next(place for place, row in enumerate(rows) if "»" in row) :]
        assert all(row.startswith("    ") for row in after)


@pytest.mark.parametrize("terminal", [False, True])
def test_hostile_text_is_text(printed: Print, terminal: bool) -> None:  # noqa: FBT001
    fields = dict.fromkeys(("id", "title", "outlet", "byline", "url"), HOSTILE)
    pieces = tuple(
        one.model_copy(update={"text": HOSTILE, "said": one.said and f"{HOSTILE} ({HOSTILE})"})
        for one in (WHO, WHEN, WHAT, MUCH)
    )
    cited = citation(1, HOSTILE, also=(Carrier(source="x", outlet=HOSTILE),), **fields)
    found = sourced(Verdict.DIFFERS, pieces, (cited,), remarks=(HOSTILE,), statement=HOSTILE)
    out = printed(found, terminal=terminal, width=500)
    for sequence in ("\x1b[2J", "\x9b", "\x07", "\x1b]8"):
        assert sequence not in out
    assert out.count("[red]x[/red] [/oops] [link=https://a.example]y[/link] �[2J�1m�") >= 10
