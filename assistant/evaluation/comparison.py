"""Comparison: a run against a baseline, and the verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.evaluation.measures import MEASURES, Measure
from assistant.evaluation.results import Outcome, Result
from assistant.evaluation.runs import Run
from assistant.evaluation.significance import LEVEL, detectable, holm, sign_test
from index.errors import IncomparableRuns

SHARED = 0.5
"""Share of the baseline's articles that must still be there for it to be the same collection."""
HARM = {Outcome.WRONG: 1.0, Outcome.WRONGLY_ANSWERED: 1.0}
"""A wrong answer and none are worth as little, and only the wrong one is believed."""
NAMED = 5
"""Ids named in a message; the others are counted."""


class Direction(StrEnum):
    """What became of a question."""

    BROKEN = "broken"
    """Right before, and not now: this fails the gate."""
    WORSE = "worse"
    """Not right before, and its score fell; or declined before, and answered wrongly now."""
    BETTER = "better"
    OTHER = "other"
    """Another answer of the same worth."""


@dataclass(frozen=True)
class Change:
    """A question whose answer is another one than in the baseline."""

    old: Result
    new: Result
    accepted: bool = False
    """Whether somebody accepted that it got worse."""

    @property
    def id(self) -> str:
        """The question's."""
        return self.new.id

    @property
    def direction(self) -> Direction:
        """What became of it."""
        old, new = self.old, self.new
        if old.outcome is Outcome.RIGHT and new.outcome is not Outcome.RIGHT:
            return Direction.BROKEN
        before, now = (one.scores.answer - HARM.get(one.outcome, 0.0) for one in (old, new))
        if now != before:
            return Direction.WORSE if now < before else Direction.BETTER
        return Direction.OTHER


@dataclass(frozen=True)
class Drift:
    """One measure over the questions that both runs have."""

    measure: Measure
    old: float | None
    new: float | None
    worse: int
    """Questions whose value got worse."""
    better: int
    questions: int
    fell: tuple[str, ...] = ()
    """Ids of the questions whose value got worse."""
    significant: bool = False
    """Whether so many worse ones are more than chance."""

    @property
    def probability(self) -> float:
        """Of so many questions getting worse by chance (exact one-sided sign test)."""
        return sign_test(self.worse, self.better)

    @property
    def detectable(self) -> int | None:
        """The fewest questions getting worse in this measure alone that the verdict would have noticed."""
        return detectable(self.questions, self.better, LEVEL / sum(one.tested for one in MEASURES))


@dataclass(frozen=True)
class Comparison:
    """A run beside its baseline."""

    baseline: Run
    run: Run
    changes: tuple[Change, ...]
    drifts: tuple[Drift, ...]
    only_old: tuple[str, ...] = ()
    """Questions of the baseline that were not compared."""
    only_new: tuple[str, ...] = ()

    @property
    def invalid(self) -> tuple[Result, ...]:
        """Results with a quote or claim that the articles do not say: these fail whatever the baseline."""
        return invalid_results(self.run)

    @property
    def failing(self) -> tuple[Change, ...]:
        """Changes that fail the gate."""
        return tuple(one for one in self.changes if one.direction is Direction.BROKEN and not one.accepted)

    @property
    def is_worse(self) -> bool:
        """The verdict."""
        return bool(self.invalid or self.failing or any(one.significant for one in self.drifts))

    @property
    def articles(self) -> tuple[list[str], list[str], list[str]]:
        """Ids of the articles that are gone, that came in and that are changed."""
        old, new = self.baseline.articles, self.run.articles
        changed = sorted(one for one in set(old) & set(new) if old[one] != new[one])
        return sorted(set(old) - set(new)), sorted(set(new) - set(old)), changed

    @property
    def moved(self) -> Mapping[str, tuple[str, ...]]:
        """What the answers depend on and is another now: its name, and before and after in words."""
        before, after = self.baseline.fingerprints, self.run.fingerprints
        found = {
            name: (str(getattr(before, name)), str(getattr(after, name)))
            for name in ("model", "code", "scoring")
            if getattr(before, name) != getattr(after, name)
        }
        settings = settings_moved(self.baseline, self.run)
        return found | {name: (str(old), str(new)) for name, (old, new) in settings.items()}


def shared_questions(
    baseline: Run,
    collection: str,
    articles: Collection[str],
    digests: Mapping[str, str],
    *,
    weights: Mapping[str, float] | None = None,
    asked: Collection[str] | None = None,
    only_shared: bool = False,
) -> tuple[list[str], list[str], list[str]]:
    """Give the ids of the questions that a baseline and a run can be compared by, and of those only in one.

    ``articles`` and ``digests`` (of each question, by id) are the run's; ``asked`` are the ids that it is
    limited to, all by default. With ``only_shared`` questions that are not the same in both are left out.
    Raises ``IncomparableRuns`` where a comparison would say nothing.
    """
    _same_collection(baseline, collection, articles)
    known = baseline.fingerprints.weights  # of a kind that was none then, every question had its full weight
    if weights is not None and any(known.get(kind, 1.0) != weight for kind, weight in weights.items()):
        raise IncomparableRuns(
            "The baseline was scored with other weights.",
            "Set them back in the question file, or delete the baseline and save a new one.",
        )
    wanted = {*baseline.results, *digests} if asked is None else set(asked)
    held = {name: one.digest for name, one in baseline.results.items()}
    shared = [name for name in digests if name in wanted and held.get(name) == digests[name]]
    only_old = sorted((set(held) & wanted) - set(shared))
    only_new = sorted((set(digests) & wanted) - set(shared))
    if (only_old or only_new) and not only_shared:
        raise IncomparableRuns(
            f"The baseline was made with other questions: {_difference(only_old, only_new)}.",
            "Compare the questions that both have with --only-shared, or save a new baseline with --save-baseline.",
        )
    if not shared:
        raise IncomparableRuns("The baseline has none of the questions that were asked.", "Save a new baseline.")
    return shared, only_old, only_new


def compare(
    baseline: Run,
    run: Run,
    *,
    accepted: Collection[str] = (),
    only_shared: bool = False,
    asked: Collection[str] | None = None,
) -> Comparison:
    """Compare a run with a baseline; the arguments and errors are those of ``shared_questions``.

    Questions whose worse result is ``accepted``, by id, count in no verdict.
    """
    digests = {name: one.digest for name, one in run.results.items()}
    shared, only_old, only_new = shared_questions(
        baseline,
        run.fingerprints.collection,
        run.articles,
        digests,
        weights=run.fingerprints.weights,
        asked=asked,
        only_shared=only_shared,
    )
    pairs = [(baseline.results[name], run.results[name]) for name in shared]
    changes = tuple(Change(old, new, new.id in accepted) for old, new in pairs if is_other(old, new))
    drifts = _drifts([pair for pair in pairs if pair[1].id not in accepted])
    return Comparison(baseline, run, changes, drifts, tuple(only_old), tuple(only_new))


def is_other(old: Result, new: Result) -> bool:
    """Tell whether a reader would see another answer, or it is worth something else."""
    return (old.outcome, old.scores.answer, old.status, old.text, old.quotes) != (
        new.outcome,
        new.scores.answer,
        new.status,
        new.text,
        new.quotes,
    )


def settings_moved(baseline: Run, run: Run) -> dict[str, tuple[object, object]]:
    """Give the settings that differ, with both values; a setting that one of the two does not know is ``None``."""
    old, new = baseline.fingerprints.settings, run.fingerprints.settings
    return {name: (old.get(name), new.get(name)) for name in sorted({*old, *new}) if old.get(name) != new.get(name)}


def invalid_results(run: Run) -> tuple[Result, ...]:
    """Give the results with a quote or claim that the stored article does not say."""
    return tuple(one for one in run.results.values() if one.scores.validity < 1)


def lowered(baseline: Run, run: Run) -> list[str]:
    """Give the questions, by id, that would be worse in a new baseline; those no longer asked too."""
    return [
        name
        for name, old in sorted(baseline.results.items())
        if name not in run.results or Change(old, run.results[name]).direction in {Direction.BROKEN, Direction.WORSE}
    ]


def _same_collection(baseline: Run, collection: str, articles: Collection[str]) -> None:
    old = baseline.fingerprints.collection
    if old != collection:
        raise IncomparableRuns(
            f"The baseline is of another collection: “{old}”, not “{collection}”.",
            "Name this collection's baseline with --baseline, or save one with --save-baseline.",
        )
    kept = len(set(baseline.articles) & set(articles))
    if kept < SHARED * len(baseline.articles):
        raise IncomparableRuns(
            f"The baseline is of another collection: of its {len(baseline.articles):,} articles {kept:,} are here.",
            "Name the collection's folder with --data-dir, or save a new baseline with --save-baseline.",
        )


def _difference(only_old: Sequence[str], only_new: Sequence[str]) -> str:
    changed = [name for name in only_old if name in set(only_new)]
    kinds = (
        ("asked or expected otherwise", changed),
        ("gone", [name for name in only_old if name not in changed]),
        ("new", [name for name in only_new if name not in changed]),
    )
    return "; ".join(f"{len(names)} {kind} ({named(names)})" for kind, names in kinds if names)


def named(ids: Sequence[str]) -> str:
    """Give some ids for a message: the first few, and how many more."""
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(ids[:NAMED]) + more


def _drifts(pairs: Sequence[tuple[Result, Result]]) -> tuple[Drift, ...]:
    drifts = []
    for measure in MEASURES:
        both = [
            (one.id, before, now)
            for one, before, now in ((new, measure.of(old), measure.of(new)) for old, new in pairs)
            if before is not None and now is not None
        ]
        moves = {name: measure.better * (now - before) for name, before, now in both}
        fell = tuple(name for name, move in moves.items() if move < 0)
        drifts.append(
            Drift(
                measure,
                measure.mean(old for old, _ in pairs),
                measure.mean(new for _, new in pairs),
                len(fell),
                sum(move > 0 for move in moves.values()),
                len(both),
                fell,
            )
        )
    tested = [place for place, one in enumerate(drifts) if one.measure.tested]
    for place, found in zip(tested, holm([drifts[place].probability for place in tested]), strict=True):
        drifts[place] = replace(drifts[place], significant=found)
    return tuple(drifts)
