"""The audit in a terminal: what an editor must look at, the worst first, then how much is well."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import Citation
from assistant.audit.report import Audit, Checked, Verdict
from assistant.verification import Piece, State
from ui.audit.marks import Stretch, in_quote, in_sentence
from ui.audit.verdicts import AMISS, ORDER, SEVERITY, SIGNS, count, counted, having, headline, name, tone
from ui.readings import day
from ui.terminal import shown

COLOURS = {
    Verdict.DIFFERS: "red",
    Verdict.PARTLY: "yellow",
    Verdict.NOT_FOUND: "magenta",
    Verdict.SUPPORTED: "green",
    Verdict.NOT_CHECKABLE: "default",
}
TONES = {"bad": "bold red", "half": "bold yellow", "good": "bold green", "none": "bold"}
WORDS = {State.DIFFERENT: "bold underline", State.MISSING: "italic underline"}
"""How words are set that differ or are missing; only by their looks, for what is copied is the draft's own."""
INDENT = 6
"""Columns by which what belongs to a sentence is set in; as many as its number takes."""
QUOTED = 4
"""Columns by which a quote is set in further."""
KIND = 8
"""Columns of a piece's kind, the longest being "how much", so that the words of all sentences stand in line."""


def print_audit(audit: Audit, console: Console) -> None:
    """Print the counts, then each sentence that is not supported with what the articles say instead.

    The sentences that differ come first, then those that are supported in part, then those that are not found, each
    kind in the draft's order. What is piped has a line for each piece, for other programs.
    """
    counts = audit.counts
    console.print(Text(headline(counts), TONES[tone(counts)]))
    console.print(_counts(audit))
    for remark in audit.remarks:
        console.print(Text(shown(f"Not read: {remark}"), "dim"))
    cited = {one.number: one for one in audit.citations}
    for verdict in AMISS:
        found = having(audit, verdict)
        if found:
            heading = f"{SIGNS[verdict]} {name(verdict)} ({len(found):,})"
            console.print(Text(f"\n{heading}", f"bold {COLOURS[verdict]}"))
        for number, one in found:
            _print_sentence(number, one, cited, console)
    well = [counted(counts, one) for one in ORDER if one not in AMISS and count(counts, one)]
    if well and any(having(audit, verdict) for verdict in AMISS):
        console.print(Text(f"\nThe rest: {', '.join(well)}.", "dim"))


def _counts(audit: Audit) -> Text:
    line = Text(f"{len(audit.sentences):,} sentence{'s' if len(audit.sentences) != 1 else ''}")
    kinds = [one for one in ORDER if count(audit.counts, one)]
    for place, verdict in enumerate(kinds):
        line.append(", " if place else ": ")
        line.append(f"{SIGNS[verdict]} {counted(audit.counts, verdict)}", COLOURS[verdict])
    return line


def _print_sentence(number: int, one: Checked, cited: dict[int, Citation], console: Console) -> None:
    body = Text()
    marked = (
        {} if one.verdict is Verdict.NOT_FOUND else {state: f"{WORDS[state]} {COLOURS[one.verdict]}" for state in WORDS}
    )
    for stretch in in_sentence(one):
        body.append(" ".join(shown(stretch.text).split("\n")), marked.get(stretch.state) if stretch.state else None)
    console.print()
    if console.soft_wrap:
        console.print(Text.assemble((f"{number:>4}  ", "dim"), body))
    else:
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_column(width=INDENT - 1, justify="right", style="dim", no_wrap=True)
        row.add_column(overflow="fold")
        row.add_row(f"{number}", body)
        console.print(row)
    if one.note:
        _put(Text(shown(one.note)), console)
    amiss = [piece for piece in one.pieces if piece.state is not State.BORNE]
    if amiss and one.verdict is not Verdict.NOT_FOUND:  # of which nothing is said, piece by piece as in all
        _print_pieces(sorted(amiss, key=lambda piece: (SEVERITY[piece.state], piece.start)), one.verdict, console)
    for each in one.citations:
        if each in cited:
            _put(_source(cited[each]), console)
            _put(_quoted(in_quote(cited[each].quote, one.pieces, each)), console, INDENT + QUOTED)


def _print_pieces(pieces: list[Piece], verdict: Verdict, console: Console) -> None:
    """Set the draft's words beside the articles'."""
    if console.soft_wrap:
        for piece in pieces:
            said = f"the articles “{shown(piece.said)}”{_mark(piece)}" if piece.said else "the articles: nothing"
            _put(Text(f"{piece.kind}: the draft “{shown(piece.text)}”, {said}"), console)
        return
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=KIND)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_row("", Text("the draft", "dim"), Text("the articles", "dim"))
    for piece in pieces:
        heard = Text(shown(piece.said) or "nothing", "bold" if piece.said else "dim")
        heard.append(_mark(piece), "not bold cyan")
        table.add_row(piece.kind.value, Text(shown(piece.text), f"bold {COLOURS[verdict]}"), heard)
    _put(table, console)


def _mark(piece: Piece) -> str:
    return f" [{piece.citation}]" if piece.citation and piece.said else ""


def _source(citation: Citation) -> Text:
    article = citation.article
    return Text.assemble(
        (f"[{citation.number}] ", "cyan"),
        (shown(article.outlet or "no outlet given"), "bold"),
        shown(f" · {day(article.published)} · {article.name}"),
    )


def _quoted(stretches: list[Stretch]) -> Text:
    quote = Text("“")
    for one in stretches:
        quote.append(shown(one.text), "bold" if one.state else None)
    return quote.append("”")


def _put(what: Text | Table, console: Console, indent: int = INDENT) -> None:
    """Print what belongs to a sentence: set in for people, in one line each for other programs."""
    if isinstance(what, Text) and console.soft_wrap:
        console.print(Text(" " * indent) + what)
    else:
        console.print(Padding(what, (0, 0, 0, indent), expand=False))
