"""Canonical text to sentences and passages, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from index.article import Passage

LONGEST = 1_000
"""Characters of the longest sentence: what runs on further is a list or a table, cut at white space.
The longest real sentences of newsbench's 46 MB are shorter."""
WIDEST = 12
"""Characters on average in the longest words of running text. What has fewer spaces (Chinese, a list of
addresses) is measured by this, or its passages would be longer than what a model reads."""
LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""A sentence never goes beyond its line: a headline without a full stop ends there."""
CLOCK = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|[A-Z]{2,4}|Eastern|Central|Pacific|Mountain)\b"
)
"""What carries a sentence on after "5 p.m.", although it starts with a capital."""
ASIDE = re.compile(r"\([^()]*[.!?][\"'”’]?\)\s+(?=[\"'“‘(]?[^\W\d_a-z])")
"""A sentence in brackets, followed by another sentence."""

Span = tuple[int, int]


def split_sentences(text: str) -> list[Span]:
    """Give the ``(start, end)`` of each sentence, in order.

    Sentences hold every character but the white space between them.
    """
    spans: list[Span] = []
    for line in LINE.finditer(text):
        for start, end in _line_sentences(line.group()):
            spans.extend(_stripped(text, line.start() + start, line.start() + end))
    return spans


def split_passages(article_id: str, text: str, words: int) -> list[Passage]:
    """Give the passages of an article: whole sentences, about ``words`` words each, tiling the text.

    An article has at least one passage, even if it is empty. The last passage takes what would be
    less than a third of a passage alone.
    """
    groups: list[list[Span]] = []
    room = 0
    for start, end in split_sentences(text):
        length = _words(text, start, end)
        if not groups or length > room:
            groups.append([])
            room = words
        groups[-1].append((start, end))
        room -= length
    if len(groups) > 1 and sum(_words(text, *span) for span in groups[-1]) < words // 3:
        last = groups.pop()
        groups[-1].extend(last)
    starts = [group[0][0] for group in groups[1:]]
    bounds = zip([0, *starts], [*starts, len(text)], strict=True)
    return [
        Passage(
            article_id=article_id,
            ordinal=ordinal,
            start=start,
            end=end,
            text=text[start:end],
            sentences=tuple(groups[ordinal]) if groups else (),
        )
        for ordinal, (start, end) in enumerate(bounds)
    ]


def _words(text: str, start: int, end: int) -> int:
    return max(text.count(" ", start, end) + 1, (end - start) // WIDEST)


def _line_sentences(line: str) -> Iterator[Span]:
    """Yield spans that tile a line: the splitter's, mended where it is known to go wrong."""
    start = 0
    boundaries = sentencex.get_sentence_boundaries("en", line)
    for place, boundary in enumerate(boundaries):
        end = boundary["end_index"]
        if place + 1 == len(boundaries):
            end = len(line)
        elif CLOCK.search(line[start:end].rstrip()[-6:]) and AFTER_CLOCK.match(line[end : end + 12]):
            continue  # "at 5 p.m. Monday" is one sentence
        if line[start] == "(" and (aside := ASIDE.match(line, start, end)):
            yield start, aside.end()
            start = aside.end()
        yield start, end
        start = end


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without white space around it, cut where it is too long; nothing if it is empty."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > LONGEST:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = cut if cut > 0 else start + LONGEST
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop
