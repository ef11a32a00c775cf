"""Other tools beside Dateline: the same articles, questions, machine and encoder, in one go.

The folder holds questions as in quality.py and articles (``articles.jsonl``, perhaps packed: ``id``, ``title``,
``published``, ``text``). Each tool takes the articles in, in a process of its own, and is asked in another one,
question after question, for three passages (Dateline: claims). Printed are, for each tool:

- of taking in: seconds, from the start of the process to its end, peak memory and disk, without the encoder;
- of asking: the process's peak memory, and the median and 95th percentile of the milliseconds a question takes;
- over articles: MRR@10 and the share of questions with a right one among ten;
- over verbatim questions: the share whose answer stands in the first and in the first three of what is shown, and how
  many characters the first one has, for a passage holds an answer more easily than a sentence;
- the ratios to Dateline: 2.00 is twice as much as Dateline takes.

A few articles show how slowly a process starts more than how fast it works; for rates take a thousand or more.

    pip install -c constraints.txt -r benchmarks/requirements.txt
    python benchmarks/peers.py ../shared/newsbench --data-dir /tmp/peers --articles 130

The indexes are made in a temporary folder within the data folder. A tool that is not installed is left out. Exit
status: 0; 1 when Dateline itself failed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, this knows only its own folder

from benchmarks.peers_tools import SHOWN, TOOLS, lines_of
from benchmarks.quality import plain, reciprocal_rank

PROJECT = Path(__file__).resolve().parents[1]
INSTALL = "pip install -c constraints.txt -r benchmarks/requirements.txt"
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TQDM_DISABLE": "1",
}
"""Environment in which nothing reports home, looks for a model elsewhere or draws bars."""
SAYING = 30.0
"""Seconds between two lines that say that a step is still going on."""
LOOK = 0.05
"""Seconds between two looks at whether a step has ended."""
ERRORS = 12
"""Last lines shown of what a step that failed had said."""
PARTLY = 3
"""Exit status of ``dateline ingest`` where some articles could not be taken in, such as one that is nothing but ads."""
MEGA = 1_000_000
MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""
COLUMNS = {
    "ingest s": 1,
    "ingest MB": 0,
    "disk MB": 1,
    "ask MB": 0,
    "median ms": 1,
    "p95 ms": 1,
    "MRR@10": 3,
    "hit@10": 3,
    "in first": 3,
    "in three": 3,
    "chars": 0,
}
"""The figures, with their decimals. MB are 10^6 bytes."""
RATIOS = ("ingest s", "ingest MB", "disk MB", "ask MB", "median ms", "p95 ms")
LABEL = 20
"""Characters in the table's first column."""


class StepFailed(Exception):
    """A process ended badly; the text is the end of what it had said."""


@dataclass(frozen=True)
class Cost:
    """What a process took, from its start to its end."""

    seconds: float
    processor: float
    """Seconds of all cores together: steadier than ``seconds`` where others use the machine too."""
    memory: float
    """Most resident memory in MB."""


def say(text: str) -> None:
    """Say on standard error what is going on."""
    print(text, file=sys.stderr, flush=True)


def run(step: str, command: Sequence[str | Path], log: Path, *, allowed: Sequence[int] = (0,)) -> Cost:
    """Run a command, saying now and then that it goes on. Raises ``StepFailed`` at another exit status."""
    say(f"{step} …")
    begun = said = time.perf_counter()
    environment = os.environ | QUIET
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=PROJECT, env=environment) as process,
    ):
        try:
            while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
                time.sleep(LOOK)
                if time.perf_counter() - said > SAYING:
                    said = time.perf_counter()
                    say(f"{step} … {said - begun:.0f} s")
        except BaseException:
            process.kill()
            raise
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(ended[1])
    if process.returncode not in allowed:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        raise StepFailed("\n".join(lines[-ERRORS:]) or f"exit status {process.returncode}")
    say(f"{step}: {seconds:.1f} s")
    used = ended[2]
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS / MEGA)


def chosen(folder: Path, most: int | None, seed: int) -> list[dict[str, Any]]:
    """Give all articles, or those that answer a question and others by chance until there are so many."""
    plain_file = folder / "articles.jsonl"
    articles = list(lines_of(plain_file if plain_file.exists() else folder / "articles.jsonl.gz"))
    if most is None:
        return articles
    gold = {one for asked in lines_of(folder / "questions.jsonl") if asked["answerable"] for one in asked["gold"]}
    others = [one["id"] for one in articles if one["id"] not in gold]
    room = max(0, most - (len(articles) - len(others)))
    kept = gold.union(random.Random(seed).sample(others, min(room, len(others))))  # noqa: S311 - a sample, no secret
    return [one for one in articles if one["id"] in kept]


def scored(records: Sequence[Mapping[str, Any]], questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the figures of what came of the questions; the keys are those of ``COLUMNS``, but for ``shown``."""
    pairs = list(zip(records, questions, strict=True))
    seconds = [record["seconds"] for record in records]
    ranks = [reciprocal_rank(record["articles"], set(asked["gold"])) for record, asked in pairs if asked["answerable"]]
    verbatim = [
        (record, plain(asked["answer"])) for record, asked in pairs if asked["answerable"] and asked["verbatim"]
    ]
    shown = {}
    for kind in records[0]["shown"]:
        hits = [[answer in plain(text) for text in record["shown"][kind][:SHOWN]] for record, answer in verbatim]
        shown[kind] = {
            "in first": _mean([any(one[:1]) for one in hits]),
            "in three": _mean([any(one) for one in hits]),
            "chars": _mean([len(text) for record in records for text in record["shown"][kind][:1]]),
        }
    return {
        "median ms": median(seconds) * 1000,
        "p95 ms": quantiles(seconds, n=20, method="inclusive")[-1] * 1000,
        "MRR@10": _mean(ranks),
        "hit@10": _mean([rank > 0 for rank in ranks]),
        "shown": shown,
    }


def _mean(values: Sequence[float]) -> float:
    return mean(values) if values else 0.0


def compare(name: str, folder: Path, work: Path) -> dict[str, Any]:
    """Take the articles in with a tool and ask it. Raises ``StepFailed``."""
    tool = TOOLS[name]
    index, took = work / (tool.shares or name), work / f"{tool.shares or name}.json"
    articles, questions = work / "articles.jsonl", folder / "questions.jsonl"
    log, told = work / f"{name}.log", work / f"{name}.told.json"
    itself: list[str | Path] = [sys.executable, "-m", "benchmarks.peers_tools", name]
    if not tool.shares:
        index.mkdir()
        own: list[str | Path] = [sys.executable, "-m", "ui.cli", "ingest", articles, "--data-dir", index]
        command, allowed = ([*itself, "ingest", articles, index], (0,)) if tool.ingest else (own, (0, PARTLY))
        cost = run(f"{tool.title}: taking the articles in", command, log, allowed=allowed)
        took.write_text(json.dumps(asdict(cost)), encoding="utf-8")
    elif not took.exists():
        raise StepFailed(f"It reads the index of {TOOLS[tool.shares].title}, which was not made.")
    taken = json.loads(took.read_text(encoding="utf-8"))
    asking = run(f"{tool.title}: asking", [*itself, "ask", questions, index, "--write", told], log)
    found = json.loads(told.read_text(encoding="utf-8"))
    # The encoder is no part of the index; Dateline keeps its own form of it in the data folder.
    files = [file for file in index.rglob("*") if file.is_file() and file.relative_to(index).parts[0] != "models"]
    return {
        "passages": found["passages"],
        "ingest s": taken["seconds"],
        "ingest processor s": taken["processor"],
        "ingest MB": taken["memory"],
        "disk MB": sum(file.stat().st_size for file in files) / MEGA,
        "ask MB": asking.memory,
        **scored(found["asked"], list(lines_of(questions))),
    }


def installed(name: str) -> dict[str, str] | None:
    """Give the versions of a tool's packages, or nothing if one is missing."""
    try:
        return {package: version(package) for package in TOOLS[name].packages}
    except PackageNotFoundError:
        return None


def machine() -> str:
    """Give the processor and how many cores it lends."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Give the figures, a line for each kind of thing that a tool shows, and below them the ratios to Dateline."""
    lines = [_line("", {column: column for column in COLUMNS})]
    for name, result in results.items():
        for place, (kind, shown) in enumerate(result["shown"].items()):
            figures = shown if place else {**result, **shown}
            title = TOOLS[name].title + (f": {kind}" if len(result["shown"]) > 1 else "")
            told = {one: f"{figures[one]:.{places}f}" for one, places in COLUMNS.items() if one in figures}
            lines.append(_line(title, told))
    ours = results.get("dateline")
    others = {name: result for name, result in results.items() if name != "dateline"}
    if ours and others:
        lines += ["", _line("times Dateline’s", {column: column for column in RATIOS})]
        for name, result in others.items():
            lines.append(_line(TOOLS[name].title, {one: f"{result[one] / ours[one]:.2f}" for one in RATIOS}))
    return "\n".join(lines)


def _line(title: str, cells: Mapping[str, str]) -> str:
    widths = ((column, max(len(column), 6)) for column in COLUMNS)
    return (title.ljust(LABEL) + "".join(f"  {cells.get(column, ''):>{width}}" for column, width in widths)).rstrip()


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True, help="where the indexes are made, and removed again")
    parser.add_argument("--articles", type=int, help="those that answer, and others by chance up to so many; else all")
    parser.add_argument("--seed", type=int, default=0, help="of that chance")
    parser.add_argument("--only", nargs="+", choices=TOOLS, default=list(TOOLS), help="compare these tools only")
    parser.add_argument("--json", type=Path, help="write everything here")
    given = parser.parse_args()
    folder, data_dir = given.folder.resolve(), given.data_dir.resolve()
    results: dict[str, Any] = {}
    left_out: dict[str, str] = {}
    versions: dict[str, str] = {}
    load = os.getloadavg()[0]
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="peers-", dir=data_dir) as made:
        work = Path(made)
        articles = chosen(folder, given.articles, given.seed)
        with (work / "articles.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in articles)
        for name in (one for one in TOOLS if one in given.only):
            if not (packages := installed(name)):
                left_out[name] = f"not installed: {INSTALL}"
                continue
            versions |= packages
            try:
                results[name] = compare(name, folder, work)
            except StepFailed as failure:
                left_out[name] = f"failed:\n{failure}"
    questions = sum(1 for _ in lines_of(folder / "questions.jsonl"))
    about = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "machine": machine(),
        "load before": load,
        "articles": len(articles),
        "questions": questions,
        "versions": versions,
    }
    print(f"{about['date']}, {about['machine']}, load before {load:.1f}")
    print(f"{len(articles):,} articles, {questions} questions")
    if results:
        print(textwrap.fill(", ".join(f"{package} {number}" for package, number in versions.items()), 120))
        print(f"\n{table(results)}")
    for name, why in left_out.items():
        print(f"\n{TOOLS[name].title}: {why}")
    if given.json:
        saved = {**about, "results": results, "left out": left_out}
        given.json.write_text(json.dumps(saved, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if "dateline" in left_out else 0


if __name__ == "__main__":
    sys.exit(main())
