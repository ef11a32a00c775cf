"""The articles of the collection as a list, with the place where new ones are dropped."""

from __future__ import annotations

from typing import Any

import gradio as gr
from pydantic import ValidationError

from assistant.assistant import Assistant
from index.errors import NoArticles
from index.settings import Settings
from ui.web.arrivals import Arrivals
from ui.web.listing import LONGEST_QUERY, Column, Listing, Wanted, listing
from ui.web.markup import render
from ui.web.region import patch, region, sent
from ui.web.trouble import trouble_of


class Library:
    """The list of articles. The page asks for it whenever it comes into view, and after each change."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._assistant = assistant
        self.arrivals = Arrivals(settings)
        self.view = region("library", render("library", longest=LONGEST_QUERY))
        self.view.look(self._look, None, self.view, queue=False, show_progress="hidden", api_visibility="private")

    def _look(self, event: gr.EventData) -> dict[str, Any]:
        """Show a page of the list. What was asked comes back, so that a late answer does not replace a newer one."""
        asked = sent(event, "asked")
        try:
            wanted = Wanted.model_validate_json(sent(event, "wanted"))
        except ValidationError:
            wanted = Wanted()
        try:
            with self._assistant.reading() as snapshot:
                listed, name = listing(snapshot.entries.values(), wanted), snapshot.name
        except NoArticles:
            listed, name = Listing(Wanted()), ""
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            trouble = trouble_of(error, "the articles were not listed")
            return patch(html=render("listing", trouble=trouble), said=str(trouble), asked=asked)
        return patch(html=listing_html(listed), said=listed.counted, asked=asked, snapshot=name)


def listing_html(listed: Listing) -> str:
    """Give a page of the list, with the way to the other pages."""
    return render("listing", trouble=None, listed=listed, columns=list(Column))
