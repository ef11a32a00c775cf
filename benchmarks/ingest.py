"""How fast a collection is taken in, beside the bare encoder on the same text.

Ingests PATH into an empty data folder, ingests it again, then runs nothing but the encoder over every
fifth passage of what was stored, and prints rates in kB of article text a second, peak memory and disk.

    python benchmarks/ingest.py ../shared/newsbench/articles.jsonl.gz --data-dir /tmp/newsbench
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from index.encoder import open_encoder
from index.settings import load_settings
from index.snapshot import SnapshotStore
from index.writer import embedded_text

EVERY = 5
"""Articles whose passages the bare encoder runs over: one in so many."""


def ingest(path: Path, data_dir: Path) -> tuple[float, int, str]:
    """Run the command and give its seconds, its peak memory in bytes, and what it printed."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "ui.cli", "ingest", str(path), "--data-dir", str(data_dir)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return seconds, peak, done.stdout + done.stderr


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--data-dir", type=Path, required=True, help="an empty folder")
    given = parser.parse_args()
    settings = load_settings(data_dir=given.data_dir)
    encoder = open_encoder(settings.embedding_model, given.data_dir)  # converted before the clock starts

    first, peak, said = ingest(given.path, given.data_dir)
    print(said)
    again, _, _ = ingest(given.path, given.data_dir)
    with SnapshotStore(given.data_dir).open() as snapshot:
        characters = snapshot.manifest.characters
        print(f"{snapshot.manifest.articles:,} articles, {snapshot.manifest.passages:,} passages")
        disk = sum(file.stat().st_size for file in snapshot.folder.rglob("*") if file.is_file())
        texts: list[str] = []
        sampled = 0
        for entry in list(snapshot.entries.values())[::EVERY]:
            texts.extend(embedded_text(entry.title, one.text) for one in snapshot.article_passages(entry.id))
            sampled += entry.characters
    begun = time.perf_counter()
    encoder.passages(texts)
    bare = time.perf_counter() - begun
    rate, bare_rate = characters / first / 1000, sampled / bare / 1000
    print(f"ingest {first:.0f} s, {rate:.1f} kB/s; bare encoder {bare_rate:.1f} kB/s; share {rate / bare_rate:.2f}")
    print(f"again {again:.1f} s, {again / first:.1%} of the first time")
    print(f"peak memory {peak / 1e6:.0f} MB, snapshot on disk {disk / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
