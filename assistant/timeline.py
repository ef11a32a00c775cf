"""Timelines: what happened with something, as dated sentences in order, one line each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.composition import says_same
from assistant.dates import TimeExpression, read_dates
from assistant.evidence import Evidence
from assistant.finding import Line
from assistant.judgement import answers
from assistant.question import Question
from assistant.when import event_time

LINES = 10
"""Most lines of a timeline where the person names no number."""
FEWEST = 2
"""Lines that make a timeline; what one sentence tells is an answer like any other."""
DOZENS = 3
"""How many times as many passages are searched as for one answer: a story is told over weeks."""
SHARE = 0.3
"""Share of the threshold that a line needs beside the best sentence: a story's turns are told in other words than its
subject's."""
NAMED_EVENT = re.compile(r"the (?:[\w’'-]+ ){1,4}[\w’'-]+", re.IGNORECASE)
"""An event that is known by its name: "the Washington summit"; a whole clause is looked up for timelines only."""
FINE = ("day", "week", "weekend", "month")
PUBLISHED = "published"
EVENT = re.compile(r"\b(?P<side>since|after|before|until)\s+(?P<event>(?:the |a |an )?\w.*?)[\s?.!]*$", re.IGNORECASE)
"""In a question, what it counts from: "since the Washington summit", "after the Ukrainians crossed the border"."""


def lines(question: Question, evidence: Sequence[Evidence], threshold: float, most: int) -> list[Line]:
    """Give the lines of a timeline from ranked evidence: by day, the best sentences first chosen.

    A sentence without a day of its own stands under the day of its publication if it opens its article: news is told
    first in its first sentence. Of sentences about one day that say the same, the best one stands.
    """
    if not evidence:
        return []
    best = evidence[0]
    told: list[Line] = []
    for one in evidence:
        about = one.may_answer and (one.signals.names or not best.signals.names)
        if about and answers(one.signals) >= SHARE * threshold:
            line = _line(question, one)
            if line and _within(question, line) and not says_same(one, _of_day(line, told)):
                told.append(line)
    # A line for each day before a second one for any, and days before weeks and months.
    days = list({(line.first, line.last): line for line in reversed(told) if line.first == line.last}.values())
    days.reverse()
    chosen = [*days, *(line for line in told if line not in days)][:most]
    return sorted(chosen, key=lambda line: (line.first, line.last))


def _of_day(line: Line, told: Sequence[Line]) -> list[Evidence]:
    return [other.evidence for other in told if (other.first, other.last) == (line.first, line.last)]


def _line(question: Question, one: Evidence) -> Line | None:
    published = one.entry.published
    time = _time_of(question, one.text, published)
    if time and time.first and time.last and time.grain in FINE and not _to_come(time, published):
        return Line(time.first, time.last, time.basis, one)
    opens = one.passage.ordinal == 0 and one.passage.sentences[0] == (one.start, one.end)
    return Line(published, published, PUBLISHED, one) if published and opens and time is None else None


def _time_of(question: Question, sentence: str, published: dt.date | None) -> TimeExpression | None:
    """Give the time of a sentence's own news: of its event, else of the statement it reports.

    "Last Saturday's bombing" is what the news is about, and not the news, where another time is told.
    """
    times = [one for one in read_dates(sentence, published) if one.grain in FINE and one.first]
    free = [one for one in times if not sentence.startswith(("'s", "’s"), one.end)] or times
    event = event_time(sentence, published, question)
    return event if event in free else next(iter(free), event)


def _to_come(time: TimeExpression, published: dt.date | None) -> bool:
    """Whether it was still ahead when it was told: a plan is no event."""
    return bool(published and time.first and time.first > published)


def _within(question: Question, line: Line) -> bool:
    """Whether a line lies in one of the times that a question names, if it names any."""
    return not question.times or any(
        time.first <= line.first <= time.last if time.open else line.first <= time.last and time.first <= line.last
        for time in question.times
    )
