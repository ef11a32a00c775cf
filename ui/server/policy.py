"""What a browser is told about every response: load nothing from elsewhere, run nothing that is not the page's own.

The page is Gradio's, whose head names pictures and a manifest on other hosts; they are taken out here, on the way
to the browser, so that Gradio's own template can change with its versions.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NONCE_BYTES = 16
"""128 bits, the least that the standard of content security policies asks of a nonce."""
YEAR = 365 * 24 * 60 * 60
"""Seconds. The longest that HTTP's specification advises for caching."""

ICON = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 32 32%27%3E'
    "%3Crect width=%2732%27 height=%2732%27 rx=%276%27 fill=%27%238a1c1c%27/%3E%3Ctext x=%2716%27 y=%2724%27"
    " font-family=%27Georgia,serif%27 font-size=%2724%27 font-weight=%27700%27 fill=%27%23fff%27"
    ' text-anchor=%27middle%27%3ED%3C/text%3E%3C/svg%3E">'
)
"""The page's mark in a browser's tab: within the page, since below a path the host's own icon is another's."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-frame-options": "DENY",
}
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_FOREIGN = re.compile(
    rb"""<meta\b[^>]*\b(?:property|name)\s*=\s*["'](?:og|twitter):[^>]*>\s*"""
    rb"""|<link\b[^>]*\brel\s*=\s*["'](?:manifest|preconnect|dns-prefetch)["'][^>]*>\s*""",
    re.IGNORECASE,
)
"""Tags for the previews of social networks, and a manifest at the host's root, where another program may be.
No text of an article or a person stands in the page's HTML: Gradio sends its data as JSON without any ``<``."""


class Policy:
    """Adds the headers to every response, and makes the page fit for them."""

    def __init__(self, app: ASGIApp, *, head: str) -> None:
        """``head`` is HTML for the head of a page that has no title of its own; its scripts may run."""
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        path = scope["path"]
        held: Message | None = None
        page = bytearray()

        async def sending(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS | {"content-security-policy": policy(nonce)})
                headers["cache-control"] = _keeping(path, message["status"])
                if scope["method"] != "HEAD" and headers.get("content-type", "").startswith("text/html"):
                    held = message
                    return
            elif held and message["type"] == "http.response.body":
                page.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                body = fitted(bytes(page), nonce, self._head)
                MutableHeaders(scope=held)["content-length"] = str(len(body))
                await send(held)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, sending)


def policy(nonce: str) -> str:
    """Give the content security policy of a response whose own scripts carry a nonce.

    Styles may stand inline and text may become code (``unsafe-eval``) because Gradio works so; a script
    written into the page, or an ``onerror`` within it, does not run.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def fitted(page: bytes, nonce: str, head: bytes) -> bytes:
    """Give a page without the tags that lead elsewhere, and with its scripts marked as its own.

    A page without a title, as Gradio sends it, gets the ``head`` as well.
    """
    page = _FOREIGN.sub(b"", page)
    if not _TITLE.search(page):
        page = _HEAD.sub(lambda opening: opening.group() + head, page, count=1)
    return _SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', page)


def _keeping(path: str, status: int) -> str:
    """Say how long a browser may keep a response: what names its own content in its name, for good."""
    if path.startswith("/assets/") and status == 200:
        return f"private, max-age={YEAR}, immutable"
    return "private, max-age=0, must-revalidate" if path.startswith("/static/") else "no-store"
