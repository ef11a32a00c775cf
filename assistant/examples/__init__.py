"""Example questions, drawn from what is in the collection and answered by it."""

from assistant.examples.selection import examples

__all__ = ["examples"]
