"""Word lists written as running text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text in their order, for a list too long to quote word by word."""
    return tuple(text.split())
