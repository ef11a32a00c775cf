"""The footnotes and comments of a Word file: those it has, and new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ingest.readers.office import tree
from ingest.readers.runs import W
from ui.drafts.cuts import text_element
from ui.drafts.package import Package
from ui.drafts.styles import Styles
from ui.terminal import legible

AUTHOR = "Dateline"
INITIALS = "D"

_NAMESPACES = f'xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_LINE = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{}/></w:r></w:p>'
_FOOTNOTES = (
    f"<w:footnotes {_NAMESPACES}>"
    f'<w:footnote w:type="separator" w:id="-1">{_LINE.format("separator")}</w:footnote>'
    f'<w:footnote w:type="continuationSeparator" w:id="0">{_LINE.format("continuationSeparator")}</w:footnote>'
    "</w:footnotes>"
)
"""With the lines above footnotes, without which Word takes the file for a broken one."""
_COMMENTS = f"<w:comments {_NAMESPACES}/>"
_SETTINGS = f"<w:settings {_NAMESPACES}/>"
_AFTER_FOOTNOTES = frozenset(
    (
        *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
        *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
        *("smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
        *("docId", "chartTrackingRefBased", "conflictMode", "discardImageEditingData", "defaultImageDpi"),
    )
)
"""Settings that stand behind those for footnotes: their order is fixed (ECMA-376 part 1, 17.15.1.78)."""


class Notes:
    """Adds footnotes and comments to a Word file; the parts that it lacks are made with the first of them."""

    def __init__(self, package: Package, main: str) -> None:
        """Take the package, and the part that the marks will stand in."""
        self._package = package
        self._main = main
        self._root = package.change(main)
        self._styles = Styles(package, main)
        self._footnotes: Any = None
        self._comments: Any = None
        self._next_footnote = self._next_comment = 0

    def footnote(self, lines: Sequence[str]) -> Any:
        """Add a footnote, and give the run of its mark."""
        if self._footnotes is None:
            self._footnotes = self._part("footnotes", _FOOTNOTES)
            self._next_footnote = max(_free_id(self._footnotes.iterchildren(f"{W}footnote")), 1)
            self._set_separators()
        style = self._styles.id_of("footnote reference")
        note = self._footnotes.makeelement(f"{W}footnote", {f"{W}id": str(self._next_footnote)})
        self._footnotes.append(note)
        self._write(note, ["\n".join(lines)], "footnote text", _run(note, style, f"{W}footnoteRef"), gap=" ")
        mark = _run(self._root, style, f"{W}footnoteReference", self._next_footnote)
        self._next_footnote += 1
        return mark

    def comma(self) -> Any:
        """Give the run of a comma between two footnotes' marks: "12" would be read as twelve."""
        # A sign and not text: what the document says stays as it is.
        run = _run(self._root, self._styles.id_of("footnote reference"), f"{W}sym")
        run[-1].set(f"{W}font", "Times New Roman")
        run[-1].set(f"{W}char", "002C")
        return run

    def comment(self, paragraphs: Sequence[str]) -> tuple[Any, Any, Any]:
        """Add a comment, and give the marks of its beginning and end, and the run that refers to it."""
        if self._comments is None:
            self._comments = self._part("comments", _COMMENTS)
            marks = (one for kind in ("Start", "End") for one in self._root.iter(f"{W}commentRange{kind}"))
            self._next_comment = _free_id([*self._comments.iterchildren(f"{W}comment"), *marks])
        style = self._styles.id_of("annotation reference")
        number = str(self._next_comment)
        names = {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": INITIALS}
        note = self._comments.makeelement(f"{W}comment", names)
        self._comments.append(note)
        self._write(note, paragraphs, "annotation text", _run(note, style, f"{W}annotationRef"))
        start, end = (self._root.makeelement(f"{W}commentRange{kind}", {f"{W}id": number}) for kind in ("Start", "End"))
        self._next_comment += 1
        return start, end, _run(self._root, style, f"{W}commentReference", int(number))

    def _part(self, kind: str, new: str) -> Any:
        for name in self._package.related(self._main, kind):
            return self._package.change(name)
        root = tree(new.encode())
        self._package.add(self._main, kind, root)
        return root

    def _write(self, note: Any, paragraphs: Sequence[str], style: str, mark: Any, gap: str = "") -> None:
        for number, text in enumerate(paragraphs):
            paragraph = note.makeelement(f"{W}p")
            properties = paragraph.makeelement(f"{W}pPr")
            properties.append(properties.makeelement(f"{W}pStyle", {f"{W}val": self._styles.id_of(style)}))
            paragraph.append(properties)
            if not number:
                paragraph.append(mark)
            run = paragraph.makeelement(f"{W}r")
            for place, line in enumerate(legible(text).split("\n")):
                if place:
                    run.append(run.makeelement(f"{W}br"))
                run.append(text_element(run, f"{gap}{line}" if not number and not place else line))
            paragraph.append(run)
            note.append(paragraph)

    def _set_separators(self) -> None:
        """Name the lines above footnotes in the settings, as Word does, unless they are named there."""
        special = [one.get(f"{W}id") for one in self._footnotes if one.get(f"{W}type") not in {None, "normal"}]
        settings = self._part("settings", _SETTINGS)
        named = settings.find(f"{W}footnotePr")
        if named is None:
            named = settings.makeelement(f"{W}footnotePr")
            behind = [one for one in settings if str(one.tag).rpartition("}")[2] in _AFTER_FOOTNOTES]
            if behind:
                behind[0].addprevious(named)
            else:
                settings.append(named)
        if named.find(f"{W}footnote") is None:
            for number in special:
                named.append(named.makeelement(f"{W}footnote", {f"{W}id": str(number)}))


def _run(near: Any, style: str, tag: str, number: int | None = None) -> Any:
    run = near.makeelement(f"{W}r")
    form = run.makeelement(f"{W}rPr")
    form.append(form.makeelement(f"{W}rStyle", {f"{W}val": style}))
    run.append(form)
    run.append(run.makeelement(tag, {} if number is None else {f"{W}id": str(number)}))
    return run


def _free_id(elements: Iterable[Any]) -> int:
    used = (one.get(f"{W}id") or "" for one in elements)
    return max((int(number) for number in used if number.isdecimal()), default=-1) + 1
