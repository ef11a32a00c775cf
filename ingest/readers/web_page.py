"""Reads saved web pages: the article's own text, apart from all else that the page shows."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers import limits
from ingest.readers.decoding import declared_encoding, decoded, usable
from ingest.readers.layout import line_of
from ingest.readers.markup import Block, blocks, joined, parsed
from ingest.readers.opening import whole
from ingest.readers.page_metadata import state_page
from ingest.record import Record, Stated

LINK_SHARE = 0.9
"""Share of a paragraph that is links, from which it leads elsewhere and tells nothing."""
SHORT = 40
"""Characters up to which a line must equal a line of the article to be taken for it: menu words also stand
somewhere in its sentences."""
MAX_BYLINE = 100
"""Characters; what an extractor takes for a longer one is a biography."""


def read_web_page(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the page's article as one record; all other visible text is put aside in ``removed``."""
    data = whole(stream)
    html = usable(decoded(data, declared=declared_encoding(data)))
    if len(html) > limits.MAX_TEXT * 4:
        raise UnreadableSource(f"{len(html):,} characters of HTML: more than one article")
    tree = parsed(html)
    if tree is None:
        raise UnreadableSource("holds no text")
    record = Record(path, "")
    state_page(record, tree)
    shown = list(blocks(tree))
    paragraphs, byline = _article(html)
    if record.byline is None and byline and len(byline) <= MAX_BYLINE:
        record.byline = Stated(byline, Origin.HTML_METADATA)
    title = record.title.value if record.title else None
    # A title is a field, and not a first sentence of the text.
    if paragraphs and title and _key(paragraphs[0]) == _key(title):
        paragraphs = paragraphs[1:]
    links = {_key(block.text) for block in shown if block.linked > LINK_SHARE * len(block.text)}
    text = [paragraph for paragraph in paragraphs if _key(paragraph) not in links]
    if not text:
        raise UnreadableSource("no text of an article was found on the page")
    record.text = "\n\n".join(text)
    record.removed.extend(_besides(shown, text, title))
    yield record


def _article(html: str) -> tuple[list[str], str | None]:
    """Give the paragraphs of the page's main text, and the byline on the page."""
    # Read only for pages: import costs 250 ms.
    import trafilatura  # noqa: PLC0415

    # Its remarks about broken pages are told as failures.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(
        html,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or found.body is None:
        return [], None
    return list(_paragraphs(found.body)), line_of((found.author or "").replace("; ", ", "))


def _paragraphs(body: Any) -> Iterator[str]:
    """Give the blocks of trafilatura's tree: paragraphs, headings, quotations, list items, table rows."""
    for element in body:
        if element.tag in {"list", "quote"} and len(element):
            yield from _parted([element.text or ""])
            yield from _paragraphs(element)
        elif element.tag == "table":
            for row in element.iter("row"):
                if cells := [cell for cell in (joined(cell.itertext()) for cell in row.iter("cell")) if cell]:
                    yield " | ".join(cell.replace("\n", " ") for cell in cells)
        else:
            yield from _parted(_with_breaks(element))
        yield from _parted([element.tail or ""])


def _parted(parts: Iterable[str]) -> Iterator[str]:
    yield from filter(None, joined(parts).split("\n\n"))


def _with_breaks(element: Any) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if child.tag == "lb":
            yield "\n"
        else:
            yield from _with_breaks(child)
        yield " ".join((child.tail or "").split("\n"))


def _besides(shown: list[Block], text: list[str], title: str | None) -> Iterator[Removed]:
    """Give each run of the page's lines that are neither the article's nor its title."""
    keys = {_key(line) for paragraph in text for line in paragraph.split("\n")}
    everything = " ".join(_key(paragraph) for paragraph in text)
    run: list[str] = []
    for line in (line for block in shown for line in block.text.split("\n") if line):
        key = _key(line)
        own = key in keys or (len(key) > SHORT and key in everything) or (title is not None and key == _key(title))
        if own and run:
            yield Removed(text="\n".join(run), reason="page navigation, teasers or notices")
            run = []
        elif not own:
            run.append(line)
    if run:
        yield Removed(text="\n".join(run), reason="page navigation, teasers or notices")


def _key(text: str) -> str:
    return "".join(text.split()).casefold()
