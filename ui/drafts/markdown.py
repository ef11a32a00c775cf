"""Reads Markdown: as HTML, which is what it is written for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.paragraphs import paragraphs
from ingest.readers import front_matter
from ingest.record import Record
from ui.drafts.block import Block
from ui.drafts.page import Page
from ui.drafts.plain import plain_blocks
from ui.drafts.remarks import counted

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 100
"""Quotations and lists within each other; the parser passes over what lies deeper, and stops at 20 if not told."""

MAX_MARKDOWN = 1_000_000
"""Characters, twice the longest draft that is audited whole: the parser takes minutes for ten times as many."""
MAX_BRACKETS = 5_000
"""Opening brackets in a paragraph that are looked at as links: the time for them grows with their square."""
ALL_BRACKETS = 50_000

_SIGNS = re.compile(
    r"^\#{1,6}\ +\S|\*\*[^\s*][^*\n]{0,200}\*\*|^\|?\ *:?-{3,}:?\ *\||^>\ +\S|^```"
    r"|\[[^\[\]\n]{1,200}\]\([^)\s]{1,500}\)",
    re.MULTILINE,
)
"""What is hardly ever in a text that is not Markdown; a list is one either way."""
_NOTE = re.compile(r"^\[\^[^\]\s]+\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")


def holds_marks(text: str) -> bool:
    """Tell whether a text is Markdown and not plain text."""
    return _SIGNS.search(text) is not None


def markdown_blocks(text: str, *, pasted: bool = False) -> tuple[list[Block], list[str]]:
    """Give the blocks of a text in Markdown, and remarks on what was left out.

    In ``pasted`` text a line's end may end a paragraph. Raises ``UnreadableSource`` where fields at its
    head are broken.
    """
    record = Record(Path("draft"), text)
    front_matter.take(record)
    remarks = ["The fields at its head are not audited."] if record.text != text else []
    body, notes = _NOTE.subn("", record.text)
    if notes:
        body = _NOTE_MARK.sub("", body)
        remarks.append(counted(notes, "footnote is", "footnotes are") + " not audited.")
    if len(body) > MAX_MARKDOWN:
        body = body[: max(body.rfind("\n", 0, MAX_MARKDOWN), 0) or MAX_MARKDOWN]
        remarks.append(f"Only its first {MAX_MARKDOWN:,} characters are audited: audit its chapters one by one.")
    brackets = [paragraph.count("[") for paragraph in body.split("\n\n")]
    if max(brackets) > MAX_BRACKETS or sum(brackets) > ALL_BRACKETS:
        return plain_blocks(body), remarks
    # Read only for Markdown.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    # What is indented is the first line of a paragraph, and seldom a program.
    tokens = parser.enable(["table", "strikethrough"]).disable("code").parse(body)
    lines = pasted and not _wrapped(body)
    for token in tokens:
        if lines and token.children:
            _break(token.children)
        if token.type == "list_item_open" and token.info:
            # As written: "1990. That was the year" is a list to Markdown, and would be its third item.
            token.attrSet("value", token.info)
    page = Page(parser.renderer.render(tokens, parser.options, {}))
    return page.blocks, remarks + page.remarks


def _break(tokens: Sequence[Token]) -> None:
    """Keep the ends of lines, but where a sentence clearly goes on."""
    for token, following in pairwise(tokens):
        if token.type == "softbreak" and not following.content[:1].islower():
            token.type = "hardbreak"


def _wrapped(text: str) -> bool:
    """Tell whether a line end is only where the line was full; in pasted text it often ends a paragraph."""
    return len(paragraphs(text)) < sum(not line.isspace() and line != "" for line in text.split("\n"))
