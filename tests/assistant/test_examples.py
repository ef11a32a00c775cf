from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.assistant import Assistant
from assistant.examples import examples
from assistant.examples.candidates import LONGEST, candidates
from assistant.examples.names import Names, known_names
from assistant.examples.selection import COUNT
from assistant.examples.verbs import VERBS
from assistant.question import kind_of
from index.encoder import Encoder
from index.errors import NoArticles
from index.settings import Settings

Build = Callable[[Mapping[str, str]], Assistant]

WEDNESDAY = dt.date(2023, 5, 17)


def drawn(
    *sentences: str, headline: str | None = None, text: str = "", published: dt.date | None = WEDNESDAY
) -> list[str]:
    names = Names("\n".join([text, *sentences]))
    return [one.text for one in candidates(headline, sentences, names, published)]


class TestSentences:
    @pytest.mark.parametrize(
        ("sentence", "question"),
        [
            ("Ada Quill, a glaciologist, died on Monday at the age of 71.", "At what age did Ada Quill die?"),
            ("Ada Quill, a glaciologist, died on Monday at the age of 71.", "When did Ada Quill die?"),
            (
                "Harrow Steel bought Velmont Rail for $3.2 billion on Tuesday.",
                "How much did Harrow Steel pay for Velmont Rail?",
            ),
            ("Harrow Steel bought Velmont Rail on Tuesday.", "When did Harrow Steel buy Velmont Rail?"),
            ("Harrow Steel bought Velmont Rail on Tuesday.", "Who bought Velmont Rail?"),
            ("Orla Finch, a swimmer from Cork, won the Baltic Open on Sunday.", "Who won the Baltic Open?"),
            (
                "Kestrel Motors recalled about 41,000 vans over a faulty latch.",
                "How many vans did Kestrel Motors recall?",
            ),
            ("Kestrel Motors laid off 900 workers on Friday.", "How many workers did Kestrel Motors lay off?"),
            (
                "The Northgate Council pledged £4 million to the Tern Theatre.",
                "How much did the Northgate Council pledge to the Tern Theatre?",
            ),
            ("Mayor Lena Ostrow urged Parliament to lower the toll.", "What did Lena Ostrow urge Parliament to do?"),
            ("Sandoval Foods has agreed to close two plants.", "What did Sandoval Foods agree to do?"),
            ("Piet Maas was convicted of fraud on Tuesday.", "What was Piet Maas convicted of?"),
            ("Piet Maas was arrested on Tuesday at a hotel.", "When was Piet Maas arrested?"),
            ("Nia Okoro met Ruben Vale in Lisbon.", "Where did Nia Okoro meet Ruben Vale?"),
            ("Nia Okoro accused Ruben Vale of lying to investors.", "What did Nia Okoro accuse Ruben Vale of?"),
            (
                "Nia Okoro said on Monday that Velmont Rail would run at night.",
                "What did Nia Okoro say about Velmont Rail?",
            ),
            ("At least 14 people were killed when a ferry sank near Marlo.", "How many people were killed near Marlo?"),
            (
                "At least 14 people were killed in a landslide near Marlo.",
                "How many people were killed in the landslide near Marlo?",
            ),
            ("A fire in Marlo killed 14 people, the coroner found.", "How many people did the fire in Marlo kill?"),
            (
                "LEEDS, May 16 (Agency) - Harrow Steel unveiled a new furnace on Tuesday.",
                "What did Harrow Steel unveil?",
            ),
        ],
    )
    def test_a_plain_statement_gives_a_question(self, sentence: str, question: str) -> None:
        assert question in drawn(sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "“We won the Baltic Open,” Orla Finch said on Sunday.",
            "Harrow Steel (which bought Velmont Rail on Tuesday) declined to comment.",
            "Harrow Steel bought on Tuesday by Velmont Rail was a family firm.",
            "They bought Velmont Rail on Tuesday.",
            "Shares bought Tuesday fell.",
            "After Harrow Steel bought Velmont Rail, prices rose.",
            "Harrow Steel never bought Velmont Rail.",
            "Did Harrow Steel buy Velmont Rail?",
            "HARROW STEELWORKS bought Velmont Rail on Tuesday.",
            "Harrow Steel bought Velmont Rail’s northern depots",
            "Kestrel Motors recalled the summer of 1997 fondly.",
            "Nia Okoro said she would resign.",
            "The talks died down on Monday.",
        ],
    )
    def test_whatever_leaves_a_doubt_gives_none(self, sentence: str) -> None:
        assert drawn(sentence) == []

    def test_a_day_that_cannot_be_told_is_not_asked_for(self) -> None:
        sentence = "Harrow Steel bought Velmont Rail on Tuesday."
        assert "When did Harrow Steel buy Velmont Rail?" not in drawn(sentence, published=None)

    @pytest.mark.parametrize(
        "sentence",
        [
            "Ada Quill has died after a long illness, her family said on Monday.",
            "Ada Quill died after a fall that friends saw on Monday.",
            "Two days after Ada Quill died the lake froze.",
        ],
    )
    def test_the_day_of_something_else_is_not_asked_for(self, sentence: str) -> None:
        assert "When did Ada Quill die?" not in drawn(sentence)

    def test_who_bears_an_office_is_called_by_name(self) -> None:
        first = "Governor Ruben Vale vetoed the bill on Monday."
        assert drawn("Vale vowed to fight the ruling.", text=first) == ["What did Ruben Vale vow to do?"]

    def test_only_people_with_a_trade_or_office_are_asked_for(self) -> None:
        expert = "“It thaws early,” said Ada Quill, a glaciologist and professor at Bergen."
        passer_by = "“It was loud,” said Tom Reed, a father of two."
        behind = "Ada Quill said so, and Tom Reed said no. Quill said it again. Reed said nothing."
        assert drawn(expert, passer_by, text=behind) == ["Who is Ada Quill?"]

    def test_a_common_word_that_opens_a_sentence_is_no_name(self) -> None:
        sentence = "Wheat won the Baltic Open on Sunday."
        assert drawn(sentence, text="Traders said that wheat was dear.") == []
        assert "Who won the Baltic Open?" in drawn(sentence, text="Traders said that Wheat was quick.")

    def test_other_articles_may_show_that_a_word_is_a_name(self) -> None:
        sentence = "Norland pledged to close the mine."
        known = known_names(["The king of Norland was ill.", "He left for Norland by boat."])
        assert known == {"Norland"}
        assert candidates(None, [sentence], Names(sentence), None) == []
        assert [one.text for one in candidates(None, [sentence], Names(sentence, known), None)] == [
            "What did Norland pledge to do?"
        ]


class TestHeadlines:
    BODY = (
        "A spokesman for Norland said that Velmont Rail and Harrow Steel were told. The plan for Norland was old."
        " Reporters asked the Senate and the Senate was silent. The loan to Velmont Rail and to Harrow Steel was paid."
    )

    @pytest.mark.parametrize(
        ("headline", "question"),
        [
            ("Norland promises Velmont Rail a billion crowns", "What did Norland promise Velmont Rail?"),
            ("Velmont Rail recalls 300 wagons over brakes", "How many wagons did Velmont Rail recall?"),
            ("Senate gives Velmont Rail a second chance", "What did the Senate give Velmont Rail?"),
            ("Prices rise as Harrow Steel buys Velmont Rail", "Who bought Velmont Rail?"),
        ],
    )
    def test_a_plain_headline_gives_a_question(self, headline: str, question: str) -> None:
        assert question in drawn(headline=headline, text=self.BODY)

    @pytest.mark.parametrize(
        "headline",
        [
            "Will Norland promise Velmont Rail a billion crowns?",
            "NORLAND PROMISES VELMONT RAIL A BILLION CROWNS",
            "Norland Promises Velmont Rail A Second Billion Crowns This Year",
            "'Norland promises Velmont Rail a billion crowns'",
            "Live: Norland promises Velmont Rail a billion crowns",
            "Opinion: Harrow Steel buys Velmont Rail",
            "5 things to know as Harrow Steel buys Velmont Rail",
            "Harrow Steel to buy Velmont Rail",
            "Harrow Steel buys Velmont ...",
            "Suttonia promises Harrow Steel a billion crowns",
            "Harrow Steel buys Suttonia",
        ],
    )
    def test_whatever_leaves_a_doubt_gives_none(self, headline: str) -> None:
        assert drawn(headline=headline, text=self.BODY) == []


def test_questions_are_short_and_are_not_repeated() -> None:
    long = "Harrow Steel pledged £4 million to the Royal Northgate Society of Amateur Glaciologists of Upper Marlo."
    assert all(len(one) <= LONGEST for one in drawn(long, long))
    once = drawn("Harrow Steel bought Velmont Rail.", "Harrow Steel bought Velmont Rail.")
    assert once == ["Who bought Velmont Rail?"]


def test_verbs_have_their_forms() -> None:
    assert (VERBS["ban"].past, VERBS["pledge"].past, VERBS["launch"].third) == ("banned", "pledged", "launches")
    assert (VERBS["beat"].past, VERBS["beat"].participle) == ("beat", "beaten")


@pytest.fixture(scope="module")
def found(quick: Assistant) -> list[str]:
    """The examples of the sample articles."""
    return examples(quick)


class TestSampleArticles:
    def test_each_is_answered_from_the_articles(self, quick: Assistant, found: list[str]) -> None:
        assert len(found) == COUNT
        assert all(quick.ask(question).status is Status.ANSWERED for question in found)

    def test_they_ask_for_different_things(self, found: list[str]) -> None:
        assert len(set(found)) == len(found)
        assert len({kind_of(question) for question in found}) >= 3

    def test_the_same_snapshot_gives_the_same(self, quick: Assistant, found: list[str]) -> None:
        assert examples(quick) == found

    def test_no_more_are_given_than_asked_for(self, quick: Assistant, found: list[str]) -> None:
        assert [examples(quick, count) for count in (0, 1)] == [[], found[:1]]

    def test_the_questions_tried_are_limited(self, quick: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("assistant.examples.selection.MOST_ASKED", 2)
        assert 0 < len(examples(quick, 100)) <= 2


class TestOtherCollections:
    def test_before_the_first_ingest_there_are_none(self, tmp_path: Path, encoder: Encoder) -> None:
        with Assistant(Settings(data_dir=tmp_path), encoder=encoder) as assistant:
            assert examples(assistant) == []

    def test_a_collection_without_plain_statements_gives_none(self, build: Build) -> None:
        assert (
            examples(build({"note.txt": "they met, it rained, and nobody was quite sure what had been agreed"})) == []
        )

    def test_an_article_that_answers_gives_one(self, build: Build) -> None:
        article = (
            "---\ntitle: Steelmaker takes over railway\noutlet: The Marlo Bee\npublished: 2023-05-17\n---\n\n"
            "Harrow Steel bought Velmont Rail for $3.2 billion on Tuesday.\n\n"
            "The railway carries coal and grain between Marlo and the coast, and will keep its name.\n"
        )
        found = examples(build({"deal.md": article}))
        assert found == ["How much did Harrow Steel pay for Velmont Rail?"]  # one article, one question


class TestReading:
    def test_it_lends_the_snapshot_that_questions_are_answered_from(self, assistant: Assistant) -> None:
        with assistant.reading() as snapshot:
            assert snapshot.name == assistant.ask("What did Spain pledge?").snapshot
            assert all(snapshot.article_passages(article) for article in snapshot.entries)

    def test_without_articles_there_is_nothing_to_lend(self, tmp_path: Path) -> None:
        with Assistant(Settings(data_dir=tmp_path)) as assistant, pytest.raises(NoArticles), assistant.reading():
            pass
