"""Readable by everybody: axe-core in every state, light and dark, on a desk and on a phone."""

from __future__ import annotations

import pytest

from tests.ui.chromium import DESK, PHONE
from tests.ui.serving import Serving
from tests.ui.web.browser.conftest import Visit, Workshop
from tests.ui.web.browser.states import states
from tests.ui.web.browser.visitor import Visitor

GRAVE = {"serious", "critical"}


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [
        pytest.param(DESK, "light", id="desk-light"),
        pytest.param(PHONE, "dark", id="phone-dark"),
        pytest.param(DESK, "dark", id="desk-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.slow),
    ],
)
def test_every_state(visit: Visit, workshop: Workshop, viewport: dict[str, int], scheme: str) -> None:
    """Nothing serious is found, and nobody has to scroll sideways."""
    visitor = visit(workshop.url, viewport=viewport, color_scheme=scheme)
    grave: dict[str, list[str]] = {}
    lesser: set[str] = set()
    wide: dict[str, float] = {}
    seen = []
    for state in states(visitor):
        seen.append(state)
        for impact, found in visitor.findings().items():
            if impact in GRAVE:
                grave[state] = grave.get(state, []) + found
            else:
                lesser.update(f"{state}: {impact}: {one}" for one in found)
        if visitor.overhang():
            wide[state] = visitor.overhang()
    print(*sorted(lesser), sep="\n")  # noqa: T201 - shown with -rP, to be looked at now and then
    assert grave == {}
    assert wide == {}
    assert seen[-1] == "upload reported"


def test_axe_finds_what_is_wrong(reader: Visitor) -> None:
    """So that finding nothing means something."""
    reader.page.evaluate(
        """() => document.querySelector('#conversation').insertAdjacentHTML('beforeend',
          '<p style="color: #bbb; background: #fff">Too pale</p><button></button>')"""
    )
    found = reader.findings()
    assert any(one.startswith("button-name") for one in found["critical"])
    assert any(one.startswith("color-contrast") for one in found["serious"])


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_for_that(visit: Visit, page: Serving, motion: str) -> None:
    animated = motion == "no-preference"
    visitor = visit(page.url, reduced_motion=motion)
    turn = visitor.ask("What did Spain pledge and when?")
    for chosen in (".claim", ".source"):
        name = turn.locator(chosen).first.evaluate("one => getComputedStyle(one).animationName")
        assert (name != "none") is animated
    pulse: str = visitor.page.evaluate(
        """() => {
          const reading = document.createElement('span');
          reading.className = 'pulse';
          document.querySelector('#conversation').append(reading);
          return getComputedStyle(reading).animationName;
        }"""
    )
    assert (pulse != "none") is animated


def test_landmarks_and_headings_tell_where_one_is(reader: Visitor) -> None:
    page = reader.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).all_text_contents() == ["Dateline"]
    assert page.get_by_role("region", name="Conversation").count() == 1
    assert page.get_by_role("form", name="Limits").count() == 1
    assert page.get_by_role("tablist").count() == 1
    turn = reader.ask("What did Spain pledge and when?")
    assert turn.get_by_role("heading", level=2).count() == 1
    assert turn.get_by_role("heading", level=3).count() == turn.locator(".source").count()
