"""Keeps the programs that tests start off the network: they may talk to this machine only.

Python imports a module of this name at its start when it finds one; ``conftest.py`` puts this folder on
the path of every program that a test starts. The tests' own process is kept off by pytest-socket.
"""

from __future__ import annotations

import os
import socket
from typing import Any

HERE = {"localhost", "127.0.0.1", "::1", "", None}
"""A page that a test starts is served on this machine."""
REPORT = "OFFLINE_REPORT"
"""Names a file to which blocked attempts are added: a library that swallows the error is seen even so."""


class NetworkBlocked(OSError):
    """A program started by a test tried to reach another machine."""


def _refuse(host: object) -> None:
    if report := os.environ.get(REPORT):
        with open(report, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not needed at every start
            file.write(f"{host}\n")
    raise NetworkBlocked(f"a test's program tried to reach {host!r}")


class _Socket(socket.socket):
    def connect(self, address: Any, /) -> None:
        self._check(address)
        super().connect(address)

    def connect_ex(self, address: Any, /) -> int:
        self._check(address)
        return super().connect_ex(address)

    def sendto(self, data: Any, *rest: Any) -> int:
        self._check(rest[-1])
        return super().sendto(data, *rest)

    def _check(self, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in HERE:
            _refuse(address[0])


def _guarded(resolve: Any) -> Any:
    def guarded(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in HERE:
            _refuse(host)
        return resolve(host, *rest, **named)

    return guarded


socket.socket = _Socket  # type: ignore[misc]
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, _guarded(getattr(socket, name)))
