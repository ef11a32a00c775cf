"""Chooses the weights of ``assistant.judgement`` and shows what a threshold gives.

Two sets of questions with known verdicts are used: a folder of real ones (see quality.py) and the
project's own eval_questions.yaml over the sample articles. For each, the best sentence's signals are
taken, and a logistic regression says how likely it is that the articles answer. Both sets count alike,
whatever their size. Every figure comes from five-fold cross-validation, repeated with ten seeds, so
that no question is judged by weights that saw it.

    python benchmarks/threshold.py ../shared/newsbench --data-dir /tmp/newsbench --sample-dir .cache/sample-data
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.answer import Status
from assistant.assistant import Inquiry
from assistant.evaluation.questions import QUESTIONS, read_questions
from assistant.judgement import WEIGHTS
from assistant.question import about, understand
from index.encoder import open_encoder
from index.filters import Filters
from index.settings import load_settings
from index.snapshot import SnapshotStore

SEEDS = 10
STRENGTH = 10.0
"""Inverse strength of the L2 penalty: the signals lie within 0..1, so weights of some size are natural."""


def signals(data_dir: Path, questions: list[tuple[str, Filters]]) -> list[list[float]]:
    """Give the best sentence's signals for the first part of each question."""
    settings = load_settings(data_dir=data_dir)
    encoder = open_encoder(settings.embedding_model, data_dir)
    rows = []
    with SnapshotStore(data_dir).open() as snapshot:
        for text, filters in questions:
            question = understand(text)
            part = question.parts[0]
            inquiry, asked = Inquiry(snapshot, encoder, settings, filters), about(question, part)
            evidence = inquiry.rank(asked, part, inquiry.search(asked))
            best = evidence[0].signals if evidence else None
            rows.append([float(getattr(best, name)) if best else 0.0 for name in WEIGHTS])
    return rows


def main() -> int:
    """Fit, cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--sample-dir", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=QUESTIONS)
    given = parser.parse_args()

    real = [json.loads(line) for line in (given.folder / "questions.jsonl").open(encoding="utf-8")]
    own = [one for one in read_questions(given.own).asked if one.expect and not one.history]
    rows = signals(given.data_dir, [(one["question"], Filters()) for one in real])
    rows += signals(given.sample_dir, [(one.question, one.limits) for one in own])
    truth = np.array(
        [one["answerable"] for one in real] + [one.expect.status is not Status.NOT_FOUND for one in own if one.expect]
    )
    sets = {"real": np.arange(len(real)), "own": np.arange(len(real), len(truth))}
    measured = np.array(rows)
    share = np.ones(len(truth))
    for members in sets.values():
        share[members] = len(truth) / (2 * len(members))

    judged = np.zeros(len(truth))
    for seed in range(SEEDS):
        folds = StratifiedKFold(5, shuffle=True, random_state=seed)
        judged += cross_val_predict(
            LogisticRegression(C=STRENGTH),
            measured,
            truth,
            cv=folds,
            method="predict_proba",
            params={"sample_weight": share},
        )[:, 1]
    judged /= SEEDS
    for name, members in sets.items():
        auc = roc_auc_score(truth[members], judged[members])
        brier = brier_score_loss(truth[members], judged[members])
        print(f"{name}: {len(members)} questions, AUC {auc:.3f}, Brier {brier:.3f}")
        print("  threshold  unanswerable declined  answerable declined")
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            low = judged[members] < threshold
            print(f"  {threshold:9.1f}  {low[~truth[members]].mean():21.3f}  {low[truth[members]].mean():19.3f}")
    model = LogisticRegression(C=STRENGTH).fit(measured, truth, sample_weight=share)
    for name, weight in zip(WEIGHTS, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"INTERCEPT = {model.intercept_[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
