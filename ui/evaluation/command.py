"""``dateline eval``: ask the question set, compare with the baseline, say what got worse and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from index.errors import DatelineError, IncomparableRuns, QuestionFileError, SettingsError
from index.settings import Settings, load_settings
from ui.evaluation.drafts import QUESTION_FILE, draft
from ui.options import DataDir
from ui.terminal import shown

if TYPE_CHECKING:
    from assistant.evaluation.evaluation import Evaluated
    from assistant.evaluation.questions import QuestionSet
    from assistant.evaluation.results import Result
    from assistant.evaluation.runs import Run

NO_WORSE, WORSE, UNUSABLE, NOT_JUDGED = 0, 1, 2, 3
"""Exit statuses."""
BASELINE = Path("eval_baseline.json")
"""The baseline, by default."""

app = typer.Typer(no_args_is_help=False, rich_markup_mode="rich")
errors = Console(stderr=True, soft_wrap=True, highlight=False)

QuestionFile = Annotated[Path, typer.Option("--questions", metavar="FILE", dir_okay=False, help="The question file.")]


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    questions: QuestionFile = QUESTION_FILE,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            dir_okay=False,
            help=f"Compare with this baseline. Default: {BASELINE}.",
        ),
    ] = None,
    save_baseline: Annotated[
        Path | None,
        typer.Option("--save-baseline", metavar="FILE", dir_okay=False, help="Make this run the baseline in FILE."),
    ] = None,
    accept_worse: Annotated[
        list[str] | None,
        typer.Option("--accept-worse", metavar="ID[,ID…]", help="Questions that may be worse than in the baseline."),
    ] = None,
    only_shared: Annotated[
        bool, typer.Option("--only-shared", help="Compare only the questions that the baseline has as well.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--filter", metavar="TAG|ID", help="Ask only questions with this tag or id; again for more."),
    ] = None,
    repeat: Annotated[
        int, typer.Option("--repeat", metavar="N", min=1, max=100, help="Ask each question N times.")
    ] = 1,
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=32, help="Questions asked at once.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do not go on with a run that was cut short.")] = False,
    snapshot: Annotated[
        str | None, typer.Option("--snapshot", metavar="NAME", help="Ask this snapshot. Default: the current one.")
    ] = None,
    junit_file: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML, for a build server.")
    ] = None,
    markdown_file: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write Markdown, for a pull request.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything as JSON (- for standard output).")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page with everything, for a browser.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Ask the question set, compare with the baseline, say what got worse and why.

    A question that was right in the baseline and is not now fails, unless
    --accept-worse names it; so do a drift over many questions that is more
    than chance, and any quote that is not the article's text. Each change is
    traced to where it comes from: article, reading, retrieval, ranking,
    judgement, composition or verification. Runs are kept in the data folder;
    one that was cut short is gone on with.

    [bold]Examples[/bold]

      dateline eval

      dateline eval --save-baseline eval_baseline.json

      dateline eval --filter two-parts --filter spain-pledge-and-when

      dateline eval --questions ours.yaml --baseline ours.json --html report.html --junit report.xml

    Exit status: 0 no worse; 1 worse; 2 wrong usage or a file that cannot be
    used; 3 cannot judge: there is no baseline, no collection, or the baseline
    is of other questions or another collection.
    """
    if context.invoked_subcommand:
        return
    accepted = {one.strip() for given in accept_worse or () for one in given.split(",") if one.strip()}
    with _statuses(begin_anew=save_baseline):
        settings = load_settings(data_dir=data_dir)
        asked = _read(questions, only or [])
        if save_baseline and only:
            raise QuestionFileError("A run of some questions cannot be a baseline.", "Leave --filter out.")
        place = baseline or save_baseline or BASELINE
        held = _baseline(place, named=baseline is not None)
        known = {one.id for one in asked.asked} | set(held.results if held else ())
        if strange := sorted(accepted - known):
            raise QuestionFileError(f"--accept-worse names {strange[0]!r}: no question of {questions} has that id.")
        evaluated = _evaluated(
            settings, asked, held, only=only or [], accepted=accepted, repeat=repeat, jobs=jobs, fresh=fresh,
            snapshot=snapshot, only_shared=only_shared or save_baseline is not None,
        )  # fmt: skip
        from ui.evaluation.files import STDOUT, write_reports  # noqa: PLC0415 - 2 s that --help need not wait for

        files = {"junit": junit_file, "markdown": markdown_file, "json": json_file, "html": html_file}
        if STDOUT not in map(str, files.values()):
            from ui.evaluation.terminal import print_report  # noqa: PLC0415

            print_report(evaluated, Console(highlight=False))
        write_reports(evaluated, settings, {kind: file for kind, file in files.items() if file})
        if save_baseline:
            raise typer.Exit(_saved(save_baseline, evaluated, held, accepted))
        if held is None:
            _say(
                f"There is no baseline {place} to judge by. Make this run the baseline with:"
                f"  dateline eval --save-baseline {place}"
            )
        raise typer.Exit(WORSE if evaluated.is_worse else NO_WORSE if held else NOT_JUDGED)


@app.command()
def check(
    questions: QuestionFile = QUESTION_FILE,
    data_dir: DataDir = None,
) -> None:
    """Look for mistakes in the question file: duplicates, contradictions, lost quotes.

    [bold]Example[/bold]

      dateline eval check --questions ours.yaml

    Exit status: 0 nothing to mend; 1 something is; 2 the file cannot be read; 3 no collection to look quotes up in.
    """
    from assistant.evaluation.checking import mistakes  # noqa: PLC0415 - 2 s that --help need not wait for
    from assistant.evaluation.places import Places  # noqa: PLC0415
    from assistant.evaluation.questions import read_questions  # noqa: PLC0415
    from index.snapshot import SnapshotStore  # noqa: PLC0415

    with _statuses():
        read = read_questions(questions)
        with SnapshotStore(load_settings(data_dir=data_dir).data_dir).open() as snapshot:
            found = mistakes(read, Places(snapshot))
    for one in found:
        typer.echo(shown(f"{one.id}: {one.said}{'' if one.serious else ' (no mistake)'}"))
    serious = sum(one.serious for one in found)
    said = "nothing to mend" if not serious else "1 thing to mend" if serious == 1 else f"{serious} things to mend"
    typer.echo(f"{len(read.questions)} questions, {len(read.asked)} of them to be asked: {said}.", err=True)
    raise typer.Exit(WORSE if serious else NO_WORSE)


@app.command()
def schema() -> None:
    """Print the JSON schema of a question file, with which editors complete and check it.

    [bold]Example[/bold]

      dateline eval schema > eval_questions.schema.json
    """
    from assistant.evaluation.questions import schema as written  # noqa: PLC0415

    typer.echo(written(), nl=False)


app.command("draft")(draft)


@contextmanager
def _statuses(begin_anew: Path | None = None) -> Iterator[None]:
    """Give each failure its exit status; ``begin_anew`` is the baseline that was to be replaced."""
    try:
        yield
    except IncomparableRuns as error:
        _refuse(DatelineError(str(error), f"To begin anew, delete {begin_anew}.") if begin_anew else error, NOT_JUDGED)
    except (QuestionFileError, SettingsError) as error:
        _refuse(error, UNUSABLE)
    except DatelineError as error:
        _refuse(error, NOT_JUDGED)
    except OSError as error:
        _refuse(DatelineError(f"The questions could not be asked: {error}."), NOT_JUDGED)


def _refuse(error: DatelineError, status: int) -> NoReturn:
    errors.print(Text(shown(str(error)), "bold red"))
    if error.hint:
        errors.print(Text(shown(error.hint)))
    raise typer.Exit(status) from error


def _say(text: str) -> None:
    errors.print(Text(shown(text)))


def _read(path: Path, only: list[str]) -> QuestionSet:
    from assistant.evaluation.asking import repeated_ids  # noqa: PLC0415 - 2 s that --help need not wait for
    from assistant.evaluation.questions import read_questions  # noqa: PLC0415

    read = read_questions(path)
    if repeated := repeated_ids(read):
        raise QuestionFileError(f"{path}: more than one question has the id {repeated[0]}.", "Give each its own.")
    if not read.asked:
        raise QuestionFileError(f"{path} has no question that expects something.", "See docs/evaluation.md.")
    known = {name for one in read.asked for name in (one.id, *one.tags)}
    if strange := [name for name in only if name not in known]:
        raise QuestionFileError(f"No question of {path} has the tag or id {strange[0]!r}.")
    return read


def _baseline(path: Path, *, named: bool) -> Run | None:
    from assistant.evaluation.runs import read_run  # noqa: PLC0415

    try:
        return read_run(path)
    except FileNotFoundError:
        if named:
            raise QuestionFileError(f"There is no baseline {path}.", "Save one with --save-baseline.") from None
        return None


def _evaluated(settings: Settings, asked: QuestionSet, held: Run | None, *, only: list[str], accepted: set[str],
               repeat: int, jobs: int, fresh: bool, snapshot: str | None, only_shared: bool) -> Evaluated:  # fmt: skip
    from assistant.evaluation.evaluation import evaluate as ask  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Opening the model", total=None)

        def begun(total: int, done: int) -> None:
            progress.update(task, description="Asking", total=total, completed=done)
            if done:
                _say(f"Going on with a run that was cut short: {done} of {total} are answered (--fresh: anew).")

        def report(_: Result) -> None:
            progress.advance(task)

        def tracing(total: int, done: int) -> None:
            progress.update(task, description="Tracing changes", total=total, completed=done)

        try:
            return ask(
                settings, asked, only=only, snapshot=snapshot, baseline=held, accepted=accepted,
                only_shared=only_shared, repeat=repeat, jobs=jobs, fresh=fresh, begun=begun, report=report,
                tracing=tracing,
            )  # fmt: skip
        except KeyboardInterrupt:
            progress.stop()
            errors.print("Stopped. What is answered is kept: the same command goes on from there.")
            raise


def _saved(path: Path, evaluated: Evaluated, held: Run | None, accepted: set[str]) -> int:
    from assistant.evaluation.comparison import invalid_results, lowered, named  # noqa: PLC0415
    from assistant.evaluation.runs import write_whole  # noqa: PLC0415

    run = evaluated.run
    if invalid := invalid_results(run):
        _say(f"Not saved: {named([one.id for one in invalid])} shown with what the article does not say.")
        return WORSE
    worse = lowered(held, run) if held else []
    if refused := [one for one in worse if one not in accepted]:
        _say(
            f"Not saved: the baseline would be lower for {named(refused)}. If that is right, accept it:"
            f"  --accept-worse {','.join(refused)}"
        )
        return WORSE
    drifting = [one for one in evaluated.comparison.drifts if one.significant] if evaluated.comparison else []
    if drifting:
        ids = sorted({name for one in drifting for name in one.fell})
        _say(
            f"Not saved: {', '.join(one.measure.label for one in drifting)} fell by more than chance. If that is right,"
            f" accept the questions that it is made of:  --accept-worse {','.join(ids)}"
        )
        return WORSE
    write_whole(path, run.model_copy(update={"accepted": tuple(sorted(accepted))}).dumps())
    _say(f"Saved as the baseline: {path}")
    return NO_WORSE
