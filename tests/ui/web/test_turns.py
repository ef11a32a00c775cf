from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from index.article import Carrier
from index.filters import Filters
from ui.web.conversation import Exchange
from ui.web.sources import Source, sources
from ui.web.trouble import Trouble
from ui.web.turns import answer_html, copied, reading_html, trouble_html

SIGNS = {Status.ANSWERED: "Answered", Status.PARTIAL: "Partly answered", Status.NOT_FOUND: "Not found"}
HOSTILE = "<img src=x onerror=alert(1)> \"'><svg/onload=alert(2)> {{7*7}} ${7*7} **b** [x](javascript:y)"
Show = Callable[..., HtmlElement]


def exchange(question: str = "Who asks?") -> Exchange:
    return Exchange(7, question, Filters())


def parsed(html: str) -> HtmlElement:
    return fragment_fromstring(html, create_parent="div")


def texts(element: HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in element.cssselect(selector)]


@pytest.fixture(scope="module")
def pledge(assistant: Assistant) -> Answer:
    return assistant.ask("What did Spain pledge and when?", most=1)


@pytest.fixture(scope="module")
def nothing(assistant: Assistant) -> Answer:
    return assistant.ask("What did Italy pledge?")


@pytest.fixture
def show(assistant: Assistant) -> Show:
    def shown(answer: Answer, claims: int | None = None) -> HtmlElement:
        return parsed(answer_html(exchange(answer.question), answer, sources(answer, assistant), claims=claims))

    return shown


class TestAnswer:
    def test_every_claim_has_its_marks_and_each_mark_its_source(self, assistant: Assistant, show: Show) -> None:
        answer = assistant.ask("What did Zelenskyy say in Madrid?")
        page = show(answer)
        claims = page.cssselect(".verdict > .claim")
        assert [one.cssselect("span")[0].text_content() for one in claims] == [claim.text for claim in answer.claims]
        for element, claim in zip(claims, answer.claims, strict=True):
            marks = element.cssselect(".mark a")
            assert [mark.text for mark in marks] == [f"[{number}]" for number in claim.citations]
            for mark in marks:
                assert page.cssselect(mark.get("href"))
                card = page.get_element_by_id(mark.get("aria-describedby"))
                assert card.get("role") == "tooltip"
        ids = [one.get("id") for one in page.cssselect("[id]")]
        assert len(ids) == len(set(ids))

    def test_a_source_shows_who_when_and_the_quote_in_its_paragraph(self, pledge: Answer, show: Show) -> None:
        (citation,) = pledge.citations
        page = show(pledge)
        assert texts(page, ".source .outlet") == [citation.article.outlet]
        assert texts(page, ".source .headline") == [citation.article.title]
        assert texts(page, ".source .byline") == [f"By {citation.article.byline}"]
        assert "27 May 2024" in texts(page, ".source-head")[0]
        assert page.cssselect(".source blockquote mark")[0].text_content() == citation.quote
        (original,) = page.cssselect(".source-links a")
        assert original.get("href") == citation.article.url
        assert original.get("rel") == "noopener noreferrer nofollow"

    def test_the_day_is_worked_out_in_sight(self, assistant: Assistant, pledge: Answer, show: Show) -> None:
        assert texts(show(pledge), ".note")[0].startswith("When: Monday 27 May 2024")
        only_what = assistant.ask("What did Spain pledge?", most=1)
        assert texts(show(only_what), ".worked-out") == [
            "“on Monday”: 27 May 2024, worked out from the publication date"
        ]

    @pytest.mark.parametrize("status", list(Status))
    def test_the_states_differ_in_words_and_sign_too(self, pledge: Answer, show: Show, status: Status) -> None:
        page = show(pledge.model_copy(update={"status": status}))
        assert texts(page, ".status") == [SIGNS[status]]
        assert page.cssselect(f".verdict-{status} .status svg")

    def test_what_is_missing_is_said(self, assistant: Assistant, show: Show) -> None:
        partial = assistant.ask("How much did Spain pledge and how much did Italy pledge?")
        assert partial.status is Status.PARTIAL
        assert texts(show(partial), ".missing") == ["The articles do not answer “how much did Italy pledge?”"]

    def test_the_nearest_thing_is_no_answer(self, nothing: Answer, show: Show) -> None:
        page = show(nothing)
        assert texts(page, ".verdict > .claim") == ["The articles do not answer this."]
        assert texts(page, ".nearest-head") == ["The nearest thing they say. It is not an answer:"]
        assert nothing.nearest
        assert nothing.nearest.text in texts(page, ".nearest .claim")[0]

    def test_while_it_is_coming_there_is_nothing_to_press(self, assistant: Assistant, show: Show) -> None:
        answer = assistant.ask("What did Zelenskyy say in Madrid?")
        page = show(answer, claims=1)
        assert len(page.cssselect(".verdict > .claim")) == 1
        assert not page.cssselect("button")
        assert not page.cssselect(".sources")

    def test_how_a_question_was_read_is_shown_when_it_was_read_otherwise(self, pledge: Answer, show: Show) -> None:
        assert not texts(show(pledge), ".read-as")
        follow_up = pledge.model_copy(update={"question": "And when?"})
        assert texts(show(follow_up), ".read-as") == ["Read as: What did Spain pledge and when?"]

    def test_what_an_article_does_not_state_is_said(self, pledge: Answer) -> None:
        (citation,) = pledge.citations
        bare = dict.fromkeys(("title", "outlet", "byline", "url", "published"))
        article = citation.article.model_copy(update=bare)
        source = Source(citation.model_copy(update={"article": article, "also": (Carrier(source="/x/echo.md"),)}))
        page = parsed(answer_html(exchange(), pledge, [source]))
        assert texts(page, ".source-head") == ["1No outlet given · no date given"]
        assert texts(page, ".source .headline") == ["2024-05-27-spain-security-deal.md"]
        assert texts(page, ".source .also") == ["Also carried by echo.md"]
        assert not page.cssselect(".byline, .source-links a")

    def test_hostile_text_is_text(self, pledge: Answer) -> None:
        (citation,) = pledge.citations
        fields = dict.fromkeys(("title", "outlet", "byline"), HOSTILE) | {"url": "javascript:alert(3)", "id": HOSTILE}
        article = citation.article.model_copy(update=fields)
        source = Source(citation.model_copy(update={"quote": HOSTILE, "article": article}), HOSTILE, HOSTILE)
        (claim,) = pledge.claims
        answer = pledge.model_copy(
            update={"claims": (claim.model_copy(update={"text": HOSTILE}),), "remarks": (HOSTILE,), "text": HOSTILE}
        )
        page = parsed(answer_html(exchange(HOSTILE), answer, [source]))
        assert not page.cssselect("img, script, [onerror], [onload]")
        assert len(page.cssselect("svg")) == len(page.cssselect("svg.sign"))
        assert [one.get("href") for one in page.cssselect("a")] == ["#turn-7-source-1"] * 2
        for selector in (".question", ".source .headline", ".source mark", ".verdict > .claim > span:first-child"):
            assert texts(page, selector) == [" ".join(HOSTILE.split())]
        assert texts(page, ".unlinked") == ["javascript:alert(3)"]


class TestWaiting:
    def test_the_question_stands_there_at_once(self) -> None:
        page = parsed(reading_html(exchange("And when?"), "40 articles"))
        assert texts(page, "h2") == ["And when?"]
        assert texts(page, ".reading") == ["Reading 40 articles…"]

    def test_trouble_is_said_with_a_way_on(self) -> None:
        page = parsed(trouble_html(exchange(), Trouble("The disk is full.", "Make room.")))
        assert texts(page, ".status") == ["Not asked"]
        assert texts(page, ".claim, .note") == ["The disk is full.", "Make room."]
        assert texts(page, "button") == ["Ask again"]

    def test_limits_are_said(self) -> None:
        limits = Filters(outlets=("Harbour Wire",), published_from=dt.date(2024, 5, 1), as_of=dt.date(2024, 6, 1))
        page = parsed(reading_html(Exchange(1, "Who?", limits), "1 article"))
        assert texts(page, ".limits") == ["Limited to Harbour Wire · published from 1 May 2024 · as of 1 June 2024"]


class TestCopied:
    def test_an_answer_is_copied_with_its_sources(self, pledge: Answer) -> None:
        question, blank, said, when, between, heading, source, quote, url = copied(pledge).splitlines()
        (citation,) = pledge.citations
        assert (question, blank, between, heading) == ("What did Spain pledge and when?", "", "", "Sources")
        assert [said, when] == ["Answered. " + pledge.text.splitlines()[0], pledge.text.splitlines()[1]]
        assert source.startswith("[1] Castellan Daily · Spain promises Ukraine")
        assert quote == f"    »{citation.quote}«"
        assert url == f"    {citation.article.url}"

    def test_it_is_in_the_page_as_it_is(self, pledge: Answer, show: Show) -> None:
        assert show(pledge).cssselect("template")[0].text_content() == copied(pledge)
