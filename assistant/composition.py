"""Composition: which sentences make the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.amounts import read_amounts
from assistant.evidence import Evidence
from assistant.judgement import answers
from index.terms import content_terms

MARGIN = 0.12
"""How far below the best sentence's score another may lie and still be shown: what two of the small
signals can add to MaxSim, so that a sentence they favour does not crowd out one that they do not."""
BESIDE = 0.8
"""Share of the threshold that a sentence needs beside one that answers already. Anything from half of it on does
as well; without any, sentences of other subjects come in."""
SAME = 0.6
"""Share of common content terms from which two sentences say the same."""
AGENCY = re.compile(r"^[A-Z][A-Z .,/'’-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?,? ?(?:\([^)]{2,40}\))? ?[-–—]+ ")
"""An agency's opening, "LISBON, May 28 (Harbour Wire) - ": one paper prints it, another does not."""
PRONOUN = re.compile(r"(?:[\"“‘']\s*)?(?:he|she|they)\b", re.IGNORECASE)
REACH = 3
"""Sentences back in which a pronoun's name is looked for."""
GAP = 2
"""Characters between a sentence and the next: a space, or the break between two paragraphs."""
SHARED = 2
"""Content terms that a sentence shares with the one whose figures it completes: its subject."""


def choose(evidence: Sequence[Evidence], most: int, threshold: float, *, figures: bool = True) -> list[Evidence]:
    """Choose the sentences of an answer from ranked evidence: best first, no two saying the same.

    Each must be likely to answer by itself, nearly as the first one had to be (``threshold``). A sentence from a
    passage that lacks a name of the question which the best one's passage mentions is about somebody else. Where
    ``figures`` are wanted, the sentence that completes the best one's comes right behind it.
    """
    if not evidence:
        return []
    best = evidence[0]
    chosen = [best, *(one for one in evidence[1:] if figures and completes(one, best))][:most]
    for one in evidence[1:]:
        if len(chosen) >= most or not one.may_answer or one.score < best.score - MARGIN:
            break
        about = one.signals.names >= best.signals.names and answers(one.signals) >= BESIDE * threshold
        if about and not says_same(one, chosen):
            chosen.append(one)
    return chosen


def antecedent(one: Evidence) -> Evidence | None:
    """Give the sentence before one that begins with a pronoun, in its passage, which names whom it means.

    Up to the first that begins with none; ``None`` where the sentence names its subject, or the passage does not.
    """
    if not PRONOUN.match(one.text):
        return None
    before = [span for span in one.passage.sentences if span[1] <= one.start]
    for start, end in reversed(before[-REACH:]):
        sentence = replace(one, start=start, end=end)
        if not PRONOUN.match(sentence.text):
            return sentence
    return None


def completes(one: Evidence, other: Evidence) -> bool:
    """Tell whether a sentence follows another and adds figures to its figures.

    News gives a sum, then says in the next sentence what it is made of, or gives the same in another
    currency: "Spain has pledged $1.08 billion." "The deal includes one billion euros for 2024."
    """
    if one.entry.id != other.entry.id or not 0 <= one.start - other.end <= GAP:
        return False
    sums = _sums(other)
    subject = set(content_terms(one.text)) & set(content_terms(other.text))
    return bool(sums and _sums(one) - sums) and len(subject) >= SHARED


def says_same(one: Evidence, others: Iterable[Evidence]) -> bool:
    """Tell whether a sentence says what one of the others says already."""
    return any(alike(one.text, other.text) >= SAME for other in others)


def alike(one: str, other: str) -> float:
    """Give the share of the shorter sentence's content terms that both have, 0..1.

    Numbers must agree: two sums in otherwise equal sentences are two statements.
    """
    first, second = set(content_terms(bare(one))), set(content_terms(bare(other)))
    return _shared(first, second) if _numbers(first) == _numbers(second) else 0.0


def overlap(one: str, other: str) -> float:
    """Give the share of the shorter sentence's content terms that both have, 0..1, whatever their numbers."""
    return _shared(set(content_terms(bare(one))), set(content_terms(bare(other))))


def _shared(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(min(len(first), len(second)), 1)


def bare(sentence: str) -> str:
    """Give a sentence without an agency's opening."""
    return AGENCY.sub("", sentence)


def _numbers(found: set[str]) -> set[str]:
    return {term for term in found if re.match(r"\d", term)}


def _sums(one: Evidence) -> set[tuple[float, str]]:
    return {(float(amount.value), amount.unit) for amount in read_amounts(one.text) if amount.unit}
