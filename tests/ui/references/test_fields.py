from __future__ import annotations

import pytest
from hypothesis import given

from tests.ui.references.samples import texts
from ui.references.fields import address, line


def test_a_field_is_one_line() -> None:
    assert line(" Wall\r\n\tgives\u2028way\x07 ") == "Wall gives way"
    assert line("Wall \u202egives\ufeff way") == "Wall gives way"
    assert line("Żółć “a” 👩‍👩‍👧 {b} <i>") == "Żółć “a” 👩‍👩‍👧 {b} <i>"
    assert line(None) is line("") is line("\n\x00 ") is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//harbour.example/",
        "https://",
        "http://[",
        "x",
    ],
)
def test_only_the_web_is_an_address(url: str) -> None:
    assert address(url) is None


def test_an_address_keeps_its_words_and_encodes_what_would_end_it() -> None:
    plain = "HTTPS://harbour.example:8080/a/(b)_c;d,e?f=g&h=%20#i"
    assert address(plain) == plain
    assert (
        address('https://harbour.example/a b>"{c}\\`|^\n') == "https://harbour.example/a%20b%3E%22%7Bc%7D%5C%60%7C%5E"
    )


@given(texts())
def test_nothing_in_a_line_breaks_it(text: str) -> None:
    found = line(text)
    assert found is None or (len(found.splitlines()) == 1 and found == found.strip())
    link = address(f"https://harbour.example/{text}")
    assert link
    assert not set(link) & set(' \n<>"{}\\')
