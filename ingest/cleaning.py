"""From a source's text to an article's canonical text.

Characters are mended, lines joined to paragraphs, and what is not the article's own prose is set
aside with the reason. Every removal is of whole paragraphs or of a credit at a paragraph's end, and
when in doubt a paragraph stays: a stray prompt in the text does less harm than a lost fact.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import ftfy

from index.article import Removed
from ingest.furniture import LONGEST, PHOTO, PROMPTS, furniture
from ingest.paragraphs import paragraphs
from ingest.teasers import teasers_start

VERSION = "1"
"""Changes whenever the same source may give another text, so that articles are then read anew."""

TEASER = "teaser for another story"
"""The reason for prose about other stories after the article's end."""

PASSES = 12
"""Cleaning is repeated until nothing changes; two passes do for a page, the rest is for hostile text."""

_MENDING = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    normalization="NFC",
    explain=False,
)
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÂÃ] |[\x1b\x80-\x9f\ud800-\udfff]|&(?:#\d|#x|[A-Za-z]{2,8};)")
# Without neighbours beyond ASCII, an orphaned lead byte, a control or an entity ftfy has nothing to mend.

_NEWLINE = re.compile(r"\r\n?|[\v\f\x1c-\x1e\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffc\ud800-\udfff]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"  # joiners of emoji and other scripts
)
_SPACES = re.compile(r"[ \t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_CREDIT = re.compile(
    r"\s*\((?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?:\ [Cc]redits?\s?:|\ (?:by|courtesy\ of)\ |:)[^()]{2,80}\)$"
    r"|(?<=[a-z\d]{3}[.!?])\ (?:[A-Z][\w.'’-]*\ ?){1,4}(?:/[\w .'’-]{2,40}){0,3}/"
    r"(?:AFP|AP|Reuters|EPA|Bloomberg|Shutterstock|Getty\ Images|Pool)\)?$"
)
_CREDIT_REACH = 160
# Characters at a paragraph's end that a credit may take.


@dataclass(frozen=True)
class Cleaned:
    """An article's canonical text, and what was taken out of its source."""

    text: str
    removed: tuple[Removed, ...]


def clean(text: str, title: str | None = None) -> Cleaned:
    r"""Give the canonical text: NFC, paragraphs separated by ``"\n\n"``, no furniture, no teasers.

    ``title`` helps to tell the story from others. Cleaning the canonical text again changes
    nothing. The text is empty if nothing in the source is prose of its own.
    """
    removed: list[Removed] = []
    for _ in range(PASSES):
        found = paragraphs(_characters(text))
        found = [line for paragraph in found if (line := _SPACES.sub(" ", paragraph).strip())]
        kept = _prose(found, title or "", removed)
        canonical = "\n\n".join(kept)
        if canonical == text:
            break
        text = canonical
    return Cleaned(text=text, removed=tuple(removed))


def _characters(text: str) -> str:
    text = _NEWLINE.sub("\n", text)
    if not text.isascii() or "&" in text or "\x1b" in text:
        text = "\n".join(_mended(line) for line in text.split("\n"))
        text = _NEWLINE.sub("\n", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _mended(line: str) -> str:
    return ftfy.fix_text(line, _MENDING) if _SUSPECT.search(line) else line


def _prose(found: list[str], title: str, removed: list[Removed]) -> list[str]:
    marks = furniture(found)
    prose = [index for index in range(len(found)) if index not in marks]
    prompted = any(reason in PROMPTS for index, reason in marks.items() if prose and index > prose[-1])
    start = teasers_start([found[index] for index in prose], title, furniture_follows=prompted)
    marks.update(dict.fromkeys(prose[start:], TEASER))
    kept = []
    for index, paragraph in enumerate(found):
        if index in marks:
            removed.append(Removed(text=paragraph, reason=marks[index]))
            continue
        text, credit = _without_credit(paragraph)
        kept.append(text)
        if credit:
            removed.append(Removed(text=credit, reason=PHOTO))
    return kept


def _without_credit(paragraph: str) -> tuple[str, str]:
    if len(paragraph) > LONGEST:
        return paragraph, ""
    reach = max(0, len(paragraph) - _CREDIT_REACH)
    if (credit := _CREDIT.search(paragraph, reach)) and credit.start() > reach:
        return paragraph[: credit.start()], credit[0].strip()
    return paragraph, ""
