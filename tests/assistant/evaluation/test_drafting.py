"""Drafts: what is proposed from a collection, what can be asked at once and what cannot, and how it is spread."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from assistant.answer import Status
from assistant.assistant import Assistant
from assistant.evaluation.checking import mistakes
from assistant.evaluation.drafting import DECLINED, Draft, _evenly, article_name, drafts
from assistant.evaluation.places import Places
from assistant.evaluation.proposals import proposals, stands_alone
from assistant.evaluation.questions import AnyOf, Question, QuestionSet
from assistant.evaluation.sought import Proposal, Sought
from assistant.examples.names import Names
from index.snapshot import Snapshot
from index.terms import words

Build = Callable[[Mapping[str, str]], Assistant]

WEDNESDAY = dt.date(2023, 5, 17)
VANS = "Kestrel Motors recalled about 41,000 vans over a faulty latch."
LONG_AGO = "The canning hall on the old quay has stood empty for years, and gulls nest in its gutters."


def article(headline: str, *sentences: str, day: dt.date = WEDNESDAY, outlet: str = "Tern Gazette") -> str:
    """An article as a file."""
    head = f"---\ntitle: {json.dumps(headline)}\noutlet: {outlet}\ndate: {day}\n---\n"
    return f"{head}\n{' '.join(sentences)}\n"


def proposed(*sentences: str, published: dt.date | None = WEDNESDAY) -> list[Proposal]:
    return list(proposals(None, sentences, Names(" ".join(sentences)), published))


def only(found: list[Proposal], sought: Sought) -> Proposal:
    (one,) = [one for one in found if one.sought is sought]
    return one


def drawn(assistant: Assistant, count: int = 20, **more: object) -> list[Draft]:
    with assistant.reading() as snapshot:
        return drafts(snapshot, count, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small(build: Build) -> Assistant:
    """Three articles: two of them nearly the same."""
    more = [f"The plant at Marlo makes {number} of them an hour in the spring." for number in range(20, 32)]
    return build(
        {
            "vans.md": article("Vans: 'recalled'", VANS, *more),
            "vans-again.md": article("Vans recalled", VANS, *more[:-1], outlet="Marlo Wire"),
            "meadow.md": article(
                "Meadows to be flooded", "The Tern Council approved a plan to flood the lower meadows by spring.",
                day=dt.date(2023, 4, 3),
            ),
        }
    )  # fmt: skip


class TestWhole:
    """Questions that can be asked as they are, with what their sentence leaves no doubt of."""

    def test_an_amount(self) -> None:
        one = next(one for one in proposed(VANS) if one.whole)
        assert (one.sought, one.text) == (Sought.HOW_MUCH, "How many vans did Kestrel Motors recall?")
        assert one.amounts == ("41,000 vans",)

    def test_only_the_amount_asked_for(self) -> None:
        sentence = "Harrow Steel bought Velmont Rail for $3.2 billion and 40 hectares of land."
        one = next(one for one in proposed(sentence) if one.text.startswith("How much"))
        assert one.amounts == ("$3.2 billion",)
        twice = "Harrow Steel bought Velmont Rail for $3.2 billion and took on debts of $400 million."
        assert next(one for one in proposed(twice) if one.text.startswith("How much")).amounts == ()

    def test_a_day(self) -> None:
        sentence = "Harrow Steel bought Velmont Rail on Tuesday."
        one = next(one for one in proposed(sentence) if one.text == "When did Harrow Steel buy Velmont Rail?")
        assert one.dates == ("2023-05-16",)

    @pytest.mark.parametrize("published", [None, WEDNESDAY])
    def test_no_day_that_is_not_known(self, published: dt.date | None) -> None:
        for one in proposed("Harrow Steel bought Velmont Rail on Tuesday.", published=published):
            assert one.dates == () or published

    def test_who_said_it(self) -> None:
        one = only(
            proposed(
                "Mayor Lena Ostrow opened the hearing.",
                "“The toll will fall before the winter sets in,” Ostrow told the council on Tuesday.",
            ),
            Sought.QUOTATION,
        )
        assert one.text == "Who said “The toll will fall before the winter sets in”?"
        assert (one.whole, one.contains) == (True, ("Ostrow",))


class TestOpen:
    """What no rule can ask is left open."""

    @pytest.mark.parametrize(
        ("sentence", "sought", "text"),
        [
            (
                "The Tern Council approved a plan to flood the lower meadows, which farmers oppose.",
                Sought.DECISION,
                "What did the Tern Council approve … ?",
            ),
            (
                "After a night of talks, the city council has rejected the offer of the dredging firm.",
                Sought.DECISION,
                "What did the city council reject … ?",
            ),
            (
                "In a vote that took all night, Nia Okoro was elected as mayor of Marlo.",
                Sought.DECISION,
                "Who was elected … ?",
            ),
            (
                "In the lower town 1,900 people were evacuated from their homes, the harbour office said.",
                Sought.HOW_MUCH,
                "How many people were evacuated … ?",
            ),
            ("The new lock and its pumps will have cost €86 million by the end.", Sought.HOW_MUCH, "How much … ?"),
            (
                "“The tide is not the worst, but the wind that comes with it and will not stop,” said Ada Quill.",
                Sought.QUOTATION,
                "What did Ada Quill say about … ?",
            ),
        ],
    )
    def test_is_what_a_person_finishes(self, sentence: str, sought: Sought, text: str) -> None:
        one = only(proposed(sentence), sought)
        assert (one.text, one.whole) == (text, False)

    @pytest.mark.parametrize(
        "sentence",
        [
            "He paid $40 million for the two ferries and the pier.",  # who?
            "Sign up for our newsletter to read 40 stories a week about the harbour.",
            "The two ferries carried mails, and three people worked on them.",  # several amounts
            "We found 400 gulls on the roof of the canning hall that morning.",  # whoever writes
            "How many of the 4,000 homes were flooded is not known?",
            "the ferries carried 400 people",
        ],
    )
    def test_is_not_what_leans_or_is_no_news(self, sentence: str) -> None:
        assert [one for one in proposed(sentence) if one.sought is Sought.HOW_MUCH] == []

    def test_a_sentence_stands_alone(self) -> None:
        assert stands_alone(LONG_AGO)
        assert not stands_alone(f"But {LONG_AGO[0].lower()}{LONG_AGO[1:]}")


class TestDraft:
    def test_a_whole_one_expects_its_quote(self, small: Assistant) -> None:
        one = next(one for one in drawn(small) if one.sure)
        question = one.question("vans")
        assert (question.question, question.tags) == ("How many vans did Kestrel Motors recall?", ("how-much",))
        assert question.expect
        assert (question.expect.status, question.expect.amounts) == (Status.ANSWERED, ("41,000 vans",))
        assert [place.quote for group in question.expect.needed for place in group] == [VANS, VANS]

    def test_near_duplicates_are_one_story_and_either_may_be_cited(self, small: Assistant) -> None:
        assert len(drawn(small)) == 2
        one = next(one for one in drawn(small) if one.sure)
        (group,) = one.likely.cites
        assert isinstance(group, AnyOf)
        assert sorted(place.article for place in group.any) == ["vans-again.md", "vans.md"]

    def test_an_open_one_is_never_asked(self, small: Assistant) -> None:
        one = next(one for one in drawn(small) if one.sought is Sought.DECISION)
        question = one.question("meadows")
        assert question.question == "What did the Tern Council approve … ? (about: Meadows to be flooded)"
        assert question.expect is None
        assert QuestionSet(questions=(question,)).asked == ()
        assert [place.article for group in one.likely.needed for place in group] == ["meadow.md"]

    def test_as_of_the_day_before_it_happened_it_must_be_declined(self, build: Build) -> None:
        sold = "Harrow Steel bought Velmont Rail on Tuesday."
        files = {
            "sold.md": article("Rail is sold", sold),
            "quay.md": article("Quay", LONG_AGO, day=dt.date(2023, 1, 5)),
        }
        (one,) = [one for one in drawn(build(files), wanted={Sought.DECLINE}) if one.whole]
        question = one.question("sold")
        assert question.question in {"When did Harrow Steel buy Velmont Rail?", "Who bought Velmont Rail?"}
        assert (question.as_of, question.expect, one.likely.status) == (dt.date(2023, 5, 15), None, Status.NOT_FOUND)
        assert "2023-05-16" in question.note
        # Where an older article has all words of the question, it may answer: then it is not proposed.
        files["before.md"] = article(
            "Rail", "Harrow Steel once bought Velmont Rail, too.", LONG_AGO, day=dt.date(2022, 1, 5)
        )
        assert not [one for one in drawn(build(files), wanted={Sought.DECLINE}) if one.whole]

    def test_other_articles_with_the_same_words_are_named(self, build: Build) -> None:
        files = {
            "vans.md": article("Vans recalled", VANS),
            "others.md": article("A bad spring", "In spring Kestrel Motors had to recall many vans.", LONG_AGO),
        }
        one = next(one for one in drawn(build(files)) if one.sure)
        assert [entry.title for entry in one.elsewhere] == ["A bad spring"]

    def test_records_are_called_by_file_and_id(self) -> None:
        assert article_name("/news/feed.jsonl#12", "hw-1") == "feed.jsonl#hw-1"
        assert article_name("C:\\news\\vans.md", "vans-1f") == "vans.md"


class TestSpread:
    def test_every_quote_stands_where_it_is_said_to(self, sample: Snapshot) -> None:
        found = drafts(sample, 40)
        whole = tuple(
            one.question(f"q{place}").model_copy(update={"expect": one.likely}) for place, one in enumerate(found)
        )
        assert len(found) > 20
        assert [one for one in mistakes(QuestionSet(questions=whole), Places(sample)) if one.serious] == []

    def test_one_a_story_and_of_every_kind_some(self, sample: Snapshot) -> None:
        found = drafts(sample, 20)
        assert len(found) == 20
        assert len({one.entry.story for one in found}) == 20
        kinds = Counter(one.sought for one in found)
        assert set(kinds) >= {Sought.WHO, Sought.HOW_MUCH, Sought.QUOTATION, Sought.DECISION, Sought.DECLINE}
        assert kinds[Sought.DECLINE] <= 20 // DECLINED
        assert len({one.entry.outlet for one in found}) > 8

    def test_the_same_each_time(self, sample: Snapshot) -> None:
        assert drafts(sample, 12) == drafts(sample, 12)

    def test_only_what_is_wanted(self, sample: Snapshot) -> None:
        found = drafts(sample, 6, wanted={Sought.QUOTATION})
        assert len(found) == 6
        assert {one.sought for one in found} == {Sought.QUOTATION}

    def test_what_is_asked_already_is_left_out(self, sample: Snapshot, questions: QuestionSet) -> None:
        first = drafts(sample, 12)
        known = [one.question(f"q{place}") for place, one in enumerate(first)]
        again = {tuple(words(one.text)) for one in drafts(sample, 12, known) if one.whole}
        assert again.isdisjoint(tuple(words(one.question)) for one in known)
        quoted = [
            words(place.quote or "")
            for one in questions.asked
            if one.expect
            for group in one.expect.needed
            for place in group
        ]
        for one in drafts(sample, 12, questions.questions):
            for place in (place for group in one.likely.needed for place in group):
                assert words(place.quote or "") not in quoted

    def test_other_words_of_the_same_question(self, build: Build) -> None:
        assistant = build({"vans.md": article("Vans recalled", VANS)})
        asked = Question(id="vans", question="How many vans did Kestrel have to recall?")
        assert any(one.whole for one in drawn(assistant))
        assert not any(one.whole for one in drawn(assistant, known=[asked]))

    def test_progress_is_told(self, sample: Snapshot) -> None:
        told: list[tuple[int, int]] = []
        drafts(sample, 3, report=lambda done, total: told.append((done, total)))
        assert told[0][0] == 0
        assert told[-1][0] == told[-1][1] == len(told) - 1

    @pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 100])
    def test_beginnings_lie_evenly(self, count: int) -> None:
        order = _evenly(count)
        assert sorted(order) == list(range(count))
        if count == 100:
            assert {place * 4 // 100 for place in order[:8]} == {0, 1, 2, 3}
