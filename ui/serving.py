"""``dateline serve`` and ``dateline password``."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console

from index.encoder import open_encoder
from index.errors import DatelineError
from index.settings import Settings, load_settings
from index.snapshot import SnapshotStore
from ui.options import DataDir

if TYPE_CHECKING:
    from assistant.assistant import Assistant

PORT = 7860
WARMING = "What was announced, and when?"
"""Any question will do: the first takes seconds, while the model and the index are read from the disk."""
_PATH = re.compile(r"(?:/[\w.~-]+)+/?")

console = Console(highlight=False, soft_wrap=True)


def serve(
    host: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Address to serve on. Other machines need another than the default."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    auth_file: Annotated[
        Path | None,
        typer.Option(
            "--auth-file",
            metavar="FILE",
            help="Who may use the page: lines of name:hash, as `dateline password` and `htpasswd -B` write them.",
        ),
    ] = None,
    root_path: Annotated[
        str,
        typer.Option(
            "--root-path", metavar="PATH|URL", help="Where a proxy shows the page: /news, or https://example.org/news."
        ),
    ] = "",
    data_dir: DataDir = None,
) -> None:
    """Open the chat page for this machine, or with accounts for others.

    Nothing leaves the machine, and only this machine can open the page unless --host says otherwise; then
    everybody needs a name and a password of --auth-file. New articles are seen without a restart.

    [bold]Examples[/bold]

      dateline serve

      dateline password maria --auth-file accounts.txt

      dateline serve --host 0.0.0.0 --auth-file accounts.txt

      dateline serve --root-path https://intranet.example/news --auth-file accounts.txt

    Ctrl-C ends it, after the questions under way are answered.
    """
    from ui.server.application import application, listening, prepare  # noqa: PLC0415
    from ui.server.application import serve as serve_page  # noqa: PLC0415
    from ui.server.protection import is_loopback  # noqa: PLC0415 - a web framework that other commands need not import

    local = is_loopback(host)
    if not local and auth_file is None:
        raise typer.BadParameter(
            f"On {host} others could open the page and read every article. Say who may:\n\n"
            f"dateline password NAME --auth-file accounts.txt\n\n"
            f"dateline serve --host {host} --auth-file accounts.txt\n\n"
            "Or leave --host away, and only this machine can open it.",
            param_hint="--host",
        )
    root = _checked(root_path)
    settings = load_settings(data_dir=data_dir)
    from ui.server.accounts import Accounts  # noqa: PLC0415

    accounts = Accounts(auth_file) if auth_file else None
    with contextlib.ExitStack() as closing:
        taken = closing.enter_context(listening(host, port))
        prepare(settings)
        try:
            with console.status("Opening the model and the articles…"):
                assistant = closing.enter_context(_warm(settings))
                from ui.web.page import build  # noqa: PLC0415 - it imports gradio, which reads what prepare() sets

                app = application(build(settings, assistant), settings, accounts=accounts, root_path=root, local=local)
        except KeyboardInterrupt:
            console.print("Stopped.")
            return
        place = f"[{host}]" if ":" in host else host
        own = f"http://{place}:{taken.getsockname()[1]}/"
        told = f"{root.rstrip('/')}/ (served on {own})" if root.startswith("http") else own

        def ready() -> None:
            console.print(f"Dateline is ready: {told}", markup=False)
            console.print("Ctrl-C ends it.")

        serve_page(app, taken, ready=ready)
        console.print("Stopped.")


def password(
    name: Annotated[str, typer.Argument(help="Who it is for: up to 64 letters, digits and . _ - @")],
    auth_file: Annotated[Path, typer.Option("--auth-file", metavar="FILE", help="The file of accounts.")],
) -> None:
    """Give somebody a password for the page, or a new one.

    Asks for it twice and keeps only its hash (bcrypt). A running page knows it at once, and ends what was
    signed in with the old one. Delete a line of the file to take an account away.

    [bold]Example[/bold]

      dateline password maria --auth-file accounts.txt
    """
    from ui.server.accounts import set_password  # noqa: PLC0415 - bcrypt, which other commands need not import

    given = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    new = set_password(auth_file, name, given)
    console.print(f"{name} {'can now sign in' if new else 'has a new password'}.", markup=False)


def _checked(root_path: str) -> str:
    """Refuse what is neither a path nor a whole address."""
    parts = urlsplit(root_path)
    whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment
    path = parts.path if whole else root_path
    if (root_path and not whole and not path.startswith("/")) or (path not in {"", "/"} and not _PATH.fullmatch(path)):
        raise typer.BadParameter(
            f"{root_path!r} is no path such as /news and no address such as https://example.org/news.",
            param_hint="--root-path",
        )
    return root_path.rstrip("/")


def _warm(settings: Settings) -> Assistant:
    """Give an assistant whose model and articles are in memory, so that the first question is answered at once."""
    from assistant.assistant import Assistant  # noqa: PLC0415 - 2 s, when the port is known to be free

    if SnapshotStore(settings.data_dir).current_name():
        assistant = Assistant(settings)
        try:
            assistant.ask(WARMING)
        except DatelineError:
            assistant.close()
            raise
        return assistant
    encoder = open_encoder(settings.embedding_model, settings.data_dir)
    encoder.question(WARMING)
    return Assistant(settings, encoder=encoder)
