"""Exact phrases: where articles have some words one after the other.

Line breaks, curly quotes, hyphens, accents and the spellings of a name make no difference; every word does, in its
form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.evidence import Evidence
from assistant.when import BARE
from index.filters import Filters
from index.snapshot import Snapshot
from index.terms import WORD, content_terms, terms, words

QUOTED = re.compile(r"(?:(?P<low>„)|[\"“«])(?P<phrase>[^\"“”„«»]*)(?(low)[“”]|[\"”»])")
SEARCHED = 200
"""Passages that are looked through for a phrase, those with most of its words first."""


def exact_phrases(statement: str) -> list[str]:
    """Give the phrases in quotation marks that must be found word for word, each once."""
    found = (one["phrase"] for one in QUOTED.finditer(statement))
    return list(dict.fromkeys(phrase.strip() for phrase in found if words(phrase)))


def find_phrase(snapshot: Snapshot, phrase: str, filters: Filters) -> Iterator[Evidence]:
    """Yield the sentences that hold a phrase, from its first word's to its last word's; the earliest article first."""
    wanted = words(phrase)
    allowed = snapshot.allowed(filters) if filters else None
    found = snapshot.keywords(content_terms(phrase) or terms(phrase), SEARCHED, allowed)
    articles = dict.fromkeys(passage.article_id for passage in snapshot.passages([one for one, _ in found]))
    entries = [snapshot.entries[article] for article in articles]
    for entry in sorted(entries, key=lambda one: (one.published is None, one.published, one.id)):
        passages = snapshot.article_passages(entry.id)
        text = snapshot.article(entry.id).text
        for start, end in _places(text, wanted):
            of_it = [one for one in passages for span in one.sentences if span[0] < end and start < span[1]]
            spans = [span for one in passages for span in one.sentences if span[0] < end and start < span[1]]
            if spans:
                yield Evidence(of_it[0], entry, spans[0][0], spans[-1][1], BARE)


def _places(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where some words stand in a text one after the other."""
    found = [
        (match.start(), match.end(), folded[0]) for match in WORD.finditer(text) if (folded := words(match.group()))
    ]
    said = [word for _, _, word in found]
    for place in range(len(said) - len(wanted) + 1):
        if said[place : place + len(wanted)] == list(wanted):
            yield found[place][0], found[place + len(wanted) - 1][1]
