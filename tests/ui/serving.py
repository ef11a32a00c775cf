"""What the tests of the chat page share: servers as people run them, each in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
DATELINE = Path(sys.executable).with_name("dateline")
READY = re.compile(r"Dateline is ready: (\S+?)/?(?: |$)", re.MULTILINE)
LATE = 120
"""Seconds after which a server that is not ready never will be; it takes ten on an idle machine."""


OFFLINE = {
    "ANONYMIZED_TELEMETRY",
    "GRADIO_ANALYTICS_ENABLED",
    "HF_HUB_DISABLE_TELEMETRY",
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
}
"""What ``tests/conftest.py`` sets for the tests themselves."""
NO_KEYS = ssl.create_default_context()
"""Reading the machine's certificates takes longer than a request, and no test needs them."""


def visitor(url: str = "", **given: Any) -> httpx.Client:
    """Give a browser's stand-in: it keeps cookies, and follows no redirect."""
    return httpx.Client(base_url=url, verify=NO_KEYS, **given)


def request(method: str, url: str, **given: Any) -> httpx.Response:
    """Send one request."""
    with visitor() as one:
        return one.request(method, url, **given)


def get(url: str, **given: Any) -> httpx.Response:
    """Send one GET."""
    return request("GET", url, **given)


def post(url: str, **given: Any) -> httpx.Response:
    """Send one POST."""
    return request("POST", url, **given)


@dataclass
class Serving:
    """A running ``dateline serve``."""

    url: str
    process: subprocess.Popen[str]
    said: list[str]
    """What it has printed so far, line by line, errors included."""
    reader: threading.Thread
    attempts: Path
    """Names the machines that it tried to reach, if there was one."""

    def stop(self, number: signal.Signals = signal.SIGINT, *, within: float = 20) -> tuple[int, str]:
        """Send it a signal; give its exit status and all it has printed."""
        self.process.send_signal(number)
        code = self.process.wait(within)
        self.reader.join(within)
        return code, "".join(self.said)


@contextlib.contextmanager
def serving(*arguments: str | Path, data_dir: Path, **environment: str) -> Iterator[Serving]:
    """Run ``dateline serve`` on a free port, as a person would, until the ``with`` statement ends.

    Nothing in its environment keeps libraries from reporting their use home.
    """
    attempts = data_dir.with_name(f"{data_dir.name}-attempts")
    own = {"COLUMNS": "250", "PYTHONUNBUFFERED": "1", "OFFLINE_REPORT": str(attempts)}
    process = subprocess.Popen(
        [DATELINE, "serve", "--port", "0", "--data-dir", data_dir, *arguments],
        env={name: value for name, value in os.environ.items() if name not in OFFLINE} | own | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    )
    said: list[str] = []
    up = threading.Event()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            said.append(line)
            if READY.search(line):
                up.set()
        up.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        assert up.wait(LATE)
        ready = READY.search("".join(said))
        assert ready, "".join(said)
        yield Serving(ready.group(1), process, said, reader, attempts)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        assert process.stdout
        process.stdout.close()


@pytest.fixture(scope="session")
def page(sample_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The chat page over the sample articles, in a data folder of its own. To be looked at, not changed."""
    data_dir = tmp_path_factory.mktemp("served")
    for entry in sample_data_dir.iterdir():
        (data_dir / entry.name).symlink_to(entry)
    with serving(data_dir=data_dir) as served:
        yield served


@dataclass(frozen=True)
class Trial:
    """The addresses of ``trial.py``, without a closing slash, and the data folder behind them."""

    open: str
    guarded: str
    below: str
    public: str
    proxy: str
    data_dir: Path


@contextlib.contextmanager
def trying(data_dir: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``trial.py`` on a data folder."""
    program = ROOT / "tests" / "ui" / "server" / "trial.py"
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, program, data_dir, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory, _own_settings: None) -> Iterator[Trial]:
    """A small page behind the real server, in all the ways it may be served."""
    data_dir = tmp_path_factory.mktemp("trial")
    with trying(data_dir) as process:
        assert process.stdout
        yield Trial(**json.loads(process.stdout.readline()), data_dir=data_dir)
