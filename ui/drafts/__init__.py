"""Drafts: read from what a writer hands in, and given back as a Word file with footnotes and comments."""

from ui.drafts.reading import ENDINGS, KINDS, MAX_DRAFT, draft_in, draft_of, read_draft
from ui.drafts.word import annotated

__all__ = ["ENDINGS", "KINDS", "MAX_DRAFT", "annotated", "draft_in", "draft_of", "read_draft"]
