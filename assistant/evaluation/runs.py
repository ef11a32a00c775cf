"""Runs: what all questions came to, with what that depends on; written so that it reads well in a diff."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.questions import Question, QuestionSet
from assistant.evaluation.results import Result, Scored, TracedPart
from index.catalog import Entry
from index.errors import QuestionFileError
from index.settings import Settings
from index.snapshot import Snapshot

FORMAT = 1
"""Changes whenever a run is written in another way."""
WIDTH = 110
"""Characters of a line into which a list or an object still goes whole."""
SCORING = {"scoring", "values", "places", "results"}
"""Modules of the evaluation on which a score depends."""
ELSEWHERE = {"data_dir", "keep_snapshots", "page_questions_at_once", "page_queue", "max_upload_mb"}
"""Settings that no answer depends on."""


class Fingerprints(BaseModel):
    """What the answers of a run depend on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    collection: str
    """Its name, from the question file."""
    snapshot: str
    """Digest of all articles; see ``Manifest.digest``."""
    model: str
    settings: dict[str, Any]
    questions: str
    """Digest of what is asked and expected."""
    weights: dict[str, float]
    """How much each kind of check counts in a score."""
    code: str
    """Version of the program, and a digest of what answers."""
    scoring: str
    """Digest of what scores."""


class Run(BaseModel):
    """One run of a question file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    fingerprints: Fingerprints
    articles: dict[str, str] = {}
    """Digest of each article's text, headline, outlet and date, by its id."""
    accepted: tuple[str, ...] = ()
    """Questions whose worse result somebody accepted when this became the baseline."""
    complete: bool = True
    """Whether every question of the file was asked."""
    results: dict[str, Result]

    def dumps(self) -> str:
        """Write it as JSON: sorted, without timings, each trace on a line of its own behind everything else.

        In the traces an article is called by a digest of its id, which is shorter.
        """
        held = self.model_dump(
            mode="json", exclude={"results": {"__all__": {"seconds", "trace"}}}, exclude_defaults=True
        )
        held |= {"format": FORMAT, "results": dict(sorted(held["results"].items()))}
        numbers = {name: _short(name) for name in self.articles}
        traces = {
            name: [_renamed(part, numbers).model_dump(mode="json", exclude_defaults=True) for part in one.trace]
            for name, one in sorted(self.results.items())
        }
        lines = ",\n".join(f'    "{name}": {json.dumps(trace, ensure_ascii=False)}' for name, trace in traces.items())
        return f'{pretty(held)[:-2]},\n  "traces": {{\n{lines}\n  }}\n}}\n'

    @classmethod
    def loads(cls, text: str, name: str) -> Run:
        """Read what ``dumps`` wrote; ``name`` is what messages call it. Raises ``QuestionFileError``."""
        try:
            held = json.loads(text)
            version = held.get("format")
            if version == FORMAT:
                names = {_short(name): name for name in held.get("articles", {})}
                for one, trace in held.pop("traces", {}).items():
                    held["results"][one]["trace"] = [_renamed(TracedPart.model_validate(part), names) for part in trace]
                return cls.model_validate(held)
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            raise QuestionFileError(
                f"{name} is no baseline, or a damaged one.",
                "Take it from version control; or delete it and save a new one.",
            ) from None
        raise QuestionFileError(f"{name} was written by another version of Dateline.", "Delete it and save a new one.")


def read_run(path: Path) -> Run:
    """Read a baseline or a kept run. Raises ``QuestionFileError``, and ``FileNotFoundError`` where there is none."""
    try:
        return Run.loads(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path} cannot be read: {error}") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step: whoever reads it sees the old one or the new one. Raises ``QuestionFileError``.

    A link stays a link; what is no file (a pipe, a terminal) is written to.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            place.write_text(text, encoding="utf-8")
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            draft.write_text(text, encoding="utf-8", errors="replace")
            draft.replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be written: {error}", "Name another file.") from error


def fingerprints(questions: QuestionSet, snapshot: Snapshot, settings: Settings) -> Fingerprints:
    """Give what the answers to some questions depend on."""
    return Fingerprints(
        collection=questions.collection,
        snapshot=snapshot.manifest.digest,
        model=snapshot.manifest.model,
        settings=settings.model_dump(mode="json", exclude=ELSEWHERE),
        questions=digest_of(questions.asked),
        weights=questions.weights.model_dump(),
        code=f"{version('dateline')} {_code(scoring=False)}",
        scoring=_code(scoring=True),
    )


def digest_of(questions: Sequence[Question]) -> str:
    """Give a digest of what some questions ask and expect, in whatever order."""
    return hashlib.sha256("\n".join(sorted(f"{one.id} {one.digest}" for one in questions)).encode()).hexdigest()[:12]


def article_digests(snapshot: Snapshot) -> dict[str, str]:
    """Give a digest of what each article says and of what is known about it, by its id."""
    return {name: _article_digest(entry) for name, entry in sorted(snapshot.entries.items())}


@cache
def _code(*, scoring: bool) -> str:
    """Give a digest of the code that scores answers, or of that which finds and composes them."""
    rooms = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for file in sorted([*(rooms / "assistant").rglob("*.py"), *(rooms / "index").rglob("*.py")]):
        place = file.relative_to(rooms)
        if ("evaluation" in place.parts) is scoring and (not scoring or file.stem in SCORING):
            digest.update(place.as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _short(article_id: str) -> str:
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def pretty(value: Any, indent: int = 0) -> str:
    """Write JSON with each list and object on one line if it is short, and in order of its keys."""
    whole = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if (indent and len(whole) + indent <= WIDTH) or not isinstance(value, dict | list) or not value:
        return whole
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        rows = [f"{inner}{json.dumps(key)}: {pretty(held, indent + 2)}" for key, held in sorted(value.items())]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    rows = [inner + pretty(held, indent + 2) for held in value]
    return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"


def _renamed(part: TracedPart, names: Mapping[str, str]) -> TracedPart:
    """Give a trace with other names for its articles."""

    def called(spans: Sequence[Scored]) -> tuple[Scored, ...]:
        return tuple(one.model_copy(update={"article": names[one.article]}) for one in spans)

    chosen = tuple(one._replace(article=names[one.article]) for one in part.chosen)
    changed = {"passages": called(part.passages), "ranking": called(part.ranking), "chosen": chosen}
    return part.model_copy(update=changed)


def _article_digest(entry: Entry) -> str:
    said = "\0".join(map(str, (entry.digest, entry.title, entry.outlet, entry.published)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
