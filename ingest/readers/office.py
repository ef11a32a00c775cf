"""Office packages: what may be opened at all, and where a Word file keeps its text."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from index.errors import UnreadableSource
from ingest.readers import limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONS = "_rels/.rels"
_USUAL = "word/document.xml"
_MAIN = "/relationships/officeDocument"


def checked(data: bytes) -> str:
    """Give the name of the part that holds a Word file's text.

    Raises ``UnreadableSource`` for what is no Word file, and for one that unpacks as bombs do.
    """
    if data.startswith(_OLE):
        raise UnreadableSource("protected by a password, or an old Word file (.doc): save it as plain .docx")
    main = body = None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            locked = any(entry.flag_bits & 1 for entry in entries)
            # Unpacking stops at the size that the directory states, so that size can be relied on.
            allowed = max(limits.BOMB_FLOOR, min(limits.MAX_FILE * 2, len(data) * limits.BOMB_RATIO))
            bomb = sum(entry.file_size for entry in entries) > allowed
            if not locked and not bomb and (main := _main(archive)):
                body = archive.read(main)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a broken archive fails with any of eight kinds
        raise UnreadableSource("not a Word file, or a truncated one") from None
    if locked:
        raise UnreadableSource("protected by a password; save it without one")
    if bomb:
        raise UnreadableSource("unpacks to far more than a document can: not read")
    if main is None or body is None:
        raise UnreadableSource("not a Word file: it holds no document")
    # Word writes none; one that declares entities would show other words than Word does, or grow without end.
    if b"<!DOCTYPE" in body[:4096] or b"<!ENTITY" in body:
        raise UnreadableSource("declares XML entities, which no Word file does: not read")
    return main


def tree(data: bytes) -> Any:
    """Give the root of an XML part; nothing that it names outside itself is looked up, no entity is filled in."""
    # Read only for Word files: import costs 15 ms.
    from lxml import etree  # noqa: PLC0415

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _main(archive: zipfile.ZipFile) -> str | None:
    """Give the name of the main part: nearly always the usual one, but Word on the web may number it."""
    names = set(archive.namelist())
    if _RELATIONS in names:
        for relation in tree(archive.read(_RELATIONS)):
            if str(relation.get("Type")).endswith(_MAIN):
                name = posixpath.normpath(str(relation.get("Target"))).lstrip("/")
                return name if name in names else None
    return _USUAL if _USUAL in names else None
