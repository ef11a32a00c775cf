"""Evaluation: a question file is asked, compared with its baseline, and every change traced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.asking import Examiner, Unfinished, ask_all
from assistant.evaluation.causes import Cause, Detective
from assistant.evaluation.comparison import Comparison, Direction, compare, invalid_results, shared_questions
from assistant.evaluation.questions import Question, QuestionSet
from assistant.evaluation.replay import Replayer
from assistant.evaluation.results import Result
from assistant.evaluation.runs import Run, article_digests, fingerprints, write_whole
from index.encoder import Encoder, open_encoder
from index.memory import RememberingEncoder
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
    """Of each question whose answer is worth something else, and of each whose article changed."""

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
) -> Evaluated:
    """Ask the questions, or ``only`` those with some ids or tags, of a snapshot, the current one by default.

    ``begun`` is told how many questions there are and how many a run that was cut short has answered already
    (none when ``fresh``), ``report`` each result. Raises ``IncomparableRuns``, ``NoArticles`` and what
    ``Assistant.ask`` raises.
    """
    store = SnapshotStore(settings.data_dir)
    folder = settings.data_dir / FOLDER
    asked = tuple(one for one in questions.asked if not only or one.id in only or set(one.tags) & set(only))
    encoder = RememberingEncoder(encoder or open_encoder(settings.embedding_model, settings.data_dir))
    with (
        store.open(snapshot) as opened,
        Assistant(settings, encoder=encoder, snapshot=opened.name) as assistant,
    ):
        opened.require_model(settings.embedding_model)
        wanted = {one.id for one in asked} if only else None
        if baseline:  # before minutes are spent on asking
            digests = {one.id: one.digest for one in asked}
            shared_questions(
                baseline, questions.collection, opened.entries, digests, asked=wanted, only_shared=only_shared
            )
        now = dt.datetime.now(dt.UTC)
        marks = fingerprints(questions, opened, settings)
        unfinished = Unfinished(folder, marks, repeat)
        done = {} if fresh else unfinished.results()
        begun(len(asked), sum(one.id in done for one in asked))
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
        _keep(folder, run, now)
        evaluated = Evaluated(asked, run, now, opened.name, len(done))
        if baseline is None:
            return evaluated
        comparison = compare(baseline, run, accepted=accepted, only_shared=only_shared, asked=wanted)
        detective = Detective(baseline, run, Replayer(examiner, opened, encoder, settings))
        by_id = {one.id: one for one in asked}
        causes = {
            one.id: detective.cause(one, by_id[one.id])
            for one in comparison.changes
            if one.direction is not Direction.OTHER
        }
        return Evaluated(asked, run, now, opened.name, len(done), comparison, causes)


def kept_runs(data_dir: Path) -> list[tuple[dt.datetime, Path]]:
    """Give the runs kept in a data folder, oldest first, with when each was made."""
    found = sorted((data_dir / FOLDER).glob("run-*.json"))
    return [(dt.datetime.strptime(path.stem, "run-%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC), path) for path in found]


def _keep(folder: Path, run: Run, made: dt.datetime) -> None:
    if not run.complete:
        return
    write_whole(folder / f"run-{made:%Y%m%dT%H%M%SZ}.json", run.dumps())
    for path in sorted(folder.glob("run-*.json"))[:-KEPT]:
        path.unlink(missing_ok=True)
