"""The Audit room: a draft is held against the articles, sentence by sentence.

A draft comes within a message and never touches the disk. What came of it is kept in memory for the page that sent
it, and goes with that page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.audit.draft import Draft
from assistant.audit.report import Audit
from index.errors import DatelineError
from index.filters import Filters
from ui.audit.page import body
from ui.audit.verdicts import headline
from ui.drafts import KINDS, MAX_DRAFT
from ui.web.audited import Audited, Shelter
from ui.web.conversation import filters_said, spoken, today
from ui.web.handing import context_of, file_of, received
from ui.web.markup import render
from ui.web.place import place_of
from ui.web.region import patch, region, sent
from ui.web.trouble import Trouble, trouble_of

AT_ONCE = 2
"""Drafts that are audited at the same time; the others wait, so that questions are still answered meanwhile."""
LONGEST = 1500
"""Sentences of a draft: some seventy pages, and a minute or two. The whole report goes to the browser at once."""
LOOK = 0.25
"""Seconds between two looks at how far an audit is: four a second show that it moves."""
FAILED = "the draft was not audited"
GONE = "The audit is no longer kept. Audit the draft once more."
HALTED = "Stopped. Nothing of the draft is kept."


class _HaltedError(Exception):
    """Nobody waits for the audit any more."""


@dataclass(eq=False)
class _Work:
    """A draft that is being audited, or waits for its turn; its fields change under the eyes of whoever sent it."""

    page: str
    total: int
    done: int = 0
    halted: bool = False

    def told(self, done: int, _total: int) -> None:
        """Note how many sentences are done. Raises ``_HaltedError`` where nobody waits for the rest."""
        if self.halted:
            raise _HaltedError
        self.done = done


class Auditing:
    """The place where a draft is pasted or dropped, and the report on it."""

    def __init__(self, assistant: Assistant) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._assistant = assistant
        self._shelter = Shelter()
        self._line: list[_Work] = []
        page = render("auditing", kinds=KINDS, largest=MAX_DRAFT, largest_mb=MAX_DRAFT >> 20)
        self.view = region("auditing", page)
        given: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        # Without a limit here: those who wait for their turn take up no thread.
        self.view.audit(self._audit, None, self.view, trigger_mode="once", concurrency_limit=None, **given)
        self.view.fetch(self._fetch, None, self.view, concurrency_limit=AT_ONCE, concurrency_id="files", **given)
        self.view.shown(patch, None, self.view, queue=False, **given)
        self.view.halt(self.halt, None, None, queue=False, **given)
        self.view.forget(self.forget, None, None, queue=False, **given)

    def halt(self, request: gr.Request) -> None:
        """End the audit that a page waits for."""
        self._end(_page(request))

    def forget(self, request: gr.Request) -> None:
        """Keep nothing of a page's draft: it was closed, or wants another."""
        self._end(_page(request))
        self._shelter.forget(_page(request))

    async def _audit(self, event: gr.EventData, request: gr.Request) -> AsyncIterator[dict[str, Any]]:
        """Audit a draft, saying how far it is, and report."""
        self.forget(request)
        try:
            filters = filters_said(sent(event, "limits"), as_of=today())
            given = (sent(event, name) for name in ("name", "text", "data"))
            draft, source = await asyncio.to_thread(received, *given)
            work = _Work(_page(request), _sentences(draft))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            yield _ended(trouble_of(error, FAILED))
            return
        self._line.append(work)
        try:
            async for shown in self._waited(work):
                yield shown
            async for shown in self._worked(work, draft, source, filters):
                yield shown
        finally:
            work.halted = True
            self._line.remove(work)

    async def _waited(self, work: _Work) -> AsyncIterator[dict[str, Any]]:
        """Say who comes first, until it is a draft's turn."""
        said = 0
        while (ahead := self._line.index(work) - AT_ONCE + 1) > 0 and not work.halted:
            if ahead != said:
                yield _under_way(f"Waiting for {ahead} draft{'s' if ahead != 1 else ''} to be audited first.")
            said = ahead
            await asyncio.sleep(LOOK)

    async def _worked(
        self, work: _Work, draft: Draft, source: bytes | None, filters: Filters
    ) -> AsyncIterator[dict[str, Any]]:
        """Audit in a thread; show how far it is, and what came of it."""
        task = asyncio.create_task(asyncio.to_thread(self._assistant.audit, draft, filters=filters, progress=work.told))
        task.add_done_callback(_heard)
        try:
            yield _under_way("Auditing the draft.", work, aloud=True)
            while not (await asyncio.wait({task}, timeout=LOOK))[0]:
                yield _under_way(f"Auditing: {work.done:,} of {work.total:,} sentences", work)
            audited = Audited.of(draft, source, task.result())
            shown = await asyncio.to_thread(_report, audited, self._assistant, spoken(filters))
        except _HaltedError:
            shown = patch(html="", said=HALTED, ended=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            shown = _ended(trouble_of(error, FAILED))
        else:
            if work.halted:
                shown = patch(html="", said=HALTED, ended=True)
            else:
                self._shelter.keep(work.page, audited)
        yield shown

    def _fetch(self, event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        """Give the audit as a file."""
        audited = self._shelter.of(_page(request))
        if audited is None:
            return patch(fault=GONE, said=GONE)
        try:
            file = file_of(sent(event, "kind"), audited, self._assistant)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            trouble = str(trouble_of(error, "the file was not made"))
            return patch(fault=trouble, said=trouble)
        return patch(file=file, said=f"Saved: {file['name']}")

    def _end(self, page: str) -> None:
        for work in tuple(self._line):  # it changes while others begin and end
            if work.page == page:
                work.halted = True


def _page(request: gr.Request) -> str:
    return str(request.session_hash or "")


def _heard(task: asyncio.Task[Audit]) -> None:
    """Take note of how a task ended, for asyncio complains of one that nobody asks: whoever asked may have left."""
    if not task.cancelled():
        task.exception()


def _sentences(draft: Draft) -> int:
    """Count a draft's sentences. Raises ``DatelineError`` where they are too many, or none."""
    total = sum(len(one.sentences) for one in draft.paragraphs)
    if not total:
        raise DatelineError("There is no sentence in the draft.", "Is it the right one?")
    if total > LONGEST:
        raise DatelineError(
            f"The draft has {total:,} sentences, and {LONGEST:,} are audited here at once.",
            "Audit its chapters one by one, or the whole at the command line: dateline audit DRAFT --html FILE",
        )
    return total


def _report(audited: Audited, assistant: Assistant, limits: list[str]) -> dict[str, Any]:
    audit = audited.audit
    html = render(
        "audit",
        trouble=None,
        name=audited.draft.name,
        limits=limits,
        body=body(audit, context_of(assistant)),
    )
    places = {str(one.number): {"article": one.article.id, "turn": place_of(one)} for one in audit.citations}
    return patch(html=html, places=places, said=f"{headline(audit.counts)}.", ended=True, whole=True)


def _ended(trouble: Trouble) -> dict[str, Any]:
    html = render("audit", trouble=trouble)
    return patch(html=html, said=str(trouble), ended=True)


def _under_way(words: str, work: _Work | None = None, *, aloud: bool | None = None) -> dict[str, Any]:
    html = render(
        "audit", trouble=None, body="", words=words, done=work.done if work else 0, total=work.total if work else 0
    )
    # A reader of the screen is told that it has begun or waits, not every sentence.
    return patch(html=html, said=words if aloud or work is None else "")
