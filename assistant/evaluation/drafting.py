"""Drafting: questions proposed from a collection, for a person to finish; none is asked by being proposed.

The assistant is not asked which of them it answers: a set of what it gets right already would measure nothing.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Status
from assistant.evaluation.places import Places, Span
from assistant.evaluation.proposals import happened, proposals
from assistant.evaluation.questions import AnyOf, Expectation, Place, Question
from assistant.evaluation.sought import Proposal, Sought
from assistant.examples.names import Names, known_names
from assistant.question import kind_of
from index.catalog import Entry
from index.filters import Filters
from index.snapshot import Snapshot
from index.terms import content_terms, terms

COUNT = 20
"""Drafts by default: what a person finishes in an hour."""
READ = 7
"""Articles read for each draft: enough to choose from; reading one takes some 25 ms."""
FEWEST_READ = 60
SENTENCES = 25
"""First sentences of an article that are read: later ones lean on what was said before."""
ALIKE = 0.5
"""Share of the words of two questions of one kind that both have, from which they ask the same."""
HEADLINE = 110
"""Characters of a headline beside an unfinished question."""
LOOKED_UP = 12
"""Passages looked at for what else may answer a question."""
RECORD = re.compile(r"#[^/#]*$")
"""The place of a record in a file of many, at the end of an article's path."""
DECLINED = 8
"""One draft of so many must be declined."""
OPEN = "… ?"
"""A question of which only the article is given."""

Report = Callable[[int, int], None]
"""Told how many articles of how many are read."""


@dataclass(frozen=True)
class Draft:
    """A question for a person to finish."""

    entry: Entry
    """The article that it is drawn from."""
    sought: Sought
    words: str
    whole: bool
    """Whether it can be asked as it is; else "…" stands for what a person adds."""
    likely: Expectation
    """What a right answer probably is."""
    as_of: dt.date | None = None
    note: str = ""
    elsewhere: tuple[Entry, ...] = ()
    """Articles of other stories that hold all words of the question in one passage, and may answer it too."""

    @property
    def text(self) -> str:
        """The question; an unfinished one with the headline of its article."""
        if self.whole:
            return self.words
        name = " ".join(self.entry.name.split())
        return f"{self.words} (about: {name if len(name) <= HEADLINE else name[: HEADLINE - 1].rstrip() + '…'})"

    @property
    def sure(self) -> bool:
        """Whether it can be asked and has its answer in the quoted words."""
        return self.whole and self.likely.status is Status.ANSWERED

    def question(self, question_id: str) -> Question:
        """Give its entry: what is expected stands in it only if that is sure, so that no other is asked by mistake."""
        return Question(
            id=question_id,
            question=self.text,
            as_of=self.as_of,
            tags=(self.sought,),
            note=self.note,
            expect=self.likely if self.sure else None,
        )


def drafts(
    snapshot: Snapshot,
    count: int = COUNT,
    known: Sequence[Question] = (),
    wanted: Collection[Sought] = tuple(Sought),
    report: Report = lambda done, total: None,  # noqa: ARG005 - nobody looks
) -> list[Draft]:
    """Give up to ``count`` drafts, spread over what is asked for, stories, outlets and time.

    The same for the same snapshot and the same ``known`` questions. Left out is what those ask already, and every
    sentence that they cite; articles that none of them cites come first. Takes a few seconds on a large collection.
    """
    places = Places(snapshot)
    cited = _cited(known, places)
    chosen = _spread(snapshot, cited)[: max(FEWEST_READ, count * READ)]
    texts = {}
    sentences = {}
    for done, entry in enumerate(chosen):
        report(done, len(chosen))
        passages = snapshot.article_passages(entry.id)
        texts[entry.id] = "".join(passage.text for passage in passages)
        sentences[entry.id] = [span for passage in passages for span in passage.sentences][:SENTENCES]
    report(len(chosen), len(chosen))
    names = known_names(texts.values())
    pool: list[tuple[Entry, Proposal]] = []
    for entry in chosen:
        text = texts[entry.id]
        taken = [span for place in cited.get(entry.id, ()) for span in places.spans(place) if span.article == entry.id]
        free = [span for span in sentences[entry.id] if not any(Span(entry.id, *span).meets(one) for one in taken)]
        found = list(
            proposals(entry.title, [text[start:end] for start, end in free], Names(text, names), entry.published)
        )
        pool += [(entry, one) for one in (*found, *_declined(found, entry)) if one.sought in wanted]
    most = max(1, count // DECLINED) if len(wanted) > 1 else count
    chosen_ones = _chosen(pool, count, known, most, lambda entry, one: _older(entry, one, snapshot))
    return [_draft(entry, one, snapshot, places) for entry, one in chosen_ones]


def article_name(source: str, article_id: str) -> str:
    """Give what a question file calls an article: its file's name, and a record's id after it."""
    name = source.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{RECORD.sub('', name)}#{article_id}" if RECORD.search(name) else name


def _cited(known: Iterable[Question], places: Places) -> dict[str, list[Place]]:
    """Give the places that questions cite already, by the article's id."""
    cited: dict[str, list[Place]] = {}
    for one in known:
        for place in (place for group in (one.expect.needed if one.expect else ()) for place in group):
            for entry in places.articles(place.article):
                cited.setdefault(entry.id, []).append(place)
    return cited


def _spread(snapshot: Snapshot, cited: Collection[str]) -> list[Entry]:
    """Give one article for each story, from large outlets more and from small ones some, evenly over their time."""
    outlets: dict[str, list[Entry]] = {}
    firsts = {entry.story: snapshot.story(entry.id)[0] for entry in snapshot.entries.values()}
    for first in firsts.values():
        outlets.setdefault((first.outlet or "").casefold(), []).append(first)
    ranked: list[tuple[bool, float, str, Entry]] = []
    for outlet, entries in outlets.items():
        entries.sort(key=lambda entry: (entry.published or dt.date.min, entry.id))
        for rank, place in enumerate(_evenly(len(entries))):
            first = entries[place]
            turn = rank / math.sqrt(len(entries))
            ranked.append((_is_cited(first, snapshot, cited), turn, outlet, first))
    ranked.sort(key=lambda one: one[:3])
    return [first for *_, first in ranked]


def _is_cited(first: Entry, snapshot: Snapshot, cited: Collection[str]) -> bool:
    return any(entry.id in cited for entry in snapshot.story(first.id))


def _evenly(count: int) -> list[int]:
    """Give the numbers below ``count`` in an order whose beginnings lie evenly (van der Corput's sequence)."""
    bits = max(count - 1, 0).bit_length()
    turned = (int(f"{number:0{bits}b}"[::-1], 2) if bits else 0 for number in range(1 << bits))
    return [place for place in turned if place < count]


def _declined(found: Sequence[Proposal], entry: Entry) -> Iterator[Proposal]:
    """Propose what must be declined: a question of the day before it happened, or what an article leaves open."""
    for one in found:
        if one.whole and not one.text.startswith(("Who is ", "Who said ")) and happened(one.sentence, entry.published):
            yield Proposal(Sought.DECLINE, one.text, one.sentence, whole=True, subject=one.subject)
    yield Proposal(Sought.DECLINE, OPEN, "", whole=False)


def _chosen(
    pool: Sequence[tuple[Entry, Proposal]],
    count: int,
    known: Sequence[Question],
    most_declined: int,
    is_old: Callable[[Entry, Proposal], bool],
) -> Iterator[tuple[Entry, Proposal]]:
    """Give one proposal a story, the kind, form, name, outlet and year least chosen first."""
    seen: Counter[tuple[str, object]] = Counter()
    asked = [(kind_of(one.question), set(content_terms(one.question))) for one in known]
    left = dict(enumerate(pool))

    def traits(entry: Entry, one: Proposal) -> tuple[tuple[str, object], ...]:
        year = entry.published.year if entry.published else None
        return ("form", _form(one)), ("name", one.subject or entry.id), ("outlet", entry.outlet), ("year", year)

    def turn(place: int) -> tuple[int, ...]:
        entry, one = left[place]
        return (seen["sought", one.sought], not one.whole, sum(seen[trait] for trait in traits(entry, one)), place)

    while left and count > 0:
        entry, one = left.pop(min(left, key=turn))
        asks = (kind_of(one.text), set(content_terms(one.text)))
        if one.whole and any(_alike(asks, other) for other in asked):
            continue
        if one.sought is Sought.DECLINE and (seen["sought", one.sought] >= most_declined or is_old(entry, one)):
            continue
        yield entry, one
        count -= 1
        asked.append(asks)
        seen.update([("sought", one.sought), *traits(entry, one)])
        left = {place: each for place, each in left.items() if each[0].story != entry.story}


def _alike(one: tuple[str, set[str]], other: tuple[str, set[str]]) -> bool:
    return one[0] == other[0] and len(one[1] & other[1]) >= ALIKE * len(one[1] | other[1])


def _form(one: Proposal) -> str:
    """Give the question without its names: "What did * agree to do"."""
    return re.sub(r"“.*”|\b[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*", "*", one.text[1:])


def _draft(entry: Entry, one: Proposal, snapshot: Snapshot, places: Places) -> Draft:
    if one.sought is Sought.DECLINE:
        day = happened(one.sentence, entry.published) if one.whole else None
        note = (
            f"It was on {day}, and is asked as of the day before: nothing may answer it. See that no article does."
            if day
            else "Ask what a reader of this article would want to know next and no article tells."
        )
        likely = Expectation(status=Status.NOT_FOUND)
        return Draft(entry, one.sought, one.text, one.whole, likely, as_of=_eve(day) if day else None, note=note)
    found = tuple(_standing(one.sentence, entry, snapshot, places))
    likely = Expectation(
        status=Status.ANSWERED,
        contains=one.contains,
        cites=(AnyOf(any=found),) if len(found) > 1 else found,
        dates=one.dates,
        amounts=one.amounts,
    )
    elsewhere = tuple(_elsewhere(one, entry, snapshot)) if one.whole else ()
    return Draft(entry, one.sought, one.text, one.whole, likely, elsewhere=elsewhere)


def _standing(sentence: str, entry: Entry, snapshot: Snapshot, places: Places) -> Iterator[Place]:
    """Give the places of a sentence: in its article, and in the near-duplicates that have it too."""
    for other in snapshot.story(entry.id):
        if other.id == entry.id or sentence in snapshot.article(other.id).text:
            name = article_name(other.source, other.id)
            alone = [each.id for each in places.articles(name)] == [other.id]
            yield Place(article=name if alone else other.id, quote=" ".join(sentence.split()))


def _older(entry: Entry, one: Proposal, snapshot: Snapshot) -> bool:
    """Tell whether articles from before a day may answer what is asked as of the day before, or there are none."""
    day = happened(one.sentence, entry.published) if one.whole else None
    if not day:
        return False
    before = snapshot.allowed(Filters(as_of=_eve(day)))
    return not before or any(True for _ in _elsewhere(one, entry, snapshot, before))


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def _elsewhere(
    one: Proposal, entry: Entry, snapshot: Snapshot, allowed: Sequence[Entry] | None = None
) -> Iterator[Entry]:
    """Give an article of each other story with a passage that holds all words of a question, as their sentence does.

    The sentence has "bought" where the question has "buy": then neither is looked for.
    """
    wanted = set(content_terms(one.text)) & set(terms(one.sentence))
    ids = [passage for passage, _ in snapshot.keywords(sorted(wanted), LOOKED_UP, allowed)]
    found = {}
    for passage in snapshot.passages(ids):
        other = snapshot.entry(passage.article_id)
        if other.story != entry.story and wanted <= set(terms(f"{other.title or ''} {passage.text}")):
            found[other.story] = other
    yield from found.values()
