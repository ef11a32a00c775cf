"""The same question on the same snapshot gives the same answer, byte for byte, in whatever process.

Chroma searches a random graph, which it makes again at opening from what its write-ahead log holds; its first thousand
passages stay there unless they are written out. So the collection is larger than that, and each process is a new one.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.encoder import Encoder
from index.settings import Settings
from ingest.duplicates import Stories
from ingest.preparation import prepare
from ingest.splitting import split_passages
from tests.index.conftest import Desk, article

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 80
LEAST = 1_200
"""Passages: more than Chroma's log holds at its usual setting."""
QUESTIONS = (
    "How many crowns did Fennick set aside for the bridge?",
    "Who praised the lighthouse in Orrin?",
    "When will the dry dock open?",
    "What did the unions say about Mars?",
)

PLACES = ("Fennick", "Orrin", "Dunmarch", "Upper Lane", "Tolvay", "Brask", "Eastmere")
PEOPLE = ("Mayor Ines Calloway", "Senator Ida Quell", "harbour master Tomas Reyle", "teacher Marten Oake")
WORKS = ("bridge", "dry dock", "lighthouse", "tram line", "library", "sea wall", "fish market", "observatory")
DEEDS = ("opened", "praised", "closed", "paid for", "inspected", "opposed", "named", "sold")
DAYS = ("Monday", "Tuesday", "last week", "3 May", "the first of June", "Friday evening")


def sentences(chance: random.Random) -> Iterator[str]:
    """Give made-up news for ever."""
    while True:
        place, work, day = chance.choice(PLACES), chance.choice(WORKS), chance.choice(DAYS)
        person, deed, number = chance.choice(PEOPLE), chance.choice(DEEDS), chance.randrange(2, 900)
        yield chance.choice(
            (
                f"{person[0].upper()}{person[1:]} {deed} the {work} in {place} on {day}.",
                f"{place} set aside {number} million crowns for its {work}.",
                f"The {work} of {place} will open on {day}, {person} said.",
                f"About {number} people came to see the {work}, most of them from {chance.choice(PLACES)}.",
                f"Nobody in {place} had asked for a {work}, and {number} of its people signed a letter that says so.",
            )
        )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, converted_models: Path) -> Desk:
    """A snapshot of made-up articles, made in two steps so that it holds removed passages too."""
    desk = Desk(tmp_path_factory.mktemp("large"), encoder)
    (desk.store.data_dir / "models").symlink_to(converted_models)
    chance = random.Random(20240527)
    news = sentences(chance)
    made = [article(f"news{number}", " ".join(next(news) for _ in range(18))) for number in range(ARTICLES)]
    for removed, added in ((), made[:60]), (range(10), made[60:] + made[:5]):
        with desk.writer() as writer:
            for number in removed:
                assert writer.base
                writer.remove(writer.base.entry(f"news{number}"))
            stories = Stories(writer.signatures(), threshold=0.6)
            for one in added:
                sentences_alone = split_passages(one.id, one.text, words=1)
                replace(prepare(one, Settings()), passages=sentences_alone).store(writer, stories)
            writer.publish()
    return desk


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = [json.dumps({"id": number, "question": question}) for number, question in enumerate(QUESTIONS)]
    path = tmp_path_factory.mktemp("asked") / "questions.jsonl"
    path.write_text("\n".join(asked), encoding="utf-8")
    return path


def asked_in_new_processes(desk: Desk, questions: Path, count: int) -> list[list[str]]:
    """Give what each process answers, as it was printed but for the time it took."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", "from ui.cli import main; main()", "ask", "--batch", str(questions)],
            env=os.environ | {"DATELINE_DATA_DIR": str(desk.store.data_dir)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(count)
    ]
    printed = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * count, printed
    return [[without_times(json.loads(line)) for line in lines.splitlines()] for lines, _ in printed]


def without_times(answer: dict[str, object]) -> str:
    assert answer.pop("seconds")
    answer.pop("id", None)
    return json.dumps(answer, ensure_ascii=False)


def test_another_process_answers_alike(large: Desk, questions: Path) -> None:
    with large.store.open() as snapshot:
        assert snapshot.manifest.passages > LEAST
    assistant = Assistant(Settings(data_dir=large.store.data_dir), encoder=large.encoder)
    ours = [without_times(assistant.ask(question).model_dump(mode="json")) for question in QUESTIONS]
    assistant.close()
    assert any(json.loads(answer)["status"] == "answered" for answer in ours)
    assert asked_in_new_processes(large, questions, 1) == [ours]


@pytest.mark.slow
def test_three_processes_answer_alike(large: Desk, questions: Path) -> None:
    answers = asked_in_new_processes(large, questions, 3)
    assert len(answers[0]) == len(QUESTIONS)
    assert answers[0] == answers[1] == answers[2]


def test_opening_a_snapshot_again_finds_the_same_neighbours(large: Desk) -> None:
    found = []
    for _ in range(3):
        with large.store.open() as snapshot:
            found.append([snapshot.nearest(large.encoder.question(question), 100) for question in QUESTIONS])
    assert found[0] == found[1] == found[2]


def test_the_search_misses_next_to_nothing(large: Desk) -> None:
    """It is approximate; of the 50 nearest at least 95 in 100 are found, as on larger collections."""
    with large.store.open() as snapshot:
        everything = list(snapshot.entries.values())
        for question in QUESTIONS:
            vector = large.encoder.question(question)
            exact = {one for one, _ in snapshot.nearest(vector, 50, everything)}
            found = {one for one, _ in snapshot.nearest(vector, 50)}
            assert len(exact & found) >= 0.95 * 50
