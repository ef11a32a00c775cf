"""Chromium, for the tests that look at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
PATIENT = 45_000
"""Milliseconds that an expectation may take to come true; on an idle machine none takes one second."""
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser finds no other host, so that nothing can leave even while a test fails."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that CHROMIUM names, or the first on the PATH."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing = f"no browser: none of {', '.join(NAMES)} is on the PATH, and CHROMIUM names none"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=PATIENT)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program,
            args=[NOWHERE, *(["--no-sandbox"] if as_root else [])],  # as root Chromium has no sandbox
        )
        yield opened
        opened.close()
