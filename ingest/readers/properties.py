"""Titles and authors in the properties of documents: which of them somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.readers import limits
from ingest.readers.layout import line_of

_PROGRAM = re.compile(
    r"\b(?:microsoft|word|powerpoint|excel|writer|libreoffice|openoffice|indesign|quark\w*|acrobat|pdf|latex|docx?|"
    r"generated|template|untitled|document\s*\d*|layout\s*\d+|slide\s*\d+)\b",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.\w{2,5}$")
_NAME = re.compile(r"[^\W\d_][\w.'’,&-]*(?:\s+[\w.'’,&-]+){1,11}")
_NOBODY = re.compile(r"\b(?:user|admin\w*|unknown|anonymous|owner|author|default|office|computer|pc)\b", re.IGNORECASE)


def sane_title(value: str, path: Path) -> str | None:
    """Give a title that a person can have written, not one that a program filled in, else ``None``.

    Programs put the file's name there, their own name, or "Document1".
    """
    title = line_of(value)
    if title is None or len(title.split()) < 2 or len(title) > limits.MAX_FIELD // 4:
        return None
    words = len(title.split())
    # A headline may speak of Excel; one of a few words that does is the program's.
    if _EXTENSION.search(title) or (words <= 4 and _PROGRAM.search(title)) or title.startswith("Microsoft Word - "):
        return None
    return None if _letters(title) == _letters(path.stem) else title


def sane_name(value: str) -> str | None:
    """Give an author that reads as a person's first and last name, else ``None``.

    The property is filled with the account of whoever made the file: "jdoe", "Admin", "python-docx".
    """
    name = line_of(value)
    if name is None or not _NAME.fullmatch(name) or _NOBODY.search(name) or _PROGRAM.search(name):
        return None
    return name


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
