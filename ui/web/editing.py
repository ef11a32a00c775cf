"""Correcting an article's fields and removing an article, from the form under it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from index.errors import LockHeld
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import correct, remove
from ui.readings import day
from ui.web.conversation import Conversation
from ui.web.markup import render
from ui.web.region import patch, sent
from ui.web.sources import Mending, Reader, trouble_shown
from ui.web.trouble import Trouble, trouble_of

FIELDS = {"title": "headline", "outlet": "outlet", "published": "publication date"}
"""What can be corrected, and what a person calls it."""
LONGEST = {"title": 500, "outlet": 120}
"""Characters of a field: several times what headlines and the names of outlets have."""
PATIENCE = 5.0
"""Seconds to wait for somebody else's correction; an ingest takes longer, and is told of instead."""
AT_ONCE = 2
"""Corrections that are worked on; only one can be written at a time."""
BUSY = Trouble(
    "Not saved: somebody else is changing the collection, or articles are being taken in.", "Try again in a moment."
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

Value = str | dt.date | None


@dataclass(frozen=True)
class Form:
    """The form under an article: what each field says, and what it said when it was shown."""

    now: Mapping[str, str]
    was: Mapping[str, str]

    @classmethod
    def of(cls, event: gr.EventData) -> Form:
        """Read what the page sent."""
        return cls({name: sent(event, name) for name in FIELDS}, {name: sent(event, f"was_{name}") for name in FIELDS})

    @property
    def typed(self) -> dict[str, str]:
        """The fields that were changed: only they are set, so that another's correction of the others stays."""
        return {name: said for name, said in self.now.items() if _tidy(said) != _tidy(self.was[name])}

    def changes(self) -> dict[str, Value]:
        """Give the new value of each changed field, ``None`` for one to be taken away.

        Raises ``ValueError`` with words for the person.
        """
        changes: dict[str, Value] = {}
        for name, said in self.typed.items():
            value = _tidy(said)
            if len(value) > LONGEST.get(name, len(value)):
                raise ValueError(f"The {FIELDS[name]} may have at most {LONGEST[name]} characters.")
            changes[name] = _day(value) if value and name == "published" else value or None
        return changes


class Editing:
    """Corrects and removes articles. One change is written at a time, by whomever."""

    def __init__(self, settings: Settings, assistant: Assistant, reader: Reader, conversation: gr.State) -> None:
        """Listen to the forms in a reader."""
        self._settings = settings
        self._assistant = assistant
        self._reader = reader
        given: dict[str, Any] = {
            "inputs": [conversation],
            "outputs": reader.view,
            "trigger_mode": "once",
            "concurrency_limit": AT_ONCE,
            "concurrency_id": "editing",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        reader.view.correct(self._correct, **given)
        reader.view.remove(self._remove, **given)

    def _correct(self, conversation: Conversation, event: gr.EventData) -> dict[str, Any]:
        """Set what was changed in the form, and show the article as it is then."""
        article_id, turn, form = sent(event, "article"), sent(event, "turn"), Form.of(event)
        try:
            changes = form.changes()
        except ValueError as error:
            return self._reader.show(conversation, article_id, turn, Mending(form.typed, str(error), failed=True))
        if not changes:
            return self._reader.show(conversation, article_id, turn, Mending(message="Nothing was changed."))
        try:
            with self._writer() as writer:
                correct(writer, self._settings, article_id, changes)
        except LockHeld:
            mending = Mending(form.typed, str(BUSY), failed=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            mending = Mending(form.typed, str(trouble_of(error, "the correction was not saved")), failed=True)
        else:
            shown = self._reader.show(conversation, article_id, turn, Mending(message=saved(changes)))
            return shown | {"changed": True}
        return self._reader.show(conversation, article_id, turn, mending)

    def _remove(self, conversation: Conversation, event: gr.EventData) -> dict[str, Any]:
        """Remove an article that somebody was asked about, and say so in its place."""
        article_id, turn = sent(event, "article"), sent(event, "turn")
        try:
            article = self._assistant.article(article_id)
            with self._writer() as writer:
                remove(writer, [article_id])
        except LockHeld:
            return self._reader.show(conversation, article_id, turn, Mending(message=str(BUSY), failed=True))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            return trouble_shown(trouble_of(error, "the article was not removed"))
        return patch(html=render("removed", article=article), changed=True)

    def _writer(self) -> SnapshotWriter:
        store = SnapshotStore(self._settings.data_dir)
        return SnapshotWriter(store, self._assistant.encoder, keep=self._settings.keep_snapshots, wait=PATIENCE)


def saved(changes: Mapping[str, Value]) -> str:
    """Say what a correction has set."""
    said = [
        f"the {FIELDS[name]} is “{day(value) if isinstance(value, dt.date) else value}”"
        if value
        else f"the {FIELDS[name]} is taken away"
        for name, value in changes.items()
    ]
    return f"Saved: {', '.join(said)}. The next question is answered with it."


def _tidy(said: str) -> str:
    return " ".join(_CONTROLS.sub(" ", said).split())


def _day(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"“{said}” is no day: write year-month-day, for example 2024-05-27.") from None
