"""Asking: every question of a set is put to one snapshot, and its answer scored."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import IO

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.evaluation.places import Places
from assistant.evaluation.questions import Expectation, Question, QuestionSet, Weights
from assistant.evaluation.results import Result, TracedPart, quotes_of, trace_of, values_of
from assistant.evaluation.runs import Fingerprints
from assistant.evaluation.scoring import judge
from index.snapshot import Snapshot

FORGOTTEN = 7 * 24 * 3600
"""Seconds after which nobody goes on with a run that was cut short."""


class Examiner:
    """Asks questions of an assistant that answers from one snapshot, and scores the answers."""

    def __init__(self, assistant: Assistant, snapshot: Snapshot, weights: Weights) -> None:
        self._assistant = assistant
        self._weights = weights
        self._places = Places(snapshot)
        self._article = lru_cache(maxsize=256)(snapshot.article)

    def examine(self, question: Question, repeat: int = 1) -> Result:
        """Ask a question so many times and give what it came to: of different results, the lower median."""
        results = [self._once(question) for _ in range(repeat)]
        same = len({one.model_dump_json(exclude={"seconds", "trace"}) for one in results}) == 1
        middle = sorted(results, key=lambda one: one.scores.answer)[(repeat - 1) // 2]
        return middle.model_copy(update={"stable": same})

    def judged(self, question: Question, answer: Answer, trace: Sequence[TracedPart]) -> Result:
        """Score an answer, however it came about."""
        expect = question.expect or Expectation(status=answer.status)
        outcome, scores, unmet = judge(answer, trace, expect, self._weights, self._places, self._article)
        return Result(
            id=question.id,
            question=question.question,
            digest=question.digest,
            outcome=outcome,
            scores=scores,
            unmet=unmet,
            status=answer.status,
            read_as=answer.standalone_question,
            text=answer.text,
            parts=tuple(f"{part.text}: {part.status}" for part in answer.parts),
            values=values_of(answer),
            quotes=quotes_of(answer),
            dropped=answer.dropped,
            seconds=answer.seconds.total,
            trace=tuple(trace),
        )

    def _once(self, question: Question) -> Result:
        answer, findings = self._assistant.trace(question.question, filters=question.limits, history=question.history)
        return self.judged(question, answer, trace_of(findings))


def ask_all(
    examiner: Examiner,
    questions: Sequence[Question],
    *,
    repeat: int = 1,
    jobs: int = 1,
    done: Mapping[str, Result] | None = None,
    report: Callable[[Result], None] = lambda _: None,
) -> dict[str, Result]:
    """Examine every question that is not ``done`` yet, ``jobs`` at a time, and give all results by id.

    ``report`` is called with each new result, in one thread. What it or a question raises ends the run.
    """
    results = {one.id: done[one.id] for one in questions if done and one.id in done}
    left = [one for one in questions if one.id not in results]
    pool = ThreadPoolExecutor(jobs)
    try:
        for result in pool.map(lambda one: examiner.examine(one, repeat), left):
            report(result)
            results[result.id] = result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return {one.id: results[one.id] for one in questions}


class Unfinished:
    """The results of a run that was cut short, kept until one that asks the same has ended."""

    def __init__(self, folder: Path, fingerprints: Fingerprints, asked: Iterable[str], repeat: int) -> None:
        key = hashlib.sha256(f"{fingerprints.model_dump_json()} {sorted(asked)} {repeat}".encode()).hexdigest()[:16]
        self._folder = folder
        self._path = folder / f"unfinished-{key}.jsonl"

    def results(self) -> dict[str, Result]:
        """Give what was kept; a line that was cut off is left out."""
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:  # never begun, or nothing can be kept here
            return {}
        return {one.id: one for line in lines for one in _result(line)}

    @contextmanager
    def keeping(self) -> Iterator[Callable[[Result], None]]:
        """Lend what keeps each new result; all are forgotten once the block ends well.

        Where nothing can be written nothing is kept, and the run goes on.
        """
        with ExitStack() as opened:
            file: IO[str] | None = None
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                self._clear_away()
                file = opened.enter_context(self._path.open("a", encoding="utf-8", errors="replace"))
                file.write("\n")  # whatever was cut off ends here

            def keep(result: Result) -> None:
                with suppress(OSError):
                    if file:
                        file.write(result.model_dump_json() + "\n")
                        file.flush()

            yield keep
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _clear_away(self) -> None:
        """Forget the runs that nobody went on with for long."""
        for path in self._folder.glob("unfinished-*.jsonl"):
            if time.time() - path.stat().st_mtime > FORGOTTEN:
                path.unlink(missing_ok=True)


def repeated_ids(questions: QuestionSet) -> list[str]:
    """Give the ids that more than one question has."""
    return [name for name, count in Counter(one.id for one in questions.questions).items() if count > 1]


def _result(line: bytes) -> list[Result]:
    try:
        return [Result.model_validate(json.loads(line))] if line.strip() else []
    except ValueError:
        return []
