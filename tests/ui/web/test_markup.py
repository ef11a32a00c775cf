from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.web.markup import Segment, host, link, render, segments


class TestSegments:
    def test_a_quote_is_cut_out(self) -> None:
        assert segments("It rained. It snowed. It froze.", [(11, 21)]) == [
            Segment("It rained. ", quoted=False),
            Segment("It snowed.", quoted=True),
            Segment(" It froze.", quoted=False),
        ]

    def test_overlapping_quotes_are_both_marked(self) -> None:
        assert [one.text for one in segments("abcdef", [(1, 4), (3, 5)]) if one.quoted] == ["bc", "d", "e"]

    def test_a_quote_from_elsewhere_marks_nothing(self) -> None:
        assert segments("abc", [(-9, -4), (7, 9), (2, 2)]) == [Segment("abc", quoted=False)]

    @given(st.text(), st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30))))
    def test_nothing_is_lost_and_just_the_quotes_are_marked(self, text: str, spans: list[tuple[int, int]]) -> None:
        cut = segments(text, spans)
        assert "".join(one.text for one in cut) == text
        marked = [one.quoted for one in cut for _ in one.text]
        assert marked == [any(start <= place < end for start, end in spans) for place in range(len(text))]


class TestLink:
    @pytest.mark.parametrize("url", ["https://news.example/a?b=c#d", "HTTP://news.example", " https://news.example/ "])
    def test_a_web_address_is_linked(self, url: str) -> None:
        assert link(url) == url.strip()

    @pytest.mark.parametrize(
        "url",
        [
            None,
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "file:///etc/passwd",
            "//news.example/a",
            "https:",
            "http://[::1",
            "news.example",
            "vbscript:x",
        ],
    )
    def test_anything_else_is_not(self, url: str | None) -> None:
        assert link(url) is None

    def test_its_host_is_what_a_reader_knows(self) -> None:
        assert host("https://www.news.example:8443/a") == "news.example"


class TestTemplates:
    def test_what_comes_from_outside_is_escaped(self) -> None:
        html = render("examples", examples=["\"><script>alert(1)</script>'"])
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert '""' not in html

    def test_control_characters_are_shown(self) -> None:
        assert "a�b" in render("examples", examples=["a\x00b"])

    @pytest.mark.parametrize("name", ["masthead", "conversation", "limits", "reader"])
    def test_a_regions_frame_is_no_program_to_the_browser(self, name: str) -> None:
        """Gradio reads it as a Handlebars template inside a JavaScript template string."""
        html = render(name)
        assert not {"{{", "${", "`", "\\"} & {
            html[place : place + width] for place in range(len(html)) for width in (1, 2)
        }
