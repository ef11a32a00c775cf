"""Amounts: the sums, shares, measures and counts of a sentence, as values."""

from assistant.amounts.reading import Amount, read_amounts, same_value

__all__ = ["Amount", "read_amounts", "same_value"]
