"""A small page behind the real server, for the tests of what is around the page.

Run as a program, it serves the page in the ways that people serve it and prints their addresses as JSON:
``open`` to everybody on this machine, ``guarded`` by accounts, ``below`` a path, ``public`` at a whole address with
accounts, and ``proxy``, a reverse proxy that shows ``below`` at /news. Ends when its input does. With ``alone`` as its
second argument it serves the first of them only, until a signal ends it.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from index.settings import Settings
from ui.server import application as server
from ui.server.accounts import Accounts, set_password

SAID = ("one", "one two", "one two three")
PAUSE = 0.4
"""Seconds between two pieces of an answer."""
PATIENCE = 10
"""Seconds for a thread that was told to end."""
NAME, PASSWORD = "maria", "seven small boats"
WHERE = "/news"
PUBLIC = "https://news.example/daily"
LIMIT_MB = 1
DROPPED = {"host", "connection", "transfer-encoding", "content-length", "accept-encoding"}
"""What belongs to one connection is not handed on."""


def trial() -> Any:
    """A page with an answer in pieces, a name and a file."""
    import gradio as gr  # noqa: PLC0415 - only after server.prepare(), as `dateline serve` does

    def ask(_question: str) -> Iterator[str]:
        for said in SAID:
            yield said
            time.sleep(PAUSE)

    def who(request: Any) -> str:
        return str(request.username)

    who.__annotations__["request"] = gr.Request  # Gradio looks it up where the function's module has no `gr`

    def read(path: str | None) -> str:
        return Path(path).read_text(encoding="utf-8") if path else ""

    def fail() -> None:
        raise RuntimeError("a secret of the program")

    with gr.Blocks(title="Dateline", analytics_enabled=False) as blocks:
        question = gr.Textbox(label="Question", submit_btn="Ask")
        answer = gr.HTML(elem_id="answer")
        file = gr.File(label="Files")
        gr.State([])  # pages with a state say that they are there (heartbeat)
        question.submit(ask, question, answer, api_name="ask")
        file.upload(read, file, gr.Textbox(label="Read"), api_name="read")
        gr.Button("Who").click(who, None, gr.Textbox(label="Name"), api_name="who")
        gr.Button("Fail").click(fail, None, None, api_name="fail")
        gr.Button("Name").click(None, None, answer, js="() => '<b>by the script</b>'")
    return blocks


def proxied(target: str) -> Starlette:
    """A reverse proxy as people set them up: takes the path away, forwards the host, hands pieces on as they come."""
    client = httpx.AsyncClient(timeout=None)

    async def forward(request: Request) -> StreamingResponse:
        headers = [(name, value) for name, value in request.headers.items() if name not in DROPPED]
        headers.append(("x-forwarded-host", request.headers["host"]))
        headers.append(("host", httpx.URL(target).netloc.decode()))
        url = f"{target.rstrip('/')}{request.url.path.removeprefix(WHERE)}?{request.url.query}"
        sent = client.build_request(request.method, url, headers=headers, content=await request.body())
        got = await client.send(sent, stream=True)

        async def pieces() -> AsyncIterator[bytes]:
            async for piece in got.aiter_raw():
                yield piece
            await got.aclose()

        kept = {name: value for name, value in got.headers.items() if name not in DROPPED}
        return StreamingResponse(pieces(), got.status_code, kept)

    return Starlette(routes=[Route(f"{WHERE}{{path:path}}", forward, methods=["GET", "POST", "HEAD"])])


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def alone(settings: Settings) -> None:
    """Serve the page until a signal ends it."""
    taken = server.listening("127.0.0.1", 0)
    app = server.application(trial(), settings, accounts=None, root_path="", local=True)
    url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    server.serve(app, taken, ready=lambda: say(url))
    left = [thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]
    for thread in left:
        thread.join(PATIENCE)
    say(f"Stopped, with {sum(thread.is_alive() for thread in left)} threads left.")


def several(folder: Path, settings: Settings) -> None:
    """Serve it in each way until there is no more input."""
    auth_file = folder / "accounts.txt"
    set_password(auth_file, NAME, PASSWORD)
    addresses: dict[str, str] = {}

    def start(kind: str, app: Any = None, **given: Any) -> None:
        taken = server.listening("127.0.0.1", 0)
        addresses[kind] = f"http://127.0.0.1:{taken.getsockname()[1]}"
        up = threading.Event()
        if app is None:
            asked = {"accounts": None, "root_path": "", "local": True} | given
            app = server.application(trial(), settings, **asked)
            run = threading.Thread(target=server.serve, args=(app, taken), kwargs={"ready": up.set}, daemon=True)
        else:
            config = uvicorn.Config(app, log_config=None, access_log=False)
            run = threading.Thread(target=uvicorn.Server(config).run, args=([taken],), daemon=True)
            up.set()
        run.start()
        assert up.wait(60)

    start("open")
    start("guarded", accounts=Accounts(auth_file))
    start("below", root_path=WHERE)
    start("public", accounts=Accounts(auth_file), root_path=PUBLIC)
    start("proxy", proxied(addresses["below"]))
    say(json.dumps(addresses))
    sys.stdin.read()


def main(folder: Path, way: str = "") -> None:
    """Serve in a data folder."""
    settings = Settings(data_dir=folder, max_upload_mb=LIMIT_MB)
    server.prepare(settings)
    if way == "alone":
        alone(settings)
    else:
        several(folder, settings)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
