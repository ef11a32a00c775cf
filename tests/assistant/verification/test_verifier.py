"""What articles say to a statement, piece by piece."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verification import PieceKind, State, Statement, Verdict, Verification, Witness, verify
from index.snapshot import Snapshot

PUBLISHED = dt.date(2024, 5, 28)
QUOTE = "Spain pledged one billion euros of arms to Ukraine on Monday."


def told(text: str, *quotes: str, about: tuple[str, ...] = (), common: tuple[str, ...] = ()) -> Verification:
    """Hold a statement against sentences of one article, all words being as rare."""
    witnesses = [Witness(one, published=PUBLISHED) for one in quotes]
    return verify(Statement(text), witnesses, lambda _: 1.0, about=about, common=lambda word: word in common)


@pytest.mark.parametrize(
    "text",
    [
        "Spain pledged €1bn of arms to Ukraine on 27 May 2024.",
        "In May 2024 Spain promised Ukraine arms worth one billion euros.",
        "Madrid pledged arms to Ukraine.",
        "Spain pledged one billion euros.",
    ],
)
def test_what_is_said_in_other_words_is_supported(text: str) -> None:
    found = told(text, "It rained.", QUOTE)
    assert found.verdict is Verdict.SUPPORTED
    assert found.chosen == (1,)
    assert all(piece.state is State.BORNE and piece.citation == 1 for piece in found.pieces)


@pytest.mark.parametrize(
    ("text", "kind", "piece", "said"),
    [
        ("Spain pledged €2bn of arms to Ukraine.", PieceKind.HOW_MUCH, "€2bn", "one billion euros"),
        ("Spain pledged $1bn of arms to Ukraine.", PieceKind.HOW_MUCH, "$1bn", "one billion euros"),
        (
            "Spain pledged arms to Ukraine on 26 May 2024.",
            PieceKind.WHEN,
            "on 26 May 2024",
            "on Monday (27 May 2024)",
        ),
        ("Ukraine pledged one billion euros of arms to Spain.", PieceKind.WHO, "Ukraine", "Spain"),
    ],
)
def test_another_figure_day_or_name_is_different(text: str, kind: PieceKind, piece: str, said: str) -> None:
    found = told(text, QUOTE)
    assert found.verdict is Verdict.DIFFERS
    assert (kind, piece, said, 0) in [
        (one.kind, one.text, one.said, one.citation) for one in found.pieces if one.state is State.DIFFERENT
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Spain did not pledge one billion euros of arms to Ukraine.", PieceKind.WHETHER),
        ("Spain delivered arms worth one billion euros to Ukraine.", PieceKind.STATUS),
    ],
)
def test_a_denial_or_another_stage_is_different(text: str, kind: PieceKind) -> None:
    found = told(text, QUOTE)
    assert found.verdict is Verdict.DIFFERS
    assert kind in [one.kind for one in found.pieces if one.state is State.DIFFERENT]


def test_what_no_quote_bears_is_missing() -> None:
    found = told("Spain pledged arms to Ukraine and bought a ferry for Ibiza.", QUOTE)
    assert found.verdict is Verdict.PARTLY
    missing = [one for one in found.pieces if one.state is State.MISSING]
    assert "Ibiza" in [one.text for one in missing]
    assert all(one.citation is None for one in missing)


SANK = "An old ferry sank near the stone pier in heavy rain during the spring market of the fishing village."


@pytest.mark.parametrize(
    ("added", "missing"),
    [
        (", and rescuers warmed passengers.", ["rescuers warmed passengers"]),
        (", while bakers gave ferry crews bread.", ["bakers gave ferry crews bread"]),
        (" in heavy rain during the spring market.", []),
        (", and villagers watched the ferry sink near the pier.", []),
    ],
)
def test_a_clause_that_adds_something_is_missing(added: str, missing: list[str]) -> None:
    found = told(f"An old ferry sank near the stone pier of the fishing village{added}", SANK)
    assert [one.text for one in found.pieces if one.state is State.MISSING] == missing
    assert found.verdict is (Verdict.PARTLY if missing else Verdict.SUPPORTED)


def test_a_clause_that_another_sentence_has_is_not_missing() -> None:
    text = "Spain pledged one billion euros of arms to Ukraine after farmers blocked roads."
    assert told(text, QUOTE).verdict is Verdict.PARTLY
    assert told(text, QUOTE, "Farmers blocked roads on Monday before Spain pledged arms.").verdict is Verdict.SUPPORTED


def test_a_common_word_that_opens_the_statement_is_nobodys_name() -> None:
    text, quote = "Fishermen blocked the harbour in protest.", "Crews blocked the harbour in protest on Friday."
    opens = [(PieceKind.WHO, "Fishermen"), (PieceKind.WHAT, "Fishermen")]
    kinds = [[(one.kind, one.text) for one in told(text, quote, common=words).pieces] for words in ((), ("Fishermen",))]
    assert [[one in found for one in opens] for found in kinds] == [[True, False], [False, True]]


def test_a_common_word_that_opens_a_quote_is_nobody_instead() -> None:
    text, quote = "Halden blocked the harbour in protest.", "Fishermen blocked the harbour in protest on Friday."
    assert told(text, quote).verdict is Verdict.DIFFERS
    assert told(text, quote, common=("Fishermen",)).verdict is Verdict.PARTLY
    assert told(text, quote, common=("Crews",)).verdict is Verdict.DIFFERS


def test_italy_is_a_name_where_it_opens_a_sentence() -> None:
    found = told("Italy pledged one billion euros of arms to Ukraine.", QUOTE)
    assert found.verdict is not Verdict.SUPPORTED
    assert (PieceKind.WHO, "Italy") in [(one.kind, one.text) for one in found.pieces if one.state is not State.BORNE]


def test_two_sentences_bear_it_together() -> None:
    quotes = ("The bridge opened in Riga.", "A concert was held when the bridge opened on Friday.")
    found = told("The bridge opened in Riga with a concert.", *quotes)
    assert found.verdict is Verdict.SUPPORTED
    assert sorted(found.chosen) == [0, 1]


@pytest.mark.parametrize("text", ["A cat slept in the kitchen all day.", "The bridge in Riga opened with a concert."])
def test_nothing_of_the_kind(text: str) -> None:
    assert told(text, QUOTE).verdict is Verdict.NOT_FOUND
    assert told(text).verdict is Verdict.NOT_FOUND


def test_he_is_whom_the_sentence_before_names() -> None:
    text, quote = "He pledged one billion euros of arms.", "Sánchez pledged one billion euros of arms."
    assert told(text, quote, about=("Pedro Sánchez", "Sánchez")).verdict is Verdict.SUPPORTED
    assert told(text, quote, about=("Robles",)).verdict is Verdict.PARTLY


def test_a_statement_without_a_word_to_check_is_not_found() -> None:
    assert told("It was so.", QUOTE).verdict is Verdict.NOT_FOUND
    assert told("", QUOTE).verdict is Verdict.NOT_FOUND


def test_every_sentence_of_the_sample_bears_itself(sample: Snapshot) -> None:
    """What an article says word for word, it says: whatever a reader of names, figures or denials makes of it."""
    failed = []
    for entry in sample.entries.values():
        for passage in sample.article_passages(entry.id):
            for start, end in passage.sentences:
                text = passage.text[start - passage.start : end - passage.start]
                quote = Witness(text, published=entry.published)
                found = verify(Statement(text, entry.published), [quote], lambda _: 1.0)
                if found.verdict is not Verdict.SUPPORTED:
                    failed.append((text, found.verdict, [one for one in found.pieces if one.state is not State.BORNE]))
    assert not failed


texts = st.text(max_size=120) | st.lists(
    st.sampled_from(
        [
            *QUOTE.split(),
            "not",
            "refused",
            "2bn",
            "$",
            "“",
            "”",
            ",",
            ";",
            "–",
            "he",
            "will",
            "May",
            "Kyiv",
            "by",
            "10%",
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(deadline=None)  # the first of a kind compiles its patterns
@given(texts, texts)
def test_any_text_can_be_held_against_any(text: str, quote: str) -> None:
    found = verify(Statement(text), [Witness(quote, published=PUBLISHED), Witness(QUOTE)], lambda _: 1.0)
    assert 0 <= found.cover <= 1
    states = {one.state for one in found.pieces}
    assert (State.DIFFERENT in states) is (found.verdict is Verdict.DIFFERS)
    assert found.verdict is not Verdict.SUPPORTED or states <= {State.BORNE}
    spaced = Statement(text).text
    assert all(spaced[one.start : one.end] == one.text for one in found.pieces)
    assert all((one.citation is None) is (one.state is State.MISSING) for one in found.pieces)


def test_like_words_alone_say_only_the_like() -> None:
    statement = Statement("Spain will send troops to Ukraine.")
    quote = "Spain will bring Ukraine tanks."
    alike = [1.0, 0.9, 0.9, 1.0]
    found = verify(statement, [Witness(quote, likeness=alike)], lambda _: 1.0)
    assert found.verdict is Verdict.PARTLY
    same = Witness("Spain will send Ukraine soldiers.", likeness=alike)
    assert verify(statement, [same], lambda _: 1.0).verdict is Verdict.SUPPORTED
