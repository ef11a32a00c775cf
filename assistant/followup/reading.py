"""Follow-up questions: a question of a conversation, made to stand alone.

Rules only: a question that names its own subject is left as it is, and so is one that the rules cannot make
whole; a wrong reading would put words into a person's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.followup import grammar
from assistant.followup.antecedents import pointed_out
from assistant.followup.clauses import take_apart
from assistant.followup.ellipsis import asked_anew, is_short
from assistant.followup.likeness import like_for_like
from assistant.followup.phrases import Sort
from assistant.question import understand
from index.terms import terms

TURNS = 8
"""Earlier questions that are read: what was asked longer ago is no longer what a short question is about."""
LENGTH = 400
"""Characters of a question that is read in the light of others or lends them its words; longer ones, which
nobody asks, would make readings that nobody can take in."""
GOES_ON = re.compile(r"(?:(?:and|but|so)\b,?\s+)+", re.IGNORECASE)
BACK = re.compile(r"\b(?:about|of|with|to|for|against|on) (?:that|this)[\s?.!]*$", re.IGNORECASE)
"""Points back to all that was asked, not to one name of it: "when will they talk about that"."""
MARKS = re.compile(r"\s*\[\d+\]")


def standalone(question: str, history: Sequence[str], answered: Callable[[str], str] | None = None) -> str:
    """Give a question as one that can be asked by itself; the very same string if it can already.

    ``history`` holds the earlier questions of the conversation, oldest first, as they were asked.
    ``answered`` gives the text of the answer to an earlier question, or ""; it is called once at most,
    where only the answer names who is meant.
    """
    asked = [*(one for one in history[-TURNS:] if one.strip() and len(one) <= LENGTH), question]
    if len(asked) == 1 or len(question) > LENGTH:
        return question
    silent = _Conversation(asked)
    reading = silent.read()
    if not silent.wanting or answered is None:
        return reading
    return _Conversation(asked, {silent.wanting: answered(silent.wanting)}).read()


class _Conversation:
    """Reads the questions of a conversation one after the other, each in the light of those before it."""

    def __init__(self, asked: Sequence[str], answers: Mapping[str, str] | None = None) -> None:
        self._asked = asked
        self._answers = answers or {}
        self.wanting = ""
        """The last earlier question whose answer is wanted."""

    def read(self) -> str:
        readings: list[str] = []
        for question in self._asked:
            plain = " ".join(question.split())
            reading = self._reading(plain, readings)
            readings.append(question if reading is None or reading == plain else reading)
        return readings[-1]

    def _reading(self, question: str, readings: Sequence[str]) -> str | None:
        if not readings:
            return None
        if is_short(question):
            return asked_anew(question, readings[-1])
        if made := like_for_like(question, readings[-1]):
            return made

        def name_in(earlier: str, form: str) -> str:
            self.wanting = earlier
            return person_in(self._answers.get(earlier, ""), earlier, form)

        return pointed_out(question, readings, name_in) or _of_subject(question, readings)


def _of_subject(question: str, readings: Sequence[str]) -> str | None:
    """Give a question that goes on from another, and names nobody, with the names that it goes on about.

    "And when could production start?" asked about Halcyon is read as "When could production start (Halcyon)?". Only
    what opens with "and" or asks about "that" goes on; any other question without a name has a subject of its own.
    """
    clause, whole = take_apart(question), understand(question)
    goes_on = GOES_ON.match(question) is not None or BACK.search(question) is not None
    if not goes_on or whole.names or not whole.terms or (clause.verb < 0 and clause.auxiliary < 0):
        return None
    for reading in reversed(readings):
        if names := [name.text for name in understand(reading).names]:
            plain = GOES_ON.sub("", question).rstrip(" ?!.")
            return f"{plain[:1].upper()}{plain[1:]} ({', '.join(names)})?"
    return None


def person_in(answer: str, question: str, form: str) -> str:
    """Give the one person whom the first line of an answer names and the question does not; "" for none or several."""
    line = MARKS.sub("", answer.strip().partition("\n")[0])
    known = set(terms(question))
    people: dict[str, None] = {}
    for one in take_apart(line).phrases:
        if one.name and one.sort is Sort.PERSON and not set(terms(one.text)) <= known:
            people.setdefault(one.text)
    other = grammar.FEMALE if form == "he" else grammar.MALE
    fitting = [name for name in people if not {word.strip(".").lower() for word in name.split()} & other]
    return fitting[0] if len(fitting) == 1 else ""
