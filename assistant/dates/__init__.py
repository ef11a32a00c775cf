"""Dates: the time expressions of a sentence, and the days they mean."""

from assistant.dates.intervals import HEMISPHERE
from assistant.dates.reading import TimeExpression, describe, read_dates

__all__ = ["HEMISPHERE", "TimeExpression", "describe", "read_dates"]
