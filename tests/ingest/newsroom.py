"""A newsroom to ingest from: a folder of sources, a data folder, and texts to put into them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.article import Article
from index.encoder import Encoder, Reading
from index.settings import Settings
from index.snapshot import Snapshot, SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Report, ingest

TIDE = "The tide came in over the mole at Fennick before dawn. Two trawlers broke their lines and drifted."
SENATE = "The senate of Orrin voted 31 to 19 for a tax on empty houses. The first bills go out in January."
BAKERY = "Marten Oake has baked rye bread in Upper Lane for forty years. He closes his shop in June."
AGENCY = (
    "BRASK - The observatory of Brask will open its great telescope to schools in September, its director said on"
    " Tuesday. Each class may stay for one night. The telescope was built in 1931 and last mended in 1988. A fund of"
    " 4 million crowns pays for the beds, the cocoa and a new dome. Teachers can write to the observatory from May."
)
LIGHTLY_EDITED = AGENCY.replace("its director said on Tuesday", "director Lena Brandt said").replace("BRASK - ", "")


class Counting:
    """The packaged model, which counts the passages that it reads."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions, self.basis = encoder.name, encoder.dimensions, encoder.basis
        self.passages, self.question, self.question_tokens = (
            encoder.passages,
            encoder.question,
            encoder.question_tokens,
        )
        self.token_spans = encoder.token_spans
        self._encoder = encoder
        self.embedded = 0

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        self.embedded += len(texts)
        return self._encoder.read(texts)


class Newsroom:
    """A folder of sources and a data folder."""

    def __init__(self, root: Path, encoder: Encoder) -> None:
        self.news = root / "news"
        self.news.mkdir()
        self.encoder = Counting(encoder)
        self.store = SnapshotStore(root / "data")
        self.settings = Settings(data_dir=root / "data", passage_words=20)

    def write(self, name: str, text: str, **fields: str) -> Path:
        """Write a Markdown file with front matter."""
        path = self.news / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"{field}: {value}\n" for field, value in fields.items())
        path.write_text(f"---\n{head}---\n\n{text}\n" if head else text, encoding="utf-8")
        return path

    def feed(self, name: str, *records: dict[str, Any]) -> Path:
        """Write JSON lines."""
        path = self.news / name
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        return path

    def writer(self) -> SnapshotWriter:
        return SnapshotWriter(self.store, self.encoder)

    def ingest(self, *paths: str | Path, **options: Any) -> Report:
        with self.writer() as writer:
            return ingest(paths or [self.news], writer, self.settings, **options)

    def counts(self, *paths: str | Path, **options: Any) -> dict[str, int]:
        """Ingest, and give how many articles there were of each outcome."""
        return {str(outcome): count for outcome, count in self.ingest(*paths, **options).counts.items() if count}

    def texts(self) -> dict[str, str]:
        """Give every article's text by its source's name."""
        with self.store.open() as snapshot:
            articles = [snapshot.article(one) for one in snapshot.entries]
        return {one.source.rsplit("/", 1)[-1]: one.text for one in articles}

    def article(self, source: str) -> Article:
        """Give the article from the source of a name."""
        with self.store.open() as snapshot:
            (one,) = [entry.id for entry in snapshot.entries.values() if entry.source.rsplit("/", 1)[-1] == source]
            return snapshot.article(one)

    def read(self, look: Callable[[Snapshot], Any]) -> Any:
        with self.store.open() as snapshot:
            return look(snapshot)
