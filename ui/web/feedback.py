"""Thumbs under an answer, with an optional note: kept in the data folder for whoever looks after the questions."""

from __future__ import annotations

from typing import Any

import gradio as gr

from index.settings import Settings
from ui.feedback import NOTE_LONGEST, FeedbackStore, Verdict
from ui.web.conversation import Conversation, Exchange
from ui.web.markup import render
from ui.web.region import patch, region, sent
from ui.web.trouble import Trouble, trouble_of

KEPT = "Thank you. Kept for whoever looks after the answers."
LOST = Trouble("That answer is no longer kept on this page.", "Ask the question again to judge it.")


def thumbs_id(exchange: Exchange) -> str:
    """Give the id of the element that holds an answer's thumbs."""
    return f"turn-{exchange.number}-feedback"


def thumbs(exchange: Exchange, verdict: Verdict | None = None, *, noted: bool = False, message: str = "") -> str:
    """Give the thumbs of an answer, the pressed one marked; after a verdict the field for a note, until it is noted."""
    return render("judge", number=exchange.number, verdict=verdict, noted=noted, message=message, longest=NOTE_LONGEST)


class Judging:
    """Takes what people say of answers."""

    def __init__(self, settings: Settings, conversation: gr.State) -> None:
        """Build the region where it is called, within a ``gr.Blocks``. It shows itself under each answer."""
        self._settings = settings
        self._store = FeedbackStore(settings.data_dir)
        view = region("feedback", "<div hidden></div>")
        given: dict[str, Any] = {
            "inputs": [conversation],
            "outputs": view,
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        view.judge(self._judge, **given)
        view.note(self._note, **given)

    def _judge(self, conversation: Conversation, event: gr.EventData) -> dict[str, Any]:
        """Keep a verdict. The same thumb again takes it back; the other one changes it."""
        exchange = conversation.find(sent(event, "turn"))
        answer = exchange.answer if exchange else None
        if exchange is None or answer is None:
            return patch(said=str(LOST))
        try:
            verdict = Verdict(sent(event, "verdict"))
            if verdict is exchange.verdict:
                self._store.withdraw(exchange.judged)
                exchange.judged, exchange.verdict = "", None
                return self._shown(exchange, thumbs(exchange), "Taken back.")
            if exchange.judged:
                self._store.revise(exchange.judged, verdict=verdict)
            else:
                kept = self._store.add(
                    verdict,
                    answer,
                    self._settings,
                    history=exchange.history,
                    filters=exchange.filters,
                )
                exchange.judged = kept.id
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            return self._trouble(exchange, error)
        exchange.verdict = verdict
        return self._shown(exchange, thumbs(exchange, verdict, message=KEPT), KEPT)

    def _note(self, conversation: Conversation, event: gr.EventData) -> dict[str, Any]:
        exchange = conversation.find(sent(event, "turn"))
        if exchange is None or not exchange.judged:
            return patch(said=str(LOST))
        try:
            self._store.revise(exchange.judged, note=sent(event, "note").strip())
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            return self._trouble(exchange, error)
        return self._shown(exchange, thumbs(exchange, exchange.verdict, noted=True, message=KEPT), KEPT)

    def _trouble(self, exchange: Exchange, error: Exception) -> dict[str, Any]:
        said = str(trouble_of(error, "your verdict was not kept"))
        return self._shown(exchange, thumbs(exchange, exchange.verdict, message=said), said)

    def _shown(self, exchange: Exchange, html: str, said: str) -> dict[str, Any]:
        return patch(patches=[{"id": thumbs_id(exchange), "html": html}], said=said)
