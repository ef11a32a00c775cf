"""Charts: the scores of past runs, drawn as SVG. All that is drawn is also said, in the title and description."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.measures import MEASURES, Measure
from assistant.evaluation.runs import Run
from ui.evaluation.cases import decimals
from ui.terminal import legible

CHARTED = ("answer", "right", "wrongly_answered", "citation_recall", "citation_precision", "mrr")
"""Names of the measures that are drawn, in this order."""
WIDE, HIGH = 340, 168
"""Size of a chart in its own units, about one pixel each on a telephone."""
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 20, 26
"""Room around the drawing, for the words at its axes."""
STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Distances between the lines of a scale."""
LINES = 3
"""So many distances at most."""
NARROWEST = 0.02
"""Span of a scale at least: less is not worth looking at, and would look like much."""


@dataclass(frozen=True)
class Point:
    """One run in the charts."""

    made: dt.datetime
    run: Run
    other_questions: bool = False
    """Whether the run before was asked other questions, so that their scores cannot be compared."""

    def value(self, measure: Measure) -> float | None:
        """Give a measure of the run."""
        return measure.mean(self.run.results.values())


@dataclass(frozen=True)
class Chart:
    """One measure over the runs."""

    measure: Measure
    svg: Markup
    now: str
    before: str
    """The baseline's, empty without one."""


def points(evaluated: Evaluated, past: Sequence[tuple[dt.datetime, Run]]) -> list[Point]:
    """Give the complete runs of the same collection, oldest first, the evaluated one last."""
    collection = evaluated.run.fingerprints.collection
    now = evaluated.asked_at.replace(microsecond=0)
    earlier = [
        (made, run)
        for made, run in sorted(past, key=lambda one: one[0])
        if made < now and run.complete and run.results and run.fingerprints.collection == collection
    ]
    found: list[Point] = []
    for made, run in [*earlier, (now, evaluated.run)]:
        other = bool(found) and found[-1].run.fingerprints.questions != run.fingerprints.questions
        found.append(Point(made, run, other))
    return found


def charts(evaluated: Evaluated, runs: Sequence[Point]) -> list[Chart]:
    """Draw each measure over the runs; none with fewer than two runs."""
    if len(runs) < 2:
        return []
    by_name = {one.name: one for one in MEASURES}
    baseline = evaluated.comparison.baseline.results.values() if evaluated.comparison else ()
    drawn = []
    for measure in (by_name[name] for name in CHARTED):
        series = [(one.made, value) for one in runs if (value := one.value(measure)) is not None]
        if len(series) > 1:
            breaks = [one.made for one in runs if one.other_questions]
            old = measure.mean(baseline)
            svg = _draw(measure, series, breaks, old)
            drawn.append(Chart(measure, svg, decimals(series[-1][1]), "" if old is None else decimals(old)))
    return drawn


def _draw(
    measure: Measure, series: Sequence[tuple[dt.datetime, float]], breaks: Sequence[dt.datetime], old: float | None
) -> Markup:
    first, last = series[0][0], series[-1][0]
    values = [value for _, value in series] + ([old] if old is not None else [])
    low, high, step = _scale(min(values), max(values))

    def across(made: dt.datetime) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * ((made - first) / (last - first) if last > first else 1.0)

    def up(value: float) -> float:
        return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * (value - low) / (high - low)

    name = f"chart-{measure.name}"
    svg = ET.Element("svg", viewBox=f"0 0 {WIDE} {HIGH}", role="img")
    svg.set("aria-labelledby", f"{name}-title {name}-said")
    ET.SubElement(svg, "title", id=f"{name}-title").text = f"{measure.label} over {len(series)} runs"
    ET.SubElement(svg, "desc", id=f"{name}-said").text = _said(series, old)
    for count in range(round((high - low) / step) + 1):
        value = low + count * step
        _line(svg, "grid", (LEFT, up(value)), (WIDE - RIGHT, up(value)))
        _label(svg, f"{value:.3f}" if step < 0.01 else f"{value:.2f}", LEFT - 5, up(value) + 3.5, "end")
    for made in breaks:
        if first < made <= last:
            _line(svg, "break", (across(made), TOP - 6), (across(made), HIGH - BOTTOM))
    if old is not None:
        _line(svg, "baseline", (LEFT, up(old)), (WIDE - RIGHT, up(old)))
    corners = " ".join(f"{across(made):.1f},{up(value):.1f}" for made, value in series)
    ET.SubElement(svg, "polyline", {"class": "run", "points": corners})
    for place, (made, value) in enumerate(series):
        newest = place == len(series) - 1
        kind = "dot now" if newest else "dot"
        dot = ET.SubElement(
            svg,
            "circle",
            {"class": kind, "cx": f"{across(made):.1f}", "cy": f"{up(value):.1f}"},
            r="4" if newest else "2",
        )
        ET.SubElement(dot, "title").text = f"{_moment(made)}: {decimals(value)}"
    for made, anchor in ((first, "start"), (last, "end")):
        _label(svg, _day(made, first, last), across(made), HIGH - 8, anchor)
    return Markup(legible(ET.tostring(svg, encoding="unicode")))  # noqa: S704 - written, and escaped, by ElementTree


def _scale(least: float, most: float) -> tuple[float, float, float]:
    """Give the ends of a scale that holds two values, and the distance of its lines."""
    middle = (least + most) / 2
    least, most = min(least, middle - NARROWEST / 2), max(most, middle + NARROWEST / 2)
    for step in STEPS:
        low, high = math.floor(least / step + 1e-9) * step, math.ceil(most / step - 1e-9) * step
        if round((high - low) / step) <= LINES:
            return low, high, step
    return 0.0, 1.0, STEPS[-1]


def _said(series: Sequence[tuple[dt.datetime, float]], old: float | None) -> str:
    values = [value for _, value in series]
    baseline = "" if old is None else f" The baseline has {decimals(old)}."
    return (
        f"From {decimals(values[0])} on {_moment(series[0][0])} to {decimals(values[-1])} on {_moment(series[-1][0])};"
        f" lowest {decimals(min(values))}, highest {decimals(max(values))}.{baseline}"
    )


def _line(svg: ET.Element, kind: str, begin: tuple[float, float], end: tuple[float, float]) -> None:
    names = zip(("x1", "y1", "x2", "y2"), (*begin, *end), strict=True)
    ET.SubElement(svg, "line", {"class": kind} | {name: f"{value:.1f}" for name, value in names})


def _label(svg: ET.Element, text: str, x: float, y: float, anchor: str) -> None:
    ET.SubElement(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}).text = text


def _day(made: dt.datetime, first: dt.datetime, last: dt.datetime) -> str:
    """Give a date as short as the axis lets it be: within a day, the time of it."""
    if first.date() == last.date():
        return f"{made:%H:%M}" if made == first and last > first else f"{made.day} {made:%b %Y, %H:%M}"
    return f"{made.day} {made:%b}" if made == first and first.year == last.year else f"{made.day} {made:%b %Y}"


def _moment(made: dt.datetime) -> str:
    return f"{made.day} {made:%B %Y, %H:%M}"


def table(runs: Sequence[Point]) -> Iterator[tuple[str, bool, list[str]]]:
    """Give the runs, the newest first: when, whether questions changed then, and each measure drawn."""
    by_name = {one.name: one for one in MEASURES}
    for one in reversed(runs):
        yield _moment(one.made), one.other_questions, [decimals(one.value(by_name[name])) for name in CHARTED]
