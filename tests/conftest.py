"""What every test runs with: no network, settings of its own, and the sample articles ready to be asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.conversion import PACKAGED_MODEL
from index.encoder import Encoder, open_encoder
from index.settings import FILE_VARIABLE, PREFIX, Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Outcome, ingest

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
"""Keeps the converted model between runs: converting takes half a minute."""
OFFLINE = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
}
"""Makes libraries fail at once, with a message, instead of trying to reach a hub."""


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in OFFLINE.items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", str(ROOT / "tests" / "offline"), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the settings of whoever runs the tests."""
    empty = tmp_path_factory.mktemp("settings") / "settings.toml"
    empty.touch()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
            patch.delenv(name)
        patch.setenv(FILE_VARIABLE, str(empty))
        yield


@pytest.fixture(autouse=True)
def _own_data_dir(_own_settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty data folder of its own, so that none can touch a person's articles."""
    monkeypatch.setenv(f"{PREFIX}DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def encoder(_offline: None) -> Encoder:
    """The packaged model."""
    return open_encoder(PACKAGED_MODEL, CACHE)


@pytest.fixture(scope="session")
def converted_models(encoder: Encoder) -> Path:  # noqa: ARG001 - opening it has converted it
    """The folder ``models`` of a data folder, for linking into another one."""
    return CACHE / "models"


@pytest.fixture(scope="session")
def sample_data_dir(
    encoder: Encoder, converted_models: Path, _own_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A data folder into which the sample articles were ingested. To be read only."""
    data_dir = tmp_path_factory.mktemp("sample-data")
    (data_dir / "models").symlink_to(converted_models)
    with SnapshotWriter(SnapshotStore(data_dir), encoder) as writer:
        report = ingest([ROOT / "articles"], writer, Settings(data_dir=data_dir))
    assert report.snapshot
    assert not report.counts[Outcome.FAILED], report.failures
    return data_dir


@pytest.fixture(scope="session")
def sample_store(sample_data_dir: Path) -> SnapshotStore:
    """The snapshots of the sample articles. To be read only."""
    return SnapshotStore(sample_data_dir)


@pytest.fixture(scope="session")
def assistant(sample_data_dir: Path, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant that has read the sample articles."""
    one = Assistant(Settings(data_dir=sample_data_dir), encoder=encoder)
    yield one
    one.close()
