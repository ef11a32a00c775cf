"""``dateline audit``: what it prints and writes, and with which exit status."""

from __future__ import annotations

import datetime as dt
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
from lxml import html
from rich.console import Console

from assistant.assistant import Assistant
from assistant.audit.draft import Draft
from assistant.audit.report import Audit
from index.errors import NoArticles
from index.filters import Filters
from tests.ui.audit import samples
from tests.ui.conftest import Run
from ui.audit import command

TEXT = "Spain signed a security agreement with Ukraine in Madrid. It pledged 1.1 billion euros on Tuesday.\n"


@dataclass
class Auditor:
    """Stands in for the audit: gives a sample, and keeps what it was asked."""

    gives: Audit
    drafts: list[Draft] = field(default_factory=list)
    filters: list[Filters | None] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def audit(
        self, draft: Draft, *, filters: Filters | None = None, progress: Callable[[int, int], None] | None = None
    ) -> Audit:
        self.drafts.append(draft)
        self.filters.append(filters)
        assert progress
        total = len(self.gives.sentences)
        for done in range(total + 1):
            progress(done, total)
            self.meanwhile()
        return self.gives


@pytest.fixture
def auditor(monkeypatch: pytest.MonkeyPatch) -> Auditor:
    """An audit that came to a typical end."""
    one = Auditor(samples.typical())
    monkeypatch.setattr(Assistant, "audit", lambda _, draft, **options: one.audit(draft, **options), raising=False)
    monkeypatch.setattr(Assistant, "article", lambda *_: pytest.fail("no article need be read"))
    return one


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft."""
    path = tmp_path / "briefing.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def _readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page read an article, which says something else by now."""
    article = type("Article", (), {"text": "Nothing of the kind."})
    monkeypatch.setattr(Assistant, "article", lambda *_: article)


def test_the_summary_is_printed_and_what_differs_holds_the_draft_back(run: Run, auditor: Auditor, draft: Path) -> None:
    ran = run("audit", draft)
    assert ran.code == command.HELD_BACK == 4
    assert ran.out.startswith("3 sentences differ from the articles\n14 sentences: ≠ 3 differ")
    assert ran.err == ""
    assert [one.name for one in auditor.drafts] == ["briefing.txt"]
    (paragraph,) = auditor.drafts[0].paragraphs
    assert [paragraph.text[start:end] for start, end in paragraph.sentences] == TEXT.strip().replace(". ", ".|").split(
        "|"
    )


def test_nothing_amiss_is_no_reason_to_hold_it_back(run: Run, auditor: Auditor, draft: Path) -> None:
    auditor.gives = samples.supported()
    assert run("audit", draft).code == 0


@pytest.mark.parametrize(
    ("sentences", "fail_on", "status"),
    [
        ([2], [], 4),
        ([4, 6], [], 0),
        ([4], ["partly"], 4),
        ([2], ["partly"], 0),
        ([6], ["partly", "not-found"], 4),
        ([0, 1], ["differs", "partly", "not-found"], 0),
    ],
)
def test_fail_on_names_what_holds_it_back(
    run: Run, auditor: Auditor, draft: Path, sentences: list[int], fail_on: list[str], status: int
) -> None:
    some = tuple(samples.typical().sentences[place] for place in sentences)
    auditor.gives = samples.typical().model_copy(update={"sentences": some})
    assert run("audit", draft, *(word for one in fail_on for word in ("--fail-on", one))).code == status


def test_json_is_the_audit(run: Run, auditor: Auditor, draft: Path) -> None:
    auditor.gives = samples.typical(draft="\x1b[2J\x9b31m.txt")
    ran = run("audit", draft, "--json")
    assert ran.code == 4
    assert "\x1b" not in ran.out
    assert "\x9b" not in ran.out
    assert Audit.model_validate(json.loads(ran.out)) == auditor.gives


def test_limits_are_handed_on(run: Run, auditor: Auditor, draft: Path) -> None:
    given = ("--outlet", "Harbour Wire", "--from", "2024-01-01", "--to", "2024-12-31", "--as-of", "2024-06-01")
    assert run("audit", draft, *given).code == 4
    assert auditor.filters == [
        Filters(
            outlets=("Harbour Wire",),
            published_from=dt.date(2024, 1, 1),
            published_to=dt.date(2024, 12, 31),
            as_of=dt.date(2024, 6, 1),
        )
    ]


def test_a_draft_may_come_from_standard_input(run: Run, auditor: Auditor) -> None:
    assert run("audit", "-", stdin=TEXT).code == 4
    assert [one.name for one in auditor.drafts] == ["standard input"]
    assert [one.text for one in auditor.drafts[0].paragraphs] == [TEXT.strip()]


@pytest.mark.usefixtures("auditor", "_readable")
def test_a_page_is_written(run: Run, draft: Path, tmp_path: Path) -> None:
    ran = run("audit", draft, "--html", tmp_path / "out" / "audit.html")
    assert ran.code == 4
    assert ran.out.startswith("3 sentences differ")
    assert ran.err == f"Written: {tmp_path}/out/audit.html\n"
    assert (tmp_path / "out" / "audit.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["audit.html", "briefing.txt", "out"]


@pytest.mark.usefixtures("auditor", "_readable")
def test_the_draft_is_given_back_for_word(run: Run, tmp_path: Path) -> None:
    original = tmp_path / "briefing.docx"
    document = docx.Document()
    for paragraph in samples.typical().paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(original))
    before = original.read_bytes()
    assert run("audit", original, "--docx", tmp_path / "audited.docx").code == 4
    assert original.read_bytes() == before
    written = docx.Document(str(tmp_path / "audited.docx"))
    assert [one.text for one in written.paragraphs][1].startswith("Spain signed a security agreement")


@pytest.mark.usefixtures("auditor", "_readable")
def test_text_is_given_back_for_word_too(run: Run, draft: Path, tmp_path: Path) -> None:
    draft.write_text("\n\n".join(samples.typical().paragraphs), encoding="utf-8")
    assert run("audit", draft, "--docx", tmp_path / "a.docx", "--html", tmp_path / "a.html").code == 4
    (made,) = [one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs if "security" in one.text]
    assert made.startswith("Spain signed a security agreement")
    assert (tmp_path / "a.html").exists()


@pytest.mark.usefixtures("sample")
def test_the_sample_articles_say_otherwise(run: Run, draft: Path, tmp_path: Path) -> None:
    draft.write_text("Spain pledged three billion euros in military aid to Ukraine on Monday.\n", encoding="utf-8")
    ran = run("audit", draft, "--html", tmp_path / "audit.html")
    assert ran.code == 4
    assert "the draft “three billion euros”, the articles “one billion euros” [1]" in ran.out
    root = html.document_fromstring((tmp_path / "audit.html").read_text(encoding="utf-8"))
    (quoted,) = root.get_element_by_id("s1").cssselect("blockquote")
    assert "Spain pledged one billion euros in military aid" in quoted.find("q").text_content()
    assert root.cssselect("mark.audit-mark-different")[0].text == "one billion euros"
    assert run("audit", draft, "--as-of", "2023-12-31").code == 0, "nothing was known of it"


class TestWrongUsage:
    """Nothing is read, asked or written."""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "Missing argument 'DRAFT'"),
            (("{gone}",), "gone.txt' does not exist"),
            (("{folder}",), "is a folder: name one draft"),
            (("{draft}", "--html", "{draft}"), "--html names the draft itself"),
            (("{draft}", "--docx", "{link}"), "--docx names the draft itself"),
            (("{draft}", "--html", "{new}", "--docx", "{new}"), "--html and --docx name the same file"),
            (("{draft}", "--html", "-"), "--html takes the name of a file"),
            (("{draft}", "--html", "{folder}"), "is a directory"),
            (("{draft}", "--fail-on", "supported"), "'supported' is not one of"),
            (("{draft}", "--as-of", "June"), "'June' is no day"),
            (("{draft}", "--from", "2024-02-01", "--to", "2024-01-01"), "is later than"),
        ],
    )
    def test_it_is_refused(
        self, run: Run, auditor: Auditor, draft: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        (tmp_path / "link.docx").symlink_to(draft)
        places = {"draft": draft, "folder": tmp_path, "gone": tmp_path / "gone.txt", "link": tmp_path / "link.docx"}
        before = sorted(tmp_path.rglob("*"))
        ran = run("audit", *(one.format(**places, new=tmp_path / "new") for one in arguments))
        assert ran.code == 2
        assert said in ran.said
        assert auditor.drafts == []
        assert sorted(tmp_path.rglob("*")) == before
        assert draft.read_text(encoding="utf-8") == TEXT


class TestCannotBeAudited:
    def test_there_are_no_articles(
        self, run: Run, auditor: Auditor, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def empty(*_: object, **__: object) -> Audit:
            raise NoArticles("There are no articles yet.", "Add some.")

        monkeypatch.setattr(Assistant, "audit", empty)
        ran = run("audit", draft, "--html", tmp_path / "audit.html")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "There are no articles yet.\nAdd some.\n"
        assert not (tmp_path / "audit.html").exists()
        assert auditor.drafts == []

    @pytest.mark.parametrize("content", [b"", b" \n\n", b"***\n"], ids=repr)
    def test_there_is_no_sentence_in_it(self, run: Run, auditor: Auditor, draft: Path, content: bytes) -> None:
        draft.write_bytes(content)
        ran = run("audit", draft)
        assert (ran.code, ran.out) == (1, "")
        assert str(draft) in ran.err
        assert auditor.drafts == []

    def test_it_is_of_no_kind_that_can_be_read(self, run: Run, auditor: Auditor, tmp_path: Path) -> None:
        (tmp_path / "[red]\x1b[2J.zip").write_bytes(b"PK")
        ran = run("audit", tmp_path / "[red]\x1b[2J.zip")
        assert (ran.code, ran.out) == (1, "")
        assert "[red]�[2J.zip cannot be audited: " in ran.err
        assert auditor.drafts == []

    def test_a_file_cannot_be_written(self, run: Run, auditor: Auditor, draft: Path) -> None:
        ran = run("audit", draft, "--html", draft / "audit.html")
        assert ran.code == 1
        assert "audit.html cannot be written" in ran.err
        assert auditor.drafts == [], "it is told before anybody waits"


def test_interrupted_nothing_is_left(run: Run, auditor: Auditor, draft: Path, tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    auditor.meanwhile = interrupt
    ran = run("audit", draft, "--html", tmp_path / "audit.html", "--docx", tmp_path / "audit.docx")
    assert (ran.code, ran.out) == (130, "")
    assert [path.name for path in tmp_path.iterdir()] == ["briefing.txt"]


def test_how_far_it_is_is_told_to_a_person_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    told = io.StringIO()
    with command._watching(Console(file=told, force_terminal=True, width=80)) as progress:
        for done in range(2):
            progress(done, 5)
        assert told.getvalue() == ""
        progress(2, 5)
        progress(3, 5)
    assert "3/5" in told.getvalue()


def test_how_far_it_is_is_told_to_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PATIENCE", -1.0)
    told = io.StringIO()
    with command._watching(Console(file=told)) as progress:
        progress(1, 5)
    assert told.getvalue() == ""
