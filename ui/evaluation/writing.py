"""Writing: questions as the YAML of ``eval_questions.yaml``, whatever people typed and articles say."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
import textwrap
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import yaml

from ingest.identity import slug

if TYPE_CHECKING:  # what writes text is there at every start of the program; reading questions takes longer to load
    from assistant.evaluation.questions import Expectation, Question

WIDTH = 118
"""Characters of a line of comment, as wide as the lines of the project."""
DIGITS = 8
"""Digits of the digest in an id: with the question's words beside it, enough for any number of questions."""
UNWRITABLE = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What a line of YAML cannot hold as it is (YAML 1.1, 5.1 and 5.4): control characters, halves of characters, the
mark of byte order, everything that breaks lines."""
HALF = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, which a browser may send and no file can hold, not even escaped."""
INSIDE = "  "
"""How far an entry stands in from ``questions:``."""


def head(about: str, *, schema: str | None = None) -> str:
    """Give the beginning of a question file: some paragraphs about it, as comments, and ``questions:``.

    ``schema`` is where editors find what may stand in the file, as its path or address.
    """
    lines = [f"# yaml-language-server: $schema={schema}", "#"] if schema else []
    for place, paragraph in enumerate(about.split("\n\n")):
        lines += [*(["#"] if place else []), *(f"# {line}" for line in _wrapped(paragraph))]
    return "\n".join([*lines, "", "questions:", ""])


def entry(question: Question, remarks: Iterable[str] = (), likely: Expectation | None = None) -> str:
    """Give one question below remarks for a person; no line break or other character in any of it breaks the file.

    A question without ``expect`` gets a comment in its place: ``likely``, ready to be made valid by taking away its
    marks, or that it has yet to be written.
    """
    lines = [f"{INSIDE}# {line}" for remark in remarks for line in _wrapped(remark)]
    lines += [INSIDE + line for line in _lines([_shaped(question)])]
    if question.expect is None and likely:
        lines += [f"{INSIDE * 2}# {line}" for line in _lines({"expect": _shaped_expectation(likely)})]
    elif question.expect is None:
        lines.append(f"{INSIDE * 2}# expect: to be written")
    return "\n".join(lines) + "\n"


def question_id(words: str, key: str) -> str:
    """Give an id that a person recognises by its words; equal keys have equal ids."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    return f"{slug(words) or 'question'}-{digest}"


def when(moment: dt.datetime) -> str:
    """Give a moment to the minute, in UTC."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def writable(text: str) -> str:
    """Give a text without white space around it, and with � for each half of a character."""
    return HALF.sub("�", text).strip()


def _shaped(question: Question) -> dict[str, Any]:
    shaped = question.model_dump(exclude_defaults=True)
    if question.expect:
        shaped["expect"] = _shaped_expectation(question.expect)
    return shaped


def _shaped_expectation(expect: Expectation) -> dict[str, Any]:
    shaped = expect.model_dump(exclude_defaults=True)
    if "dates" in shaped:
        shaped["dates"] = [_day(text) for text in shaped["dates"]]
    return shaped


def _day(text: str) -> dt.date | str:
    """Give a day as YAML has it, which needs no quotation marks."""
    return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _lines(value: Any) -> list[str]:
    dumped: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,  # lists and mappings of plain values in one line, as people write them
        width=math.inf,
    )
    return dumped.rstrip("\n").split("\n")


def _wrapped(remark: str) -> list[str]:
    """Give a remark as lines of comment: no line break or other character of it can end the comment."""
    indent = remark[: len(remark) - len(remark.lstrip(" "))]
    plain = UNWRITABLE.sub("�", " ".join(remark.split()))
    return textwrap.wrap(
        plain,
        WIDTH - 4,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


class _Dumper(yaml.SafeDumper):
    """Writes lists a step further in, as people do, and text on one line whatever is in it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    whole = HALF.sub("�", str(text))
    # "it''s" is what YAML makes of an apostrophe between single marks, and nobody else does.
    awkward = "'" in whole and '"' not in whole and not dumper.analyze_scalar(whole).allow_flow_plain
    style = '"' if awkward or UNWRITABLE.search(whole) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", whole, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(StrEnum, _text)
