"""How much a reader takes in before it calls a source broken or hostile."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

MAX_FILE = 128 * MEBIBYTE
"""Bytes of a file that has to be held whole: text, a page, a PDF, a Word file, one JSON value.
Parsed JSON takes about five times its size, so this keeps a reader under a gigabyte."""

MAX_LINE = 16 * MEBIBYTE
"""Bytes of one line of a record file, the most of it that is held at a time. No article comes near it."""

MAX_TEXT = 5_000_000
"""Characters of one article: longer than War and Peace, so more is a dump and not news."""

MAX_FIELD = 2_000
"""Characters of a title, outlet, byline or URL; a longer value is something else put in its place."""

BOMB_FLOOR = 64 * MEBIBYTE
"""Unpacked bytes that any compressed file may have."""

BOMB_RATIO = 200
"""Above the floor, how many times its packed size a file may unpack to. Text packs about 4 to 1, the most
repetitive markup some 50 to 1; deflate can reach 1,032 to 1, which is what bombs do."""

MAX_PAGES = 5_000
"""Pages of a PDF; a year of a daily newspaper has fewer."""
