"""Texts to vectors.

A sentence-transformers model is converted once to OpenVINO and kept in the data folder; after that
neither torch nor sentence-transformers is imported. A model that OpenVINO cannot run alone (other
pooling, extra layers) is run by sentence-transformers itself: slower, the same interface.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from index.conversion import BASIS, convert, model_folder
from index.runtime import import_openvino

Vectors = NDArray[np.float32]
Spans = NDArray[np.int64]
"""Shape (tokens, 2): where each token starts and ends in a text, in characters."""

BATCH = 16
"""Texts run together. Larger batches gain nothing on two cores and pad more."""
WINDOW = 32 * BATCH
"""Texts sorted by length together, so that a batch holds texts of one length and pads little."""


@dataclass(frozen=True)
class TokenVectors:
    """The vectors of a text's tokens, special tokens left out."""

    vectors: Vectors
    """Shape (tokens, dimensions), each of length 1."""
    spans: Spans


class Reading(NamedTuple):
    """What one pass of the model gives for a text."""

    place: int
    """Which of the texts it is."""
    vector: Vectors
    """Of length 1, shape (dimensions,)."""
    tokens: TokenVectors
    """What exceeds the model's length has none."""


class Encoder(Protocol):
    """What turns texts into vectors."""

    name: str
    dimensions: int
    basis: Vectors
    """Shape (dimensions, kept): the directions in which its token vectors vary most; see ``index.rows``."""

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield what each text comes to as a passage, in the order that is quickest."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Give vectors of length 1, shape (texts, dimensions)."""

    def question(self, text: str) -> Vectors:
        """Give the vector of a question, shape (dimensions,)."""

    def question_tokens(self, text: str) -> TokenVectors:
        """Give the token vectors of a question."""

    def token_spans(self, text: str) -> Spans:
        """Give where the tokens of a passage stand, in the order in which ``read`` gives them."""


class ModelCard(BaseModel):
    """What is written beside a converted model: all that is needed to run it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    runtime: Literal["openvino", "sentence-transformers"]
    dimensions: int
    tokens: int
    """The longest input, in tokens, special ones included."""
    pooling: Literal["mean", "cls"] = "mean"
    inputs: tuple[str, ...] = ()
    question_prompt: str = ""
    passage_prompt: str = ""


def open_encoder(model: str, data_dir: Path) -> Encoder:
    """Open the encoder of a model, converting the model first if that has not been done.

    Raises ``SettingsError`` when there is no such model on this machine.
    """
    folder = model_folder(model, data_dir)
    if not (folder / "card.json").exists():
        convert(model, folder)
    card = ModelCard.model_validate_json((folder / "card.json").read_text(encoding="utf-8"))
    return OpenVinoEncoder(folder, card) if card.runtime == "openvino" else TorchEncoder(model, card, folder)


class OpenVinoEncoder:
    """A converted model on this machine's processor. Safe to use from several threads."""

    def __init__(self, folder: Path, card: ModelCard) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - a command without a question need not wait for it

        self.name = card.name
        self.dimensions = card.dimensions
        self.basis: Vectors = np.load(folder / BASIS)
        self._card = card
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(card.tokens)
        self._tokenizer.no_padding()
        self._last: tuple[str, Any, Vectors] | None = None
        self._guard = threading.Lock()  # the compiled model refuses a second text while it runs one
        core = import_openvino().Core()
        place = folder.resolve()  # OpenVINO keeps the compiled model once for each path that it is called by
        core.set_property({"CACHE_DIR": str(place / "compiled")})
        self._model: Any = core.compile_model(place / "model.xml", "CPU", {"PERFORMANCE_HINT": "LATENCY"})

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield what each text comes to as a passage, in the order that is quickest."""
        prompt = self._card.passage_prompt
        for place, encoding, states in self._run([prompt + text for text in texts]):
            yield Reading(place, self._pool(states), _token_vectors(encoding, states, len(prompt)))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Give vectors of length 1, shape (texts, dimensions)."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for place, _, states in self._run([self._card.passage_prompt + text for text in texts]):
            vectors[place] = self._pool(states)
        return vectors

    def question(self, text: str) -> Vectors:
        """Give the vector of a question, shape (dimensions,)."""
        _, states = self._question(text)
        return self._pool(states)

    def question_tokens(self, text: str) -> TokenVectors:
        """Give the token vectors of a question."""
        return _token_vectors(*self._question(text), len(self._card.question_prompt))

    def token_spans(self, text: str) -> Spans:
        """Give where the tokens of a passage stand, in the order in which ``read`` gives them."""
        prompt = self._card.passage_prompt
        return _spans(self._tokenizer.encode(prompt + text), len(prompt))[0]

    def _question(self, text: str) -> tuple[Any, Vectors]:
        """Give the encoding and the hidden states of a question; the last one asked is remembered.

        Search wants its vector, and ranking, right after, those of its tokens.
        """
        last = self._last
        if last is None or last[0] != text:
            ((_, encoding, states),) = self._run([self._card.question_prompt + text])
            last = self._last = (text, encoding, states)
        return last[1:]

    def _pool(self, states: Vectors) -> Vectors:
        pooled = states.mean(axis=0) if self._card.pooling == "mean" else states[0]
        vector: Vectors = unit(pooled[None])[0]
        return vector

    def _run(self, texts: Sequence[str]) -> Iterator[tuple[int, Any, Vectors]]:
        """Yield each text's place, its encoding and its hidden states, shape (tokens, dimensions)."""
        for start in range(0, len(texts), WINDOW):
            encodings = self._tokenizer.encode_batch(list(texts[start : start + WINDOW]))
            by_length = sorted(range(len(encodings)), key=lambda place: len(encodings[place].ids))
            for first in range(0, len(by_length), BATCH):
                places = by_length[first : first + BATCH]
                chosen = [encodings[place] for place in places]
                for place, encoding, states in zip(places, chosen, self._hidden(chosen), strict=True):
                    yield start + place, encoding, states[: len(encoding.ids)]

    def _hidden(self, encodings: Sequence[Any]) -> Vectors:
        longest = max(len(encoding.ids) for encoding in encodings)
        columns = {name: np.zeros((len(encodings), longest), np.int64) for name in self._card.inputs}
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            columns["input_ids"][row, :length] = encoding.ids
            columns["attention_mask"][row, :length] = 1
        with self._guard:
            hidden: Vectors = self._model(columns, share_outputs=False)[0]  # not in the memory of the next run
        return hidden


class TorchEncoder:
    """A model that sentence-transformers runs itself."""

    def __init__(self, model: str, card: ModelCard, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - 8 s

        self.name = card.name
        self.dimensions = card.dimensions
        self.basis: Vectors = np.load(folder / BASIS)
        self._card = card
        self._model: Any = SentenceTransformer(model, local_files_only=True)

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield what each text comes to as a passage, in the order that is quickest."""
        prompt = self._card.passage_prompt
        for first in range(0, len(texts), BATCH):  # all at once, their states would fill the memory
            some = list(texts[first : first + BATCH])
            found = self._model.encode_document(some, output_value=None)
            for place, (text, one) in enumerate(zip(some, found, strict=True), first):
                vector: Vectors = unit(np.asarray(one["sentence_embedding"].cpu(), np.float32)[None])[0]
                yield Reading(place, vector, self._tokens(text, prompt, one["token_embeddings"]))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Give vectors of length 1, shape (texts, dimensions)."""
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True)
        return np.asarray(vectors, np.float32).reshape(len(texts), self.dimensions)

    def question(self, text: str) -> Vectors:
        """Give the vector of a question, shape (dimensions,)."""
        return np.asarray(self._model.encode_query(text, normalize_embeddings=True), np.float32)

    def question_tokens(self, text: str) -> TokenVectors:
        """Give the token vectors of a question."""
        states = self._model.encode_query(text, output_value="token_embeddings")
        return self._tokens(text, self._card.question_prompt, states)

    def token_spans(self, text: str) -> Spans:
        """Give where the tokens of a passage stand, in the order in which ``read`` gives them."""
        prompt = self._card.passage_prompt
        return _spans(self._encoding(prompt + text), len(prompt))[0]

    def _encoding(self, text: str) -> Any:
        (encoding,) = self._model.tokenizer(text, truncation=True).encodings
        return encoding

    def _tokens(self, text: str, prompt: str, states: Any) -> TokenVectors:
        encoding = self._encoding(prompt + text)
        return _token_vectors(encoding, np.asarray(states.cpu(), np.float32)[: len(encoding.ids)], len(prompt))


def _token_vectors(encoding: Any, states: Vectors, shift: int) -> TokenVectors:
    """Give the vectors of a text's tokens; ``shift`` is the length of the prompt before it, in characters."""
    spans, real = _spans(encoding, shift)
    return TokenVectors(unit(states[real]), spans)


def _spans(encoding: Any, shift: int) -> tuple[Spans, NDArray[np.bool_]]:
    """Give where a text's tokens stand, and which of the encoding's they are."""
    spans = np.array(encoding.offsets, np.int64).reshape(-1, 2) - shift
    real = (np.array(encoding.special_tokens_mask) == 0) & (spans[:, 0] >= 0)
    return spans[real], real


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to length 1; a zero row stays zero."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(length, np.finfo(np.float32).tiny)
    return scaled
