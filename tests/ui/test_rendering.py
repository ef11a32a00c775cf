from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answer import (
    Answer,
    AnsweredPart,
    Attribution,
    Citation,
    ClaimDate,
    Conflict,
    ConflictKind,
    ConflictValue,
    Status,
    TimelineEntry,
)
from assistant.assistant import Assistant
from index.article import Carrier
from ui.rendering import CONTEXT, context, print_answer

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


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    return assistant.ask("How many F-16 jets did Belgium promise?", most=1)


@pytest.fixture
def printed(assistant: Assistant) -> Print:
    def to(answer: Answer, *, terminal: bool = False, width: int = 80) -> str:
        file = io.StringIO()
        console = Console(
            file=file, force_terminal=terminal, width=width, soft_wrap=not terminal, highlight=False, no_color=True
        )
        print_answer(answer, assistant, console)
        return file.getvalue()

    return to


class TestPrinted:
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
        (claim,) = answer.claims
        claims = (claim.model_copy(update={"text": hostile, "dates": (), "attributions": ()}),)
        changed = with_article(answer, **fields).model_copy(update={"text": hostile, "claims": claims})
        page = printed(changed, terminal=terminal, width=1000)
        assert page.count("[red]x[/red] [/oops] [link=https://a.example]y[/link] �[2J�1m�") == 5
        assert "\x9b" not in page
        assert "\x07" not in page
        assert "\x1b[2J" not in page


ESCAPES = re.compile(r"\x1b\[[\d;]*m")
HOSTILE = "[red]x[/red] [/oops] \x1b[2J\x9b1m\x07"
HARMLESS = "[red]x[/red] [/oops] �[2J�1m�"
DIFFER = Conflict(
    about="people killed",
    values=(
        ConflictValue(value="12 people", outlet="Echo", published=dt.date(2024, 5, 25), citations=(1,)),
        ConflictValue(value="16 people", citations=(1, 2)),
    ),
)
TIMELINE = (
    TimelineEntry(
        start=dt.date(2024, 5, 6), end=dt.date(2024, 5, 10), text="Talks were held.", basis="stated", citations=(1,)
    ),
    TimelineEntry(
        start=dt.date(2024, 5, 27), end=dt.date(2024, 5, 27), text="It was signed.", basis="published", citations=(1, 2)
    ),
)


class TestOnATerminal:
    """What people see beyond the text; it is made from the answer's fields."""

    @pytest.fixture
    def said(self, printed: Print) -> Callable[[Answer], list[str]]:
        def lines(answer: Answer) -> list[str]:
            page = ESCAPES.sub("", printed(answer, terminal=True, width=4000))
            return [line.rstrip() for line in page.partition("\nSources\n")[0].splitlines() if line.strip()]

        return lines

    @pytest.fixture
    def bare(self, answer: Answer) -> Answer:
        (claim,) = answer.claims
        return answer.model_copy(update={"claims": (claim.model_copy(update={"dates": (), "attributions": ()}),)})

    @pytest.mark.parametrize(
        "question",
        [
            "How many F-16 jets did Belgium promise?",
            "What did Spain pledge and when?",
            "How much did Spain pledge and how much did Italy pledge?",
            "What did Japan pledge to Ukraine?",
            "What does The Meridian Post say about Spain's own Patriot battery?",
        ],
    )
    def test_the_text_is_the_answers_text(
        self, said: Callable[[Answer], list[str]], assistant: Assistant, question: str
    ) -> None:
        answer = assistant.ask(question)
        claims = tuple(one.model_copy(update={"dates": (), "attributions": ()}) for one in answer.claims)
        plain = answer.model_copy(update={"claims": claims, "conflicts": (), "timeline": ()})
        if not (answer.conflicts or answer.timeline):
            assert "\n".join(said(plain)[1:]) == answer.text
        assert said(plain)[1].startswith(claims[0].text if claims else "The articles do not answer this.")

    def test_days_and_who_says_so_stand_in_one_line(self, said: Callable[[Answer], list[str]], bare: Answer) -> None:
        (claim,) = bare.claims
        monday = dt.date(2024, 5, 27)
        read = claim.model_copy(
            update={
                "dates": (ClaimDate(text="on Monday", start=monday, end=monday, basis="published 2024-05-27"),),
                "attributions": (Attribution(source="Pedro Sánchez", cue="told"),),
            }
        )
        origin = "worked out from the publication date 27 May 2024"
        found = bare.model_copy(update={"claims": (read,)})
        assert said(found)[2] == f"    [1] “on Monday”: Monday 27 May 2024, {origin} · Pedro Sánchez told"
        when = AnsweredPart(text="when", status=Status.ANSWERED, note="Monday 27 May 2024.", citations=(1,))
        assert said(found.model_copy(update={"parts": (when,)}))[2:] == [
            "    [1] Pedro Sánchez told",
            "When: Monday 27 May 2024. [1]",
        ]

    def test_reports_that_differ_are_a_table(self, said: Callable[[Answer], list[str]], bare: Answer) -> None:
        _, _, title, head, _, first, second, remark = said(
            bare.model_copy(update={"conflicts": (DIFFER,), "remarks": ("One more thing.",)})
        )
        assert title == "Reports differ: people killed"
        assert head.split() == ["Reported", "Outlet", "Date", "Source"]
        assert first.split() == ["12", "people", "Echo", "25", "May", "2024", "[1]"]
        assert second.split() == ["16", "people", "no", "outlet", "given", "no", "date", "given", "[1]", "[2]"]
        assert remark == "One more thing."

    def test_of_an_update_the_latest_is_said_to_come_first(
        self, said: Callable[[Answer], list[str]], bare: Answer
    ) -> None:
        update = DIFFER.model_copy(update={"kind": ConflictKind.UPDATE})
        assert said(bare.model_copy(update={"conflicts": (update,)}))[2] == (
            "Updated since, the latest first: people killed"
        )

    def test_a_table_fits_a_narrow_window(self, printed: Print, bare: Answer) -> None:
        page = ESCAPES.sub("", printed(bare.model_copy(update={"conflicts": (DIFFER,)}), terminal=True, width=40))
        assert max(map(len, page.splitlines())) <= 40
        assert "Reports differ: people killed" in page

    def test_a_timeline_stands_in_place_of_the_claims(self, said: Callable[[Answer], list[str]], bare: Answer) -> None:
        assert said(bare.model_copy(update={"timeline": TIMELINE}))[1:] == [
            "6 to 10 May 2024: Talks were held. [1]",
            "Reported 27 May 2024: It was signed. [1] [2]",
        ]

    def test_what_is_piped_is_the_text(self, printed: Print, bare: Answer) -> None:
        changed = bare.model_copy(update={"conflicts": (DIFFER,), "timeline": TIMELINE, "text": "One.\nTwo."})
        assert printed(changed).startswith("Answered\nOne.\nTwo.\n\nSources\n")

    def test_hostile_values_are_text(self, said: Callable[[Answer], list[str]], bare: Answer) -> None:
        (claim,) = bare.claims
        value = ConflictValue(value=HOSTILE, outlet=HOSTILE, citations=(1,))
        read = claim.model_copy(update={"attributions": (Attribution(source=HOSTILE, cue=HOSTILE),)})
        changed = bare.model_copy(
            update={"claims": (read,), "conflicts": (Conflict(about=HOSTILE, values=(value, value)),)}
        )
        assert "\n".join(said(changed)).count(HARMLESS) == 7
        lines = said(changed.model_copy(update={"timeline": (TIMELINE[0].model_copy(update={"text": HOSTILE}),)}))
        assert lines[1] == f"6 to 10 May 2024: {HARMLESS} [1]"


def with_article(answer: Answer, **fields: str | None) -> Answer:
    (citation,) = answer.citations
    article = citation.article.model_copy(update=fields)
    changed: Citation = citation.model_copy(update={"article": article})
    return answer.model_copy(update={"citations": (changed,)})


def test_the_sample_folder_is_where_the_quotes_come_from(assistant: Assistant) -> None:
    answer = assistant.ask("How much is the Prado's security agreement worth?")
    assert Path(answer.citations[0].article.path).is_file()
