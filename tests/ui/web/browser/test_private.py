"""Nothing of the page comes from another host, and nothing prepares to go there.

That no request went elsewhere is checked at the end of every test here: see ``visit``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit
from tests.ui.web.browser.visitor import NETWORK, Noticed, Visitor

ADDRESSES = """() => [...document.querySelectorAll('link[href], script[src], img[src], iframe[src], form[action]')]
  .map(one => one.href || one.src || one.action)"""


def test_the_page_names_no_other_host(reader: Visitor) -> None:
    reader.read(reader.ask("What did Spain pledge and when?"))
    addresses: list[str] = reader.page.evaluate(ADDRESSES)
    assert addresses
    foreign = {urlsplit(one).netloc for one in addresses if urlsplit(one).scheme in NETWORK}
    assert foreign <= {urlsplit(reader.url).netloc}


def test_the_browser_keeps_nothing_of_a_conversation(reader: Visitor) -> None:
    reader.ask("What did Spain pledge and when?")
    kept: str = reader.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Spain" not in kept
    assert [one["name"] for one in reader.page.context.cookies() if "Spain" in one["value"]] == []


def test_a_breach_of_the_policy_is_noticed(visit: Visit, page: Serving) -> None:
    """So that the checks of every other test here would find one."""
    visitor = visit(page.url, faulty=True)
    visitor.page.evaluate(
        "() => { document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/x.png'})); }"
    )
    visitor.page.evaluate("() => { fetch('http://192.0.2.1/').catch(() => {}); }")
    expect(visitor.page.locator("img[src*='192.0.2.1']")).to_have_count(1)
    visitor.page.wait_for_timeout(200)
    assert [one for one in visitor.noticed.faults if "Content Security Policy" in one]
    noticed = Noticed(["http://192.0.2.1/x.png", "data:,x", "wss://192.0.2.1/", f"{page.url}/"])
    assert noticed.elsewhere(page.url) == ["http://192.0.2.1/x.png", "wss://192.0.2.1/"]
    visitor.noticed.requests[:] = [one for one in visitor.noticed.requests if "192.0.2.1" not in one]
