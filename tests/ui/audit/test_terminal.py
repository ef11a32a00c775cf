"""The audit as it is printed."""

from __future__ import annotations

import io
import re

from rich.console import Console

from assistant.audit.report import Audit, Verdict
from tests.ui.audit import samples
from ui.audit.terminal import print_audit
from ui.terminal import CONTROLS


def piped(one: Audit) -> str:
    """Give what another program gets."""
    file = io.StringIO()
    print_audit(one, Console(file=file, soft_wrap=True, highlight=False))
    return file.getvalue()


def seen(one: Audit, width: int = 90, *, colours: bool = False) -> str:
    """Give what a person sees in a terminal."""
    file = io.StringIO()
    print_audit(one, Console(file=file, width=width, force_terminal=True, no_color=not colours, highlight=False))
    return file.getvalue()


def plain(text: str) -> str:
    """Give a text without what sets its looks."""
    bare = re.sub(r"\x1b\[[\d;]*m", "", text)
    return "\n".join(line.rstrip() for line in bare.splitlines())


def test_the_counts_lead() -> None:
    lines = piped(samples.typical()).splitlines()
    assert lines[:3] == [
        "3 sentences differ from the articles",
        "14 sentences: ≠ 3 differ, ◐ 1 partly supported, ? 1 not found, ✓ 5 supported, – 4 not checkable",
        "Not read: 2 footnotes: they are not audited.",
    ]
    assert lines[-1] == "The rest: 5 supported, 4 not checkable."


def test_what_differs_comes_first_and_then_the_drafts_order() -> None:
    found = re.findall(r"^ *(\d+)  \S|^(\S) \S.* \(\d+\)$", piped(samples.typical()), re.MULTILINE)
    assert [number or sign for number, sign in found] == ["≠", "3", "6", "11", "◐", "5", "?", "7"]


def test_the_drafts_words_stand_beside_the_articles() -> None:
    said = plain(seen(samples.typical()))
    assert re.search(r"^ +the draft +the articles$", said, re.MULTILINE)
    assert re.search(r"^ +how much +1\.1 billion euros +one billion euros \[1\]$", said, re.MULTILINE)
    assert re.search(r"^ +when +on Tuesday +on Monday \[1\]$", said, re.MULTILINE)
    assert re.search(r"^ +how much +200 shells for each +nothing$", said, re.MULTILINE)
    assert "Pedro Sánchez" not in "".join(re.findall(r"^ +who .*$", said, re.MULTILINE)), "it is borne"


def test_the_quote_stands_below_with_outlet_and_date() -> None:
    said = piped(samples.typical())
    assert "[1] Castellan Daily · 27 May 2024 · Spain promises Ukraine a billion euros" in said
    assert f"“{samples.PLEDGE}”" in said
    assert "[3] no outlet given · no date given · Zelenskyy comes to Ramstein with a list" in said


def test_other_programs_get_a_line_for_each_piece_and_no_colours() -> None:
    said = piped(samples.typical())
    assert "\x1b" not in said
    assert "      when: the draft “on Tuesday”, the articles “on Monday” [1]\n" in said
    assert "      how much: the draft “200 shells for each”, the articles: nothing\n" in said


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (60, 90, 200):
        assert max(len(line) for line in plain(seen(samples.typical(), width)).splitlines()) <= width


def test_all_well_is_one_screen() -> None:
    assert piped(samples.supported()).splitlines() == [
        "All that can be checked is supported",
        "1 sentence: ✓ 1 supported",
    ]


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    for text in (piped(samples.hostile()), plain(seen(samples.hostile(), colours=True))):
        assert CONTROLS.search(text) is None
        assert "[red]x[/red] [/oops]" in " ".join(text.split())


def test_a_draft_without_sentences() -> None:
    assert piped(samples.audit([], [])).splitlines() == ["Nothing in it can be checked", "0 sentences"]


def test_a_long_audit_is_printed_whole() -> None:
    one = samples.long()
    said = piped(one)
    numbers = [int(found) for found in re.findall(r"^ *(\d+)  \S", said, re.MULTILINE)]
    amiss = [
        n for n, each in enumerate(one.sentences, 1) if each.verdict not in (Verdict.SUPPORTED, Verdict.NOT_CHECKABLE)
    ]
    assert sorted(numbers) == amiss
