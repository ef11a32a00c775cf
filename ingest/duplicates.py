"""Articles that say the same: exact copies by digest, near ones by MinHash."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.terms import words

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
"""Hash functions in a signature: the estimate of the shared part is off by about 0.04 near 0.6."""
RUN = 5
"""Words in the runs that are compared: shorter ones are shared by articles on one subject."""

MULTIPLIER = np.uint32(0x01000193)
"""Prime of the FNV hash: a run's words are mixed in order, modulo 2^32."""
SCHEME = "affine32"
"""How datasketch permutes; signatures are kept, so it must not change with the library."""
WEIGHTS = (0.05, 0.95)
"""What a text met in vain and one missed cost the index: those met are compared, those missed are lost.
Evenly weighed it misses half of the texts that share just enough."""

Signature = NDArray[np.uint32]


def digest(text: str) -> str:
    """Give a digest that texts share when they differ in nothing but case and white space."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def signature(text: str) -> Signature:
    """Give the MinHash signature of a text's five-word runs (Broder 1997), shape (128,)."""
    hashes = np.array([zlib.crc32(word.encode()) for word in words(text)], np.uint32)
    runs = np.zeros(max(len(hashes) - RUN + 1, min(len(hashes), 1)), np.uint32)
    for skip in range(min(RUN, len(hashes))):
        runs = runs * MULTIPLIER + hashes[skip : skip + len(runs)]
    minhash = _minhash()
    minhash.update_batch(np.unique(runs).tolist())
    return np.asarray(minhash.hashvalues, np.uint32)


def share(one: Signature, other: Signature) -> float:
    """Estimate the share of five-word runs that two texts have in common, 0..1."""
    return float(np.mean(one == other))


class Stories:
    """Numbers stories: an article joins the story of one it shares enough with, or opens a new one."""

    def __init__(self, known: Iterable[tuple[int, Signature]], threshold: float) -> None:
        """Take the stories and signatures of the articles that are there already."""
        from datasketch import MinHashLSH  # noqa: PLC0415 - see _minhash

        self._near = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, weights=WEIGHTS)
        self._signatures: list[tuple[int, Signature]] = []
        self._members: Counter[int] = Counter()
        self._threshold = threshold
        self._last = 0
        for story, one in known:
            self._insert(story, one)

    def join(self, one: Signature) -> tuple[int, bool]:
        """Give the number of the story that an article belongs to, and whether others are in it."""
        near = sorted(self._near.query(_minhash(one)))
        alike = (place for place in near if share(self._signatures[place][1], one) >= self._threshold)
        place = next(alike, None)
        story = self._last + 1 if place is None else self._signatures[place][0]
        others = self._members[story] > 0
        self._insert(story, one)
        return story, others

    def leave(self, story: int) -> None:
        """Take note that an article of a story is no longer there; a new version of it still joins that story."""
        self._members[story] -= 1

    def _insert(self, story: int, one: Signature) -> None:
        self._near.insert(len(self._signatures), _minhash(one))
        self._signatures.append((story, one))
        self._members[story] += 1
        self._last = max(self._last, story)


def _minhash(known: Signature | None = None) -> MinHash:
    from datasketch import MinHash  # noqa: PLC0415 - it brings in SciPy, 0.7 s that only an ingest need wait for

    return MinHash(num_perm=PERMUTATIONS, hashvalues=known, hashfunc=int, scheme=SCHEME)
