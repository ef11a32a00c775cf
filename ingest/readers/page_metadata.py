"""What a web page states about itself: headline, outlet, authors, address and day of publication.

Only statements count: ``<meta>``, JSON-LD, ``<link>``, ``<h1>``, ``<time>``. htmldate is not asked: where a
page states nothing it searches the address, the copyright line and the prose, and it reads 03/04/2024
one way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.article import Origin
from ingest.readers.layout import is_address, line_of, names_of, state_date
from ingest.record import Record, Stated

# Names of <meta>, without separators and in lower case, best first; those of changes are not here.
_TITLE = (
    "ogtitle",
    "headline",
    "twittertitle",
    "dctitle",
    "dctermstitle",
    "citationtitle",
    "parselytitle",
    "title",
)
_OUTLET = (
    "ogsitename",
    "citationjournaltitle",
    "dcpublisher",
    "dctermspublisher",
    "publisher",
    "applicationname",
)
_BYLINE = ("author", "articleauthor", "byl", "parselyauthor", "dccreator", "dctermscreator", "citationauthor")
_URL = ("ogurl", "twitterurl", "parselylink")
_PUBLISHED = (
    *(
        "articlepublishedtime",
        "articlepublished",
        "ogarticlepublishedtime",
        "ogpublishedtime",
        "publishedtime",
    ),
    *(
        "datepublished",
        "publisheddate",
        "publishdate",
        "publicationdate",
        "originalpublicationdate",
        "pubdate",
    ),
    *(
        "parselypubdate",
        "sailthrudate",
        "cxenseparserecspublishtime",
        "citationpublicationdate",
        "citationdate",
    ),
    *("dcdateissued", "dctermsissued", "dctermsdateissued", "btpubdate", "dcdate", "dctermsdate", "date"),
)

_ARTICLE_TYPE = re.compile(r"(?:article|blogposting|report|liveblogposting)$", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_CHANGED = re.compile(r"\b(?:updated?|modified|edited|corrected)\b", re.IGNORECASE)
_ISSUED = re.compile(r"\b(?:published|posted|issued)\b", re.IGNORECASE)
MAX_DATELINE = 80
"""Characters that may stand beside a ``<time>`` in its line: names and labels. In a sentence of the article
it marks up a day that is told about."""
MIN_PROSE = 120
"""Characters of a first paragraph; dates below it are not the article's head."""
MAX_GRAPH_DEPTH = 4


def state_page(record: Record, tree: Any) -> None:
    """Set the record's fields to what the page states."""
    meta = _meta(tree)
    address = _address(tree, meta)
    heading = _heading(tree)
    article = _article_node(tree, {line_of(meta.get("ogtitle")), heading}, address)
    title = _first(meta, _TITLE[:1]) or line_of(article.get("headline"))
    if title is None and heading:
        record.title = Stated(heading, Origin.HEADING)
    elif said := title or _first(meta, _TITLE) or line_of(tree.findtext(".//head/title")):
        record.title = Stated(said, Origin.HTML_METADATA)
    if outlet := _first(meta, _OUTLET[:1]) or line_of(article.get("publisher")) or _first(meta, _OUTLET):
        record.outlet = Stated(outlet, Origin.HTML_METADATA)
    names = names_of(article.get("author")) or next(
        (found for key in _BYLINE if (found := names_of(meta.get(key)))), []
    )
    if names:
        record.byline = Stated(", ".join(names), Origin.HTML_METADATA)
    address = address or line_of(article.get("url")) or line_of(article.get("mainEntityOfPage"))
    if address and is_address(address) and "://" in address:
        record.url = Stated(address, Origin.HTML_METADATA)
    statements = [meta[key] for key in _PUBLISHED if key in meta]
    statements[1:1] = [article["datePublished"]] if article.get("datePublished") else []
    for statement in (*statements, *_times(tree)):
        if record.published is None:
            state_date(record, statement, Origin.HTML_METADATA)


def _meta(tree: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = (element.get("content") or "").strip()
        if not key or not value:
            continue
        plain = re.sub(r"[\W_]+", "", key.lower())
        if plain in _BYLINE and plain in found:
            # Several authors stand in several elements.
            found[plain] = [*(found[plain] if isinstance(found[plain], list) else [found[plain]]), value]
        else:
            found.setdefault(plain, value)
    return found


def _first(meta: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    # "@courier" is an account, not an outlet's name.
    return next((line for key in keys if (line := line_of(meta.get(key))) and not line.startswith("@")), None)


def _heading(tree: Any) -> str | None:
    # Several h1 are a page of several things, or a logo and a headline.
    headings = [line for element in tree.iter("h1") if (line := " ".join(element.text_content().split()))]
    return line_of(headings[0]) if len(headings) == 1 else None


def _address(tree: Any, meta: Mapping[str, Any]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    candidates = [*links, *(meta.get(key) for key in _URL)]
    for comment in tree.getroottree().xpath("//comment()")[:5]:
        candidates += _SAVED_FROM.findall(comment.text or "")
    return next((line for value in candidates if (line := line_of(value)) and re.match("https?://", line)), None)


def _article_node(tree: Any, headlines: set[str | None], address: str | None) -> Mapping[str, Any]:
    """Give the JSON-LD object about the page's own article, or an empty one.

    Pages also describe the stories that they tease; among several the headline or address decides.
    """
    nodes: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            text = re.sub(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$", "", script.text or "")
            try:
                nodes.extend(_nodes(json.loads(text, strict=False)))
            except (ValueError, RecursionError):
                continue
    if len(nodes) > 1:
        own = [
            node
            for node in nodes
            if line_of(node.get("headline")) in headlines - {None}
            or (address and address in {line_of(node.get("url")), line_of(node.get("mainEntityOfPage")), _id(node)})
        ]
        days = {str(node.get("datePublished"))[:10] for node in own}
        return own[0] if len(days) == 1 else {}
    return nodes[0] if nodes else {}


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_GRAPH_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, Mapping):
        kinds = value.get("@type")
        if any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for key in ("@graph", "mainEntity"):
            yield from _nodes(value.get(key), depth + 1)


def _id(node: Mapping[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    return line_of(page.get("@id")) if isinstance(page, Mapping) else line_of(node.get("@id"))


def _times(tree: Any) -> list[str]:
    """Give the publication date that the head of the article shows, if it shows just one."""
    marked: list[str] = []
    shown: list[str] = []
    heading = next(tree.iter("h1"), None)
    scope = None
    if heading is not None:
        scope = next(heading.iterancestors("article", "main", "header"), heading.getparent())
    inside = False
    for element in tree.iter():
        inside = inside or element is scope
        if element.tag == "p" and inside and len(" ".join(element.text_content().split())) > MIN_PROSE:
            inside = False
            scope = None
        value = element.get("datetime") or element.get("content") or ""
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            marked.append(value or element.text_content())
        elif element.tag == "time" and inside and _is_dateline(element):
            shown.append(value or element.text_content())
    for statements in (marked, shown):
        days = {statement.strip()[:10] for statement in statements}
        if len(days) == 1:
            return statements[:1]
    return []


def _is_dateline(element: Any) -> bool:
    line = element
    for ancestor in element.iterancestors():
        if ancestor.tag in {"a", "nav", "aside", "footer"}:
            return False
    while line.getparent() is not None and line.tag not in {
        "p",
        "div",
        "li",
        "header",
        "section",
        "article",
        "main",
    }:
        line = line.getparent()
    own = " ".join(element.text_content().split())
    # In a header or article the line is the element itself and what directly precedes it.
    whole = " ".join(line.text_content().split()) if line.tag in {"p", "div", "li"} else own
    previous = element.getprevious()
    before = whole.partition(own)[0] if own else ""
    if not before:
        before = (previous.tail or previous.text_content() if previous is not None else element.getparent().text) or ""
    before = before[-MAX_DATELINE:]
    labels = [*((match.start(), True) for match in _CHANGED.finditer(before))]
    labels += [(match.start(), False) for match in _ISSUED.finditer(before)]
    return len(whole) - len(own) <= MAX_DATELINE and not (labels and max(labels)[1])
