"""The command line: ``dateline``."""

from __future__ import annotations

import logging
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from index.errors import DatelineError
from ui import articles, asking, citing, feedback_command, ingesting, serving, status
from ui.audit import command as auditing
from ui.evaluation import command as evaluation
from ui.terminal import shown

errors = Console(stderr=True, soft_wrap=True, highlight=False)
INTERRUPTED = 130
"""Exit status with which typer leaves at Ctrl-C, without a word."""

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
app.command("cite")(citing.cite)
app.command("audit")(auditing.audit)
app.add_typer(articles.app, name="articles")
app.add_typer(feedback_command.app, name="feedback")
app.add_typer(evaluation.app, name="eval")
app.command("status")(status.status)
app.command("serve")(serving.serve)
app.command("password")(serving.password)


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
        errors.print(Text(shown(str(error)), "bold red"))
        if error.hint:
            errors.print(Text(shown(error.hint)))
        sys.exit(1)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            errors.print("\nStopped. The collection is as it was.")
        raise
    sys.exit(0)


if __name__ == "__main__":
    main()
