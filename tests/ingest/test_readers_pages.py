"""Saved web pages: the article's text, what else is shown, and what the page states about itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from index.article import Origin
from ingest.record import Record, Stated

OneRecord = Callable[[str, str | bytes], Record]
OneReason = Callable[[str, str | bytes], str]

ARTICLE = """
<p>The port authority will raise the eastern harbour wall by one metre before the winter storms, its director
said on <b>Monday</b>.</p>
<p>The work costs 14 million euros and employs 80 people, “most of them from the bay”, Marta Leal told
<a href="/t/reporters">reporters</a>.</p>
<h2>What comes next</h2>
<p>A tender opens in June. Bids are due by 1 September.</p>
<blockquote><p>“We have waited twelve years for this,” said a fisherman.</p></blockquote>
<ul><li>Phase one: the eastern wall</li><li>Phase two: the pier</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>6 million</td></tr></table>
<p>Ferry traffic goes on during the work, with two crossings fewer a day.</p>
"""
PARAGRAPHS = [
    (
        "The port authority will raise the eastern harbour wall by one metre before the winter storms, "
        "its director said on Monday."
    ),
    ("The work costs 14 million euros and employs 80 people, “most of them from the bay”, Marta Leal told reporters."),
    "What comes next",
    "A tender opens in June. Bids are due by 1 September.",
    "“We have waited twelve years for this,” said a fisherman.",
    "Phase one: the eastern wall",
    "Phase two: the pier",
    "Year | Cost",
    "2024 | 6 million",
    "Ferry traffic goes on during the work, with two crossings fewer a day.",
]
AROUND = {
    "cookies": "We use cookies to improve your visit. Accept all or manage your choices.",
    "menu": "World news",
    "caption": "The wall at low tide. Photo: B. Roca",
    "related": "Mayor quits over ferry contract",
    "comment": "It was about time that they did something about it, well done.",
    "teaser": "The bakery on the corner of Mill Street won the national prize for its rye loaf on Sunday.",
    "foot": "© 2024 Bay Courier. All rights reserved.",
}
JSON_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour wall to be raised by a metre",
    "datePublished": "2024-05-27T23:30:00-05:00",
    "dateModified": "2024-06-02",
    "author": [{"@type": "Person", "name": "Ines Prado"}, {"@type": "Person", "name": "Tom Leal"}],
    "publisher": {"@type": "Organization", "name": "The Bay Courier"},
}


def page(head: str = "", *, top: str = "", body: str = ARTICLE, heading: str = "Harbour wall to be raised") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Wall | Bay Courier</title>{head}</head><body>
<div id="cookie-banner"><p>{AROUND["cookies"]}</p><button>Accept</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">{AROUND["menu"]}</a></li></ul></nav></header>
<main><article><h1>{heading}</h1>{top}{body}
<figure><img src="a.jpg" alt="wall"><figcaption>{AROUND["caption"]}</figcaption></figure>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/x">{AROUND["related"]}</a></li></ul></aside>
</article><section class="comments" id="comments"><h3>Comments</h3><p>{AROUND["comment"]}</p></section>
<section class="more"><h2>More from us</h2><div class="card"><a href="/q"><h3>Bakery wins prize</h3></a>
<time datetime="2024-05-20">20 May 2024</time><p>{AROUND["teaser"]}</p></div></section>
</main><footer><p>{AROUND["foot"]}</p><script>var words = "never shown";</script></footer></body></html>"""


def ld(*nodes: object) -> str:
    value = nodes[0] if len(nodes) == 1 else list(nodes)
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def published(record: Record) -> str | None:
    return str(record.published.value) if record.published else None


def test_the_text_is_the_articles_and_all_else_is_put_aside(record: OneRecord) -> None:
    found = record("a.html", page())
    assert found.text.split("\n\n") == PARAGRAPHS
    aside = "\n".join(piece.text for piece in found.removed)
    for words in AROUND.values():
        assert words in aside
    assert "never shown" not in aside
    assert not any(paragraph in aside for paragraph in PARAGRAPHS)
    assert {piece.reason for piece in found.removed} == {"page navigation, teasers or notices"}


def test_a_paragraph_that_is_a_link_leads_elsewhere(record: OneRecord) -> None:
    link = '<p><a href="/pier">Why the pier is sinking</a></p>'
    found = record("a.html", page(body=ARTICLE.replace("<ul>", f"{link}<ul>")))
    assert found.text.split("\n\n") == PARAGRAPHS
    assert "Why the pier is sinking" in [piece.text for piece in found.removed]


def test_an_article_of_two_sentences(record: OneRecord) -> None:
    html = (
        "<html><body><nav><a href='/'>Home</a></nav><h1>Ferry late</h1>"
        "<p>The ferry was late.</p><p>Nobody was hurt.</p></body></html>"
    )
    found = record("a.htm", html)
    assert found.text == "The ferry was late.\n\nNobody was hurt."
    assert found.title == Stated("Ferry late", Origin.HEADING)
    assert (found.outlet, found.byline, found.url, found.published, found.notes) == (
        None,
        None,
        None,
        None,
        [],
    )


def test_lines_that_are_broken_and_not_marked_as_paragraphs(record: OneRecord) -> None:
    lines = [
        "The evening ferry from the island was forty minutes late on Tuesday.",
        "Nobody was hurt, the company said, and the morning boat left on time.",
        "It was the third delay this month, and the mayor wants an answer by Friday.",
    ]
    found = record("a.html", f"<html><body><a href='/'>Home</a><div>{'<br><br>'.join(lines)}</div></body></html>")
    assert found.text.split("\n\n") == lines
    assert [piece.text for piece in found.removed] == ["Home"]


@pytest.mark.parametrize(
    ("head", "heading", "title", "origin"),
    [
        (
            '<meta property="og:title" content="The wall rises">',
            "Wall",
            "The wall rises",
            Origin.HTML_METADATA,
        ),
        (ld(JSON_LD), "Wall", "Harbour wall to be raised by a metre", Origin.HTML_METADATA),
        ("", "The <i>wall</i> rises", "The wall rises", Origin.HEADING),
        ("", "", "Wall | Bay Courier", Origin.HTML_METADATA),
    ],
)
def test_titles_best_first(record: OneRecord, head: str, heading: str, title: str, origin: Origin) -> None:
    assert record("a.html", page(head, heading=heading)).title == Stated(title, origin)


def test_fields_from_json_ld(record: OneRecord) -> None:
    found = record("a.html", page(ld({"@graph": [{"@type": "WebSite", "name": "Site"}, JSON_LD]})))
    assert found.outlet == Stated("The Bay Courier", Origin.HTML_METADATA)
    assert found.byline == Stated("Ines Prado, Tom Leal", Origin.HTML_METADATA)
    assert found.published == Stated(dt.date(2024, 5, 27), Origin.HTML_METADATA)


def test_fields_from_meta_and_link(record: OneRecord) -> None:
    head = (
        '<meta property="og:site_name" content="Bay Courier"><meta name="author" content="Ines Prado">'
        '<meta name="author" content="Tom Leal"><link rel="canonical" href="https://bay.example/wall">'
        '<meta property="og:url" content="https://m.bay.example/wall"><meta name="publisher" content="@bay">'
    )
    found = record("a.html", page(head))
    assert found.outlet == Stated("Bay Courier", Origin.HTML_METADATA)
    assert found.byline == Stated("Ines Prado, Tom Leal", Origin.HTML_METADATA)
    assert found.url == Stated("https://bay.example/wall", Origin.HTML_METADATA)


def test_the_address_that_a_browser_notes_in_what_it_saves(record: OneRecord) -> None:
    html = page().replace("<html", "<!-- saved from url=(0028)https://bay.example/news/wall -->\n<html")
    assert record("a.html", html).url == Stated("https://bay.example/news/wall", Origin.HTML_METADATA)


def test_a_byline_on_the_page(record: OneRecord) -> None:
    found = record("a.html", page(top='<p class="byline">By <a rel="author" href="/i">Ines Prado</a></p>'))
    assert found.byline == Stated("Ines Prado", Origin.HTML_METADATA)
    assert found.text.split("\n\n") == PARAGRAPHS


TIME = '<time datetime="2024-05-27T10:00:00Z">27 May 2024</time>'


@pytest.mark.parametrize(
    "statement",
    [
        {"head": '<meta property="article:published_time" content="2024-05-27T23:30:00-05:00">'},
        {"head": '<meta name="parsely-pub-date" content="2024-05-27T10:00:00Z">'},
        {"head": '<meta name="DC.date.issued" content="27 May 2024">'},
        {"head": '<meta itemprop="datePublished" content="2024-05-27">'},
        {"head": ld(JSON_LD)},
        {"top": '<span itemprop="datePublished" content="2024-05-27">Monday</span>'},
        {"top": TIME},
        {"top": f"<p>Published {TIME}</p>"},
        {"top": f"<div><span>By Ines Prado</span> · {TIME} · 3 min read</div>"},
        {"top": f'<p>Published {TIME}, updated <time datetime="2024-06-02">2 June 2024</time></p>'},
        {"top": "<p><time>May 27, 2024</time></p>"},
    ],
    ids=lambda statement: next(iter(statement.values()))[:60],
)
def test_days_of_publication_that_a_page_states(record: OneRecord, statement: dict[str, str]) -> None:
    assert published(record("a.html", page(**statement))) == "2024-05-27"


@pytest.mark.parametrize(
    "statement",
    [
        {},
        {"head": '<meta property="article:modified_time" content="2024-06-02">'},
        {"head": '<meta name="last-modified" content="2024-06-02"><meta name="copyright" content="2024">'},
        {"head": '<link rel="canonical" href="https://bay.example/2024/05/27/wall">'},
        {"head": ld({**JSON_LD, "datePublished": None})},
        {"head": ld({"@type": "ItemList", "itemListElement": [JSON_LD]})},
        {"head": ld({"@type": "VideoObject", "datePublished": "2024-05-20"})},
        {"head": ld({**JSON_LD, "headline": "Other"}, {**JSON_LD, "headline": "Another"})},
        {"top": '<p>Updated <time datetime="2024-06-02">2 June 2024</time></p>'},
        {"top": '<a href="/x"><time datetime="2024-05-20">20 May</time></a>'},
        {"top": f"<div>{TIME}</div><div><time datetime='2024-05-20'>20 May 2024</time></div>"},
        {"body": ARTICLE.replace("1 September", '<time datetime="2024-09-01">1 September</time>')},
        {"body": ARTICLE.replace("twelve years", "since 3 March 2012")},
    ],
    ids=lambda statement: str(next(iter(statement.values()), "nothing"))[:60],
)
def test_what_states_no_day_of_publication_gives_none(record: OneRecord, statement: dict[str, str]) -> None:
    assert published(record("a.html", page(**statement))) is None


def test_among_several_stories_in_json_ld_the_pages_own_counts(record: OneRecord) -> None:
    other = {**JSON_LD, "headline": "Mayor quits", "datePublished": "2024-05-20", "author": "Ann Lee"}
    own = {**JSON_LD, "headline": "Harbour wall to be raised"}
    found = record("a.html", page(ld(other, own)))
    assert published(found) == "2024-05-27"
    assert found.byline == Stated("Ines Prado, Tom Leal", Origin.HTML_METADATA)


def test_a_date_in_meta_that_can_be_read_two_ways(record: OneRecord) -> None:
    found = record("a.html", page('<meta name="date" content="03/04/2024">'))
    assert found.published is None
    assert found.notes == ["published '03/04/2024' can be read two ways: 2024-04-03 and 2024-03-04"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("windows-1251", "cp1251"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "utf-16"),
    ],
)
def test_the_encoding_that_a_page_declares(record: OneRecord, charset: str, encoding: str) -> None:
    words = "“We have waited,” said Владимир." if encoding != "cp1252" else "“We have waited,” said José."
    body = f"<p>{words} The work costs 14 million euros and employs 80 people.</p>"
    html = page(body=body).replace('charset="utf-8"', f'charset="{charset}"').replace("©", "(c)")
    assert record("a.html", html.encode(encoding)).text.startswith(words)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "the file is empty"),
        ("<html><body></body></html>", "no text of an article was found on the page"),
        (
            "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>",
            "no text of an article",
        ),
        ("<!-- nothing -->", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "holds an image, not what its name says"),
    ],
)
def test_pages_without_article(reason: OneReason, html: str | bytes, why: str) -> None:
    assert reason("a.html", html).startswith(why)


@pytest.mark.parametrize(
    "html",
    [
        page(body="<div>" * 20_000 + ARTICLE + "</div>" * 20_000),
        page(body=ARTICLE + "<b>" * 20_000),
        page(body=ARTICLE + "<!--" + "x" * 1_000_000),
        page(body=ARTICLE + "&lol;" * 20_000),
        page(body=ARTICLE).replace("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'),
        page(ld(JSON_LD).replace("}", "", 1) + '<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
        page().replace("</p>", ""),
    ],
    ids=["deep", "unclosed", "comment", "entities", "doctype", "json-ld", "no end tags"],
)
def test_broken_and_hostile_pages_do_not_raise(reading: Callable[[str, str], list[object]], html: str) -> None:
    assert len(reading("a.html", html)) == 1
