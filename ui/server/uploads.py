"""What may be sent to the page: files of a kind and size that Dateline reads, and references to those alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.readers import KINDS, kind_of
from ui.server.protection import API, SAFE, refusal

MEBIBYTE = 1024 * 1024
LARGEST_MESSAGE = 16 * MEBIBYTE
"""Bytes of a request other than an upload. The page may send a whole conversation with a question; a hundred
long answers with their sources come to two mebibytes."""
UPLOAD = f"{API}upload"
SHOWN_NAME = 80
"""Characters of a file's name in a message."""


class Uploads:
    """Checks files while they come in: the first bad one ends the upload, and nothing of it is kept."""

    def __init__(self, app: ASGIApp, *, largest_mb: int) -> None:
        """``largest_mb`` is the size, in mebibytes, that no file may exceed."""
        self._app = app
        self._largest_mb = largest_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on an upload as far as it is good."""
        if scope["type"] != "http" or scope["path"] != UPLOAD:
            await self._app(scope, receive, send)
            return
        kind, options = parse_options_header(Headers(scope=scope).get("content-type"))
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            await refusal(scope, 400, "Files are sent as multipart/form-data.")(scope, receive, send)
            return
        parts = _Parts(self._largest_mb)
        try:
            parser = MultipartParser(boundary, parts.callbacks())
        except FormParserError:
            await refusal(scope, 400, "The files cannot be told apart.")(scope, receive, send)
            return

        async def checked() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                # Gradio takes away what it has stored of an upload when this is raised, and only then.
                raise MultiPartException("The upload was broken off.")
            try:
                parser.write(message.get("body", b""))
            except FormParserError:
                raise MultiPartException("The upload cannot be read.") from None
            return message

        await self._app(scope, _until_end(checked, receive), send)


def _until_end(checked: Receive, receive: Receive) -> Receive:
    """Check what comes until the request is whole; after it, only the client's leaving is left to be told."""
    whole = False

    async def receiving() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        message = await checked()
        whole = not message.get("more_body", False)
        return message

    return receiving


class _Parts:
    """Reads along in a multipart body. Raises ``MultiPartException`` for a part that may not be stored."""

    def __init__(self, largest_mb: int) -> None:
        self._largest_mb = largest_mb
        self._field = b""
        self._value = b""
        self._disposition = b""
        self._name = ""
        self._size = 0

    def callbacks(self) -> Any:
        """Give what the parser calls."""
        called: dict[str, Callable[..., None]] = {
            "on_part_begin": self._begin,
            "on_header_field": self._on_field,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header,
            "on_headers_finished": self._on_headers,
            "on_part_data": self._on_data,
        }
        return called

    def _begin(self) -> None:
        self._disposition = self._field = self._value = b""
        self._size = 0

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field = self._value = b""

    def _on_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"filename" not in options or options.get(b"name") != b"files":
            raise MultiPartException("Only files can be uploaded.")
        given = options[b"filename"].decode("utf-8", errors="replace")
        # As a browser on any system may give it: the last part of the path is the name.
        self._name = PurePosixPath(PureWindowsPath(given).name).name
        if not self._name.isprintable() or kind_of(Path(self._name)) is None:
            raise MultiPartException(f"{self._shown}: a kind of file that is not read; read are {', '.join(KINDS)}.")

    def _on_data(self, _data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._size > self._largest_mb * MEBIBYTE:
            raise MultiPartException(
                f"{self._shown}: over {self._largest_mb} MB, the most that can be uploaded. Give it to whoever runs"
                " Dateline to add it with `dateline ingest`, or split it."
            )

    @property
    def _shown(self) -> str:
        name = "".join(letter if letter.isprintable() else "�" for letter in self._name) or "A file without a name"
        return name if len(name) <= SHOWN_NAME else f"{name[:SHOWN_NAME]}…"


class References:
    """Refuses messages that name a file other than an uploaded one, or an address in a file's place.

    Gradio would copy such a file from this machine's disk, or fetch the address, and hand it to the page.
    """

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        """``folder`` is where uploads are kept."""
        self._app = app
        self._folder = os.path.realpath(folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a message once it is whole and names nothing but uploads."""
        if scope["type"] != "http" or scope["method"] in SAFE or scope["path"] == UPLOAD:
            await self._app(scope, receive, send)
            return
        body = await whole(receive, LARGEST_MESSAGE)
        if body is None:
            await refusal(scope, 413, "This is more than can be sent at once.")(scope, receive, send)
            return
        try:
            fit = not body or self._fit(json.loads(body))
        except (ValueError, RecursionError):
            fit = False
        if not fit:
            message = "This cannot be read: it must be JSON, and name only files that were uploaded here."
            await refusal(scope, 400, message)(scope, receive, send)
            return
        sent = False

        async def again() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    def _fit(self, given: Any) -> bool:
        """Tell whether every reference to a file within some JSON is to an uploaded one."""
        left = [given]
        while left:
            one = left.pop()
            if isinstance(one, dict):
                # What Gradio takes for a file has both; an article may have a path of its own.
                if "path" in one and "meta" in one and not self._uploaded(one["path"]):
                    return False
                left.extend(one.values())
            elif isinstance(one, list):
                left.extend(one)
        return True

    def _uploaded(self, path: object) -> bool:
        if not isinstance(path, str) or "\0" in path:
            return False
        real = os.path.realpath(path)
        return os.path.isabs(path) and os.path.commonpath([real, self._folder]) == self._folder  # noqa: PTH117


async def whole(receive: Receive, most: int) -> bytes | None:
    """Read a request's body; ``None`` when it has more than so many bytes or is broken off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body"):
            return bytes(body)
