"""Reads a writer's draft: every paragraph of it, with the places of its sentences."""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from assistant.audit.draft import Draft, Paragraph, Role
from index.errors import UnreadableSource
from ingest.readers.decoding import declared_encoding, decoded, usable
from ingest.readers.dispatch import reason_of
from ingest.readers.limits import MEBIBYTE
from ui.drafts.block import Block
from ui.drafts.document import Document
from ui.drafts.markdown import holds_marks, markdown_blocks
from ui.drafts.page import page_blocks
from ui.drafts.plain import pdf_blocks, plain_blocks
from ui.drafts.sentences import MAX_SENTENCES, sentences_of

MAX_DRAFT = 10 * MEBIBYTE
"""Bytes of a draft. A page of text takes 3 KB, so a longer one is a shelf of books, or full of pictures."""
SHOWN_WORDS = 8
"""Words of the last sentence that is audited, for finding it."""

KINDS = (".docx", ".md", ".txt", ".html", ".pdf")
"""The kinds of file that a draft may be, as a message lists them."""
_WORD = frozenset((".docx", ".docm"))
_MARKDOWN = frozenset((".md", ".markdown"))
_PAGES = frozenset((".html", ".htm"))
ENDINGS = _WORD | _MARKDOWN | _PAGES | {".txt", ".pdf"}
"""The endings, in lower case, of all names that are read."""
_LISTED = f"{', '.join(KINDS[:-1])} or {KINDS[-1]}"
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def read_draft(path: Path) -> Draft:
    """Read a draft from a file; the ending of its name says how.

    Raises ``UnreadableSource``, with what to do next as its hint, for what cannot be read as a draft.
    """
    with _told():
        _refuse_kind(path.name)
        found = path.stat()
        # Opening a pipe or a device would wait for ever.
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableSource("not a file", f"Name a file: {_LISTED}.")
        _refuse_large(found.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_DRAFT + 1)
    return draft_in(data, path.name)


def draft_in(data: bytes, name: str) -> Draft:
    """Read a draft from the bytes of a file of that name; raises as ``read_draft`` does."""
    with _told():
        _refuse_kind(name)
        if is_word(data, name):
            _refuse_unfit(data)
            document = Document(data)
            return _draft(name, ((line.text, document.role(line)) for line in document.lines), document.remarks)
        blocks, remarks = blocks_in(data, name)
        return _draft(name, ((block.text, block.role) for block in blocks), remarks)


def draft_of(text: str, name: str) -> Draft:
    """Read a draft from text that was typed or pasted: as Markdown where it has its marks, else as it stands.

    Raises ``UnreadableSource`` for a text that is too long or says nothing.
    """
    with _told():
        blocks, remarks = blocks_of(text)
        return _draft(name, ((block.text, block.role) for block in blocks), remarks)


def is_word(data: bytes, name: str) -> bool:
    """Tell whether the draft in a file of that name is read as a Word file."""
    return Path(name).suffix.lower() in _WORD and not data.startswith(b"%PDF-")


def blocks_in(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Give the blocks of a draft in a file of that name, no Word file, and remarks on what was left out.

    Any other name is that of pasted text.
    """
    _refuse_unfit(data)
    kind = Path(name).suffix.lower()
    if kind == ".pdf":
        return pdf_blocks(data, name)
    if kind in _PAGES:
        return page_blocks(usable(decoded(data, declared=declared_encoding(data))))
    return blocks_of(decoded(data), marked=kind in _MARKDOWN)


def blocks_of(text: str, *, marked: bool = False) -> tuple[list[Block], list[str]]:
    """Give the blocks of a text, and remarks on what was left out; ``marked`` says that it is Markdown."""
    _refuse_large(len(text.encode("utf-8", "replace")))
    text = _LINE_ENDS.sub("\n", usable(text))
    if marked or holds_marks(text):
        return markdown_blocks(text, pasted=not marked)
    return plain_blocks(text), []


def _refuse_kind(name: str) -> None:
    if Path(name).suffix.lower() not in ENDINGS:
        raise UnreadableSource(f"not a kind of draft that is read; read are {_LISTED}", f"Save it as {_LISTED}.")


def _refuse_unfit(data: bytes) -> None:
    _refuse_large(len(data))
    if not data:
        raise UnreadableSource("the file is empty", "Save the draft again in the program it was written in.")


def _refuse_large(size: int) -> None:
    if size > MAX_DRAFT:
        raise UnreadableSource(
            f"{size / MEBIBYTE:.1f} MB, over the {MAX_DRAFT // MEBIBYTE} MB that a draft may have",
            "A page of text takes 3 KB: audit its chapters one by one, or take out its pictures.",
        )


def _draft(name: str, lines: Iterable[tuple[str, Role]], remarks: Iterable[str]) -> Draft:
    paragraphs: list[Paragraph] = []
    left = MAX_SENTENCES
    last = ""
    for text, role in lines:
        sentences = tuple(islice(sentences_of(text), left + 1))
        whole = len(sentences) <= left
        sentences = sentences[:left]
        left -= len(sentences)
        if whole or sentences:
            paragraphs.append(Paragraph(text, sentences, role))
        if sentences:
            last = text[slice(*sentences[-1])]
        if not whole:
            cut = f"Only the first {MAX_SENTENCES:,} sentences are audited, up to “{_ending(last)}”"
            remarks = [*remarks, f"{cut}: audit its chapters one by one."]
            break
    if not last:
        raise UnreadableSource("holds no text", "Write something, or audit the file that the draft was written in.")
    return Draft(name, tuple(paragraphs), tuple(remarks))


def _ending(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words if len(words) <= SHOWN_WORDS else ["…", *words[-SHOWN_WORDS:]])


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn whatever is wrong with a draft into a reason and what to do next."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # parsers raise anything on broken input
        hint = error.hint if isinstance(error, UnreadableSource) else ""
        again = f"Save it again, whole and without a password, as {_LISTED}."
        if isinstance(error, OSError):
            again = "Look for it under its name, and see that it may be read."
        raise UnreadableSource(reason_of(error), hint or again) from None
