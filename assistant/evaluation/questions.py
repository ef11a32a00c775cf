"""The question file: questions about a collection, each with what a right answer is."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from assistant.answer import Status
from assistant.evaluation.values import as_amount, read_days
from index.errors import QuestionFileError
from index.filters import Filters

QUESTIONS = Path("eval_questions.yaml")
"""Where the questions are looked for by default."""


YAML_HINT = "Text that holds ? : # , or brackets needs quotation marks around it within [ ] and { }."


def _day(value: Any) -> Any:
    """Refuse what pydantic would take for a number of seconds: 20240601."""
    if isinstance(value, str) and not ISO.fullmatch(value):
        raise ValueError("write a day as 2024-06-01")
    return value


ISO = re.compile(r"\d{4}-\d\d-\d\d")
Day = Annotated[dt.date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]*$", max_length=120)]
Ways = Annotated[tuple[Text, ...], Field(min_length=1)]


def _without_as_of(filters: Filters) -> Filters:
    if filters.as_of:
        raise ValueError("as_of stands beside filters, not within them")
    return filters


Limits = Annotated[Filters, AfterValidator(_without_as_of)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Entry):
    """Words of an article: a quote, or a range of characters."""

    article: Text = Field(
        description=(
            "The article's file name (or the end of its path); for a record of a file of many, the file's name,"
            " # and the record's id. An article's own id does as well."
        )
    )
    quote: Text | None = Field(default=None, description="The article's words; white space may differ.")
    range: tuple[int, int] | None = Field(default=None, description="First character and the one behind the last.")

    @model_validator(mode="after")
    def _one(self) -> Place:
        if (self.quote is None) == (self.range is None):
            raise ValueError("give either a quote or a range")
        if self.range and not 0 <= self.range[0] < self.range[1]:
            raise ValueError("a range is [first character, the one behind the last]")
        return self

    def __str__(self) -> str:
        return f"{self.article}: “{self.quote}”" if self.quote else f"{self.article}: characters {self.range}"


class AnyOf(_Entry):
    """Places of which one is enough."""

    any: Annotated[tuple[Place, ...], Field(min_length=1)]


class ExpectedPart(_Entry):
    """One thing that the question asks, and whether the articles say it."""

    text: Text = Field(description='Words of the part, such as "when"; they must stand in it.')
    status: Status


class Expectation(_Entry):
    """What a right answer is."""

    status: Status = Field(
        description=(
            "answered; partial, when one part of the question has no answer in the articles; not_found, when none has."
        )
    )
    contains: tuple[Text | Ways, ...] = Field(
        default=(),
        description=(
            "All of these must stand in the answer; a list names ways to say the same thing, of which one is"
            " enough. Amounts and dates are compared as values."
        ),
    )
    not_contains: tuple[Text, ...] = Field(default=(), description="None of these may stand in the answer.")
    cites: tuple[Place | AnyOf, ...] = Field(
        default=(), description="All of these places must be cited; any: names places of which one is enough."
    )
    dates: tuple[Text, ...] = Field(
        default=(),
        description=(
            "All of these must be given as dates: 2024-05-27, 2024-05 (a month), 2024 (a year) or"
            " 2024-07-01/2024-09-30."
        ),
    )
    amounts: tuple[Text, ...] = Field(
        default=(), description='All of these must be given as amounts: "1 billion euros", "$1.08bn".'
    )
    parts: tuple[ExpectedPart, ...] = Field(default=(), description="Parts of the question with their status.")
    conflict: tuple[Text, ...] = Field(
        default=(), description="Values that reports differ in: the answer must set them side by side."
    )
    update: tuple[Text, ...] = Field(
        default=(), description="Values that an outlet gave one after the other, the latest first."
    )
    timeline: tuple[Text, ...] = Field(
        default=(), description="Days, or longer times, under which lines of a timeline must stand in this order."
    )
    attributed: tuple[Text, ...] = Field(
        default=(), description="Words of the names of those to whom the answer must attribute what it says."
    )

    @model_validator(mode="after")
    def _readable(self) -> Expectation:
        for text in (*self.dates, *self.timeline):
            read_days(text)
        if strange := [text for text in self.amounts if not as_amount(text)]:
            raise ValueError(f"{strange[0]!r} is no amount: write a number with its unit, such as 1 billion euros")
        return self

    @property
    def needed(self) -> tuple[tuple[Place, ...], ...]:
        """The places to be cited: of each group, one."""
        return tuple(one.any if isinstance(one, AnyOf) else (one,) for one in self.cites)

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """What the answer must contain: of each group, one."""
        return tuple((one,) if isinstance(one, str) else one for one in self.contains)


class Question(_Entry):
    """One question of the set."""

    id: Id
    question: Text
    history: tuple[Text, ...] = Field(
        default=(), description="The earlier questions of the conversation, oldest first."
    )
    as_of: Day | None = Field(
        default=None, description="Nothing published later may be used, and nothing undated that was taken in later."
    )
    filters: Limits = Field(default=Filters(), description="Limits on outlets and publication dates.")
    tags: tuple[Text, ...] = ()
    note: str = Field(default="", description="What to think of; for people.")
    expect: Expectation | None = Field(
        default=None, description="What a right answer is; a question without it is not asked."
    )

    @property
    def limits(self) -> Filters:
        """All limits together."""
        return self.filters.model_copy(update={"as_of": self.as_of})

    @property
    def digest(self) -> str:
        """Digest of what is asked and expected: equal digests mean that results can be compared."""
        said = self.model_dump(mode="json", exclude={"id", "tags", "note"}, exclude_defaults=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


class Defaults(_Entry):
    """What holds for every question that says nothing else."""

    as_of: Day | None = None
    filters: Limits = Filters()
    tags: tuple[Text, ...] = ()


class Weights(_Entry):
    """How much each kind of check counts in a question's score."""

    status: float = Field(default=1.0, ge=0)
    contains: float = Field(default=1.0, ge=0)
    not_contains: float = Field(default=1.0, ge=0)
    cites: float = Field(default=1.0, ge=0)
    dates: float = Field(default=1.0, ge=0)
    amounts: float = Field(default=1.0, ge=0)
    parts: float = Field(default=1.0, ge=0)
    conflict: float = Field(default=1.0, ge=0)
    update: float = Field(default=1.0, ge=0)
    timeline: float = Field(default=1.0, ge=0)
    attributed: float = Field(default=1.0, ge=0)


class QuestionSet(_Entry):
    """A question file."""

    collection: Text = Field(
        default="articles", description="Name of the collection that the questions are about; baselines carry it."
    )
    defaults: Defaults = Defaults()
    weights: Weights = Weights()
    questions: tuple[Question, ...]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that expect something, with the defaults in place."""
        return tuple(self._whole(one) for one in self.questions if one.expect)

    def _whole(self, one: Question) -> Question:
        changed: dict[str, Any] = {"tags": (*self.defaults.tags, *one.tags)}
        if "as_of" not in one.model_fields_set:
            changed["as_of"] = self.defaults.as_of
        if "filters" not in one.model_fields_set:
            changed["filters"] = self.defaults.filters
        return one.model_copy(update=changed)


def read_questions(path: Path) -> QuestionSet:
    """Read a question file. Raises ``QuestionFileError``, which names the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise QuestionFileError(
            f"There is no question file {path}.", "Name one with --questions, or begin one with `dateline eval draft`."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"The question file {path} cannot be read: {error}", "Save it as UTF-8.") from error
    return parse_questions(text, str(path))


def parse_questions(text: str, name: str) -> QuestionSet:
    """Read the text of a question file; ``name`` is what messages call it. Raises ``QuestionFileError``."""
    try:
        # Every value is taken as it is written: 1.10 is no 1.1, and yes is no True. Keys are not merged.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        if root is None:
            raise QuestionFileError(f"{name} is empty.", "Begin one with `dateline eval draft`.")
        _refuse_repeated_keys(root, name)
        held = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts, lists and mappings
    except (yaml.YAMLError, RecursionError) as error:
        raise QuestionFileError(f"{name} is no YAML: {_yaml_trouble(error)}", YAML_HINT) from error
    try:
        return QuestionSet.model_validate(held)
    except ValidationError as error:
        said = [f"{name}:{_line(root, one['loc'])}: {_where(one['loc'])}{one['msg']}" for one in error.errors()[:5]]
        more = len(error.errors()) - len(said)
        raise QuestionFileError("\n".join([*said, *([f"… and {more} more"] if more else [])])) from None


def schema() -> str:
    """Give the JSON schema of a question file, which editors complete and check it with."""
    return json.dumps(QuestionSet.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _refuse_repeated_keys(root: yaml.Node, name: str) -> None:
    """YAML lets a later value of a key silently replace an earlier one; here that is a mistake."""
    left, seen = [root], set()
    while left:
        node = left.pop()
        if id(node) in seen:  # an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in keys:
                        line = key.start_mark.line + 1
                        raise QuestionFileError(f"{name}:{line}: {key.value!r} stands twice in one entry.")
                    keys.add(key.value)
                left.append(value)
        elif isinstance(node, yaml.SequenceNode):
            left.extend(node.value)


def _yaml_trouble(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return f"line {mark.line + 1}: {problem}" if mark else problem


def _where(loc: Sequence[int | str]) -> str:
    names = [str(one) for one in loc if isinstance(one, str) and not one[:1].isupper() and "[" not in one]
    return f"{'.'.join(names[1:] if names[:1] == ['questions'] else names)}: " if names else ""


def _line(root: yaml.Node, loc: Sequence[int | str]) -> int:
    """Give the line of the place that an error names, as near as the file has it."""
    node = root
    for step in loc:
        inner = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == step), None)
        node = inner or node
    return int(node.start_mark.line) + 1
