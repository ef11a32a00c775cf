"""Where uploaded files are kept: below one folder of the data folder, whatever their names say.

DATA/received/0123456789abcdef/report.pdf      the first digits of the content's SHA-256, then the file's own name

The same file comes to the same place again, and is then known as unchanged; another file of the same name has a
place of its own. It is not the folder into which the server puts uploads while they come in: that one is cleared.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from index.errors import UnreadableSource
from ingest.readers import KINDS, kind_of

DIGITS = 16
"""Hexadecimal digits of a file's digest in its place: two files in a billion share them once in 18 million tries."""
LONGEST_NAME = 120
"""Bytes of a file's name. File systems take 255; the place is also quoted in messages and lists."""
BLOCK = 1 << 20
"""Bytes copied at a time."""
NAMELESS = "article"
"""The name of a file of whose own name nothing can be kept."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
"""Letters that not every file system takes."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for devices, whatever follows the dot."""


class Shelf:
    """The uploaded files of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = Path(os.path.realpath(data_dir)) / "received"
        self._place = re.compile(re.escape(f"{self.folder}{os.sep}") + rf"[0-9a-f]{{{DIGITS}}}" + re.escape(os.sep))

    def keep(self, uploaded: Path, name: str) -> Path:
        """Copy an uploaded file to its place under the name that the person gave it, and give the place.

        Raises ``UnreadableSource`` for a kind of file that is not read, and ``OSError``.
        """
        safe = safe_name(name)
        if kind_of(Path(safe)) is None:
            raise UnreadableSource(f"a kind of file that is not read; read are {', '.join(KINDS)}")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file is for nobody but its maker; it becomes the kept one whole or not at all.
        handle, copy = tempfile.mkstemp(dir=self.folder, prefix=".coming-")
        try:
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as target, uploaded.open("rb") as source:
                while block := source.read(BLOCK):
                    digest.update(block)
                    target.write(block)
            place = self.folder / digest.hexdigest()[:DIGITS] / safe
            place.parent.mkdir(mode=0o700, exist_ok=True)
            Path(copy).replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(copy).unlink()
            raise
        return place

    def named(self, text: str) -> str:
        """Give a text with each kept file called as the person called it, not by its place."""
        return self._place.sub("", text)


def safe_name(given: str) -> str:
    """Give a name of one file, below no folder, that every file system takes and that shows as it is written.

    The kind (``.jsonl.gz``) is kept. Taken out are folders, controls and marks that turn text around or hide, and
    what some file system forbids; a name that is too long is cut before its kind.
    """
    name = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in name)
    name = " ".join(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).split()).strip(". ")
    kind = name[len(name) - len(kind_of(Path(name)) or "") :]
    stem = name.removesuffix(kind).encode()[: LONGEST_NAME - len(kind)].decode(errors="ignore")
    name = (stem.strip(". ") or NAMELESS) + kind
    return f"_{name}" if _DEVICES.match(name) else name
