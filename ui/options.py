"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from index.filters import Filters

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        metavar="FOLDER",
        help="Where the collection is kept (also DATELINE_DATA_DIR). Default: the user data folder.",
    ),
]
Wait = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="Wait this long for another ingest to finish."),
]


def as_day(text: str) -> dt.date:
    """Read a day given on the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: write YYYY-MM-DD, for example 2024-05-27.") from None


Outlets = Annotated[
    list[str] | None, typer.Option("--outlet", metavar="NAME", help="Only this outlet; may be given again.")
]
From = Annotated[
    dt.date | None,
    typer.Option("--from", metavar="DATE", parser=as_day, help="Only articles published on this day or later."),
]
To = Annotated[
    dt.date | None,
    typer.Option("--to", metavar="DATE", parser=as_day, help="Only articles published on this day or earlier."),
]
AsOf = Annotated[
    dt.date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=as_day,
        help=(
            "Answer as on this day: nothing published later, nothing undated that was taken in later;"
            " “last week” counts from it."
        ),
    ),
]


def filters_of(
    outlets: list[str] | None,
    published_from: dt.date | None,
    published_to: dt.date | None,
    as_of: dt.date | None,
) -> Filters:
    """Put the filter options together."""
    if published_from and published_to and published_from > published_to:
        raise typer.BadParameter(f"--from {published_from} is later than --to {published_to}: no day is in between.")
    return Filters(outlets=tuple(outlets or ()), published_from=published_from, published_to=published_to, as_of=as_of)
