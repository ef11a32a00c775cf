"""Small evaluations, made by hand: what the reports are tested on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant.answer import Status
from assistant.evaluation.causes import Cause, Stage
from assistant.evaluation.comparison import compare
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.questions import Expectation, Place, Question
from assistant.evaluation.results import Outcome, Quoted, Result, Scored, Scores, TracedPart
from assistant.evaluation.runs import Fingerprints, Run

ASKED_AT = dt.datetime(2026, 11, 22, 6, 30, tzinfo=dt.UTC)
PLEDGE = "Spain pledged one billion euros in military aid to Ukraine on Monday"
CAUSE = Cause(
    Stage.RETRIEVAL,
    f"the passage with “{PLEDGE}” was found 1st, now 7th",
    ("vector_weight was 0.5, is 0.0",),
    ("today's answering on the old passages: right, as before",),
)
HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \"' --> ]]> `` ``` ~~~ | a |\n\n# head\n"
    "- item\n@octocat #12 https://evil.example/ www.evil.example [x](javascript:alert(3)) ![i](http://evil.example/i.png)"
    " {{ 7 * 7 }} {% raw %} $x^2$ **bold** <!-- &lt; \x00\x1b[31m\x07\x85\u202e\ufffe *end*"
)
"""Whatever could become markup somewhere, or is no text at all."""


def question(name: str, **changed: Any) -> Question:
    """Give a question; by default one about Spain's pledge, with what a right answer is."""
    expect = Expectation(
        status=Status.ANSWERED, contains=("one billion",), cites=(Place(article="spain.md", quote=PLEDGE),)
    )
    fields = {"id": name, "question": f"What did Spain pledge ({name})?", "tags": ("what",), "expect": expect}
    return Question.model_validate(fields | changed)


def result(asked: Question, outcome: Outcome = Outcome.RIGHT, score: float | None = None, **changed: Any) -> Result:
    """Give what a question came to: an answer with one quote, right unless told otherwise."""
    right = outcome is Outcome.RIGHT
    quote = PLEDGE if right else "The Prado paid 14 million"
    quoted = Quoted(article="spain", start=0, end=len(quote), quote=quote, published=dt.date(2024, 5, 27))
    passage = Scored(article="spain", start=0, end=200, score=0.9)
    fields: dict[str, Any] = {
        "id": asked.id,
        "question": asked.question,
        "digest": asked.digest,
        "outcome": outcome,
        "scores": Scores(answer=(1.0 if right else 0.25) if score is None else score, citation_recall=float(right)),
        "unmet": () if right else ("contains: one billion", f"cites: spain.md: “{PLEDGE}”"),
        "status": Status.ANSWERED,
        "read_as": asked.question,
        "text": f"{quote}. [1]",
        "parts": ("what: answered",),
        "quotes": (quoted,),
        "seconds": 0.25,
        "trace": (
            TracedPart(
                text="What did Spain pledge", kind="what", own=True, passages=(passage,), ranking=(passage,),
                probability=0.9 if right else 0.6, chosen=(quoted.span,),
            ),
        ),
    }  # fmt: skip
    return Result.model_validate(fields | changed)


def run(results: Sequence[Result], **changed: Any) -> Run:
    """Give a run with these results; ``changed`` are fingerprints, ``articles`` their digests."""
    articles: Mapping[str, str] = changed.pop("articles", {"spain": "1", "prado": "1"})
    marks = {
        "collection": "Sample", "snapshot": "s", "model": "MiniLM", "settings": {"vector_weight": 0.5},
        "questions": "q", "code": "0.1.0 abc",
        "weights": {},
        "scoring": "s",
    }  # fmt: skip
    fingerprints = Fingerprints.model_validate(marks | changed)
    return Run(fingerprints=fingerprints, articles=dict(articles), results={one.id: one for one in results})


def alone(results: Sequence[tuple[Question, Result]]) -> Evaluated:
    """Give an evaluation without a baseline."""
    return Evaluated(tuple(one for one, _ in results), run([each for _, each in results]), ASKED_AT, "20261122T063000Z")


def beside(
    results: Sequence[tuple[Question, Result, Result]],
    *,
    accepted: Collection[str] = (),
    cause: Cause | None = CAUSE,
    before: Mapping[str, Any] | None = None,
    now: Mapping[str, Any] | None = None,
) -> Evaluated:
    """Give an evaluation with a baseline: each question with its result before and now."""
    old = run([each for _, each, _ in results], **(before or {}))
    new = run([each for _, _, each in results], **(now or {}))
    comparison = compare(old, new, accepted=accepted, only_shared=True)
    causes = {one.id: cause for one in comparison.changes} if cause else {}
    asked = tuple(one for one, _, _ in results)
    return Evaluated(asked, new, ASKED_AT, "20261122T063000Z", 0, comparison, causes)


def typical(*, accepted: Collection[str] = ()) -> Evaluated:
    """Give one of everything: broken, worse, better, told otherwise, unchanged, wrong as before."""
    asked = {name: question(name) for name in ("broken", "worse", "better", "other", "same", "known")}
    wrong = Outcome.WRONG
    pairs = {
        "broken": (result(asked["broken"]), result(asked["broken"], wrong)),
        "worse": (result(asked["worse"], Outcome.PARTLY, 0.5), result(asked["worse"], wrong)),
        "better": (result(asked["better"], wrong), result(asked["better"])),
        "other": (result(asked["other"]), result(asked["other"], text="One billion, Spain pledged. [1]")),
        "same": (result(asked["same"]), result(asked["same"])),
        "known": (result(asked["known"], wrong), result(asked["known"], wrong)),
    }
    return beside(
        [(asked[name], *pair) for name, pair in pairs.items()],
        accepted=accepted,
        now={"settings": {"vector_weight": 0.0}, "articles": {"spain": "2", "lisbon": "1", "prado": "1"}},
    )


def invalid() -> Evaluated:
    """Give an evaluation in which one answer shows what no article says, and did so before."""
    asked = question("invented")
    shown = result(
        asked, Outcome.WRONG, 0.0, scores=Scores(answer=0.0, validity=0.5),
        unmet=("invalid: quote [1] is not what the article says",),
    )  # fmt: skip
    return beside([(asked, shown, shown), (fine := question("fine"), result(fine), result(fine))])


def drifting(count: int = 12) -> Evaluated:
    """Give an evaluation in which no question broke, and many got a little worse."""
    asked = [question(f"drift-{place}") for place in range(count)]
    return beside([(one, result(one, Outcome.PARTLY, 0.6), result(one, Outcome.PARTLY, 0.5)) for one in asked])


def hostile(count: int = 1, times: int = 1) -> Evaluated:
    """Give broken questions in which every text from outside is hostile."""
    text = HOSTILE * times
    asked = [
        question(f"hostile-{place}", question=text, tags=(text,), note=text, history=(text,), expect=None).model_copy(
            update={"expect": Expectation(status=Status.ANSWERED, contains=(text,), not_contains=(text,))}
        )
        for place in range(count)
    ]

    def told(one: Question, outcome: Outcome, more: str) -> Result:
        quoted = Quoted(article=text, start=0, end=9, quote=text + more)
        part = TracedPart(text=text, kind="what", own=True, chosen=(quoted.span,))
        return result(
            one, outcome, text=text + more, read_as=text + more, unmet=(f"contains: {text}",) * 3, quotes=(quoted,),
            trace=(part,), parts=(text, text),
        )  # fmt: skip

    cause = Cause(Stage.READING, text, (text,), (text,) * 5)
    pairs = [(one, told(one, Outcome.RIGHT, ""), told(one, Outcome.WRONG, " more")) for one in asked]
    moved = {"settings": {text: text}, "model": text, "articles": {"spain": "1", text: "1"}, "code": text}
    return beside(pairs, cause=cause, now=moved, before={"articles": {"spain": "1"}})


def history(count: int) -> list[tuple[dt.datetime, Run]]:
    """Give earlier runs, one a day, of two questions of which one was wrong at first."""
    first, second = question("one"), question("two")
    half = run([result(first), result(second, Outcome.WRONG)], questions="older")
    whole = run([result(first), result(second)])
    return [
        (ASKED_AT - dt.timedelta(days=count - place), half if place < count // 2 else whole) for place in range(count)
    ]
