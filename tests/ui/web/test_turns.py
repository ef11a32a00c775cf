from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from assistant.answer import (
    Answer,
    Attribution,
    ClaimAmount,
    ClaimDate,
    Conflict,
    ConflictKind,
    ConflictValue,
    Status,
    TimelineEntry,
)
from assistant.assistant import Assistant
from index.article import Carrier
from index.filters import Filters
from ui.web.conversation import Exchange, today
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
            "“on Monday”: Monday 27 May 2024, worked out from the publication date 27 May 2024"
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
        page = show(follow_up)
        assert texts(page, ".read-as") == ["Read as: What did Spain pledge and when?"]
        (correct,) = page.cssselect(".reading-line button")
        assert correct.get("aria-label") == "Correct how the question was read"
        assert not show(follow_up, claims=1).cssselect("button")

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


class TestReadings:
    MONDAY = ClaimDate(
        text="on Monday", start=dt.date(2024, 5, 27), end=dt.date(2024, 5, 27), basis="published 2024-05-27"
    )
    SAID = "“on Monday”: Monday 27 May 2024, worked out from the publication date 27 May 2024"

    @pytest.fixture
    def bare(self, pledge: Answer) -> Answer:
        """An answer to a question that does not ask when, its claim without dates, amounts and sources of speech."""
        return self.read(pledge).model_copy(update={"parts": ()})

    @staticmethod
    def read(answer: Answer, **fields: object) -> Answer:
        (claim,) = answer.claims
        nothing = {"dates": (), "amounts": (), "attributions": ()}
        return answer.model_copy(update={"claims": (claim.model_copy(update=nothing | fields),)})

    def test_amounts_and_who_says_so_are_there_to_be_opened(self, bare: Answer, show: Show) -> None:
        amounts = (
            ClaimAmount(text="$1.08 billion", value=1_080_000_000, unit="USD"),
            ClaimAmount(text="12 tanks", value=12, unit="tanks"),
        )
        said = (Attribution(source="Pedro Sánchez", cue="According to"),)
        page = show(self.read(bare, dates=(self.MONDAY,), amounts=amounts, attributions=said))
        assert texts(page, ".worked-out") == [self.SAID]
        (details,) = page.cssselect("details.readings")
        assert details.get("open") is None
        assert texts(details, "summary") == ["How this is read"]
        assert texts(details, "li") == [
            "“$1.08 billion”: USD 1,080,000,000",
            "Who says so: according to Pedro Sánchez",
        ]

    def test_days_that_the_answer_says_below_are_not_said_twice(self, pledge: Answer, show: Show) -> None:
        assert texts(show(pledge), ".note")[0].startswith("When:")
        page = show(self.read(pledge, dates=(self.MONDAY,)))
        assert not texts(page, ".worked-out")
        assert texts(page, ".readings li") == [self.SAID]

    def test_a_claim_that_says_it_all_has_nothing_to_open(self, bare: Answer, show: Show) -> None:
        assert not show(bare).cssselect(".worked-out, .readings")


class TestReports:
    DIFFER = Conflict(
        about="people killed",
        values=(
            ConflictValue(value="12 people", outlet="Echo", published=dt.date(2024, 5, 25), citations=(1,)),
            ConflictValue(value="16 people", citations=(1,)),
        ),
    )
    TIMELINE = (
        TimelineEntry(
            start=dt.date(2024, 5, 6),
            end=dt.date(2024, 5, 10),
            text="Talks.",
            basis="published 2024-05-11",
            citations=(),
        ),
        TimelineEntry(
            start=dt.date(2024, 5, 27), end=dt.date(2024, 5, 27), text="Signed.", basis="published", citations=(1,)
        ),
    )

    def test_reports_that_differ_are_a_table(self, pledge: Answer, show: Show) -> None:
        page = show(pledge.model_copy(update={"conflicts": (self.DIFFER,)}))
        (table,) = page.cssselect("table.conflict-differ")
        assert texts(table, "caption") == ["Reports differ: people killed"]
        assert texts(table, "thead th[scope=col]") == ["Reported", "Outlet", "Date", "Source"]
        assert texts(table, "tbody th[scope=row]") == ["12 people", "16 people"]
        assert [text for text in texts(table, "tbody td") if not text.startswith("[1]")] == [
            "Echo",
            "25 May 2024",
            "no outlet given",
            "no date given",
        ]
        assert texts(table, ".absent") == ["no outlet given", "no date given"]
        assert [mark.get("href") for mark in table.cssselect(".mark a")] == ["#turn-7-source-1"] * 2
        ids = [one.get("id") for one in page.cssselect("[id]")]
        assert len(ids) == len(set(ids))

    def test_of_an_update_the_latest_is_said_to_come_first(self, pledge: Answer, show: Show) -> None:
        update = self.DIFFER.model_copy(update={"kind": ConflictKind.UPDATE})
        page = show(pledge.model_copy(update={"conflicts": (update,)}))
        assert texts(page, ".conflict-update caption") == ["Updated since, the latest first: people killed"]

    def test_differences_wait_until_the_answer_is_whole(self, pledge: Answer, show: Show) -> None:
        assert not show(pledge.model_copy(update={"conflicts": (self.DIFFER,)}), claims=1).cssselect("table")

    def test_a_timeline_stands_in_place_of_the_claims(self, pledge: Answer, show: Show) -> None:
        page = show(pledge.model_copy(update={"timeline": self.TIMELINE}))
        assert not page.cssselect(".verdict > .claim, .readings")
        assert page.cssselect("ol.timeline[role=list]")
        assert texts(page, ".timeline .when") == ["6 to 10 May 2024", "reported 27 May 2024"]
        assert texts(page, ".timeline .claim > span:first-child") == ["Talks.", "Signed."]
        assert texts(page, ".timeline .derived") == ["worked out from the publication date 11 May 2024"]
        assert len(page.cssselect(".timeline .mark")) == 1

    def test_a_timeline_grows_line_by_line(self, pledge: Answer, show: Show) -> None:
        page = show(pledge.model_copy(update={"timeline": self.TIMELINE}), claims=1)
        assert texts(page, ".timeline .when") == ["6 to 10 May 2024"]

    def test_hostile_values_are_text(self, pledge: Answer, show: Show) -> None:
        (claim,) = pledge.claims
        value = ConflictValue(value=HOSTILE, outlet=HOSTILE, citations=(1,))
        read = claim.model_copy(
            update={
                "dates": (ClaimDate(text=HOSTILE, start=None, end=None, basis=HOSTILE),),
                "amounts": (ClaimAmount(text=HOSTILE, value=10**9, unit=HOSTILE, per=HOSTILE, qualifier=HOSTILE),),
                "attributions": (Attribution(source=HOSTILE, cue=HOSTILE),),
            }
        )
        changed = pledge.model_copy(
            update={
                "question": "And when?",
                "standalone_question": HOSTILE,
                "claims": (read,),
                "conflicts": (Conflict(about=HOSTILE, values=(value,)),),
            }
        )
        entry = self.TIMELINE[0].model_copy(update={"text": HOSTILE, "basis": HOSTILE})
        plain = " ".join(HOSTILE.split())
        for page in (show(changed), show(changed.model_copy(update={"timeline": (entry,)}))):
            assert not page.cssselect("img, script, [onerror], [onload]")
            assert len(page.cssselect("svg")) == len(page.cssselect("svg.sign"))
            for selector in (".read-as span", ".conflict .about", ".conflict tbody th", ".conflict td > bdi"):
                assert texts(page, selector) == [plain]
        assert texts(page, ".timeline .claim > span:first-child") == [plain]
        assert [text.count(plain) for text in texts(show(changed), ".readings li")] == [2, 4, 2]


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

    def test_that_it_is_asked_as_of_today_is_not(self) -> None:
        page = parsed(reading_html(Exchange(1, "Who?", Filters(as_of=today())), "1 article"))
        assert not texts(page, ".limits")


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
