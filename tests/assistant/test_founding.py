"""The articles that the project began with. They are not part of it: the tests run where somebody has them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from index.encoder import Encoder
from index.settings import Settings
from index.snapshot import SnapshotStore
from index.writer import SnapshotWriter
from ingest.intake import Outcome, ingest

VARIABLE = "DATELINE_FOUNDING_ARTICLES"
FOLDER = Path(os.environ.get(VARIABLE) or Path(__file__).resolve().parents[3] / "shared" / "articles")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"set {VARIABLE} to the folder of the founding articles")

PLEDGE = "000_87bab60a2bb467b4.txt"
BRUSSELS = "001_f4b9f918a0dc3363.txt"
RAMSTEIN = "002_8d93e48187a857e9.txt"
PHONE = "003_aa06c77e423bdc66.txt"
CONTRACTS = "004_bdbc0dfc33dc2d0b.txt"

ANSWERED = [
    ("What did Spain pledge and when?", PLEDGE, ["$1.08 billion", "one billion euros", "2024", "Monday"]),
    ("Which weapons would the deal include and who says so?", PLEDGE, ["Patriot", "Leopard", "El Pais"]),
    ("Which weapons would the deal with Kyiv include according to El Pais?", PLEDGE, ["Patriot", "Leopard"]),
    ("Which weapons would the deal with Kiev include according to El País?", PLEDGE, ["Patriot", "Leopard"]),
    ("What did Zelenskyy and Sánchez agree by phone?", PHONE, ["security agreement"]),
    ("What did Zelensky and Sanchez agree by phone?", PHONE, ["security agreement"]),
    ("How much ammunition has NATO contracted?", CONTRACTS, ["€2.4 billion", "€1 billion"]),
    ("Where is NATO's command for Ukraine?", BRUSSELS, ["Wiesbaden"]),
    ("What did Ukraine do on August 6?", RAMSTEIN, ["Kursk"]),
    ("What did Kiev do on August 6?", RAMSTEIN, ["Kursk"]),
    ("What did Kyiv do on August 6?", RAMSTEIN, ["Kursk"]),
]
DECLINED = ["What did Italy pledge?", "How many people died in Cyclone Chido?", "What is the price of oil?"]


@pytest.fixture(scope="module")
def founding(encoder: Encoder, converted_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that has read the founding articles."""
    data_dir = tmp_path_factory.mktemp("founding")
    (data_dir / "models").symlink_to(converted_models)
    settings = Settings(data_dir=data_dir)
    with SnapshotWriter(SnapshotStore(data_dir), encoder) as writer:
        report = ingest([FOLDER], writer, settings)
    assert report.counts[Outcome.ADDED] == 5
    assert report.undated == 4
    one = Assistant(settings, encoder=encoder)
    yield one
    one.close()


def files(answer: Answer) -> list[str]:
    return [Path(citation.article.path).name for citation in answer.citations]


@pytest.mark.parametrize("lower", [False, True], ids=["as written", "lower case"])
@pytest.mark.parametrize(("asked", "file", "facts"), ANSWERED, ids=[asked for asked, _, _ in ANSWERED])
def test_answered_from_the_right_file(
    founding: Assistant, asked: str, file: str, facts: list[str], lower: bool  # noqa: FBT001
) -> None:  # fmt: skip
    answer = founding.ask(asked.lower() if lower else asked)
    assert answer.status is Status.ANSWERED
    assert files(answer)[0] == file
    assert [fact for fact in facts if fact not in answer.text] == []


@pytest.mark.parametrize("asked", ["What did Spain pledge and when?", "what did spain pledge and when"])
def test_the_day_cannot_be_worked_out_and_this_is_said(founding: Assistant, asked: str) -> None:
    answer = founding.ask(asked)
    assert "“on Monday”. The article does not say when it was published" in answer.text
    assert all(date.start is None for claim in answer.claims for date in claim.dates if date.text == "on Monday")


@pytest.mark.parametrize("lower", [False, True], ids=["as written", "lower case"])
@pytest.mark.parametrize("asked", DECLINED)
def test_declined(founding: Assistant, asked: str, lower: bool) -> None:  # noqa: FBT001
    answer = founding.ask(asked.lower() if lower else asked)
    assert answer.status is Status.NOT_FOUND
    assert answer.claims == ()


def test_the_teasers_of_other_stories_are_never_cited(founding: Assistant) -> None:
    for asked in ("What happened in Mozambique?", "What did Bayrou announce?", "What did Netanyahu say?"):
        answer = founding.ask(asked)
        assert answer.status is Status.NOT_FOUND
        assert all("Mozambique" not in one.quote and "Bayrou" not in one.quote for one in answer.citations)


def test_every_quote_stands_where_it_says(founding: Assistant) -> None:
    for asked, _, _ in ANSWERED:
        for citation in founding.ask(asked).citations:
            text = founding.article(citation.article.id).text
            assert text[citation.start : citation.end] == citation.quote
