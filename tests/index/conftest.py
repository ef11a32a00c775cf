"""What the tests of the index share: articles made of a few words, and snapshots of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Passage
from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.duplicates import Stories
from ingest.preparation import prepare

DAY = dt.date(2024, 5, 27)
LATER = dt.date(2024, 6, 3)
WORDS = 20
"""Words in a passage: the fewest that the settings allow, so that short articles have several."""
SETTINGS = Settings(passage_words=WORDS)
TIDE = (
    "The tide came in over the mole at Fennick before dawn. Two trawlers broke their lines and drifted. "
    "Nobody was hurt, the harbour master said.\n\nA diver will look at the mole on Friday. Repairs may take "
    "until the autumn, and the ferry will land at the old quay until then."
)
BAKERY = (
    "Marten Oake has baked rye bread in Upper Lane for forty years. He closes his shop in June. "
    "His oven goes to a museum in Dunmarch, which will fire it once a month."
)
SENATE = (
    "The senate of Orrin voted 31 to 19 for a tax on empty houses. Owners pay 2 percent of the value a year. "
    "The first bills go out in January. Senator Ida Quell called the law late but right."
)


def article(name: str, text: str, **fields: Any) -> Article:
    """Make an article; its id and its place are its name."""
    stated = {"key": f"file:/news/{name}.txt", "source": f"/news/{name}.txt", "fingerprint": f"of {text}", **fields}
    return Article(id=name, text=text, ingested=DAY, **stated)


def passages(one: Article) -> list[Passage]:
    """Split an article into short passages."""
    return prepare(one, SETTINGS).passages


class Desk:
    """Keeps the snapshots of one data folder."""

    def __init__(self, data_dir: Path, encoder: Encoder) -> None:
        self.store = SnapshotStore(data_dir)
        self.encoder = encoder

    def writer(self, **options: Any) -> SnapshotWriter:
        return SnapshotWriter(self.store, self.encoder, **options)

    def add(self, writer: SnapshotWriter, *articles: Article) -> None:
        """Add articles to what a writer is making."""
        stories = Stories(writer.signatures(), threshold=0.6)
        for one in articles:
            prepare(one, SETTINGS).store(writer, stories)

    def publish(self, *articles: Article, remove: tuple[str, ...] = (), keep: int = 3) -> str:
        """Publish a snapshot without some articles and with some others, which replace those of their id."""
        with self.writer(keep=keep) as writer:
            known = writer.base.entries if writer.base else {}
            for name in (*remove, *(one.id for one in articles if one.id in known)):
                writer.remove(known[name])
            self.add(writer, *articles)
            return writer.publish()


@pytest.fixture
def desk(tmp_path: Path, encoder: Encoder) -> Desk:
    """An empty data folder and how to fill it."""
    return Desk(tmp_path / "data", encoder)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Desk:
    """A published snapshot of three articles. To be read only."""
    one = Desk(tmp_path_factory.mktemp("three"), encoder)
    one.publish(
        article("tide", TIDE, title="Tide breaks mole", outlet="Harbour Wire", published=DAY),
        article("bakery", BAKERY, title="Last loaves in Upper Lane", outlet="The Lane Post"),
        article("senate", SENATE, title="Orrin taxes empty houses", outlet="Orrin Courier", published=LATER),
    )
    return one
