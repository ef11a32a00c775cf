"""A witness: a sentence of an article that is held against a statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.amounts import Amount
from assistant.dates import TimeExpression, read_dates
from assistant.verification.progress import classes_in
from assistant.verification.statement import Named, read_figures, read_names
from index.terms import terms


def _no_day() -> TimeExpression | None:
    return None


@dataclass(frozen=True)
class Witness:
    """A sentence of an article, with what a reader of the article knows when he comes to it."""

    text: str
    published: dt.date | None = None
    around: str = ""
    """The article's headline, and what stands before the sentence in its passage."""
    article: str = ""
    """The article's id."""
    likeness: Sequence[float] = ()
    """For each word of the statement, in order, its best cosine with a word of the sentence; empty where not known."""
    nearest: Callable[[], Sequence[tuple[int, int]]] = field(default=tuple, compare=False)
    """Gives for each word of the statement, in order, where the word of the sentence stands that is most like it."""
    before: Callable[[], str] = field(default=str, compare=False)
    """Gives all that stands before it in its article."""
    whole: Callable[[], str] = field(default=str, compare=False)
    """Gives its article's text."""
    day: Callable[[], TimeExpression | None] = field(default=_no_day, compare=False)
    """Gives the day that the article reports on, if it names one."""

    @cached_property
    def terms(self) -> frozenset[str]:
        """The sentence's terms."""
        return frozenset(terms(self.text))

    @cached_property
    def terms_around(self) -> frozenset[str]:
        """The terms of what stands around it."""
        return frozenset(terms(self.around))

    @cached_property
    def terms_before(self) -> frozenset[str]:
        """The terms of what stands around it and of all that stands before it in its article."""
        return self.terms_around | frozenset(terms(self.before()))

    @cached_property
    def terms_of_article(self) -> frozenset[str]:
        """The terms of its article, headline included."""
        return self.terms_around | frozenset(terms(self.whole()))

    @cached_property
    def classes(self) -> frozenset[str]:
        """The acts and stages that its words tell of, whatever the words."""
        return classes_in(self.text)

    @cached_property
    def names(self) -> Sequence[Named]:
        """The sentence's names."""
        times = [(one.start, one.end) for one in self.times]
        return [one for one in read_names(self.text) if not any(start <= one.start < end for start, end in times)]

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """The sentence's amounts."""
        return read_figures(self.text, self.times)

    @cached_property
    def times(self) -> Sequence[TimeExpression]:
        """The sentence's times."""
        return read_dates(self.text, self.published)
