"""Persons: for each name of a statement, whether the quotes speak of it, or of somebody else in its part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.verification.exchange import acts_instead, swapped
from assistant.verification.model import MISSING, Finding, Piece, PieceKind, State
from assistant.verification.names import agreement, in_its_place, name_in, source_instead, words_beside
from assistant.verification.namesakes import found_in
from assistant.verification.offices import elsewhere, offices
from assistant.verification.statement import Named
from assistant.verification.testimony import Testimony, Told

SLOT = 2
"""Words beside a name that agree, from which another stands in its place."""


def who(testimony: Testimony, names: Sequence[Named], common: Callable[[str], bool]) -> Iterator[Piece]:
    """Yield the names of a statement, each borne, missing, or with who is named instead."""
    lead = testimony.witnesses[testimony.lead]
    exchanged = swapped(testimony.statement, lead) or ()
    for name in names:
        if name in exchanged:
            other = next(one for one in exchanged if one != name)
            told: Told = Finding(State.DIFFERENT, other.text), testimony.lead
        else:
            told = _of_another(testimony, names, name) or _named(testimony, name, common)
        yield testimony.piece(PieceKind.WHO, (name.start, name.end), told)


def _named(testimony: Testimony, name: Named, common: Callable[[str], bool]) -> Told:
    """Tell who is named: in the sentences chosen, else in what leads to them; else who is named instead."""
    statement, witnesses = testimony.statement, testimony.witnesses

    def missing(at: int) -> bool:
        return name_in(name, statement, witnesses[at], near=False).state is State.MISSING

    here = testimony.best(lambda one: name_in(name, statement, one, near=False))
    at = _tells_of(testimony, name)
    if not missing(at):
        return here
    other, agreed = in_its_place(name, statement, witnesses[at], testimony.aligned[at].told_as(), common)
    if here[1] is not None:
        agreed -= agreement(name, statement, witnesses[here[1]])
    if agreed >= SLOT and testimony.clear(at):
        return Finding(State.DIFFERENT, other), at
    for one in testimony.telling:
        if missing(one) and (other := acts_instead(name, statement, witnesses[one], testimony.aligned[one])):
            return Finding(State.DIFFERENT, other), one
    clearest = max(testimony.chosen, key=testimony.covering.plain_share)
    if source := source_instead(name, statement, witnesses[clearest]):
        return Finding(State.DIFFERENT, source), clearest
    if here[0].state is not State.MISSING:
        return here
    return testimony.best(lambda one: name_in(name, statement, one, far=True))


def _tells_of(testimony: Testimony, name: Named) -> int:
    """Give the witness that bears most of the words beside a name."""
    covering = testimony.covering
    beside = words_beside(testimony.statement.text, name)
    rows = [place for place, word in enumerate(covering.words) if word.term in beside]
    return max(testimony.chosen, key=lambda at: covering.weights[rows] @ covering.bearing[rows, at])


def _of_another(testimony: Testimony, names: Sequence[Named], name: Named) -> Told | None:
    """Give the body of which somebody is something by the articles, where a statement names another."""
    for person, body in offices(testimony.statement.text, names):
        if body != name:
            continue
        together = (found_in(person, one.names) and found_in(body, one.names) for one in testimony.witnesses)
        if not any(together):
            told = ((elsewhere(person, body, witness), at) for at, witness in enumerate(testimony.witnesses))
            return next(((Finding(State.DIFFERENT, other), at) for other, at in told if other), None)
    return None


def speaks_of(testimony: Testimony, about: Sequence[frozenset[str]]) -> Iterator[Piece]:
    """Yield the opening of a statement as missing where no quote, nor what leads to it, has whom its "he" means."""
    witnesses = [testimony.witnesses[at] for at in testimony.chosen]
    if about and not any(names <= one.terms | one.terms_before for names in about for one in witnesses):
        opening = next((word.start for word in testimony.statement.words), 0)
        yield testimony.piece(PieceKind.WHO, (0, opening or len(testimony.statement.text)), (MISSING, None))
