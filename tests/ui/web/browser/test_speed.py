"""How soon the page is there, and that it stays quick."""

from __future__ import annotations

import time
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit
from tests.ui.web.browser.visitor import Visitor

FIRST_VIEW = 6.0
"""Seconds. Two are promised on an idle machine; a machine that runs other tests as well may take thrice as long."""
TURNS = 100
LAST = 5
"""Turns over which the time is averaged."""
SLOWER = 2.0
"""Times as long that a turn may take at the end of a long conversation: less than a person notices."""
ROUND = (
    "What did Spain pledge and when?",
    "How many people were killed in the bombing of the hardware store in Kharkiv?",
    "What did Japan pledge to Ukraine?",
    "Where is NATO's command for Ukraine?",
    "How many of the posts at the Wiesbaden headquarters are filled?",
)


def test_the_first_view(visit: Visit, page: Serving, capsys: pytest.CaptureFixture[str]) -> None:
    visit(page.url)  # the server has read its files
    begun = time.perf_counter()
    visitor = visit(page.url)
    whole = time.perf_counter() - begun
    painted: float = visitor.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
    with capsys.disabled():
        print(f"\nfirst view {whole:.2f} s, first paint {painted:.2f} s")  # noqa: T201 - a figure for the notes
    assert painted <= whole < FIRST_VIEW


def seconds(visitor: Visitor, question: str) -> float:
    """Give the time from Enter to the whole answer, as the page itself sees it."""
    visitor.question.fill(question)
    visitor.page.evaluate(
        """() => {
          const turns = document.querySelector('#conversation .turns');
          const before = turns.children.length;
          window.turnShown = new Promise((shown) => {
            const observer = new MutationObserver(() => {
              const last = turns.lastElementChild;
              if (turns.children.length > before && last.querySelector('[data-act=retry]')) {
                observer.disconnect();
                requestAnimationFrame(() => shown(performance.now() - window.turnAsked));
              }
            });
            observer.observe(turns, { childList: true, subtree: true });
          });
          const asked = () => { window.turnAsked = performance.now(); };
          document.addEventListener('keydown', asked, { once: true, capture: true });
        }"""
    )
    visitor.question.press("Enter")
    taken: float = visitor.page.evaluate("window.turnShown")
    expect(visitor.question).to_have_value("")
    return taken / 1000


@pytest.mark.slow
def test_a_long_conversation_stays_quick(reader: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    for question in ROUND:
        reader.ask(question)
    reader.page.get_by_role("button", name="New conversation").click()
    expect(reader.turns).to_have_count(0)
    taken = [seconds(reader, ROUND[number % len(ROUND)]) for number in range(TURNS)]
    first, last = median(taken[:LAST]), median(taken[-LAST:])
    with capsys.disabled():
        print(f"\nfrom Enter to the answer: first turns {first:.2f} s, last turns {last:.2f} s")  # noqa: T201 - idem
    assert reader.turns.count() == TURNS
    assert last < SLOWER * first
