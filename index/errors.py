"""Everything that Dateline raises on purpose.

DatelineError
├── SettingsError      a setting that cannot be used
├── SnapshotError      a snapshot that cannot be read
│   └── NoArticles     there is none yet
├── ModelMismatch      the snapshot was made with another embedding model
├── LockHeld           another ingest is writing
├── UnknownArticle     no article has that id
├── UnreadableSource   one file or record cannot become an article
├── FeedbackError      a person's judgement of an answer that cannot be kept, read or written out
├── QuestionFileError  a question file that cannot be used
├── UnusableStyle      a citation style that is not there (ui.references.bibliography)
└── IncomparableRuns   two evaluations that say nothing about each other
"""

from __future__ import annotations


class DatelineError(Exception):
    """A failure that a person can act on: ``str()`` says what happened, ``hint`` what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SettingsError(DatelineError):
    """A setting that cannot be used."""


class SnapshotError(DatelineError):
    """A snapshot cannot be read."""


class NoArticles(SnapshotError):
    """There is no snapshot yet: nothing was ever taken in."""


class ModelMismatch(SnapshotError):
    """The snapshot was made with another embedding model than the settings name."""


class LockHeld(DatelineError):
    """Another ingest holds the write lock."""


class UnknownArticle(DatelineError):
    """No article of the snapshot has that id."""


class UnreadableSource(DatelineError):
    """One file, or one record of a file, cannot become an article; the message is the reason."""


class FeedbackError(DatelineError):
    """A person's judgement of an answer cannot be kept, read or written out."""


class QuestionFileError(DatelineError):
    """A question file, or a baseline, cannot be used."""


class IncomparableRuns(DatelineError):
    """Two evaluations say nothing about each other: another collection, other questions."""
