"""What footnotes and comments say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answer import Citation
from assistant.audit.report import Checked
from ui.readings import day


def footnote(citation: Citation) -> str:
    """Give the words of a footnote: where a quote stands, and what it says."""
    return f"{source_of(citation)}: {_quoted(citation.quote)}"


def comment(checked: Checked, cited: Iterable[Citation]) -> Iterator[str]:
    """Give the paragraphs of a comment: the verdict and its reason, then what the articles say."""
    verdict = checked.verdict.value.capitalize()
    yield f"{verdict}: {checked.note}" if checked.note else f"{verdict}."
    for citation in cited:
        yield f"{_quoted(citation.quote)} – {source_of(citation)}"


def source_of(citation: Citation) -> str:
    """Give where a quote stands: outlet, title, date of publication, address."""
    article = citation.article
    title = article.name
    return ", ".join(filter(None, (article.outlet, f"“{title}”", day(article.published), article.url)))


def _quoted(quote: str) -> str:
    return quote if quote.startswith("“") and quote.endswith("”") else f"“{quote}”"
