"""The package that a Word file is: its parts, how they name each other, and what kinds they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from index.errors import UnreadableSource
from ingest.readers.limits import MEBIBYTE
from ingest.readers.office import tree

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES_PART = "[Content_Types].xml"
MACRO_TYPES = frozenset(
    (
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-office.vbaProjectSignature",
        "application/vnd.ms-office.vbaProjectSignatureAgile",
        "application/vnd.ms-office.vbaProjectSignatureV3",
        "application/vnd.ms-word.vbaData+xml",
    )
)
MAX_PART = 50 * MEBIBYTE
"""Bytes of a part that is looked into: a thousand pages have 20 MB. In memory it takes ten times as much."""
UNDATED = (1980, 1, 1, 0, 0, 0)
"""The time that Word gives every part, too: the same draft makes the same file."""


class Package:
    """The parts of a Word file. What is not changed is written as it was read, byte for byte."""

    def __init__(self, data: bytes) -> None:
        """Unpack a file that has been checked: it is an archive, and no bomb."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # A name that stands twice means the part that readers find: the last one.
            self._parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def xml(self, name: str) -> Any:
        """Give the root of a part, to be read; raises ``UnreadableSource`` where it declares entities."""
        if name not in self._trees:
            if len(self._parts[name]) > MAX_PART:
                raise UnreadableSource("unpacks to far more than a document can: not read")
            root = tree(self._parts[name])
            if root.getroottree().docinfo.doctype:
                raise UnreadableSource("declares XML entities, which no Word file does: not read")
            self._trees[name] = root
        return self._trees[name]

    def change(self, name: str) -> Any:
        """Give the root of a part, to be changed."""
        root = self.xml(name)
        self._changed.add(name)
        return root

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Give the parts of a kind ("footnotes", "header") that a part names."""
        relations = _relations_of(name)
        if relations in self._parts:
            for one in self.xml(relations):
                if str(one.get("Type")).endswith(f"/{kind}") and one.get("TargetMode") != "External":
                    target = _target(name, str(one.get("Target")))
                    if target in self._parts:
                        yield target

    def add(self, owner: str, kind: str, root: Any) -> str:
        """Add a part of a kind that ``owner`` then names, and give its name."""
        folder = posixpath.dirname(owner)
        number = ""
        while (name := posixpath.join(folder, f"{kind}{number}.xml")) in self._parts:
            number = str(int(number or 0) + 1)
        self._parts[name] = b""
        self._trees[name] = root
        self._changed.add(name)
        types = self.change(TYPES_PART)
        types.append(types.makeelement(f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=f"{CONTENT}{kind}+xml"))
        relations = self._relations(owner)
        taken = {one.get("Id") for one in relations}
        number = next(str(one) for one in range(1, len(taken) + 2) if f"rId{one}" not in taken)
        relations.append(
            relations.makeelement(
                f"{{{RELATIONS}}}Relationship",
                Id=f"rId{number}",
                Type=f"{KIND}{kind}",
                Target=posixpath.relpath(name, folder or "."),
            )
        )
        return name

    def macros(self) -> list[str]:
        """Give the parts that hold macros."""
        named = {one.get("PartName", "").lstrip("/"): one.get("ContentType") for one in self.xml(TYPES_PART)}
        by_ending = {one.get("Extension", "").lower(): one.get("ContentType") for one in self.xml(TYPES_PART)}
        return [
            name
            for name in self._parts
            if named.get(name, by_ending.get(name.rpartition(".")[2].lower())) in MACRO_TYPES
        ]

    def without_macros(self, main: str) -> None:
        """Take out the macros, and make of whatever kind of Word file it was a plain document."""
        macros = self.macros()
        for name in macros:
            del self._parts[name]
            self._parts.pop(_relations_of(name), None)
        if macros:
            for relations in [name for name in self._parts if name.endswith(".rels")]:
                owner = _owner(relations)
                for one in list(self.xml(relations)):
                    if one.get("TargetMode") != "External" and _target(owner, str(one.get("Target"))) in macros:
                        self.change(relations).remove(one)
        for one in list(self.xml(TYPES_PART)):
            name = one.get("PartName", "").lstrip("/")
            if one.get("ContentType") in MACRO_TYPES:
                self.change(TYPES_PART).remove(one)
            elif name == main and one.get("ContentType") != f"{CONTENT}document.main+xml":
                self.change(TYPES_PART)
                one.set("ContentType", f"{CONTENT}document.main+xml")

    def written(self) -> bytes:
        """Give the file."""
        # As above: whoever writes has read before.
        from lxml import etree  # noqa: PLC0415

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            # The list of kinds comes first, as Word has it; some programs know the file by that.
            for name in sorted(self._parts, key=lambda name: name != TYPES_PART):
                data = self._parts[name]
                if name in self._changed:
                    data = etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                archive.writestr(zipfile.ZipInfo(name, UNDATED), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _relations(self, owner: str) -> Any:
        name = _relations_of(owner)
        if name not in self._parts:
            self._parts[name] = b""
            self._trees[name] = tree(f'<Relationships xmlns="{RELATIONS}"/>'.encode())
        return self.change(name)


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _owner(relations: str) -> str:
    folder, file = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(owner: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
