"""Candidates for ``eval_questions.yaml``: what people said of answers, written as questions for a person to finish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, ClaimAmount, ClaimDate, Status
from assistant.evaluation.drafting import article_name as named
from assistant.evaluation.questions import AnyOf, Expectation, Place, Question
from assistant.evaluation.values import as_amount
from assistant.evaluation.values import written as written_days
from index.filters import Filters
from ui.evaluation.writing import entry, head, question_id, when, writable
from ui.feedback import Feedback, Verdict

HEAD = """Candidates for eval_questions.yaml, from what people said of answers. Nothing here counts before somebody
moves it there. A question with a good answer expects all that was answered: strike out what a right answer need not
say. A question with a bad answer has no "expect" yet: only a person can say what would be right."""
CLOSING = "?!.… "
"""What may end a question or not."""


@dataclass(frozen=True)
class Judged:
    """One question and all that people said of its answers, first to last."""

    feedback: tuple[Feedback, ...]

    @property
    def latest(self) -> Feedback:
        """What was said last."""
        return self.feedback[-1]

    @property
    def asks(self) -> str:
        """What makes it that question."""
        return asks(self.latest.question, self.latest.history, self.latest.filters)

    @property
    def expected(self) -> Expectation | None:
        """What the answer last found good says; nothing that an answer found bad would meet as well.

        ``None`` where nothing is left to expect.
        """
        bad = [one.answer for one in self.feedback if one.verdict is Verdict.BAD]
        wrong = {place.quote for answer in bad for place in _places(answer)}
        for one in reversed(self.feedback):
            if one.verdict is not Verdict.GOOD:
                continue
            whole = expectation(one.answer)
            places = _places(one.answer)
            kept = [place for place in places if place.quote not in wrong]
            if kept or not (places or any(answer.status is whole.status for answer in bad)):
                return whole.model_copy(update={"cites": _one_of(kept)})
        return None

    def question(self) -> Question:
        """Give its entry: with what is expected where a good answer is known, else without."""
        latest, expected = self.latest, self.expected
        notes = dict.fromkeys(one.note for one in self.feedback if one.note.strip())
        declined = expected is not None and expected.status is Status.NOT_FOUND
        return Question(
            id=question_id(_plain(latest.question), self.asks),
            question=writable(latest.question),
            history=tuple(said for earlier in latest.history if (said := writable(earlier))),
            as_of=latest.filters.as_of,
            filters=latest.filters.model_copy(update={"as_of": None}),
            tags=("feedback", "decline") if declined else ("feedback",),
            note="\n".join(notes),
            expect=expected,
        )

    def remarks(self) -> Iterator[str]:
        """Give what a person should know before finishing the entry: who said what of which answer."""
        told: set[str] = set()
        for one in self.feedback:
            note = f", “{one.note}”" if one.note.strip() else ""
            yield f"{when(one.said_at)}: {one.verdict}{note}; snapshot {one.snapshot}, {one.answer.status}:"
            sources = "; ".join(f"[{each.number}] {article_name(each)}" for each in _cited(one.answer))
            answer = one.answer.text + (f" — {sources}" if sources else "")
            yield "  the same answer as above" if answer in told else f"  {answer}"
            told.add(answer)
        if len({one.verdict for one in self.feedback}) > 1:
            yield "People differ, or answers did: nothing is expected here that an answer found bad has cited."


def gathered(feedback: Iterable[Feedback]) -> list[Judged]:
    """Put together what was said of one question: the same words, history and limits, in the order first asked."""
    groups: dict[str, list[Feedback]] = {}
    for one in feedback:
        if writable(one.question):  # what has no words cannot be asked
            groups.setdefault(asks(one.question, one.history, one.filters), []).append(one)
    return [Judged(tuple(sorted(group, key=lambda one: one.said_at))) for group in groups.values()]


def asks(question: str, history: Sequence[str], filters: Filters) -> str:
    """Give what makes a question that question: its words, those asked before, and its limits."""
    limits = filters.model_dump(mode="json") | {"outlets": sorted(name.casefold() for name in filters.outlets)}
    return json.dumps([_plain(question), [_plain(earlier) for earlier in history], limits])


def written(judged: Sequence[Judged]) -> str:
    """Give questions as the YAML of ``eval_questions.yaml``, whatever people typed; empty for none."""
    if not judged:
        return ""
    return head(HEAD) + "\n".join(entry(one.question(), one.remarks()) for one in judged)


def expectation(answer: Answer) -> Expectation:
    """Give what an answer says as what is expected: its status, its days and amounts, one of its quotes."""
    amounts = [one for claim in answer.claims for one in claim.amounts]
    sure = {one.text for one in amounts if _reads_alike(one)}
    days = [said for claim in answer.claims for one in claim.dates if (said := _days(one))]
    return Expectation(
        status=answer.status,
        contains=tuple(dict.fromkeys(one.text for one in amounts if one.text not in sure and writable(one.text))),
        cites=_one_of(_places(answer)),
        dates=tuple(dict.fromkeys(days)),
        amounts=tuple(dict.fromkeys(one.text for one in amounts if one.text in sure)),
    )


def article_name(citation: Citation) -> str:
    """Give what the question file calls a cited article: its file's name, and a record's id after it."""
    return named(citation.article.path, citation.article.id)


def _cited(answer: Answer) -> list[Citation]:
    """Give the citations of what is claimed: those of the nearest thing found are no answer."""
    numbers = {number for claim in answer.claims for number in claim.citations}
    return [one for one in answer.citations if one.number in numbers]


def _places(answer: Answer) -> list[Place]:
    """Give the places that an answer cites."""
    named = [(writable(article_name(one)), writable(one.quote)) for one in _cited(answer)]
    return [Place(article=name, quote=quote) for name, quote in dict.fromkeys(named) if name and quote]


def _one_of(places: Sequence[Place]) -> tuple[Place | AnyOf, ...]:
    """Give places of which a right answer cites one or another."""
    return (AnyOf(any=tuple(places)),) if len(places) > 1 else tuple(places)


def _reads_alike(amount: ClaimAmount) -> bool:
    """Tell whether the words of an amount mean the same by themselves, as a question file has them."""
    read = as_amount(amount.text)
    return read is not None and (read.value, read.high, read.unit) == (amount.value, amount.high, amount.unit)


def _days(date: ClaimDate) -> str | None:
    """Give the days that an answer names; ``None`` for words that mean no fixed day."""
    if not date.start or not date.end or date.end < date.start:
        return None
    # "This year" is in many right answers and in as many wrong ones; "May 2024" is not.
    return written_days((date.start, date.end)) if date.start == date.end or re.search(r"\d", date.text) else None


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(CLOSING)
