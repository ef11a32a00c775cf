"""Alignment: in which word a sentence of an article says what a word of a statement says.

The word is the one whose vector is most like it. What one says as done and the other as planned, or denied, is found by
it where the two say it in different words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from assistant.verification.progress import LIGHT_VERBS
from assistant.verification.statement import SPACE, Statement, Word
from assistant.verification.witness import Witness
from index.terms import WORD, content_terms, terms

SAME = 0.55
"""Cosine of two words' vectors from which one may say what the other does."""
LOOSELY = 0.4
"""The same in the best sentence, which is about the statement."""
TOUCHES = 0.5
"""The same for a clause to be about a statement."""
CLAUSE = re.compile(
    r"[;()—–]|[,:](?= )|\b(?:although|though|while|whereas|which|who|whose|because|when|after|before)\b"
)
"""Where another clause begins."""
GOVERNED = re.compile(r"\W*(?:that|to|whether|when|where)\b")
"""Opens what is said, or denied, in front of it."""
GOES_ON = re.compile(r"\W*(?:but|and|yet|though|although)\b.*\b(?:it|that|this|them|so|him|her|they)\b", re.DOTALL)
"""A clause that tells more of what stands before it."""
RESUMES = re.compile(r"\W*(?:was|were|is|are|has|have|had|will|would|did|does|can|could|may|might|must)\b")
"""A clause that goes on behind an aside: "Talks, which they wanted, were put off"."""


class Alignment:
    """The words of a statement, each with the word of one witness that is most like it."""

    def __init__(self, statement: Statement, witness: Witness) -> None:
        """Align a statement with a witness; nothing is aligned where the witness does not know its words."""
        self._statement = statement
        self._witness = witness
        nearest = witness.nearest()
        alike = witness.likeness if nearest else ()
        self._places: Sequence[tuple[Word, float, tuple[int, int]]] = [
            (word, cosine, place)
            for word, cosine, place in zip(statement.words, alike, nearest, strict=bool(nearest))
            if not statement.named(word)
        ]

    def places(self, least: float) -> list[tuple[Word, tuple[int, int]]]:
        """Give the words that the witness tells, each with where the word stands by which it does."""
        return [(word, place) for word, cosine, place in self._places if cosine >= least and place != (0, 0)]

    def told_as(self, least: float = SAME) -> dict[str, str]:
        """Give the terms that the witness lacks, each with the one by which it tells the same."""
        names = [(one.start, one.end) for one in self._witness.names]
        found: dict[str, str] = {}
        for word, cosine, (start, end) in self._places:
            told = content_terms(self._witness.text[start:end])
            named = any(begun <= start < ended for begun, ended in names)
            other = word.term not in self._witness.terms and word.term not in LIGHT_VERBS
            if cosine >= least and told and other and not named and not told[0][0].isdigit():
                found[word.term] = told[0]
        return found

    @cached_property
    def relevant(self) -> str:
        """The witness's text, those clauses blanked that speak of nothing of the statement."""
        text = self._witness.text
        own = {word.term for word, _, _ in self._places}
        places = [start for _, cosine, (start, end) in self._places if cosine >= TOUCHES and start < end]
        places += [one.start() for one in WORD.finditer(text) if not own.isdisjoint(terms(one.group()))]
        if not places:
            return text
        bounds = list(pairwise([0, *(found.start() for found in CLAUSE.finditer(text)), len(text)]))
        clauses = [text[start:end] for start, end in bounds]
        kept = [any(start <= place < end for place in places) for start, end in bounds]
        for at in range(1, len(clauses)):
            resumes = at > 1 and any(kept[:at]) and RESUMES.match(clauses[at]) is not None
            kept[at] = kept[at] or resumes or (kept[at - 1] and GOES_ON.match(clauses[at]) is not None)
        for at in range(len(clauses) - 1, 0, -1):
            governed = GOVERNED.match(clauses[at]) is not None or not WORD.search(clauses[at])
            kept[at - 1] = kept[at - 1] or (kept[at] and governed)
        return "".join(clause if keep else SPACE * len(clause) for clause, keep in zip(clauses, kept, strict=True))
