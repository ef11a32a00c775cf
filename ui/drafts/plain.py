"""Reads plain text, as it stands in a text file, on a PDF's pages, or in the clipboard."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

from assistant.audit.draft import Role
from index.errors import UnreadableSource
from ingest.paragraphs import paragraphs
from ingest.readers.pdf import read_pdf
from ui.drafts.block import Block
from ui.drafts.letters import legible

HEADING_WORDS = 14
"""Most words of a line without a full stop that is taken for a heading; more are a sentence that lost it."""

_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[-–—•●▪►*·]\s|\(?\d{1,3}[.)]\s)")


def plain_blocks(text: str) -> list[Block]:
    """Give the paragraphs of a text, lines that were only wrapped joined.

    A short line without a full stop is a heading where a paragraph of sentences follows.
    """
    found = [line for paragraph in paragraphs(text) if (line := " ".join(legible(paragraph).split()))]
    roles = [Role.HEADING if _heads(line, below) else Role.PROSE for line, below in pairwise([*found, ""])]
    return [Block(line, role) for line, role in zip(found, roles, strict=True)]


def pdf_blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Give the paragraphs of a PDF's pages, and remarks on what was left out.

    Raises ``UnreadableSource`` for a PDF that is damaged, locked, or has no text on its pages.
    """
    (record,) = read_pdf(Path(name), io.BufferedReader(io.BytesIO(data)))
    remarks = ["Page headers, footers and page numbers are not audited."] if record.removed else []
    blocks = plain_blocks(record.text)
    if not blocks:
        raise UnreadableSource("holds no text", "Export it again with its text, or audit the file it was made from.")
    return blocks, remarks


def _heads(line: str, below: str) -> bool:
    return (
        len(line.split()) <= HEADING_WORDS
        and not _ENDS.search(line)
        and not _ITEM.match(line)
        and _ENDS.search(below) is not None
        and len(below) > len(line)
    )
