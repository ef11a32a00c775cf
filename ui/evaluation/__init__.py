"""The question set for people: ``dateline eval`` and its reports."""
