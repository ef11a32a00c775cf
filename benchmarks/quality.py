"""Quality on a folder of real questions: articles found, sentences chosen, questions declined.

The folder holds ``questions.jsonl``: lines of ``id``, ``question``, ``answer``, ``gold`` (ids of articles
that answer), ``answerable`` and ``verbatim`` (the answer stands word for word in a gold article). Its
articles must have been ingested into the data folder with their own ids.

    python benchmarks/quality.py ../shared/newsbench --data-dir /tmp/newsbench [--misses FILE]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from index.settings import load_settings

DEPTH = 10
"""Articles looked at for MRR and hits."""


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


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--misses", type=Path, help="write the questions that went wrong here, to be read")
    given = parser.parse_args()
    questions = [json.loads(line) for line in (given.folder / "questions.jsonl").open(encoding="utf-8")]
    assistant = Assistant(load_settings(data_dir=given.data_dir))
    assistant.ask(questions[0]["question"])  # opens the snapshot and the model
    ranks, first, three, seconds, misses = [], [], [], [], []
    declined: dict[bool, list[bool]] = {True: [], False: []}
    for asked in questions:
        begun = time.perf_counter()
        answer = assistant.ask(asked["question"], most=3)
        seconds.append(time.perf_counter() - begun)
        declined[asked["answerable"]].append(answer.status is Status.NOT_FOUND)
        wrong = answer.status is not Status.NOT_FOUND
        if asked["answerable"]:
            rank = reciprocal_rank([passage.article_id for passage in answer.passages], set(asked["gold"]))
            ranks.append(rank)
            quotes = quoted(answer)
            hit = [place for place, quote in enumerate(quotes) if plain(asked["answer"]) in quote]
            if asked["verbatim"]:
                first.append(bool(hit) and hit[0] == 0)
                three.append(bool(hit))
            wrong = not hit
        if wrong:
            misses.append({**asked, "status": answer.status, "probability": answer.probability, "said": answer.text})
    print(f"questions {len(questions)}, articles' MRR@10 {mean(ranks):.3f}, hit@10 {mean(map(bool, ranks)):.3f}")
    print(f"answer in the first claim {mean(first):.3f}, in the first three {mean(three):.3f} ({len(first)} questions)")
    print(f"declined: unanswerable {mean(declined[False]):.3f}, answerable {mean(declined[True]):.3f}")
    print(f"seconds a question: median {median(seconds):.3f}, longest {max(seconds):.3f}")
    if given.misses:
        given.misses.write_text("\n".join(json.dumps(miss, ensure_ascii=False) for miss in misses), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
