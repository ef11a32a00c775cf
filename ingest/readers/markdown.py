"""Reads Markdown: the words of the text without the marks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers import front_matter, limits
from ingest.readers.decoding import decoded, usable
from ingest.readers.markup import prose
from ingest.readers.opening import whole
from ingest.record import Record, Stated

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the file as one record, with fields from its front matter.

    A heading of the first rank before any text is the title, unless the front matter states one.
    """
    record = Record(path, usable(decoded(whole(stream))))
    front_matter.take(record)
    if len(record.text) > limits.MAX_TEXT:
        raise UnreadableSource(f"over {limits.MAX_TEXT:,} characters, the most of one article")
    # Read only for Markdown.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(record.text)
    body = _Body()
    heading = body.title_of(tokens)
    if heading and record.title is None:
        record.title = Stated(heading, Origin.HEADING)
    title = record.title.value if record.title else None
    body.add(tokens[3:] if heading and heading == title else tokens)
    record.text = "\n\n".join(body.paragraphs)
    record.removed.extend(body.removed)
    yield record


class _Body:
    """The paragraphs of a Markdown text, gathered from the parser's tokens."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.removed: list[Removed] = []

    def title_of(self, tokens: Sequence[Token]) -> str | None:
        if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
            return " ".join(_Body().words(tokens[1].children or []).split()) or None
        return None

    def add(self, tokens: Sequence[Token]) -> None:
        marker = ""
        cells: list[str] | None = None
        for token in tokens:
            if token.type == "list_item_open":
                # Ordered items keep their number: "1990. That was the year" is a list to Markdown.
                marker = f"{token.info}{token.markup} " if token.info else ""
            elif token.type == "tr_open":
                cells = []
            elif token.type == "tr_close":
                self._keep(" | ".join(cells or []))
                cells = None
            elif token.type == "inline":
                words = self.words(token.children or [])
                if cells is not None:
                    cells.append(words)
                else:
                    self._keep(f"{marker}{words}" if words.strip() else "")
                    marker = ""
            elif token.type in {"code_block", "fence"}:
                self._keep(token.content)
            elif token.type == "html_block":
                text, beside = prose(token.content)
                self._keep(text)
                self._remove(beside, "caption or box beside the text")

    def words(self, tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        struck = 0
        for token in tokens:
            struck += (token.type == "s_open") - (token.type == "s_close")
            if token.type == "image":
                self._remove([token.content], "picture")
            elif token.type in {"text", "text_special", "code_inline"}:
                if struck:
                    self._remove([token.content], "struck through")
                else:
                    parts.append(token.content)
            elif token.type in {"softbreak", "hardbreak"} or token.content.lower().startswith("<br"):
                parts.append("\n")
        return "".join(parts)

    def _keep(self, text: str) -> None:
        if text.strip():
            self.paragraphs.append(text.strip("\n"))

    def _remove(self, texts: Sequence[str], reason: str) -> None:
        self.removed.extend(Removed(text=text, reason=reason) for text in texts if text.strip())
