"""Readers: each turns one kind of file into records."""

from ingest.readers.dispatch import KINDS, kind_of, read

__all__ = ["KINDS", "kind_of", "read"]
