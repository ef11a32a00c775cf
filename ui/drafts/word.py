"""The audited draft as a Word file: footnotes where articles bear a sentence, comments where they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Citation
from assistant.audit.draft import Draft
from assistant.audit.report import Audit, Verdict
from index.errors import UnreadableSource
from ui.drafts.block import Block
from ui.drafts.composition import composed
from ui.drafts.document import Document
from ui.drafts.marking import Marking
from ui.drafts.reading import blocks_in, is_word
from ui.drafts.wording import comment, footnote

Note = Callable[[Citation], str]
"""Gives the words of a footnote for a citation."""

_ZIP = b"PK\x03\x04"


def annotated(source: bytes | None, draft: Draft, audit: Audit, note: Note = footnote) -> bytes:
    """Give the draft as a Word file (.docx) with what the audit found.

    A sentence that the articles bear gets a footnote with all its citations, each in the words that
    ``note`` gives; one that they bear in part or not at all, or that they contradict, gets a comment.
    ``source`` is the file that the draft was read from: a Word file keeps all that its writer did to it
    but macros; of any other, and of a draft that came in no file, a new one is made.

    Raises ``UnreadableSource`` when ``source`` is not, or no longer, what was audited.
    """
    document = _document(source, draft)
    document.package.without_macros(document.main)
    marking = Marking(document)
    citations = {citation.number: citation for citation in audit.citations}
    for one in sorted(audit.sentences, key=lambda checked: (checked.paragraph, checked.start)):
        cited = [citations[number] for number in one.citations]
        if one.verdict is Verdict.SUPPORTED:
            if cited:
                marking.footnote(one.paragraph, one.end, [note(citation) for citation in cited])
        elif one.verdict is not Verdict.NOT_CHECKABLE:
            marking.comment(one.paragraph, one.start, one.end, list(comment(one, cited)))
    marking.put()
    return document.package.written()


def _document(source: bytes | None, draft: Draft) -> Document:
    """Open the draft's Word file, or make it one; its lines are the draft's paragraphs."""
    texts = [paragraph.text for paragraph in draft.paragraphs]
    if source is not None and (is_word(source, draft.name) or source.startswith(_ZIP)):
        document = Document(source)
        if [line.text for line in document.lines[: len(texts)]] != texts:
            raise _changed()
        return document
    if source is None:
        blocks = [Block(paragraph.text, paragraph.role) for paragraph in draft.paragraphs]
    else:
        # What was too long to be audited is not written either.
        blocks = blocks_in(source, draft.name)[0][: len(texts)]
    if [block.text for block in blocks] != texts:
        raise _changed()
    # Letters that only count together could be lost where what stands out ends between them.
    for made in (blocks, [replace(block, marks=()) for block in blocks]):
        document = Document(composed(made))
        if [line.text for line in document.lines] == texts:
            return document
    raise _changed()


def _changed() -> UnreadableSource:
    return UnreadableSource("not the draft that was audited: its text has changed", "Audit it again.")
