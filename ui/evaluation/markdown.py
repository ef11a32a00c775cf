"""Markdown: an evaluation as a comment on a pull request, in the dialect of GitHub."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.evaluation.comparison import Comparison, Drift
from assistant.evaluation.evaluation import Evaluated
from assistant.evaluation.measures import MEASURES
from ui.evaluation.cases import Case, Standing, cases, decimals, signed, words
from ui.evaluation.terminal import noticed, verdict
from ui.terminal import legible

LONGEST = 58_000
"""Characters of a report; GitHub takes 65,536, and what is posted around it needs some."""
TOLD = 45_000
"""Characters after which no more questions are told in full; the lists of the others need the rest."""
OPEN = 3
"""So many failing questions are told openly, more are folded."""
LISTED = 40
"""Lines of a list."""
SHORT, LONG = 200, 1200
"""Characters of a line, and of an answer."""
WIDTH = 100
"""Characters of a line of an answer: such a block does not wrap by itself."""
PAUSE = "&#8203;"
"""An unseen space: it keeps @somebody from being called and an address from becoming a link."""
SPECIAL = re.compile(r"[\\`*_\[\]|~]")
"""What means something in the midst of a line; nothing from outside begins one."""
CALLING = re.compile(r"@|#|\bwww(?=\.)|:(?=//|[\w+\-\\]+:)|\bGH(?=-)")
"""What GitHub makes people, issues, links and pictures of."""
TICKS = re.compile(r"`+")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Turns what follows the other way round, our own words too."""
SPACES = re.compile(r"\s+")


def markdown(evaluated: Evaluated) -> str:
    """Give a report of at most ``LONGEST`` characters. Whatever comes from outside stays text in it."""
    found = cases(evaluated)
    sign = "✗" if evaluated.is_worse else "✓" if evaluated.comparison else "○"
    blocks = [f"## {sign} {inline(verdict(evaluated), 3 * SHORT)}", _scores(evaluated)]
    if comparison := evaluated.comparison:
        blocks += [inline(noticed(comparison), 2 * SHORT), _moved(comparison)]
        invalid = [one for one in found if one.standing is Standing.INVALID]
        _tell(blocks, "Shown with what no article says", invalid, folded=OPEN)
        broken = [one for one in found if one.standing is Standing.BROKEN]
        _tell(blocks, "Right before, and not now", broken, folded=OPEN)
        for heading, kind in (
            ("Accepted as worse", Standing.ACCEPTED),
            ("Worse than before", Standing.WORSE),
            ("Better", Standing.BETTER),
            ("Answered in other words, worth the same", Standing.OTHER),
        ):
            _list(blocks, heading, [one for one in found if one.standing is kind], _change)
        _list(blocks, "Not compared", [one for one in found if one.standing is Standing.NOT_COMPARED], _result)
    else:
        _tell(blocks, "Shown with what no article says", [one for one in found if one.is_failing], folded=OPEN)
        _list(blocks, "Not right", [one for one in found if not one.is_right and not one.is_failing], _result)
    _list(
        blocks, "Unstable, answered differently when asked again", [one for one in found if not one.new.stable], _result
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def inline(text: object, longest: int = SHORT) -> str:
    """Give a text as Markdown that shows it, in one line, as it is: nothing of it is markup, a mention or a link."""
    plain = _clipped(legible(text), longest)
    escaped = SPECIAL.sub(r"\\\g<0>", html.escape(plain, quote=False))
    return CALLING.sub(rf"\g<0>{PAUSE}", escaped).replace("$", "<span>$</span>")  # a bare $ may open a formula


def code(text: object) -> str:
    """Give a name as code: fit for a table cell too, and nothing of it is markup."""
    plain = _clipped(legible(text), SHORT).replace("|", "¦")
    fence = "`" * (max(map(len, TICKS.findall(plain)), default=0) + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}" if plain else "–"


def _scores(evaluated: Evaluated) -> str:
    if evaluated.comparison is None:
        results = evaluated.run.results.values()
        rows = [f"| {one.label} | {decimals(one.mean(results))} |" for one in MEASURES]
        return "\n".join(["| | now |", "|---|--:|", *rows])
    rows = [_row(one) for one in evaluated.comparison.drifts]
    return "\n".join(["| | before | now | change | worse | better | |", "|---|--:|--:|--:|--:|--:|---|", *rows])


def _row(one: Drift) -> str:
    label = f"**{one.measure.label}**" if one.significant else one.measure.label
    chance = f"p = {one.probability:.3f}" if one.measure.tested and one.worse else ""
    said = f"{chance}, **more than chance**" if one.significant else chance
    figures = (decimals(one.old), decimals(one.new), signed(one.old, one.new), str(one.worse), str(one.better))
    return f"| {' | '.join((label, *figures, said))} |"


def _moved(comparison: Comparison) -> str:
    rows = [
        f"| {code(name)} | {code(before)} | {code(now)} |"
        for name, (before, now) in list(comparison.moved.items())[:LISTED]
    ]
    table = ["| moved | before | now |", "|---|---|---|", *rows] if rows else []
    lines = [
        f"- Articles {kind}: {len(ids):,} ({_ids(ids)})"
        for kind, ids in zip(("gone", "new", "changed"), comparison.articles, strict=True)
        if ids
    ]
    if left := sorted({*comparison.only_old, *comparison.only_new}):
        lines.append(f"- Questions not compared, as only one run has them so: {len(left):,} ({_ids(left)})")
    if not table and not lines:
        return "### What moved\n\nNothing that the answers depend on: settings, code, model and articles are the same."
    return "\n\n".join(
        ["### What moved", *(["\n".join(table)] if table else []), *(["\n".join(lines)] if lines else [])]
    )


def _ids(ids: Sequence[str]) -> str:
    more = f" … and {len(ids) - 5:,} more" if len(ids) > 5 else ""
    return ", ".join(map(code, ids[:5])) + more


def _tell(blocks: list[str], heading: str, told: Sequence[Case], *, folded: int) -> None:
    """Add questions in full, as many as there is room for; name the next ones, count the rest."""
    if not told:
        return
    blocks.append(f"### {heading} ({len(told)})")
    for place, one in enumerate(told):
        whole = _whole(one, folded=len(told) > folded)
        if _length(blocks) + len(whole) > TOLD:
            _list(blocks, "", told[place:], _change if one.old else _result)
            return
        blocks.append(whole)


def _list(blocks: list[str], heading: str, listed: Sequence[Case], line: Callable[[Case], str]) -> None:
    """Add a folded list, as long as there is room for; the rest is counted."""
    if not listed:
        return
    opening = f"<details><summary>{heading} ({len(listed)})</summary>\n\n" if heading else ""
    closing = "\n\n</details>" if heading else ""
    room = LONGEST - _length(blocks) - len(opening) - len(closing) - 2 * SHORT
    lines: list[str] = []
    for one in listed[:LISTED]:
        written = line(one)
        if len(written) + 1 > room:
            break
        room -= len(written) + 1
        lines.append(written)
    if left := len(listed) - len(lines):
        lines.append(f"- … and {left:,} more")
    blocks.append(opening + "\n".join(lines) + closing)


def _change(one: Case) -> str:
    before = f"{one.old.outcome} → " if one.old and one.old.outcome is not one.new.outcome else ""
    cause = f" ({one.cause.stage})" if one.cause else ""
    return f"- {code(one.id)} {before}{one.new.outcome}{cause}: {inline(one.question.question)}"


def _result(one: Case) -> str:
    unmet = f": {inline('; '.join(one.new.unmet))}" if one.new.unmet else ""
    return f"- {code(one.id)} {one.new.outcome}{unmet}"


def _whole(one: Case, *, folded: bool) -> str:
    """Tell one question in full."""
    outcome = f"{one.old.outcome} → {one.new.outcome}" if one.old else str(one.new.outcome)
    head = f"{code(one.id)} {outcome}"
    lines = [*_facts(one)]
    body = "\n\n".join([f"**{inline(one.question.question)}**", _answers(one), "\n".join(lines)])
    if not folded:
        return f"#### {head}\n\n{body}"
    # No Markdown is read within a summary, where an id, made of letters and digits, needs none.
    cause = f", {one.cause.stage}" if one.cause else ""
    return f"<details><summary><b>{html.escape(legible(one.id))}</b> {outcome}{cause}</summary>\n\n{body}\n\n</details>"


def _answers(one: Case) -> str:
    """Give the answers as a difference: within it nothing is markup."""
    lines = [
        *(_lines("-", one.old.text, one.old.status) if one.old else ()),
        *_lines("+", one.new.text, one.new.status),
    ]
    longest = max((len(ticks) for line in lines for ticks in TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}diff", *lines, fence])


def _lines(mark: str, text: str, status: str) -> Iterator[str]:
    plain = _clipped(legible(text), LONG)
    for line in (f"[{words(status)}]", *textwrap.wrap(plain, WIDTH, break_long_words=True, break_on_hyphens=False)):
        yield f"{mark} {line}"


def _facts(one: Case) -> Iterator[str]:
    if one.question.history:
        yield f"- Asked after: {inline(' / '.join(one.question.history))}"
    yield from _some(one.faults, lambda each: f"- **Said by no article:** {inline(each)}")
    unmet = [f"{each.kind} {each.text}" for each in one.wanted if not each.now]
    yield from _some(unmet, lambda each: f"- Unmet: {inline(each)}")
    if one.cause:
        yield f"- Cause: **{one.cause.stage}** – {inline(one.cause.said, 2 * SHORT)}"
        yield from _some(
            one.cause.settings, lambda each: f"  - Setting that brings the old result back: {inline(each)}"
        )
        yield from _some(one.cause.replays, lambda each: f"  - Replayed: {inline(each)}")


def _some(items: Sequence[str], line: Callable[[str], str]) -> Iterable[str]:
    more = [f"- … and {len(items) - 6:,} more"] if len(items) > 6 else []
    return [*map(line, items[:6]), *more]


def _clipped(text: str, longest: int) -> str:
    plain = SPACES.sub(" ", TURNING.sub("", text)).strip()
    return plain if len(plain) <= longest else f"{plain[:longest].rstrip()}…"


def _length(blocks: Sequence[str]) -> int:
    return sum(len(block) + 2 for block in blocks)
