"""The styles that footnotes and comments are set in: the writer's own where there are some."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from ingest.readers.office import tree
from ingest.readers.runs import W
from ui.drafts.package import Package

_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
_RAISED = '<w:vertAlign w:val="superscript"/>'
_SMALL = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
_TIGHT = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
_NEW = {
    "footnote text": ("FootnoteText", "paragraph", f"<w:pPr>{_TIGHT}</w:pPr><w:rPr>{_SMALL}</w:rPr>"),
    "footnote reference": ("FootnoteReference", "character", f"<w:rPr>{_RAISED}</w:rPr>"),
    "annotation text": ("CommentText", "paragraph", f"<w:pPr>{_TIGHT}</w:pPr><w:rPr>{_SMALL}</w:rPr>"),
    "annotation reference": (
        "CommentReference",
        "character",
        '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>',
    ),
}
"""Word's own styles by their names, as Word makes them."""


class Styles:
    """The styles of a Word file."""

    def __init__(self, package: Package, main: str) -> None:
        """Take the package, and the part that they are for."""
        self._package = package
        self._main = main
        self._found: dict[str, str] = {}

    def id_of(self, name: str) -> str:
        """Give the id of one of Word's styles for notes; it is added if the file has none of that name."""
        if name not in self._found:
            self._found[name] = self._find(name) or self._add(name)
        return self._found[name]

    def _find(self, name: str) -> str:
        for part in self._package.related(self._main, "styles"):
            for style in self._package.xml(part).iterchildren(f"{W}style"):
                said = style.find(f"{W}name")
                # The id differs with the language that Word is shown in, the name does not.
                if said is not None and (said.get(f"{W}val") or "").lower() == name:
                    return style.get(f"{W}styleId") or ""
        return ""

    def _add(self, name: str) -> str:
        root = self._root()
        taken = {style.get(f"{W}styleId") for style in root.iterchildren(f"{W}style")}
        wanted, kind, form = _NEW[name]
        number = 0
        while (found := f"{wanted}{number or ''}") in taken:
            number += 1
        base = next(
            (
                style.get(f"{W}styleId")
                for style in root.iterchildren(f"{W}style")
                if style.get(f"{W}type") == kind and style.get(f"{W}default") in {"1", "true", "on"}
            ),
            None,
        )
        root.append(
            tree(
                f'<w:style {_NAMESPACE} w:type="{kind}" w:styleId="{found}"><w:name w:val="{name}"/>'
                f"{_based(base)}"
                f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/>{form}</w:style>'.encode()
            )
        )
        return found

    def _root(self) -> Any:
        for part in self._package.related(self._main, "styles"):
            return self._package.change(part)
        root = tree(f"<w:styles {_NAMESPACE}/>".encode())
        self._package.add(self._main, "styles", root)
        return root


def _based(base: str | None) -> str:
    """Give the element that names the style which another one stands on, its id escaped."""
    return f"<w:basedOn w:val={quoteattr(base)}/>" if base else ""
