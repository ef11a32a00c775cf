"""Collections of any size, made out of a real one without running the model.

First come the real articles, in an order by chance, with the vectors and tokens that are stored of them. When they run
out, articles are made up. Each has the headline, outlet, date and number of passages of a real one, and each passage is
made of sentences drawn from the whole collection until it is as long as the real one. Its tokens are the stored tokens
of these sentences, its vector is mixed from those of the passages that they stand in. So words, lengths and vectors are
distributed as in the real articles, and no two passages are alike; there are no events that many articles report.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import say
from index.article import Article, Passage
from index.embedding import embedded_sentences, embedded_text
from index.encoder import Encoder, Reading, TokenVectors, Vectors, unit
from index.rows import COUNTS, TOKENS, VECTORS
from index.snapshot import Snapshot, SnapshotStore
from index.writer import SnapshotWriter

NOISE = 0.1
"""Length of what is added by chance to a made-up passage's vector of length 1."""
NO_SIGNATURE = np.zeros(128, np.uint32)
"""Nothing is looked for among near-duplicates: who belongs to a story is known."""
SAYING = 10.0
"""Seconds between two lines that say how far a step is."""


class Stored(NamedTuple):
    """What is stored of a passage beside its text."""

    vector: Vectors
    """Of length 1, shape (dimensions,)."""
    tokens: NDArray[np.int8]
    """As ``index.rows`` keeps them, shape (tokens, kept)."""
    sentences: NDArray[np.uint16]
    """Shape (tokens,): which sentence each token is in, from 1; 0 for the headline."""


class Item(NamedTuple):
    """An article with all that a snapshot holds of it."""

    article: Article
    passages: list[Passage]
    stored: list[Stored]
    digest: str
    story: int


class Generator:
    """Gives the articles of a snapshot and, when they run out, made-up ones; always the same for a seed."""

    def __init__(self, snapshot: Snapshot, seed: int = 0) -> None:
        self._snapshot = snapshot
        self._seed = seed
        self._entries = list(snapshot.entries.values())
        self._last_story = max(entry.story for entry in self._entries)
        self._first_rows = np.cumsum([0, *(entry.passages for entry in self._entries)]).tolist()
        stored = snapshot.rows.part(0, snapshot.manifest.passages)
        self._vectors: Vectors = np.asarray(stored[VECTORS])
        self._mean: Vectors = self._vectors.mean(axis=0)
        self._tokens: NDArray[np.int8] = np.asarray(stored[TOKENS])["vector"]
        self._numbers: NDArray[np.uint16] = np.ascontiguousarray(stored[TOKENS]["sentence"])
        self._first_tokens = np.cumsum([0, *stored[COUNTS].tolist()])

    def articles(self, passages: int) -> Iterator[Item]:
        """Yield articles until they have so many passages or, with the last one, a few more."""
        random = np.random.default_rng(self._seed)
        order = random.permutation(len(self._entries)).tolist()
        given = 0
        while given < passages:
            item = self._real(order.pop()) if order else self._made(given, random)
            given += len(item.passages)
            yield item

    def _real(self, place: int) -> Item:
        entry, first = self._entries[place], self._first_rows[place]
        passages = self._snapshot.article_passages(entry.id)
        stored = [Stored(self._vectors[row], *self._kept(row)) for row in range(first, first + len(passages))]
        return Item(self._snapshot.article(entry.id), passages, stored, entry.digest, entry.story)

    def _made(self, number: int, random: np.random.Generator) -> Item:
        """Make an article up; its number must be its own."""
        place = int(random.integers(len(self._entries)))
        rows = range(self._first_rows[place], self._first_rows[place + 1])
        name = f"made-up-{number}"
        passages: list[Passage] = []
        stored: list[Stored] = []
        for ordinal, row in enumerate(rows):
            start = passages[-1].end if passages else 0
            drawn = self._drawn(len(self._texts[row].text), random)
            texts = [self._sentence(*one) for one in drawn]
            starts = start + np.cumsum([0, *(len(text) + 1 for text in texts)])
            spans = [(int(first), int(first) + len(text)) for first, text in zip(starts, texts, strict=False)]
            text = " ".join(texts) + ("\n\n" if ordinal < len(rows) - 1 else "")
            passages.append(
                Passage(
                    article_id=name,
                    ordinal=ordinal,
                    start=start,
                    end=start + len(text),
                    text=text,
                    sentences=tuple(spans),
                )
            )
            tokens = [self._of_sentence(row, 0), *(self._of_sentence(*one) for one in drawn)]
            sentences = np.repeat(np.arange(len(tokens), dtype=np.uint16), [len(one) for one in tokens])
            vector = self._mixed([one for one, _ in drawn], [len(text) for text in texts], random)
            stored.append(Stored(vector, np.concatenate(tokens), sentences))
        like = self._snapshot.article(self._entries[place].id)
        text = "".join(passage.text for passage in passages)
        changed = {"id": name, "key": name, "source": name, "fingerprint": name, "text": text, "carriers": ()}
        return Item(like.model_copy(update=changed), passages, stored, name, self._last_story + 1 + number)

    @cached_property
    def _texts(self) -> list[Passage]:
        """Every real passage, by its row."""
        say("reading the real articles …")
        return [passage for entry in self._entries for passage in self._snapshot.article_passages(entry.id)]

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        """The row and the number of every real sentence."""
        return [(row, number + 1) for row, one in enumerate(self._texts) for number in range(len(one.sentences))]

    def _drawn(self, length: int, random: np.random.Generator) -> list[tuple[int, int]]:
        """Draw sentences until they have so many characters together."""
        drawn: list[tuple[int, int]] = []
        while length > 0:
            drawn.append(self._sentences[int(random.integers(len(self._sentences)))])
            length -= len(self._sentence(*drawn[-1])) + 1
        return drawn

    def _sentence(self, row: int, number: int) -> str:
        passage = self._texts[row]
        start, end = passage.sentences[number - 1]
        return passage.text[start - passage.start : end - passage.start]

    def _kept(self, row: int) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
        """Give the stored tokens of a real passage, and the sentence of each."""
        tokens = slice(self._first_tokens[row], self._first_tokens[row + 1])
        return self._tokens[tokens], self._numbers[tokens]

    def _of_sentence(self, row: int, number: int) -> NDArray[np.int8]:
        tokens, sentences = self._kept(row)
        chosen: NDArray[np.int8] = tokens[sentences == number]
        return chosen

    def _mixed(self, rows: Sequence[int], lengths: Sequence[int], random: np.random.Generator) -> Vectors:
        """Give the mean of some passages' vectors, weighted by length, as far from the usual as a single one.

        A mean is nearer to the mean of all: dividing what is between them by the length of the weights gives
        back the variance that the vectors have.
        """
        weights = np.array(lengths, np.float32) / sum(lengths)
        apart = weights @ (self._vectors[list(rows)] - self._mean) / np.linalg.norm(weights)
        noise = random.standard_normal(len(self._mean), np.float32) * (NOISE / len(self._mean) ** 0.5)
        vector: Vectors = unit((self._mean + apart + noise)[None])[0]
        return vector


class GeneratingEncoder:
    """Stands in for the model where a snapshot is written: gives back what is stored already."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.name = snapshot.manifest.model
        self.dimensions = snapshot.manifest.dimensions
        self.basis = snapshot.rows.basis
        self._coming: deque[tuple[str, Vectors, TokenVectors]] = deque()

    def expect(self, item: Item) -> None:
        """Take note of an article whose passages are to be read next, after those that were taken before."""
        for passage, stored in zip(item.passages, item.stored, strict=True):
            text = embedded_text(item.article.title, passage.text)
            # What is in no sentence seems to end beyond the last one.
            spans = np.array([(0, len(text) + 1), *embedded_sentences(item.article.title, passage)])
            vectors = unit(stored.tokens.astype(np.float32)) @ self.basis.T
            self._coming.append((text, stored.vector, TokenVectors(vectors, spans[stored.sentences])))

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield what is stored of each text, in their order."""
        for place, text in enumerate(texts):
            expected, vector, tokens = self._coming.popleft()
            assert text == expected
            yield Reading(place, vector, tokens)


def build(snapshot: Snapshot, data_dir: Path, passages: int) -> None:
    """Fill an empty data folder with so many passages, and let it share the model of the snapshot's data folder."""
    data_dir.mkdir(parents=True)
    (data_dir / "models").symlink_to(snapshot.folder.parents[1].resolve() / "models")
    encoder = GeneratingEncoder(snapshot)
    done, said = 0, time.monotonic()
    # A writer never asks an encoder for the vector of a question.
    with SnapshotWriter(SnapshotStore(data_dir), cast("Encoder", encoder)) as writer:
        for item in Generator(snapshot).articles(passages):
            encoder.expect(item)
            writer.add(item.article, item.passages, item.digest, NO_SIGNATURE, item.story)
            done += len(item.passages)
            if time.monotonic() - said > SAYING:
                said = time.monotonic()
                say(f"{done:,} of {passages:,} passages written")
        say(f"publishing {done:,} passages …")
        writer.publish()
