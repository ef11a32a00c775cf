from __future__ import annotations

import pytest

from assistant.kinds import holds_kind
from assistant.question import Kind, understand


class TestQuantities:
    @pytest.mark.parametrize(
        ("kind", "sentence", "wanted"),
        [
            (Kind.MONEY, "The deal is worth 14 million euros.", 1.0),
            (Kind.MONEY, "The deal is worth $14 million.", 1.0),
            (Kind.MONEY, "It pays £600 a year.", 1.0),
            (Kind.MONEY, "About 310 million of it was spent.", 0.5),
            (Kind.MONEY, "The price was not given.", 0.0),
            (Kind.AGE, "The mayor, 57, declined.", 1.0),
            (Kind.AGE, "A 12-year-old girl won.", 1.0),
            (Kind.AGE, "She is 57 years old.", 1.0),
            (Kind.AGE, "She has 57 cats.", 0.0),
            (Kind.DISTANCE, "It lies 30 kilometres from the border.", 1.0),
            (Kind.DISTANCE, "It has 30 streets.", 0.0),
            (Kind.DURATION, "The deal runs for four years.", 1.0),
            (Kind.SHARE, "Shares rose by 6 percent.", 1.0),
            (Kind.SHARE, "Six shops closed.", 0.0),
            (Kind.NUMBER, "NATO bought 200 shells.", 1.0),
            (Kind.NUMBER, "On 27 May 2024 it rained.", 0.0),
        ],
    )
    def test_the_unit_that_is_asked_for(self, kind: Kind, sentence: str, wanted: float) -> None:
        assert holds_kind(kind, sentence, understand("How much?")) == wanted

    @pytest.mark.parametrize(
        ("sentence", "wanted"),
        [
            ("Spain sent 19 tanks.", 1.0),
            ("Spain sent nineteen Leopard tanks.", 1.0),
            ("The paper put the number at 19.", 0.5),
            ("Dozens were sent.", 0.5),
            ("Spain sent tanks on 27 May 2024.", 0.0),
            ("Spain sent tanks.", 0.0),
        ],
    )
    def test_the_things_that_are_counted(self, sentence: str, wanted: float) -> None:
        assert holds_kind(Kind.COUNT, sentence, understand("How many tanks did Spain send?")) == wanted


@pytest.mark.parametrize(
    ("asked", "sentence", "wanted"),
    [
        ("When did it open?", "It opened on Monday.", True),
        ("When did it open?", "It opened to applause.", False),
        ("Where did Rutte sign?", "Rutte signed at the town hall in Elmsworth.", True),
        ("Where in Elmsworth did Rutte sign?", "Rutte signed in Elmsworth.", False),
        ("Who signed?", "The pact was signed by Harriet Colwell.", True),
        ("Who signed with Harriet Colwell?", "It was signed by Harriet Colwell.", False),
        ("Who signed?", "It was signed at noon.", False),
        ("Why was it closed?", "It was closed because of a fire.", True),
        ("Why was it closed?", "It was closed.", False),
        ("What did she say?", "“We have our quiet back,” she said.", True),
        ("What did she say?", "She left.", False),
        ("What did Spain pledge?", "She left.", True),
    ],
)
def test_the_kind_of_thing_that_is_asked_for(asked: str, sentence: str, wanted: bool) -> None:  # noqa: FBT001
    question = understand(asked)
    assert bool(holds_kind(question.parts[0].kind, sentence, question)) is wanted


@pytest.mark.parametrize(
    "sentence", ["It was signed in March.", "It was signed on Monday.", "It was signed by her on 3 May."]
)
def test_a_month_or_a_weekday_is_nobody(sentence: str) -> None:
    assert not holds_kind(Kind.WHO, sentence, understand("Who signed it?"))
