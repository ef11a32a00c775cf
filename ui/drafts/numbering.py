"""The ids of footnotes and comments, in the order that Word gives them when it saves a file.

Readers need no order, but LibreOffice 7 takes a footnote's id for its place, and mixes comments' ids with them:
without it footnotes show each other's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from ingest.readers.runs import W
from ui.drafts.package import Package

_ID = f"{W}id"
_COMMENT_MARKS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


def renumber(package: Package, main: str) -> None:
    """Give the footnotes ids in the order of their marks in the text, and the comments those behind them."""
    footnotes, endnotes, comments = ([*package.related(main, kind)] for kind in ("footnotes", "endnotes", "comments"))
    if not footnotes:
        return
    for part in footnotes:
        root = package.change(part)
        marks = list(package.change(main).iter(f"{W}footnoteReference"))
        places = {number: place for place, number in enumerate(dict.fromkeys(mark.get(_ID) for mark in marks))}
        # The lines above footnotes have a type, and stand first.
        notes = [one for one in root.iterchildren(f"{W}footnote") if one.get(f"{W}type") in {None, "normal"}]
        lines = [one for one in root.iterchildren(f"{W}footnote") if one.get(f"{W}type") not in {None, "normal"}]
        # One that no mark refers to comes last.
        notes.sort(key=lambda note: places.get(note.get(_ID), len(places)))
        root.extend(notes)
        _number(notes, marks, _above(lines))
    first = _above(chain.from_iterable(package.xml(part) for part in (*footnotes, *endnotes)))
    # Notes can be commented on, too.
    stories = [package.change(part) for part in (main, *footnotes, *endnotes)]
    for part in comments:
        marks = [mark for story in stories for mark in story.iter(*_COMMENT_MARKS)]
        _number(package.change(part).iterchildren(f"{W}comment"), marks, first)


def _number(notes: Iterable[Any], marks: Iterable[Any], first: int) -> None:
    new = {}
    for number, note in enumerate(notes, first):
        new[note.get(_ID)] = str(number)
        note.set(_ID, str(number))
    for mark in marks:
        mark.set(_ID, new.get(mark.get(_ID), mark.get(_ID)))


def _above(notes: Iterable[Any]) -> int:
    """Give an id above those of all these notes; none is below 1."""
    used = (one.get(_ID) or "" for one in notes)
    return max((int(number) for number in used if number.isdecimal()), default=0) + 1
