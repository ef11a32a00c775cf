"""The web server around the page: Gradio, closed to all that the page does not need, and served until it is stopped."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import ipaddress
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import DatelineError, SettingsError
from index.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio import Blocks

    from ui.server.accounts import Accounts

DRAINING = 10
"""Seconds that questions under way have to be answered when the server is stopped; one takes less than one."""
LEFT_OVER = 24 * 60 * 60
"""Seconds after which an upload that a killed server left behind is cleared away; taking one in takes minutes."""
ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""
ARENAS = 2
"""Heaps: the questions that are answered at once spend their time in the model, not in taking memory."""
BACKLOG = 128
"""Connections that may wait to be taken up: some sixty tabs opening at once."""


def uploads_folder(settings: Settings) -> Path:
    """Give the folder where uploads lie until they are taken in. Gradio clears it; nothing is kept there."""
    return settings.data_dir / "uploads"


def prepare(settings: Settings) -> None:
    """Keep Gradio to itself. Must be called before anything imports it: it reads these when it is imported.

    It reports nothing home, looks for no newer version, keeps uploads in the data folder and takes no
    settings from the environment, where ``GRADIO_SHARE`` or ``GRADIO_ALLOWED_PATHS`` may have been left for another
    program.
    """
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    _share_memory()
    folder = uploads_folder(settings)
    os.environ["GRADIO_TEMP_DIR"] = str(folder.absolute())
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # what people upload is for nobody else on this machine
        _clear(folder, time.time() - LEFT_OVER)
    except OSError as error:
        raise SettingsError(
            f"The folder {folder} cannot be used: {error.strerror}.", "Name another one with --data-dir."
        ) from error


def _clear(folder: Path, before: float) -> None:
    """Remove the files last changed before some time, and the folders that this leaves empty."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is within a folder comes before it
        if path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):  # not empty
                path.rmdir()
        elif path.lstat().st_mtime < before:
            path.unlink()


def _share_memory() -> None:
    """Have all threads take memory from a few common heaps, where the C library is glibc.

    By itself it gives up to eight for each processor, and each keeps the most that it ever needed: with the
    dozens of threads that serve a page, memory grew by 50 MB in a thousand questions; so it stays as it is.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)


def application(
    blocks: Blocks, settings: Settings, *, accounts: Accounts | None, root_path: str, local: bool
) -> FastAPI:
    """Put a page behind its protection: what `serve` serves.

    ``accounts`` are those who may use it, ``None`` for everybody who reaches it. ``root_path`` is the path or
    the whole URL under which a proxy shows it, "" for none. ``local`` says that only this machine reaches it.
    """
    import gradio as gr  # noqa: PLC0415 - 4 s, and not before prepare()
    from fastapi import FastAPI  # noqa: PLC0415
    from starlette.middleware.cors import CORSMiddleware  # noqa: PLC0415

    from ui.server import protection, uploads  # noqa: PLC0415
    from ui.server.entrance import USER, Entrance  # noqa: PLC0415
    from ui.server.policy import ICON, Policy  # noqa: PLC0415
    from ui.web import endpoint, theme  # noqa: PLC0415

    address = urlsplit(root_path)
    path = address.path.rstrip("/")
    public = protection.host_of(root_path) if address.netloc else ""
    blocks.queue(
        api_open=False,  # nobody goes before those who wait
        max_size=settings.page_queue,
        default_concurrency_limit=settings.page_questions_at_once,
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # From the inside out. CORSMiddleware allows nothing and is there on purpose: where one stands, Gradio does not
    # add its own, which lets any web page read answers with the visitor's cookies.
    app.add_middleware(endpoint.Protocol)
    app.add_middleware(uploads.References, folder=uploads_folder(settings))
    app.add_middleware(uploads.Uploads, largest_mb=settings.max_upload_mb)
    app.add_middleware(protection.Ways)
    if accounts:
        app.add_middleware(Entrance, accounts=accounts, path=path, secure=address.scheme == "https")
    app.add_middleware(protection.Origins, public=public)
    if local:
        app.add_middleware(protection.Hosts, public=public)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(protection.Prefix, path=path)
    app.add_middleware(Policy, head=f"<title>Dateline</title>{ICON}{theme.HEAD}")
    gr.mount_gradio_app(
        app,
        blocks,
        path="",
        footer_links=[],
        run_history=False,
        auth_dependency=(lambda request: request.scope.get(USER)) if accounts else None,
        root_path=root_path.rstrip("/") if public else path,
        show_error=False,
        max_file_size=settings.max_upload_mb * uploads.MEBIBYTE,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme.THEME,
        css=theme.CSS,
    )
    # Mounted pages lack it, and without it Gradio lets a message name any file of this machine (its
    # `processing_utils._check_allowed`, 6.31); `uploads.References` is the first wall, this the second.
    blocks.has_launched = True
    return app


def listening(host: str, port: int) -> socket.socket:
    """Take a port of this machine; 0 takes a free one. Raises ``DatelineError`` when it cannot be had."""
    try:
        # Only a name is looked up; an address needs no network.
        family = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        try:
            family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        except OSError as error:
            raise DatelineError(f"There is no machine {host!r}.", "Give --host an address of this machine.") from error
        host = str(place[0])
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would share the port with whoever has it
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(BACKLOG)
    except OSError as error:
        taken.close()
        raise _refused(host, port, error) from error
    return taken


def _refused(host: str, port: int, error: OSError) -> DatelineError:
    if error.errno == errno.EADDRINUSE:
        return DatelineError(
            f"Port {port} is taken, perhaps by another `dateline serve`.",
            f"Choose another: --port {port + 1}, or --port 0 for any that is free.",
        )
    if error.errno == errno.EACCES:
        return DatelineError(f"Port {port} is for administrators only.", "Choose one above 1023, such as --port 7860.")
    if error.errno == errno.EADDRNOTAVAIL:
        return DatelineError(f"This machine has no address {host}.", "Give --host one that it has, or 127.0.0.1.")
    return DatelineError(f"Port {port} of {host} cannot be served: {error.strerror}.", "Try another --port.")


def serve(app: FastAPI, taken: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve a page on a port until Ctrl-C or SIGTERM; ``ready`` is called once it can be opened.

    Questions under way are answered first; a second Ctrl-C does not wait for them.
    """
    import uvicorn  # noqa: PLC0415 - not before it is needed
    from gradio.routes import App  # noqa: PLC0415

    mounted = [getattr(route, "app", None) for route in app.routes]
    pages = [page for page in mounted if isinstance(page, App)]

    class _Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            for page in pages:
                page.stop_event.set()  # ends the connections by which open tabs show that they are there
            await super().shutdown(sockets)

    config: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False, "ws": "none"}
    server = _Server(uvicorn.Config(app, timeout_graceful_shutdown=DRAINING, **config))
    with _stoppable(), contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[taken])
    if not server.started:
        raise DatelineError("The page could not be started.", "The lines above say why.")


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C: uvicorn sends itself the signal again once all is answered."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():  # only there may Python handle signals
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
