"""Likeness: how alike a question or a statement is to sentences, by the vectors of their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder import Spans, TokenVectors
from index.rows import KeptTokens

WORD = re.compile(r"[^\W_]+")


class Likeness:
    """How alike a question, or a statement, is to passages and their sentences, by the vectors of their tokens.

    ``content`` are where its words stand that carry meaning, ``own`` those of them that an answer must bear.
    """

    def __init__(
        self,
        asked: TokenVectors,
        kept: Sequence[KeptTokens],
        content: Sequence[tuple[int, int]],
        own: Sequence[tuple[int, int]] = (),
    ) -> None:
        # All at once: a call for each sentence would cost more than what it works out.
        similarity = asked.vectors @ np.concatenate([tokens.vectors for tokens in kept]).T
        counts = np.array([len(tokens.sentences) for tokens in kept])
        place = np.repeat(np.arange(len(kept)), counts)
        number = np.concatenate([tokens.sentences for tokens in kept])
        starts = np.flatnonzero(np.diff(place, prepend=-1) | np.diff(number.astype(np.int64), prepend=-1))
        self._similarity = similarity
        self._ends = [*starts[1:].tolist(), len(place)]
        self._starts = starts.tolist()
        self._first = (np.cumsum(counts) - counts).tolist()
        self._columns = np.maximum.reduceat(similarity, starts, axis=1)
        at_once = zip(place[starts].tolist(), number[starts].tolist(), strict=True)
        self._sentences = {(at, of - 1): column for column, (at, of) in enumerate(at_once)}
        self._means = self._columns.mean(axis=0).tolist()
        filled = np.flatnonzero(counts)
        self._rows = {at: row for row, at in enumerate(filled.tolist())}
        self._best = np.maximum.reduceat(similarity, np.cumsum(counts)[filled] - counts[filled], axis=1)
        first, last = asked.spans[:, 0], asked.spans[:, 1]

        def tokens_of(spans: Sequence[tuple[int, int]]) -> list[NDArray[np.bool_]]:
            return [(first >= start) & (last <= end) for start, end in spans]

        self._all_words = tokens_of(content)
        self._words = [word for word in self._all_words if word.any()]
        self._own = [word for word in tokens_of(own) if word.any()]

    def sentence(self, place: int, number: int) -> float | None:
        """Give MaxSim with a sentence of a passage; ``None`` if none of its tokens was read."""
        column = self._sentences.get((place, number))
        return None if column is None else float(self._means[column])

    def words(self, place: int, number: int) -> list[float]:
        """Give for each word that carries meaning its best cosine with a word of a sentence; 0 if that was not read."""
        column = self._sentences.get((place, number))
        alike: list[float] = [] if column is None else self._word_columns[:, column].tolist()
        return alike or [0.0] * len(self._all_words)

    def nearest(self, place: int, number: int, sentence: str, spans: Spans) -> list[tuple[int, int]]:
        """Give for each word that carries meaning where the word of a sentence stands that is most like it.

        ``spans`` are where the passage's tokens stand, from the beginning of the sentence on; (0, 0) is nowhere.
        """
        column = self._sentences.get((place, number))
        if column is None:
            return [(0, 0)] * len(self._all_words)
        start = self._starts[column]
        near = self._similarity[:, start : self._ends[column]]
        shift = start - self._first[place]
        words: dict[int, tuple[int, int]] = {}
        for found in WORD.finditer(sentence):
            words.update(dict.fromkeys(range(found.start(), found.end()), found.span()))
        tokens = [
            int(near[word].mean(axis=0).argmax()) + shift if word.any() else len(spans) for word in self._all_words
        ]
        return [words.get(int(spans[token, 0]), (0, 0)) if token < len(spans) else (0, 0) for token in tokens]

    @cached_property
    def _word_columns(self) -> NDArray[np.float32]:
        """Shape (words, sentences)."""
        nothing = np.zeros(self._columns.shape[1], np.float32)
        means = [self._columns[word].mean(axis=0) if word.any() else nothing for word in self._all_words]
        return np.array(means, np.float32).reshape(-1, self._columns.shape[1])

    def support(self, place: int, number: int) -> float:
        """Give the least that a word of the question's own is alike to a sentence or the one before it."""
        if not self._own:
            return 1.0
        beside = (self._sentences.get((place, one)) for one in (number - 1, number))
        columns = self._columns[:, [one for one in beside if one is not None]]
        return min(float(columns[word].mean(axis=0).max()) for word in self._own)

    def passage(self, place: int) -> float:
        """Give MaxSim with a whole passage."""
        return float(self._best[:, self._rows[place]].mean())

    def weakest(self, place: int) -> float:
        """Give the least that a content word of the question is alike to a passage."""
        best = self._best[:, self._rows[place]]
        return min((float(best[word].mean()) for word in self._words), default=0.0)
