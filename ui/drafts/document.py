"""A Word file as a draft: its lines with their roles, and what of it is not audited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.audit.draft import Role
from index.errors import UnreadableSource
from ingest.readers.office import checked
from ingest.readers.runs import MAX_TABLE_DEPTH, Line, W, lines, style_of
from ui.drafts.letters import letters
from ui.drafts.package import Package
from ui.drafts.remarks import counted
from ui.drafts.sentences import Measure

STRICT = "http://purl.oclc.org/ooxml/"
"""Begins the names of everything in files that were saved as "Strict Open XML"."""
MAX_BASES = 20
"""Styles that stand on each other; a ring of them has no end."""


class Document:
    """A Word file: its parts, and the lines of its text with the elements that hold them."""

    def __init__(self, data: bytes) -> None:
        """Read a file; raises ``UnreadableSource`` for none of Word's, and a broken, locked, hostile or empty one."""
        self.main = checked(data)
        try:
            self.package = Package(data)
            root = self.package.xml(self.main)
            _refuse_strict(root)
            self.body = root.find(f"{W}body")
            self._styles = self._read_styles()
            self.lines: list[Line] = []
            contents = False
            measure = Measure()
            for line in lines(self.body, letters, boxes=True):
                if self._name(line).startswith("toc "):
                    contents = True
                    continue
                self.lines.append(line)
                if measure.full(line.text):
                    break
            self.remarks = list(self._remarks(contents=contents))
        except (UnreadableSource, RecursionError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  # a broken file fails anywhere in the parser
            raise UnreadableSource(
                f"a damaged Word file: {str(error)[:120]}", "Open it in Word, let Word repair it, and save it again."
            ) from None
        if not self.lines:
            raise UnreadableSource(
                "holds no text; pictures of text are not read", "Put the words in as text, and audit it again."
            )

    def role(self, line: Line) -> Role:
        """Tell what a line is."""
        if line.paragraph is None:
            return Role.CELL
        for name, outlined in self._bases(style_of(line)):
            if name == "caption":
                return Role.CAPTION
            if outlined or name in {"title", "subtitle"} or name.startswith("heading "):
                return Role.HEADING
        return Role.HEADING if _outlined(line.paragraph) else Role.PROSE

    def _name(self, line: Line) -> str:
        return next((name for name, _ in self._bases(style_of(line))), "")

    def _bases(self, style: str) -> Iterator[tuple[str, bool]]:
        """Give the name of a style and of those that it stands on, and whether each is for headings."""
        for _ in range(MAX_BASES):
            if style not in self._styles:
                return
            name, outlined, style = self._styles[style]
            yield name, outlined

    def _read_styles(self) -> dict[str, tuple[str, bool, str]]:
        styles = {}
        for part in self.package.related(self.main, "styles"):
            for style in self.package.xml(part).iterchildren(f"{W}style"):
                name, base = (_value(style.find(f"{W}{tag}")) for tag in ("name", "basedOn"))
                # Word keeps the English name of what is its own, in whatever language it is shown.
                styles[style.get(f"{W}styleId") or ""] = name.lower(), _outlined(style), base
        return styles

    def _remarks(self, *, contents: bool) -> Iterator[str]:
        if self.package.macros():
            yield "Its macros were not run."
        if contents:
            yield "The table of contents is not audited."
        changes = sum(map(self._count, ("ins", "del", "moveTo")))
        if changes:
            yield counted(changes, "tracked change is read as accepted.", "tracked changes are read as accepted.")
        for kind, one in (("footnote", "footnote"), ("endnote", "endnote"), ("comment", "comment")):
            found = sum(
                element.get(f"{W}type") in {None, "normal"} and _speaks(element)
                for part in self.package.related(self.main, f"{kind}s")
                for element in self.package.xml(part).iterchildren(f"{W}{kind}")
            )
            if found:
                yield counted(found, f"{one} is not audited.", f"{one}s are not audited.")
        beside = [part for kind in ("header", "footer") for part in self.package.related(self.main, kind)]
        if any(_speaks(self.package.xml(part)) for part in beside):
            yield "Page headers and footers are not audited."
        boxes = sum(1 for box in self.body.iter(f"{W}txbxContent") if not _fallback(box) and _speaks(box))
        if boxes:
            yield counted(boxes, "text box is not audited.", "text boxes are not audited.")
        if any(_speaks(table) for table in self.body.iter(f"{W}tbl") if _depth(table) == MAX_TABLE_DEPTH):
            yield f"Tables within more than {MAX_TABLE_DEPTH} others are not audited."
        if self._count("altChunk"):
            yield "Documents that are embedded in it are not audited."

    def _count(self, tag: str) -> int:
        """Count the elements of a name that are not the property of something."""
        properties = (f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}numPr")
        return sum(element.getparent().tag not in properties for element in self.body.iter(f"{W}{tag}"))


def _refuse_strict(root: Any) -> None:
    if root.tag.startswith(f"{{{STRICT}"):
        raise UnreadableSource("saved as Strict Open XML, which is not read", "Save it as “Word document (.docx)”.")


def _value(element: Any) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _outlined(element: Any) -> bool:
    """Tell whether a paragraph or style has a rank in the outline; the tenth is that of plain text."""
    level = element.find(f"{W}pPr/{W}outlineLvl")
    return level is not None and _value(level) in set("012345678")


def _speaks(element: Any) -> bool:
    return any((text.text or "").strip() for text in element.iter(f"{W}t"))


def _depth(table: Any) -> int:
    return sum(1 for _ in table.iterancestors(f"{W}tbl"))


def _fallback(box: Any) -> bool:
    return any(True for _ in box.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
