"""Sentences of drafts held against the sample articles."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.audit.draft import Draft, Paragraph, Role
from assistant.audit.report import Audit, Checked
from assistant.verification import State, Verdict
from index.filters import Filters

PLEDGE = "On 27 May 2024 Spain pledged Ukraine €1bn of military aid."
QUICK = 2.0
"""Seconds that one sentence may take, whatever it holds."""
LONG = 10_000


def draft(*paragraphs: Sequence[str]) -> Draft:
    """Give a draft of paragraphs, each of some sentences."""
    made = []
    for sentences in paragraphs:
        spans, text = [], ""
        for one in sentences:
            text += " " if text else ""
            spans.append((len(text), len(text) + len(one)))
            text += one
        made.append(Paragraph(text, tuple(spans)))
    return Draft("draft", tuple(made))


def checked(assistant: Assistant, *sentences: str) -> list[Checked]:
    return list(assistant.audit(draft(sentences)).sentences)


def test_a_true_sentence_is_supported_by_its_quote(quick: Assistant) -> None:
    audit = quick.audit(draft([PLEDGE]))
    (one,) = audit.sentences
    assert one.verdict is Verdict.SUPPORTED
    assert not one.note
    quoted = {found.number: found for found in audit.citations}
    assert "billion" in quoted[one.citations[0]].quote


def test_a_changed_figure_differs_and_says_what_the_article_has(quick: Assistant) -> None:
    (one,) = checked(quick, PLEDGE.replace("€1bn", "€3bn"))
    assert one.verdict is Verdict.DIFFERS
    (piece,) = [piece for piece in one.pieces if piece.state is State.DIFFERENT]
    assert piece.text == "€3bn"
    assert "billion" in piece.said
    assert "“€3bn” here" in one.note


def test_what_no_article_says_is_not_found_and_has_no_citation(quick: Assistant) -> None:
    (one,) = checked(quick, "A bakery in Lima sold striped marmalade buns to astronauts.")
    assert one.verdict is Verdict.NOT_FOUND
    assert one.citations == ()
    assert one.note


def test_a_question_is_not_checked(quick: Assistant) -> None:
    (one,) = checked(quick, "What did Spain pledge?")
    assert (one.verdict, one.note, one.pieces, one.citations) == (Verdict.NOT_CHECKABLE, "a question", (), ())


def test_it_is_what_the_sentence_before_names(quick: Assistant) -> None:
    text = "It was signed by President Volodymyr Zelensky and Prime Minister Pedro Sánchez."
    right = checked(quick, "Spain and Ukraine agreed on a ten-year security pact.", text)[1]
    wrong = checked(quick, "Norvania and Eastmark agreed on a ten-year security pact.", text)[1]
    assert right.verdict is not Verdict.NOT_FOUND
    assert wrong.verdict is not Verdict.SUPPORTED


def test_the_paragraph_before_is_another_matter(quick: Assistant) -> None:
    alone = checked(quick, "It lasts ten years.")
    after = quick.audit(draft(["Norvania and Eastmark met."], ["It lasts ten years."])).sentences[1:]
    assert [one.verdict for one in after] == [one.verdict for one in alone]


def test_two_statements_of_a_sentence_are_checked_one_by_one(quick: Assistant) -> None:
    sentence = (
        "Spain pledged €1bn of military aid to Ukraine on 27 May 2024;"
        " a bakery in Lima has sold striped marmalade buns to astronauts."
    )
    (one,) = checked(quick, sentence)
    assert one.verdict is Verdict.PARTLY
    assert one.citations


def test_places_count_the_paragraphs_characters(quick: Assistant) -> None:
    audit = quick.audit(draft([PLEDGE, PLEDGE], ["Who paid?", PLEDGE]))
    for one in audit.sentences:
        assert audit.paragraphs[one.paragraph][one.start : one.end] == one.text


def test_only_articles_within_the_limits_count(quick: Assistant) -> None:
    filters = Filters(published_to=dt.date(2024, 5, 1))
    audit = quick.audit(draft([PLEDGE]), filters=filters)
    assert audit.sentences[0].verdict is not Verdict.SUPPORTED
    assert all(one.article.published and one.article.published <= dt.date(2024, 5, 1) for one in audit.citations)


def test_progress_is_told_after_each_sentence(quick: Assistant) -> None:
    told: list[tuple[int, int]] = []
    quick.audit(draft([PLEDGE, "Who paid?"], [PLEDGE]), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_empty_draft_has_an_empty_audit(quick: Assistant) -> None:
    audit = quick.audit(Draft("empty", (Paragraph("", (), Role.PROSE),)))
    assert audit.sentences == ()
    assert set(audit.counts.model_dump().values()) == {0}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(("Spain pledged 1 billion euros to Ukraine on Monday and " * 200)[:LONG], id="10,000 characters"),
        pytest.param("a" * LONG, id="one long word"),
        pytest.param(("Spain pledged Ukraine arms, while " * 40)[:999] + ".", id="as long as a sentence can be"),
        pytest.param('.,;:!?-–—()[]{}“”"' * 30, id="only punctuation"),
        pytest.param("“" * 900, id="open quotation marks"),
        pytest.param("تعهدت إسبانيا بمليار يورو من المساعدات العسكرية لأوكرانيا.", id="right to left"),
        pytest.param("\u202eSpain pledged arms.\u202c", id="turned round"),
        pytest.param("S\u200bpain\u200b pled\u200bged a bil\u200blion eu\u200bros.", id="zero width"),
        pytest.param("\u200b" * 900, id="nothing to see"),
        pytest.param("".join(map(chr, range(32))) + "Spain pledged arms.", id="control characters"),
        pytest.param("\x00" * 900, id="NUL"),
        pytest.param("Spain 🇪🇸 pledged 💶 to Ukraine 👩‍👩‍👧‍👦.", id="emoji"),
        pytest.param("🇪🇸" * 400, id="only emoji"),
        pytest.param("e" + "\u0301" * 900, id="one letter with 900 accents"),
        pytest.param("西班牙承诺向乌克兰提供十亿欧元的军事援助。", id="Chinese"),
        pytest.param("not " * 240, id="not not not"),
        pytest.param("will " + "slowly " * 130, id="adverbs"),
        pytest.param(" ".join(f"Spain gave Ukraine to Norvania{one}" for one in range(28)), id="names"),
        pytest.param("Spain sold " + " ".join(map(str, range(12, 240))) + " cars.", id="numbers"),
        pytest.param(" ", id="a space"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_hostile_sentence_ends_quickly(quick: Assistant, sentence: str) -> None:
    quick.audit(draft([PLEDGE]))  # the first one opens the snapshot
    begun = time.perf_counter()
    audit = quick.audit(Draft("hostile", (Paragraph(sentence, ((0, len(sentence)),)),)))
    assert time.perf_counter() - begun < QUICK
    assert Audit.model_validate_json(audit.model_dump_json()) == audit
