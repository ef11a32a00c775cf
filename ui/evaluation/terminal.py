"""The report of an evaluation in a terminal: one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.evaluation.causes import Cause
from assistant.evaluation.comparison import Change, Comparison, Direction, Drift, named
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.measures import MEASURES, latency
from assistant.evaluation.results import Outcome, Result
from ui.evaluation.cases import decimals
from ui.terminal import shown

TOLD = 8
"""Changed questions told in full; the others are named."""
LONGEST = 300
"""Characters of an answer that are shown."""


def print_report(evaluated: Evaluated, console: Console) -> None:
    """Print the verdict, the scores and what changed."""
    console.print(Text(verdict(evaluated), "bold red" if evaluated.is_worse else "bold green"))
    console.print()
    console.print(_scores(evaluated))
    middle, most = latency(list(evaluated.run.results.values()))
    console.print(f"seconds a question: median {middle:.3f}, 95% within {most:.3f}", style="dim")
    if kinds := _by_kind(evaluated):
        console.print(f"right by kind: {kinds}", style="dim", highlight=False)
    if evaluated.comparison:
        _print_changes(evaluated, evaluated.comparison, console)
    elif wrong := [one for one in evaluated.run.results.values() if one.outcome is not Outcome.RIGHT]:
        console.print(f"\nNot right ({len(wrong)})", style="bold")
        for one in wrong[:TOLD]:
            console.print(Text(f"  {one.id}: {one.outcome}"))
            for line in one.unmet[:2]:
                console.print(Padding(Text(shown(_short(line)), "dim"), (0, 0, 0, 6)))
        if wrong[TOLD:]:
            console.print(f"  and {named([one.id for one in wrong[TOLD:]])}")
    if unstable := [one.id for one in evaluated.run.results.values() if not one.stable]:
        console.print(f"\nUnstable, answered differently when asked again: {named(unstable)}", style="yellow")


def _by_kind(evaluated: Evaluated) -> str:
    """Say how many questions of each kind, the first tag of each, are right; nothing where there is one kind only."""
    right: dict[str, list[bool]] = {}
    for question in evaluated.questions:
        if question.tags and (result := evaluated.run.results.get(question.id)):
            right.setdefault(question.tags[0], []).append(result.outcome is Outcome.RIGHT)
    said = (f"{kind} {sum(found)}/{len(found)}" for kind, found in sorted(right.items()))
    return " · ".join(said) if len(right) > 1 else ""


def verdict(evaluated: Evaluated) -> str:
    """Say in a sentence what an evaluation came to."""
    comparison = evaluated.comparison
    right = sum(one.outcome is Outcome.RIGHT for one in evaluated.run.results.values())
    score = f"{right} of {len(evaluated.run.results)} questions are right"
    if invalid := [one for one in evaluated.run.results.values() if one.scores.validity < 1]:
        return f"Worse: {named([one.id for one in invalid])} shown with what the article does not say. {score}."
    if comparison is None:
        return f"Not judged, there is no baseline: {score}."
    if comparison.failing:
        count = len(comparison.failing)
        were = "1 question that was right is" if count == 1 else f"{count} questions that were right are"
        return f"Worse: {were} not right any more. {score}."
    if drifting := [one.measure.label for one in comparison.drifts if one.significant]:
        return f"Worse: {', '.join(drifting)} fell by more than chance. {score}."
    accepted = sum(one.accepted for one in comparison.changes)
    return f"No worse: {score}{f', {accepted} accepted as worse' if accepted else ''}."


def moved(comparison: Comparison) -> Iterator[str]:
    """Say what the answers depend on and is another now."""
    for name, (before, now) in comparison.moved.items():
        yield f"{name} was {before}, is {now}"
    kinds = zip(("gone", "new", "changed"), comparison.articles, strict=True)
    if counts := [f"{len(ids):,} {kind} ({named(ids)})" for kind, ids in kinds if ids]:
        yield f"articles: {'; '.join(counts)}"
    if comparison.only_old or comparison.only_new:
        yield f"not compared: {named(sorted({*comparison.only_old, *comparison.only_new}))}"


def noticed(comparison: Comparison) -> str:
    """Say how small a drop the set could have noticed."""
    drift = next(one for one in comparison.drifts if one.measure.name == "answer")
    fewest = drift.detectable
    if fewest is None:
        return f"With {drift.questions} questions no drift could have been noticed."
    share = (fewest - drift.better) / drift.questions
    accepted = sum(one.accepted for one in comparison.changes)
    return (
        f"A drift of one score would have been noticed from {fewest} of {drift.questions} questions getting worse"
        f" ({drift.better} got better), {share:.1%} net (exact sign test, 0.05 over all scores together)."
        f"{f' Left out: {accepted} accepted.' if accepted else ''}"
    )


def _scores(evaluated: Evaluated) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=evaluated.comparison is not None)
    for heading in ("", "before", "now", "change", "worse", "better", ""):
        table.add_column(heading, justify="left" if not heading else "right")
    if evaluated.comparison is None:
        for measure in MEASURES:
            mean = measure.mean(evaluated.run.results.values())
            table.add_row(measure.label, "", decimals(mean))
        return table
    for drift in evaluated.comparison.drifts:
        change = (drift.new - drift.old) if drift.old is not None and drift.new is not None else 0.0
        style = "" if not drift.worse and not drift.better else "red" if change * drift.measure.better < 0 else "green"
        table.add_row(
            drift.measure.label,
            decimals(drift.old),
            decimals(drift.new),
            Text(f"{change:+.3f}" if change else "", style),
            str(drift.worse or ""),
            str(drift.better or ""),
            _chance(drift),
        )
    return table


def _chance(drift: Drift) -> Text:
    if not drift.measure.tested or not drift.worse:
        return Text("")
    return Text(f"p = {drift.probability:.3f}", "red" if drift.significant else "dim")


def _print_changes(evaluated: Evaluated, comparison: Comparison, console: Console) -> None:
    console.print(noticed(comparison), style="dim")
    if lines := list(moved(comparison)):
        console.print("\nWhat is another now", style="bold")
        for line in lines:
            console.print(Padding(Text(shown(line)), (0, 0, 0, 2)))
    _print_invalid(comparison, console)
    _print_drifts(evaluated, comparison, console)
    groups: dict[Direction, list[Change]] = {kind: [] for kind in Direction}
    for one in comparison.changes:
        groups[one.direction].append(one)
    for kind, heading in ((Direction.BROKEN, "Right before, and not now"), (Direction.WORSE, "Worse than before")):
        if groups[kind]:
            console.print(f"\n{heading} ({len(groups[kind])})", style="bold red")
            _print_told(groups[kind], evaluated, console)
    if better := groups[Direction.BETTER]:
        console.print(f"\nBetter ({len(better)})", style="bold green")
        for one in better[:TOLD]:
            console.print(Text(f"  {one.id}: {one.old.outcome} → {one.new.outcome}"))
        if better[TOLD:]:
            console.print(f"  and {named([one.id for one in better[TOLD:]])}")
    if groups[Direction.OTHER]:
        ids = named([one.id for one in groups[Direction.OTHER]])
        console.print(f"\nAnswered in other words, worth the same ({len(groups[Direction.OTHER])}): {ids}")


def _print_invalid(comparison: Comparison, console: Console) -> None:
    if not comparison.invalid:
        return
    console.print(f"\nShown with what no article says ({len(comparison.invalid)})", style="bold red")
    for result in comparison.invalid[:TOLD]:
        console.print(Text(f"  {result.id}: {result.question}", "bold"))
        for line in result.unmet[:3]:
            console.print(Padding(Text(shown(line)), (0, 0, 0, 6)))


def _print_drifts(evaluated: Evaluated, comparison: Comparison, console: Console) -> None:
    for drift in (one for one in comparison.drifts if one.significant):
        console.print(f"\n{drift.measure.label} fell more than by chance", style="bold red")
        for name in drift.fell[:TOLD]:
            cause = evaluated.causes.get(name)
            console.print(Text(shown(f"  {name}{f': {cause.stage}: {cause.said}' if cause else ''}")))
        if drift.fell[TOLD:]:
            console.print(f"  and {named(drift.fell[TOLD:])}")


def _print_told(changes: Sequence[Change], evaluated: Evaluated, console: Console) -> None:
    for one in changes[:TOLD]:
        accepted = " (accepted)" if one.accepted else ""
        console.print(Text(f"  {one.id}: {one.old.outcome} → {one.new.outcome}{accepted}", "bold"))
        rows = [("asked", one.new.question), *_answers(one.old, one.new)]
        rows += [("missing", line) for line in one.new.unmet[:3]]
        if cause := evaluated.causes.get(one.id):
            rows += _cause(cause)
        grid = Table.grid(padding=(0, 2, 0, 0))
        for name, said in rows:
            grid.add_row(Text(name, "dim"), Text(shown(said)))
        console.print(Padding(grid, (0, 0, 0, 6)))
    if changes[TOLD:]:
        console.print(f"  and {named([one.id for one in changes[TOLD:]])}: all of them are in --html and --json")


def _answers(old: Result, new: Result) -> list[tuple[str, str]]:
    return [("before", _short(old.text)), ("now", _short(new.text))]


def _cause(cause: Cause) -> list[tuple[str, str]]:
    rows = [("cause", f"{cause.stage}: {cause.said}")]
    if cause.settings:
        rows.append(("setting", "; ".join(cause.settings)))
    return rows + [("replay", line) for line in cause.replays]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rpartition(" ")[0] + "…"
