"""The whole way of a question, over the sample articles: what must always hold, and how well it is answered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Claim, Status
from assistant.assistant import Assistant
from assistant.timeline import LINES
from index.encoder import Encoder
from index.errors import ModelMismatch, SnapshotError, UnknownArticle
from index.filters import Filters
from index.settings import Settings

Build = Callable[[Mapping[str, str]], Assistant]

FLAGSHIP = "What did Spain pledge and when?"

CONTRACT: dict[str, Any] = {
    "question": str,
    "standalone_question": str,
    "as_of": (str, type(None)),
    "status": str,
    "text": str,
    "claims": [
        {
            "text": str,
            "citations": [int],
            "dates": [{"text": str, "start": (str, type(None)), "end": (str, type(None)), "basis": str}],
            "amounts": [{"text": str, "value": (int, float), "unit": str}],
        }
    ],
    "citations": [
        {
            "number": int,
            "quote": str,
            "start": int,
            "end": int,
            "article": {
                "id": str,
                "title": (str, type(None)),
                "outlet": (str, type(None)),
                "url": (str, type(None)),
                "path": str,
                "published": (str, type(None)),
                "published_from": (str, type(None)),
            },
        }
    ],
    "parts": [{"text": str, "status": str, "note": str}],
    "conflicts": [{"about": str, "values": [{"value": str, "citations": [int]}]}],
    "passages": [{"article_id": str, "start": int, "end": int, "score": float}],
    "snapshot": str,
    "seconds": {"retrieve": float, "rank": float, "total": float},
}
"""The fields that other programs rely on, and the types of their values; fields may be added."""


def check(value: Any, shape: Any) -> None:
    if isinstance(shape, dict):
        for name, inner in shape.items():
            check(value[name], inner)
    elif isinstance(shape, list):
        assert isinstance(value, list)
        for one in value:
            check(one, shape[0])
    else:
        assert isinstance(value, shape)


def unedited(claim: Claim, quote: str) -> str:
    """Give the quote as the claim's edits leave it."""
    for edit in claim.edits:
        assert quote[edit.start : edit.start + len(edit.removed)] == edit.removed
        quote = quote[: edit.start] + quote[edit.start + len(edit.removed) :]
    return quote[:1].upper() + quote[1:] if claim.edits else quote


def without_seconds(answer: Answer) -> str:
    return answer.model_dump_json(exclude={"seconds"})


class TestEveryAnswer:
    def test_each_claim_is_its_quote_but_for_its_edits(self, answers: list[Any]) -> None:
        for one in answers:
            quotes = {citation.number: citation.quote for citation in one.answer.citations}
            for claim in one.answer.claims:
                assert len(claim.citations) == 1
                assert claim.text == unedited(claim, quotes[claim.citations[0]])

    def test_each_claim_is_in_the_text_with_its_mark(self, answers: list[Any]) -> None:
        for one in answers:
            for claim in one.answer.claims:
                assert f"{claim.text} [{claim.citations[0]}]" in one.answer.text

    def test_what_is_not_found_claims_nothing(self, answers: list[Any]) -> None:
        for one in answers:
            answer = one.answer
            assert (answer.status is Status.NOT_FOUND) == (answer.claims == ())
            assert (answer.nearest is None) or answer.claims == ()
            if answer.status is Status.NOT_FOUND:
                assert answer.text.startswith("The articles do not answer this.")

    def test_the_status_sums_up_the_parts(self, answers: list[Any]) -> None:
        for one in answers:
            found = [part.status is Status.ANSWERED for part in one.answer.parts]
            expected = Status.ANSWERED if all(found) else Status.PARTIAL if any(found) else Status.NOT_FOUND
            assert one.answer.status is expected

    def test_an_answered_part_is_borne_by_citations_and_no_other_is(self, answers: list[Any]) -> None:
        for one in answers:
            numbers = {citation.number for citation in one.answer.citations}
            for part in one.answer.parts:
                assert bool(part.citations) is (part.status is Status.ANSWERED)
                assert set(part.citations) <= numbers

    def test_no_more_sentences_than_the_setting_allows_or_a_timeline_needs(self, answers: list[Any]) -> None:
        for one in answers:
            assert len(one.answer.claims) <= (LINES if one.answer.timeline else Settings().max_claims)

    def test_a_date_of_a_claim_rests_on_its_articles_day(self, answers: list[Any]) -> None:
        for one in answers:
            articles = {citation.number: citation.article for citation in one.answer.citations}
            for claim in one.answer.claims:
                published = articles[claim.citations[0]].published
                for date in claim.dates:
                    assert date.text in claim.text
                    if date.start and date.basis != "stated":
                        assert published
                        assert str(published) in date.basis

    def test_amounts_stand_in_their_claim(self, answers: list[Any]) -> None:
        for one in answers:
            for claim in one.answer.claims:
                assert all(amount.text in claim.text for amount in claim.amounts)

    def test_as_of_a_day_nothing_later_and_nothing_undated_is_cited(self, answers: list[Any]) -> None:
        limited = [one for one in answers if one.filters.as_of]
        assert limited
        for one in limited:
            assert one.answer.as_of == one.filters.as_of
            assert one.answer.undated_left_out == 1
            assert "1 article without a publication date left out." in one.answer.text
            for citation in one.answer.citations:
                assert citation.article.published
                assert citation.article.published <= one.filters.as_of

    def test_the_json_has_the_promised_fields_and_comes_back_the_same(self, answers: list[Any]) -> None:
        for one in answers:
            written = one.answer.model_dump_json()
            check(json.loads(written), CONTRACT)
            assert Answer.model_validate_json(written) == one.answer

    def test_passages_searched_are_told_best_first_and_once(self, answers: list[Any]) -> None:
        for one in answers:
            places = [(passage.article_id, passage.start) for passage in one.answer.passages]
            assert len(set(places)) == len(places) > 0


class TestFilters:
    @pytest.mark.parametrize("outlet", ["Castellan Daily", "harbour wire"])
    def test_only_the_outlet_asked_for(self, quick: Assistant, outlet: str) -> None:
        answer = quick.ask(FLAGSHIP, filters=Filters(outlets=(outlet,)))
        assert {one.article.outlet for one in answer.citations} <= {"Castellan Daily", "Harbour Wire"}
        assert {(one.article.outlet or "").casefold() for one in answer.citations} == {outlet.casefold()}

    def test_an_unknown_outlet_has_nothing(self, quick: Assistant) -> None:
        answer = quick.ask(FLAGSHIP, filters=Filters(outlets=("The Moon",)))
        assert answer.status is Status.NOT_FOUND
        assert answer.citations == ()
        assert answer.passages == ()
        assert answer.nearest is None

    def test_only_the_days_asked_for(self, quick: Assistant) -> None:
        first, last = dt.date(2024, 8, 1), dt.date(2024, 9, 30)
        answer = quick.ask("What did Zelenskyy ask for?", filters=Filters(published_from=first, published_to=last))
        assert answer.citations
        assert all(one.article.published and first <= one.article.published <= last for one in answer.citations)

    def test_an_undated_article_answers_without_limits_only(self, quick: Assistant) -> None:
        asked = "How many drones did the cellar workshop near Kyiv finish?"
        free = quick.ask(asked)
        assert any(one.article.published is None for one in free.citations)
        assert free.undated_left_out == 0
        limited = quick.ask(asked, filters=Filters(as_of=dt.date(2025, 1, 16)))
        assert all(one.article.published for one in limited.citations)

    def test_most_limits_the_sentences(self, quick: Assistant) -> None:
        assert len(quick.ask("What did Zelenskyy ask for?", most=1).claims) == 1


class TestHemisphere:
    ARTICLE = (
        "---\ntitle: Kestrel orchard\noutlet: The Hollin Post\npublished: 2024-05-27\n---\n\n"
        "The Kestrel orchard was sold this autumn to Lord Ambleside.\n"
    )
    NORTH, SOUTH = "autumn 2024 (September to November)", "autumn 2024 (March to May)"

    def test_the_setting_says_which_months_a_season_has(self, build: Build, encoder: Encoder) -> None:
        settings = build({"orchard.md": self.ARTICLE})._settings
        southern = settings.model_copy(update={"hemisphere": "southern"})
        with Assistant(southern, encoder=encoder) as assistant:
            answer = copy_context().run(assistant.ask, "When was the Kestrel orchard sold?")
        assert answer.parts[0].note.startswith(f"{self.SOUTH}: ")
        assert (answer.claims[0].dates[0].start, answer.claims[0].dates[0].end) == (
            dt.date(2024, 3, 1),
            dt.date(2024, 5, 31),
        )

    def test_it_is_north_where_nothing_is_set(self, build: Build) -> None:
        answer = build({"orchard.md": self.ARTICLE.replace("was sold", "will be sold")}).ask(
            "When will the Kestrel orchard be sold?"
        )
        assert answer.parts[0].note.startswith(f"{self.NORTH}: ")

    def test_two_assistants_side_by_side_keep_to_their_own(self, build: Build, encoder: Encoder) -> None:
        asked = "When will the Kestrel orchard be sold?"
        northern = build({"orchard.md": self.ARTICLE.replace("was sold", "will be sold")})
        settings = northern._settings.model_copy(update={"hemisphere": "southern"})
        with Assistant(settings, encoder=encoder) as southern:
            context = copy_context()
            notes = [context.run(one.ask, asked).parts[0].note for one in (northern, southern, northern)]
        assert notes[0].startswith(self.NORTH)
        assert not notes[1].startswith(self.NORTH)
        assert notes[2] == notes[0]


class TestFlagship:
    def test_amount_and_day_are_told_with_what_they_rest_on(self, assistant: Assistant) -> None:
        answer = assistant.ask(FLAGSHIP)
        assert answer.status is Status.ANSWERED
        assert [part.text for part in answer.parts] == ["What did Spain pledge", "when"]
        assert "one billion euros" in answer.claims[0].text
        assert "Monday 27 May 2024: the article says “on Monday”, published that day." in answer.text
        amounts = [(amount.value, amount.unit) for claim in answer.claims for amount in claim.amounts]
        assert (1_000_000_000, "EUR") in amounts
        assert answer.citations[0].article.published_from == "front matter"

    @pytest.mark.parametrize(
        "asked",
        ["what did spain pledge and when", "WHAT DID SPAIN PLEDGE AND WHEN?", "  What did Spain\npledge, and when ?"],
    )
    def test_however_it_is_typed(self, quick: Assistant, asked: str) -> None:
        answer = quick.ask(asked)
        assert answer.status is Status.ANSWERED
        assert "one billion euros" in answer.text
        assert "27 May 2024" in answer.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("When was Stoltenberg in Kyiv?", "When was Stoltenberg in Kiev?"),
        ("Why did Zelenskyy put off his trip to Madrid?", "Why did Zelensky put off his trip to Madrid?"),
        ("What did Zelenskyy ask Sánchez for by telephone?", "What did Zelensky ask Sanchez for by telephone?"),
        ("When was the hardware store in Kharkiv hit?", "When was the hardware store in Kharkov hit?"),
        ("Who follows Stoltenberg at NATO?", "Who follows Stoltenburg at NATO?"),
    ],
)  # fmt: skip
def test_a_name_spelt_the_other_way_finds_the_same_article(quick: Assistant, one: str, other: str) -> None:
    first, second = quick.ask(one), quick.ask(other)
    assert first.status is second.status is Status.ANSWERED
    assert first.citations[0].article.id == second.citations[0].article.id


@pytest.mark.parametrize("asked", [FLAGSHIP, "How many people died in Cyclone Chido?", "Who became head of NATO?"])
def test_the_same_question_has_the_same_answer_byte_for_byte(
    assistant: Assistant, sample_data_dir: Path, asked: str
) -> None:
    first = assistant.ask(asked)
    assert without_seconds(assistant.ask(asked)) == without_seconds(first)
    another = Assistant(Settings(data_dir=sample_data_dir))  # with a model of its own, as another process has
    assert without_seconds(another.ask(asked)) == without_seconds(first)
    another.close()


class TestConversations:
    """Follow-ups about the sample articles, each answered from how it is read."""

    @pytest.mark.parametrize(
        ("history", "asked", "reading", "said"),
        [
            (["What did Spain pledge?"], "And when?", "What did Spain pledge, and when?", "Monday 27 May 2024"),
            (
                ["Who signed the security agreement between Spain and Ukraine?", "When?"],
                "How long does it run?",
                "How long does the security agreement between Spain and Ukraine run?",
                "ten years",
            ),
            (
                ["Who became secretary general of NATO in October 2024?"],
                "When did he take over?",
                "When did Mark Rutte take over?",
                "Mark Rutte became secretary general",
            ),
            (["Who won the Madrid chess open?"], "How old is she?", "How old is Oksana Verbytska?", "Verbytska, 24"),
            (
                ["Who was ordered to pay the one million euros he had pledged?"],
                "How old is he?",
                "How old is Hendrik Vos?",
                "Mr Vos, 71",
            ),
            (
                ["What did Austin announce at Ramstein in September 2024?"],
                "And in January 2025?",
                "What did Austin announce at Ramstein in January 2025?",
                "$500 million",
            ),
            (
                ["How many countries signed the declaration of the Swiss peace summit?", "Was Russia invited?"],
                "Why not?",
                "Why was Russia not invited?",
                "Russia was not invited",
            ),
        ],
    )
    def test_a_follow_up_has_the_answer_of_its_reading(
        self, quick: Assistant, history: list[str], asked: str, reading: str, said: str
    ) -> None:
        answer = quick.ask(asked, history=history)
        assert (answer.question, answer.standalone_question) == (asked, reading)
        assert said in answer.text
        alone = quick.ask(reading)
        assert without_seconds(answer.model_copy(update={"question": reading})) == without_seconds(alone)

    def test_a_question_of_its_own_is_answered_as_ever(self, quick: Assistant) -> None:
        after = quick.ask(FLAGSHIP, history=["Who won the Madrid chess open?", "How old is she?"])
        assert after.question == after.standalone_question == FLAGSHIP
        assert without_seconds(after) == without_seconds(quick.ask(FLAGSHIP))

    def test_the_answer_before_is_looked_up_within_the_same_limits(self, quick: Assistant) -> None:
        history = ["Who won the Madrid chess open?"]
        before = Filters(as_of=dt.date(2024, 10, 1))  # a fortnight before it was played
        answer = quick.ask("How old is she?", filters=before, history=history)
        assert answer.standalone_question == "Who won the Madrid chess open, and how old is she?"
        assert answer.status is Status.NOT_FOUND

    def test_a_huge_conversation_is_harmless(self, quick: Assistant) -> None:
        history = ["x" * 100_000, *["And when?"] * 10_000, "What did Spain pledge?"]
        assert quick.ask("And when?", history=history).standalone_question == "What did Spain pledge, and when?"


class TestOddQuestions:
    @pytest.mark.parametrize(
        "asked", ["", "  ", "?", "🙂🙂", "the of and", "when", "and when?", "\x00", "\ud83d", "x" * 5000]
    )
    def test_nothing_is_claimed(self, quick: Assistant, asked: str) -> None:
        answer = quick.ask(asked)
        assert answer.status is Status.NOT_FOUND
        assert answer.claims == ()
        Answer.model_validate_json(answer.model_dump_json())

    def test_ten_thousand_words(self, quick: Assistant) -> None:
        answer = quick.ask("What did the tall ships bring to the harbour of Xanthippe? " * 900)
        assert answer.status is Status.NOT_FOUND

    def test_a_name_that_no_article_mentions_is_said(self, quick: Assistant) -> None:
        answer = quick.ask("How many people died in Cyclone Chido?")
        assert answer.status is Status.NOT_FOUND
        assert answer.probability == 0.0
        assert "No article mentions “Cyclone Chido”." in answer.text
        assert answer.nearest
        assert f"The nearest thing they say: {answer.nearest.text} [1]" in answer.text

    def test_an_empty_collection_answers_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(SnapshotError, match="no articles yet") as raised:
            Assistant(Settings(data_dir=tmp_path)).ask(FLAGSHIP)
        assert "dateline ingest" in raised.value.hint

    def test_another_model_is_refused(self, sample_data_dir: Path) -> None:
        with pytest.raises(ModelMismatch, match="another-model"):
            Assistant(Settings(data_dir=sample_data_dir, embedding_model="another-model")).ask(FLAGSHIP)

    def test_an_unknown_article(self, quick: Assistant) -> None:
        with pytest.raises(UnknownArticle, match="no-such-id"):
            quick.article("no-such-id")
