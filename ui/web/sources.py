"""The sources beside an answer, and the reader in which a whole article opens with its quotes marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from index.article import Article
from index.errors import UnknownArticle
from ui.rendering import BREAK, surroundings
from ui.web.conversation import Conversation
from ui.web.markup import Segment, render, segments
from ui.web.place import is_place, spans_of
from ui.web.region import patch, region, sent
from ui.web.trouble import Trouble, trouble_of


@dataclass(frozen=True)
class Source:
    """A citation with what stands before and after its quote in the paragraph."""

    citation: Citation
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article, cut at the borders of its quotes."""

    segments: Sequence[Segment]


def sources(answer: Answer, assistant: Assistant) -> list[Source]:
    """Read each quote's paragraph from its article; the quote stands alone if the article has been changed since."""
    return [Source(citation, *surroundings(citation, assistant)) for citation in answer.citations]


def quoted(answer: Answer, article: Article) -> list[tuple[int, int]]:
    """Give the spans of an article that an answer quotes; none that its text no longer has."""
    return [
        (one.start, one.end)
        for one in answer.citations
        if one.article.id == article.id and article.text[one.start : one.end] == one.quote
    ]


def paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Cut an article's text into paragraphs with the quoted stretches marked."""
    cut: list[Paragraph] = []
    start = 0
    for piece in text.split(BREAK):
        inside = [(first - start, last - start) for first, last in spans]
        cut.append(Paragraph(segments(piece, inside)))
        start += len(piece) + len(BREAK)
    return cut


@dataclass(frozen=True)
class Mending:
    """What the form under an article says: what was typed but not saved, and what came of it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """Field -> what was typed; a field that is not here shows what the article has."""
    message: str = ""
    failed: bool = False


def article_html(
    article: Article,
    spans: Sequence[tuple[int, int]] = (),
    *,
    changed: bool = False,
    turn: str = "",
    mending: Mending | None = None,
) -> str:
    """Give a whole article: its fields with where each came from, its text with quotes marked, what was taken out.

    ``changed`` says that a quote is no longer in the article as it is now. ``turn`` is the number of the exchange
    whose quotes are marked, or the places of quotes; ``mending`` is what came of the form that corrects the article.
    """
    return render(
        "article",
        article=article,
        paragraphs=paragraphs(article.text, spans),
        changed=changed,
        turn=turn,
        mending=mending,
    )


class Reader:
    """The article view. It opens over whatever part of the page asked for an article."""

    def __init__(self, assistant: Assistant, conversation: gr.State) -> None:
        """Build the region where it is called, within a ``gr.Blocks``."""
        self._assistant = assistant
        self._conversation = conversation
        self.view = region("reader", render("reader"))

    def opens_from(self, view: gr.HTML) -> None:
        """Open the article that a region asks for, with the quotes of the exchange or at the places that it names."""
        view.open(
            self._open,
            [self._conversation],
            self.view,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )

    def show(
        self, conversation: Conversation, article_id: str, turn: str, mending: Mending | None = None
    ) -> dict[str, Any]:
        """Give the patch that shows an article as it is now, with the quotes of an exchange or those at places."""
        try:
            article = self._assistant.article(article_id)
        except UnknownArticle as error:
            return trouble_shown(Trouble(str(error), "It has been removed, or another has taken its place."))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says it in the person's words
            return trouble_shown(trouble_of(error, "the article was not opened"))
        if is_place(turn):
            spans, sought = spans_of(turn, article.text), True
        else:
            exchange = conversation.find(turn)
            answer = exchange.answer if exchange else None
            spans, sought = quoted(answer, article) if answer else [], answer is not None
        html = article_html(article, spans, changed=sought and not spans, turn=turn, mending=mending)
        return patch(html=html, focus="mend-said" if mending else "")

    def _open(self, conversation: Conversation, event: gr.EventData) -> dict[str, Any]:
        return self.show(conversation, sent(event, "article"), sent(event, "turn"))


def trouble_shown(trouble: Trouble) -> dict[str, Any]:
    """Give the patch that shows in the reader why there is no article."""
    return patch(html=render("trouble", trouble=trouble), said=str(trouble))
