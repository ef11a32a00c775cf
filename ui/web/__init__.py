"""The chat page: ask, read the answer, check it against the article."""
