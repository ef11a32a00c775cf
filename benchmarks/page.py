"""The chat page under load and over time, against a real ``dateline serve`` that this starts itself.

``load`` lets many people ask at once over HTTP, each through the endpoint /ask as other programs call it. Each
answer must equal, but for the seconds it took, the one that ``dateline ask --batch`` gives for the same question;
printed are the distribution of the time from asking to the answer, and the questions answered in a second.

``soak`` asks for long, half of the questions as the page in a browser does and half through the endpoint, looks at
the server's resident memory all the while, and prints it at the start, after the warm-up and at the end, with its
slope since the warm-up.

    python benchmarks/page.py load --data-dir .cache/sample-data
    python benchmarks/page.py load --data-dir /tmp/newsbench --from ../shared/newsbench/questions.jsonl
    python benchmarks/page.py soak --data-dir .cache/sample-data --count 2000

The data folder must hold the articles already and is only read. Questions come from a YAML file such as
eval_questions.yaml or from JSON lines with ``question`` and perhaps ``as_of``; they are taken in turn, again and
again, until there are as many as asked for. Exit status: 0; 1 when an answer differed, failed or did not come.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression, quantiles
from typing import Any

import httpx
import yaml
from gradio_client import Client

DATELINE = Path(sys.executable).with_name("dateline")
READY = re.compile(r"Dateline is ready: (\S+?)/?(?: |$)", re.MULTILINE)
PATIENCE = 300.0
"""Seconds to wait for one answer: with everybody asking at once on a busy machine, a minute is not unheard of."""
USERS, COUNT, LONG = 20, 200, 2000
TABS = 4
"""Open pages in a soak: as many questions as the server works on at once by default."""
TURNS = 25
"""Questions after which a tab begins a new conversation, as a person does with a new subject."""
WARM = 0.25
"""Share of a soak that is its warm-up: every question has been asked by then, and every pool is filled."""
SAMPLES, SHOWN = 200, 20
"""Looks at the memory in a soak, and those for each line that is printed meanwhile."""
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Asked:
    """A question of the set."""

    question: str
    as_of: str | None = None


def questions(path: Path, count: int) -> list[Asked]:
    """Read questions and give as many as wanted, in turn."""
    text = path.read_text(encoding="utf-8")
    yaml_like = path.suffix in {".yaml", ".yml"}
    lines = yaml.safe_load(text)["questions"] if yaml_like else map(json.loads, text.splitlines())
    read = [Asked(one["question"], str(one["as_of"]) if one.get("as_of") else None) for one in lines]
    return list(itertools.islice(itertools.cycle(read), count))


@contextlib.contextmanager
def serving(data_dir: Path) -> Iterator[tuple[str, int]]:
    """Run ``dateline serve`` on a free port; give its address and its process id."""
    command = [str(DATELINE), "serve", "--port", "0", "--data-dir", str(data_dir)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=environment) as process,
    ):
        try:
            begun = time.monotonic()
            while not (ready := READY.search(os.pread(said.fileno(), MEBIBYTE, 0).decode())):
                if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                    raise RuntimeError(f"The server did not start:\n{os.pread(said.fileno(), MEBIBYTE, 0).decode()}")
                time.sleep(0.1)
            yield ready.group(1), process.pid
        finally:
            process.terminate()


def by_command(asked: Sequence[Asked], data_dir: Path) -> dict[Asked, dict[str, Any]]:
    """Give the answer of ``dateline ask --batch`` to each question."""
    different = list(dict.fromkeys(asked))
    lines = [{"question": one.question} | ({"as_of": one.as_of} if one.as_of else {}) for one in different]
    done = subprocess.run(
        [DATELINE, "ask", "--batch", "-", "--data-dir", data_dir],
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(different, map(comparable, map(json.loads, done.stdout.splitlines())), strict=True))


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """Give an answer without what may differ: the seconds it took, and the batch's own id."""
    return {name: value for name, value in answer.items() if name not in {"seconds", "id"}}


@dataclass
class Measured:
    """What was seen: the seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def time(self, asked: Asked, ask: Any) -> Any:
        """Ask and note how long it took; ``None`` if it failed."""
        begun = time.perf_counter()
        try:
            answer = ask(asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            self.wrong.append(f"{asked.question}: {error or type(error).__name__}")
            return None
        self.seconds.append(time.perf_counter() - begun)
        return answer

    def told(self, whole: float) -> str:
        """Say the distribution, ``whole`` being the seconds that all took together."""
        if len(self.seconds) < 2:
            return f"too few answers to say how long they took: {len(self.seconds)}"
        cuts = quantiles(self.seconds, n=100, method="inclusive")
        shown = ", ".join(f"p{percent} {cuts[percent - 1]:.2f}" for percent in (50, 90, 95, 99))
        return f"seconds to the answer: {shown}, max {max(self.seconds):.2f}; {len(self.seconds) / whole:.1f} a second"


@contextlib.contextmanager
def endpoint(url: str) -> Iterator[Any]:
    """Connect to /ask as another program does; give what asks."""
    # It would take whatever has a ``path`` for a file to download, and report its use home.
    client = Client(
        url, download_files=False, analytics_enabled=False, verbose=False, httpx_kwargs={"timeout": PATIENCE}
    )

    def ask(asked: Asked) -> Any:
        return client.predict(asked.question, as_of=asked.as_of, api_name="/ask")

    try:
        yield ask
    finally:
        client.close()


class Tab:
    """An open page: speaks to the server just as the page's script does in a browser."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/", timeout=PATIENCE)
        config = self._http.get("config").json()
        ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        events = {tuple(target): one["id"] for one in config["dependencies"] for target in one["targets"]}
        self._clear = events[ids["clear-button"], "click"]
        taken = events[ids["question"], "submit"]  # in the browser; what asks comes after it
        self._ask = next(one["id"] for one in config["dependencies"] if one["trigger_after"] == taken)
        self._hash = uuid.uuid4().hex
        self._turns = 0

    def close(self) -> None:
        """Leave the page."""
        self._http.close()

    def ask(self, asked: Asked) -> str:
        """Ask with the question box; give the HTML of the exchange once it is whole."""
        if self._turns and not self._turns % TURNS:
            self._send(self._clear, [None])
        self._turns += 1
        limits = {"outlets": [], "as_of": asked.as_of or ""}
        shown = json.dumps(self._send(self._ask, [asked.question, limits, None]))
        if "copied-text" not in shown:
            raise RuntimeError(f"no answer was shown: {shown[:200]}")
        return shown

    def _send(self, event: int, data: list[Any]) -> Any:
        sent = {"data": data, "fn_index": event, "session_hash": self._hash}
        self._http.post("gradio_api/queue/join", json=sent).raise_for_status()
        shown: list[Any] = []
        with self._http.stream("GET", "gradio_api/queue/data", params={"session_hash": self._hash}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("msg") in {"process_generating", "process_completed"}:
                    shown.append(message["output"])
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        raise RuntimeError(str(message["output"]))
                    break
        return shown


def load(data_dir: Path, asked: Sequence[Asked], users: int, running: str | None = None) -> Measured:
    """Let many ask at once, and print how that went; ``running`` is the address of a server that is there already."""
    expected = by_command(asked, data_dir)
    measured = Measured()
    waiting = iter(asked)
    turn = threading.Lock()

    def user(url: str, together: threading.Barrier) -> None:
        with endpoint(url) as ask:
            together.wait(PATIENCE)
            while True:
                with turn:
                    one = next(waiting, None)
                if one is None:
                    return
                answer = measured.time(one, ask)
                if answer is not None and comparable(answer) != expected[one]:
                    measured.wrong.append(f"{one.question}: another answer than that of the command line")

    with contextlib.ExitStack() as closing:
        url = running or closing.enter_context(serving(data_dir))[0]
        pool = closing.enter_context(ThreadPoolExecutor(users))
        together = threading.Barrier(users + 1)
        going = [pool.submit(user, url, together) for _ in range(users)]
        together.wait(PATIENCE)
        begun = time.perf_counter()
        for one in going:
            one.result()
        whole = time.perf_counter() - begun
    print(f"{users} users, {len(asked)} questions, {len(expected)} of them different, in {whole:.1f} s")
    print(measured.told(whole))
    print(f"as at the command line: {len(asked) - len(measured.wrong)} of {len(asked)}")
    return measured


def resident(process: int) -> float:
    """Give a process's resident memory in MB (2^20 bytes)."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
        assert found
        return int(found.group(1)) / 1024
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)  # noqa: S607 - macOS
    return int(told.stdout) / 1024


@dataclass
class Memory:
    """The server's memory in MB by the number of questions asked before."""

    samples: list[tuple[int, float]]

    @property
    def warm(self) -> list[tuple[int, float]]:
        """The samples after the warm-up."""
        return [one for one in self.samples if one[0] >= self.samples[-1][0] * WARM]

    @property
    def slope(self) -> float:
        """MB in a thousand questions, after the warm-up."""
        fitted = linear_regression([number for number, _ in self.warm], [memory for _, memory in self.warm])
        return fitted.slope * 1000

    def told(self) -> str:
        """Say it."""
        return (
            f"memory: start {self.samples[0][1]:.0f} MB, after the warm-up ({self.warm[0][0]:,} questions)"
            f" {self.warm[0][1]:.0f} MB, end {self.samples[-1][1]:.0f} MB, most"
            f" {max(memory for _, memory in self.samples):.0f} MB; slope after the warm-up"
            f" {self.slope:+.2f} MB in 1,000 questions"
        )


def soak(data_dir: Path, asked: Sequence[Asked]) -> tuple[Measured, Memory]:
    """Ask for long, and print what became of the server's memory."""
    measured = Measured()
    step = max(len(asked) // SAMPLES, 1)
    with contextlib.ExitStack() as closing:
        url, process = closing.enter_context(serving(data_dir))
        tabs = [closing.enter_context(contextlib.closing(Tab(url))) for _ in range(TABS)]
        ways = [*(tab.ask for tab in tabs), *(closing.enter_context(endpoint(url)) for _ in range(TABS))]
        samples = [(0, resident(process))]
        guard = threading.Lock()
        numbered = iter(enumerate(asked, 1))

        def person(ask: Any) -> None:
            while True:
                with guard:
                    number, one = next(numbered, (0, None))
                if one is None:
                    return
                measured.time(one, ask)
                if not number % step:
                    with guard:
                        samples.append((number, resident(process)))
                        if not number % (step * SHOWN):
                            print(f"{number:7,} questions {samples[-1][1]:8.0f} MB", flush=True)

        begun = time.perf_counter()
        with ThreadPoolExecutor(len(ways)) as pool:
            for going in [pool.submit(person, way) for way in ways]:
                going.result()
        whole = time.perf_counter() - begun
    memory = Memory(sorted(samples))
    print(f"{len(asked):,} questions in {whole:.0f} s, by {TABS} open pages and {TABS} programs")
    print(measured.told(whole))
    print(memory.told())
    return measured, memory


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True, metavar="load|soak")
    for name, count, help_ in (("load", COUNT, "many people at once"), ("soak", LONG, "memory over time")):
        one = what.add_parser(name, help=help_, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        one.add_argument("--data-dir", type=Path, required=True, help="a data folder that holds the articles")
        one.add_argument("--from", dest="source", type=Path, default=Path("eval_questions.yaml"), help="the questions")
        one.add_argument("--count", type=int, default=count, help="questions to ask in all")
        if name == "load":
            one.add_argument("--users", type=int, default=USERS, help="people who ask at once")
            one.add_argument("--url", help="of a page that is served from the data folder already")
    given = parser.parse_args()
    asked = questions(given.source, given.count)
    if given.what == "load":
        measured = load(given.data_dir, asked, given.users, given.url)
    else:
        measured, _ = soak(given.data_dir, asked)
    for wrong in measured.wrong:
        print(wrong, file=sys.stderr)
    return 1 if measured.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
