"""Citations: claims with the verified quotes that bear them, and who else carries the same words."""

from __future__ import annotations

from functools import cache

from assistant.amounts import read_amounts
from assistant.answer import Attribution, Citation, CitedArticle, Claim, ClaimAmount, ClaimDate
from assistant.attribution import occasions, read_attributions
from assistant.composition import alike, bare
from assistant.dates import read_dates
from assistant.evidence import Evidence
from assistant.verification import bears, trim
from index.article import Article, Carrier
from index.filters import Filters
from index.snapshot import Snapshot

COPIED = 0.9
"""Share of common content terms from which sentences of near-duplicate articles are one sentence."""


class Citations:
    """Numbers the quotes of one answer, each read again from its stored article before it is used."""

    def __init__(self, snapshot: Snapshot, filters: Filters) -> None:
        self.dropped = 0
        """Sentences that verification did not pass."""
        self._snapshot = snapshot
        self._filters = filters
        self._article = cache(snapshot.article)
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def all(self) -> tuple[Citation, ...]:
        """Give the citations in the order of their numbers."""
        return tuple(self._citations.values())

    def claim(self, evidence: Evidence) -> Claim | None:
        """Give the claim that a sentence makes, cited; ``None`` if verification does not pass it."""
        article, start, end = self._earliest(evidence)
        quote = article.text[start:end]
        text, edits = trim(quote)
        stored = self._snapshot.article(article.id)
        if not bears(stored, start, end, quote, text, edits):
            self.dropped += 1
            return None
        times = read_dates(text, article.published)
        return Claim(
            text=text,
            citations=(self._number(article, start, end, quote, evidence),),
            dates=tuple(
                ClaimDate(text=one.text, start=one.first, end=one.last, basis=one.basis, of=of)
                for one, of in zip(times, occasions(text, times), strict=True)
            ),
            amounts=tuple(ClaimAmount(**one.model_dump(exclude={"start", "end"})) for one in read_amounts(text)),
            attributions=tuple(Attribution(source=one.source, cue=one.cue) for one in read_attributions(text)),
            edits=edits,
        )

    def _number(self, article: Article, start: int, end: int, quote: str, evidence: Evidence) -> int:
        place = (article.id, start, end)
        if place not in self._citations:
            self._citations[place] = Citation(
                number=len(self._citations) + 1,
                quote=quote,
                start=start,
                end=end,
                article=CitedArticle(
                    **article.model_dump(include={"id", "title", "outlet", "byline", "url", "published", "ingested"}),
                    path=article.source,
                    published_from=article.origins.get("published"),
                ),
                also=self._also(article, evidence.text),
            )
        return self._citations[place].number

    def _earliest(self, evidence: Evidence) -> tuple[Article, int, int]:
        """Find a sentence in the earliest article of its story that has it: the report that others copy."""
        for member in self._snapshot.story(evidence.entry.id):
            if member.id == evidence.entry.id:
                break
            if self._filters.allow(member) and (span := self._span(member.id, evidence.text)):
                return self._article(member.id), *span
        return self._article(evidence.entry.id), evidence.start, evidence.end

    def _also(self, cited: Article, sentence: str) -> tuple[Carrier, ...]:
        """Give who else carries a sentence, within the limits of dates; another outlet is what a reader may want."""
        limits = self._filters.model_copy(update={"outlets": ()})
        copies = [
            Carrier(
                source=member.source,
                title=member.title,
                outlet=member.outlet,
                url=member.url,
                published=member.published,
            )
            for member in self._snapshot.story(cited.id)
            if member.id != cited.id and self._span(member.id, sentence)
        ]
        return tuple(one for one in (*cited.carriers, *copies) if limits.allow(one))

    def _span(self, article_id: str, sentence: str) -> tuple[int, int] | None:
        for passage in self._snapshot.article_passages(article_id):
            for start, end in passage.sentences:
                other = passage.text[start - passage.start : end - passage.start]
                lengths = sorted((len(bare(sentence)), len(bare(other))))
                if alike(sentence, other) >= COPIED and lengths[0] >= COPIED * lengths[1]:
                    return start, end
        return None
