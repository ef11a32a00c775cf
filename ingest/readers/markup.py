"""Turns HTML into the lines of text that a reader of the page sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *(
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
        ),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "select", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    )
)
"""Elements that begin and end a line of their own."""
UNSEEN = frozenset(
    (
        *("audio", "canvas", "embed", "head", "iframe", "map", "math", "noscript", "object", "script"),
        *("style", "svg", "template", "video"),
    )
)
"""Elements whose contents are not text on the page."""
ASIDE = frozenset(("aside", "button", "caption", "dialog", "figcaption", "footer", "form", "nav", "option", "select"))
"""Elements that stand beside the prose of an article: captions, boxes, forms, navigation."""

_TAG = re.compile(
    r"</?(?:a|article|aside|b|blockquote|body|br|div|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|html|i|"
    r"iframe|img|li|main|nav|ol|p|pre|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BREAKS = re.compile(r"\n{2,}")
_SPACES = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Block(NamedTuple):
    """One line or paragraph of a page."""

    text: str
    linked: int
    """Characters of it that are links."""
    aside: bool
    """Whether it stands in an element such as ``nav`` or ``figcaption``."""


def holds_markup(text: str) -> bool:
    """Tell whether the text is HTML: whether any tag of a text's usual ones is in it."""
    return _TAG.search(text) is not None


def prose(text: str) -> tuple[str, list[str]]:
    """Give the paragraphs of a field that may be HTML, parted by blank lines, and what stands beside them.

    Text without tags keeps its own lines; only character references such as ``&quot;`` are resolved.
    """
    if not holds_markup(text):
        return _ENTITY.sub(lambda match: html.unescape(match[0]), text), []
    tree = parsed(text)
    if tree is None:
        return "", []
    blocks_ = list(blocks(tree))
    paragraphs = [block.text for block in blocks_ if not block.aside]
    return "\n\n".join(paragraphs), [block.text for block in blocks_ if block.aside]


def one_line(text: str) -> str:
    """Give a short value such as a headline without markup, on one line."""
    plain, beside = prose(text)
    return " ".join((plain or " ".join(beside)).split())


def parsed(text: str) -> Any:
    """Give the root element of an HTML page or fragment, or ``None`` if there is nothing in it."""
    # Read only for HTML: import costs 50 ms.
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    # A declared encoding is done with once there is text, and lxml refuses text that declares one.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        # Without the flag all that lies more than 256 elements deep is passed over.
        return lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def blocks(root: Any) -> Iterator[Block]:
    """Give the blocks of text in an element that can be seen, in the order of the page."""
    page = _Page()
    # Not by recursion: hostile pages nest deeper than Python's stack.
    for event, element in walk(root):
        if element.tag in BLOCKS:
            yield from page.block()
        if event == "start":
            page.enter(element)
        else:
            page.leave(element)
    yield from page.block()


def unseen(element: Any) -> bool:
    """Tell whether an element's contents are not text on the page: a script, a comment, something hidden."""
    # The tag of a comment is not a string.
    return (
        not isinstance(element.tag, str)
        or element.tag in UNSEEN
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def joined(parts: Iterable[str]) -> str:
    """Give the lines of a block, each without needless spaces; two breaks or more part paragraphs."""
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return _BREAKS.sub("\n\n", "\n".join(lines)).strip("\n")


class _Page:
    """What has been read of a page since its last block, and in which elements the reading stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._links = self._asides = self._unseen = 0

    def block(self) -> Iterator[Block]:
        text = joined(self._parts)
        if text:
            yield Block(text, min(self._linked, len(text)), aside=bool(self._asides))
        self._parts.clear()
        self._linked = 0

    def enter(self, element: Any) -> None:
        self._count(element, 1)
        if element.tag == "br":
            self._parts.append("\n")
        elif element.tag in {"td", "th"} and any(map(str.strip, self._parts)):
            self._parts.append(" | ")
        self._add(element.text)

    def leave(self, element: Any) -> None:
        self._count(element, -1)
        self._add(element.tail)

    def _count(self, element: Any, step: int) -> None:
        tag = element.tag
        self._unseen += step * unseen(element)
        self._links += step * (tag == "a")
        self._asides += step * (tag in ASIDE)

    def _add(self, text: str | None) -> None:
        if text and not self._unseen:
            self._parts.append(_SPACES.sub(" ", text))
            if self._links:
                self._linked += len(" ".join(text.split()))


def walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Give "start" and "end" of each element, comments too, in the order of the page."""
    from lxml import etree  # noqa: PLC0415  # as above

    events = ("start", "end", "comment", "pi")
    for event, element in etree.iterwalk(root, events=events):
        if event in {"comment", "pi"}:
            yield "start", element
            yield "end", element
        else:
            yield event, element
