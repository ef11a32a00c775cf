"""Citations to refer to; every article in them is invented."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from assistant.answer import Citation, CitedArticle

MONDAY = dt.date(2024, 5, 27)
TAKEN_IN = dt.date(2024, 6, 3)
URL = "https://harbour.example/odesa/wall?page=1&view=full"
HOSTILE = (
    "TY  - JOUR",
    "ER  - ",
    "\nER  - \nTY  - JOUR\n",
    "}, url = {javascript:alert(1)}",
    "}\n@article{x,",
    "@comment{",
    "\\",
    "\\input{secret}",
    "{",
    "}",
    "50% of $5 & #1_a^b~c",
    "\"straight\" and 'single' and ``two'' -- --- ,, <<x>> |",
    "it's",
    "Żółć und „Große“ Ærø",
    "Київ 東京 🇺🇦 👩‍👩‍👧",
    "[link](javascript:alert(1))",
    "![picture](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<i>slanted</i>",
    "&lt;b&gt; &copy; &#106;",
    "[^2]: note",
    "`code` *strong* _em_ ~~gone~~ $x$ ^up^",
    "https://evil.example and www.evil.example and <https://evil.example>",
    "@doe2024",
    "# heading",
    "1. list",
    "- list",
    "> quoted",
    "| table |",
    "tab\tbell\x07null\x00escape\x1b[2J",
    "turned \u202eround\u2066 \ufeff",
    "\u2028line\u2029paragraph\x85next",
    "very long " * 300,
)
"""What has a meaning in one format or another."""


def texts() -> st.SearchStrategy[str]:
    """Give texts of any characters, and of what means something somewhere."""
    return st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), min_size=1, max_size=4).map(" ".join)


def article(name: str = "wall", **fields: object) -> CitedArticle:
    """Give an article with all fields, or with the given ones changed."""
    given = {
        "id": name,
        "title": "Harbour wall gives way in Odesa",
        "outlet": "The Harbour Wire",
        "byline": "Jane Doe",
        "url": URL,
        "path": "wall.md",
        "published": MONDAY,
        "published_from": None,
        "ingested": TAKEN_IN,
    }
    return CitedArticle.model_validate(given | fields)


def citation(number: int = 1, quote: str = "The wall gave way at noon.", **fields: object) -> Citation:
    """Give a citation of an article with the given fields."""
    return Citation(number=number, quote=quote, start=0, end=len(quote), article=article(**fields))  # type: ignore[arg-type]
