"""The report as one page: everything an evaluation came to, in a file that any browser opens, with no network."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from assistant.evaluation.causes import Stage
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.measures import MEASURES, latency
from assistant.evaluation.places import Span
from assistant.evaluation.results import Outcome, Quoted, Result, Scored, TracedPart
from assistant.evaluation.runs import Run
from ui.evaluation.cases import Case, Standing, cases, decimals, signed, words
from ui.evaluation.charts import CHARTED, charts, points, table
from ui.evaluation.difference import Piece, differing
from ui.evaluation.terminal import noticed, verdict
from ui.pages import digest, environment
from ui.readings import day
from ui.rendering import HEADINGS
from ui.terminal import legible

Named = TypeVar("Named", Stage, Outcome)
Context = Callable[[Quoted], tuple[str, str]]
"""Gives what stands before and after a quote in its article."""
FOUND = 6
"""Passages of a part that are listed; further down only those that are quoted."""
RANKED = 5
"""Sentences of a part that are listed; further down only those that are quoted."""
NAMED = 200
"""Articles named in a list."""
LED = 8
"""Failing questions named at the top."""
TONES = {
    Standing.INVALID: "bad",
    Standing.BROKEN: "bad",
    Standing.ACCEPTED: "half",
    Standing.WORSE: "half",
    Standing.BETTER: "good",
}
OUTCOMES = dict.fromkeys(Outcome, "bad") | {Outcome.RIGHT: "good", Outcome.PARTLY: "half"}
SIGNS = {
    Standing.INVALID: "✗",
    Standing.BROKEN: "✗",
    Standing.ACCEPTED: "▼",
    Standing.WORSE: "▼",
    Standing.BETTER: "▲",
    Standing.OTHER: "≈",
}


class Row(NamedTuple):
    """A passage or sentence of a part, as it was found now and before."""

    span: Span
    rank: int | None
    score: float | None
    before: int | None
    quoted: bool
    """Whether the answer now quotes of it."""
    was_quoted: bool
    text: str
    """Its words, where a quote gives them."""


@dataclass(frozen=True)
class Traced:
    """How a part of a question was answered, now and before."""

    new: TracedPart
    old: TracedPart | None
    passages: tuple[Row, ...]
    ranking: tuple[Row, ...]


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it."""

    case: Case
    surroundings: Context
    compared: bool
    """Whether there is a baseline."""

    @cached_property
    def limits(self) -> list[str]:
        """What the question is limited to, in words."""
        one = self.case.question.limits
        said = {
            "Outlets": ", ".join(one.outlets),
            "Published from": day(one.published_from) if one.published_from else "",
            "Published to": day(one.published_to) if one.published_to else "",
            "As of": day(one.as_of) if one.as_of else "",
        }
        return [f"{name}: {value}" for name, value in said.items() if value]

    @cached_property
    def states(self) -> list[str]:
        """The filters of the page that it passes."""
        one = self.case
        passed = {
            "failing": one.is_failing,
            "changed": one.change is not None,
            "broken": one.is_broken or one.is_failing,
            "worse": one.standing is Standing.WORSE,
            "better": one.standing is Standing.BETTER,
            "not-right": not one.is_right,
            "unstable": not one.new.stable,
        }
        return [name for name, passes in passed.items() if passes]

    @cached_property
    def answers(self) -> list[tuple[str, Result, list[Piece]]]:
        """The answers side by side: a heading, the result and its text in pieces."""
        new, old = self.case.new, self.case.old
        if old is None:
            return [("Answer", new, [Piece(new.text, differs=False)])]
        if self.case.change is None:
            return [("Answer, as before", new, [Piece(new.text, differs=False)])]
        before, after = differing(old.text, new.text)
        return [("Before", old, before), ("Now", new, after)]

    @cached_property
    def quotes(self) -> list[tuple[str, Quoted, tuple[str, str]]]:
        """The quotes of both answers: what became of each, the quote and its surroundings."""
        new, old = self.case.new.quotes, self.case.old.quotes if self.case.old else None
        found = [("" if old is None or one in old else "new", one) for one in new]
        found += [("gone", one) for one in old or () if one not in new]
        return [(kind, one, self.surroundings(one)) for kind, one in found]

    @cached_property
    def traced(self) -> list[Traced]:
        """How its parts were answered."""
        new, old = self.case.new, self.case.old
        olds = dict(enumerate(old.trace)) if old else {}
        return [self._traced(part, olds.get(place)) for place, part in enumerate(new.trace)]

    def _traced(self, new: TracedPart, old: TracedPart | None) -> Traced:
        return Traced(
            new,
            old,
            tuple(self._rows(new.passages, old.passages if old else (), FOUND)),
            tuple(self._rows(new.ranking, old.ranking if old else (), RANKED)),
        )

    def _rows(self, new: Sequence[Scored], old: Sequence[Scored], most: int) -> Iterator[Row]:
        ranks = {one.span: rank for rank, one in reversed(list(enumerate(old, 1)))}
        for rank, one in enumerate(new, 1):
            row = self._row(one, rank, ranks.get(one.span))
            if rank <= most or row.quoted or row.was_quoted:
                yield row
        here = {one.span for one in new}
        for rank, one in enumerate(old, 1):
            row = self._row(one, None, rank)
            if one.span not in here and row.was_quoted:
                yield row

    def _row(self, one: Scored, rank: int | None, before: int | None) -> Row:
        new, old = self.case.new.quotes, self.case.old.quotes if self.case.old else ()
        text = next((each.quote for each in (*new, *old) if each.span == one.span), "")
        quoted, was = (any(each.span.meets(one.span) for each in quotes) for quotes in (new, old))
        return Row(one.span, rank, one.score if rank else None, before, quoted, was, text)


def report_page(
    evaluated: Evaluated, past: Sequence[tuple[dt.datetime, Run]] = (), context: Context = lambda _: ("", "")
) -> str:
    """Give the page as HTML; ``past`` are earlier runs with when they were made, for the charts.

    ``context`` gives what stands before and after a quote. Nothing is asked of a network, and whatever comes from
    articles and questions is shown as text.
    """
    shown = [Shown(one, context, evaluated.comparison is not None) for one in cases(evaluated)]
    comparison = evaluated.comparison
    outcomes = _outcomes([one.case for one in shown])
    runs = points(evaluated, past)
    script = _environment.get_template("script.html").render()
    tags = list(dict.fromkeys(tag for one in evaluated.questions for tag in one.tags))
    return _environment.get_template("report.html").render(
        evaluated=evaluated,
        comparison=comparison,
        marks=evaluated.run.fingerprints,
        headline=_headline(evaluated),
        tone="bad" if evaluated.is_worse else "good" if comparison else "none",
        standfirst=verdict(evaluated).partition(": ")[2],
        shown=shown,
        leading=[one for one in shown if one.case.is_failing],
        led=LED,
        named=NAMED,
        noticed=noticed(comparison) if comparison else "",
        means=[(one.label, one.mean(evaluated.run.results.values())) for one in MEASURES],
        latency=latency(list(evaluated.run.results.values())),
        outcomes=outcomes,
        most=max(1, *(max(before or 0, now) for _, before, now in outcomes)),
        tags=tags,
        by_tag=[(tag, *_by_tag([one.case for one in shown if tag in one.case.question.tags])) for tag in tags],
        articles=dict(zip(("gone", "new", "changed"), comparison.articles, strict=True)) if comparison else {},
        runs=runs,
        charts=charts(evaluated, runs),
        charted=[next(each.label for each in MEASURES if each.name == name) for name in CHARTED],
        table=list(table(runs)),
        counts=Counter(state for one in shown for state in one.states),
        stages=_counted((one.case.cause.stage for one in shown if one.case.cause), Stage),
        by_outcome=_counted((one.case.new.outcome for one in shown), Outcome),
        script=script,
        digest=digest(script),
    )


def _headline(evaluated: Evaluated) -> str:
    if evaluated.comparison is None:
        return "Not what the articles say" if evaluated.is_worse else "Not judged: there is no baseline"
    return "Worse than the baseline" if evaluated.is_worse else "No worse than the baseline"


def _outcomes(found: Sequence[Case]) -> list[tuple[Outcome, int | None, int]]:
    """Count each outcome, before (of the questions that were compared) and now."""
    compared = any(one.old for one in found)
    counted = [one for one in found if one.old] if compared else found
    before = Counter(one.old.outcome for one in counted if one.old)
    now = Counter(one.new.outcome for one in counted)
    return [(outcome, before[outcome] if compared else None, now[outcome]) for outcome in Outcome]


def _counted(found: Iterable[Named], names: Iterable[Named]) -> list[tuple[Named, int]]:
    """Count each name that is there, in the order of all names."""
    counts = Counter(found)
    return [(name, counts[name]) for name in names if counts[name]]


def _by_tag(found: Sequence[Case]) -> tuple[int, int | None, int]:
    """Give how many questions there are, how many were right, and how many are."""
    before = sum(one.old is not None and one.old.outcome is Outcome.RIGHT for one in found)
    return len(found), before if all(one.old for one in found) else None, sum(one.is_right for one in found)


_environment = environment("ui.evaluation", legible)
_environment.filters |= {"day": day, "decimals": decimals, "words": words}
_environment.globals |= {
    "signed": signed,
    "HEADINGS": HEADINGS,
    "TONES": TONES,
    "OUTCOMES": OUTCOMES,
    "SIGNS": SIGNS,
    "Standing": Standing,
}
