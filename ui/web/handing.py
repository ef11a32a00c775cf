"""What goes from hand to hand in the Audit room: a draft as the browser sends it, and files as it gets them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypedDict

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.audit.draft import Draft
from assistant.audit.report import Audit
from index.errors import DatelineError, UnknownArticle, UnreadableSource
from ui.audit.page import page
from ui.drafts import ENDINGS, KINDS, annotated, draft_in, draft_of
from ui.references import Form, references
from ui.rendering import quote_context
from ui.web.audited import Audited
from ui.web.shelf import safe_name

PASTED = "Pasted draft"
"""What a draft is called that came in no file."""
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html;charset=utf-8",
    "json": "application/json",
}


class File(TypedDict):
    """A file on its way to the browser."""

    name: str
    type: str
    data: str
    """Its bytes, in base64."""


def received(name: str, text: str, data: str) -> tuple[Draft, bytes | None]:
    """Read a draft that a browser has sent: a file's name and its bytes in base64, or text that was pasted.

    Gives the file's bytes beside it. Raises ``DatelineError`` with words for the person.
    """
    name = safe_name(name) if name else ""
    try:
        if not name:
            return draft_of(text, PASTED), None
        source = _bytes(name, data)
        return draft_in(source, name), source
    except UnreadableSource as error:
        raise DatelineError(f"{name or 'The draft'} cannot be audited: {error}.", error.hint) from None


def _bytes(name: str, data: str) -> bytes:
    if Path(name).suffix.lower() not in ENDINGS:
        raise UnreadableSource(
            "not a kind of draft that is read", f"Save it as {', '.join(KINDS[:-1])} or {KINDS[-1]}."
        )
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableSource("it did not come whole", "Send it once more.") from None


def file_of(kind: str, audited: Audited, assistant: Assistant) -> File:
    """Give an audit as a file: ``docx``, ``html`` or ``json``. Raises ``DatelineError``."""
    make = _MADE.get(kind)
    if make is None:
        raise DatelineError("There is no such file.")
    try:
        content = make(audited, assistant)
    except UnreadableSource as error:
        raise DatelineError(f"The draft cannot be given back: {error}.", error.hint) from error
    stem = Path(audited.draft.name).stem
    name = safe_name(f"{stem}-audit.{kind}")
    return {"name": name, "type": _TYPES[kind], "data": base64.b64encode(content).decode()}


def context_of(assistant: Assistant) -> Callable[[Citation], tuple[str, str]]:
    """Give what tells the words before and after a quote in its article."""

    @cache  # an article is quoted beside many sentences
    def text(article_id: str) -> str:
        try:
            return assistant.article(article_id).text
        except UnknownArticle:  # removed since
            return ""

    return lambda one: quote_context(text(one.article.id), one.start, one.end, one.quote)


def _html(audited: Audited, assistant: Assistant) -> bytes:
    return page(audited.audit, context_of(assistant)).encode()


def _json(audited: Audited, _: Assistant) -> bytes:
    audit: Audit = audited.audit
    return audit.model_dump_json(indent=2).encode()


def _docx(audited: Audited, _: Assistant) -> bytes:
    def note(one: Citation) -> str:
        return references([one], Form.FOOTNOTE).removeprefix(f"[{one.number}] ")

    return annotated(audited.source, audited.draft, audited.audit, note)


_MADE: dict[str, Callable[[Audited, Assistant], bytes]] = {"docx": _docx, "html": _html, "json": _json}
