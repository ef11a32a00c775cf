"""What is kept of each passage beside Chroma, row by row: its vector, and the vectors of its tokens.

The rows are in the catalogue's order, article by article:

vectors.f32     float32, shape (passages, dimensions)
tokens.bin      ``token_type`` records, all passages' one after the other
tokens.u32      uint32, shape (passages,): how many tokens each passage has
basis.npy       float32, shape (dimensions, kept): what token vectors are projected on

A token's vector takes a sixteenth of its memory when it is projected on the directions in which token
vectors vary most and rounded to 8 bits, and finds the same sentences (docs/benchmarks.md); after ColBERTv2's
and PLAID's residual compression (Santhanam et al. 2022), but simpler.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.conversion import BASIS
from index.encoder import TokenVectors, Vectors, unit

VECTORS, TOKENS, COUNTS = "vectors.f32", "tokens.bin", "tokens.u32"
SMALL = 1e-6
"""A vector without any longer side is rounded to zero."""
LEVELS = 127
"""The largest number of a rounded vector: its longest side; its length is of no use to a cosine."""

Records = NDArray[Any]
"""Tokens as they are kept, of ``token_type``."""


class KeptTokens(NamedTuple):
    """The tokens of a passage as they were kept."""

    vectors: Vectors
    """Shape (tokens, kept), each of length 1."""
    sentences: NDArray[np.uint16]
    """Shape (tokens,): which sentence of the passage each is in, from 1; 0 for the headline."""


def token_type(kept: int) -> np.dtype[Any]:
    """Give the type of a token's record, its vector having so many dimensions."""
    return np.dtype([("vector", np.int8, (kept,)), ("sentence", np.uint16)])


def pack(tokens: TokenVectors, sentences: Sequence[tuple[int, int]], basis: Vectors) -> Records:
    """Give tokens as they are kept; ``sentences`` are where those of the passage start and end in the text."""
    projected = project(tokens.vectors, basis)
    longest = np.abs(projected).max(axis=1, keepdims=True, initial=SMALL)
    records = np.zeros(len(tokens.spans), token_type(basis.shape[1]))
    records["vector"] = np.rint(projected * (LEVELS / longest))
    starts, ends = np.array(sentences, np.int64).reshape(-1, 2).T
    number = np.searchsorted(starts, tokens.spans[:, 0], side="right")
    inside = (number > 0) & (tokens.spans[:, 1] <= np.append(0, ends)[number])
    records["sentence"] = np.where(inside, number, 0)
    return records


def unpack(records: Records) -> KeptTokens:
    """Give kept tokens as they are compared."""
    return KeptTokens(unit(records["vector"].astype(np.float32)), records["sentence"])


def project(vectors: Vectors, basis: Vectors) -> Vectors:
    """Project token vectors on a basis, shape (tokens, kept), each of length 1."""
    return unit(vectors @ basis)


class PassageRows:
    """The rows of a snapshot, for reading."""

    def __init__(self, folder: Path, passages: int, dimensions: int) -> None:
        """Open the rows of so many passages. Raises ``OSError`` or ``ValueError`` where they are not all there."""
        try:
            self.basis: Vectors = np.load(folder / BASIS)
        except EOFError as error:
            raise ValueError("its vectors are incomplete.") from error
        self._folder = folder
        self._type = token_type(self.basis.shape[1])
        self._shape = (passages, dimensions)
        self.counts = np.fromfile(folder / COUNTS, np.uint32)
        """How many tokens each passage has, shape (passages,)."""
        self._first = np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])
        sizes = {VECTORS: 4 * passages * dimensions, TOKENS: int(self._first[-1]) * self._type.itemsize}
        whole = len(self.counts) == passages
        if not whole or any((folder / name).stat().st_size != size for name, size in sizes.items()):
            raise ValueError("its vectors are incomplete.")

    @cached_property
    def vectors(self) -> Vectors:
        """Every passage's vector, shape (passages, dimensions)."""
        return _mapped(self._folder / VECTORS, np.dtype(np.float32), self._shape)

    @cached_property
    def _tokens(self) -> Records:
        return _mapped(self._folder / TOKENS, self._type, (int(self._first[-1]),))

    def part(self, first: int, end: int) -> dict[str, NDArray[Any]]:
        """Give what each file holds of the passages from row ``first`` to the one before ``end``."""
        return {
            VECTORS: self.vectors[first:end],
            COUNTS: self.counts[first:end],
            TOKENS: self._tokens[self._first[first] : self._first[end]],
        }

    def tokens(self, rows: Sequence[int]) -> list[KeptTokens]:
        """Give the tokens of some passages, by their rows."""
        if not rows:
            return []
        found = np.concatenate([self._tokens[self._first[row] : self._first[row + 1]] for row in rows])
        vectors, sentences = unpack(found)
        cuts = np.cumsum(self.counts[rows])[:-1]
        return [KeptTokens(*part) for part in zip(np.split(vectors, cuts), np.split(sentences, cuts), strict=True)]


class RowWriter:
    """Collects the rows of passages that are added, and writes them behind those that stay."""

    def __init__(self, folder: Path, basis: Vectors) -> None:
        self._folder = folder
        self.basis = basis
        with contextlib.ExitStack() as opened:
            self._added: dict[str, IO[bytes]] = {
                name: opened.enter_context((folder / f"added-{name}").open("w+b")) for name in (VECTORS, TOKENS, COUNTS)
            }
            self._opened = opened.pop_all()

    def add(self, vectors: Vectors, tokens: Sequence[Records]) -> None:
        """Add passages: their vectors, shape (passages, dimensions), and the tokens of each."""
        self._added[VECTORS].write(vectors.tobytes())
        self._added[COUNTS].write(np.array([len(one) for one in tokens], np.uint32).tobytes())
        for one in tokens:
            self._added[TOKENS].write(one.tobytes())

    def finish(self, kept: Sequence[Mapping[str, NDArray[Any]]]) -> None:
        """Write out the rows that stay, parts of the rows before, and behind them those that were added."""
        np.save(self._folder / BASIS, self.basis)
        for name, added in self._added.items():
            if kept:
                with (self._folder / name).open("wb") as file:
                    for part in kept:
                        file.write(np.ascontiguousarray(part[name]).view(np.uint8).data)
                    added.seek(0)
                    shutil.copyfileobj(added, file)
        self.close()
        for name in self._added:
            path = self._folder / f"added-{name}"
            if kept:
                path.unlink()
            else:
                path.rename(self._folder / name)

    def close(self) -> None:
        """Close the files."""
        self._opened.close()


def _mapped(path: Path, kind: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    if not shape[0]:  # an empty file cannot be mapped
        return np.empty(shape, kind)
    return np.memmap(path, kind, mode="r", shape=shape)
