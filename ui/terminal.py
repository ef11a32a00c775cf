"""What may be sent to a terminal, or into a file: text from outside is shown, never obeyed."""

from __future__ import annotations

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed: with them a headline could clear the screen or rewrite a line."""
UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What neither UTF-8 nor XML can hold; no encoding has letters for it."""


def shown(text: str) -> str:
    """Give text from an article, a file's name or a person with each control character as "�"."""
    return CONTROLS.sub("�", text)


def shown_json(text: str) -> str:
    """Give JSON with its control characters escaped, those included that JSON itself lets pass."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def legible(text: object) -> str:
    """Give a text with all that no file can hold, or that a terminal would obey, as "�"."""
    return UNWRITABLE.sub("�", shown(str(text)))
