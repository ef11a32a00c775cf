"""``dateline status``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.settings import load_settings
from index.snapshot import Snapshot, SnapshotStore
from ui.options import DataDir
from ui.readings import day
from ui.terminal import shown, shown_json

OUTLETS = 15
"""Outlets listed; the rest are counted."""


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Show what the collection holds: snapshot, counts, dates, outlets, model, disk.

    [bold]Example[/bold]

      dateline status --json

    Exit status 1 when there is no collection yet.
    """
    settings = load_settings(data_dir=data_dir)
    store = SnapshotStore(settings.data_dir)
    with store.open() as snapshot:
        about = _about(snapshot, store)
    if as_json:
        typer.echo(shown_json(json.dumps(about, indent=2, ensure_ascii=False)))
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in about.items():
        if isinstance(value, dict):
            listed = list(value.items())
            said = ", ".join(f"{outlet} ({count:,})" for outlet, count in listed[:OUTLETS])
            said += f" and {len(listed) - OUTLETS} more" if len(listed) > OUTLETS else ""
        else:
            said = f"{value:,}" if isinstance(value, int) else str(value)
        table.add_row(name.replace("_", " "), Text(shown(said)))
    Console(highlight=False, soft_wrap=True).print(table)


def _about(snapshot: Snapshot, store: SnapshotStore) -> dict[str, str | int | dict[str, int]]:
    manifest, entries = snapshot.manifest, snapshot.entries.values()
    days = sorted(entry.published for entry in entries if entry.published)
    outlets = Counter(entry.outlet or "no outlet given" for entry in entries)
    return {
        "data_folder": str(store.data_dir),
        "snapshot": manifest.name,
        "snapshots_kept": len(store.names()),
        "made": manifest.created.isoformat(timespec="seconds"),
        "articles": manifest.articles,
        "passages": manifest.passages,
        "characters": manifest.characters,
        "stories": len({entry.story for entry in entries}),
        "published": f"{day(days[0])} to {day(days[-1])}" if days else "no dates given",
        "without_date": len(entries) - len(days),
        "outlets": dict(outlets.most_common()),
        "embedding_model": f"{manifest.model} ({manifest.dimensions} dimensions)",
        "disk_mb": round(_size(snapshot.folder) / 1e6),
        "disk_in_all_mb": round(_size(store.data_dir) / 1e6),
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
