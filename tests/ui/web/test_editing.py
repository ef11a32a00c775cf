"""Correcting and removing from the page, in a collection of its own, without a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from filelock import FileLock
from lxml import html
from lxml.html import HtmlElement

from assistant.assistant import Assistant
from index.encoder import Encoder
from index.errors import UnknownArticle
from index.filters import Filters
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import ingest
from ui.web import editing
from ui.web.conversation import Conversation
from ui.web.editing import BUSY, Editing, Form, saved
from ui.web.sources import Reader

FERRY = """---
title: Ferry raised
outlet: Harbour Wire
published: 2025-01-11
---

Divers raised the ferry Gunnhild off Lindholm on Friday. The wreck lay 31 metres deep.
"""
BAKERY = "---\ntitle: Bakery shut\n---\n\nThe bakery of Ostrand has shut its doors for good.\n"


class Desk:
    """The page's forms, as one person sends them."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.assistant = assistant
        self.conversation = Conversation()
        with gr.Blocks():
            state = gr.State(Conversation())
            self.editing = Editing(settings, assistant, Reader(assistant, state), state)
        with assistant.reading() as snapshot:
            self.ids = {entry.name: entry.id for entry in snapshot.entries.values()}

    def correct(self, name: str, **fields: str) -> dict[str, object]:
        article = self.assistant.article(self.ids[name])
        shown = {
            "title": article.title or "",
            "outlet": article.outlet or "",
            "published": article.published.isoformat() if article.published else "",
        }
        was = {f"was_{field}": value for field, value in shown.items()}
        return self.send(self.editing._correct, article=article.id, **shown | was | fields)

    def remove(self, name: str) -> dict[str, object]:
        return self.send(self.editing._remove, article=self.ids[name])

    def send(self, way: object, **fields: str) -> dict[str, object]:
        assert callable(way)
        shown: dict[str, object] = way(self.conversation, gr.EventData(None, {"turn": "", **fields}))
        return shown


@pytest.fixture
def desk(tmp_path: Path, encoder: Encoder) -> Iterator[Desk]:
    files = tmp_path / "news"
    files.mkdir()
    (files / "ferry.md").write_text(FERRY, encoding="utf-8")
    (files / "bakery.md").write_text(BAKERY, encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data")
    with SnapshotWriter(SnapshotStore(settings.data_dir), encoder) as writer:
        ingest([files], writer, settings)
    with Assistant(settings, encoder=encoder) as assistant:
        yield Desk(settings, assistant)


def page_of(shown: dict[str, object]) -> HtmlElement:
    return html.fromstring(f"<div>{shown['html']}</div>")


def message(shown: dict[str, object]) -> str:
    return " ".join(page_of(shown).get_element_by_id("mend-said").text_content().split())


def test_a_correction_is_shown_at_once_and_named_as_set_by_hand(desk: Desk) -> None:
    shown = desk.correct("Bakery shut", published="2024-05-27", outlet="  Ostrand\n Post ")
    assert message(shown) == (
        "✓ Saved: the outlet is “Ostrand Post”, the publication date is “27 May 2024”."
        " The next question is answered with it."
    )
    assert (shown["focus"], shown["changed"]) == ("mend-said", True)
    article = desk.assistant.article(desk.ids["Bakery shut"])
    assert (article.published, article.outlet, article.title) == (dt.date(2024, 5, 27), "Ostrand Post", "Bakery shut")
    about = page_of(shown).cssselect(".about dd")
    assert [one.text for one in about[:4]] == ["front matter", "set by hand", "not given", "set by hand"]


def test_an_empty_field_takes_the_value_away(desk: Desk) -> None:
    shown = desk.correct("Ferry raised", published="", outlet=" ")
    assert "the outlet is taken away, the publication date is taken away" in message(shown)
    article = desk.assistant.article(desk.ids["Ferry raised"])
    assert (article.published, article.outlet) == (None, None)
    assert "no date given" in page_of(shown).text_content()


def test_the_next_question_is_answered_with_the_correction(desk: Desk) -> None:
    asked = "Where was the ferry Gunnhild raised?"
    within = Filters(outlets=("Quay Post",))
    assert not desk.assistant.ask(asked, filters=within).claims
    desk.correct("Ferry raised", outlet="Quay Post")
    assert desk.assistant.ask(asked, filters=within).citations[0].article.outlet == "Quay Post"


def test_only_what_was_changed_is_set(desk: Desk) -> None:
    desk.correct("Ferry raised", outlet="Quay Post")
    # Somebody else still sees the form as it was, and corrects the date alone.
    shown = desk.correct("Ferry raised", outlet="Harbour Wire", was_outlet="Harbour Wire", published="2025-01-12")
    assert message(shown).startswith("✓ Saved: the publication date is “12 January 2025”.")
    article = desk.assistant.article(desk.ids["Ferry raised"])
    assert (article.outlet, article.published) == ("Quay Post", dt.date(2025, 1, 12))


def test_saving_what_is_unchanged_changes_nothing(desk: Desk) -> None:
    with desk.assistant.reading() as snapshot:
        before = snapshot.name
    shown = desk.correct("Ferry raised")
    assert message(shown) == "✓ Nothing was changed."
    assert "changed" not in shown
    with desk.assistant.reading() as snapshot:
        assert snapshot.name == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"published": "27.5.2024"}, "! “27.5.2024” is no day: write year-month-day, for example 2024-05-27."),
        ({"published": "2024-02-30"}, "! “2024-02-30” is no day: write year-month-day, for example 2024-05-27."),
        ({"title": "x" * 501}, "! The headline may have at most 500 characters."),
        ({"outlet": "x" * 121}, "! The outlet may have at most 120 characters."),
    ],
)
def test_what_cannot_be_set_is_said_and_what_was_typed_stays(desk: Desk, fields: dict[str, str], said: str) -> None:
    shown = desk.correct("Ferry raised", **fields)
    assert message(shown) == said
    ((name, typed),) = fields.items()
    assert page_of(shown).get_element_by_id(f"mend-{name}").get("value") == typed
    assert page_of(shown).cssselect(f"[name=was_{name}]")[0].get("value") != typed


def test_hostile_values_are_text(desk: Desk) -> None:
    hostile = '"><img src=x onerror=alert(1)>\x00\ud800\x1b[2J'
    shown = desk.correct("Ferry raised", title=hostile)
    assert desk.assistant.article(desk.ids["Ferry raised"]).title == '"><img src=x onerror=alert(1)> [2J'
    assert not page_of(shown).cssselect("img")


def test_a_removed_article_is_gone_and_its_file_stays(desk: Desk, tmp_path: Path) -> None:
    shown = desk.remove("Ferry raised")
    assert shown["changed"] is True
    assert "Removed: “Ferry raised”" in page_of(shown).text_content()
    assert (tmp_path / "news" / "ferry.md").read_text(encoding="utf-8") == FERRY
    with pytest.raises(UnknownArticle):
        desk.assistant.article(desk.ids["Ferry raised"])


def test_the_last_article_can_be_removed(desk: Desk) -> None:
    desk.remove("Ferry raised")
    desk.remove("Bakery shut")
    with desk.assistant.reading() as snapshot:
        assert not snapshot.entries


def test_what_is_gone_already_is_said_to_be(desk: Desk) -> None:
    desk.remove("Ferry raised")
    shown = desk.remove("Ferry raised")
    assert "There is no article" in page_of(shown).text_content()
    assert "changed" not in shown


def test_while_others_write_nothing_is_lost(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "PATIENCE", 0.0)
    with FileLock(tmp_path / "data" / "write.lock"):
        shown = desk.correct("Ferry raised", outlet="Quay Post")
        assert message(shown) == f"! {BUSY}"
        assert page_of(shown).get_element_by_id("mend-outlet").get("value") == "Quay Post"
        assert message(desk.remove("Ferry raised")) == f"! {BUSY}"
    assert desk.assistant.article(desk.ids["Ferry raised"]).outlet == "Harbour Wire"


def test_a_fault_is_said_without_a_trace(desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lock = tmp_path / "data" / "write.lock"
    lock.unlink()
    lock.mkdir()
    shown = desk.correct("Ferry raised", outlet="Quay Post")
    assert message(shown).startswith("! Something went wrong, and the correction was not saved.")
    assert "Traceback" in caplog.text
    removed = page_of(desk.remove("Bakery shut")).text_content()
    assert "Something went wrong, and the article was not removed." in removed
    assert "Traceback" not in f"{shown}{removed}"


def test_a_form_knows_what_was_typed() -> None:
    form = Form(
        {"title": "New", "outlet": " A  B ", "published": ""}, {"title": "Old", "outlet": "A B", "published": ""}
    )
    assert form.changes() == {"title": "New"}
    assert saved({"title": "New"}).startswith("Saved: the headline is “New”.")
