from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.splitting import LONGEST, split_passages, split_sentences

PIECES = (
    *("The tide came in.", "He left", "U.S. troops", "5 p.m. Monday", "Mr. J. R. Oake", "“No,” she said.", '"Go!"'),
    *("(See page 3.)", "2.5 percent", "...", "…", "?!", "。", "e.g.", "No. 5", "https://w.example/a.b?c=1"),
    *("\n", "\n\n", " ", "\t", "\u2028", "\x85", "\r\n", "\x1c"),
    *("🦩", "👩‍👩‍👧", "é", "e\u0301", "\u200f", "\ufeff", "日本の港", "Київ.", "٣.٥"),
)
unhurried = settings(deadline=None)  # the machine may be busy
texts = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@unhurried
@given(texts)
def test_sentences_hold_every_character_but_white_space_in_order_without_overlap(text: str) -> None:
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert end - start <= LONGEST
        last = end
    assert not text[last:].strip()


@unhurried
@given(texts, st.integers(1, 60))
def test_passages_tile_the_text_and_hold_whole_sentences(text: str, words: int) -> None:
    passages = split_passages("tide", text, words)
    assert "".join(passage.text for passage in passages) == text
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    for before, after in pairwise(passages):
        assert before.end == after.start
    for passage in passages:
        assert passage.article_id == "tide"
        assert text[passage.start : passage.end] == passage.text
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)
    assert [span for passage in passages for span in passage.sentences] == split_sentences(text)


@unhurried
@given(texts)
def test_a_sentence_never_goes_beyond_its_line(text: str) -> None:
    for sentence in sentences(text):
        assert len(sentence.splitlines()) == 1


@pytest.mark.parametrize(
    "split",
    [
        # quotation marks
        ["“The mole will hold,” Reyle said.", "Nobody believed him."],
        ["He said: “It is over.”", "Then he left."],
        ['"Is it over?" she asked.', '"It is."'],
        ["“Will you come?” she asked him on the quay."],
        ["“Enough!” the mayor shouted at the crowd."],
        ["The law is ‘late but right’.", "She voted for it."],
        # quotation marks within quotation marks
        ["“My father told me ‘never sell the boat’ and I kept it,” Oake said.", "He has two."],
        ["“She said, ‘Stop the ferry.’ We did,” Reyle recalled.", "He smiled."],
        # a quotation stays with whoever is quoted
        ["“The mole will hold. It held in 1953,” Reyle said.", "Nobody believed him."],
        # abbreviations
        ["Mr. Oake met Dr. Quell and Sen. Hale.", "They talked."],
        ["The firm, Brask Inc. of Tolvay, sold the dock.", "It paid well."],
        ["Gen. Mark Hale and Lt. Col. Ana Ruiz signed.", "So did others."],
        ["It lies on St. Anne's Street, e.g. beside the mill.", "Few know it."],
        ["It ended No. 5 in the list.", "No. 4 was Fennick."],
        ["They met on Jan. 5 and Feb. 12.", "Nothing came of it."],
        # the country
        ["U.S. troops left.", "The U.S. Senate noticed."],
        ["He flew to the U.S. on Monday.", "He came back."],
        ["She lives in the U.K. and works in Washington, D.C. for a bank."],
        # numbers
        ["It fell 2.5 percent to $1.08 billion.", "Rates rose 0.25 points."],
        ["The bill came to 1,184.50 crowns.", "Nobody paid."],
        ["Version 3.1.4 is out.", "It is late."],
        # initials
        ["J. R. Oake and Ida B. Quell wed in June.", "It rained."],
        ["George W. Hale spoke.", "He was brief."],
        # clock and day
        ["It starts at 5 p.m. Monday in Fennick.", "Doors open at 4 p.m."],
        ["The vote at 11:30 a.m. Eastern time was close.", "It passed."],
        ["It ended at 5 p.m.", "The crowd left."],
        ["Polls close at 8 p.m. January will bring the rest."],
        # brackets
        ["(It was raining.)", "The ferry left."],
        ["The ferry (built in 1953) left.", "It was full."],
        # questions and exclamations
        ["Who pays?", "Nobody knows!", "Not yet, anyway…"],
        # other alphabets
        ["Київ просить допомоги.", "Мадрид погодився."],
    ],
    ids=lambda split: split[0][:40],
)
def test_sentences_end_where_a_reader_would_end_them(split: list[str]) -> None:
    assert sentences(" ".join(split)) == split


def test_a_headline_without_a_full_stop_is_a_sentence() -> None:
    assert sentences("Tide breaks mole\n\nThe tide came in. Boats drifted.\nMore on page 3") == [
        "Tide breaks mole",
        "The tide came in.",
        "Boats drifted.",
        "More on page 3",
    ]


def test_spaces_of_any_width_are_between_sentences_and_not_in_them() -> None:
    assert sentences("\u00a0 One came. \u2003 Two left.\u3000") == ["One came.", "Two left."]


def test_nothing_has_no_sentence_and_one_passage() -> None:
    for text in ("", " \n\t"):
        assert split_sentences(text) == []
        (passage,) = split_passages("tide", text, 120)
        assert (passage.text, passage.sentences, passage.id) == (text, (), "tide#0")


def test_a_passage_is_as_many_whole_sentences_as_fit() -> None:
    text = " ".join(f"Buoy {number} drifted past the old quay." for number in range(60))  # seven words each
    passages = split_passages("buoys", text, 70)
    assert [len(passage.sentences) for passage in passages] == [10] * 6


def test_a_short_rest_goes_to_the_passage_before() -> None:
    text = " ".join(f"Buoy {number} drifted past the old quay." for number in range(23))
    assert [len(passage.sentences) for passage in split_passages("buoys", text, 70)] == [10, 13]
    longer = f"{text} Buoy 23 drifted past the old quay."
    assert [len(passage.sentences) for passage in split_passages("buoys", longer, 70)] == [10, 10, 4]


def test_a_sentence_longer_than_a_passage_is_a_passage() -> None:
    text = f"Short one. {'and on ' * 100}it goes. Short again, but long enough to stand alone here now."
    assert [len(passage.sentences) for passage in split_passages("long", text, 30)] == [1, 1, 1]


def test_text_without_spaces_is_measured_by_its_characters() -> None:
    """Or a passage of Chinese would be many times as long as a model reads."""
    text = "港口的渡轮今天早上没有开。" * 400
    passages = split_passages("ferry", text, 120)
    assert "".join(passage.text for passage in passages) == text
    assert max(len(passage.text) for passage in passages) <= 120 * 12 * 4 // 3


def test_what_runs_on_without_end_is_cut_at_white_space() -> None:
    text = "word " * 3_000
    found = split_sentences(text)
    assert max(end - start for start, end in found) <= LONGEST
    assert {text[start:end][:5].strip() for start, end in found} == {"word"}
    assert all(text[start:end].endswith("word") for start, end in found)


@pytest.mark.parametrize(
    "text",
    [
        *("word " * 100_000, "x" * 300_000, "A. " * 50_000, "“" * 50_000, "(" * 50_000, "Hm. " * 50_000),
        *("5 p.m. May " * 20_000, "(a.) " * 40_000, '"a." ' * 40_000),
    ],
    ids=lambda text: text[:5],
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.perf_counter()
    assert "".join(passage.text for passage in split_passages("x", text, 120)) == text
    assert time.perf_counter() - begun < 10
