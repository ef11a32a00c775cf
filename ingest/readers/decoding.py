"""Turns bytes into text: in which encoding, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableSource

_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "an RTF document"),
)

# Every byte below 32 that text does not use: all but tab, line feed, vertical tab, form feed, return, escape.
_CONTROL = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
MAX_CONTROL_SHARE = 0.005
"""Random bytes have a tenth of these characters; text has none, or a stray one from a bad export."""

_LINE_END = re.compile(r"\r\n?|[\f\v]")
_HALVES = re.compile("[\ud800-\udfff]")
# 0x80 to 0x9F stay: cleaning mends them into the quotation marks that they were.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# In Western European text letters with accents stand alone or in pairs. Where most bytes that are not UTF-8
# stand in longer runs the alphabet is another one, and which is a guess: charset-normalizer took Russian in
# Windows-1251 for Macintosh text. A quote must not show letters that nobody wrote.
_WORDS_OF_ODD_BYTES = re.compile("[\udc80-\udcff]{3,}")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def decoded(data: bytes, *, first: bool = True, declared: str | None = None) -> str:
    """Give the text of ``data``: by its byte order mark, else as UTF-8, else as its bytes suggest.

    Text that is not UTF-8 is read in the ``declared`` encoding; without one, bytes that are not
    UTF-8 are read as Windows-1252, which also mends files put together from both. ``first`` says
    that the data begins a file. Raises ``UnreadableSource`` for what is not text, or is text of
    another alphabet in an encoding that nothing tells.
    """
    if first and (encoding := wide_encoding(data)):
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    refuse_binary(data, signed=first)
    if first:
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        return data.decode(declared, "replace")
    marked = data.decode("utf-8", "surrogateescape")
    if sum(map(len, _WORDS_OF_ODD_BYTES.findall(marked))) * 2 > len(_HALVES.findall(marked)):
        raise UnreadableSource("neither UTF-8 nor Western European text: save it as UTF-8")
    return data.decode("utf-8", "windows-1252-for-the-rest")


def declared_encoding(data: bytes) -> str | None:
    """Give the text encoding that an HTML page declares in its ``<meta>``, if Python knows it."""
    match = _DECLARED.search(data, 0, 8192)
    if not match:
        return None
    try:
        codec = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    # What is not UTF-8 and has no zeros is no UTF at all; and some of Python's codecs only rewrite or unpack.
    if codec.name.startswith(("utf", "idna", "punycode", "raw-unicode", "unicode")):
        return None
    try:
        b"".decode(codec.name)
    except LookupError:
        return None
    # As browsers do: pages that say Latin-1 are Windows-1252.
    return "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name


def wide_encoding(data: bytes) -> str | None:
    """Give the encoding of text of two or four bytes a character, known by its mark or its zeros."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:1024]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Text in Latin letters has a zero beside nearly every letter.
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def refuse_binary(data: bytes, *, signed: bool = True) -> None:
    """Raise ``UnreadableSource`` if the bytes are not text; ``signed`` if they begin a file."""
    if signed:
        for signature, name in _SIGNATURES:
            if data.startswith(signature):
                raise UnreadableSource(f"holds {name}, not what its name says")
    if wide_encoding(data):
        return
    control = len(data) - len(data.translate(None, _CONTROL))
    if control > MAX_CONTROL_SHARE * len(data):
        raise UnreadableSource("binary content, not text")


def usable(text: str) -> str:
    """Give the text without what cannot be stored or shown: control characters and halves of pairs.

    Every kind of line end becomes a line feed.
    """
    return _CONTROLS.sub("", _HALVES.sub("\ufffd", _LINE_END.sub("\n", text)))


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252-for-the-rest", _windows_1252)
