"""The command line: ``dateline``."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from index.errors import DatelineError
from ui import articles, asking, ingesting, status

errors = Console(stderr=True, soft_wrap=True, highlight=False)

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Ask questions of a collection of news articles, and see the exact words that answer.

    Start with [bold]dateline ingest FOLDER[/bold], then [bold]dateline ask "What was pledged, and when?"[/bold].
    """,
)
app.command("ingest")(ingesting.ingest)
app.command("ask")(asking.ask)
app.add_typer(articles.app, name="articles")
app.command("status")(status.status)


@app.callback(invoke_without_command=True)
def _dateline(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed  # noqa: PLC0415 - for this option only

        typer.echo(f"dateline {installed('dateline')}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command line; a person's mistake or a broken file ends in a message, never in a traceback."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        app()
    except DatelineError as error:
        errors.print(f"[bold red]{error}[/bold red]" if errors.is_terminal else str(error), markup=errors.is_terminal)
        if error.hint:
            errors.print(error.hint, markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        errors.print("\nStopped. The collection is as it was.", markup=False)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has left; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    sys.exit(0)
