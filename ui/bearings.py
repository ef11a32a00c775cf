"""How the articles that bear a statement are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import Citation
from assistant.phrases import exact_phrases
from assistant.sourced import Bearing, Sourced
from assistant.verdicts import explained
from assistant.verification import Piece, PieceKind, State, Verdict
from ui.audit.marks import in_quote
from ui.audit.terminal import COLOURS
from ui.audit.verdicts import SEVERITY, SIGNS, name
from ui.readings import day
from ui.rendering import surroundings
from ui.terminal import shown

if TYPE_CHECKING:
    from assistant.assistant import Assistant

BORE = {
    Verdict.SUPPORTED: "All of it",
    Verdict.PARTLY: "Part of it",
    Verdict.DIFFERS: "Otherwise",
}
TOGETHER = "All of it, taken together"
"""Of several articles, none of which says all by itself."""
VERBATIM = "Word for word"
READ = re.compile(r"(?P<words>.*\S)\s*\((?P<days>[^()]+)\)")
"""Words that say when, with the days that they mean: "on Monday (27 May 2024)"."""
INDENT = 4
"""Columns by which what belongs to a source is set in."""


def print_sourced(sourced: Sourced, assistant: Assistant, console: Console) -> None:
    """Print the verdict on a statement, then for each article what it bears, and its quotes.

    On a terminal the words of a quote that bear the statement, or say otherwise, are bold. What is piped has the same
    lines, none of them wrapped, for other programs.
    """
    console.print(Text(name(sourced.verdict), f"bold {COLOURS[sourced.verdict]}"))
    if not sourced.bearings:
        console.print(Text(explained(Verdict.NOT_FOUND, ())))
    for remark in sourced.remarks:
        console.print(Text(shown(remark)))
    cited = {one.number: one for one in sourced.citations}
    for bearing in sourced.bearings:
        citations = [cited[number] for number in bearing.citations]
        pieces = tuple(_phrases(sourced.statement, bearing)) if bearing.verbatim else bearing.pieces
        _print_bearing(bearing.model_copy(update={"pieces": pieces}), citations, assistant, console)


def _phrases(statement: str, bearing: Bearing) -> Iterator[Piece]:
    """Give the phrases that were asked for as pieces, so that they are seen in the quotes."""
    for phrase in exact_phrases(statement):
        start = statement.index(phrase)
        for number in bearing.citations:
            yield Piece(
                kind=PieceKind.WHAT, text=phrase, start=start, end=start + len(phrase), state=State.BORNE, said=phrase,
                citation=number,
            )  # fmt: skip


def _print_bearing(bearing: Bearing, citations: Sequence[Citation], assistant: Assistant, console: Console) -> None:
    console.print()
    said = f"{SIGNS[bearing.verdict]} {_bore(bearing, citations)}"
    console.print(Text(said, f"bold {COLOURS[bearing.verdict]}"))
    if bearing.verdict is not Verdict.SUPPORTED:
        _print_amiss(bearing, console)
    before: Citation | None = None
    for citation in citations:
        quote = _quote(citation, bearing, assistant)
        number = (f"[{citation.number}] ", "bold cyan")
        if before and before.article.id == citation.article.id:
            _put(Text.assemble(number, quote), console, hang=0)
        else:
            _put(Text.assemble(number, _source(citation)), console, hang=0)
            _put(quote, console)
            if citation.article.url:
                _put(Text(shown(citation.article.url), "dim"), console)
        for line in _notes(citation, bearing):
            _put(Text(shown(line), "dim"), console)
        before = citation


def _bore(bearing: Bearing, citations: Sequence[Citation]) -> str:
    if bearing.verbatim:
        return VERBATIM
    several = len({one.article.id for one in citations}) > 1
    return TOGETHER if several and bearing.verdict is Verdict.SUPPORTED else BORE[bearing.verdict]


def _print_amiss(bearing: Bearing, console: Console) -> None:
    """Set what is missing or different beside the articles' words, the worst first."""
    amiss = sorted(
        (piece for piece in bearing.pieces if piece.state is not State.BORNE),
        key=lambda piece: (SEVERITY[piece.state], piece.start),
    )
    if not amiss:
        _put(Text(shown(bearing.note)), console)
    elif console.soft_wrap:
        for piece in amiss:
            line = f"{piece.kind}: the statement “{shown(piece.text)}”, "
            _put(Text(line).append_text(_heard(piece, "the article ", "the article: nothing")), console)
    else:
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(overflow="fold")
        table.add_row("", Text("the statement", "dim"), Text("the article", "dim"))
        for piece in amiss:
            stated = Text(f"“{shown(piece.text)}”", f"bold {COLOURS[bearing.verdict]}")
            table.add_row(piece.kind.value, stated, _heard(piece, "", "nothing"))
        console.print(Padding(table, (0, 0, 0, INDENT), expand=False))


def _heard(piece: Piece, lead: str, nothing: str) -> Text:
    if not piece.said:
        return Text(nothing)
    said = Text.assemble(lead, (f"“{shown(piece.said)}”", "bold"))
    return said.append(f" [{piece.citation}]", "cyan") if piece.citation else said


def _source(citation: Citation) -> Text:
    article = citation.article
    byline = f" · {article.byline}" if article.byline else ""
    return Text.assemble(
        (shown(article.outlet or "no outlet given"), "bold"),
        shown(f" · {article.name} · {day(article.published)}{byline}"),
    )


def _quote(citation: Citation, bearing: Bearing, assistant: Assistant) -> Text:
    before, after = surroundings(citation, assistant)
    quote = Text.assemble((shown(before), "dim"), "»")
    for stretch in in_quote(citation.quote, bearing.pieces, citation.number):
        quote.append(shown(stretch.text), "bold" if stretch.state else None)
    return quote.append("«").append(shown(after), "dim")


def _notes(citation: Citation, bearing: Bearing) -> Iterator[str]:
    """Give the days that the article's words mean, where the quote stands in it, and who else carries it."""
    for piece in bearing.pieces:
        borne = piece.state is State.BORNE and piece.citation == citation.number
        if borne and piece.kind is PieceKind.WHEN and (read := READ.fullmatch(piece.said)):
            elsewhere = "" if read["words"] in citation.quote else ", elsewhere in the article,"
            yield f"“{read['words']}”{elsewhere} is {read['days']}"
    yield f"{citation.article.id}, characters {citation.start:,} to {citation.end:,}"
    if citation.also:
        carriers = (one.name for one in citation.also)
        yield f"also carried by {', '.join(dict.fromkeys(carriers))}"


def _put(line: Text, console: Console, hang: int = INDENT) -> None:
    """Print a line: hanging for people, as one line for other programs."""
    if console.soft_wrap:
        console.print(Text(" " * hang) + line)
    else:
        console.print(Padding(line, (0, 0, 0, hang)))
