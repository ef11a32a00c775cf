"""Draws the pictures of docs/benchmarks.md from what the other scripts wrote.

    python benchmarks/plots.py --peers peers.json --sizes sizes.json --into docs/images

It needs benchmarks/requirements.txt.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, this knows only its own folder

from benchmarks.peers_tools import TOOLS


def peers(results: dict[str, Any], path: Path) -> None:
    """Draw each tool's quality against the time a question takes."""
    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for name, one in results.items():
        for shown, figures in one["shown"].items():
            title = TOOLS[name].title
            label = f"{title}: {shown}" if len(one["shown"]) > 1 else title
            axes.errorbar(
                one["median ms"],
                figures["in three"],
                xerr=[[0], [one["p95 ms"] - one["median ms"]]],
                marker="o",
                capsize=3,
                label=label,
            )
    axes.set(xscale="log", xlabel="ms a question: median, and to the 95th percentile", ylim=(0, 1))
    axes.set_ylabel("answer within the first three shown")
    axes.legend(fontsize="small", loc="lower right")
    figure.savefig(path, metadata={"Date": None})


def sizes(results: list[dict[str, float]], path: Path) -> None:
    """Draw time and memory against the size of the collection."""
    figure, (above, below) = plt.subplots(2, sharex=True, figsize=(6, 5.5), layout="constrained")
    passages = [one["passages"] for one in results]
    for key, label in (("p50 ms", "median"), ("p95 ms", "95th percentile")):
        above.plot(passages, [one[key] for one in results], marker="o", label=label)
    for key, label in (("RSS MB", "resident"), ("anon MB", "of it not files"), ("disk MB", "on disk")):
        below.plot(passages, [one[key] for one in results], marker="o", label=label)
    above.set(ylabel="ms a question", ylim=(0, None))
    below.set(xscale="log", yscale="log", xlabel="passages", ylabel="MB")
    for axes in (above, below):
        axes.legend(fontsize="small")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Draw."""
    plt.switch_backend("svg")
    mpl.rcParams["svg.hashsalt"] = "dateline"  # the same figures give the same file
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="what peers.py wrote with --json")
    parser.add_argument("--sizes", type=Path, help="what speed.py sizes wrote with --json")
    parser.add_argument("--into", type=Path, required=True, help="folder of the pictures")
    given = parser.parse_args()
    if given.peers:
        peers(json.loads(given.peers.read_text(encoding="utf-8"))["results"], given.into / "benchmarks-peers.svg")
    if given.sizes:
        sizes(json.loads(given.sizes.read_text(encoding="utf-8"))["sizes"], given.into / "benchmarks-sizes.svg")


if __name__ == "__main__":
    main()
