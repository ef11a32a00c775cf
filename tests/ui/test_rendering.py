from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answer import Answer, Citation, Status
from assistant.assistant import Assistant
from index.article import Carrier
from ui.rendering import CONTEXT, context, day, print_answer

QUOTE = "Spain pledged arms."
WORDS = "word " * 100
Print = Callable[..., str]


def around(text: str) -> tuple[str, str]:
    start = text.index(QUOTE)
    return context(text, start, start + len(QUOTE))


class TestContext:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", ""),
            ("", " It was Monday."),
            ("It was Monday. ", ""),
            ("A ", " It rained."),
            ("It was Monday. ", " It rained."),
            ("“", "”"),
        ],
    )
    def test_a_short_paragraph_is_shown_whole(self, before: str, after: str) -> None:
        assert around(before + QUOTE + after) == (before, after)
        assert around(f"First.\n\n{before}{QUOTE}{after}\n\nLast.") == (before, after)
        assert around(f"{before}{QUOTE}{after}\n\nLast.") == (before, after)
        assert around(f"First.\n\n{before}{QUOTE}{after}") == (before, after)

    def test_a_long_paragraph_is_shortened_to_whole_words(self) -> None:
        before, after = around(f"{WORDS}{QUOTE} {WORDS}")
        assert before.startswith("…word word")
        assert before.endswith("word ")
        assert after.startswith(" word word")
        assert after.endswith("word…")
        assert CONTEXT - 10 < len(before) <= CONTEXT + 1
        assert CONTEXT - 10 < len(after) <= CONTEXT + 1

    def test_a_word_is_never_cut(self) -> None:
        before, after = around(f"{'abcdefghi ' * 40}{QUOTE}{' abcdefghi' * 40}")
        assert {*before.removeprefix("…").split(), *after.removesuffix("…").split()} == {"abcdefghi"}

    @pytest.mark.parametrize("length", [CONTEXT - 1, CONTEXT, CONTEXT + 1])
    def test_at_the_limit(self, length: int) -> None:
        before, after = around(f"{'x' * (length - 1)} {QUOTE} {'x' * (length - 1)}")
        whole = length <= CONTEXT
        assert before == ("x" * (length - 1) + " " if whole else "…")
        assert after == (" " + "x" * (length - 1) if whole else "…")


def test_a_day_as_a_person_reads_it() -> None:
    assert day(dt.date(2024, 5, 7)) == "7 May 2024"
    assert day(None) == "no date given"


class TestPrinted:
    @pytest.fixture(scope="class")
    @staticmethod
    def answer(assistant: Assistant) -> Answer:
        return assistant.ask("How many F-16 jets did Belgium promise?", most=1)

    @pytest.fixture
    def printed(self, assistant: Assistant) -> Print:
        def to(answer: Answer, *, terminal: bool = False, width: int = 80) -> str:
            file = io.StringIO()
            console = Console(
                file=file, force_terminal=terminal, width=width, soft_wrap=not terminal, highlight=False, no_color=True
            )
            print_answer(answer, assistant, console)
            return file.getvalue()

        return to

    def test_piped_each_source_is_a_few_whole_lines(self, printed: Print, answer: Answer) -> None:
        heading, text, blank, sources, head, quote, url, also = printed(answer).splitlines()
        (citation,) = answer.citations
        assert (heading, text, blank, sources) == ("Answered", answer.text, "", "Sources")
        assert (
            head == "[1] Harbour Wire · Portugal signs security accord with Ukraine · 28 May 2024 · Harbour Wire staff"
        )
        assert quote == f"    »{citation.quote}« The first of them are expected before the end of this year."
        assert url == "    https://harbourwire.example/hw-240528-052"
        assert also == "    also carried by Eastfield Gazette"

    def test_on_a_terminal_lines_hang(self, printed: Print, answer: Answer) -> None:
        lines = printed(answer, terminal=True, width=60).splitlines()
        after = lines[next(place for place, line in enumerate(lines) if "»" in line) :]
        assert len(after) > 4
        assert all("    " in line for line in after)

    @pytest.mark.parametrize(
        ("status", "heading"),
        [(Status.ANSWERED, "Answered"), (Status.PARTIAL, "Partly answered"), (Status.NOT_FOUND, "Not found")],
    )
    def test_the_status_comes_first(self, printed: Print, answer: Answer, status: Status, heading: str) -> None:
        assert printed(answer.model_copy(update={"status": status})).startswith(f"{heading}\n")

    def test_without_citations_there_are_no_sources(self, printed: Print, answer: Answer) -> None:
        assert printed(answer.model_copy(update={"citations": ()})) == f"Answered\n{answer.text}\n"

    def test_what_an_article_does_not_state_is_said(self, printed: Print, answer: Answer) -> None:
        bare = {"title": None, "outlet": None, "byline": None, "url": None, "published": None, "path": "/a/b/c.md"}
        lines = printed(with_article(answer, **bare)).splitlines()
        assert lines[4] == "[1] no outlet given · c.md · no date given"
        assert len(lines) == 7

    def test_carriers_have_some_name(self, printed: Print, answer: Answer) -> None:
        also = (
            Carrier(source="/x/one.md", outlet="Echo", title="Headline"),
            Carrier(source="/x/two.md", title="Headline"),
            Carrier(source="/x/three.md"),
        )
        (citation,) = answer.citations
        changed = answer.model_copy(update={"citations": (citation.model_copy(update={"also": also}),)})
        assert "    also carried by Echo, Headline, three.md\n" in printed(changed)

    def test_an_article_that_has_changed_meanwhile_gives_no_context(self, printed: Print, answer: Answer) -> None:
        (citation,) = answer.citations
        moved = answer.model_copy(update={"citations": (citation.model_copy(update={"start": citation.start + 1}),)})
        gone = with_article(answer, id="gone")
        for changed in (moved, gone):
            assert f"    »{citation.quote}«\n" in printed(changed)

    @pytest.mark.parametrize("terminal", [False, True])
    def test_hostile_text_is_text(self, printed: Print, answer: Answer, terminal: bool) -> None:  # noqa: FBT001
        hostile = "[red]x[/red] [/oops] [link=https://a.example]y[/link] \x1b[2J\x9b1m\x07"
        fields = dict.fromkeys(("title", "outlet", "byline", "url"), hostile)
        page = printed(
            with_article(answer, **fields).model_copy(update={"text": hostile}), terminal=terminal, width=1000
        )
        assert page.count("[red]x[/red] [/oops] [link=https://a.example]y[/link] �[2J�1m�") == 5
        assert "\x9b" not in page
        assert "\x07" not in page
        assert "\x1b[2J" not in page


def with_article(answer: Answer, **fields: str | None) -> Answer:
    (citation,) = answer.citations
    article = citation.article.model_copy(update=fields)
    changed: Citation = citation.model_copy(update={"article": article})
    return answer.model_copy(update={"citations": (changed,)})


def test_the_sample_folder_is_where_the_quotes_come_from(assistant: Assistant) -> None:
    answer = assistant.ask("How much is the Prado's security agreement worth?")
    assert Path(answer.citations[0].article.path).is_file()
