"""The keyword index: BM25 over passages, with headlines and outlets, kept by tantivy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from index.article import Article, Passage
from index.terms import terms

HEADLINE_WEIGHT = 0.5
"""A word of the headline counts this much beside one of the passage: it holds for every passage of
the article, but names its subject."""
WRITER_MEMORY = 128_000_000
"""Bytes that the writer may hold before it writes a segment."""
NEAR_SPELLING = 7
"""Letters that a word needs before words one letter away count as it: in shorter ones a letter
makes another word (Iran, Iraq)."""
PREFIX = 4
"""Letters that a name needs before longer words that begin with it count as mentioning it."""
NEAR_WEIGHT = 0.7
"""What a word one letter away counts beside the word itself."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class KeywordWriter:
    """Changes the keyword index of a snapshot that is being made."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(path))
        self._writer = self._index.writer(WRITER_MEMORY, num_threads=1)

    def add(self, article: Article, passages: Iterable[Passage]) -> None:
        """Add an article's passages."""
        title = " ".join(terms(f"{article.title or ''}\n{article.outlet or ''}"))
        for passage in passages:
            self._writer.add_document(
                tantivy.Document(id=passage.id, article=article.id, text=" ".join(terms(passage.text)), title=title)
            )

    def remove(self, article_id: str) -> None:
        """Remove an article's passages."""
        self._writer.delete_documents_by_term("article", article_id)

    def finish(self) -> None:
        """Write everything out."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class KeywordIndex:
    """The keyword index of a snapshot, for reading."""

    def __init__(self, path: Path) -> None:
        self._index = tantivy.Index.open(str(path))
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def documents(self, term: str) -> int:
        """Give the number of passages that hold a term."""
        wanted = tantivy.Query.term_query(self._schema, "text", term, index_option="freq")
        found: Any = self._searcher.search(wanted, 1, count=True)  # doc_freq counts removed ones too
        return int(found.count or 0)

    def mentions(self, term: str) -> bool:
        """Tell whether any passage or headline holds a term in some form.

        A word that begins with it counts ("Iran", "Iranian"), and for long words one a letter off.
        """
        prefixed = len(term) >= PREFIX and any(
            count  # without the filter, removed passages count too
            for field in ("text", "title")
            for _, count in self._searcher.terms_with_prefix(field, term, tantivy.Query.all_query(), limit=1)
        )
        return prefixed or bool(self.search([term], 1))

    def search(
        self, wanted: Sequence[str], count: int, articles: Sequence[str] | None = None, *, every: bool = False
    ) -> list[tuple[str, float]]:
        """Give the ids of the best passages for some terms, best first, with their BM25 score.

        ``articles`` limits the search to articles by id; with ``every`` a passage must hold all terms.
        Equal scores keep the order of the ids.
        """
        occur = tantivy.Occur.Must if every else tantivy.Occur.Should
        parts = [(occur, self._either_spelling(term)) for term in wanted]
        if not parts:
            return []
        if articles is not None:
            allowed = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "article", list(articles)), 0.0
            )
            parts = [(tantivy.Occur.Must, tantivy.Query.boolean_query(parts)), (tantivy.Occur.Must, allowed)]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), count, count=False).hits
        found = [(self._searcher.doc(address)["id"][0], float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _either_spelling(self, term: str) -> tantivy.Query:
        make, schema = tantivy.Query, self._schema
        forms = [
            make.term_query(schema, "text", term, index_option="freq"),
            make.boost_query(make.term_query(schema, "title", term, index_option="freq"), HEADLINE_WEIGHT),
        ]
        if len(term) >= NEAR_SPELLING and term.isalpha() and not self.documents(term):
            near = make.fuzzy_term_query(schema, "text", term, distance=1, transposition_cost_one=True)
            forms.append(make.boost_query(near, NEAR_WEIGHT))
        return make.boolean_query([(tantivy.Occur.Should, form) for form in forms])
