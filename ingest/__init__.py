"""Ingest: from files to published articles."""
