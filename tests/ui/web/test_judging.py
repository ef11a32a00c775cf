from __future__ import annotations

from pathlib import Path

import gradio as gr
import pytest

from assistant.assistant import Assistant
from index.filters import Filters
from index.settings import Settings
from ui.feedback import NOTE_LONGEST, FeedbackStore, Verdict
from ui.web.conversation import Conversation
from ui.web.feedback import KEPT, Judging


@pytest.fixture
def conversation(assistant: Assistant) -> Conversation:
    begun = Conversation()
    exchange = begun.begin("What did Spain pledge?", Filters(outlets=("Castellan Daily",)))
    exchange.answer = assistant.ask(exchange.question, filters=exchange.filters)
    return begun


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path)


@pytest.fixture
def judging(tmp_path: Path, blocks: None) -> Judging:  # noqa: ARG001 - where the region is built
    return Judging(Settings(data_dir=tmp_path), gr.State(Conversation()))


def press(judging: Judging, conversation: Conversation, verdict: str, turn: str = "1") -> str:
    said: str = judging._judge(conversation, gr.EventData(None, {"turn": turn, "verdict": verdict}))["said"]
    return said


def note(judging: Judging, conversation: Conversation, text: str) -> str:
    said: str = judging._note(conversation, gr.EventData(None, {"turn": "1", "note": text}))["said"]
    return said


def test_a_verdict_is_kept_with_all_that_was_before_the_persons_eyes(
    judging: Judging, conversation: Conversation, store: FeedbackStore
) -> None:
    assert press(judging, conversation, "bad") == KEPT
    assert note(judging, conversation, "  It was two billion.\n<b> ") == KEPT
    (kept,) = store.all()
    exchange = conversation.exchanges[0]
    assert (kept.verdict, kept.note) == (Verdict.BAD, "It was two billion.\n<b>")
    assert (kept.answer, kept.filters, kept.question) == (exchange.answer, exchange.filters, exchange.question)
    assert kept.settings["max_claims"] == 4


def test_a_mind_may_be_changed(judging: Judging, conversation: Conversation, store: FeedbackStore) -> None:
    press(judging, conversation, "bad")
    press(judging, conversation, "good")
    assert [one.verdict for one in store.all()] == [Verdict.GOOD]
    assert press(judging, conversation, "good") == "Taken back."
    assert not store.all()
    press(judging, conversation, "good")
    assert len(store.all()) == 1


@pytest.mark.parametrize(("verdict", "turn"), [("good", "2"), ("good", ""), ("good", "<b>")])
def test_an_answer_that_is_not_there_is_not_judged(
    judging: Judging, conversation: Conversation, store: FeedbackStore, verdict: str, turn: str
) -> None:
    assert "no longer kept" in press(judging, conversation, verdict, turn)
    assert not store.all()


def test_a_note_needs_a_verdict_and_an_end(judging: Judging, conversation: Conversation, store: FeedbackStore) -> None:
    assert "no longer kept" in note(judging, conversation, "x")
    press(judging, conversation, "good")
    assert f"at most {NOTE_LONGEST:,}" in note(judging, conversation, "x" * (NOTE_LONGEST + 1))
    assert store.all()[0].note == ""


def test_a_store_that_cannot_be_written_is_said_in_words(
    judging: Judging, conversation: Conversation, store: FeedbackStore
) -> None:
    store.path.write_bytes(b"this is no database, but it is there" * 100)
    said = press(judging, conversation, "good")
    assert "cannot be written" in said
    assert "Traceback" not in said
