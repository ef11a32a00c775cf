"""Examples: questions for somebody who has never seen the collection, each of which it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.examples.candidates import Candidate, candidates
from assistant.examples.names import Names, known_names
from assistant.question import Kind
from index.article import Passage
from index.catalog import Entry
from index.errors import NoArticles
from index.snapshot import Snapshot

COUNT = 4
"""Examples beside the box for a question: enough to see what can be asked, few enough to read all."""
LOOKED_AT = 120
"""Most articles read for candidates; of newsbench's, one in eight gives any. Reading one takes some 10 ms."""
SENTENCES = 25
"""First sentences of an article that are read: later ones lean on what was said before."""
MOST_ASKED = 24
"""Most questions tried: about half of them hold, and each takes up to 0.3 s on a large collection."""
PATIENCE = 4
"""Failures of one kind that weigh as much as an example of that kind: then another kind has its turn."""
AMOUNTS = {Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.AGE}
"""Kinds that a reader takes for one: how many, how much, how old."""


def examples(assistant: Assistant, count: int = COUNT) -> list[str]:
    """Give up to ``count`` questions that the current articles answer, of different kinds and outlets.

    Each was asked: its answer quotes the article, and the sentence, that it was drawn from. Fewer where fewer
    are good, none before the first ingest; the same for the same snapshot. Takes a few seconds on a large
    collection, so ask for them once for each snapshot. Raises ``ModelMismatch`` as ``Assistant.ask`` does.
    """
    try:
        with assistant.reading() as snapshot:
            read = [(entry, snapshot.article_passages(entry.id)) for entry in _spread(snapshot)[:LOOKED_AT]]
    except NoArticles:
        return []
    return [one.text for one in _held(assistant, _drawn(read), count)]


def _drawn(read: Sequence[tuple[Entry, list[Passage]]]) -> list[tuple[Entry, Candidate]]:
    texts = ["".join(passage.text for passage in passages) for _, passages in read]
    known = known_names(texts)
    drawn = []
    for (entry, passages), text in zip(read, texts, strict=True):
        spans = [span for passage in passages for span in passage.sentences][:SENTENCES]
        sentences = [text[start:end] for start, end in spans]
        drawn += [(entry, one) for one in candidates(entry.title, sentences, Names(text, known), entry.published)]
    return drawn


def _spread(snapshot: Snapshot) -> list[Entry]:
    """Give one article for each story: each outlet's first of each day before its second, and the newest first."""
    firsts = {snapshot.story(entry.id)[0].id: snapshot.story(entry.id)[0] for entry in snapshot.entries.values()}
    newest = sorted(firsts.values(), key=lambda entry: (-_day(entry), entry.outlet or "", entry.id))
    seen: Counter[tuple[str | None, int]] = Counter()
    rank = {}
    for entry in newest:
        rank[entry.id] = seen[entry.outlet, _day(entry)]
        seen[entry.outlet, _day(entry)] += 1
    return sorted(newest, key=lambda entry: (entry.published is None, rank[entry.id]))


def _day(entry: Entry) -> int:
    return entry.published.toordinal() if entry.published else 0


def _held(assistant: Assistant, drawn: list[tuple[Entry, Candidate]], count: int) -> Iterator[Candidate]:
    """Ask, the kind and outlet least shown first, and give what is answered as it should be."""
    kinds: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    outlets: Counter[str | None] = Counter()
    shown: Counter[str] = Counter()
    left = dict(enumerate(drawn))

    def turn(place: int) -> tuple[int, ...]:
        entry, one = left[place]
        return (kinds[_kind(one)], not one.plain, forms[_form(one)] + shown[one.subject], outlets[entry.outlet], place)

    for _ in range(MOST_ASKED):
        if not left or count <= 0:
            return
        entry, one = left.pop(min(left, key=turn))
        good = _holds(assistant.ask(one.text), one, entry)
        weight = PATIENCE if good else 1
        kinds[_kind(one)] += weight
        forms[_form(one)] += weight
        if good:
            yield one
            count -= 1
            shown[one.subject] += weight
            outlets[entry.outlet] += 1
            left = {at: (of, it) for at, (of, it) in left.items() if of.id != entry.id and it.text != one.text}


def _holds(answer: Answer, one: Candidate, entry: Entry) -> bool:
    quoted = [citation for citation in answer.citations if citation.article.id == entry.id]
    return answer.status is Status.ANSWERED and any(one.source in {None, citation.quote} for citation in quoted)


def _kind(one: Candidate) -> str:
    return "amount" if one.kind in AMOUNTS else "what" if one.kind is Kind.SPEECH else one.kind


def _form(one: Candidate) -> str:
    """Give the question without its names: "What did * say about *"."""
    return re.sub(r"\b[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*", "*", one.text[1:])
