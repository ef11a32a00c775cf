"""Plain text and Markdown: encodings, front matter, marks."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Origin
from ingest.readers import limits, read
from ingest.record import Failure, Record, Stated

OneRecord = Callable[[str, str | bytes], Record]
OneReason = Callable[[str, str | bytes], str]

STORY = "The café on the quay reopens – “at last”, says José Peña. Coffee costs €2.\n"


@pytest.mark.parametrize(
    "encoded",
    [
        STORY.encode(),
        STORY.encode("utf-8-sig"),
        STORY.encode("utf-16"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16 mark",
        "utf-16-le",
        "utf-16-be",
        "big-endian mark",
        "utf-32",
        "cp1252",
    ],
)
def test_text_in_the_usual_encodings(record: OneRecord, encoded: bytes) -> None:
    assert record("a.txt", encoded).text == STORY.strip()


def test_a_file_put_together_from_two_encodings(record: OneRecord) -> None:
    both = STORY.encode() + STORY.encode("cp1252")
    assert record("a.txt", both).text == (STORY + STORY).strip()


@pytest.mark.parametrize(
    ("story", "encoding"),
    [
        ("Кафе на набережной снова открыто, сообщили в мэрии города.", "cp1251"),
        ("Το καφέ στην προκυμαία άνοιξε ξανά.", "iso8859-7"),
        ("码头上的咖啡馆重新开业了，市政府周一表示。", "gbk"),
        ("岸壁のカフェが再開した、と市が月曜日に発表した。", "shift-jis"),
    ],
)
def test_text_in_another_alphabet_is_not_guessed(
    record: OneRecord, reason: OneReason, story: str, encoding: str
) -> None:
    assert record("a.txt", story).text == story
    assert reason("b.txt", story.encode(encoding)).startswith("neither UTF-8 nor Western European text")


def test_mojibake_is_left_for_cleaning(record: OneRecord) -> None:
    broken = STORY.encode().decode("cp1252", "replace")
    assert record("a.txt", broken).text == broken.strip()


def test_line_ends_and_stray_controls(record: OneRecord) -> None:
    text = "One line of text.\r\nAnother line\x00 of text.\rA third.\fA fourth." + " More of it." * 40
    assert record("a.txt", text).text.startswith("One line of text.\nAnother line of text.\nA third.\nA fourth.")


def test_gzipped_text(record: OneRecord) -> None:
    assert record("a.txt.gz", gzip.compress(STORY.encode())).text == STORY.strip()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "holds no text"),
        ("a.txt", codecs.BOM_UTF8, "holds no text"),
        ("a.txt", random.Random(1).randbytes(5000), "binary content, not text"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", "holds a PDF, not what its name says"),
        ("a.md", b"PK\x03\x04abcdef", "holds a ZIP archive or Office document, not what its name says"),
        ("a.txt.gz", b"not packed", "not a gzip file, or a damaged one"),
        ("a.txt.gz", gzip.compress(STORY.encode() * 99)[:-20], "the compressed file is cut short"),
        ("a.txt.gz", b"", "the file is empty"),
        ("a.doc", b"abc", "a kind of file that is not read; read are .txt"),
    ],
)
def test_what_cannot_be_read_is_told(reason: OneReason, name: str, content: bytes, why: str) -> None:
    assert reason(name, content).startswith(why)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert list(read(path)) == [Failure(str(path), "does not exist")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word", encoding="utf-8")
    path.chmod(0)
    assert list(read(path)) == [Failure(str(path), "no permission to read it")]


def test_a_line_of_50_megabytes_is_no_article(reason: OneReason) -> None:
    assert reason("a.txt", b"word " * 10_000_000) == "50,000,000 characters, over the 5,000,000 of one article"


def test_a_file_over_the_limit(reason: OneReason, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE", 2 * limits.MEBIBYTE)
    assert reason("a.txt", b"word " * 500_000).startswith("larger than 2 MB")


def test_a_file_that_unpacks_without_end(reason: OneReason) -> None:
    bomb = gzip.compress(b"a" * (limits.BOMB_FLOOR + limits.MEBIBYTE), 9)
    assert len(bomb) < 100_000
    assert reason("a.txt.gz", bomb) == "unpacks to far more than text can: not read further"


FRONT_MATTER = """---
title: "Quay café: open again"
pubDate: 2024-05-27
Source: The Bay Courier
authors: [Ines Prado, Tom Leal]
canonical-url: https://bay.example/quay
id: 0017
tags: [quay]
---
The café reopened.
"""


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_front_matter(record: OneRecord, name: str) -> None:
    found = record(name, FRONT_MATTER)
    assert found.text == "The café reopened."
    assert found.own_id == "0017"
    assert found.title == Stated("Quay café: open again", Origin.FRONT_MATTER)
    assert found.published == Stated(dt.date(2024, 5, 27), Origin.FRONT_MATTER)
    assert found.outlet == Stated("The Bay Courier", Origin.FRONT_MATTER)
    assert found.byline == Stated("Ines Prado, Tom Leal", Origin.FRONT_MATTER)
    assert found.url == Stated("https://bay.example/quay", Origin.FRONT_MATTER)
    assert found.notes == []


def test_front_matter_is_taken_as_written(record: OneRecord) -> None:
    found = record("a.md", "---\ntitle: No\ndate: 2024-05-27T23:30:00-05:00\nid: 1_000\n---\nText.")
    assert found.title == Stated("No", Origin.FRONT_MATTER)
    assert found.published == Stated(dt.date(2024, 5, 27), Origin.FRONT_MATTER)
    assert found.own_id == "1_000"


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ("03/04/2024", "published '03/04/2024' can be read two ways: 2024-04-03 and 2024-03-04"),
        ("last week", "published 'last week' is not a date with day, month and year"),
    ],
)
def test_a_date_that_cannot_be_used_is_noted(record: OneRecord, date: str, note: str) -> None:
    found = record("a.md", f"---\ndate: {date}\n---\nText.")
    assert found.published is None
    assert found.notes == [note]


def test_broken_front_matter_is_a_failure_that_says_where(reason: OneReason) -> None:
    why = reason("a.md", "---\ndate: 2024-05-27\ntitle: Quay: open again\n---\nText.")
    assert why.startswith("front matter is not valid YAML at line 3: mapping values are not allowed here")


def test_front_matter_that_grows_without_end_stays_small(record: OneRecord) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    bomb = "\n".join([*lines, "authors: *a29", "title: Quay"])
    assert record("a.md", f"---\n{bomb}\n---\nText.").text == "Text."


@pytest.mark.parametrize("text", ["---\nNot fields.\n---\nText.", "---\nkey: but no end\nText."])
def test_dashes_that_are_no_front_matter_are_text(record: OneRecord, text: str) -> None:
    assert record("a.txt", text).text == text


MARKDOWN = """# Quay café *open* again

By the quay, a_b_c and 5 * 3 stay; **bold**, *leaning* and `code` lose their marks.
A second line.

A [link to the menu](https://bay.example/menu "Menu") &amp; more.

![The café by night](night.jpg)

## Prices

- Coffee, €2
- Tea, ~~€3~~ €1

1990. That was the year it closed.

> “At last,” he said.

| Year | Guests |
|------|--------|
| 2023 | 800    |

<p>A paragraph of <b>HTML</b>.</p>

***

#quay is not a heading.
"""


def test_markdown_gives_its_words(record: OneRecord) -> None:
    found = record("a.md", MARKDOWN)
    assert found.title == Stated("Quay café open again", Origin.HEADING)
    assert found.text.split("\n\n") == [
        "By the quay, a_b_c and 5 * 3 stay; bold, leaning and code lose their marks.\nA second line.",
        "A link to the menu & more.",
        "Prices",
        "Coffee, €2",
        "Tea,  €1",
        "1990. That was the year it closed.",
        "“At last,” he said.",
        "Year | Guests",
        "2023 | 800",
        "A paragraph of HTML.",
        "#quay is not a heading.",
    ]
    assert [(piece.text, piece.reason) for piece in found.removed] == [
        ("The café by night", "picture"),
        ("€3", "struck through"),
    ]


def test_a_heading_beside_a_stated_title(record: OneRecord) -> None:
    head = "---\ntitle: Quay café open again\n---\n"
    same = record("a.md", f"{head}# Quay café open again\n\nText.")
    assert (same.title, same.text) == (Stated("Quay café open again", Origin.FRONT_MATTER), "Text.")
    other = record("b.md", f"{head}# The long wait\n\nText.")
    assert (other.title, other.text) == (same.title, "The long wait\n\nText.")


@pytest.mark.parametrize("mark", ["[", "*a_ ", "> ", "`", "<p ", "![](", "- "])
def test_marks_without_end_take_no_time(record: OneRecord, mark: str) -> None:
    assert "End." in record("a.md", f"Begin.\n\n{mark * 4000}\n\nEnd.").text
