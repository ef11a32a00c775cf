"""The named endpoint ``ask``: what other programs call, with the JSON contract as its answer."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.assistant import Assistant
from index.settings import Settings
from ui.web.chat import ASKING, LONGEST
from ui.web.conversation import filters_of
from ui.web.trouble import trouble_of


def add(settings: Settings, assistant: Assistant) -> None:
    """Add the endpoint to the ``gr.Blocks`` in which this is called."""

    def ask(
        question: str,
        history: list[str] | None = None,
        outlets: list[str] | None = None,
        published_from: str | None = None,
        published_to: str | None = None,
        as_of: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question: the same JSON as ``dateline ask --json`` prints.

        ``history`` holds the earlier questions of a conversation, oldest first. Days are written
        as 2024-05-27. What cannot be asked is an error with a message for the person.
        """
        if not question.strip():
            raise gr.Error("The question is empty.", print_exception=False)
        if len(question) > LONGEST:
            raise gr.Error(f"A question has at most {LONGEST:,} characters.", print_exception=False)
        limits = {
            "outlets": outlets,
            "published_from": published_from,
            "published_to": published_to,
            "as_of": as_of,
        }
        try:
            answer = assistant.ask(question, filters=filters_of(limits), history=history or ())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said in the person's words
            raise gr.Error(str(trouble_of(error, "the question was not asked")), print_exception=False) from None
        return answer.model_dump(mode="json")

    api(ask, api_name="ask", concurrency_limit=settings.page_questions_at_once, concurrency_id=ASKING)


class Protocol:
    """Tells Gradio's Python client to take an answer for what it is.

    From version 3 of its protocol on, the client (gradio_client 2.7) takes any JSON object with a ``path``
    for a file to fetch, and an article of the contract has a ``path``; before, only objects marked as
    files were. The page itself does not read this, and answers are sent in the same way.
    """

    TOLD = b'"protocol":"sse_v3"'
    INSTEAD = b'"protocol":"sse_v2.1"'

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the response that says how programs may ask is changed on its way back."""
        if scope["type"] != "http" or scope["path"].rstrip("/") != "/config":
            await self._app(scope, receive, send)
            return
        # What is compressed cannot be changed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: Message = {}
        body = bytearray()

        async def sending(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                held = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                changed = bytes(body).replace(self.TOLD, self.INSTEAD)
                MutableHeaders(scope=held)["content-length"] = str(len(changed))
                await send(held)
                await send({"type": "http.response.body", "body": changed})

        await self._app({**scope, "headers": plain}, receive, sending)
