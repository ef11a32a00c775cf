"""The Cite room without a browser: what is found, how it is shown, and in which format it is taken along."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr
import pytest
from lxml.html import HtmlElement, fragment_fromstring

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.sourced import Bearing, Sourced
from assistant.verification import Piece, PieceKind, State, Verdict
from index.filters import Filters
from index.settings import Settings
from ui.references import Form
from ui.web.bearings import counted, finds, sourced_html
from ui.web.citing import FAR, FIRST, Citing, Desk
from ui.web.collecting import GONE, LIST, Collecting, cited
from ui.web.conversation import Conversation
from ui.web.notebook import Notebook
from ui.web.place import place_of
from ui.web.turns import answer_html

PHRASE = '"one billion euros"'
HOSTILE = "<script>alert(1)</script>"


def parsed(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


@pytest.fixture(scope="module")
def sourced(assistant: Assistant) -> Sourced:
    return assistant.cite(PHRASE)


@pytest.fixture
def citing(assistant: Assistant, blocks: None) -> Citing:  # noqa: ARG001 - where the region is built
    return Citing(Settings(), assistant)


@pytest.fixture
def collecting(blocks: None) -> Collecting:  # noqa: ARG001 - idem
    return Collecting(gr.State(Conversation()), gr.State(Desk()))


def look(citing: Citing, desk: Desk, statement: str, **given: Any) -> dict[str, Any]:
    return citing._cite(desk, gr.EventData(None, {"statement": statement, **given}))[0]


def as_differing(sourced: Sourced, **changes: Any) -> Sourced:
    """A source that gives another amount and says nothing of a day; its article changed at will."""
    cited = sourced.citations[0]
    cited = cited.model_copy(update={"article": cited.article.model_copy(update=changes)})
    pieces = (
        Piece(kind=PieceKind.WHEN, text="on Friday", start=0, end=9, state=State.MISSING),
        Piece(
            kind=PieceKind.HOW_MUCH,
            text="two billion",
            start=10,
            end=21,
            state=State.DIFFERENT,
            said="one billion euros",
            citation=cited.number,
        ),
    )
    bearing = Bearing(verdict=Verdict.DIFFERS, pieces=pieces, citations=(cited.number,))
    return sourced.model_copy(
        update={"statement": HOSTILE, "bearings": (bearing,), "citations": (cited,), "remarks": (HOSTILE,)}
    )


class TestFinds:
    def test_the_words_of_a_phrase_are_marked(self, assistant: Assistant, sourced: Sourced) -> None:
        found = finds(sourced, 1, assistant)
        page = parsed(sourced_html(sourced, found, ()))
        assert len(page.cssselect(".find-answered")) == len(sourced.bearings)
        assert [one.text_content().strip() for one in page.cssselect(".find .status")] == ["Word for word"] * len(found)
        assert {one.text_content().casefold() for one in page.cssselect(".find mark")} == {"one billion euros"}
        assert counted(found) == f"{len(found)} sources: {len(found)} say word for word"

    def test_a_quote_stands_whole_in_its_paragraph(self, assistant: Assistant, sourced: Sourced) -> None:
        for find in finds(sourced, 1, assistant):
            for quote in find.quotes:
                assert "".join(one.text for one in quote.stretches) == quote.citation.quote
                text = assistant.article(quote.citation.article.id).text
                before, after = quote.before.removeprefix("…"), quote.after.removesuffix("…")
                assert before + quote.citation.quote + after in text

    def test_what_differs_stands_side_by_side(self, assistant: Assistant, sourced: Sourced) -> None:
        other = as_differing(sourced)
        page = parsed(sourced_html(other, finds(other, 1, assistant), ()))
        rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.cssselect(".amiss tbody tr")]
        assert rows == [["how much", "two billion", "one billion euros"], ["when", "on Friday", "nothing"]]
        (mark,) = page.cssselect("mark.said-different")
        assert mark.text_content().casefold() == "one billion euros"

    def test_hostile_text_is_text(self, assistant: Assistant, sourced: Sourced) -> None:
        fields = dict.fromkeys(("title", "outlet", "byline"), HOSTILE)
        other = as_differing(sourced, **fields, url="javascript:alert(1)")
        page = parsed(sourced_html(other, finds(other, 1, assistant), (HOSTILE,)))
        assert not page.cssselect("script, a[href^=javascript], a[target]")
        assert page.text_content().count(HOSTILE) >= 6

    def test_original_articles_are_linked_without_telling_who_comes(
        self, assistant: Assistant, sourced: Sourced
    ) -> None:
        page = parsed(sourced_html(sourced, finds(sourced, 1, assistant), ()))
        for one in page.cssselect("a"):
            assert one.get("href").startswith(("http://", "https://"))
            assert {"noopener", "noreferrer"} <= set(one.get("rel").split())


class TestCiting:
    def test_what_is_found_is_kept_for_the_page(self, citing: Citing) -> None:
        desk = Desk()
        shown = look(citing, desk, f"  {PHRASE}  ")
        assert desk.sourced
        page = parsed(shown["html"])
        assert page.cssselect(".find")[0].get("id") == "cite-1-1"
        quoted = desk.citations("cite-1-1")
        assert [one.number for one in quoted] == list(range(1, len(quoted) + 1))
        opener = page.cssselect("[data-act=open]")[0]
        assert opener.get("data-turn") == "".join(map(place_of, quoted))
        assert desk.citations("cite-2-1") == desk.citations("cite-1-99") == desk.citations("") == []

    def test_limits_hold_and_are_said(self, citing: Citing) -> None:
        desk = Desk()
        limits = json.dumps({"outlets": ["Iberia Dispatch"], "published_from": "2024-06-01"})
        page = parsed(look(citing, desk, PHRASE, limits=limits)["html"])
        assert {one.text_content() for one in page.cssselect(".outlet")} == {"Iberia Dispatch"}
        assert "Limited to Iberia Dispatch · published from 1 June 2024" in page.text_content()

    @pytest.mark.parametrize(
        ("limits", "said"),
        [
            ('{"published_from": "2024-06-01", "published_to": "2024-05-01"}', "later than the last"),
            ('{"as_of": "soon"}', "year-month-day"),
            ("[1]", "year-month-day"),
            ("{", "year-month-day"),
        ],
    )
    def test_limits_that_cannot_be_are_said_to_be(self, citing: Citing, limits: str, said: str) -> None:
        desk = Desk()
        shown = look(citing, desk, PHRASE, limits=limits)
        assert said in shown["said"]
        assert "Not looked for" in shown["html"]
        assert desk.sourced is None

    def test_nothing_is_found(self, citing: Citing) -> None:
        shown = look(citing, Desk(), '"no article has these very words"')
        assert shown["said"] == "No article bears this."
        assert "No article has the words" in parsed(shown["html"]).text_content()

    def test_what_no_encoding_can_hold_is_replaced(self, citing: Citing) -> None:
        shown = look(citing, Desk(), "Spain \ud800\x1b pledged")
        assert "Spain �� pledged" in shown["html"]
        shown["html"].encode()

    @pytest.mark.parametrize(("most", "found"), [("", FIRST), ("2", FIRST), ("x", FIRST), ("-9", FIRST), ("999", FAR)])
    def test_no_more_is_looked_for_than_a_page_can_bear(
        self, citing: Citing, monkeypatch: pytest.MonkeyPatch, most: str, found: int
    ) -> None:
        asked = []
        cite = citing._assistant.cite

        def noted(statement: str, *, filters: Filters | None = None, most: int = FIRST) -> Sourced:
            asked.append(most)
            return cite(statement, filters=filters, most=most)

        monkeypatch.setattr(citing._assistant, "cite", noted)
        look(citing, Desk(), PHRASE, most=most)
        assert asked == [found]


class TestCollecting:
    @pytest.fixture
    def desk(self, citing: Citing) -> Desk:
        desk = Desk()
        look(citing, desk, PHRASE)
        return desk

    @pytest.fixture
    def answered(self, assistant: Assistant) -> tuple[Conversation, Answer]:
        conversation = Conversation()
        answer = assistant.ask("What did Spain pledge and when?")
        conversation.begin(answer.question, Filters()).answer = answer
        return conversation, answer

    def collect(self, collecting: Collecting, desk: Desk, notebook: Notebook, **sent: str) -> dict[str, Any]:
        return collecting._collect(Conversation(), desk, notebook, gr.EventData(None, sent))[0]

    def arrange(self, collecting: Collecting, notebook: Notebook, act: str, one: str = "") -> dict[str, Any]:
        return collecting._arrange(notebook, gr.EventData(None, {"act": act, "one": one}))[0]

    def formatted(self, collecting: Collecting, desk: Desk, notebook: Notebook, **sent: str) -> dict[str, Any]:
        return collecting._format(Conversation(), desk, notebook, gr.EventData(None, sent))

    def test_a_source_goes_on_the_list_and_off_it(self, collecting: Collecting, desk: Desk) -> None:
        notebook = Notebook()
        shown = self.collect(collecting, desk, notebook, scope="cite-1-1")
        assert shown["said"] == "One citation added to the list."
        assert shown["kept"] == notebook.names
        page = parsed(shown["list"])
        assert page.cssselect(".collected-quote")[0].text_content() == notebook.citations[0].quote
        assert page.cssselect(".formats")[0].get("data-scope") == LIST
        shown = self.collect(collecting, desk, notebook, scope="cite-1-1", out="yes")
        assert (shown["said"], shown["kept"]) == ("One citation taken off the list.", [])
        assert self.collect(collecting, desk, notebook, scope="cite-9-1")["said"] == GONE

    def test_the_list_is_put_in_order(self, collecting: Collecting, desk: Desk) -> None:
        notebook = Notebook()
        for place in (1, 2, 3):
            self.collect(collecting, desk, notebook, scope=f"cite-1-{place}")
        first, second, third = notebook.names
        assert self.arrange(collecting, notebook, "down", first)["said"] == "Now number 2."
        assert self.arrange(collecting, notebook, "up", second)["said"] == ""
        assert notebook.names == [second, first, third]
        assert self.arrange(collecting, notebook, "remove", first)["focus"] == f"collected-{third}"
        assert self.arrange(collecting, notebook, "remove", third)["focus"] == f"collected-{second}"
        assert self.arrange(collecting, notebook, "remove", second)["focus"] == "collected-head"
        assert self.arrange(collecting, notebook, "sideways", second)["kept"] == []

    def test_the_list_is_cleared(self, collecting: Collecting, desk: Desk) -> None:
        notebook = Notebook()
        self.collect(collecting, desk, notebook, scope="cite-1-1")
        shown = self.arrange(collecting, notebook, "clear")
        assert shown["kept"] == []
        assert "Nothing yet." in parsed(shown["list"]).text_content()

    @pytest.mark.parametrize("form", [Form.PLAIN, Form.MARKDOWN, Form.APA, Form.RIS, Form.CSL_JSON])
    def test_a_source_and_the_list_come_in_a_format(self, collecting: Collecting, desk: Desk, form: Form) -> None:
        notebook = Notebook()
        for place in (1, 2):
            self.collect(collecting, desk, notebook, scope=f"cite-1-{place}")
        shown = self.formatted(collecting, desk, notebook, scopes="cite-1-1 list", form=form.value)
        one, listed = shown["texts"]
        assert (one["scope"], listed["scope"]) == ("cite-1-1", "list")
        assert shown["name"] == f"references{form.suffix}"
        title = desk.citations("cite-1-1")[0].article.title or ""
        assert title[:20] in one["text"]
        assert title[:20] in listed["text"]
        if form is Form.PLAIN:
            assert one["text"].startswith("“")
            assert listed["text"].startswith("[1] “")
            assert "\n[2] “" in listed["text"]

    def test_what_is_gone_or_unknown_is_said_to_be(self, collecting: Collecting, desk: Desk) -> None:
        shown = self.formatted(collecting, desk, Notebook(), scopes="cite-9-9 turn-4 list", form="ris")
        assert [one["fault"] for one in shown["texts"]] == [GONE, GONE, ""]
        shown = self.formatted(collecting, desk, Notebook(), scopes="list", form=HOSTILE)
        assert "no references were made" in shown["said"]
        assert "Traceback" not in str(shown)

    def test_an_answer_gives_its_references(self, answered: tuple[Conversation, Answer]) -> None:
        conversation, answer = answered
        assert cited("turn-1", conversation, Desk(), Notebook()) == list(answer.citations)
        page = parsed(answer_html(conversation.exchanges[0], answer, _sources(answer)))
        (panel,) = page.cssselect(".formats")
        assert (panel.get("data-scope"), panel.get("hidden") is not None) == ("turn-1", True)
        assert [one.text_content() for one in page.cssselect("[data-cite]")] == ["Cite"]

    def test_what_is_no_answer_gives_none(self, assistant: Assistant) -> None:
        conversation = Conversation()
        answer = assistant.ask("What did Japan pledge to Ukraine?")
        exchange = conversation.begin(answer.question, Filters())
        exchange.answer = answer
        assert answer.citations
        assert cited("turn-1", conversation, Desk(), Notebook()) == []
        assert not parsed(answer_html(exchange, answer, _sources(answer))).cssselect("[data-cite], .formats")


def _sources(answer: Answer) -> list[Any]:
    from ui.web.sources import Source  # noqa: PLC0415 - for these two tests only

    return [Source(one) for one in answer.citations]
