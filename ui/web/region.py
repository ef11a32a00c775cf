"""What the regions of the page share: how Python tells a region's script what to show, and hears from it."""

from __future__ import annotations

import itertools
from typing import Any

import gradio as gr

_numbers = itertools.count(1)


def patch(**said: Any) -> dict[str, Any]:
    """Give what a region's script is to show; numbered, for a value that has not changed is not delivered."""
    return {"n": next(_numbers), **said}


def region(name: str, html: str, **given: Any) -> gr.HTML:
    """Make a region whose elements stay as they are, while ``Dateline.name`` in ``page.js`` puts values into them.

    ``html`` is a template of the house; ``given`` goes to the component.
    """
    script = f"Dateline.{name}(element, trigger, watch, props);"
    return gr.HTML(
        value=None, html_template=html, js_on_load=script + EVENTS, apply_default_css=False, elem_id=name, **given
    )


EVENTS = (
    '/* events: "example" "retry" "open" "judge" "note" "correct" "remove" "look" "refresh" "arrive"'
    ' "cite" "format" "collect" "arrange" "audit" "halt" "fetch" "shown" "forget" */'
)
"""Gradio lets a listener be added only for an event whose name its script holds in quotation marks."""


def sent(event: gr.EventData, name: str) -> str:
    """Give a field of what a region's script sent; "" for one that it did not send."""
    try:
        return str(getattr(event, name))
    except (AttributeError, KeyError):
        return ""
