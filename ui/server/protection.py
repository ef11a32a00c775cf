"""Who may send what to the page: hosts it answers to, other web pages kept out, and the only ways in that are open.

Each class is a layer around the page (plain ASGI, so that answers still stream) with one thing to refuse.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

API = "/gradio_api/"
"""Below it programs ask, people everywhere else."""
SAFE = frozenset({"GET", "HEAD"})
"""Methods that change nothing."""

_NAME = r"[^/]+"
_OPEN: dict[str, tuple[str, ...]] = {
    "GET": (
        r"/",
        r"/config/?",
        r"/theme\.css",
        r"/favicon\.ico",
        r"/robots\.txt",
        r"/(?:assets|static)/.+",
        rf"{API}(?:info/?|startup-events|theme\.css|queue/data|queue/status|upload_progress)",
        rf"{API}heartbeat/{_NAME}",
        rf"{API}call/(?:v2/)?{_NAME}/{_NAME}",
    ),
    "POST": (
        rf"{API}(?:queue/join|upload|cancel|reset/?)",
        rf"{API}(?:call/v2|call|run|api)/{_NAME}/?",
    ),
}
"""What the page, its styles and programs that ask it need of Gradio's routes. Closed with all the others are those
that hand out files by their path, fetch addresses, run functions of a component, or keep states on the disk."""


def refusal(scope: Scope, status: int, message: str) -> Response:
    """Give the response that refuses a request: JSON for programs, a sentence for people."""
    if scope["path"].startswith(API):
        return JSONResponse({"detail": message}, status)
    return PlainTextResponse(message, status)


def host_of(address: str) -> str:
    """Give the host in a ``Host`` header or a URL, in lower case, without its port; "" where there is none."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        if parts.username is not None or parts.port == 0:
            return ""
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Tell whether a name or an address is that of this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Prefix:
    """Serves the page below a path, whether or not the proxy before it takes the path away."""

    def __init__(self, app: ASGIApp, *, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the path off a request that has it."""
        if scope["type"] == "http" and self._path:
            path: str = scope["path"]
            if path == self._path:
                # Without the closing slash the browser would look for everything one folder up.
                await RedirectResponse(f"{self._path}/", 307)(scope, receive, send)
                return
            if path.startswith(f"{self._path}/"):
                raw = scope.get("raw_path") or path.encode()
                scope = {
                    **scope,
                    "path": path.removeprefix(self._path),
                    "raw_path": raw.removeprefix(self._path.encode()),
                }
        await self._app(scope, receive, send)


class Hosts:
    """Refuses requests for another host's name, while only this machine is served.

    Else any web page could give its own name this machine's address and read the articles (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, *, public: str) -> None:
        """``public`` is the host under which a proxy shows the page; "" for none."""
        self._app = app
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what was meant for this machine."""
        if scope["type"] == "http":
            asked = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            host = host_of(asked[0]) if len(asked) == 1 else ""
            if not (is_loopback(host) or (self._public and host == self._public)):
                message = (
                    "Dateline does not answer under this name. Open http://127.0.0.1 with its port. Behind a proxy,"
                    " start it with the page's whole address: dateline serve --root-path https://…"
                )
                await refusal(scope, 400, message)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Origins:
    """Refuses what another web page makes a browser send; programs say nothing of their origin and pass."""

    def __init__(self, app: ASGIApp, *, public: str) -> None:
        """``public`` is the host under which a proxy shows the page; "" for none."""
        self._app = app
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what the page itself, a person or a program sends."""
        if scope["type"] == "http" and scope["method"] not in SAFE and self._foreign(Headers(scope=scope)):
            message = "Another web page sent this. Open Dateline itself and try again there."
            await refusal(scope, 403, message)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _foreign(self, headers: Headers) -> bool:
        if site := headers.get("sec-fetch-site"):
            return site not in {"same-origin", "none"}
        # Browsers leave it out over plain HTTP to another machine; then the origin must be the host asked.
        if (origin := headers.get("origin")) is None:
            return False
        forwarded = headers.get("x-forwarded-host", "").split(",")[0].strip()
        own = {host_of(headers.get("host", "")), host_of(forwarded), self._public} - {""}
        return host_of(origin) not in own


class Ways:
    """Opens the few routes that are needed, and no others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = {method: re.compile("|".join(patterns)) for method, patterns in _OPEN.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request for an open route."""
        if scope["type"] == "http":
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            path = scope["path"]
            if method not in self._open:
                await refusal(scope, 405, "Not allowed.")(scope, receive, send)
                return
            if "\0" in path or not self._open[method].fullmatch(path):
                await refusal(scope, 404, "There is nothing here.")(scope, receive, send)
                return
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        await self._app(scope, receive, send)
