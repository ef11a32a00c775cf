"""How the page looks: type, colours for day and night, and the script that puts things in their place.

Every font is one that the reader's machine has: nothing is fetched.
"""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

SANS = ("system-ui", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif")

_files = files("ui.web")

CSS = "\n".join((_files / name).read_text(encoding="utf-8") for name in ("page.css", "articles.css"))
SCRIPT = "\n".join((_files / name).read_text(encoding="utf-8") for name in ("page.js", "articles.js"))
HEAD = f"<script>{SCRIPT}</script>"
"""Goes into the page's head, so that the script is there before the first region is."""

THEME = gr.themes.Base(font=SANS, font_mono=("ui-monospace", "Liberation Mono", "monospace"))
