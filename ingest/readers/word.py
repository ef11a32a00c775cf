"""Reads Word files (DOCX): paragraphs, lists and tables in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from index.article import Origin, Removed
from index.errors import UnreadableSource
from ingest.readers.office import checked
from ingest.readers.opening import whole
from ingest.readers.properties import sane_name, sane_title
from ingest.readers.runs import lines, style_of
from ingest.record import Record, Stated

TITLE_STYLES = frozenset({"title", "heading 1"})


def read_word(path: Path, stream: io.BufferedReader) -> Iterator[Record]:
    """Give the file as one record, a paragraph or row of a table for each of the document's.

    Text that is marked as deleted is left out, inserted text is in. A first paragraph in the style
    Title or Heading 1 is the title, else the one in the file's properties if somebody wrote it; the
    dates there tell when the file was made and are never taken.
    """
    data = whole(stream)
    checked(data)
    # Read only for Word files: import costs 60 ms.
    import docx  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(data))
        style_names = {style.style_id: (style.name or "").lower() for style in document.styles}
        found = [(line.text, style_names.get(style_of(line), "")) for line in lines(document.element.body)]
        properties = document.core_properties
        title, author = properties.title, properties.author
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  # a broken file fails anywhere in the parser
        raise UnreadableSource(f"a damaged Word file: {str(error)[:120]}") from None
    if not found:
        raise UnreadableSource("holds no text; pictures of text are not read")
    record = Record(path, "")
    if found[0][1] in TITLE_STYLES and len(found) > 1:
        record.title = Stated(" ".join(found.pop(0)[0].split()), Origin.HEADING)
    elif said := sane_title(title, path):
        record.title = Stated(said, Origin.DOCUMENT_PROPERTIES)
    if name := sane_name(author):
        record.byline = Stated(name, Origin.DOCUMENT_PROPERTIES)
    captions = [text for text, style in found if style == "caption"]
    if captions:
        record.removed.append(Removed(text="\n".join(captions), reason="caption or box beside the text"))
    record.text = "\n\n".join(text for text, style in found if style != "caption")
    yield record
