"""JSON, JSON Lines and CSV: layouts, fields, and one bad record among good ones."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.article import Origin
from ingest.readers import limits, read
from ingest.record import Failure, Record, Stated

Items = list[Record | Failure]
Reading = Callable[[str, str | bytes], Items]
OneRecord = Callable[[str, str | bytes], Record]
OneReason = Callable[[str, str | bytes], str]

MAY_27 = Stated(dt.date(2024, 5, 27), Origin.RECORD_FIELD)
TEXT = {"text": "The ferry was late."}


def told(items: Items) -> list[str]:
    """Give each record's text and each failure's reason, with its place in the file."""
    return [
        f"{item.locator}: {item.text}"
        if isinstance(item, Record)
        else f"{item.source.partition('#')[2]}! {item.reason}"
        for item in items
    ]


@pytest.mark.parametrize(
    ("name", "fields", "value"),
    [
        ("title", {"headline": "Ferry late"}, "Ferry late"),
        ("title", {"Title": "  Ferry\n late "}, "Ferry late"),
        ("title", {"title": {"rendered": "Ferry &#8211; late"}}, "Ferry – late"),
        ("title", {"og:title": "Ferry <em>late</em>"}, "Ferry late"),
        ("outlet", {"source": {"id": None, "name": "Bay Courier"}}, "Bay Courier"),
        ("outlet", {"publisher": "Bay Courier"}, "Bay Courier"),
        ("outlet", {"site_name": "Bay Courier"}, "Bay Courier"),
        ("outlet", {"source": "https://bay.example/feed", "siteName": "Bay Courier"}, "Bay Courier"),
        ("byline", {"authors": ["Ines Prado", {"name": "Tom Leal"}]}, "Ines Prado, Tom Leal"),
        ("byline", {"author": {"firstName": "Ines", "lastName": "Prado"}}, "Ines Prado"),
        ("byline", {"dc:creator": "By Ines Prado"}, "Ines Prado"),
        ("url", {"link": "https://bay.example/ferry"}, "https://bay.example/ferry"),
        ("url", {"canonical-url": "bay.example/ferry"}, "bay.example/ferry"),
        (
            "url",
            {"link": [{"href": "https://bay.example/ferry", "rel": "self"}]},
            "https://bay.example/ferry",
        ),
    ],
)
def test_the_usual_names_of_fields(record: OneRecord, name: str, fields: dict[str, Any], value: str) -> None:
    found = record("a.json", json.dumps({**TEXT, **fields}))
    assert getattr(found, name) == Stated(value, Origin.RECORD_FIELD)
    assert found.text == TEXT["text"]


@pytest.mark.parametrize(
    "fields",
    [
        {"published": "2024-05-27"},
        {"datePublished": "2024-05-27T23:30:00-05:00"},
        {"pubDate": "Mon, 27 May 2024 10:00:00 GMT"},
        {"publication-date": "May 27, 2024"},
        {"published_at": 1716768000},
        {"publishedAt": "1716768000000"},
        {"date": 20240527},
        {"date": {"$date": "2024-05-27T00:00:00Z"}},
        {"published": True, "date": "27/05/2024"},
        {"published": None, "pub_date": "27 May 2024"},
    ],
)
def test_the_usual_dates(record: OneRecord, fields: dict[str, Any]) -> None:
    found = record("a.json", json.dumps({**TEXT, **fields}))
    assert (found.published, found.notes) == (MAY_27, [])


@pytest.mark.parametrize("fields", [{"created": "2024-05-27"}, {"updated_at": "2024-05-27"}, {"date": ""}, {}])
def test_a_record_without_publication_date_has_none(record: OneRecord, fields: dict[str, str]) -> None:
    found = record("a.json", json.dumps({**TEXT, **fields}))
    assert (found.published, found.notes) == (None, [])


def test_a_date_that_can_be_read_two_ways_is_noted(record: OneRecord) -> None:
    found = record("a.json", json.dumps({**TEXT, "date": "03/04/2024"}))
    assert found.published is None
    assert found.notes == ["published '03/04/2024' can be read two ways: 2024-04-03 and 2024-03-04"]


@pytest.mark.parametrize(
    ("own_id", "kept"), [("x/1", "x/1"), (17, "17"), ({"$oid": "5f"}, "5f"), ("", None), (None, None)]
)
def test_a_record_keeps_its_own_id(record: OneRecord, own_id: object, kept: str | None) -> None:
    assert record("a.json", json.dumps({**TEXT, "_id": own_id})).own_id == kept


@pytest.mark.parametrize(
    "value",
    [
        {"body": "The ferry was late."},
        {"articleBody": "The ferry was late.", "text": "The ferry…"},
        {"content": {"rendered": "<p>The ferry was late.</p>"}},
        {"content": [{"type": "text", "text": "The ferry was late."}]},
        {"_source": {"full_text": "The ferry was late."}, "_score": 1.0},
        [{"text": "The ferry was late."}],
        {"articles": [{"content": "The ferry was late."}], "status": "ok"},
        {"response": {"docs": [{"body": "The ferry was late."}]}},
        {"sources": [{"name": "Bay Courier"}], "items": [{"content_html": "The ferry was late."}]},
    ],
)
def test_layouts_of_json(record: OneRecord, value: object) -> None:
    assert record("a.json", json.dumps(value)).text == "The ferry was late."


def test_markup_in_a_text_becomes_paragraphs(record: OneRecord) -> None:
    text = (
        "<h2>Delay</h2><p>The <b>ferry</b> was&nbsp;late &amp; full.</p><script>var x;</script>"
        "<figure><img src='a.jpg'><figcaption>The ferry in fog</figcaption></figure>"
        "<ul><li>Nobody<br>was hurt</li></ul>5 &lt; 6"
    )
    found = record("a.json", json.dumps({"text": text}))
    assert found.text == "Delay\n\nThe ferry was late & full.\n\nNobody\nwas hurt\n\n5 < 6"
    assert [piece.text for piece in found.removed] == ["The ferry in fog"]


def test_text_without_markup_keeps_its_lines_and_signs(record: OneRecord) -> None:
    text = "One &quot;line&quot;.\n\n  5 < 6 > 4, AT&T, x<y and a&copy=b"
    assert record("a.json", json.dumps({"text": text})).text == 'One "line".\n\n  5 < 6 > 4, AT&T, x<y and a&copy=b'


def test_characters_that_cannot_be_stored(record: OneRecord) -> None:
    found = record(
        "a.json",
        r'{"text": "A \ud83d\ude00 and \ud800 and \u0000 end.", "title": "Half \udc00", "id": "\u0001a"}',
    )
    assert found.text == "A 😀 and \ufffd and  end."
    assert found.title == Stated("Half \ufffd", Origin.RECORD_FIELD)
    assert found.own_id == "a"


def test_an_unknown_layout_lists_the_fields_found_and_those_expected(reason: OneReason) -> None:
    why = reason("a.json", '{"title": "Ferry late", "blurb": "Late."}')
    assert why.startswith("unknown layout: no field holds the text. Fields found: title, blurb. Expected: the text in")


def test_each_unknown_layout_is_told_once(reading: Reading) -> None:
    lines = [{"q": 1}, {"q": 2}, TEXT, {"r": 3}]
    items = told(reading("a.jsonl", "\n".join(map(json.dumps, lines))))
    assert items[0] == "3: The ferry was late."
    assert [item[:70] for item in items[1:]] == [
        "1! unknown layout: no field holds the text. Fields found: q. Expected:",
        "4! unknown layout: no field holds the text. Fields found: r. Expected:",
    ]
    assert items[1].endswith("(2 records)")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", "", "the file is empty"),
        ("a.json", '{"text": "The fer', "not valid JSON: Unterminated string starting at at character 10"),
        ("a.json", "[" * 100_000, "not valid JSON: nested too deeply"),
        ("a.json", "9" * 10_000, "not valid JSON: exceeds the limit (4300 digits)"),
        ("a.json", "17", "unknown layout: neither an object nor a list of objects"),
        ("a.json", "[]", "holds an empty list of articles"),
        ("a.json", '{"text": " "}', "the text is empty"),
        ("a.jsonl", "\n\n", "the file is empty but for blank lines"),
        ("a.jsonl", b"\x00\x01\x02\x03" * 50, "binary content, not text"),
        ("a.jsonl.gz", gzip.compress(b" " * 10, mtime=0)[:-9], "the compressed file is cut short"),
        ("a.csv", "", "the file is empty"),
        (
            "a.csv",
            "title,blurb\na,b\n",
            "unknown layout: no field holds the text. Fields found: title, blurb.",
        ),
    ],
)
def test_files_without_any_record(reason: OneReason, name: str, content: str | bytes, why: str) -> None:
    assert reason(name, content).startswith(why)


def test_one_bad_record_does_not_stop_the_others(reading: Reading) -> None:
    lines: list[str | bytes] = [
        '{"text": "First."}',
        '{"text": "Broken',
        "",
        '"a string"',
        '{"text": ""}',
        "[" * 50_000,
        '{"text": "Caf\xe9."}'.encode("cp1252"),
        '{"text": "' + "x" * 200 + '"}',
        '{"text": "Last."}',
    ]
    content = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    assert told(reading("a.jsonl", content)) == [
        "1: First.",
        "2! line 2 is not valid JSON: Unterminated string starting at at character 10",
        "4! not an object with fields",
        "5! the text is empty",
        "6! line 6 is not valid JSON: nested too deeply to be read",
        "7: Café.",
        f"8: {'x' * 200}",
        "9: Last.",
    ]


def test_a_text_over_the_limit_fails_alone(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 100)
    lines = [TEXT, {"text": "x" * 101}, TEXT]
    assert (
        told(reading("a.jsonl", "\n".join(map(json.dumps, lines))))[1]
        == "2! 101 characters, over the 100 of one article"
    )


def test_a_line_of_50_megabytes_is_passed_over_and_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(TEXT).encode()
    with path.open("wb") as file:
        file.write(good + b'\n{"text": "')
        for _ in range(50):
            file.write(b"x" * limits.MEBIBYTE)
        file.write(b'"}\n' + good)
    tracemalloc.start()
    items = told(list(read(path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert items == ["1: The ferry was late.", "2! line 2: longer than 16 MB", "3: The ferry was late."]
    assert peak < 3 * limits.MAX_LINE


def test_a_record_file_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    line = json.dumps({"text": "The ferry was late. " * 500}).encode() + b"\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(500):
            file.write(line)
    tracemalloc.start()
    count = sum(isinstance(item, Record) for item in read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500
    assert peak < limits.MEBIBYTE < 500 * len(line)


def test_a_truncated_file_gives_the_records_before_the_cut(reading: Reading) -> None:
    text = "".join(json.dumps({"text": f"Story {number} {number**9}."}) + "\n" for number in range(3000))
    packed = gzip.compress(text.encode())
    items = reading("a.jsonl.gz", packed[: len(packed) * 2 // 3])
    assert len(items) > 1000
    assert isinstance(items[0], Record)
    assert isinstance(items[-1], Failure)
    assert items[-1].reason == "the compressed file is cut short"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_with_a_mark(reading: Reading, encoding: str) -> None:
    content = '{"text": "Café."}\r\n{"text": "Thé."}\r\n'.encode(encoding)
    assert told(reading("a.ndjson", content)) == ["1: Café.", "2: Thé."]


def test_json_under_the_other_name(reading: Reading) -> None:
    both = ["1: The ferry was late.", "2: The ferry was late."]
    assert told(reading("a.jsonl", json.dumps([TEXT, TEXT], indent=1))) == both
    assert told(reading("b.jsonl", json.dumps([TEXT, TEXT]))) == both
    assert told(reading("c.json", f"{json.dumps(TEXT)}\n{json.dumps(TEXT)}\n")) == both


def table(delimiter: str = ",", rows: int = 2) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["ID", "Headline", "Published at", "Source", "Article body"])
    for number in range(1, rows + 1):
        writer.writerow(
            [
                number,
                f"Ferry, late; again {number}",
                "27/05/2024",
                "Bay Courier",
                f'One "line"\nand, another; {number}',
            ]
        )
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_with_any_delimiter(reading: Reading, delimiter: str) -> None:
    first, second = reading("a.csv", table(delimiter))
    assert isinstance(first, Record)
    assert (first.locator, first.own_id, first.text) == ("1", "1", 'One "line"\nand, another; 1')
    assert first.title == Stated("Ferry, late; again 1", Origin.RECORD_FIELD)
    assert first.outlet == Stated("Bay Courier", Origin.RECORD_FIELD)
    assert first.published == MAY_27
    assert isinstance(second, Record)
    assert second.text.endswith("2")


@pytest.mark.parametrize(
    "content",
    [
        table().encode("utf-8-sig"),
        table().encode("utf-16"),
        b"sep=,\r\n" + table().encode(),
        gzip.compress(table().encode()),
        table().replace("\nand", " and").replace("\r\n", "\r").encode(),
    ],
    ids=["mark", "utf-16", "sep line", "gzip", "old Macintosh"],
)
def test_tables_as_programs_write_them(reading: Reading, content: bytes) -> None:
    items = reading("a.csv.gz" if content.startswith(b"\x1f\x8b") else "a.csv", content)
    assert [item.own_id for item in items if isinstance(item, Record)] == ["1", "2"]


def test_a_tsv_and_windows_1252(record: OneRecord) -> None:
    assert record("a.tsv", "title\ttext\nCaf\xe9\tTh\xe9 \x80\n".encode("latin-1")).text == "Thé €"


def test_bad_rows_do_not_stop_the_others(reading: Reading) -> None:
    content = 'id,text\n1,First.\n2,"An "open" quote"\n\n3,Too, many\n4\n5,Last.\n'
    assert told(reading("a.csv", content)) == [
        "1: First.",
        "2! row 2, line 3: a quotation mark inside a quoted field is not doubled",
        (
            "3! row 3, line 5: 3 fields under a header of 2; "
            "a text that holds the delimiter must stand in quotation marks"
        ),
        "4! the text is empty",
        "5: Last.",
    ]


def test_a_quotation_mark_without_partner_takes_no_row_for_another(reading: Reading) -> None:
    content = 'id,text\n1,First.\n2,"No end\n3,Third.\n'
    assert told(reading("a.csv", content)) == [
        "1: First.",
        "2! row 2, line 3: a quotation mark that opens a field has no partner before the file ends",
        "! not read after line 3: the field that begins there has no end",
    ]


def test_a_field_over_the_limit(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 1000)
    items = told(reading("a.csv", f"id,text\n1,First.\n2,{'x' * 2000}\n3,Third.\n"))
    assert items[:1] == ["1: First."]
    assert items[1].startswith("2! row 2, line 3: a field is longer than 1,000 characters")


def test_a_row_on_a_line_too_long_to_hold(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LINE", 1000)
    long = "x" * 2000
    assert told(reading("a.csv", f'id,text\n1,First.\n2,"{long}"\n3,Third.\n')) == [
        "1: First.",
        "2! row 2, line 3: longer than 0 MB",
        "3: Third.",
    ]
    assert told(reading("b.csv", f'id,text\n1,First.\n2,"{long}\n3,Third.\n'))[-1] == (
        "! not read after line 3: a quoted field was cut"
    )


def test_a_long_read_fits_a_table(record: OneRecord) -> None:
    assert len(record("a.csv", f"text\n{'word ' * 100_000}\n").text) == 500_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\n \n", "the file is empty but for blank lines"),
        (b"text\xe2\xe3\xe4\xe5,title\n", "line 1: neither UTF-8 nor Western European text"),
    ],
)
def test_tables_without_a_header(reason: OneReason, content: bytes, why: str) -> None:
    assert reason("a.csv", content).startswith(why)
