"""Quality on a folder of real questions: articles found, sentences chosen, questions declined.

The folder holds ``questions.jsonl``: lines of ``id``, ``question``, ``asked`` (the day), ``answer``, ``gold`` (ids
of articles that answer), ``answerable`` and ``verbatim`` (the answer stands word for word in a gold article). Its
articles must have been ingested into the data folder with their own ids.

Each question is asked twice: without its day, and as of its day, as a person asks today. Printed is each measure
with its 95% interval (percentile bootstrap over the questions, 10,000 draws, seeded), and the seconds a question
took the first time, in a warm process.

    python benchmarks/quality.py ../shared/newsbench --data-dir /tmp/newsbench [--misses FILE] [--json FILE]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from index.filters import Filters
from index.settings import load_settings

DEPTH = 10
"""Articles looked at for MRR and hits."""
DRAWS = 10_000
WAYS = ("day unknown", "day known")
MEASURES = {
    "mrr": "articles: MRR@10",
    "hit": "articles: hit@10",
    "first": "answer string within the first claim",
    "three": "answer string within the first three",
    "declined": "unanswerable declined",
    "wrongly": "answerable declined",
}


def plain(text: str) -> str:
    """Give a text in lower case without quotation marks and runs of white space."""
    return re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", text.lower().replace("’", "'"))).strip()


def reciprocal_rank(found: Sequence[str], gold: set[str]) -> float:
    """Give 1/rank of the first right article among the first ten different ones, or 0."""
    ranked = list(dict.fromkeys(found))[:DEPTH]
    return next((1 / rank for rank, article in enumerate(ranked, 1) if article in gold), 0.0)


def quoted(answer: Answer) -> list[str]:
    """Give the quotes of an answer in their order, whether or not it answers."""
    return [plain(citation.quote) for citation in answer.citations]


@dataclass(frozen=True)
class Asked:
    """A question of the folder, and what came of it."""

    question: dict[str, Any]
    answer: Answer
    seconds: float

    @property
    def values(self) -> dict[str, float]:
        """What it counts for each measure that it says something about."""
        declined = self.answer.status is Status.NOT_FOUND
        if not self.question["answerable"]:
            return {"declined": float(declined)}
        rank = reciprocal_rank([one.article_id for one in self.answer.passages], set(self.question["gold"]))
        values = {"mrr": rank, "hit": float(rank > 0), "wrongly": float(declined)}
        if self.question["verbatim"]:
            held = [plain(self.question["answer"]) in quote for quote in quoted(self.answer)]
            values |= {"first": float(any(held[:1])), "three": float(any(held))}
        return values

    @property
    def missed(self) -> bool:
        """Whether a person would call the answer wrong."""
        if not self.question["answerable"]:
            return self.answer.status is not Status.NOT_FOUND
        return not any(plain(self.question["answer"]) in quote for quote in quoted(self.answer))

    def told(self, way: str) -> dict[str, Any]:
        """Give what a reader of the misses wants to see."""
        answer = self.answer
        return {
            **self.question,
            "way": way,
            "status": answer.status,
            "probability": answer.probability,
            "said": answer.text,
            "rank_of_article": round(1 / rank) if (rank := self.values.get("mrr")) else None,
        }


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Give the 95% interval of a mean."""
    drawn = np.random.default_rng(0).choice(np.array(values), (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--misses", type=Path, help="write the questions that went wrong here, to be read")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    questions = [json.loads(line) for line in (given.folder / "questions.jsonl").open(encoding="utf-8")]
    figures: dict[str, dict[str, Any]] = {}
    misses = []
    with Assistant(load_settings(data_dir=given.data_dir)) as assistant:
        assistant.ask(questions[0]["question"])  # opens the snapshot and the model
        for way in WAYS:
            results = []
            for one in questions:
                filters = Filters(as_of=dt.date.fromisoformat(one["asked"][:10]) if way == WAYS[1] else None)
                begun = time.perf_counter()
                answer = assistant.ask(one["question"], filters=filters, most=3)
                results.append(Asked(one, answer, time.perf_counter() - begun))
            misses += [one.told(way) for one in results if one.missed]
            seconds = [one.seconds for one in results]
            figures[way] = {"p50": float(np.quantile(seconds, 0.5)), "p95": float(np.quantile(seconds, 0.95))}
            for name in MEASURES:
                values = [one.values[name] for one in results if name in one.values]
                figures[way][name] = {"mean": float(np.mean(values)), "of": len(values), "interval": interval(values)}

    print(f"{'':38}{'of':>5}" + "".join(f"{way:>24}" for way in WAYS))
    for name, label in MEASURES.items():
        cells = []
        for way in WAYS:
            mean, (low, high) = figures[way][name]["mean"], figures[way][name]["interval"]
            cells.append(f"{mean:.3f} ({low:.3f}–{high:.3f})")
        print(f"{label:38}{figures[WAYS[0]][name]['of']:5}" + "".join(f"{cell:>24}" for cell in cells))
    for name in ("p50", "p95"):
        print(f"{f'ms a question, {name}':43}" + "".join(f"{figures[way][name] * 1000:24.1f}" for way in WAYS))
    if given.misses:
        given.misses.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in misses), encoding="utf-8")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
