"""The fields that stand in YAML at the head of a text, between two lines of three dashes."""

from __future__ import annotations

import re

from index.article import Origin
from index.errors import UnreadableSource
from ingest.readers.layout import state
from ingest.record import Record

_BLOCK = re.compile(r"\s*?---[ \t]*\n(?P<fields>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^[\w.-]+[ \t]*:(?:\s|$)", re.MULTILINE)
MAX_FRONT_MATTER = 100_000
"""Characters; a longer block between dashes is no list of fields."""


def take(record: Record) -> None:
    """Move the front matter of the record's text into its fields.

    Values are taken as written: YAML's own reading would make a date of ``2024-05-27``, octal of an
    id such as 0017 and false of the title "No". Dashes around anything but fields are part of the
    text. Raises ``UnreadableSource`` where the fields are broken: reading on would lose the date and
    the title, and put the broken lines into the article.
    """
    text = record.text.replace("\r\n", "\n")
    match = _BLOCK.match(text)
    if not match or len(match["fields"]) > MAX_FRONT_MATTER or not _FIELD.search(match["fields"]):
        return
    # Read only for texts with front matter.
    import yaml  # noqa: PLC0415

    try:
        # The loader that gives text alone makes no objects: safer than the safe one.
        fields = yaml.load(match["fields"], Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        # The mark counts from 0, from the line after the dashes.
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableSource(
            f"front matter is not valid YAML at line {line}: {error.problem}; "
            "a value that holds a colon or a quotation mark must stand in quotation marks"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableSource(f"front matter is not valid YAML: {error}") from None
    if isinstance(fields, dict):
        state(record, fields, Origin.FRONT_MATTER)
        record.text = text[match.end() :]
