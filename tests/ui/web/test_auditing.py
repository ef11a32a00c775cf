"""The Audit room without a browser: what may be handed in, how it is audited, and that nothing of it stays."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from docx import Document
from lxml.html import HtmlElement, fragment_fromstring

from assistant.assistant import Assistant
from assistant.audit.report import Audit
from index.errors import DatelineError
from ui.drafts import MAX_DRAFT, draft_of
from ui.web import audited, auditing
from ui.web.audited import Audited, Shelter
from ui.web.auditing import GONE, HALTED, Auditing
from ui.web.handing import PASTED, file_of, received
from ui.web.place import is_place

DRAFT = "Spain pledged one billion euros in military aid to Ukraine on 27 May 2024. Japan pledged three submarines."
SECRET = "Wexford quietly sold nine lighthouses."
PAGE = "one"


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def bomb() -> bytes:
    """A Word file of a few kilobytes that would be a gigabyte once it is unpacked."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx("Small."))) as small,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as big,
    ):
        for name in small.namelist():
            if name != "word/document.xml":
                big.writestr(name, small.read(name))
        with big.open("word/document.xml", "w") as document:
            for _ in range(1000):
                document.write(b" " * 1_000_000)
    return buffer.getvalue()


class TestReceived:
    def test_what_is_pasted(self) -> None:
        draft, source = received("", DRAFT, "")
        assert (draft.name, source) == (PASTED, None)
        assert sum(len(one.sentences) for one in draft.paragraphs) == 2

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("briefing.docx", docx(DRAFT)),
            ("briefing.md", f"# Pledges\n\n{DRAFT}".encode()),
            ("briefing.TXT", DRAFT.encode()),
            ("briefing.html", f"<p>{DRAFT}</p>".encode()),
        ],
    )
    def test_a_file(self, name: str, content: bytes) -> None:
        draft, source = received(name, "", in_base64(content))
        assert (draft.name, source) == (name, content)
        assert any("one billion euros" in one.text for one in draft.paragraphs)

    def test_a_path_is_no_name(self) -> None:
        assert received("../../etc/notes.txt", "", in_base64(DRAFT.encode()))[0].name == "notes.txt"

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("", "", "The draft cannot be audited"),
            ("a.txt", "", "empty"),
            ("a.txt", "%%%", "did not come whole"),
            ("a.exe", in_base64(b"MZ"), "not a kind of draft"),
            ("a.docx", in_base64(b"PK\x03\x04 broken"), "a.docx cannot be audited"),
            ("a.docx", in_base64(bomb()), "a.docx cannot be audited"),
            ("a.pdf", in_base64(b"%PDF-1.4 broken"), "a.pdf cannot be audited"),
            ("a.txt", in_base64(b"x" * (MAX_DRAFT + 1)), "over the 10 MB"),
            ("a.txt", in_base64(b"\n \n"), "holds no text"),
        ],
        ids=["nothing", "empty", "not base64", "a program", "no zip", "a bomb", "no pdf", "too big", "blank"],
    )
    def test_what_cannot_be_audited_is_said_in_words(self, name: str, data: str, said: str) -> None:
        with pytest.raises(DatelineError, match=said) as refused:
            received(name, "", data)
        assert refused.value.hint


class TestShelter:
    def test_each_page_has_its_own_and_the_oldest_goes_first(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(audited, "MOST", 2)
        draft = draft_of(DRAFT, PASTED)
        one = Audited.of(draft, None, assistant.audit(draft))
        assert one.audit.draft == PASTED
        shelter = Shelter()
        for page in "ab":
            shelter.keep(page, one)
        assert shelter.of("a") is one
        shelter.keep("c", one)
        assert [shelter.of(page) for page in "abc"] == [one, None, one]
        monkeypatch.setattr(audited, "ROOM", one.size)
        shelter.keep("a", one)
        assert [shelter.of(page) for page in "ac"] == [one, None]
        shelter.forget("a")
        shelter.forget("never was")
        assert shelter.of("a") is None


class TestAuditing:
    @pytest.fixture
    def room(self, assistant: Assistant, blocks: None) -> Auditing:  # noqa: ARG002 - where the region is built
        return Auditing(assistant)

    def request(self, page: str = PAGE) -> gr.Request:
        return gr.Request(session_hash=page)

    def steps(self, room: Auditing, page: str = PAGE, **sent: str) -> AsyncIterator[dict[str, Any]]:
        return room._audit(gr.EventData(None, sent), self.request(page))

    def audit(self, room: Auditing, **sent: str) -> list[dict[str, Any]]:
        async def all_of_it() -> list[dict[str, Any]]:
            return [shown async for shown in self.steps(room, **sent)]

        return asyncio.run(all_of_it())

    def page(self, shown: dict[str, Any]) -> HtmlElement:
        return fragment_fromstring(shown["html"], create_parent="div")

    def fetched(self, room: Auditing, kind: str) -> tuple[dict[str, Any], bytes]:
        shown = room._fetch(gr.EventData(None, {"kind": kind}), self.request())
        return shown, base64.b64decode(shown["file"]["data"]) if "file" in shown else b""

    def test_progress_and_then_the_report(self, room: Auditing) -> None:
        *steps, last = self.audit(room, text=DRAFT)
        assert steps[0]["said"] == "Auditing the draft."
        assert all(self.page(step).cssselect("progress[max='2']") for step in steps)
        assert (last["ended"], last["whole"]) == (True, True)
        page = self.page(last)
        assert len(page.cssselect(".audit .audit-sentence")) == 2
        assert page.cssselect(".audited-name")[0].text_content() == PASTED
        numbers = {one.get("id").rpartition("-q")[2] for one in page.cssselect(".audit-quotes > li")}
        assert numbers
        assert numbers <= set(last["places"])
        assert all(is_place(one["turn"]) and one["article"] for one in last["places"].values())

    def test_limits_hold_and_are_said(self, room: Auditing) -> None:
        *_, last = self.audit(room, text=DRAFT, limits=json.dumps({"outlets": ["Iberia Dispatch"]}))
        page = self.page(last)
        assert "Iberia Dispatch" in page.cssselect(".audited-name")[0].text_content()
        assert {one.text_content() for one in page.cssselect(".audit-source bdi")} <= {"Iberia Dispatch"}

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"text": " "}, "holds no text"),
            ({"name": "a.docm", "data": in_base64(b"PK")}, "not a Word file"),
            ({"text": DRAFT, "limits": "{"}, "year-month-day"),
            ({"text": "Spain pledged it. " * (auditing.LONGEST + 1)}, "1,501 sentences"),
        ],
        ids=["nothing", "macros", "limits", "too long"],
    )
    def test_what_cannot_be_audited_ends_in_words(self, room: Auditing, sent: dict[str, str], said: str) -> None:
        (only,) = self.audit(room, **sent)
        assert said in only["said"]
        assert only["ended"]
        assert "whole" not in only
        assert "Not audited" in only["html"]
        assert self.fetched(room, "json")[0]["fault"] == GONE

    def test_it_is_taken_along_as_a_file(self, room: Auditing) -> None:
        content = docx(DRAFT)
        self.audit(room, name="briefing.docx", data=in_base64(content))
        shown, made = self.fetched(room, "json")
        assert shown["file"]["name"] == "briefing-audit.json"
        assert Audit.model_validate_json(made).draft == "briefing.docx"
        shown, made = self.fetched(room, "html")
        assert shown["file"]["type"].startswith("text/html")
        assert b"one billion euros" in made
        shown, made = self.fetched(room, "docx")
        assert DRAFT in [one.text for one in Document(io.BytesIO(made)).paragraphs]
        assert "no such file" in self.fetched(room, "exe")[0]["fault"]

    def test_what_was_pasted_is_taken_along_for_word(self, assistant: Assistant) -> None:
        draft = draft_of(DRAFT, "../<b>\n.md")
        file = file_of("docx", Audited.of(draft, None, assistant.audit(draft)), assistant)
        assert file["name"] == "_b_ -audit.docx"
        assert Document(io.BytesIO(base64.b64decode(file["data"]))).paragraphs[0].text == DRAFT

    @pytest.mark.parametrize("way", ["forget", "another"])
    def test_a_page_that_leaves_or_begins_anew_leaves_nothing(self, room: Auditing, way: str) -> None:
        self.audit(room, text=DRAFT)
        assert room._shelter.of(PAGE)
        room.forget(self.request("another page"))
        assert room._shelter.of(PAGE)
        if way == "forget":
            room.forget(self.request())
        else:
            self.audit(room, text=" ")
        assert room._shelter.of(PAGE) is None

    def test_it_is_halted(self, room: Auditing) -> None:
        async def broken_off() -> list[dict[str, Any]]:
            shown = []
            async for step in self.steps(room, text=f"{DRAFT} " * 100):
                shown.append(step)
                room.halt(self.request())
            return shown

        *_, last = asyncio.run(broken_off())
        assert (last["said"], last["html"], last["ended"]) == (HALTED, "", True)
        assert room._shelter.of(PAGE) is None
        assert not room._line

    def test_nobody_waits_for_what_was_left(self, room: Auditing) -> None:
        """As when the connection ends: what is under way ends, and its place in the line is free."""

        async def left() -> None:
            steps = self.steps(room, text=f"{DRAFT} " * 100)
            await anext(steps)
            (work,) = room._line
            await steps.aclose()  # type: ignore[attr-defined] # it is a generator
            assert work.halted

        asyncio.run(left())
        assert not room._line

    def test_drafts_wait_for_those_before_them(self, room: Auditing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(auditing, "AT_ONCE", 1)

        async def both() -> list[str]:
            said = []
            first = self.steps(room, "one", text=f"{DRAFT} " * 20)
            await anext(first)
            second = self.steps(room, "two", text=DRAFT)
            said.append((await anext(second))["said"])
            said += [step["said"] async for step in first][-1:]
            said += [step["said"] async for step in second]
            return said

        waiting, _, *rest = asyncio.run(both())
        assert waiting == "Waiting for 1 draft to be audited first."
        assert "Auditing the draft." in rest

    def test_nothing_of_a_draft_comes_into_a_log_or_onto_the_disk(
        self,
        room: Auditing,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        monkeypatch.setenv("TMPDIR", str(tmp_path))

        def failing(*_: object, **__: object) -> None:
            raise RuntimeError("out of order")

        self.audit(room, name="secret.txt", data=in_base64(SECRET.encode()))
        self.fetched(room, "docx")
        monkeypatch.setattr(room._assistant, "audit", failing)
        (*_, last) = self.audit(room, text=SECRET)
        assert "Something went wrong, and the draft was not audited." in last["said"]
        assert "out of order" in caplog.text
        assert "Wexford" not in caplog.text
        assert list(tmp_path.rglob("*")) == []
