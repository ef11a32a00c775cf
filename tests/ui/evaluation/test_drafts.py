"""``dateline eval draft``: what is written, from which source, and that no headline can break it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.evaluation.checking import mistakes
from assistant.evaluation.drafting import Draft, drafts
from assistant.evaluation.places import Places
from assistant.evaluation.questions import Expectation, Place, QuestionSet, parse_questions
from assistant.evaluation.sought import Sought
from index.catalog import Entry
from index.errors import NoArticles, QuestionFileError
from index.settings import Settings
from index.snapshot import SnapshotStore
from ui.evaluation.drafts import NOTHING, SCHEMA_FILE, _entry, draft
from ui.evaluation.writing import head
from ui.feedback import FeedbackStore, Verdict

ROOT = Path(__file__).resolve().parents[3]
Draw = Callable[..., Result]
FLAGSHIP = "What did Spain pledge and when?"
NOT_FOUND = "How many people died in Cyclone Chido?"
HOSTILE = "- \"x\": {a: 'b'} # no\n---\nquestions: []\n\x1b[2J\x9b31m\x00\u2028\ufeff\x85 *&!%@ `” …"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where there is no question file."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


@pytest.fixture
def draw() -> Draw:
    """Run the command."""
    app = typer.Typer(rich_markup_mode="rich")
    app.command()(draft)

    def command(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, list(map(str, arguments)), env={"COLUMNS": "250"})

    return command


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    """Real answers by their questions."""
    return {question: assistant.ask(question) for question in (FLAGSHIP, NOT_FOUND)}


def read(text: str) -> QuestionSet:
    """Read what was written, as Dateline does; with libyaml as well, which is stricter."""
    assert yaml.load(text, Loader=yaml.CSafeLoader) == yaml.safe_load(text)
    return parse_questions(text, "drafts.yaml")


def finished(text: str) -> QuestionSet:
    """Take the marks away from what the open ones expect."""
    return parse_questions(text.replace("\n    # ", "\n    "), "finished.yaml")


def entry_called(title: str) -> Entry:
    return Entry(
        "a-1f", "a", "/news/a.md", "0", title, title, None, dt.date(2023, 5, 17), dt.date(2024, 1, 1), 90, 1, 1, "0"
    )


@pytest.mark.usefixtures("sample")
class TestFromTheCollection:
    def test_is_a_question_file(self, draw: Draw, sample_store: SnapshotStore) -> None:
        ran = draw("--from", "collection")
        assert (ran.exit_code, ran.stderr) == (0, "")
        found = read(ran.stdout)
        assert len(found.questions) == 20
        assert 4 < len(found.asked) < 20
        assert "dateline eval check" in ran.stdout.partition("questions:")[0]
        with sample_store.open() as snapshot:
            assert not [one for one in mistakes(found, Places(snapshot)) if one.serious]
            assert not [one for one in mistakes(finished(ran.stdout), Places(snapshot)) if one.serious]

    def test_what_is_open_has_its_expectation_at_hand(self, draw: Draw) -> None:
        text = draw("--from", "collection").stdout
        is_open = [one for one in read(text).questions if "(about: " in one.question]
        assert is_open
        assert not any(one.expect for one in is_open)
        whole = finished(text)
        assert len(whole.asked) == len(whole.questions) == 20
        assert {one.expect.status for one in whole.asked if one.expect} == {Status.ANSWERED, Status.NOT_FOUND}

    def test_is_the_same_each_time(self, draw: Draw) -> None:
        assert draw("--count", 8).stdout == draw("--count", 8).stdout

    def test_as_many_and_such_as_are_wanted(self, draw: Draw) -> None:
        found = read(draw("--count", 5, "--kind", "how-much", "--kind", "quotation").stdout)
        assert len(found.questions) == 5
        assert {one.tags for one in found.questions} == {("how-much",), ("quotation",)}

    def test_what_the_question_file_asks_is_left_out(self, draw: Draw) -> None:
        text = draw("--count", 8).stdout
        Path("eval_questions.yaml").write_text(text, encoding="utf-8")
        first = {one.question for one in read(text).asked}
        assert first
        assert first.isdisjoint(one.question for one in read(draw("--count", 8).stdout).questions)
        Path("eval_questions.yaml").rename("ours.yaml")
        assert draw("--count", 8).stdout == text
        named = read(draw("--count", 8, "--questions", "ours.yaml").stdout)
        assert first.isdisjoint(one.question for one in named.questions)

    def test_a_question_file_that_is_named_must_be_there(self, draw: Draw) -> None:
        ran = draw("--questions", "gone.yaml")
        assert isinstance(ran.exception, QuestionFileError)
        assert "gone.yaml" in str(ran.exception)


@pytest.mark.usefixtures("sample")
class TestFile:
    def test_is_written_once(self, draw: Draw) -> None:
        file = Path("drafts.yaml")
        ran = draw(file, "--count", 4)
        text = file.read_text(encoding="utf-8")
        whole = len(read(text).asked)
        assert (ran.exit_code, ran.stdout) == (0, "")
        assert ran.stderr == f"4 drafts written to drafts.yaml: {whole} whole, the others for you to finish.\n"
        file.write_text("mine", encoding="utf-8")
        refused = draw(file, "--count", 4)
        assert refused.exit_code == 2
        assert "is there already" in refused.stderr
        assert file.read_text(encoding="utf-8") == "mine"
        assert draw(file, "--count", 4, "--overwrite").exit_code == 0
        assert file.read_text(encoding="utf-8") == text

    def test_names_the_schema_that_lies_beside_it(self, draw: Draw) -> None:
        draw("without.yaml", "--count", 2)
        Path(SCHEMA_FILE).touch()
        draw("with.yaml", "--count", 2)
        with_schema, without = (Path(name).read_text(encoding="utf-8") for name in ("with.yaml", "without.yaml"))
        assert with_schema == f"# yaml-language-server: $schema={SCHEMA_FILE}\n#\n{without}"

    def test_that_cannot_be_written_is_named(self, draw: Draw) -> None:
        ran = draw("gone/drafts.yaml", "--count", 1)
        assert isinstance(ran.exception, QuestionFileError)
        assert "gone/drafts.yaml cannot be written" in str(ran.exception)


class TestFromFeedback:
    def test_comes_first_and_the_rest_is_drawn(self, draw: Draw, copied: Path, answers: dict[str, Answer]) -> None:
        store = FeedbackStore(copied)
        store.add(Verdict.GOOD, answers[FLAGSHIP], Settings(), note="Good")
        store.add(Verdict.BAD, answers[NOT_FOUND], Settings())
        found = read(draw("--count", 6).stdout)
        assert [one.question for one in found.questions[:2]] == [NOT_FOUND, FLAGSHIP]
        assert [one.expect is None for one in found.questions[:2]] == [True, False]
        assert len(found.questions) == 6
        assert FLAGSHIP not in [one.question for one in found.questions[2:]]
        assert read(draw("--from", "feedback").stdout).questions == found.questions[:2]
        assert read(draw("--count", 1).stdout).questions == found.questions[:1]
        assert not [one for one in read(draw("--from", "collection").stdout).questions if "feedback" in one.tags]

    def test_what_the_question_file_asks_is_left_out(
        self, draw: Draw, copied: Path, answers: dict[str, Answer]
    ) -> None:
        FeedbackStore(copied).add(Verdict.GOOD, answers[FLAGSHIP], Settings())
        asked = draw("--from", "feedback").stdout.replace("pledge and when?", "PLEDGE and  when")
        assert "PLEDGE" in asked
        Path("eval_questions.yaml").write_text(asked, encoding="utf-8")
        ran = draw("--from", "feedback")
        assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"{NOTHING}\n")

    def test_there_may_be_none(self, draw: Draw, tmp_path: Path) -> None:
        ran = draw("--from", "feedback", "drafts.yaml", "--data-dir", tmp_path / "nothing")
        assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"{NOTHING}\n")
        assert not Path("drafts.yaml").exists()

    def test_without_articles_nothing_can_be_drawn(self, draw: Draw, tmp_path: Path) -> None:
        assert isinstance(draw("--data-dir", tmp_path / "nothing").exception, NoArticles)


class TestHostile:
    """Headlines, outlets and quotes come from outside."""

    def test_headlines_of_real_articles(self, build_hostile: SnapshotStore) -> None:
        with build_hostile.open() as snapshot:
            found = drafts(snapshot)
        assert found
        text = head("Drafts") + "\n".join(map(_entry, found))
        assert len(read(text).questions) == len(finished(text).asked) == len(found)
        assert "\x1b" not in text

    @given(
        title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=150),
        quote=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
        whole=st.booleans(),
    )
    def test_any_words(self, title: str, quote: str, *, whole: bool) -> None:
        likely = Expectation(status=Status.ANSWERED, cites=(Place(article="a.md", quote=quote),), contains=("x",))
        one = Draft(entry_called(title), Sought.WHO, f"Who said “{quote}”?", whole=whole, likely=likely, note=title)
        text = head("Drafts") + _entry(one)
        (question,) = read(text).questions
        assert question.expect == (likely if whole else None)
        assert question.note == title
        (done,) = finished(text).questions
        assert done.expect == likely

    def test_hostile_words(self) -> None:
        declined = Expectation(status=Status.NOT_FOUND)
        one = Draft(entry_called(HOSTILE), Sought.DECLINE, "… ?", whole=False, likely=declined)
        text = head("Drafts") + _entry(one)
        (question,) = read(text).questions
        assert question.question.startswith("… ? (about: - \"x\": {a: 'b'} # no --- questions: []")
        assert not any(bad in text for bad in ("\x1b", "\x9b", "\x00", "\u2028", "\x85"))


@pytest.fixture
def build_hostile(run: Callable[..., object], empty: Path, tmp_path: Path) -> SnapshotStore:
    """Articles with hostile headlines."""
    said = "Harrow Steel bought Velmont Rail for $3.2 billion on Tuesday. Kestrel Motors recalled 41,000 vans."
    named = [(HOSTILE, "Tern "), ("x: y # z", "Gull "), ("'\"", "Swan "), ("- [", "Owl ")]
    records = [
        {"id": f"h-{place}", "title": title, "text": f"{said} It was day {place}. {word * 9}", "outlet": HOSTILE,
         "date": "2023-05-17"}
        for place, (title, word) in enumerate(named)
    ]  # fmt: skip
    file = tmp_path / "feed.jsonl"
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run("ingest", file)
    return SnapshotStore(empty)


def test_help_has_examples(draw: Draw) -> None:
    ran = draw("--help")
    assert ran.exit_code == 0
    assert "dateline eval draft drafts.yaml --count 40" in ran.stdout


@pytest.mark.parametrize("wrong", [("--count", "0"), ("--from", "somewhere"), ("--kind", "rumour")])
def test_wrong_usage(draw: Draw, wrong: tuple[str, str]) -> None:
    assert draw(*wrong).exit_code == 2
