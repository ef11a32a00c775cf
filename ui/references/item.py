"""A reference as an item of CSL-JSON, which style processors read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ui.references.names import Name
from ui.references.reference import Reference


def item(one: Reference) -> dict[str, Any]:
    """Give the item: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV."""
    fields = {
        "id": one.key,
        "type": "article-newspaper",
        "title": one.title,
        "container-title": one.outlet,
        "author": [_name(each) for each in one.authors],
        "issued": _date(one.published),
        "accessed": _date(one.accessed),
        "URL": one.url,
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _date(day: dt.date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
