"""Templates of pages: whatever comes from outside is escaped by the template engine, never by hand."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined


def environment(package: str, legible: Callable[[str], str]) -> Environment:
    """Give the templates of a package, and those that all pages share; ``legible`` takes out what means nothing."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates"), PackageLoader("ui", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: legible(value) if type(value) is str else value,
    )


def digest(text: str) -> str:
    """Give what a content policy names an inline script or style by (CSP 3, 2.3.1): nothing else may run then."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
