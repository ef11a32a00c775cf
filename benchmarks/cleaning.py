"""What cleaning takes out of a collection, for a person to judge.

    python benchmarks/cleaning.py FOLDER [--samples 10] [--seed 1] [--reason "related story"]

FOLDER holds ``*.txt`` files, or ``*.jsonl``/``*.jsonl.gz`` files whose lines have ``text`` and ``title``.
For each reason it prints how many pieces went, out of how many articles and what part of all
characters, then some of the pieces, drawn with the seed: a fair sample in which to count real prose.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ingest.cleaning import clean

SHOWN = 240
"""Characters of a piece that are printed: enough to tell a prompt from prose."""


def texts(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """Give name, text and title of each article under ``folder``."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.name, path.read_text(encoding="utf-8"), None
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    record = json.loads(line)
                    if "text" in record:
                        yield f"{path.name}:{number}", record["text"], record.get("title")


def main() -> None:
    """Clean a collection and print what went."""
    parser = argparse.ArgumentParser(description="What cleaning takes out of a collection.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--samples", type=int, default=10, help="pieces to print for each reason")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reason", help="print pieces of this reason only")
    options = parser.parse_args()

    pieces: dict[str, list[tuple[str, str]]] = defaultdict(list)
    articles = characters = kept = empty = 0
    seconds = 0.0
    for name, text, title in texts(options.folder):
        started = time.perf_counter()
        cleaned = clean(text, title)
        seconds += time.perf_counter() - started
        articles += 1
        characters += len(text)
        kept += len(cleaned.text)
        empty += not cleaned.text
        for removed in cleaned.removed:
            pieces[removed.reason].append((name, removed.text))
    if not articles:
        parser.error(f"no articles under {options.folder}")

    print(f"{articles:,} articles, {characters:,} characters, {kept / characters:.2%} kept, {empty} left empty")
    print(f"{seconds:.1f} s, {characters / 1000 / seconds:,.0f} thousand characters a second\n")
    print(f"{'reason':28}{'pieces':>8}{'articles':>10}{'characters':>12}")
    for reason, found in sorted(pieces.items(), key=lambda item: -len(item[1])):
        share = sum(len(text) for _, text in found) / characters
        print(f"{reason:28}{len(found):>8,}{len({name for name, _ in found}):>10,}{share:>12.3%}")
    draw = random.Random(options.seed)  # noqa: S311 - a sample for reading, not a secret
    for reason, found in sorted(pieces.items()):
        if options.reason in {None, reason}:
            print(f"\n== {reason}")
            for name, text in draw.sample(found, min(options.samples, len(found))):
                print(f"  {name} | {text[:SHOWN]}")


if __name__ == "__main__":
    main()
