"""The chat: a question is shown at once, its answer claim by claim as soon as it is there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr
from markupsafe import escape

from assistant.assistant import Assistant
from assistant.examples import examples
from index.errors import DatelineError
from index.filters import Filters
from index.settings import Settings
from ingest.readers import KINDS
from ui.rendering import HEADINGS
from ui.web.conversation import Conversation, Exchange, filters_of, today
from ui.web.feedback import thumbs
from ui.web.markup import render
from ui.web.overview import Overview, overview
from ui.web.region import patch, region, sent
from ui.web.sources import sources
from ui.web.trouble import Trouble, trouble_of
from ui.web.turns import answer_html, reading_html, trouble_html, turn_id

LONGEST = 1000
"""Characters of a question. Questions have under 200; what is longer was pasted by mistake."""
ASKING = "ask"
"""Queue of all that answers questions: the page and the endpoint share its places."""

Patch = dict[str, Any]


class _Examples:
    """Example questions, looked for once for each snapshot: that takes seconds, and many may open the page at once."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._guard = threading.Lock()
        self._snapshot = ""
        self.known: list[str] = []
        """Those of the snapshot for which they were last looked for."""

    def current(self) -> list[str]:
        """Give the examples of the current snapshot. Raises what ``examples`` raises."""
        with self._guard:
            snapshot = overview(self._assistant).snapshot
            if snapshot != self._snapshot:
                self.known = examples(self._assistant)
                self._snapshot = snapshot
            return self.known


class Chat:
    """The conversation, the question box and the limits."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._assistant = assistant
        self._examples = _Examples(assistant)
        self.conversation = gr.State(Conversation())
        self.view = region("conversation", render("conversation"))
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="before-asking"):
                self.limits = region("limits", render("limits"))
                clear = gr.Button("New conversation", scale=0, min_width=0, elem_id="clear-button")
            with gr.Row(elem_id="asking"):
                self.question = gr.Textbox(
                    label="Your question",
                    placeholder="Ask a question",
                    max_length=LONGEST,
                    lines=1,
                    max_lines=4,
                    scale=8,
                    elem_id="question",
                )
                ask = gr.Button("Ask", variant="primary", scale=0, min_width=88, elem_id="ask-button")
        queued: dict[str, Any] = {
            "concurrency_limit": settings.page_questions_at_once,
            "concurrency_id": ASKING,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        # The box is emptied in the browser, so that what is typed next is not lost however long the queue is.
        taken = gr.Textbox(visible=False)
        for event in (self.question.submit, ask.click):
            event(
                None,
                self.question,
                [self.question, taken],
                js="(question) => Dateline.take(question)",
                queue=False,
                api_visibility="private",
            ).then(self._ask, [taken, self.limits, self.conversation], self.view, trigger_mode="multiple", **queued)
        self.view.example(self._example, [self.limits, self.conversation], self.view, **queued)
        self.view.retry(self._retry, [self.conversation], self.view, **queued)
        clear.click(
            self._clear,
            [self.conversation],
            self.view,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )

    def greet(self) -> tuple[Patch, Patch, Patch]:
        """Greet whoever opens the page: what the collection holds, or how to fill it, and which outlets there are.

        Example questions stand there if they have been worked out before; ``offer`` works them out.
        """
        seen, trouble = Overview(), None
        try:
            seen = overview(self._assistant)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            trouble = trouble_of(error, "the articles could not be read")
        welcome = render(
            "welcome", overview=seen, trouble=trouble, examples=self._examples.known, kinds=" ".join(KINDS)
        )
        return (
            patch(patches=[{"id": "collection", "html": escape(seen.summary)}]),
            patch(welcome=[{"id": "welcome", "html": welcome}]),
            patch(choices=seen.outlets),
        )

    def offer(self) -> Patch:
        """Offer example questions, each of which the articles answer."""
        try:
            offered = self._examples.current()
        except Exception as error:  # noqa: BLE001 - the page is whole without them
            trouble_of(error, "no example questions were offered")
            offered = []
        return patch(welcome=[{"id": "examples", "html": render("examples", examples=offered)}])

    def _ask(self, text: str, limits: Any, conversation: Conversation) -> Iterator[Patch]:
        """Ask what was taken from the question box."""
        if text.strip():
            yield from self._asked(text, limits, conversation)
        else:
            yield patch(said="Write a question first. One is answered at a time.")

    def _example(self, limits: Any, conversation: Conversation, event: gr.EventData) -> Iterator[Patch]:
        yield from self._asked(sent(event, "question"), limits, conversation)  # Gradio must see a generator

    def _asked(self, text: str, limits: Any, conversation: Conversation) -> Iterator[Patch]:
        question = text.strip()[:LONGEST]
        try:
            filters = filters_of(limits, as_of=today())
        except DatelineError as error:
            yield _troubled(conversation.begin(question, Filters()), Trouble(str(error), error.hint))
            return
        yield from self._answering(conversation.begin(question, filters), conversation)

    def _retry(self, conversation: Conversation, event: gr.EventData) -> Iterator[Patch]:
        """Ask a question once more, in the light of what came before it, from the articles as they are now."""
        exchange = conversation.find(sent(event, "turn"))
        if exchange is None:
            yield patch(said="That question is no longer kept. Ask it anew.")
            return
        exchange.answer, exchange.judged, exchange.verdict = None, "", None
        yield from self._answering(exchange, conversation)

    def _answering(self, exchange: Exchange, conversation: Conversation) -> Iterator[Patch]:
        """Show an exchange as it grows: the question, then claim by claim, then everything."""
        try:
            reading = overview(self._assistant).counted
            yield _shown(exchange, reading_html(exchange, reading), said=f"Reading {reading}.")
            answer = self._assistant.ask(exchange.question, filters=exchange.filters, history=exchange.history)
            found = sources(answer, self._assistant)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            yield _troubled(exchange, trouble_of(error, "the question was not asked"))
            return
        if conversation.find(exchange.number) is not exchange:
            return  # a new conversation was begun meanwhile
        exchange.answer = answer
        for claims in range(1, len(answer.claims)):
            yield _shown(exchange, answer_html(exchange, answer, found, claims=claims))
        whole = answer_html(exchange, answer, found, feedback=thumbs(exchange))
        yield _shown(exchange, whole, said=f"{HEADINGS[answer.status]}. {answer.text}", complete=True)

    def _clear(self, conversation: Conversation) -> Patch:
        conversation.clear()
        return patch(cleared=conversation.asked, said="A new conversation.")


def _shown(exchange: Exchange, html: str, **said: Any) -> Patch:
    return patch(turn=turn_id(exchange.number), number=exchange.number, html=html, **said)


def _troubled(exchange: Exchange, trouble: Trouble) -> Patch:
    return _shown(exchange, trouble_html(exchange, trouble), said=str(trouble), complete=True)
