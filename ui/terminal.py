"""What may be sent to a terminal: text from outside is shown, never obeyed."""

from __future__ import annotations

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed: with them a headline could clear the screen or rewrite a line."""


def shown(text: str) -> str:
    """Give text from an article, a file's name or a person with each control character as "�"."""
    return CONTROLS.sub("�", text)


def shown_json(text: str) -> str:
    """Give JSON with its control characters escaped, those included that JSON itself lets pass."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
