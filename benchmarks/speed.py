"""How fast articles are taken in, and how time and memory grow with the collection.

``ingest`` takes PATH into an empty data folder with the command itself, and again. Before and after the second time it
runs nothing but the encoder over every fifth article; the difference between both shows what the machine's other work
does to such figures. Rates are kB of article text a second; the share is the ingest's rate beside the encoder's mean.

``sizes`` measures collections of so many passages. FOLDER holds ``questions.jsonl`` as in quality.py, the data folder
its articles; it is only read. Each collection is made of these articles and, when they run out, of made-up ones
(generator.py), in a folder that is removed again. A process of its own then asks every question four times: without
limits, within half of the dates, within ten days, and in the outlet with most articles. Printed are, for each size:

- open s: from nothing open to the first answer; ask s: the same from a shell, the median of three;
  serve s: from ``dateline serve`` to its saying that it is ready, for one size;
- p50, p95 and max ms: of a question without limits, one after the other;
- half, 10 days, outlet: the median with that limit in medians without: 2.00 is twice as slow;
- 1 and 4 at once: questions a second, asked by so many threads;
- RSS MB: resident memory after all that; anon MB: without what is mapped from files, which the system may take back;
- disk MB: the snapshot.

    python benchmarks/speed.py ingest ../shared/newsbench/articles.jsonl.gz --data-dir /tmp/newsbench
    python benchmarks/speed.py sizes ../shared/newsbench --data-dir /tmp/newsbench --json sizes.json

MB are 10^6 bytes. Memory is read from /proc, which only Linux has. Exit status: 0 when measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, this knows only its own folder

from assistant.assistant import Assistant
from benchmarks.generator import SAYING, build
from benchmarks.peers import MEGA, PARTLY, machine, run, say
from benchmarks.peers_tools import lines_of
from index.catalog import Entry
from index.conversion import convert, model_folder
from index.embedding import embedded_text
from index.encoder import Encoder, open_encoder
from index.filters import Filters
from index.settings import load_settings
from index.snapshot import Snapshot, SnapshotStore

EVERY = 5
"""Articles whose passages the bare encoder runs over: one in so many."""
SIZES = (1_000, 10_000, 66_000, 500_000)
WARM = 5
"""Questions asked before the clock starts."""
COLD = 3
"""Times that a question is asked from the shell."""
THREADS = (1, 4)
NARROW = dt.timedelta(days=9)
"""From the first to the last day of the narrow limit."""
PACKAGES = ("chromadb", "numpy", "openvino", "tantivy")
COLUMNS = {
    "passages": 0,
    "articles": 0,
    "open s": 2,
    "p50 ms": 1,
    "p95 ms": 1,
    "max ms": 0,
    "half": 2,
    "10 days": 2,
    "outlet": 2,
    "1 at once": 1,
    "4 at once": 1,
    "RSS MB": 0,
    "anon MB": 0,
    "ask s": 2,
    "serve s": 1,
    "disk MB": 0,
}
"""The figures, with their decimals."""


def disk(snapshot: Snapshot) -> float:
    """Give what a snapshot takes on the disk, in MB."""
    return sum(file.stat().st_size for file in snapshot.folder.rglob("*") if file.is_file()) / MEGA


def ingest(path: Path, data_dir: Path) -> None:
    """Take articles in twice, run the encoder beside it, and print."""
    model = load_settings(data_dir=data_dir).embedding_model
    # Converted before the clock starts, and not here: a process's peak memory is at least what its parent held.
    say("converting the model …")
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        apart.submit(convert, model, model_folder(model, data_dir)).result()
    command = [sys.executable, "-m", "ui.cli", "ingest", str(path), "--data-dir", str(data_dir)]
    with tempfile.TemporaryDirectory() as made:
        log = Path(made) / "log"
        first = run("first ingest", command, log, allowed=(0, PARTLY))
        print(log.read_text(encoding="utf-8"))
        with SnapshotStore(data_dir).open() as snapshot:
            manifest, on_disk = snapshot.manifest, disk(snapshot)
            sampled = list(snapshot.entries.values())[::EVERY]
            texts = [
                embedded_text(one.title, passage.text)
                for one in sampled
                for passage in snapshot.article_passages(one.id)
            ]
        characters = sum(one.characters for one in sampled)
        encoder = open_encoder(model, data_dir)
        before = bare(encoder, texts, characters)
        again = run("second ingest", command, log, allowed=(0, PARTLY))
        after = bare(encoder, texts, characters)
    rate, alone = manifest.characters / first.seconds / 1000, mean([before, after])
    print(f"{manifest.articles:,} articles, {manifest.passages:,} passages")
    print(
        f"ingest {first.seconds:.0f} s, {rate:.1f} kB/s; bare encoder {before:.1f} and {after:.1f} kB/s,"
        f" mean {alone:.1f}; share {rate / alone:.2f}"
    )
    print(f"again {again.seconds:.1f} s, {again.seconds / first.seconds:.1%} of the first time")
    print(f"peak memory {first.memory:.0f} MB, snapshot on disk {on_disk:.0f} MB")


def bare(encoder: Encoder, texts: Sequence[str], characters: int) -> float:
    """Run the encoder over texts of so many characters, and give kB a second."""
    say(f"bare encoder: {len(texts):,} passages …")
    begun = time.perf_counter()
    encoder.passages(texts)
    return characters / (time.perf_counter() - begun) / 1000


def limits(entries: Sequence[Entry]) -> dict[str, Filters]:
    """Give the limits of the questions, by the name of their figure."""
    days = sorted(entry.published for entry in entries if entry.published)
    middle = days[len(days) // 2]
    outlets = Counter(entry.outlet for entry in entries if entry.outlet)
    return {
        "half": Filters(published_from=middle),
        "10 days": Filters(published_from=middle, published_to=middle + NARROW),
        "outlet": Filters(outlets=(outlets.most_common(1)[0][0],)),
    }


def measure(data_dir: Path, questions: Sequence[str]) -> dict[str, float]:
    """Ask all questions in each way."""
    begun = time.perf_counter()
    assistant = Assistant(load_settings(data_dir=data_dir))
    assistant.ask(questions[0])
    found = {"open s": time.perf_counter() - begun}
    with assistant.reading() as snapshot:
        found |= {"passages": snapshot.manifest.passages, "articles": snapshot.manifest.articles}
        found["disk MB"] = disk(snapshot)
        ways = {"plain": Filters(), **limits(list(snapshot.entries.values()))}
    for question in questions[:WARM]:
        assistant.ask(question)
    seconds = interleaved(assistant, questions, ways)
    plain = seconds.pop("plain")
    found["p50 ms"], found["max ms"] = median(plain) * 1000, max(plain) * 1000
    found["p95 ms"] = quantiles(plain, n=20, method="inclusive")[-1] * 1000
    found |= {way: median(those) / median(plain) for way, those in seconds.items()}
    for count in THREADS:
        say(f"asking, {count} at once …")
        with ThreadPoolExecutor(count) as pool:
            begun = time.perf_counter()
            list(pool.map(assistant.ask, questions))
            found[f"{count} at once"] = len(questions) / (time.perf_counter() - begun)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = {name: int(size) for name, size in re.findall(r"(\w+):\s+(\d+) kB", status)}
    return found | {"RSS MB": kilobytes["VmRSS"] * 1024 / MEGA, "anon MB": kilobytes["RssAnon"] * 1024 / MEGA}


def interleaved(assistant: Assistant, questions: Sequence[str], ways: dict[str, Filters]) -> dict[str, list[float]]:
    """Ask each question in each way and give the seconds; what else the machine does hits all ways alike.

    No question comes twice running: the encoder remembers the last one. Each is asked first in the first way.
    """
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    said = time.monotonic()
    for place in range(len(questions)):
        for later, (way, filters) in enumerate(ways.items()):
            question = questions[place - later]
            begun = time.perf_counter()
            assistant.ask(question, filters=filters)
            seconds[way].append(time.perf_counter() - begun)
        if time.monotonic() - said > SAYING:
            said = time.monotonic()
            say(f"{place + 1} of {len(questions)} questions asked")
    return seconds


def sizes(given: argparse.Namespace) -> None:
    """Make a collection of each size, measure it, print a line and remove it."""
    versions = {package: version(package) for package in PACKAGES}
    date, load = dt.datetime.now(tz=dt.UTC).date().isoformat(), os.getloadavg()[0]
    about = {"date": date, "machine": machine(), "load before": load, "versions": versions}
    file = given.folder / "questions.jsonl"
    questions = [one["question"] for one in lines_of(file)]
    print(f"{date}, {about['machine']}, load before {load:.1f}")
    print(", ".join(f"{package} {number}" for package, number in versions.items()))
    print(f"{len(questions)} questions\n")
    print(line({column: column for column in COLUMNS}), flush=True)
    results: list[dict[str, float]] = []
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
    with SnapshotStore(given.data_dir).open() as snapshot:
        for size in given.sizes:
            with tempfile.TemporaryDirectory(prefix="speed-", dir=given.work) as made:
                data_dir = Path(made) / "data"
                build(snapshot, data_dir, size)
                command = [sys.executable, __file__, "measure", str(file), "--data-dir", str(data_dir)]
                say("opening and asking …")  # in a process that holds nothing else
                done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
                result = json.loads(done.stdout) | {"ask s": cold(data_dir, questions[0])}
                if size == (given.serve or given.sizes[0]):
                    result["serve s"] = ready(data_dir)
            results.append(result)
            told = {one: f"{result[one]:,.{places}f}" for one, places in COLUMNS.items() if one in result}
            print(line(told), flush=True)
            if given.json:
                given.json.write_text(json.dumps({**about, "sizes": results}, indent=2) + "\n", encoding="utf-8")


def cold(data_dir: Path, question: str) -> float:
    """Give the seconds of ``dateline ask`` from the shell."""
    say("asking from the shell …")
    command = [sys.executable, "-m", "ui.cli", "ask", question, "--data-dir", str(data_dir)]
    seconds = []
    for _ in range(COLD):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def ready(data_dir: Path) -> float:
    """Give the seconds until the page is served."""
    from benchmarks.page import serving  # noqa: PLC0415 - gradio, which must not count where questions are measured

    say("starting the page …")
    begun = time.perf_counter()
    with serving(data_dir):
        return time.perf_counter() - begun


def line(cells: dict[str, str]) -> str:
    """Give a line of the table."""
    return "  ".join(f"{cells.get(column, ''):>{max(len(column), 7)}}" for column in COLUMNS)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True, metavar="ingest|sizes")
    one = what.add_parser("ingest", help="how fast articles are taken in")
    one.add_argument("path", type=Path)
    one.add_argument("--data-dir", type=Path, required=True, help="an empty folder")
    one = what.add_parser("sizes", help="what becomes slower as the collection grows")
    one.add_argument("folder", type=Path)
    one.add_argument("--data-dir", type=Path, required=True, help="a data folder that holds the folder's articles")
    one.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="in passages")
    one.add_argument("--work", type=Path, help="where the collections are made, one after the other")
    one.add_argument("--serve", type=int, help="the size whose page is started, else the first")
    one.add_argument("--json", type=Path, help="write everything here")
    one = what.add_parser("measure")  # what ``sizes`` runs in a process of its own
    one.add_argument("questions", type=Path)
    one.add_argument("--data-dir", type=Path, required=True)
    given = parser.parse_args()
    if given.what == "ingest":
        ingest(given.path.resolve(), given.data_dir.resolve())
    elif given.what == "sizes":
        sizes(given)
    else:
        print(json.dumps(measure(given.data_dir, [one["question"] for one in lines_of(given.questions)])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
