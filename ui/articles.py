"""``dateline articles``: list, show, correct and remove."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from index.article import Article
from index.catalog import Entry
from index.encoder import open_encoder
from index.settings import Settings, load_settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import correct
from ingest.intake import remove as take_out
from ui.options import DataDir, From, Outlets, To, Wait, filters_of
from ui.readings import day
from ui.terminal import shown, shown_json

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="List, read, correct and remove articles.")
console = Console(highlight=False, soft_wrap=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="The article's id, as `dateline articles list` shows it.")]


@app.command("list")
def list_articles(
    words: Annotated[list[str] | None, typer.Argument(help="Words that the headline must hold.")] = None,
    outlet: Outlets = None,
    published_from: From = None,
    published_to: To = None,
    missing_date: Annotated[
        bool, typer.Option("--missing-date", help="Only articles without a publication date.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    data_dir: DataDir = None,
) -> None:
    """List articles by publication date.

    [bold]Examples[/bold]

      dateline articles list --missing-date

      dateline articles list security deal --outlet "Harbour Wire" --from 2024-05-01
    """
    limits = filters_of(outlet, published_from, published_to, None)
    with SnapshotStore(load_settings(data_dir=data_dir).data_dir).open() as snapshot:
        entries = [
            entry
            for entry in snapshot.allowed(limits)
            if all(word.casefold() in entry.name.casefold() for word in words or ())
            and not (missing_date and entry.published)
        ]
    entries.sort(key=lambda entry: (entry.published or dt.date.min, entry.id))
    if as_json:
        for entry in entries:
            typer.echo(shown_json(json.dumps(_row(entry), ensure_ascii=False)))
        return
    columns = ("id", "published", "outlet", "title")
    rows = [[" ".join(shown(str(_row(entry)[name] or "–")).split()) for name in columns] for entry in entries]
    if not console.is_terminal:  # for other programs: one article a line, nothing shortened
        for row in rows:
            typer.echo("\t".join(row))
        return
    # An id must be copied whole: it is folded, never cut.
    table = Table(Column("id", overflow="fold"), "published", "outlet", "headline", box=None, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
    console.print(f"{len(entries):,} article{'s' if len(entries) != 1 else ''}")


@app.command()
def show(
    article_id: Id,
    removed: Annotated[bool, typer.Option("--removed", help="Show what was taken out of the source, and why.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the stored article as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Print an article: its fields, where each came from, and its text.

    [bold]Examples[/bold]

      dateline articles show spain-signs-security-deal-1f3a9c

      dateline articles show spain-signs-security-deal-1f3a9c --removed
    """
    with SnapshotStore(load_settings(data_dir=data_dir).data_dir).open() as snapshot:
        article = snapshot.article(article_id)
        story = [entry for entry in snapshot.story(article_id) if entry.id != article_id]
    if as_json:
        typer.echo(shown_json(article.model_dump_json(indent=2)))
        return
    if removed:
        for piece in article.removed:
            console.print(shown(f"[{piece.reason}] {piece.text}"), markup=False)
        console.print(f"{len(article.removed)} pieces taken out", markup=False)
        return
    for line in _head(article, story):
        console.print(shown(line), markup=False)
    console.print(shown(f"\n{article.text}"), markup=False)


@app.command("set")
def set_fields(
    article_id: Id,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, or none.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet, or none.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Headline, or none.")] = None,
    wait: Wait = 0.0,
    data_dir: DataDir = None,
) -> None:
    """Correct an article's fields; later ingests of the article keep the correction.

    [bold]Example[/bold]

      dateline articles set spain-signs-security-deal-1f3a9c --published 2024-05-27
    """
    given: dict[str, str | None] = {"published": published, "outlet": outlet, "title": title}
    changes: dict[str, str | dt.date | None] = {
        name: None if value.strip().lower() in {"", "none"} else value.strip()
        for name, value in given.items()
        if value is not None
    }
    if not changes:
        raise typer.BadParameter("Say what to set: --published, --outlet or --title.")
    if stated := changes.get("published"):
        try:
            changes["published"] = dt.date.fromisoformat(str(stated))
        except ValueError:
            raise typer.BadParameter(f"{stated!r} is no day: write YYYY-MM-DD, for example 2024-05-27.") from None
    settings = load_settings(data_dir=data_dir)
    with _writer(settings, wait) as writer:
        article = correct(writer, settings, article_id, changes)
    for line in _head(article, []):
        console.print(shown(line), markup=False)


@app.command()
def remove(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the articles to remove.")],
    wait: Wait = 0.0,
    data_dir: DataDir = None,
) -> None:
    """Remove articles from the collection. Their files stay where they are.

    [bold]Example[/bold]

      dateline articles remove spain-signs-security-deal-1f3a9c
    """
    with _writer(load_settings(data_dir=data_dir), wait) as writer:
        take_out(writer, dict.fromkeys(article_ids))
    console.print(f"{len(set(article_ids))} removed", markup=False)


def _writer(settings: Settings, wait: float) -> SnapshotWriter:
    encoder = open_encoder(settings.embedding_model, settings.data_dir)
    return SnapshotWriter(SnapshotStore(settings.data_dir), encoder, keep=settings.keep_snapshots, wait=wait)


def _row(entry: Entry) -> dict[str, str | int | None]:
    return {
        "id": entry.id,
        "published": entry.published.isoformat() if entry.published else None,
        "outlet": entry.outlet,
        "title": entry.name,
        "url": entry.url,
        "source": entry.source,
        "passages": entry.passages,
    }


def _head(article: Article, story: list[Entry]) -> list[str]:
    fields = {
        "headline": ("title", article.title),
        "outlet": ("outlet", article.outlet),
        "byline": ("byline", article.byline),
        "published": ("published", day(article.published) if article.published else None),
        "url": ("url", article.url),
    }
    lines = [f"id         {article.id}"]
    for name, (field, value) in fields.items():
        origin = f"  ({article.origins[field]})" if field in article.origins else ""
        lines.append(f"{name:<10} {value or 'not given'}{origin}")
    lines.append(f"source     {article.source}")
    lines.extend(f"also in    {one.outlet or one.source}: {one.title or ''}" for one in article.carriers)
    lines.extend(f"like       {one.id} ({one.outlet or 'no outlet given'}, {day(one.published)})" for one in story)
    return lines
