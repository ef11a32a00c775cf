"""What articles, files and people bring is shown as text and never obeyed."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from index.article import Article
from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import correct, ingest
from tests.ui.chromium import PHONE
from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.visitor import Visitor, plain
from ui.feedback import FeedbackStore
from ui.terminal import shown

RUN = "window.__pwned=1;alert(1)"
ATTACKS = (
    f"<script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"<svg/onload={RUN}>",
    f"</template><script>{RUN}</script>",
    f"</textarea></title></style><iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"</article></section><details open ontoggle={RUN}>",
    f"<math><mtext><table><mglyph><style><img src onerror={RUN}></style></mglyph></table></mtext></math>",
    f"<a href=javascript:{RUN}>press here</a>",
    f"[press here](javascript:{RUN}) ![](https://evil.example/x.png)",
    "{{constructor.constructor('" + RUN.replace("'", '"') + "')()}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${" + RUN + "}`${" + RUN + "}`",
    f"' autofocus onfocus='{RUN}' x='",
    f"&lt;img src=x onerror={RUN}&gt;&#60;b&#62;",
    f"javascript:{RUN}//",
    "\u202egnp.exe\u202c \u2066left\u2069 \u200fright",
    "<!--<x-->]]><![CDATA[<b>bold</b>]]>",
    f"@import 'https://evil.example/x.css';}}*{{background:url(javascript:{RUN})}}",
)
ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//https://news.example/",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "file:///etc/passwd",
    f'https://news.example/"onmouseover="{RUN}',
    f"https://news.example/<script>{RUN}</script>",
    "//evil.example/x",
    " \tjavascript:" + RUN,
)
PLACES = (
    "Quillmere", "Tarnholt", "Eddingrove", "Saltmarket", "Windlebury", "Oakhampton", "Perrinford", "Lowmoor", "Vennick"
)  # fmt: skip
HARMFUL = (
    "script, img, iframe, object, embed, style, link, meta, base, video, audio, math, foreignObject, use, animate, set,"
    " marquee, frame, applet, portal, [srcdoc], [formaction], [autofocus]"
)
STRANGE = f"""() => [...document.querySelectorAll('#masthead, #conversation, #limits, #reader, #library, #arrivals')]
  .flatMap(region => [...region.querySelectorAll('*')])
  .filter(one => one.matches(`{HARMFUL}`)
    || [...one.attributes].some(({{ name, value }}) => name.startsWith('on')
      || (name === 'href' && !/^(https?:\\/\\/|#)/.test(value)) || (name === 'src')))
  .map(one => one.outerHTML.slice(0, 300))"""
LINKS = "() => [...document.querySelectorAll('#conversation a, #reader a')].map(a => [a.protocol, a.rel, a.target])"


def unharmed(visitor: Visitor) -> None:
    """Check that nothing ran, that nothing harmful stands in the page, and that links are good."""
    assert visitor.page.evaluate("window.__pwned") is None
    assert visitor.page.evaluate(STRANGE) == []
    for protocol, rel, target in visitor.page.evaluate(LINKS):
        assert protocol in {"http:", "https:"}
        if target:
            assert {"noopener", "noreferrer"} <= set(rel.split())
    assert visitor.noticed.dialogs == []


def seen(text: str | None) -> str:
    """Give a text as a page shows it."""
    return plain(shown(text or ""))


def question(place: str) -> str:
    return f"How many lanterns were hung in {place}?"


@pytest.fixture(scope="module")
def siege(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with articles all of whose fields attack: one for each place, and each attack in several."""
    sources, data_dir = tmp_path_factory.mktemp("siege-sources"), tmp_path_factory.mktemp("siege")
    for number, place in enumerate(PLACES):
        one, other = ATTACKS[number], ATTACKS[number + len(PLACES)]
        (sources / f"{number} ' & <img src=x onerror=alert(1)>.txt").write_text(
            f"Lanterns of {place}\n\nIn {place} {number + 40} lanterns were hung on Monday, said {one} to all."
            f"\n\nIt was {other} for a neighbour. The bridge of {place} was closed for an evening.",
            encoding="utf-8",
        )
    settings, store = Settings(data_dir=data_dir), SnapshotStore(data_dir)
    with SnapshotWriter(store, encoder) as writer:
        assert not ingest([sources], writer, settings).failures
    with store.open() as snapshot:
        texts = {entry: snapshot.article(entry).text for entry in snapshot.entries}
    known = {place: entry for place in PLACES for entry, text in texts.items() if f"In {place} " in text}
    for number, place in enumerate(PLACES):
        # What is set by hand is stored as it is; an ingest would have refused some of it.
        changes: dict[str, str | dt.date | None] = {
            "title": f"Lanterns of {place} {ATTACKS[number]}",
            "outlet": f"{place} Post {ATTACKS[number + len(PLACES)]}",
            "byline": f"Ann Other {ATTACKS[-number]}",
            "url": ADDRESSES[number],
        }
        with SnapshotWriter(store, encoder) as writer:
            correct(writer, settings, known[place], changes)
    return data_dir


def articles(workshop: Workshop) -> dict[str, Article]:
    """Give the attacking articles as they were stored, by their place."""
    with workshop.store.open() as snapshot:
        stored = [snapshot.article(one) for one in snapshot.entries]
    return {place: one for place in PLACES for one in stored if one.name.startswith(f"Lanterns of {place}")}


@pytest.fixture
def besieged(workshop: Workshop, siege: Path) -> Workshop:
    """A served collection of attacking articles."""
    workshop.hold(siege)
    return workshop


def test_articles_in_answers_sources_and_the_reader(visit: Visit, besieged: Workshop) -> None:
    stored = articles(besieged)
    assert set(stored) == set(PLACES)
    kept = "".join(f"{one.title}{one.outlet}{one.byline}{one.text}" for one in stored.values())
    assert [one for one in ATTACKS if one not in kept] == []  # none was cleaned away
    visitor = visit(besieged.url)
    for place, article in stored.items():
        turn = visitor.ask(question(place))
        source = turn.locator(".source", has_text=f"Lanterns of {place}").first
        assert plain(source.locator(".headline").text_content()) == seen(article.title)
        assert plain(source.locator(".outlet").text_content()) == seen(article.outlet)
        assert plain(source.locator(".byline").text_content()) == seen(f"By {article.byline}")
        claim = plain(turn.locator(".claim").first.text_content())
        assert claim.startswith(f"In {place}")
        unharmed(visitor)
        turn.locator(".mark a").first.hover()
        source.get_by_role("button", name="Read the article").click()
        expect(visitor.reader.locator(".headline")).to_have_text(seen(article.title))
        assert seen(visitor.reader.locator(".article-text").text_content()) == seen(article.text)
        expect(visitor.reader.locator("mark").first).to_be_visible()
        unharmed(visitor)
        visitor.page.keyboard.press("Escape")


def test_addresses_are_linked_only_where_they_lead_to_a_page(visit: Visit, besieged: Workshop) -> None:
    visitor = visit(besieged.url)
    links: dict[str, int] = {}
    for place, article in articles(besieged).items():
        turn = visitor.ask(question(place))
        source = turn.locator(".source", has_text=f"Lanterns of {place}").first
        links[article.url or ""] = source.locator("a").count()
        if article.url and not source.locator("a").count():
            assert plain(source.locator(".unlinked").text_content()) == seen(article.url)
    unharmed(visitor)
    for url, count in links.items():
        assert count == int(url.startswith("https://news.example/"))
    assert set(links) == set(ADDRESSES)


def test_articles_in_the_list(visit: Visit, besieged: Workshop) -> None:
    visitor = visit(besieged.url)
    visitor.room("Articles")
    room = visitor.page.locator("#library")
    room.get_by_role("searchbox").fill("Lanterns")
    expect(room.locator("tbody tr")).to_have_count(len(PLACES))
    listed = {plain(one) for one in room.locator("tbody .headline").all_text_contents()}
    assert listed == {seen(one.title) for one in articles(besieged).values()}
    unharmed(visitor)
    for attack in ATTACKS[:4]:
        room.get_by_role("searchbox").fill(attack)
        expect(room.locator("#listing")).to_contain_text(seen(attack)[:20])
        unharmed(visitor)


def test_outlets_among_the_limits(visit: Visit, besieged: Workshop) -> None:
    visitor = visit(besieged.url)
    outlet = articles(besieged)[PLACES[0]].outlet
    assert outlet
    visitor.page.locator("#limits summary").click()
    names = {plain(one) for one in visitor.page.locator("#limits .outlets label").all_text_contents()}
    assert plain(outlet) in {unicodedata.normalize("NFC", one) for one in names}
    visitor.page.locator("#limits .outlets label", has_text=f"{PLACES[0]} Post").locator("input").check()
    turn = visitor.ask(question(PLACES[0]))
    expect(turn.locator(".limits")).to_contain_text(seen(outlet))
    unharmed(visitor)


def test_questions_and_notes(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    for attack in (*ATTACKS[::2], "null \x00 byte", "bell \x07 and escape \x1b[31m"):
        turn = visitor.ask(attack)
        assert plain(turn.locator(".question").text_content()) == seen(attack)
        unharmed(visitor)
    turn.get_by_role("button", name="Wrong", exact=True).click()
    turn.get_by_label("What was wrong?").fill("\n".join(ATTACKS))
    turn.get_by_role("button", name="Keep the note").click()
    expect(turn.get_by_label("What was wrong?")).to_have_count(0)
    unharmed(visitor)
    (kept,) = FeedbackStore(workshop.data_dir).all()
    assert kept.note == "\n".join(ATTACKS)


def test_names_and_contents_of_files(visit: Visit, workshop: Workshop) -> None:
    visitor = visit(workshop.url)
    visitor.room("Articles")
    names = [
        f"<img src=x onerror={RUN}>.exe",
        f'"><svg onload={RUN}>.txt',
        "..\\..\\escape.txt",
        "\u202etxt.exe.html",
        "{{7*7}}.txt",
        "a" * 180 + ".txt",
    ]
    page = f"<html><head><title>Lanterns</title></head><body><p>Lanterns {ATTACKS[1]} {ATTACKS[2]}</p></body></html>"
    contents = [b"", b"", b"Lanterns hang over the water of Lowmoor.", page.encode(), b"Lanterns {{7*7}}", b""]
    files: list[FilePayload] = [
        {"name": name, "mimeType": "text/html", "buffer": content}
        for name, content in zip(names, contents, strict=True)
    ]
    visitor.page.get_by_label("Choose files").set_input_files(files)
    report = visitor.page.get_by_role("group", name="Report on your files")
    expect(report).to_be_visible(timeout=60_000)
    expect(report.locator(".failures")).to_contain_text(names[0])  # refused, and named as it is
    expect(report.locator(".failures")).to_contain_text("svg onload")  # kept under a name that every disk can bear
    assert "49" not in report.inner_text()
    unharmed(visitor)
    assert visitor.overhang() == 0
    outside = [one for one in workshop.data_dir.parent.rglob("escape*") if workshop.data_dir not in one.parents]
    assert outside == []


def test_corrections(visit: Visit, besieged: Workshop) -> None:
    visitor = visit(besieged.url)
    turn = visitor.ask(question(PLACES[1]))
    article = visitor.read(turn)
    article.get_by_text("Correct or remove").click()
    article.get_by_label("Headline").fill(ATTACKS[1])
    article.get_by_label("Outlet").fill(ATTACKS[3])
    article.get_by_role("button", name="Save the correction").click()
    expect(article.locator(".mend-said")).to_contain_text("Saved", timeout=60_000)
    expect(article.locator(".headline")).to_have_text(plain(ATTACKS[1]))
    expect(article.locator(".outlet")).to_have_text(plain(ATTACKS[3]))
    unharmed(visitor)


def test_words_without_end_do_not_widen_a_phone_s_page(visit: Visit, workshop: Workshop, tmp_path: Path) -> None:
    endless = "W" * 400
    record: dict[str, Any] = {
        "title": f"Lanterns {endless}",
        "source": f"Post {endless}",
        "author": f"Ann {endless}",
        "link": f"https://news.example/{endless}",
        "body": f"In Brackwater 77 lanterns were hung on Monday, said {endless}.",
    }
    feed = tmp_path / f"{'long' * 50}.jsonl"
    feed.write_text(json.dumps(record), encoding="utf-8")
    workshop.ingest(feed)
    visitor = visit(workshop.url, viewport=PHONE)
    turn = visitor.ask(f"How many lanterns were hung in Brackwater {endless}?")
    assert visitor.overhang() == 0
    turn = visitor.ask(question("Brackwater"))
    assert visitor.overhang() == 0
    visitor.read(turn)
    assert visitor.overhang() == 0
    wide: int = visitor.reader.locator(".reader-body").evaluate("one => one.scrollWidth - one.clientWidth")
    assert wide <= 0
    visitor.page.keyboard.press("Escape")
    visitor.room("Articles")
    expect(visitor.page.locator("#listing tbody tr").first).to_be_visible()
    assert visitor.overhang() == 0
