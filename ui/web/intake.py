"""Taking uploaded files into the collection: one delivery after the other, each in a process of its own.

The process has a lower priority than the page, so that a long ingest does not hold up questions. It ends with the
server: stopped in good order the server ends it, and killed it leaves the process without anybody to report to.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ui
from index.settings import PREFIX, Settings
from ingest.report import Report
from ui import ingest_lines
from ui.ingest_lines import Done, Progress, Publishing
from ui.web.trouble import Trouble, trouble_of

NICENESS = 10
"""How far the process stands back behind the page: it gets a tenth of a processor that both want."""
WAIT = 3600
"""Seconds to wait for an ingest that somebody began on the command line."""
ENDING = 5
"""Seconds that the process has to end in good order."""
FAILED = "the files were not taken in"
_BROKEN_OFF = Trouble(
    "Taking the files in was broken off. The collection is as it was.",
    "Send them once more. If it happens again, whoever runs Dateline finds the reason in the log.",
)
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Delivery:
    """Files on their way into the collection; its fields change under the eyes of whoever brought them."""

    files: tuple[Path, ...]
    begun: bool = False
    progress: Progress | None = None
    publishing: bool = False
    report: Report | None = None
    trouble: Trouble | None = None

    @property
    def ended(self) -> bool:
        """Whether it is over, with a report or with trouble."""
        return self.report is not None or self.trouble is not None


class Intake:
    """Takes deliveries in, in the order in which they come. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Nothing runs before the first delivery."""
        self._settings = settings
        self._guard = threading.Condition()
        self._line: list[Delivery] = []
        self._worker: threading.Thread | None = None
        self._child: subprocess.Popen[str] | None = None
        self._closed = False

    def take(self, files: Sequence[Path]) -> Delivery:
        """Put files in line; they are taken in even if nobody waits for it."""
        delivery = Delivery(tuple(files))
        with self._guard:
            self._line.append(delivery)
            if self._worker is None:
                # A daemon, so that the server need not wait for an ingest in order to stop.
                self._worker = threading.Thread(target=self._work, name="intake", daemon=True)
                self._worker.start()
                atexit.register(self.close)
            self._guard.notify_all()
        return delivery

    def ahead(self, delivery: Delivery) -> int:
        """Give how many deliveries come before one, the one under way included."""
        with self._guard:
            return self._line.index(delivery) if delivery in self._line else 0

    def close(self) -> None:
        """End what is under way, and take nothing more in. The collection is then as it was before."""
        with self._guard:
            self._closed = True
            child = self._child
            self._guard.notify_all()
        atexit.unregister(self.close)
        if child:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(ENDING)
            child.kill()
        if self._worker and self._worker is not threading.current_thread():
            self._worker.join(ENDING)

    def _work(self) -> None:
        while True:
            with self._guard:
                self._guard.wait_for(lambda: self._line or self._closed)
                if self._closed:
                    for delivery in self._line:
                        delivery.trouble = delivery.trouble or _BROKEN_OFF
                    return
                delivery = self._line[0]
            delivery.begun = True
            try:
                self._run(delivery)
            except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
                delivery.trouble = trouble_of(error, FAILED)
            with self._guard:
                self._line.remove(delivery)

    def _run(self, delivery: Delivery) -> None:
        with self._guard:
            if self._closed:
                return
            self._child = _started(self._settings, delivery.files)
        with self._child as child:
            for text in child.stdout or ():
                _note(delivery, text)
        with self._guard:
            self._child = None
        if not delivery.ended:
            if not self._closed:
                _log.error("An ingest of uploaded files ended with status %s and no report.", child.returncode)
            delivery.trouble = _BROKEN_OFF


def _started(settings: Settings, files: Sequence[Path]) -> subprocess.Popen[str]:
    """Start an ingest that tells in lines how far it is; what it has to say otherwise goes to the server's log."""
    # -P: a folder of whoever started the server, named like one of our packages, is not imported from.
    command = [sys.executable, "-P", "-m", "ui.cli", "ingest", "--json", f"--wait={WAIT}", "--"]
    given = {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.model_dump(mode="json").items()}
    given[f"{PREFIX}DATA_DIR"] = str(settings.data_dir.absolute())
    packages = [str(Path(ui.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    given["PYTHONPATH"] = os.pathsep.join(filter(None, packages))
    child = subprocess.Popen(  # noqa: S603 - our own program; the files' places are ours
        [*command, *map(str, files)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=os.environ | given,
        encoding="ascii",
        errors="replace",
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # it may be over already
            os.setpriority(os.PRIO_PROCESS, child.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    return child


def _note(delivery: Delivery, text: str) -> None:
    try:
        line = ingest_lines.read_line(text)
    except ValueError:
        _log.warning("An ingest of uploaded files said what is no line: %.200r", text)
        return
    if isinstance(line, Progress):
        delivery.progress = line
    elif isinstance(line, Publishing):
        delivery.publishing = True
    elif isinstance(line, Done):
        delivery.report = line.report
    else:
        delivery.trouble = Trouble(line.error.message, line.error.hint)
