"""Fields fit to print: text in one line, and a web address that is nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""What turns the text around it the other way round, and what is no character at all."""
BREAKS = re.compile("[ \x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Line breaks, other control characters and runs of spaces: no format keeps them, and some would obey them."""
WEB = frozenset({"http", "https"})
"""A link of another kind (javascript:, data:, file:) could run a program, and leads no reader to the article."""
UNFIT = re.compile(r"[\s\"<>\\^`{|}]")
"""What no URL may hold as it is (RFC 3986, appendix A and section 2); each of it ends a link in some format."""


def line(text: str | None) -> str | None:
    """Give a text in one line; ``None`` if nothing is left of it."""
    return BREAKS.sub(" ", UNSEEN.sub("", text or "")).strip() or None


def address(url: str | None) -> str | None:
    """Give a URL with what it may not hold percent-encoded; ``None`` unless it leads to a host on the web."""
    text = line(url)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return UNFIT.sub(lambda found: quote(found.group()), text) if parts.scheme in WEB and host else None
