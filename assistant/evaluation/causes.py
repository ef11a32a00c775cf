"""Causes: at which step a changed answer went another way, found by replaying one run's steps in the other.

The steps in their order, and what shows that one is to blame:

article       what the old answer quoted is gone or reads otherwise, or what is quoted now came in since
reading       the question is taken apart, or read in the light of those before it, in another way
retrieval     today's answering gives the old result again when it is given the old passages
ranking       even on the old passages another sentence stands first, or one that was shown stands lower
judgement     the same sentence stands first, and is held likely enough to answer in one run only
composition   the same sentences in the same order, and others are chosen or told
verification  the same sentences are chosen, and what may be shown of them is another
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.evaluation.comparison import Change, settings_moved
from assistant.evaluation.places import Span
from assistant.evaluation.questions import Question
from assistant.evaluation.replay import Replayer
from assistant.evaluation.results import Result, Scored, TracedPart, rank_of
from assistant.evaluation.runs import Run
from assistant.evaluation.scoring import NOWHERE
from index.settings import Settings

INDEXED = {"embedding_model", "passage_words", "near_duplicate"}
"""Settings that shape the index: setting them back changes no answer before the articles are taken in again."""
SHOWN = 90
"""Characters of a sentence in a cause."""


class Stage(StrEnum):
    """A step on the way of a question."""

    ARTICLE = "article"
    READING = "reading"
    RETRIEVAL = "retrieval"
    RANKING = "ranking"
    JUDGEMENT = "judgement"
    COMPOSITION = "composition"
    VERIFICATION = "verification"


@dataclass(frozen=True)
class Cause:
    """Why an answer is another one."""

    stage: Stage
    said: str
    """What happened there, in a sentence."""
    settings: tuple[str, ...] = ()
    """Settings that bring the old result back when they are set as they were: "vector_weight was 0.5, is 0.0"."""
    replays: tuple[str, ...] = ()
    """What was tried, and what it gave."""


class Detective:
    """Traces the changes between two runs; the newer one's snapshot is at hand, of the older one its record."""

    def __init__(self, baseline: Run, run: Run, replayer: Replayer) -> None:
        self._old = baseline
        self._new = run
        self._replayer = replayer

    def cause(self, change: Change, question: Question) -> Cause:
        """Find where a changed answer went another way."""
        old, new = change.old, change.new
        settings, tried, again = self._settings(change, question)
        if again is None and (found := next(self._articles(old, new), None)):
            return Cause(Stage.ARTICLE, found, replays=tuple(tried))
        if found := _reading(old, new):
            return Cause(Stage.READING, found, settings, tuple(tried))
        if again:
            old = again  # the same result from today's articles: its places can be compared with today's
            passages = [list(part.passages) for part in _own(old)]
        else:
            passages = [[one for one in part.passages if self._stands(one)] for part in _own(old)]
        replayed = self._replayer.from_passages(question, new.read_as, passages)
        restored = _same(replayed, old, new)
        replays = (
            f"today's answering on the old passages: {replayed.outcome}{_again(replayed, old, new)}",
            *tried,
            *_old_order(old, new),
        )
        if restored:
            came_in = self._came_in(old, new)
            stage, said = (
                (Stage.ARTICLE, came_in) if came_in else (Stage.RETRIEVAL, self._retrieval(old, new, question))
            )
        else:
            stage, said = self._answering(old, replayed)
        return Cause(stage, said, settings, replays)

    def _articles(self, old: Result, new: Result) -> Iterator[str]:
        for quoted in old.quotes:
            if any(quoted.span.meets(one) for one in new.cited) and quoted.quote in {one.quote for one in new.quotes}:
                now = next((one for one in new.quotes if one.quote == quoted.quote), quoted)
                if now.published != quoted.published:
                    yield (
                        f"the article {quoted.article} is dated {now.published or 'nowhere'} now,"
                        f" {quoted.published or 'nowhere'} before"
                    )
            elif quoted.article not in self._new.articles:
                yield f"the article {quoted.article}, which was quoted, is gone"
            elif not self._replayer.holds(quoted):
                said = self._replayer.says(quoted.span)
                yield f"{quoted.article} said {_short(quoted.quote)} and says {_short(said)} there now"
        before = {one for one in old.unmet if NOWHERE in one}
        for one in new.unmet:
            if NOWHERE in one and one not in before:
                yield f"what is expected to be cited is no longer there: {one.removeprefix('cites: ')}"

    def _stands(self, passage: Scored) -> bool:
        """Tell whether an old passage's article is as it was; of a changed one the offsets mean something else."""
        return self._old.articles.get(passage.article) == self._new.articles.get(passage.article)

    def _came_in(self, old: Result, new: Result) -> str:
        """Say which article, new or changed since the old run, is quoted now; empty if none is."""
        for quoted in new.quotes:
            then = self._old.articles.get(quoted.article)
            if quoted.span not in old.cited and then != self._new.articles.get(quoted.article):
                return f"{quoted.article}, {'changed' if then else 'which came in'} since, is quoted now"
        return ""

    def _settings(self, change: Change, question: Question) -> tuple[tuple[str, ...], list[str], Result | None]:
        """Set each changed setting back by itself; give those that bring the old result back, the tries, the result."""
        moved = {
            name: pair
            for name, pair in settings_moved(self._old, self._new).items()
            if name not in INDEXED and pair[0] is not None
        }
        found, tried, again = [], [], None
        for name, (before, now) in moved.items():
            result = self._replayer.with_settings(question, {name: before})
            if result:
                tried.append(
                    f"today's program with {name} = {before}: {result.outcome}{_again(result, change.old, change.new)}"
                )
                if _same(result, change.old, change.new):
                    found.append(f"{name} was {before}, is {now}")
                    again = again or result
        return tuple(found), tried, again

    def _retrieval(self, old: Result, new: Result, question: Question) -> str:
        """Say which passage is found no longer, or comes before it."""
        searched = self._replayer.settings.passages
        for span in _missing(old, new):
            before, now = rank_of([span], old.trace), rank_of([span], new.trace)
            if before and now is None:
                deeper = self._replayer.rank(new.read_as, question.limits, span)
                place = "beyond reach" if deeper is None else _nth(deeper)
                passage = f"the passage with {self._says(span)} was found {_nth(before)}"
                return f"{passage} and {'stays' if deeper == before else 'is'} {place}; {searched} are searched now"
        for span in _missing(new, old):
            if rank_of([span], old.trace) is None and (now := rank_of([span], new.trace)):
                return f"the passage with {self._says(span)} was not found before and is {_nth(now)} now"
        for span in _missing(old, new):
            before, now = rank_of([span], old.trace), rank_of([span], new.trace)
            if before != now:
                return f"the passage with {self._says(span)} was found {_nth(before)}, now {_nth(now)}"
        return "the passages were found with other scores"

    def _answering(self, old: Result, replayed: Result) -> tuple[Stage, str]:
        """Say which step after retrieval differs, the passages being the same."""
        if replayed.scores.validity < 1 and old.scores.validity == 1:
            fault = next((one for one in replayed.unmet if one.startswith("invalid")), "")
            return (
                Stage.VERIFICATION,
                f"it let through what the article does not say: {fault.removeprefix('invalid: ')}",
            )
        unset = Settings.model_fields["answer_threshold"].default
        before, now = (
            float(run.fingerprints.settings.get("answer_threshold", unset)) for run in (self._old, self._new)
        )
        for was, part in zip(_own(old), _own(replayed), strict=False):
            if bool(was.chosen) != bool(part.chosen):
                return self._flipped(was, part, before, now)
            if found := self._chosen_otherwise(was, part):
                return found
        if replayed.dropped != old.dropped:
            return Stage.VERIFICATION, f"{old.dropped} chosen sentences were held back before, {replayed.dropped} now"
        return Stage.COMPOSITION, "the same sentences are chosen, and told or cited in another way"

    def _flipped(self, was: TracedPart, part: TracedPart, before: float, now: float) -> tuple[Stage, str]:
        first, second = (one.ranking[0].span if one.ranking else None for one in (was, part))
        likely = f"{was.probability:.2f} likely to answer (threshold {before:g}), now {part.probability:.2f} ({now:g})"
        if first == second:
            if (was.probability >= before) == (part.probability >= now):
                return (
                    Stage.COMPOSITION,
                    f"“{part.text}”: the same sentence stands first, and answers it in one of the two runs only",
                )
            return Stage.JUDGEMENT, f"{self._says(first)} was held {likely}"
        return (
            Stage.RANKING,
            f"{self._says(first)} stood first, and now {self._says(second)}; the best was held {likely}",
        )

    def _chosen_otherwise(self, was: TracedPart, part: TracedPart) -> tuple[Stage, str] | None:
        before, now = ([one.span for one in each.ranking] for each in (was, part))
        for span in (*was.chosen, *part.chosen):
            if (span in was.chosen) == (span in part.chosen):
                continue
            ranks = [one.index(span) + 1 if span in one else None for one in (before, now)]
            moved = "no longer shown" if span in was.chosen else "shown now"
            if ranks[0] != ranks[1]:
                return (
                    Stage.RANKING,
                    f"{self._says(span)}, {moved}, was ranked {_nth(ranks[0])} and is {_nth(ranks[1])}",
                )
            return Stage.COMPOSITION, f"{self._says(span)}, ranked {_nth(ranks[0])} as before, is {moved}"
        return None

    def _says(self, span: Span | None) -> str:
        return _short(self._replayer.says(span)) if span else "no sentence"


def _reading(old: Result, new: Result) -> str:
    if old.read_as != new.read_as:
        return f"it was read as {_short(old.read_as)} and is read as {_short(new.read_as)}"
    before, now = ([f"{one.text} ({one.kind})" for one in each.trace] for each in (old, new))
    return f"its parts were {'; '.join(before)} and are {'; '.join(now)}" if before != now else ""


def _old_order(old: Result, new: Result) -> Iterator[str]:
    """Say whether the sentence that the old answering put first could be found in the new passages."""
    for was, part in zip(_own(old), _own(new), strict=False):
        if was.chosen and was.ranking:
            best = was.ranking[0].span
            there = any(one.span.meets(best) for one in part.passages)
            yield f"the old ranking's best sentence is {'' if there else 'not '}among the passages found now"


def _same(one: Result, old: Result, new: Result) -> bool:
    """Tell whether a replay gives the old result: its worth, or the same quotes where the worth is the same."""
    if (old.outcome, old.scores.answer) != (new.outcome, new.scores.answer):
        return (one.outcome, one.scores.answer) == (old.outcome, old.scores.answer)
    return (one.status, one.cited) == (old.status, old.cited)


def _again(one: Result, old: Result, new: Result) -> str:
    if _same(one, old, new):
        return ", as before"
    return ", as now" if _same(one, new, old) else ""


def _own(result: Result) -> list[TracedPart]:
    return [part for part in result.trace if part.own]


def _missing(one: Result, other: Result) -> list[Span]:
    """Give what one result cites and the other does not."""
    return [span for span in one.cited if not any(span.meets(each) for each in other.cited)]


def _nth(rank: int | None) -> str:
    if rank is None:
        return "not at all"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in {11, 12, 13} else "th"
    return f"{rank}{ending}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= SHOWN else f"“{plain[:SHOWN].rpartition(' ')[0]}…”"
