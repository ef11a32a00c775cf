"""Candidates for ``eval_questions.yaml``: what people said of answers, written as questions for a person to finish."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml
from pydantic import BaseModel

from assistant.answer import Answer, Citation, ClaimDate, Status
from index.filters import Filters
from ingest.identity import slug
from ui.feedback import Feedback, Verdict

HEAD = """\
# Candidates for eval_questions.yaml, from what people said of answers. Nothing here counts before somebody
# moves it there. A question with a good answer expects all that was answered: strike out what a right answer
# need not say. A question with a bad answer has no "expect" yet: only a person can say what would be right.

questions:
"""
WIDTH = 118
"""Characters of a line of comment, as wide as the lines of the project."""
DIGITS = 8
"""Digits of the digest in an id: with the question's words beside it, enough for any number of questions."""
RECORD = re.compile(r"#\d+$")
"""The place of a record in a file of many, at the end of an article's path."""
CLOSING = "?!.… "
"""What may end a question or not."""
UNWRITABLE = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What a line of YAML cannot hold as it is (YAML 1.1, 5.1 and 5.4): control characters, halves of characters, the
mark of byte order, everything that breaks lines."""
HALF = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, which a browser may send and no file can hold, not even escaped."""


class Cite(BaseModel):
    """A place that bears an answer."""

    article: str
    """Its file's name; for a record of a file of many, ``#`` and the article's id after it."""
    quote: str


class Expectation(BaseModel):
    """What is expected of an answer: that which a person found good."""

    status: Status
    contains: list[str | list[str]] = []
    """Each must be in the answer; a list names ways to say the same."""
    cites: list[Cite] = []
    """At least one must be cited."""


class Question(BaseModel):
    """An entry of ``eval_questions.yaml``, still to be finished."""

    id: str
    question: str
    history: list[str] = []
    as_of: dt.date | None = None
    filters: Filters = Filters()
    """Limits but for ``as_of``, which stands beside them."""
    tags: list[str]
    note: str = ""
    expect: Expectation | None = None


@dataclass(frozen=True)
class Judged:
    """One question and all that people said of its answers, first to last."""

    feedback: tuple[Feedback, ...]

    @property
    def latest(self) -> Feedback:
        """What was said last."""
        return self.feedback[-1]

    @property
    def expected(self) -> Expectation | None:
        """What the answer last found good says; nothing that an answer found bad would meet as well.

        ``None`` where nothing is left to expect.
        """
        bad = [one.answer for one in self.feedback if one.verdict is Verdict.BAD]
        wrong = {citation.quote for answer in bad for citation in _cited(answer)}
        for one in reversed(self.feedback):
            if one.verdict is not Verdict.GOOD:
                continue
            whole = expectation(one.answer)
            kept = [cite for cite in whole.cites if cite.quote not in wrong]
            if kept or not (whole.cites or any(answer.status is whole.status for answer in bad)):
                return whole.model_copy(update={"cites": kept})
        return None

    def question(self) -> Question:
        """Give its entry: with what is expected where a good answer is known, else without."""
        latest, expected = self.latest, self.expected
        notes = dict.fromkeys(one.note for one in self.feedback if one.note.strip())
        declined = expected is not None and expected.status is Status.NOT_FOUND
        digest = hashlib.sha256(_key(latest).encode()).hexdigest()[:DIGITS]
        return Question(
            id=f"{slug(_plain(latest.question)) or 'question'}-{digest}",
            question=latest.question,
            history=list(latest.history),
            as_of=latest.filters.as_of,
            filters=latest.filters.model_copy(update={"as_of": None}),
            tags=["feedback", "decline"] if declined else ["feedback"],
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
        groups.setdefault(_key(one), []).append(one)
    return [Judged(tuple(sorted(group, key=lambda one: one.said_at))) for group in groups.values()]


def written(judged: Sequence[Judged]) -> str:
    """Give questions as the YAML of ``eval_questions.yaml``, whatever people typed; empty for none."""
    if not judged:
        return ""
    return HEAD + "\n".join(_written(one) for one in judged)


def expectation(answer: Answer) -> Expectation:
    """Give what an answer says as what is expected: its status, its days and amounts, its quotes."""
    contains: list[str | list[str]] = []
    for claim in answer.claims:
        for item in (*(amount.text for amount in claim.amounts), *map(_ways, claim.dates)):
            if item and item not in contains:
                contains.append(item)
    cites = [Cite(article=article_name(one), quote=one.quote) for one in _cited(answer)]
    return Expectation(status=answer.status, contains=contains, cites=cites)


def article_name(citation: Citation) -> str:
    """Give what the question file calls a cited article: its file's name, and a record's id after it."""
    name = citation.article.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{RECORD.sub('', name)}#{citation.article.id}" if RECORD.search(name) else name


def when(moment: dt.datetime) -> str:
    """Give a moment to the minute, in UTC."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _cited(answer: Answer) -> list[Citation]:
    """Give the citations of what is claimed: those of the nearest thing found are no answer."""
    numbers = {number for claim in answer.claims for number in claim.citations}
    return [one for one in answer.citations if one.number in numbers]


def _ways(date: ClaimDate) -> str | list[str]:
    """Give the ways to write a day; a period as the answer has it; nothing for words that mean no fixed day."""
    if date.start and date.start == date.end:
        day = date.start
        return [f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()]
    # "This year" is in many right answers and in as many wrong ones; "May 2024" is not.
    return date.text if date.start and re.search(r"\d", date.text) else ""


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(CLOSING)


def _key(one: Feedback) -> str:
    """Give what makes a question that question: its words, those asked before, and its limits."""
    limits = one.filters.model_dump(mode="json") | {"outlets": sorted(name.casefold() for name in one.filters.outlets)}
    return json.dumps([_plain(one.question), [_plain(earlier) for earlier in one.history], limits])


def _written(judged: Judged) -> str:
    question = judged.question()
    lines = [f"  # {line}" for remark in judged.remarks() for line in _wrapped(remark)]
    entry = yaml.dump(
        [question.model_dump(exclude_defaults=True)],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,  # lists and mappings of plain values in one line, as people write them
        width=math.inf,
    )
    lines.extend("  " + line for line in entry.rstrip("\n").split("\n"))
    if question.expect is None:
        lines.append("    # expect: to be written")
    return "\n".join(lines) + "\n"


def _wrapped(remark: str) -> list[str]:
    """Give a remark as lines of comment: no line break or other character of it can end the comment."""
    indent = remark[: len(remark) - len(remark.lstrip(" "))]
    plain = UNWRITABLE.sub("�", " ".join(remark.split()))
    return textwrap.wrap(
        plain,
        WIDTH - 4,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


class _Dumper(yaml.SafeDumper):
    """Writes lists a step further in, as people do, and text on one line whatever is in it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    whole = HALF.sub("�", str(text))
    return dumper.represent_scalar("tag:yaml.org,2002:str", whole, style='"' if UNWRITABLE.search(whole) else None)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(StrEnum, _text)
