"""The chat page: its regions put together."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from index.settings import Settings
from ui.web import endpoint
from ui.web.articles import Library
from ui.web.auditing import Auditing
from ui.web.chat import Chat
from ui.web.citing import Citing
from ui.web.collecting import Collecting
from ui.web.editing import Editing
from ui.web.feedback import Judging
from ui.web.markup import render
from ui.web.region import region
from ui.web.sources import Reader

IDLE = 3600
"""Seconds after which files that were uploaded but never taken in are cleared away."""


def build(settings: Settings, assistant: Assistant) -> gr.Blocks:
    """Build the page over an assistant, which all who open the page share."""
    at_once: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    page = gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False, delete_cache=(IDLE, IDLE))
    with page:
        masthead = region("masthead", render("masthead"))
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Ask", id="ask") as asking:
                chat = Chat(settings, assistant)
            with gr.Tab("Cite", id="cite"):
                citing = Citing(settings, assistant)
            with gr.Tab("Audit", id="audit"):
                auditing = Auditing(assistant)
            with gr.Tab("Articles", id="articles"):
                library = Library(settings, assistant)
        reader = Reader(assistant, chat.conversation)
        reader.opens_from(chat.view)
        reader.opens_from(citing.view)
        reader.opens_from(auditing.view)
        reader.opens_from(library.view)
        Editing(settings, assistant, reader, chat.conversation)
        Judging(settings, chat.conversation)
        Collecting(chat.conversation, citing.desk)
        greeted: dict[str, Any] = {"fn": chat.greet, "inputs": None, "outputs": [masthead, chat.view, chat.limits]}
        offered: dict[str, Any] = {"fn": chat.offer, "inputs": None, "outputs": chat.view}
        page.unload(auditing.forget)
        page.load(**greeted, **at_once).then(**offered, **at_once)
        reader.view.refresh(**greeted, **at_once)  # the collection is another
        asking.select(**offered, **at_once)  # and its examples too, once somebody looks at them
        endpoint.add(settings, assistant)
    return page
