"""``dateline eval draft``: propose questions for the question file, for a person to finish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from assistant.evaluation.sought import Sought
from index.errors import QuestionFileError
from index.settings import Settings, load_settings
from ui.evaluation.writing import entry, head, question_id
from ui.feedback import FeedbackStore
from ui.options import DataDir
from ui.terminal import shown

if TYPE_CHECKING:  # what reads articles and questions takes long to load, and --help need not wait for it
    from assistant.evaluation.drafting import Draft
    from assistant.evaluation.questions import Question
    from ui.candidates import Judged

QUESTION_FILE = Path("eval_questions.yaml")
SCHEMA_FILE = "eval_questions.schema.json"
COUNT = 20
"""As many as a person finishes in an hour."""
MOST = 200
HEAD = """\
Drafts for {questions}, {sources}. Nothing here counts before somebody moves it there.

A question with "expect" is whole: see that the quote answers it, and add to "cites" where other articles say the same
(any: names places of which one is enough). Of the others, put words in the place of "…", strike out "(about: …)", and
take the # away from what they expect if that is right. Throw away whatever nobody would ask. Then move what is left
into {questions}, and run `dateline eval check`. An entry without "expect" is never asked."""
NOTHING = "There is nothing new to propose."


class Origin(StrEnum):
    """Where drafts come from."""

    COLLECTION = "collection"
    FEEDBACK = "feedback"
    BOTH = "both"


def draft(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", dir_okay=False, help="File to write; standard output by default."),
    ] = None,
    origin: Annotated[
        Origin, typer.Option("--from", help="Draw them from the articles, from what people said of answers, or both.")
    ] = Origin.BOTH,
    count: Annotated[
        int, typer.Option("--count", metavar="N", min=1, max=MOST, help="At most so many drafts.")
    ] = COUNT,
    kinds: Annotated[
        list[Sought] | None,
        typer.Option("--kind", help="Draw only such questions from the articles; may be given again."),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            dir_okay=False,
            help=f"Propose nothing that this file asks already. Default: {QUESTION_FILE}, if it is there.",
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write FILE anew if it is there already.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Propose questions for the question file, with the quotes that answer them, for a person to finish.

    What people asked and judged on the chat page comes first, the latest before the older; the rest is drawn from
    the articles, spread over what is asked for, outlets and time. A question that no rule can form whole is left
    open, with the article's headline. Nothing that is open or may be wrong is ever asked: it expects nothing yet.

    [bold]Examples[/bold]

      dateline eval draft

      dateline eval draft drafts.yaml --count 40

      dateline eval draft --from feedback

      dateline eval draft --from collection --kind how-much --kind decline
    """
    if file and file.exists() and not overwrite:
        raise typer.BadParameter(f"the file {str(file)!r} is there already: name another, or say --overwrite.")
    known = _known(questions)
    settings = load_settings(data_dir=data_dir)
    judged = [] if origin is Origin.COLLECTION else _judged(settings, known, count)
    drawn: list[Draft] = []
    sources = ["from what people said of answers"] if judged else []
    if origin is not Origin.FEEDBACK and len(judged) < count:
        known = [*known, *(one.question() for one in judged)]
        snapshot, drawn = _drawn(settings, count - len(judged), known, kinds or list(Sought))
        sources += [f"drawn by rules from the articles of snapshot {snapshot}"] if drawn else []
    if not judged and not drawn:
        typer.echo(NOTHING, err=True)
        return
    about = HEAD.format(questions=questions or QUESTION_FILE, sources=" and ".join(sources))
    schema = SCHEMA_FILE if file and (file.parent / SCHEMA_FILE).exists() else None
    asked = [one.question() for one in judged]
    entries = [entry(each, one.remarks()) for each, one in zip(asked, judged, strict=True)] + list(map(_entry, drawn))
    text = head(about, schema=schema) + "\n".join(entries)
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QuestionFileError(f"The file {file} cannot be written: {error}.", "Name another file.") from error
    said = f"{len(entries):,} {'draft' if len(entries) == 1 else 'drafts'} written to {shown(str(file))}"
    whole = sum(one.sure for one in drawn) + sum(one.expect is not None for one in asked)
    typer.echo(f"{said}: {whole:,} whole, the others for you to finish.", err=True)


def _known(path: Path | None) -> list[Question]:
    from assistant.evaluation.questions import read_questions  # noqa: PLC0415 - see the top

    if path is None and not QUESTION_FILE.exists():
        return []
    return list(read_questions(path or QUESTION_FILE).questions)


def _judged(settings: Settings, known: Sequence[Question], count: int) -> list[Judged]:
    """Give what people judged last and the question file does not ask."""
    from ui.candidates import asks, gathered  # noqa: PLC0415 - see the top

    held = {asks(one.question, one.history, one.limits) for one in known}
    new = [one for one in gathered(FeedbackStore(settings.data_dir).all()) if one.asks not in held]
    return sorted(new, key=lambda one: one.latest.said_at, reverse=True)[:count]


def _drawn(
    settings: Settings, count: int, known: Sequence[Question], kinds: Sequence[Sought]
) -> tuple[str, list[Draft]]:
    from assistant.evaluation.drafting import drafts  # noqa: PLC0415 - see the top
    from index.snapshot import SnapshotStore  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        SnapshotStore(settings.data_dir).open() as snapshot,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("Reading articles", total=None)
        found = drafts(
            snapshot, count, known, kinds,
            report=lambda done, total: progress.update(task, completed=done, total=total),
        )  # fmt: skip
        return snapshot.name, found


def _entry(one: Draft) -> str:
    key = f"{one.entry.digest} {one.sought} {one.words} {one.likely.model_dump_json()}"
    return entry(one.question(question_id(one.text.replace("(about:", ""), key)), _remarks(one), one.likely)


def _remarks(one: Draft) -> Iterator[str]:
    """Give what a person should know before finishing a draft: its article, and which others may answer it."""
    where = ", ".join(filter(None, (one.entry.outlet, str(one.entry.published or "undated"))))
    yield f"{where}: {one.entry.name}"
    if one.elsewhere:
        others = ", ".join(each.id for each in one.elsewhere[:3])
        yield f"These have all words of the question too: {others}. Cite them as well, or ask more narrowly."
