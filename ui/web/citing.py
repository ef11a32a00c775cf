"""The Cite room: what bears a statement, a fragment, a number or an exact phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.sourced import Sourced
from index.settings import Settings
from ui.terminal import legible
from ui.web.bearings import counted, finds, scope_of, sourced_html, trouble_html
from ui.web.chat import ASKING
from ui.web.conversation import filters_said, spoken, today
from ui.web.markup import render
from ui.web.notebook import renumbered
from ui.web.region import patch, region, sent
from ui.web.trouble import trouble_of

LONGEST = 2000
"""Characters of a statement; more are not searched for (``assistant.witnesses.LONGEST``)."""
FIRST = 5
"""Articles that are shown at first: what a writer looks through before choosing one."""
FAR = 20
"""Articles that are looked for at most."""


@dataclass
class Desk:
    """What one open page has last looked for sources of. Nobody else's page sees it."""

    asked: int = 0
    sourced: Sourced | None = None

    def citations(self, scope: str) -> list[Citation]:
        """Give the quotes of what the page calls so, numbered from 1; none where they are no longer kept."""
        if self.sourced is None:
            return []
        cited = {one.number: one for one in self.sourced.citations}
        for place, bearing in enumerate(self.sourced.bearings, 1):
            if scope == scope_of(self.asked, place):
                return renumbered([cited[number] for number in bearing.citations if number in cited])
        return []


class Citing:
    """The box for a statement, what was found for it, and the place of the list of citations."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._assistant = assistant
        self.desk = gr.State(Desk())
        self.view = region("citing", render("citing", longest=LONGEST))
        self.view.cite(
            self._cite,
            [self.desk],
            [self.view, self.desk],
            trigger_mode="once",
            concurrency_limit=settings.page_questions_at_once,
            concurrency_id=ASKING,
            show_progress="hidden",
            api_visibility="private",
        )

    def _cite(self, desk: Desk, event: gr.EventData) -> tuple[dict[str, Any], Desk]:
        """Show what bears a statement."""
        statement = legible(sent(event, "statement")).strip()[:LONGEST]
        most = _most(sent(event, "most"))
        desk.asked += 1
        desk.sourced = None
        try:
            filters = filters_said(sent(event, "limits"), as_of=today())
            sourced = self._assistant.cite(statement, filters=filters, most=most)
            found = finds(sourced, desk.asked, self._assistant)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            trouble = trouble_of(error, "no source was looked for")
            return patch(html=trouble_html(statement, trouble), said=str(trouble)), desk
        desk.sourced = sourced
        more = min(most + FIRST, FAR) if len(found) == most < FAR else 0
        html = sourced_html(sourced, found, spoken(filters), more=more)
        # Whoever asked for more is led to the first article that was not there before.
        focus = f"cite-{desk.asked}-{most - FIRST + 1}" if most > FIRST else ""
        return patch(html=html, said=f"{counted(found)}.", focus=focus), desk


def _most(said: str) -> int:
    return min(max(int(said), FIRST), FAR) if said.isdecimal() and len(said) <= 3 else FIRST
