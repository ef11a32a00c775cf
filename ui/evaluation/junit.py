"""JUnit XML: an evaluation as a build server reads it, a test for each question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from assistant.evaluation.comparison import Drift
from assistant.evaluation.evaluation import Evaluated
from ui.evaluation.cases import Case, Standing, cases, decimals, words
from ui.evaluation.terminal import verdict
from ui.terminal import legible

UNTAGGED = "untagged"
"""The class of a question without tags."""
DRIFT = "drift"
"""The class of the tests that stand for a measure over all questions."""


def junit(evaluated: Evaluated) -> str:
    """Give JUnit XML (to be written as UTF-8) with a test for each question; its class is its first tag.

    Without a baseline a question that is not right fails. With one, those fail that fail the gate; others that are
    not right are skipped as known. A drift that is more than chance fails as a test of its own.
    """
    found = cases(evaluated)
    comparison = evaluated.comparison
    drifting = [one for one in comparison.drifts if one.significant] if comparison else []
    tests = [_test(one, compared=comparison is not None) for one in found] + [_drift(one) for one in drifting]
    counts = {
        "tests": str(len(tests)),
        "failures": str(sum(one.find("failure") is not None for one in tests)),
        "errors": "0",
        "skipped": str(sum(one.find("skipped") is not None for one in tests)),
        "time": f"{sum(one.new.seconds for one in found):.3f}",
    }
    root = ET.Element("testsuites", {"name": "dateline eval"} | counts)
    made = evaluated.asked_at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    name = legible(evaluated.run.fingerprints.collection)
    suite = ET.SubElement(root, "testsuite", {"name": name, "timestamp": made} | counts)
    properties = ET.SubElement(suite, "properties")
    for key, value in _properties(evaluated):
        ET.SubElement(properties, "property", {"name": legible(key), "value": legible(value)})
    suite.extend(tests)
    ET.SubElement(suite, "system-out").text = legible(verdict(evaluated))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _properties(evaluated: Evaluated) -> Iterator[tuple[str, object]]:
    marks = evaluated.run.fingerprints
    yield from (("snapshot", evaluated.snapshot), ("model", marks.model), ("code", marks.code))
    yield from sorted(marks.settings.items())


def _test(one: Case, *, compared: bool) -> ET.Element:
    group = one.question.tags[0] if one.question.tags else UNTAGGED
    test = _element(group, one.id, one.new.seconds)
    if one.is_failing or (not compared and not one.is_right):
        said = f"{one.old.outcome} before, {one.new.outcome} now" if one.old else f"{one.new.outcome}"
        if one.standing is Standing.INVALID:
            said = f"shown with what no article says: {said}"
        failure = ET.SubElement(test, "failure", {"message": legible(said), "type": legible(one.standing)})
        failure.text = _text(_told(one))
    elif not one.is_right:
        ET.SubElement(test, "skipped", {"message": legible(f"{_reason(one)}: {one.new.outcome}")})
        ET.SubElement(test, "system-out").text = _text(_told(one))
    elif notes := list(_notes(one)):
        ET.SubElement(test, "system-out").text = _text(notes)
    return test


def _reason(one: Case) -> str:
    named = {Standing.ACCEPTED: "accepted as worse", Standing.NOT_COMPARED: "not in the baseline"}
    return named.get(one.standing, "known")


def _told(one: Case) -> Iterator[str]:
    """Tell all that is known of a question whose answer is not right, line by line."""
    yield f"question: {one.question.question}"
    if one.question.history:
        yield f"after: {' / '.join(one.question.history)}"
    for each in one.wanted:
        yield f"expected: {each.kind} {each.text}{'' if each.now else ' (unmet)'}"
    yield from (f"invalid: {each}" for each in one.faults)
    if one.old:
        yield f"before ({one.old.outcome}, {one.old.scores.answer:.2f}): {one.old.text}"
    yield f"{'now' if one.old else 'answer'} ({one.new.outcome}, {one.new.scores.answer:.2f}): {one.new.text}"
    yield f"status: {words(one.new.status)}"
    yield from (f"cites: {each.article}: “{each.quote}”" for each in one.new.quotes)
    if one.cause:
        yield f"cause: {one.cause.stage}: {one.cause.said}"
        yield from (f"setting: {each}" for each in one.cause.settings)
        yield from (f"replay: {each}" for each in one.cause.replays)
    yield from _notes(one)


def _notes(one: Case) -> Iterator[str]:
    if one.change and one.is_right:
        yield f"another answer than before ({one.standing}): {one.change.old.text}"
    if not one.new.stable:
        yield "unstable: answered differently when asked again"


def _drift(one: Drift) -> ET.Element:
    label = one.measure.label
    test = _element(DRIFT, label, 0.0)
    said = f"{label} fell by more than chance: {decimals(one.old)} before, {decimals(one.new)} now"
    failure = ET.SubElement(test, "failure", {"message": legible(said), "type": DRIFT})
    failure.text = (
        f"{one.worse} of {one.questions} questions got worse and {one.better} better:"
        f" by chance that happens with p = {one.probability:.4f} (exact one-sided sign test)."
    )
    return test


def _element(group: str, name: str, seconds: float) -> ET.Element:
    return ET.Element("testcase", {"classname": legible(group), "name": legible(name), "time": f"{seconds:.3f}"})


def _text(lines: Iterable[str]) -> str:
    return legible("\n".join(" ".join(line.split()) for line in lines))
