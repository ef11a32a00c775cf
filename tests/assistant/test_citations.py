from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.citations import Citations
from assistant.evidence import Evidence, Signals
from index.article import Article
from index.filters import Filters
from index.snapshot import Snapshot

Build = Callable[[Mapping[str, str]], Assistant]

PORTUGAL = "How much military support will Portugal give Ukraine this year?"
PLEDGE = "Portugal will give Ukraine at least 126 million euros in military support this year"
BELGIUM = "How many F-16 jets did Belgium promise?"
SENTENCE = "where Belgium promised earlier in the day to hand over 30 F-16 fighter jets by 2028"
WIRE, GAZETTE = "2024-05-28-lisbon-accord-harbour-wire.md", "eastfield-portugal-accord.md"


def files(citations: tuple[Citation, ...]) -> list[str]:
    return [Path(one.article.path).name for one in citations]


def those_of(answer: Answer, words: str) -> tuple[Citation, ...]:
    return tuple(one for one in answer.citations if words in one.quote)


def test_every_quote_stands_in_the_stored_article_at_its_offsets(answers: list[Any], sample: Snapshot) -> None:
    for one in answers:
        for citation in one.answer.citations:
            stored = sample.article(citation.article.id)
            assert stored.text[citation.start : citation.end] == citation.quote != ""
            assert citation.article.title == stored.title
            assert citation.article.published == stored.published
            assert citation.article.published_from == stored.origins.get("published")


def test_citations_are_numbered_in_order_and_none_is_given_twice(answers: list[Any]) -> None:
    for one in answers:
        citations = one.answer.citations
        assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
        assert len({(citation.article.id, citation.start) for citation in citations}) == len(citations)


def test_every_citation_is_used(answers: list[Any]) -> None:
    for one in answers:
        claims = [*one.answer.claims, *([one.answer.nearest] if one.answer.nearest else [])]
        differing = [value for conflict in one.answer.conflicts for value in conflict.values]
        used = {number for said in (*claims, *differing) for number in said.citations}
        assert used == {citation.number for citation in one.answer.citations}


class TestNearDuplicates:
    def test_the_earliest_is_cited_once_and_names_the_other(self, quick: Assistant) -> None:
        citations = those_of(quick.ask(BELGIUM), SENTENCE)
        assert files(citations) == [WIRE]
        assert [one.outlet for one in citations[0].also] == ["Eastfield Gazette"]
        assert citations[0].also[0].published == dt.date(2024, 5, 29)

    def test_an_agencys_place_and_day_make_no_other_sentence(self, quick: Assistant) -> None:
        citations = those_of(quick.ask(PORTUGAL), PLEDGE)
        assert files(citations) == [WIRE]
        assert [one.outlet for one in citations[0].also] == ["Eastfield Gazette"]

    def test_never_both_for_one_sentence(self, answers: list[Any]) -> None:
        for one in answers:
            quotes = [citation.quote for citation in one.answer.citations]
            assert len(set(quotes)) == len(quotes)

    def test_an_outlet_filter_gives_the_outlets_own_article(self, quick: Assistant) -> None:
        answer = quick.ask(BELGIUM, filters=Filters(outlets=("Eastfield Gazette",)))
        assert files(those_of(answer, SENTENCE)) == [GAZETTE]

    def test_a_date_filter_gives_the_reprint_when_the_original_is_outside(self, quick: Assistant) -> None:
        answer = quick.ask(BELGIUM, filters=Filters(published_from=dt.date(2024, 5, 29)))
        assert files(those_of(answer, SENTENCE)) == [GAZETTE]

    def test_nothing_later_is_named(self, quick: Assistant) -> None:
        """Whoever asks as of a day must not hear of a reprint that appeared later."""
        (citation,) = those_of(quick.ask(BELGIUM, filters=Filters(as_of=dt.date(2024, 5, 28))), SENTENCE)
        assert citation.also == ()


HEAD = "---\ntitle: {title}\noutlet: {outlet}\npublished: {published}\n---\n\n"
BODY = "The Gunnhild was raised off Lindholm by divers from Ostrand on Friday, and her hull will be scrapped in May.\n"
COPIES = {
    "wire.md": HEAD.format(title="Ferry raised", outlet="Harbour Wire", published="2025-01-11") + BODY,
    "echo.md": HEAD.format(title="Divers raise ferry", outlet="Lindholm Echo", published="2025-01-12") + BODY,
}


class TestExactCopies:
    def test_one_is_cited_and_names_the_other(self, build: Build) -> None:
        (citation,) = build(COPIES).ask("When was the Gunnhild raised off Lindholm?").citations
        assert citation.article.outlet == "Harbour Wire"
        assert [one.outlet for one in citation.also] == ["Lindholm Echo"]


class TestVerified:
    """What does not stand in the stored article is dropped and counted, whatever the evidence says."""

    @pytest.fixture
    def evidence(self, sample: Snapshot) -> Evidence:
        entry = next(one for one in sample.entries.values() if one.source.endswith(WIRE))
        passage = sample.article_passages(entry.id)[0]
        start, end = passage.sentences[0]
        return Evidence(passage, entry, start, end, Signals(*(1.0 for _ in Signals._fields)))

    def test_what_stands_there_is_cited(self, sample: Snapshot, evidence: Evidence) -> None:
        citations = Citations(sample, Filters())
        claim = citations.claim(evidence)
        assert claim
        assert claim.text == evidence.text == citations.all()[0].quote
        assert citations.dropped == 0

    def test_what_was_tampered_with_is_dropped(
        self, sample: Snapshot, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = [sample.article(evidence.entry.id)]
        read.append(read[0].model_copy(update={"text": read[0].text.replace("126", "162")}))

        def second_reading_differs(article_id: str) -> Article:
            assert article_id == evidence.entry.id
            return read.pop(0)

        monkeypatch.setattr(sample, "article", second_reading_differs)
        citations = Citations(sample, Filters())
        assert citations.claim(evidence) is None
        assert citations.dropped == 1
        assert citations.all() == ()

    def test_an_empty_span_is_dropped(self, sample: Snapshot, evidence: Evidence) -> None:
        citations = Citations(sample, Filters())
        nothing = Evidence(evidence.passage, evidence.entry, evidence.end, evidence.end, evidence.signals)
        assert citations.claim(nothing) is None
        assert citations.dropped == 1
