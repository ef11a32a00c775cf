"""Support on WiCE: which sentences of a page bear a claim, and whether they bear all of it.

The file holds a claim a line (Kamoi et al. 2023, "WiCE", the development part): ``claim``, ``evidence`` (the sentences
of the page that the claim cites), ``label`` (supported, partially_supported, not_supported) and
``supporting_sentences`` (one list of sentence numbers for each annotator). The verifier sees every sentence of the
page, exactly as an audit sees those that search finds.

Printed are, each with its 95% interval (percentile bootstrap over the claims, 10,000 draws, seeded):

F1                 of the chosen sentences against the annotator nearest to them; 1 where both have none
balanced accuracy  of "supported" against the rest: the verdict's own, and by a threshold on the share that is borne

beside two plain baselines, the cosine of claim and sentence and the share of the claim's words in the sentence. All
thresholds are chosen in ten-fold cross-validation, each fold's on the other nine; the verdict has none to choose.

    python benchmarks/support.py ../shared/support/wice_claim_dev.jsonl --data-dir /tmp/newsbench [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from assistant.evidence import rarity
from assistant.likeness import Likeness
from assistant.verification import Statement, Verdict, Verification, Witness, verify
from benchmarks.quality import DRAWS
from index.article import Passage
from index.embedding import read_tokens, token_spans
from index.encoder import Encoder, TokenVectors, open_encoder
from index.rows import project
from index.settings import load_settings
from index.terms import content_terms, terms

WORDS = 120
"""Words of a passage, as articles are split by default."""
TITLE = re.compile(r"\(meta data\) TITLE: *(?P<title>.+)")
FOLDS = 10
THRESHOLDS = np.linspace(0.05, 0.95, 37)
Flags = NDArray[np.bool_]


@dataclass
class Claim:
    """A claim with the sentences of its page."""

    text: str
    sentences: list[str]
    supported: bool
    sets: list[set[int]]
    """Each annotator's sentences."""

    @cached_property
    def title(self) -> str | None:
        """The page's title, where its first lines give it."""
        found = next((match for line in self.sentences[:5] if (match := TITLE.match(line))), None)
        return found["title"] if found else None

    @cached_property
    def passages(self) -> list[Passage]:
        """The page in passages of whole sentences, as an article would be."""
        groups: list[list[str]] = [[]]
        for sentence in self.sentences:
            if groups[-1] and sum(len(one.split()) for one in (*groups[-1], sentence)) > WORDS:
                groups.append([])
            groups[-1].append(sentence)
        return [_passage(ordinal, group) for ordinal, group in enumerate(groups)]

    def f1(self, chosen: set[int]) -> float:
        """Give F1 against the annotator nearest to what was chosen."""
        if not self.sets or not chosen:
            return float(not self.sets and not chosen)
        return max(2 * len(chosen & one) / (len(chosen) + len(one)) for one in self.sets)


@dataclass
class Held:
    """A claim that was held against its page."""

    claim: Claim
    verification: Verification
    cosines: NDArray[np.float32]
    shares: NDArray[np.float64]

    @property
    def chosen(self) -> set[int]:
        """The sentences that the verifier quotes, by their numbers; none for what it did not find."""
        return set() if self.verification.verdict is Verdict.NOT_FOUND else set(self.verification.used)


def _before(page: str, sentence: str) -> str:
    """Give what stands before a sentence on its page."""
    return page[: max(page.find(sentence), 0)]


def _passage(ordinal: int, sentences: Sequence[str]) -> Passage:
    starts = np.cumsum([0, *(len(one) + 1 for one in sentences[:-1])]).tolist()
    spans = tuple((start, start + len(one)) for start, one in zip(starts, sentences, strict=True))
    text = " ".join(sentences)
    return Passage(article_id="page", ordinal=ordinal, start=0, end=len(text), text=text, sentences=spans)


def read(path: Path) -> Iterator[Claim]:
    """Yield the claims of a file."""
    for line in path.open(encoding="utf-8"):
        one = json.loads(line)
        sets = [set(chosen) for chosen in one["supporting_sentences"] if chosen]
        yield Claim(one["claim"], one["evidence"], one["label"] == "supported", sets)


def hold(claim: Claim, encoder: Encoder, weigh: Callable[[str], float]) -> Held:
    """Hold a claim against every sentence of its page."""
    statement = Statement(claim.text)
    asked = encoder.question_tokens(claim.text)
    kept = [read_tokens(encoder, claim.title, passage, encoder.basis) for passage in claim.passages]
    words = [(one.start, one.end) for one in statement.words]
    alike = Likeness(TokenVectors(project(asked.vectors, encoder.basis), asked.spans), kept, words)
    page = "\n".join(claim.sentences)
    witnesses = []
    for place, passage in enumerate(claim.passages):
        spans = token_spans(encoder, claim.title, passage)
        for number, (start, end) in enumerate(passage.sentences):
            before = passage.text[:start]
            witness = Witness(
                text=passage.text[start:end],
                around=f"{claim.title or ''}\n{before}",
                article="page",
                likeness=alike.words(place, number),
                nearest=partial(alike.nearest, place, number, passage.text[start:end], spans - start),
                before=partial(_before, page, passage.text[start:end]),
            )
            witnesses.append(witness)
    own = set(content_terms(claim.text))
    shares = [len(own & set(terms(sentence))) / max(len(own), 1) for sentence in claim.sentences]
    cosines = encoder.passages(claim.sentences) @ encoder.question(claim.text)
    return Held(claim, verify(statement, witnesses, weigh), cosines, np.array(shares))


def across_folds(count: int, score: Callable[[float, Sequence[int]], float]) -> NDArray[np.float64]:
    """Give for each claim the threshold that does best on the claims of the other folds."""
    order = np.random.default_rng(0).permutation(count)
    chosen = np.zeros(count)
    for fold in np.array_split(order, FOLDS):
        rest = np.setdiff1d(order, fold).tolist()
        chosen[fold] = max(THRESHOLDS.tolist(), key=lambda threshold: score(threshold, rest))
    return chosen


def balanced(said: Flags, supported: Flags) -> float:
    """Give the balanced accuracy of what was said to be supported."""
    return float((said[supported].mean() + (~said[~supported]).mean()) / 2)


def bootstrap(measure: Callable[[NDArray[np.intp]], float], count: int) -> tuple[float, float, float]:
    """Give a measure over all claims, and its 95% interval."""
    generator = np.random.default_rng(0)
    drawn = [measure(generator.integers(0, count, count)) for _ in range(DRAWS)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return measure(np.arange(count)), float(low), float(high)


def selecting(held: Sequence[Held], name: str) -> NDArray[np.float64]:
    """Give each claim's F1 by one way of choosing sentences."""
    if name == "verifier":
        return np.array([one.claim.f1(one.chosen) for one in held])

    def f1(place: int, threshold: float) -> float:
        scores = held[place].cosines if name == "cosine" else held[place].shares
        return held[place].claim.f1(set(np.flatnonzero(scores >= threshold).tolist()))

    table = {threshold: [f1(place, threshold) for place in range(len(held))] for threshold in THRESHOLDS.tolist()}
    best = across_folds(len(held), lambda threshold, some: float(np.mean(np.array(table[threshold])[some])))
    return np.array([table[float(threshold)][place] for place, threshold in enumerate(best)])


def judging(held: Sequence[Held], name: str) -> Flags:
    """Give which claims one way says are supported."""
    supported = np.array([one.claim.supported for one in held])
    if name == "verdict":
        return np.array([one.verification.verdict is Verdict.SUPPORTED for one in held])
    scores = np.array(
        [
            {"cosine": one.cosines.max(), "share": one.shares.max(), "cover": one.verification.cover}[name]
            for one in held
        ]
    )
    best = across_folds(len(held), lambda threshold, some: balanced(scores[some] >= threshold, supported[some]))
    return np.asarray(scores >= best, dtype=np.bool_)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    claims = list(read(given.file))
    pages = Counter(term for one in claims for term in set().union(*(terms(line) for line in one.sentences)))

    def weigh(term: str) -> float:
        return rarity(pages[term], len(claims))

    encoder = open_encoder(load_settings(data_dir=given.data_dir).embedding_model, given.data_dir)
    held = [hold(one, encoder, weigh) for one in track(claims, "Checking claims")]
    supported = np.array([one.claim.supported for one in held])
    figures: dict[str, dict[str, Any]] = {"F1": {}, "balanced accuracy": {}}
    for name in ("cosine", "share", "verifier"):
        scores = selecting(held, name)
        figures["F1"][name] = bootstrap(lambda drawn, scores=scores: float(scores[drawn].mean()), len(held))  # type: ignore[misc]
    for name in ("cosine", "share", "verdict", "cover"):
        said = judging(held, name)
        figures["balanced accuracy"][name] = bootstrap(
            lambda drawn, said=said: balanced(said[drawn], supported[drawn]),  # type: ignore[misc]
            len(held),
        )
    for measure, ways in figures.items():
        for name, (value, low, high) in ways.items():
            print(f"{measure:18} {name:9} {value:.3f} ({low:.3f}–{high:.3f})")
    verdicts = Counter((one.claim.supported, one.verification.verdict.value) for one in held)
    for (bears, verdict), number in sorted(verdicts.items()):
        print(f"{'supported' if bears else 'not fully':18} {verdict:17} {number:4}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
