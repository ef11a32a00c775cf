from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.terminal import CONTROLS, shown, shown_json

HOSTILE = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\b\b", "\x7f", "\x00", "\x85"]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_nothing_that_a_terminal_obeys_is_left(hostile: str) -> None:
    assert CONTROLS.search(shown(f"a{hostile}b")) is None
    assert CONTROLS.search(shown_json(f'"a{hostile}b"')) is None


def test_ordinary_text_is_left_alone() -> None:
    text = "“Sánchez”, Kyiv – $1.08\tbillion\n\nשלום 🇺🇦 👩‍👩‍👧 [red]1[/red]"
    assert shown(text) == shown_json(text) == text


@given(st.dictionaries(st.text(), st.text()))
def test_json_keeps_its_meaning(value: dict[str, str]) -> None:
    for ascii_only in (True, False):
        assert json.loads(shown_json(json.dumps(value, ensure_ascii=ascii_only, indent=2))) == value
