"""Names: whether a quote speaks of whom a statement names, or of somebody else in the same part."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from assistant.attribution import read_attributions
from assistant.verification.model import MISSING, NO_WORDS, Finding, State
from assistant.verification.namesakes import found_in, may_be_one, people_of
from assistant.verification.statement import QUOTES, Named, Statement
from assistant.verification.witness import Witness
from assistant.wordlist import words
from index.spellings import PEOPLES
from index.terms import content_terms, terms

CAPITALS: dict[str, str] = {
    capital: country
    for pair in words(
        """
        kyiv=ukraine madrid=spain moscow=russia paris=france berlin=germany london=britain rome=italy warsaw=poland
        lisbon=portugal ankara=turkey beijing=china tokyo=japan delhi=india washington=america tehran=iran
        athens=greece budapest=hungary vienna=austria prague=czech bucharest=romania sofia=bulgaria ottawa=canada
        canberra=australia cairo=egypt minsk=belarus vilnius=lithuania riga=latvia tallinn=estonia oslo=norway
        stockholm=sweden copenhagen=denmark helsinki=finland dublin=ireland seoul=korea pyongyang=korea
        islamabad=pakistan kabul=afghanistan baghdad=iraq damascus=syria riyadh=saudi belgrade=serbia
        zagreb=croatia bratislava=slovakia ljubljana=slovenia chisinau=moldova tbilisi=georgia yerevan=armenia
        baku=azerbaijan brasilia=brazil bogota=colombia caracas=venezuela havana=cuba nairobi=kenya
        """
    )
    for capital, country in [terms(pair.replace("=", " "))]
}
"""Terms of capitals that news puts for the state, "Madrid pledged"; but "in Madrid" is the place."""
ALIASES: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(terms(name)): tuple(terms(known))
    for name, known in {
        "United States": "America", "US": "America", "USA": "America", "United Kingdom": "Britain", "UK": "Britain",
        "Great Britain": "Britain", "European Union": "EU", "United Nations": "UN",
        "United States of America": "America",
        "Holland": "Netherlands", "Islamic Republic": "Iran", "Kremlin": "Russia", "White House": "America",
        "World War II": "Second World War", "World War Two": "Second World War", "World War I": "First World War",
        "GOP": "Republican", "Republican Party": "Republican", "Czechia": "Czech Republic", "Burma": "Myanmar",
    }.items()
}  # fmt: skip
"""Names of one state or body."""
COUNTRIES = frozenset(term for people in PEOPLES for term in terms(people))
"""Terms of countries, by which their peoples are known as well."""
PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|outside|around|across|into|over|of|via|left|for)\s+(?:the\s+)?$")
OF = re.compile(r"\bof (?:the )?$")
IN_IT = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$")
"""Before a place only, where what stands before it may as well be somebody's: "from the bank"."""
FIRST_NAMES = tuple(
    frozenset(terms(line))
    for line in (
        "Volodymyr Vladimir", "Oleksandr Alexander Aleksandr", "Alexei Alexey Oleksii Oleksiy",
        "Mykola Nikolai Nikolay",
        "Serhiy Sergei Sergey Serhii", "Dmytro Dmitry Dmitri", "Andriy Andrei Andrey Andrii", "Yevhen Yevgeny Evgeny",
        "Kateryna Ekaterina", "Mike Michael", "Joe Joseph", "Bill William", "Bob Robert", "Tom Thomas", "Jim James",
        "Tony Anthony Antony", "Dan Daniel Danylo", "Steve Steven Stephen", "Chris Christopher", "Matt Matthew",
        "Ben Benjamin", "Kate Katherine Catherine", "Liz Elizabeth", "Nick Nicholas", "Rob Robert", "Sam Samuel",
    )
)  # fmt: skip
"""First names that are one: transliterated, or short for the other."""
WINDOW = 4
"""Words on either side of a name that tell which part it plays."""
GENERIC = frozenset(
    terms(
        "Museum Company Party Bank Agency Department Ministry Council Group Court House Party Club FC"
        " Corporation Inc Ltd of"
        " the and for de la Airport Stadium Bridge River Mount Lake Street University College Hospital Prison Church"
        " Senate Congress Committee Office Army Navy Police Union League Cup Open Games Series Award Prize Summit"
        " State County City Republic Province Region Street Square Park Island"
    )
)
"""Words of names that are left out where everybody knows what is meant."""
BODIES = GENERIC - frozenset(terms("of the and for de la Park Street State County City"))
"""Those that say that a name is a body's rather than a person's."""
DATELINE = re.compile(r"[A-Z][A-Z .]{2,30}(?:,[^()—–-]{1,30})?(?: \([^)]{1,30}\))? [—–-]")
"""Where a report was written: "WASHINGTON —"."""
STATE = re.compile(r", [A-Z]{2}")
"""Behind a town, the state that it lies in: "Toronto, ON"."""
SMALL = frozenset(words("of the and for de la del y in on to a"))


def name_in(name: Named, statement: Statement, witness: Witness, *, near: bool = True, far: bool = False) -> Finding:
    """Tell whether a witness names somebody: in its sentence, or, if ``near``, in what leads to it.

    If ``far``, all that stands before it in its article counts.
    """
    if said := _here(name, statement, witness):
        return said
    if not near:
        return MISSING
    around = witness.terms | (witness.terms_before if far else witness.terms_around)
    if _stands_for(name, statement, around) or all(term in around for term in name.terms):
        return Finding(State.BORNE)
    if far and set(known_as(name)) <= COUNTRIES and _tells_of(known_as(name), witness.terms_of_article):
        return Finding(State.BORNE)  # "American" of whatever an article tells that is about America
    own = [term for term in name.terms if term not in GENERIC]
    if own and len(own) < len(name.terms) and all(term in around for term in own):
        return Finding(State.BORNE)  # "the Prado" for "the Prado Museum"
    return MISSING


def _tells_of(country: tuple[str, ...], found: Collection[str]) -> bool:
    """Whether terms tell of a country, by any of its names."""
    writings = [country, *(names for names, known in ALIASES.items() if known == country)]
    return any(all(term in found for term in one) for one in writings)


def _here(name: Named, statement: Statement, witness: Witness) -> Finding | None:
    known = known_as(name)
    same = next((other for other in witness.names if known_as(other) == known), None)
    state = next(
        (other for other in witness.names if len(known) == 1 and _stands_for(name, statement, known_as(other))), None
    )
    if other := same or state:
        return Finding(State.BORNE, other.text)
    if other := found_in(name, witness.names):
        return Finding(State.DIFFERENT if _another_person(name, other) else State.BORNE, other.text)
    if people := people_of(name, witness.text):
        return Finding(State.BORNE, people)
    all_of_it = all(term in witness.terms for term in name.terms)
    if all_of_it or _stands_for(name, statement, witness.terms) or _abbreviated(name, witness):
        return Finding(State.BORNE, _words_of(name, witness))
    return None


def known_as(name: Named) -> tuple[str, ...]:
    """Give the terms of a name as it is best known."""
    return ALIASES.get(name.terms, name.terms)


def _another_person(name: Named, other: Named) -> bool:
    """Whether two names of one surname have first names that no one person has."""
    surname = name.terms[-1]
    whole = len(name.terms) == len(other.terms) == 2
    return whole and surname not in GENERIC and not _one_person(name.terms[0], other.terms[0])


def _one_person(first: str, second: str) -> bool:
    return first == second or first[:1] == second[:1] or any({first, second} <= same for same in FIRST_NAMES)


def _words_of(name: Named, witness: Witness) -> str:
    """Give the words of a sentence that name somebody, as it writes them."""
    for other in witness.names:
        if not set(other.terms).isdisjoint(name.terms):
            return other.text
    return ""


def _stands_for(name: Named, statement: Statement, found: Collection[str]) -> bool:
    """Whether a capital stands for its state, or the state for what the article calls by its capital."""
    if len(name.terms) != 1:
        return False
    (term,) = name.terms
    if PLACE_BEFORE.search(statement.text[: name.start]) and term in CAPITALS:
        # "aid to Kyiv" is for the state; "a meeting in Kyiv" is in the town.
        return bool(re.search(r"\bto $", statement.text[: name.start])) and CAPITALS[term] in found
    return CAPITALS.get(term) in found or any(CAPITALS.get(other) == term for other in found)


def _abbreviated(name: Named, witness: Witness) -> bool:
    """Whether one is the initials of the other: "EU", "European Union"."""
    if name.text.isupper() and len(name.text) > 1:
        return any(_initials(other.text) == name.text for other in witness.names)
    initials = _initials(name.text)
    short = {initials[place:] for place in range(len(initials) - 1)}  # "RBC" of the ASEAN Regional Business Council
    return any(other.text.replace(".", "") in short for other in witness.names)


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word.lower() not in SMALL).upper()


def in_its_place(
    name: Named,
    statement: Statement,
    witness: Witness,
    told: Mapping[str, str] = NO_WORDS,
    common: Callable[[str], bool] = lambda _: False,
) -> tuple[str, int]:
    """Give the name that a witness has where a statement has another, and how many words around them agree.

    Empty where there is none that the statement does not know.
    """
    known = {term for one in statement.names for term in one.terms} | {word.term for word in statement.words}
    beside = {told.get(term, term) for term in words_beside(statement.text, name)}
    frame, in_it, body = _frame(statement.text, name), IN_IT.search(statement.text[: name.start]), _is_body(name)
    best, agreed = "", 0
    for other in witness.names:
        if not known.isdisjoint(other.terms) or _opens(other, witness.text, common) or _people(other) != _people(name):
            continue
        if other.text.isupper() and witness.text[other.start - 1 : other.start] == "(":
            continue  # its abbreviation, or its ticker
        if STATE.fullmatch(witness.text, other.start - 2, other.end):
            continue
        if frame != _frame(witness.text, other):
            continue
        if not in_it and body != _is_body(other) and "s" not in {name.text[-1], other.text[-1]}:
            continue
        shared = len(beside & words_beside(witness.text, other))
        if shared > agreed and not may_be_one(name, other, witness):  # last: it reads the article
            best, agreed = other.text, shared
    return best, agreed


def _frame(text: str, name: Named) -> tuple[bool, bool]:
    """Give whether a name stands as a place, and whether something is said to be its own."""
    before = text[: name.start]
    if OF.search(before):
        return False, True  # "the head of Findus" is Findus's head
    return PLACE_BEFORE.search(before) is not None, text[name.end :][:2] in {"'s", "’s"}


def parted(name: Named, text: str, known: Collection[tuple[str, ...]]) -> list[Named]:
    """Give the two names that only stand side by side, "in Germany Zelenskyy urged", as the articles know them."""
    if len(name.terms) == 1 or name.terms in known or not PLACE_BEFORE.search(text[: name.start]):
        return [name]
    surnames = {one[-1] for one in known}
    for found in re.finditer(" ", name.text):
        first = Named(
            name.text[: found.start()], name.start, name.start + found.start(), tuple(terms(name.text[: found.start()]))
        )
        second = Named(
            name.text[found.end() :], name.start + found.end(), name.end, tuple(terms(name.text[found.end() :]))
        )
        if first.terms in known and second.terms and second.terms[-1] in surnames:
            return [first, second]
    return [name]


def source_instead(name: Named, statement: Statement, witness: Witness) -> str:
    """Give who says it by a witness where the statement has somebody else say it; empty where it names nobody."""
    said = any(one.source_start <= name.start < one.source_end for one in read_attributions(statement.text))
    if not said or name.terms[-1] in witness.terms or statement.text[name.end :][:2] in {"'s", "’s"}:
        return ""
    known = {term for one in statement.names for term in one.terms}
    for one in read_attributions(witness.text):
        for other in witness.names:
            if one.source_start <= other.start < one.source_end and known.isdisjoint(other.terms):
                return other.text
    return ""


def agreement(name: Named, statement: Statement, witness: Witness) -> int:
    """Give how many words around a name a statement shares with a witness that has it."""
    other = found_in(name, witness.names)
    return len(words_beside(statement.text, name) & words_beside(witness.text, other)) if other else 0


def _people(name: Named) -> bool:
    """Whether it is the adjective of a country, "French"."""
    return name.text.lower() in PEOPLES


def _opens(name: Named, text: str, common: Callable[[str], bool]) -> bool:
    """Whether it may be a common word that opens the sentence."""
    quoted = text[name.start - 1 : name.start] in QUOTES
    if quoted and name.text.endswith("ing"):
        return True  # the title of a song
    opens = (name.start == 0 or quoted) and len(name.terms) == 1
    return opens and (
        name.text.lower() in text[name.end :].lower() or common(name.text) or DATELINE.match(text) is not None
    )


def _is_body(name: Named) -> bool:
    """Whether a name says what it is: a court, a company, an airport."""
    return len(name.terms) > 1 and not BODIES.isdisjoint(name.terms)


def words_beside(text: str, name: Named) -> set[str]:
    """Give the terms of the words that stand next to a name."""
    before = content_terms(text[: name.start])[-WINDOW:]
    after = content_terms(text[name.end :])[:WINDOW]
    return {*before, *after}
