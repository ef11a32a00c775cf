"""What articles say to a statement, as HTML: pure functions of what ``Assistant.cite`` gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.phrases import exact_phrases
from assistant.sourced import Bearing, Sourced
from assistant.verification import Piece, State, Verdict
from index.terms import WORD
from ui.audit.marks import Stretch, in_quote
from ui.rendering import surroundings
from ui.web.markup import render, segments
from ui.web.place import name_of, place_of
from ui.web.trouble import Trouble

HEADINGS = {
    Verdict.SUPPORTED: "Bears all of it",
    Verdict.PARTLY: "Bears part of it",
    Verdict.DIFFERS: "Differs",
}
VERBATIM = "Word for word"
LOOKS = {Verdict.SUPPORTED: "answered", Verdict.PARTLY: "partial", Verdict.DIFFERS: "differs"}
"""The sign and the line of each verdict, on this page."""
_SEVERITY = {State.DIFFERENT: 0, State.MISSING: 1}


@dataclass(frozen=True)
class Quote:
    """A quote in its paragraph, cut into the words that bear the statement and those that do not."""

    citation: Citation
    before: str
    stretches: Sequence[Stretch]
    after: str

    @property
    def place(self) -> str:
        """Where it stands, for the reader to open it there."""
        return place_of(self.citation)


@dataclass(frozen=True)
class Find:
    """What one article, or a few together, say to a statement."""

    scope: str
    """What the page calls it."""
    bearing: Bearing
    quotes: tuple[Quote, ...]

    @property
    def heading(self) -> str:
        """Its verdict in words."""
        return VERBATIM if self.bearing.verbatim else HEADINGS[self.bearing.verdict]

    @property
    def look(self) -> str:
        """Its verdict's sign and line."""
        return LOOKS[self.bearing.verdict]

    @property
    def amiss(self) -> list[Piece]:
        """The pieces that it does not bear, those first of which it says something else."""
        found = {
            (one.kind, one.text, one.state): one for one in self.bearing.pieces if one.state is not State.BORNE
        }.values()
        return sorted(found, key=lambda one: (_SEVERITY[one.state], one.start))

    @property
    def by_article(self) -> list[list[Quote]]:
        """Its quotes, those of one article together, in the order in which the articles are first quoted."""
        found: dict[str, list[Quote]] = {}
        for one in self.quotes:
            found.setdefault(one.citation.article.id, []).append(one)
        return list(found.values())

    @property
    def articles(self) -> int:
        """How many articles it takes."""
        return len(self.by_article)

    @property
    def names(self) -> str:
        """The names of its quotes, for the list of citations."""
        return " ".join(name_of(one.citation) for one in self.quotes)


def finds(sourced: Sourced, number: int, assistant: Assistant) -> list[Find]:
    """Give what was found for the statement that the page calls by a number."""
    cited = {one.number: one for one in sourced.citations}
    phrases = exact_phrases(sourced.statement)
    found = []
    for place, bearing in enumerate(sourced.bearings, 1):
        quotes = tuple(
            Quote(cited[each], before, _stretches(cited[each], bearing, phrases), after)
            for each in bearing.citations
            if each in cited
            for before, after in [surroundings(cited[each], assistant)]
        )
        found.append(Find(scope_of(number, place), bearing, quotes))
    return found


def scope_of(number: int, place: int) -> str:
    """Name what was found at a place for a statement."""
    return f"cite-{number}-{place}"


def sourced_html(sourced: Sourced, found: Sequence[Find], limits: Sequence[str], *, more: int = 0) -> str:
    """Give what was found for a statement; ``more`` is how many articles to look for next, 0 for no more."""
    return render(
        "sourced", statement=sourced.statement, finds=found, limits=limits, remarks=sourced.remarks, more=more,
        counted=counted(found), trouble=None,
    )  # fmt: skip


def trouble_html(statement: str, trouble: Trouble) -> str:
    """Give why no source was looked for."""
    return render("sourced", statement=statement, trouble=trouble, limits=(), finds=(), more=0)


def counted(found: Sequence[Find]) -> str:
    """Say how much was found, in a line."""
    if not found:
        return "No article bears this"
    said = [
        (sum(one.bearing.verdict is Verdict.SUPPORTED and one.bearing.verbatim for one in found), "word for word"),
        (sum(one.bearing.verdict is Verdict.SUPPORTED and not one.bearing.verbatim for one in found), "all of it"),
        (sum(one.bearing.verdict is Verdict.PARTLY for one in found), "part of it"),
        (sum(one.bearing.verdict is Verdict.DIFFERS for one in found), "something else"),
    ]
    total = f"{len(found)} source{'s' if len(found) != 1 else ''}"
    told = [f"{number} {'says' if number == 1 else 'say'} {what}" for number, what in said if number]
    return f"{total}: {', '.join(told)}"


def _stretches(citation: Citation, bearing: Bearing, phrases: Sequence[str]) -> list[Stretch]:
    if not bearing.verbatim:
        return in_quote(citation.quote, bearing.pieces, citation.number)
    spans = [span for phrase in phrases for span in _spans(citation.quote, phrase)]
    return [Stretch(one.text, State.BORNE if one.quoted else None) for one in segments(citation.quote, spans)]


def _spans(quote: str, phrase: str) -> list[tuple[int, int]]:
    """Find a phrase in a quote, whatever stands between its words."""
    words = r"\W+".join(re.escape(found.group()) for found in WORD.finditer(phrase))
    return [found.span() for found in re.finditer(words, quote, re.IGNORECASE)] if words else []
