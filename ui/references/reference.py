"""An article as writers refer to it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from string import ascii_lowercase

from assistant.answer import Citation, CitedArticle
from index.terms import STOPWORDS
from ingest.identity import slug
from ui.references.fields import address, line
from ui.references.names import Name, names


@dataclass(frozen=True)
class Reference:
    """What a reference says. A field that the article lacks is empty, and no format fills it."""

    key: str
    """Its name among the references that are made with it: ``harbour-wire-2024-wall``."""
    authors: tuple[Name, ...]
    title: str | None
    outlet: str | None
    published: dt.date | None
    url: str | None
    accessed: dt.date | None
    """The day on which the article was taken in; none without a URL, since nothing else can change later."""
    quotes: tuple[str, ...]


def gathered(citations: Sequence[Citation]) -> list[Reference]:
    """Give one reference for each article, in the order in which the citations name them, with all its quotes."""
    quotes: dict[str, list[str]] = {}
    articles: dict[str, CitedArticle] = {}
    for one in citations:
        article = articles.setdefault(one.article.id, one.article)
        quotes.setdefault(article.id, []).append(one.quote)
    keys = _keys(articles.values())
    return [reference(article, keys[article.id], quotes[article.id]) for article in articles.values()]


def reference(article: CitedArticle, key: str = "", quotes: Iterable[str] = ()) -> Reference:
    """Give the reference of one article, its fields fit to print."""
    outlet, url = line(article.outlet), address(article.url)
    authors = names(line(article.byline) or "")
    return Reference(
        key=key,
        # Pages that name no author often name themselves; a style says itself what stands in an author's place.
        authors=tuple(one for one in authors if outlet is None or str(one).casefold() != outlet.casefold()),
        title=line(article.title),
        outlet=outlet,
        published=article.published,
        url=url,
        accessed=article.ingested if url else None,
        quotes=tuple(dict.fromkeys(text for quote in quotes if (text := line(quote)))),
    )


def _keys(articles: Iterable[CitedArticle]) -> dict[str, str]:
    """Give each article's id a key. Which letter it gets among equals hangs on its id, not on its place."""
    bases = {article.id: _base(article) for article in articles}
    shared = Counter(bases.values())
    taken = {base for base, times in shared.items() if times == 1}
    keys = {}
    for name, base in sorted(bases.items()):
        key = base if shared[base] == 1 else next(f"{base}-{end}" for end in _ends() if f"{base}-{end}" not in taken)
        taken.add(key)
        keys[name] = key
    return keys


def _base(article: CitedArticle) -> str:
    outlet = slug(line(article.outlet) or "").removeprefix("the-")
    words = [word for word in slug(line(article.title) or "").split("-") if word]
    telling = (word for word in words if word not in STOPWORDS and not word.isdigit())
    year = str(article.published.year) if article.published else ""
    return "-".join(part for part in (outlet, year, next(telling, "".join(words[:1]))) if part) or "article"


def _ends() -> Iterator[str]:
    """Give a, b and so on to z, then aa, ab."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
