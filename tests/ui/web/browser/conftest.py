"""What the tests in a browser share: the browser, visitors with a browser profile each, and collections to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Report, ingest
from tests.ui.chromium import DESK
from tests.ui.serving import Serving, serving
from tests.ui.web.browser.visitor import PATIENCE, Noticed, Visitor


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and let them reach this machine, where the page is served, and nothing else."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page, each time in a browser profile of its own.

    Afterwards it must hold of every page that nothing was asked of another host, that no dialog opened, and that
    the browser had nothing to complain of; ``faulty=True`` takes the last one away.
    """
    opened: list[tuple[Visitor, bool]] = []

    def visiting(url: str, *, faulty: bool = False, **options: Any) -> Visitor:
        settings: dict[str, Any] = {"viewport": DESK, "reduced_motion": "reduce", "locale": "en-GB"} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        noticed = Noticed()
        noticed.watch(context)
        visitor = Visitor(context.new_page(), url, noticed)
        opened.append((visitor, faulty))
        return visitor.open()

    yield visiting
    for visitor, _ in opened:
        visitor.page.context.close()
    for visitor, faulty in opened:
        assert visitor.noticed.requests
        assert visitor.noticed.elsewhere(visitor.url) == []
        assert visitor.noticed.dialogs == []
        assert faulty or visitor.noticed.faults == []


@pytest.fixture
def reader(visit: Visit, page: Serving) -> Visitor:
    """A visitor of the page over the sample articles."""
    return visit(page.url)


@dataclass
class Workshop:
    """A served collection that a test may change at will."""

    url: str
    data_dir: Path
    encoder: Encoder
    sample: Path

    @property
    def store(self) -> SnapshotStore:
        """Its snapshots."""
        return SnapshotStore(self.data_dir)

    @property
    def count(self) -> int:
        """The number of its articles."""
        with self.store.open() as snapshot:
            return snapshot.manifest.articles

    def point(self, name: str) -> None:
        """Make a snapshot the current one, in one step, as an ingest does."""
        beside = self.data_dir / ".CURRENT"
        beside.write_text(name, encoding="utf-8")
        beside.replace(self.data_dir / "CURRENT")

    def empty(self) -> None:
        """Be a collection before its first ingest."""
        (self.data_dir / "CURRENT").unlink(missing_ok=True)
        (self.data_dir / "feedback.sqlite").unlink(missing_ok=True)

    def fill(self) -> None:
        """Hold the sample articles and nothing else."""
        self.hold(self.sample)

    def hold(self, other: Path) -> None:
        """Hold what another data folder holds."""
        name = SnapshotStore(other).current_name()
        assert name
        if not (self.store.folder / name).exists():
            shutil.copytree(other / "snapshots" / name, self.store.folder / name)
        self.point(name)

    def ingest(self, *paths: Path) -> Report:
        """Take articles in, as somebody would at the command line meanwhile."""
        with SnapshotWriter(self.store, self.encoder) as writer:
            return ingest(paths, writer, Settings(data_dir=self.data_dir))


@pytest.fixture(scope="session")
def _workshop(
    sample_data_dir: Path, converted_models: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    data_dir = tmp_path_factory.mktemp("workshop")
    (data_dir / "models").symlink_to(converted_models)
    with serving(data_dir=data_dir) as served:
        yield Workshop(served.url, data_dir, encoder, sample_data_dir)


@pytest.fixture
def workshop(_workshop: Workshop) -> Workshop:
    """A served collection that a test may change at will; it holds the sample articles."""
    _workshop.empty()
    _workshop.fill()
    return _workshop
