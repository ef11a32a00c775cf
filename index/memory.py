"""An encoder that remembers the token vectors of the passages it has read last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from index.encoder import Encoder, TokenVectors, Vectors

KEPT = 400
"""Passages remembered: at some 250 kB each, 100 MB. Questions about one collection come back to the same ones."""


class RememberingEncoder:
    """Another encoder with a memory, for whoever asks many questions in a row. Safe to use from several threads."""

    def __init__(self, encoder: Encoder, kept: int = KEPT) -> None:
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._kept = kept
        self._known: OrderedDict[str, TokenVectors] = OrderedDict()
        self._guard = threading.Lock()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Give vectors of length 1, shape (texts, dimensions)."""
        return self._encoder.passages(texts)

    def question(self, text: str) -> Vectors:
        """Give the vector of a question, shape (dimensions,)."""
        return self._encoder.question(text)

    def question_tokens(self, text: str) -> TokenVectors:
        """Give the token vectors of a question."""
        return self._encoder.question_tokens(text)

    def passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Give the token vectors of each text: those remembered, and the others read anew."""
        with self._guard:
            found = {text: self._known[text] for text in texts if text in self._known}
        for text in texts:
            if text not in found:
                # One by one: the vectors of a batch differ in the fifth digit with what else is in it, and what
                # is still to be read depends on what was asked before.
                found[text] = self._encoder.passage_tokens([text])[0]
        with self._guard:
            for text, tokens in found.items():
                self._known[text] = tokens
                self._known.move_to_end(text)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
        return [found[text] for text in texts]
