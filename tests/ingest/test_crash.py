"""Killed writers and busy readers: what was published stays, and whoever asks sees one whole snapshot."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Outcome, ingest

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ("How many crowns did Fennick set aside for the ferry?", "Who opened the lighthouse in Tolvay?")
SEED = 20240527
PATIENCE = 120
"""Seconds after which a process that tests wait for has hung."""

READER = """
import json, sys
from assistant.assistant import Assistant
from index.settings import load_settings
from index.snapshot import SnapshotStore

settings = load_settings()
store, assistant = SnapshotStore(settings.data_dir), Assistant(settings)
print("ready", flush=True)
for line in sys.stdin:
    before = store.current_name()
    answer = assistant.ask(line.strip()).model_dump(mode="json")
    print(json.dumps({"before": before, "after": store.current_name(), "answer": answer}), flush=True)
"""


def write(news: Path, year: int, numbers: range) -> None:
    """Write a small article for each number; two of each year say how much the ferry costs."""
    news.mkdir(exist_ok=True)
    for number in numbers:
        (news / f"{number}.md").write_text(
            f"---\ntitle: News {number} of the harbours\npublished: {year}-05-27\n---\n\n"
            f"The quay of ward {number} in Brask was swept on Friday, and {number + 3} boats left it in {year}."
            f" Nobody in ward {number} had asked for that.\n",
            encoding="utf-8",
        )
    for name in ("ferry", "budget"):
        (news / f"{name}.md").write_text(
            f"---\ntitle: The {name} of Fennick\npublished: {year}-05-27\n---\n\n"
            f"Fennick set aside {year - 2000} million crowns for the ferry, its {name} office said."
            f" Work on the {name} begins in the autumn of {year}.\n",
            encoding="utf-8",
        )


def answers(data_dir: Path, encoder: Encoder) -> list[dict[str, Any]]:
    """Give the answers to all questions, without the time they took."""
    assistant = Assistant(Settings(data_dir=data_dir), encoder=encoder)
    found = [assistant.ask(question).model_dump(mode="json", exclude={"seconds"}) for question in QUESTIONS]
    assistant.close()
    return found


def told(found: list[dict[str, Any]]) -> list[Any]:
    """Give what answers say, which two ingests of the same sources say alike; the snapshot's name is another."""
    return [(answer["status"], answer["text"], [one["quote"] for one in answer["citations"]]) for answer in found]


@dataclass(frozen=True)
class Newsdesk:
    """A published snapshot of the sources as they were, and the sources as they are now."""

    news: Path
    data_dir: Path
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    starting: float
    writing: float
    """Seconds from an ingest's start to its first change, and from there to its publication."""


def start(news: Path, data_dir: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", "ingest", str(news), "--prune"],
        env=os.environ | {"DATELINE_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )


def wait_for_change(process: subprocess.Popen[bytes], data_dir: Path) -> float:
    """Wait until an ingest has begun to write, or is over; give the seconds it took."""
    begun = time.monotonic()
    while process.poll() is None and not list((data_dir / "snapshots").glob(".making-*")):
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.002)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def newsdesk(encoder: Encoder, converted_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsdesk:
    root = tmp_path_factory.mktemp("newsdesk")
    news, data_dir = root / "news", root / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(converted_models)
    write(news, 2023, range(25))
    with SnapshotWriter(SnapshotStore(data_dir), encoder) as writer:
        ingest([news], writer, Settings(data_dir=data_dir))
    write(news, 2024, range(5, 45))
    for number in range(5):
        (news / f"{number}.md").unlink()
    whole = root / "whole"
    shutil.copytree(data_dir, whole, symlinks=True)
    process = start(news, whole)
    starting = wait_for_change(process, whole)
    begun = time.monotonic()
    assert process.wait(PATIENCE) == 0
    writing = time.monotonic() - begun
    before, after = answers(data_dir, encoder), answers(whole, encoder)
    assert "23 million" in before[0]["text"]
    assert "24 million" in after[0]["text"]
    assert before[1]["status"] == "not_found"
    return Newsdesk(news, data_dir, before, after, starting, writing)


def killed(newsdesk: Newsdesk, data_dir: Path, moment: float) -> bool:
    """Kill an ingest: at a moment below 0 while it starts, from 0 to 1 while it writes. Tell if it was under way."""
    shutil.copytree(newsdesk.data_dir, data_dir, symlinks=True)
    process = start(newsdesk.news, data_dir)
    if moment < 0:
        time.sleep(newsdesk.starting * (1 + moment))
    else:
        wait_for_change(process, data_dir)
        time.sleep(newsdesk.writing * moment)
    under_way = process.poll() is None
    process.kill()
    process.wait(PATIENCE)
    return under_way


def assert_nothing_lost(newsdesk: Newsdesk, data_dir: Path, encoder: Encoder) -> None:
    """Assert that the last published snapshot answers as ever, and that a further ingest completes."""
    store = SnapshotStore(data_dir)
    found = answers(data_dir, encoder)
    if store.current_name() == newsdesk.before[0]["snapshot"]:
        assert found == newsdesk.before
    else:
        assert told(found) == told(newsdesk.after)
    with SnapshotWriter(store, encoder) as writer:
        report = ingest([newsdesk.news], writer, Settings(data_dir=data_dir), prune=True)
    assert report.counts[Outcome.FAILED] == 0
    assert told(answers(data_dir, encoder)) == told(newsdesk.after)
    with store.open() as snapshot:
        assert len(snapshot.entries) == len(list(newsdesk.news.iterdir()))
        for entry in snapshot.entries.values():
            assert snapshot.article(entry.id).text in Path(entry.source).read_text(encoding="utf-8")
    assert not [path.name for path in store.folder.iterdir() if path.name.startswith(".")]
    with SnapshotWriter(store, encoder) as writer:
        assert ingest([newsdesk.news], writer, Settings(data_dir=data_dir), prune=True).snapshot is None


def moments(count: int, seed: int) -> Iterator[float]:
    """Give moments to kill at: one in six while the ingest starts, the others while it writes."""
    chance = random.Random(seed)
    for number in range(count):
        yield chance.uniform(-1, 0) if number % 6 == 5 else chance.random()


def test_a_killed_ingest_loses_nothing(newsdesk: Newsdesk, encoder: Encoder, tmp_path: Path) -> None:
    chosen = list(enumerate(moments(4, SEED)))
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(killed, newsdesk, tmp_path / str(number), moment) for number, moment in chosen]
        assert sum(run.result() for run in runs) >= 1
    for number, _ in chosen:
        assert_nothing_lost(newsdesk, tmp_path / str(number), encoder)


@pytest.mark.slow
def test_thirty_killed_ingests_lose_nothing(newsdesk: Newsdesk, encoder: Encoder, tmp_path: Path) -> None:
    under_way = 0
    for number, moment in enumerate(moments(30, SEED + 1)):
        data_dir = tmp_path / str(number)
        under_way += killed(newsdesk, data_dir, moment)
        assert_nothing_lost(newsdesk, data_dir, encoder)
        shutil.rmtree(data_dir)
    assert under_way >= 20


@pytest.mark.slow
def test_an_ingest_killed_again_and_again_loses_nothing(newsdesk: Newsdesk, encoder: Encoder, tmp_path: Path) -> None:
    """What one dead ingest leaves is there when the next one dies."""
    data_dir = tmp_path / "data"
    shutil.copytree(newsdesk.data_dir, data_dir, symlinks=True)
    chance = random.Random(SEED + 2)
    for _ in range(6):
        process = start(newsdesk.news, data_dir)
        wait_for_change(process, data_dir)
        time.sleep(newsdesk.writing * chance.uniform(0, 0.7))
        process.kill()
        process.wait(PATIENCE)
    assert_nothing_lost(newsdesk, data_dir, encoder)


def test_a_reader_beside_a_writer_sees_whole_snapshots_and_the_newest_at_each_question(
    encoder: Encoder, converted_models: Path, tmp_path: Path
) -> None:
    news, data_dir = tmp_path / "news", tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(converted_models)
    store, settings = SnapshotStore(data_dir), Settings(data_dir=data_dir)
    texts: dict[str, dict[str, str]] = {}

    def publish(year: int) -> str:
        write(news, year, range(year - 2020, year - 2010))
        with SnapshotWriter(store, encoder, keep=1) as writer:  # so that the old one goes at once
            name = ingest([news], writer, settings, prune=True).snapshot
        assert name
        with store.open(name) as snapshot:
            texts[name] = {one: snapshot.article(one).text for one in snapshot.entries}
        return name

    years = {publish(2023): 2023}
    reader = subprocess.Popen(
        [sys.executable, "-c", READER],
        env=os.environ | {"DATELINE_DATA_DIR": str(data_dir)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert reader.stdin
    assert reader.stdout
    lines = reader.stdout
    assert lines.readline() == "ready\n"
    asked: list[dict[str, Any]] = []
    stop = threading.Event()

    def ask_on() -> None:
        assert reader.stdin
        while not stop.is_set():
            reader.stdin.write(QUESTIONS[0] + "\n")
            reader.stdin.flush()
            asked.append(json.loads(lines.readline()))
        reader.stdin.close()

    asking = threading.Thread(target=ask_on)
    asking.start()
    for year in range(2024, 2029):
        years[publish(year)] = year
        seen, begun = len(asked), time.monotonic()
        while len(asked) < seen + 2:  # one may have been asked before, the next one was not
            assert time.monotonic() - begun < PATIENCE
            time.sleep(0.01)
        assert asked[-1]["answer"]["snapshot"] == max(years)
    stop.set()
    asking.join()
    assert reader.wait(PATIENCE) == 0
    reader.stdout.close()

    assert {one["answer"]["snapshot"] for one in asked} >= set(sorted(years)[1:])
    for one in asked:
        answer = one["answer"]
        name = answer["snapshot"]
        assert name in texts
        assert one["before"] <= name <= one["after"]
        assert f"{years[name] - 2000} million" in answer["text"]
        assert answer["citations"]
        for citation in answer["citations"]:
            text = texts[name][citation["article"]["id"]]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
        for passage in answer["passages"]:
            assert passage["article_id"] in texts[name]
