"""Chooses the weights of ``assistant.judgement`` and shows what a threshold gives.

Two sets of questions with known verdicts are used: a folder of real ones (see quality.py), asked with and
without their day, and the project's own eval_questions.yaml over the sample articles. For each, the best
sentence's signals are taken, and a logistic regression says how likely it is that the articles answer. Both
sets count alike, whatever their size. Every figure comes from five-fold cross-validation, repeated with ten
seeds, so that no question is judged by weights that saw it, in whatever way it was asked.

    python benchmarks/threshold.py ../shared/newsbench --data-dir /tmp/newsbench --sample-dir .cache/sample-data

With ``--plot FILE`` it draws how often what is said to be so likely is so (needs benchmarks/requirements.txt).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from assistant.answer import Status
from assistant.evaluation.questions import QUESTIONS, read_questions
from assistant.inquiry import Inquiry
from assistant.judgement import WEIGHTS
from assistant.parts import about
from assistant.question import understand
from index.encoder import open_encoder
from index.filters import Filters
from index.settings import load_settings
from index.snapshot import SnapshotStore

SEEDS = 10
STRENGTH = 10.0
"""Inverse strength of the L2 penalty: the signals lie within 0..1, so weights of some size are natural."""


THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
BINS = 10


@dataclass(frozen=True)
class Judged:
    """Questions with their best sentence's signals."""

    rows: NDArray[np.float64]
    """Shape (questions, signals)."""
    possible: NDArray[np.bool_]
    """Whether the best sentence may answer; where it may not, the question is declined whatever its signals."""


def signals(data_dir: Path, questions: Sequence[tuple[str, Filters]]) -> Judged:
    """Give the best sentence's signals for the first part of each question."""
    settings = load_settings(data_dir=data_dir)
    encoder = open_encoder(settings.embedding_model, data_dir)
    rows, possible = [], []
    with SnapshotStore(data_dir).open() as snapshot:
        for text, filters in questions:
            question = understand(text, filters.as_of)
            part = question.parts[0]
            inquiry, asked = Inquiry(snapshot, encoder, settings, filters), about(question, part)
            evidence = inquiry.rank(asked, part, inquiry.search(asked))
            best = evidence[0].signals if evidence else None
            rows.append([float(getattr(best, name)) if best else 0.0 for name in WEIGHTS])
            possible.append(bool(evidence) and evidence[0].may_answer)
    return Judged(np.array(rows), np.array(possible))


def cross_validated(
    judged: Judged, truth: NDArray[np.bool_], share: NDArray[np.float64], question: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Give each question's probability by weights that did not see it; ``question`` tells which ways are of one."""
    whole = np.zeros(len(truth))
    for seed in range(SEEDS):
        for seen, unseen in StratifiedGroupKFold(5, shuffle=True, random_state=seed).split(
            judged.rows, truth, question
        ):
            fitted = seen[judged.possible[seen]]
            model = LogisticRegression(C=STRENGTH).fit(judged.rows[fitted], truth[fitted], sample_weight=share[fitted])
            whole[unseen] += model.predict_proba(judged.rows[unseen])[:, 1] * judged.possible[unseen]
    return whole / SEEDS


def draw(path: Path, sets: Mapping[str, NDArray[np.intp]], said: NDArray[np.float64], truth: NDArray[np.bool_]) -> None:
    """Draw how often questions of so high a probability are answered by the articles."""
    import matplotlib as mpl  # noqa: PLC0415 - only for the plot
    from matplotlib import pyplot as plt  # noqa: PLC0415 - idem

    plt.switch_backend("svg")
    mpl.rcParams["svg.hashsalt"] = "dateline"
    figure, axes = plt.subplots(figsize=(5, 4.2), layout="constrained")
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, linestyle="--", label="as it should be")
    for name, members in sets.items():
        cuts = np.array_split(members[np.argsort(said[members], kind="stable")], BINS)
        axes.plot(
            [said[cut].mean() for cut in cuts],
            [truth[cut].mean() for cut in cuts],
            marker="o",
            label=name,
        )
    axes.set(xlabel="probability that was said", ylabel="share that the articles answer", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    """Fit, cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--sample-dir", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=QUESTIONS)
    parser.add_argument("--plot", type=Path, help="draw the reliability into this SVG file")
    given = parser.parse_args()

    real = [json.loads(line) for line in (given.folder / "questions.jsonl").open(encoding="utf-8")]
    own = [one for one in read_questions(given.own).asked if one.expect and not one.history]
    days = [Filters(as_of=dt.date.fromisoformat(one["asked"][:10])) for one in real]
    parts = (
        signals(given.data_dir, [(one["question"], Filters()) for one in real]),
        signals(given.data_dir, [(one["question"], day) for one, day in zip(real, days, strict=True)]),
        signals(given.sample_dir, [(one.question, one.limits) for one in own]),
    )
    judged = Judged(np.concatenate([one.rows for one in parts]), np.concatenate([one.possible for one in parts]))
    verdicts = [one["answerable"] for one in real]
    truth = np.array(
        [*verdicts, *verdicts, *(one.expect.status is not Status.NOT_FOUND for one in own if one.expect)], bool
    )
    question = np.array([*range(len(real)), *range(len(real)), *range(len(real), len(real) + len(own))])
    sets = {
        "real": np.arange(len(real)),
        "real, day known": np.arange(len(real), 2 * len(real)),
        "own": np.arange(2 * len(real), len(truth)),
    }
    share = np.where(question < len(real), len(truth) / (4 * len(real)), len(truth) / (2 * len(own)))

    said = cross_validated(judged, truth, share, question)
    for name, members in sets.items():
        auc = roc_auc_score(truth[members], said[members])
        brier = brier_score_loss(truth[members], said[members])
        print(f"{name}: {len(members)} questions, AUC {auc:.3f}, Brier {brier:.3f}")
        print("  threshold  unanswerable declined  answerable declined")
        for threshold in THRESHOLDS:
            low = said[members] < threshold
            print(f"  {threshold:9.1f}  {low[~truth[members]].mean():21.3f}  {low[truth[members]].mean():19.3f}")
    fitted = judged.possible
    model = LogisticRegression(C=STRENGTH).fit(judged.rows[fitted], truth[fitted], sample_weight=share[fitted])
    for name, weight in zip(WEIGHTS, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"INTERCEPT = {model.intercept_[0]:.2f}")
    if given.plot:
        draw(given.plot, sets, said, truth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
