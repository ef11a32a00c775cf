"""Cuts a Word document's runs where a sentence begins or ends, and tells where marks may stand there.

Runs are parted with a copy of their formatting; nothing of the writer's is moved or rebuilt.
"""

from __future__ import annotations

import copy
from itertools import count
from typing import Any

from ingest.readers.runs import W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_RUN = f"{W}r"
_TEXT = f"{W}t"
_FORM = f"{W}rPr"
_NOTES = frozenset((f"{W}footnoteReference", f"{W}endnoteReference"))
_UNSEEN = frozenset(
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "moveFromRangeStart"),
        *("moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "permStart", "permEnd", "proofErr"),
        *("customXmlPr", "fldData", "sdtEndPr", "sdtPr", "smartTagPr"),
    )
)
"""Marks between runs that show nothing, and the properties of what holds runs."""
_HOLDERS = frozenset(
    f"{W}{name}"
    for name in ("bdo", "customXml", "dir", "fldSimple", "hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag")
)
"""What may stand around runs within a paragraph."""
_SEALS = tuple(
    f"{W}{name}" for name in ("bibliography", "citation", "comboBox", "dataBinding", "date", "dropDownList", "text")
)
"""Marks of content controls that take plain text alone, or that Word fills in anew from elsewhere."""


class Cuts:
    """Makes the cuts of one document, from its end to its beginning: what stands before a cut keeps its place."""

    def __init__(self, root: Any) -> None:
        """Take the root of the part that is cut."""
        self.own: set[Any] = set()
        """Marks that were put in since; the writer's stand before them."""
        self._root = root
        self._ids: count[int] | None = None

    def before(self, element: Any, index: int) -> Any:
        """Give what a mark must stand before, so that it stands before a character of an element of text."""
        run = _run_of(element)
        if element.getparent() is run:
            if element.tag == _TEXT and index:
                element = _part_text(element, index)
            if any(one.tag not in {_FORM, f"{W}lastRenderedPageBreak"} for one in element.itersiblings(preceding=True)):
                run = self._part(run, element)
        return _out_before(run)

    def after(self, element: Any, index: int) -> Any:
        """Give what a mark must stand behind, so that it stands behind the first ``index`` characters of an element.

        The writer's own footnote marks at that place stay before it.
        """
        run = _run_of(element)
        if element.getparent() is run:
            if element.tag == _TEXT and index < len(element.text or ""):
                _part_text(element, index)
            rest = element.getnext()
            while rest is not None and rest.tag in _NOTES:
                rest = rest.getnext()
            if rest is not None:
                self._part(run, rest)
        return self._out_after(run)

    def _out_after(self, node: Any) -> Any:
        """Give the outermost element that ends where ``node`` does, and may have a mark behind it."""
        while True:
            following = node.getnext()
            while following is not None and following.tag in _UNSEEN:
                following = following.getnext()
            if following is not None and (
                _turn(following) == "end" or (_only_notes(following) and following not in self.own)
            ):
                node = following
            elif (parent := _holder(node)) is not None and (following is None or _sealed(parent)):
                node = parent
            else:
                return node

    def _part(self, run: Any, first: Any) -> Any:
        """Move an element of a run, and all behind it, to a run of its own; give that."""
        right = run.makeelement(_RUN, dict(run.attrib), run.nsmap)
        form = run.find(_FORM)
        if form is not None:
            right.append(copy.deepcopy(form))
            for change in right.iter(f"{W}rPrChange"):
                change.set(f"{W}id", str(self._new_id()))
        for one in [first, *first.itersiblings()]:
            right.append(one)
        run.addnext(right)
        return right

    def _new_id(self) -> int:
        if self._ids is None:
            used = (one.get(f"{W}id") or "" for one in self._root.iter())
            self._ids = count(max((int(one) for one in used if one.isdecimal()), default=0) + 1)
        return next(self._ids)


def holds_note(element: Any) -> bool:
    """Tell whether an element shows a footnote's mark last."""
    return element.tag == _RUN and len(element) > 0 and element[-1].tag in _NOTES


def text_element(parent: Any, text: str) -> Any:
    """Make a ``w:t``, in the namespaces of another element, that keeps its white space."""
    element = parent.makeelement(_TEXT, {SPACE: "preserve"})
    element.text = text
    return element


def _run_of(element: Any) -> Any:
    """Give the outermost run that an element stands in: annotations above a word have runs within one."""
    found = element
    for one in element.iterancestors():
        if one.tag == f"{W}p":
            break
        if one.tag == _RUN:
            found = one
    return found


def _part_text(element: Any, index: int) -> Any:
    """Part a ``w:t`` before a character; give the new one."""
    text = element.text or ""
    right = text_element(element, text[index:])
    element.text = text[:index]
    element.set(SPACE, "preserve")
    element.addnext(right)
    return right


def _out_before(node: Any) -> Any:
    """Give the outermost element that begins where ``node`` does, and may have a mark before it."""
    while True:
        previous = node.getprevious()
        while previous is not None and previous.tag in _UNSEEN:
            previous = previous.getprevious()
        if previous is not None and _turn(previous) == "separate" and (begin := _field_begin(previous)) is not None:
            node = begin
        elif (parent := _holder(node)) is not None and (previous is None or _sealed(parent)):
            node = parent
        else:
            return node


def _holder(node: Any) -> Any:
    parent = node.getparent()
    return parent if parent is not None and parent.tag in _HOLDERS else None


def _sealed(holder: Any) -> bool:
    """Tell whether nothing may be put into what holds runs."""
    if holder.tag == f"{W}fldSimple":
        return True
    properties = holder.getparent().find(f"{W}sdtPr") if holder.tag == f"{W}sdtContent" else None
    return properties is not None and any(one.tag in _SEALS for one in properties)


def _turn(run: Any) -> str | None:
    """Give what a run does to a field, if that is all it does: "begin", "separate" or "end"."""
    found = [one for one in run if one.tag != _FORM] if run.tag == _RUN else []
    return found[0].get(f"{W}fldCharType") if len(found) == 1 and found[0].tag == f"{W}fldChar" else None


def _field_begin(separator: Any) -> Any:
    """Give the run that begins the field whose result begins behind ``separator``, if it is in the same place."""
    depth = 0
    for one in separator.itersiblings(preceding=True):
        turn = _turn(one)
        if turn == "begin" and not depth:
            return one
        depth += (turn == "end") - (turn == "begin")
    return None


def _only_notes(run: Any) -> bool:
    return run.tag == _RUN and holds_note(run) and all(one.tag in _NOTES | {_FORM} for one in run)
