"""The way in where accounts are kept: a page to sign in, and nothing else without it.

Gradio has a sign-in of its own. It leaves some routes open, sends its cookie along with requests from other web
pages, and cannot end a sign-in when an account goes; so this stands before all of Gradio instead.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import SettingsError
from ui.server.accounts import Accounts
from ui.server.policy import ICON
from ui.server.protection import API, SAFE, refusal
from ui.server.uploads import whole

USER = "dateline.user"
"""Where a request carries the name of whoever sent it."""
LASTING = 7 * 24 * 60 * 60
"""Seconds that a sign-in lasts: once a week is often enough to be asked, and a forgotten one ends."""
CHECK = 0.3
"""Seconds that every check of a password takes, whatever the hash's cost and whether or not the name exists:
one at a time, that is three guesses a second for all the world together."""
WAITING = 20
"""Sign-ins that may wait for their check; more are sent away rather than left to pile up."""
LARGEST_FORM = 4096
"""Bytes of a name and a password."""

_PAGE = (Path(__file__).parent / "entrance.html").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _SignIn:
    name: str
    stored: str
    """The hash that was signed in with: a new password ends what came in with the old one."""
    until: float


class Entrance:
    """Lets in those who have signed in, and tells the page their names."""

    def __init__(self, app: ASGIApp, *, accounts: Accounts, path: str, secure: bool) -> None:
        """``path`` is the page's own below its host, "" for none; ``secure``: browsers reach it by HTTPS."""
        self._app = app
        self._accounts = accounts
        self._path = path
        self._secure = secure
        # Hosts keep cookies for all their ports: two pages on one machine need names of their own.
        place = f"{accounts.path.resolve()} {path}".encode()
        self._cookie = f"dateline-{hashlib.sha256(place).hexdigest()[:12]}"
        self._sign_ins: dict[bytes, _SignIn] = {}
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request of somebody who has signed in; show all others the way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        try:
            if path == "/login":
                response = await self._login(scope, receive)
            elif path == "/logout":
                response = self._logout(scope)
            elif name := self._who(scope):
                await self._app({**scope, USER: name}, receive, send)
                return
            else:
                response = self._turned_away(scope)
        except SettingsError as error:
            print(f"{error} {error.hint}", file=sys.stderr)  # noqa: T201 - whoever runs the page can mend it
            response = refusal(scope, 503, "Nobody can sign in now. Tell whoever runs Dateline; the reason is printed.")
        await response(scope, receive, send)

    async def _login(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] in SAFE:
            return self._back() if self._who(scope) else self._page()
        body = await whole(receive, LARGEST_FORM) if scope["method"] == "POST" else None
        fields = parse_qs((body or b"").decode("utf-8", errors="replace"), max_num_fields=8)
        name, password = (fields.get(field, [""])[0] for field in ("username", "password"))
        # Programs (gradio_client) look at the status alone; people are shown a page.
        person = "text/html" in Headers(scope=scope).get("accept", "")
        if self._waiting >= WAITING:
            return self._answer(person, 429, "Too many are signing in just now. Try again in a moment.", name)
        if not await self._checked(name.strip(), password):
            return self._answer(person, 401, "Name or password is wrong.", name)
        response = self._back() if person else JSONResponse({"success": True})
        self._admit(scope, name.strip(), response)
        return response

    async def _checked(self, name: str, password: str) -> bool:
        self._waiting += 1
        try:
            async with self._turn:
                begun = time.monotonic()
                good = await asyncio.to_thread(self._accounts.check, name, password)
                await asyncio.sleep(max(0.0, CHECK - (time.monotonic() - begun)))
                return good
        finally:
            self._waiting -= 1

    def _admit(self, scope: Scope, name: str, response: Response) -> None:
        now = time.monotonic()
        self._sign_ins = {key: one for key, one in self._sign_ins.items() if one.until > now}
        token = secrets.token_urlsafe()
        stored = self._accounts.stored(name)
        assert stored is not None
        self._sign_ins[_digest(token)] = _SignIn(name, stored, now + LASTING)
        response.set_cookie(
            self._cookie,
            token,
            max_age=LASTING,
            path=f"{self._path}/",
            secure=self._secure or scope.get("scheme") == "https",
            httponly=True,
            samesite="lax",  # "strict" would ask everybody who follows a link from a mail to sign in again
        )

    def _who(self, scope: Scope) -> str | None:
        found = self._sign_ins.get(_digest(self._token(scope)))
        if found is None or found.until <= time.monotonic() or self._accounts.stored(found.name) != found.stored:
            return None
        return found.name

    def _token(self, scope: Scope) -> str:
        return cookie_parser(Headers(scope=scope).get("cookie", "")).get(self._cookie, "")

    def _logout(self, scope: Scope) -> Response:
        # Another page may hold a link or a picture that leads here: that must sign nobody out.
        if Headers(scope=scope).get("sec-fetch-site", "none") in {"same-origin", "none"}:
            self._sign_ins.pop(_digest(self._token(scope)), None)
        response = RedirectResponse(f"{self._path}/login", 303)
        response.delete_cookie(self._cookie, path=f"{self._path}/")
        return response

    def _turned_away(self, scope: Scope) -> Response:
        if scope["path"] == "/" and scope["method"] in SAFE and "text/html" in Headers(scope=scope).get("accept", ""):
            return RedirectResponse(f"{self._path}/login", 303)
        message = "You are not signed in, or no longer. Load the page again to sign in."
        return JSONResponse({"detail": message}, 401) if scope["path"].startswith(API) else refusal(scope, 401, message)

    def _answer(self, person: bool, status: int, message: str, name: str) -> Response:
        return self._page(message, name, status) if person else JSONResponse({"detail": message}, status)

    def _page(self, message: str = "", name: str = "", status: int = 200) -> Response:
        shown = f'<p class="trouble" role="alert">{html.escape(message)}</p>' if message else ""
        text = (
            _PAGE.replace("{{icon}}", ICON).replace("{{path}}", html.escape(self._path)).replace("{{message}}", shown)
        )
        return HTMLResponse(text.replace("{{name}}", html.escape(name)), status)

    def _back(self) -> Response:
        return RedirectResponse(f"{self._path}/", 303)


def _digest(token: str) -> bytes:
    """Give what is kept of a token: looking it up tells nothing about those that others hold."""
    return hashlib.sha256(token.encode()).digest()
