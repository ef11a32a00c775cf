"""How well dates, amounts and attributions are read, on sentences of real news that were annotated by hand.

The folder holds ``articles.jsonl`` or ``articles.jsonl.gz``, whose texts the offsets of the annotations count in. The
annotations (``benchmarks/annotations/newsbench_reading.json``) were made by reading, before any reader was run.

- A date is right if its words overlap the annotated ones and first and last day are equal. Results without days count
  neither as found nor as right. Where the annotation has no days, any days that are found are wrong.
- An amount is right if its words overlap and the value (for a range, both ends) is equal; unit and qualifier are told
  among these.
- An attribution is right if source and cue overlap.

What is annotated as optional counts neither way. The intervals are Wilson's, at 95%.

    python benchmarks/reading.py ../shared/newsbench [--misses FILE] [--json FILE]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from assistant.amounts import Amount, read_amounts
from assistant.dates import TimeExpression, read_dates

ANNOTATIONS = Path(__file__).parent / "annotations" / "newsbench_reading.json"
Z95 = 1.959964
"""97.5% quantile of the normal distribution: an interval of 95% has two sides."""

KINDS = {
    "dates": ("of those found, interval right",),
    "amounts": ("of those right, unit right", "of those right, qualifier right"),
    "attributions": (),
}
"""The three readers, and what is told about each beside recall and precision."""


class Span(NamedTuple):
    """Characters of a sentence."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Item:
    """One annotation or one result of a reader, so that the two can be compared."""

    spans: tuple[Span, ...]
    """Where it stands: one span, or source and cue."""
    value: tuple[Any, ...] | None = ()
    """What must be equal: the days, the ends of the amount; ``None`` if no days are told."""
    told: dict[str, str] = field(default_factory=dict)
    """Unit and qualifier."""
    optional: bool = False

    def meets(self, other: Item) -> bool:
        """Tell whether all spans of the two overlap."""
        return all(mine.meets(theirs) for mine, theirs in zip(self.spans, other.spans, strict=True))

    def shown(self, sentence: str) -> dict[str, Any]:
        """Give what a reader of the misses wants to see."""
        words = [sentence[span.start : span.end] for span in self.spans]
        return {"words": words, "value": list(map(str, self.value or ())), **self.told}


@dataclass
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:  # noqa: FBT001 (counting is all it does)
        """Count one more."""
        self.right += right
        self.of += 1

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval (J. Am. Stat. Assoc. 22, 1927); all of 0 to 1 where nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        share, square = self.right / self.of, Z95 * Z95
        middle = (share + square / (2 * self.of)) / (1 + square / self.of)
        reach = Z95 / (1 + square / self.of) * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of**2))
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        low, high = self.interval
        share = f"{self.right / self.of:.3f}" if self.of else "–"
        return f"{self.right:4} of {self.of:4}  {share} ({low:.3f}–{high:.3f})"


@dataclass(frozen=True)
class Sentence:
    """An annotated sentence: its text, its article's day, and what it says by kind."""

    text: str
    published: dt.date
    expected: dict[str, list[Item]]


def day(text: str | None) -> dt.date | None:
    """Give the day that is written, if one is."""
    return dt.date.fromisoformat(text) if text else None


def sentences(folder: Path, annotations: Path) -> Iterator[Sentence]:
    """Give the annotated sentences with their texts."""
    rows = json.loads(annotations.read_text(encoding="utf-8"))["sentences"]
    wanted = {row["article"] for row in rows}
    packed = folder / "articles.jsonl.gz"
    plain = folder / "articles.jsonl"
    with gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else plain.open(encoding="utf-8") as lines:
        articles = {one["id"]: one for one in map(json.loads, lines) if one["id"] in wanted}
    for row in rows:
        article, begin = articles[row["article"]], row["start"]

        def span(start: int, end: int, begin: int = begin) -> Span:
            return Span(start - begin, end - begin)

        dates = [
            Item(
                (span(one["start"], one["end"]),),
                (day(one["first"]), day(one["last"])) if one["first"] else None,
                optional=one.get("optional", False),
            )
            for one in row["dates"]
        ]
        amounts = [
            Item(
                (span(one["start"], one["end"]),),
                (one["value"], one.get("high")),
                {"unit": one["unit"].casefold(), "qualifier": one["qualifier"]},
                one.get("optional", False),
            )
            for one in row["amounts"]
        ]
        attributions = [
            Item((span(*one["source"]), span(*one["cue"])), optional=one.get("optional", False))
            for one in row["attributions"]
        ]
        yield Sentence(
            article["text"][begin : row["end"]],
            dt.date.fromisoformat(article["published"][:10]),
            {"dates": dates, "amounts": amounts, "attributions": attributions},
        )


def of_date(one: TimeExpression) -> Item:
    """Give a time expression to compare."""
    return Item((Span(one.start, one.end),), (one.first, one.last) if one.first else None, {"basis": one.basis})


def of_amount(one: Amount) -> Item:
    """Give an amount to compare."""
    told = {"unit": one.unit.casefold(), "qualifier": one.qualifier}
    return Item((Span(one.start, one.end),), (one.value, one.high), told)


def readers() -> dict[str, Callable[[Sentence], list[Item]]]:
    """Give the readers that there are."""
    found: dict[str, Callable[[Sentence], list[Item]]] = {
        "dates": lambda one: list(map(of_date, read_dates(one.text, one.published))),
        "amounts": lambda one: list(map(of_amount, read_amounts(one.text))),
    }
    if find_spec("assistant.attribution"):
        read = import_module("assistant.attribution").read_attributions
        found["attributions"] = lambda one: [
            Item((Span(each.source_start, each.source_end), Span(each.cue_start, each.cue_end)))
            for each in read(one.text)
        ]
    return found


@dataclass
class Score:
    """What one reader made of the sentences."""

    kind: str
    shares: dict[str, Share] = field(default_factory=dict)
    misses: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Name the figures."""
        self.shares = {name: Share() for name in ("found right / annotated", "right / found", *KINDS[self.kind])}

    def count(self, sentence: Sentence, results: Sequence[Item]) -> None:
        """Count a sentence: each result is right for one annotation at most."""
        recall, precision, *others = self.shares.values()
        free = list(results)
        for one in sentence.expected[self.kind]:
            if one.optional or one.value is None:
                continue
            near = [result for result in free if one.meets(result)]
            right = next((result for result in near if result.value == one.value), None)
            recall.add(right is not None)
            if self.kind == "dates" and near:
                others[0].add(right is not None)
            if right is None:
                self.miss("missed", sentence, one, near)
                continue
            free.remove(right)
            precision.add(right=True)
            for share, name in zip(others, right.told if self.kind == "amounts" else (), strict=False):
                share.add(right.told[name] == one.told[name])
                if right.told[name] != one.told[name]:
                    self.miss(f"{name} differs", sentence, one, [right])
        for result in free:
            near = [one for one in sentence.expected[self.kind] if one.meets(result)]
            if result.value is None or any(one.optional for one in near):
                continue
            precision.add(right=False)
            self.miss("wrongly found", sentence, next(iter(near), None), [result])

    def miss(self, what: str, sentence: Sentence, expected: Item | None, got: Sequence[Item]) -> None:
        """Keep a miss to be read."""
        self.misses.append(
            {
                "kind": self.kind,
                "what": what,
                "sentence": sentence.text,
                "published": f"{sentence.published:%a %Y-%m-%d}",
                "expected": expected.shown(sentence.text) if expected else None,
                "got": [one.shown(sentence.text) for one in got],
            }
        )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--annotations", type=Path, default=ANNOTATIONS)
    parser.add_argument("--misses", type=Path, help="write what went wrong here, one a line, to be read")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    annotated = list(sentences(given.folder, given.annotations))
    print(f"{len(annotated)} sentences")
    figures: dict[str, dict[str, Any]] = {}
    misses: list[dict[str, Any]] = []
    for kind, read in readers().items():
        score = Score(kind)
        for sentence in annotated:
            score.count(sentence, read(sentence))
        print(kind)
        for name, share in score.shares.items():
            print(f"  {name:34}{share}")
        whats = Counter(miss["what"] for miss in score.misses)
        print(f"  {'misses':34}{', '.join(f'{number} {what}' for what, number in whats.items()) or 'none'}")
        figures[kind] = {
            name: {"right": share.right, "of": share.of, "interval": share.interval}
            for name, share in score.shares.items()
        }
        misses += score.misses
    if given.misses:
        given.misses.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in misses), encoding="utf-8")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
