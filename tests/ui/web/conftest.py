"""What the tests of the page's regions share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _event_loops() -> Iterator[None]:
    """Close the event loops that Gradio opens, four and more for every page it builds, and forgets."""
    opened: list[asyncio.AbstractEventLoop] = []
    make = asyncio.new_event_loop

    def made() -> asyncio.AbstractEventLoop:
        opened.append(make())
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "new_event_loop", made)
        yield
    for loop in opened:
        loop.close()


@pytest.fixture
def blocks() -> Iterator[None]:
    """A page to build regions in."""
    import gradio as gr  # noqa: PLC0415 - seconds, and only for tests that build regions

    with gr.Blocks():
        yield
