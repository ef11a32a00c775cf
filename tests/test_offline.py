"""Nothing here reaches the network: not the tests, not the programs they start, not Dateline."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

ELSEWHERE = ("192.0.2.1", 80)
"""An address kept for documentation: no machine has it."""


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_cannot_open_a_connection() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(ELSEWHERE, timeout=1)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises(SocketBlockedError):
        socket.getaddrinfo("harbourwire.example", 443)


def test_a_test_may_use_a_socket_of_this_machine() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        one.sendall(b"here")
        assert other.recv(4) == b"here"


@pytest.mark.parametrize(
    "attempt",
    [
        f"socket.create_connection({ELSEWHERE})",
        f"socket.socket().connect_ex({ELSEWHERE})",
        f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'', {ELSEWHERE})",
        "socket.getaddrinfo('harbourwire.example', 443)",
    ],
)
def test_a_program_started_by_a_test_cannot_either(attempt: str, tmp_path: Path) -> None:
    report = tmp_path / "blocked"
    done = subprocess.run(
        [sys.executable, "-c", f"import socket; {attempt}"],
        env={**os.environ, "OFFLINE_REPORT": str(report)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "NetworkBlocked" in done.stderr
    assert report.read_text(encoding="utf-8")


def test_dateline_does_not_try(tmp_path: Path, converted_models: Path) -> None:
    """Libraries like to report their use home, and hide that they could not: each attempt is counted."""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    (data_dir / "models").symlink_to(converted_models)
    assert attempts(tmp_path) == ""


@pytest.mark.slow
def test_dateline_does_not_try_when_it_converts_its_model(tmp_path: Path) -> None:
    assert attempts(tmp_path) == ""


def attempts(folder: Path) -> str:
    """Ingest and ask as a person would, and give the machines that were tried."""
    report = folder / "report"
    names = ("PATH", "PYTHONPATH", "DATELINE_DATA_DIR", "DATELINE_SETTINGS")  # nothing that forbids reports
    environment = {name: os.environ[name] for name in names}
    environment |= {"HOME": str(folder), "OFFLINE_REPORT": str(report)}
    article = folder / "pier.txt"
    article.write_text("The pier at Eastfield reopened on Monday after two years of repairs.", encoding="utf-8")
    for command in (["ingest", str(article)], ["ask", "When did the pier reopen?"], ["status"]):
        done = subprocess.run(
            [Path(sys.executable).with_name("dateline"), *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return report.read_text(encoding="utf-8") if report.exists() else ""
