"""Evaluation: a question file is asked, compared with its baseline, and every change traced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.asking import Examiner, Unfinished, ask_all
from assistant.evaluation.causes import Cause, Detective
from assistant.evaluation.comparison import Change, Comparison, Direction, compare, invalid_results, shared_questions
from assistant.evaluation.questions import Question, QuestionSet
from assistant.evaluation.replay import Replayer
from assistant.evaluation.results import Result
from assistant.evaluation.runs import Run, article_digests, fingerprints, write_whole
from index.encoder import Encoder, open_encoder
from index.errors import QuestionFileError
from index.settings import Settings
from index.snapshot import SnapshotStore

FOLDER = "evaluations"
"""Of the data folder: the runs that were made."""
KEPT = 60
"""Runs kept: two months of nights."""


@dataclass(frozen=True)
class Evaluated:
    """A run, and what it means beside its baseline."""

    questions: tuple[Question, ...]
    """Those that were asked."""
    run: Run
    asked_at: dt.datetime
    snapshot: str
    """Name of the snapshot that was asked."""
    resumed: int = 0
    """Results taken over from a run that was cut short."""
    comparison: Comparison | None = None
    causes: dict[str, Cause] = field(default_factory=dict)
    """Of each question whose answer is worth something else, and of those that a significant drift is made of."""

    @property
    def is_worse(self) -> bool:
        """The verdict: what the comparison says; without one, whether any quote or claim is invalid."""
        return self.comparison.is_worse if self.comparison else bool(invalid_results(self.run))


def evaluate(
    settings: Settings,
    questions: QuestionSet,
    *,
    only: Collection[str] = (),
    snapshot: str | None = None,
    baseline: Run | None = None,
    accepted: Collection[str] = (),
    only_shared: bool = False,
    repeat: int = 1,
    jobs: int = 1,
    encoder: Encoder | None = None,
    fresh: bool = False,
    begun: Callable[[int, int], None] = lambda _total, _done: None,
    report: Callable[[Result], None] = lambda _result: None,
    tracing: Callable[[int, int], None] = lambda _total, _done: None,
) -> Evaluated:
    """Ask the questions, or ``only`` those with some ids or tags, of a snapshot, the current one by default.

    ``begun`` is told how many questions there are and how many a run that was cut short has answered already
    (none when ``fresh``), ``report`` each result, ``tracing`` how many changes there are to trace and how many
    are. Raises ``IncomparableRuns``, ``NoArticles`` and what
    ``Assistant.ask`` raises.
    """
    store = SnapshotStore(settings.data_dir)
    folder = settings.data_dir / FOLDER
    asked = tuple(one for one in questions.asked if not only or one.id in only or set(one.tags) & set(only))
    encoder = encoder or open_encoder(settings.embedding_model, settings.data_dir)
    with (
        store.open(snapshot) as opened,
        Assistant(settings, encoder=encoder, snapshot=opened.name) as assistant,
    ):
        opened.require_model(settings.embedding_model)
        wanted = {one.id for one in asked} if only else None
        if baseline:  # before minutes are spent on asking
            digests = {one.id: one.digest for one in asked}
            shared_questions(
                baseline,
                questions.collection,
                opened.entries,
                digests,
                weights=questions.weights.model_dump(),
                asked=wanted,
                only_shared=only_shared,
            )
        now = dt.datetime.now(dt.UTC)
        marks = fingerprints(questions, opened, settings)
        unfinished = Unfinished(folder, marks, (one.id for one in asked), repeat)
        done = {} if fresh else unfinished.results()
        begun(len(asked), len(done))
        examiner = Examiner(assistant, opened, questions.weights)
        with unfinished.keeping() as keep:

            def kept(result: Result) -> None:
                keep(result)
                report(result)

            results = ask_all(examiner, asked, repeat=repeat, jobs=jobs, done=done, report=kept)
            run = Run(
                fingerprints=marks,
                articles=article_digests(opened),
                complete=len(asked) == len(questions.asked),
                results=results,
            )
            evaluated = Evaluated(asked, run, now, opened.name, len(done))
            if baseline:
                comparison = compare(baseline, run, accepted=accepted, only_shared=only_shared, asked=wanted)
                detective = Detective(baseline, run, Replayer(examiner, opened, encoder, settings))
                causes = _traced(comparison, detective, {one.id: one for one in asked}, tracing)
                evaluated = replace(evaluated, comparison=comparison, causes=causes)
        _keep(folder, run, now)
        return evaluated


def _traced(
    comparison: Comparison,
    detective: Detective,
    questions: Mapping[str, Question],
    tracing: Callable[[int, int], None],
) -> dict[str, Cause]:
    """Trace each question that is worth something else now, and each that a significant drift is made of."""
    old, new = comparison.baseline.results, comparison.run.results
    fell = {name for one in comparison.drifts if one.significant for name in one.fell}
    moved = {one.id for one in comparison.changes if one.direction is not Direction.OTHER}
    names = [name for name in new if name in moved | fell]
    causes = {}
    for place, name in enumerate(names):
        tracing(len(names), place)
        causes[name] = detective.cause(Change(old[name], new[name]), questions[name])
    return causes


def kept_runs(data_dir: Path) -> list[tuple[dt.datetime, Path]]:
    """Give the runs kept in a data folder, oldest first, with when each was made."""
    found = []
    for path in sorted((data_dir / FOLDER).glob("run-*.json")):
        with suppress(ValueError):  # somebody's copy
            found.append((dt.datetime.strptime(path.stem, "run-%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC), path))
    return found


def _keep(folder: Path, run: Run, made: dt.datetime) -> None:
    """Keep a whole run, if its folder can be written."""
    if not run.complete:
        return
    with suppress(QuestionFileError, OSError):
        write_whole(folder / f"run-{made:%Y%m%dT%H%M%SZ}.json", run.dumps())
        for path in sorted(folder.glob("run-*.json"))[:-KEPT]:
            path.unlink(missing_ok=True)
