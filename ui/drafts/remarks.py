"""Remarks: what of a draft was not read, said for people."""

from __future__ import annotations


def counted(count: int, one: str, more: str) -> str:
    """Give a number with its words: "1 footnote is", "3 footnotes are"."""
    return f"{count:,} {one if count == 1 else more}"
