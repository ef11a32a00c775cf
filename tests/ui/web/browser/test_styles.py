"""The page's own rules reach the browser whole."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

LOST = """() => {
  const lost = [];
  const look = (rules) => {
    for (const rule of rules) {
      if (rule.cssRules?.length) look(rule.cssRules);
      if (rule.selectorText && /(?:^|[;{]) [a-z-]+: ;/.test(rule.cssText)) lost.push(rule.selectorText);
    }
  };
  look(document.styleSheets[0].cssRules);
  return lost;
}"""


@pytest.mark.parametrize("name", ["page.css", "articles.css", "citing.css", "auditing.css"])
def test_no_shorthand_is_lost_when_gradio_writes_the_rules_anew(browser: Browser, name: str) -> None:
    """A browser gives a shorthand with a variable as nothing where the same rule sets a part of it once more."""
    page = browser.new_page()
    try:
        page.set_content(f"<style>{(files('ui.web') / name).read_text(encoding='utf-8')}</style>")
        assert page.evaluate(LOST) == []
        page.set_content("<style>p { border: 1px solid var(--a); border-top: 2px solid var(--b); }</style>")
        assert page.evaluate(LOST) == ["p"]
    finally:
        page.close()
