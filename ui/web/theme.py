"""How the page looks: type, colours for day and night, and the script that puts things in their place.

Every font is one that the reader's machine has: nothing is fetched.
"""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

from ui.audit import page

SANS = ("system-ui", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif")

_files = files("ui.web")


def _together(suffix: str, *first: str) -> str:
    names = ("page", "articles", "citing", "auditing")
    return "\n".join([*first, *((_files / f"{name}{suffix}").read_text(encoding="utf-8") for name in names)])


CSS = _together(".css", page.style())
SCRIPT = _together(".js", page.script())
"""The report of an audit brings its own style and script, which it has as a page of its own too."""
HEAD = f"<script>{SCRIPT}</script>"
"""Goes into the page's head, so that the script is there before the first region is."""

THEME = gr.themes.Base(font=SANS, font_mono=("ui-monospace", "Liberation Mono", "monospace"))
