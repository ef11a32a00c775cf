"""Templates of pages: whatever comes from outside is escaped by the template engine, never by hand."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment(package: str, legible: Callable[[str], str]) -> Environment:
    """Give the templates of a package; ``legible`` takes out of each text what means nothing in a page."""
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legible(value) if type(value) is str else value,
    )
