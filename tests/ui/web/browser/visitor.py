"""Somebody who visits the page with a browser, and all that the browser noticed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

PATIENCE = 30_000
"""Milliseconds after which something that has not come never will; on an idle machine all comes within two seconds."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
"""Of axe-core: WCAG 2.1 AA, and what its makers advise beyond it."""
NETWORK = frozenset({"http", "https", "ws", "wss", "ftp"})
"""Schemes that leave the browser; data: and blob: do not."""


@dataclass
class Noticed:
    """What a browser asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """Errors and warnings of the console (breaches of the content policy are among them), and of scripts."""
    dialogs: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note what happens in all pages of a context from now on."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)))
        context.on("console", lambda said: self.faults.append(said.text) if said.type in {"error", "warning"} else None)
        context.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def elsewhere(self, url: str) -> list[str]:
        """Give the requests that went to another host or port than those of a URL."""
        return [
            one
            for one in self.requests
            if urlsplit(one).scheme in NETWORK and urlsplit(one).netloc != urlsplit(url).netloc
        ]


@dataclass
class Visitor:
    """A tab with the page, driven as a person would."""

    page: Page
    url: str
    noticed: Noticed

    def open(self) -> Visitor:
        """Open the page and wait until it greets."""
        self.page.goto(self.url)
        expect(self.page.locator("#collection")).not_to_be_empty(timeout=PATIENCE)
        expect(self.page.locator("#welcome h2")).to_be_visible(timeout=PATIENCE)
        return self

    @property
    def question(self) -> Locator:
        """The question box."""
        return self.page.get_by_label("Your question")

    @property
    def turns(self) -> Locator:
        """All exchanges."""
        return self.page.locator("#conversation .turn")

    @property
    def said(self) -> Locator:
        """The live region, which a screen reader reads out."""
        return self.page.locator("#said")

    @property
    def reader(self) -> Locator:
        """The view of a whole article, while it is open."""
        return self.page.locator("dialog.reader[open]")

    def ask(self, question: str) -> Locator:
        """Ask with the keyboard; give the new exchange once it is whole."""
        before = self.turns.count()
        self.question.fill(question)
        self.question.press("Enter")
        return self.answered(before)

    def answered(self, place: int = -1) -> Locator:
        """Wait until an exchange is whole, and give it: the last one or that at a place."""
        turn = self.turns.nth(place) if place >= 0 else self.turns.last
        expect(turn.get_by_role("button", name="Ask again")).to_be_visible(timeout=PATIENCE)
        return turn

    def read(self, turn: Locator, place: int = 0) -> Locator:
        """Open the article of one of an exchange's sources, and give the reader."""
        turn.get_by_role("button", name="Read the article").nth(place).click()
        expect(self.reader).to_be_visible()
        return self.reader

    def room(self, name: str) -> None:
        """Go to one of the page's tabs."""
        self.page.get_by_role("tab", name=name).click()
        expect(self.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def limit(self, *, outlets: Sequence[str] = (), first: str = "", last: str = "", as_of: str = "") -> None:
        """Set the limits of the next questions, days as 2024-05-27."""
        limits = self.page.locator("#limits")
        if not limits.locator("details[open]").count():
            limits.locator("summary").click()
        for outlet in outlets:
            limits.get_by_label(outlet, exact=True).check()
        for name, day in (("published_from", first), ("published_to", last), ("as_of", as_of)):
            if day:
                limits.locator(f"[name={name}]").fill(day)
        limits.locator("summary").click()

    def findings(self) -> dict[str, list[str]]:
        """Give what axe-core finds wrong with the page as it is, by impact: the rule and where."""
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found: list[dict[str, Any]] = Axe().run(self.page, options=options).response["violations"]
        by_impact: dict[str, list[str]] = {}
        for one in found:
            places = [" ".join(map(str, node["target"])) for node in one["nodes"]]
            by_impact.setdefault(str(one["impact"]), []).append(f"{one['id']}: {', '.join(places[:3])}")
        return by_impact

    def overhang(self) -> float:
        """Give the pixels by which the page is wider than the window."""
        wide: float = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        return max(wide, 0)

    def in_view(self, element: Locator) -> bool:
        """Tell whether an element is seen, at least in part, and not covered at its middle by another."""
        seen: bool = element.evaluate(
            """one => {
              const box = one.getClientRects()[0];
              if (!box) return false;
              const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
              const top = document.elementFromPoint(x, y);
              return Boolean(top) && (one.contains(top) || top.contains(one));
            }"""
        )
        return seen

    def focused(self) -> Locator:
        """Give the element that has the focus."""
        return self.page.locator("*:focus")


def plain(text: str | None) -> str:
    """Give a text with runs of white space as one space."""
    return re.sub(r"\s+", " ", text or "").strip()
