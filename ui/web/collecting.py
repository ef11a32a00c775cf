"""References on the page: in the format that somebody chooses, and collected into the list for a piece of writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.answer import Citation, Status
from ui.references import Form, references
from ui.web.citing import Desk
from ui.web.conversation import Conversation
from ui.web.markup import render
from ui.web.notebook import MOST, Notebook
from ui.web.region import patch, region, sent
from ui.web.trouble import trouble_of

LIST = "list"
"""What the page calls the whole list."""
TURN = "turn-"
AT_ONCE = 4
"""References that are made at the same time: pandoc takes a tenth of a second of a processor for some."""
MANY = 30
"""Scopes whose references are made for one request: those that stand open on a page."""
GONE = "These quotes are no longer kept on this page: look for them once more."
NOTHING = "The article gives no headline, outlet, author or address that this format could name."


class Collecting:
    """Makes references of what an answer quotes, of a source that was found, and of the list."""

    def __init__(self, conversation: gr.State, desk: gr.State) -> None:
        """Build the region where it is called, within a ``gr.Blocks``. It shows itself all over the page."""
        self.notebook = gr.State(Notebook())
        view = region("collecting", "<div hidden></div>")
        known = [conversation, desk, self.notebook]
        given: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}
        view.format(self._format, known, view, concurrency_limit=AT_ONCE, concurrency_id="references", **given)
        view.collect(self._collect, known, [view, self.notebook], queue=False, **given)
        view.arrange(self._arrange, [self.notebook], [view, self.notebook], queue=False, **given)

    def _format(
        self, conversation: Conversation, desk: Desk, notebook: Notebook, event: gr.EventData
    ) -> dict[str, Any]:
        """Give the references of whatever stands open on the page, in the chosen format."""
        scopes = sent(event, "scopes").split()[:MANY]
        try:
            form = Form(sent(event, "form"))
            texts = [_text(scope, cited(scope, conversation, desk, notebook), form) for scope in scopes]
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            trouble = str(trouble_of(error, "no references were made"))
            return patch(texts=[{"scope": one, "fault": trouble} for one in scopes], said=trouble, ends="format")
        return patch(texts=texts, form=form.value, name=f"references{form.suffix}", ends="format")

    def _collect(
        self, conversation: Conversation, desk: Desk, notebook: Notebook, event: gr.EventData
    ) -> tuple[dict[str, Any], Notebook]:
        """Add what somebody points at to the list, or take it out again."""
        found = cited(sent(event, "scope"), conversation, desk, notebook)
        if not found:
            return patch(said=GONE, ends="collect"), notebook
        if sent(event, "out"):
            gone = notebook.remove(Notebook(found).names)
            return _shown(notebook, f"{_counted(gone)} taken off the list.", ends="collect"), notebook
        added = notebook.add(found)
        full = f" There is room for {MOST} on it." if len(notebook.citations) == MOST else ""
        return _shown(notebook, f"{_counted(added)} added to the list.{full}", ends="collect"), notebook

    def _arrange(self, notebook: Notebook, event: gr.EventData) -> tuple[dict[str, Any], Notebook]:
        """Move a citation of the list, take it off, or clear the list."""
        act, name = sent(event, "act"), sent(event, "one")
        if act == "clear":
            notebook.clear()
            return _shown(notebook, "The list is empty.", focus="collected-head", ends="arrange"), notebook
        if act == "remove":
            # Whoever removes one after another with the keyboard stays in place.
            left = [one for one in notebook.names if one != name]
            place = notebook.names.index(name) if name in notebook.names else 0
            notebook.remove([name])
            focus = f"collected-{left[min(place, len(left) - 1)]}" if left else "collected-head"
            return _shown(notebook, "Taken off the list.", focus=focus, ends="arrange"), notebook
        number = notebook.move(name, {"up": -1, "down": 1}.get(act, 0))
        return _shown(notebook, f"Now number {number}." if number else "", ends="arrange"), notebook


def cited(scope: str, conversation: Conversation, desk: Desk, notebook: Notebook) -> list[Citation]:
    """Give the citations that a part of the page shows; none where they are no longer kept."""
    if scope == LIST:
        return notebook.numbered
    if scope.startswith(TURN):
        exchange = conversation.find(scope.removeprefix(TURN))
        answer = exchange.answer if exchange else None
        return list(answer.citations) if answer and answer.status is not Status.NOT_FOUND else []
    return desk.citations(scope)


def list_html(notebook: Notebook) -> str:
    """Give the list of citations."""
    return render("collected", citations=notebook.numbered, names=notebook.names)


def _shown(notebook: Notebook, said: str, *, focus: str = "", ends: str) -> dict[str, Any]:
    return patch(list=list_html(notebook), kept=notebook.names, said=said, focus=focus, ends=ends)


def _text(scope: str, citations: Sequence[Citation], form: Form) -> dict[str, str]:
    if not citations:
        return {"scope": scope, "fault": "" if scope == LIST else GONE}
    text = references(citations, form)
    if len(citations) == 1 and scope != LIST and form in {Form.PLAIN, Form.FOOTNOTE}:
        text = text.removeprefix(f"[{citations[0].number}] ")  # a single reference needs no number
    return {"scope": scope, "text": text} if text.strip() else {"scope": scope, "fault": NOTHING}


def _counted(number: int) -> str:
    return "One citation" if number == 1 else f"{number} citations"
