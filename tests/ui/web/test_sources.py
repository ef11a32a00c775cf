from __future__ import annotations

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.filters import Filters
from ui.rendering import BREAK
from ui.web.conversation import Conversation
from ui.web.place import place_of
from ui.web.sources import Reader, article_html, paragraphs, quoted, sources

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    return assistant.ask("What did Spain pledge and when?", most=1)


def parsed(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


class TestSources:
    def test_each_quote_stands_in_its_paragraph(self, assistant: Assistant) -> None:
        answer = assistant.ask("How many people were killed in Kharkiv?")
        for source in sources(answer, assistant):
            text = assistant.article(source.citation.article.id).text
            shown = source.before.removeprefix("…") + source.citation.quote + source.after.removesuffix("…")
            assert shown in text
            assert BREAK not in shown

    def test_a_quote_from_an_article_that_has_changed_stands_alone(self, assistant: Assistant, answer: Answer) -> None:
        (citation,) = answer.citations
        gone = citation.article.model_copy(update={"id": "gone"})
        for changed in (
            citation.model_copy(update={"start": citation.start + 1}),
            citation.model_copy(update={"article": gone}),
        ):
            (source,) = sources(answer.model_copy(update={"citations": (changed,)}), assistant)
            assert (source.before, source.citation.quote, source.after) == ("", citation.quote, "")


class TestParagraphs:
    @given(st.lists(st.text()), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
    def test_the_quoted_stretches_are_marked_wherever_they_run(
        self, pieces: list[str], spans: list[tuple[int, int]]
    ) -> None:
        text = BREAK.join(pieces)
        cut = paragraphs(text, spans)
        assert BREAK.join("".join(one.text for one in each.segments) for each in cut) == text
        marked = "".join(one.text for each in cut for one in each.segments if one.quoted)
        inside = {place for start, end in spans for place in range(start, min(end, len(text)))}
        between = {place for place in inside if _is_between(text, place)}
        assert len(marked) == len(inside - between)


def _is_between(text: str, place: int) -> bool:
    """Tell whether a character belongs to a break between paragraphs."""
    start = 0
    while (start := text.find(BREAK, start)) >= 0:
        if start <= place < start + len(BREAK):
            return True
        start += len(BREAK)
    return False


class TestReader:
    @pytest.fixture
    def reader(self, assistant: Assistant, blocks: None) -> Reader:  # noqa: ARG002 - where the region is built
        return Reader(assistant, gr.State(Conversation()))

    def opened(self, reader: Reader, conversation: Conversation, **sent: object) -> HtmlElement:
        return parsed(reader._open(conversation, gr.EventData(None, sent))["html"])

    def test_every_quote_of_the_answer_is_marked(self, reader: Reader, answer: Answer) -> None:
        conversation = Conversation()
        exchange = conversation.begin(answer.question, Filters())
        exchange.answer = answer
        (citation,) = answer.citations
        page = self.opened(reader, conversation, article=citation.article.id, turn="1")
        assert [one.text for one in page.cssselect(".article-text mark")] == [citation.quote]
        assert page.get_element_by_id("reader-headline").text == citation.article.title

    def test_out_of_the_list_it_opens_without_marks(self, reader: Reader, answer: Answer) -> None:
        page = self.opened(reader, Conversation(), article=answer.citations[0].article.id)
        assert not page.cssselect("mark")

    def test_the_quote_at_a_place_is_marked(self, reader: Reader, answer: Answer) -> None:
        (citation,) = answer.citations
        sent = {"article": citation.article.id, "turn": place_of(citation)}
        page = self.opened(reader, Conversation(), **sent)
        assert [one.text for one in page.cssselect(".article-text mark")] == [citation.quote]
        assert page.cssselect("input[name=turn]")[0].get("value") == place_of(citation)
        page = self.opened(reader, Conversation(), **sent | {"turn": "@0-5-00000000"})
        assert "has been changed since" in page.text_content()

    def test_an_article_that_is_gone_is_said_to_be(self, reader: Reader) -> None:
        page = self.opened(reader, Conversation(), article=HOSTILE)
        assert "There is no article" in page.text_content()
        assert not page.cssselect("script")

    def test_a_quote_that_is_no_longer_there_is_said_to_be(self, assistant: Assistant, answer: Answer) -> None:
        (citation,) = answer.citations
        article = assistant.article(citation.article.id)
        rewritten = article.model_copy(update={"text": "Something else."})
        assert quoted(answer, article) == [(citation.start, citation.end)]
        assert quoted(answer, rewritten) == []
        assert "has been changed since" in article_html(rewritten, (), changed=True)

    def test_hostile_text_is_text(self, assistant: Assistant, answer: Answer) -> None:
        article = assistant.article(answer.citations[0].article.id)
        fields = dict.fromkeys(("title", "outlet", "byline", "text", "source"), HOSTILE)
        page = parsed(article_html(article.model_copy(update={**fields, "url": "javascript:alert(1)"}), [(0, 5)]))
        assert not page.cssselect("script, a[href^=javascript]")
        assert page.text_content().count(HOSTILE) >= 4
