"""Clauses: a question taken apart into what it asks for, its subject, its verb and the rest.

No parser: an English question has its auxiliary first or right behind the asking words and its subject right
behind the auxiliary, which is enough to tell them from the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from assistant.dates import read_dates
from assistant.followup import grammar
from assistant.followup.phrases import (
    LINKS,
    Clause,
    NounPhrase,
    Role,
    Sort,
    capital,
    is_participle,
    names_in,
    noun_phrase,
    sort_of_name,
    sort_of_noun,
    tokens_of,
)

ATTACHED = frozenset({"of", "between", "in", "on", "near", "off", "at", "for", "against", "with", "over"})
"""Prepositions that tell which one is meant: "the bridge in Genoa"."""
ADJECTIVE = re.compile(r"\w{3,}(?:ble|ous|ful)$")


@lru_cache(maxsize=256)
def take_apart(text: str) -> Clause:
    """Take a question apart."""
    return _Reader(text).clause()


class _Reader:
    """Reads one question."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.words = [
            token.text if i and token.text in {"May", "Will"} else token.word for i, token in enumerate(self.tokens)
        ]  # the names
        times = [(one.start, one.end) for one in read_dates(text, None)]
        self.timed = [any(start <= token.start < end for start, end in times) for token in self.tokens]
        self.phrases: list[NounPhrase] = []

    def clause(self) -> Clause:
        opening = next(
            (i for i, word in enumerate(self.words) if word in grammar.ASKING and (i == 0 or self._opens(i))), -1
        )
        if opening < 0 and self.words and self.words[0] in grammar.AUXILIARIES:
            opening = 0
        if opening < 0:
            self._rest(0, Role.OBLIQUE)
            return Clause(self.text, self.tokens, -1, -1, -1, tuple(self.phrases))
        self._rest(0, Role.OBLIQUE, opening)
        place = self._asked(opening)
        auxiliary = verb = -1
        if place < len(self.words) and self.words[place] in grammar.AUXILIARIES and not self._asked_acts(place):
            auxiliary = place
            verb = self._subject(place + 1)
            place = verb if verb >= 0 else len(self.words)
        elif place < len(self.words):
            verb = place + 1 if self.words[place] in grammar.AUXILIARIES else place
        if 0 <= verb < len(self.words):
            bare = self.words[verb] in grammar.PREPOSITIONS  # "how far is Kyiv from Warsaw"
            self._rest(verb + (not bare), Role.OBJECT)
            verb = -1 if bare else verb
        return Clause(self.text, self.tokens, opening, auxiliary, verb, tuple(self.phrases))

    def _opens(self, place: int) -> bool:
        """Whether asking words stand behind a comma, or behind one preposition: "in which city"."""
        if self.words[place - 1] in {",", ":", ";"}:
            return True
        return place == 1 and self.words[0] in grammar.PREPOSITIONS | {"and", "but", "so"}

    def _asked(self, opening: int) -> int:
        """Read what is asked for; give the place behind it."""
        word, place = self.words[opening], opening + 1
        if word in grammar.AUXILIARIES:
            return opening
        if word in {"who", "whom"}:
            token = self.tokens[opening]
            acts = place < len(self.words) and self._asked_acts(place)
            self._add(opening, place, place, Role.ASKED, Sort.PERSON, asked_subject=acts, head=token.word)
            return place
        if word == "how" and place < len(self.words) and self.words[place] not in grammar.AUXILIARIES:
            place += 1
            if self.words[place - 1] not in {"many", "much"}:
                return place
        if word in {"when", "where", "why", "how"} and place == opening + 1:
            return place
        first = place
        while place < len(self.words) and self._nominal(place) and not self._finite(place, first):
            place += 1
        if place < len(self.words) and self.words[place] == "of":
            place = self._rest_end(place + 1)
        acts = place < len(self.words) and self._asked_acts(place)
        if place > first:
            core = next((i for i in range(first, place) if self.words[i] == "of"), place)
            sort = sort_of_noun(self.words[core - 1])
            self._add(first, place, core, Role.ASKED, sort, asked_subject=acts)
        elif word in {"what", "which"}:
            self._add(opening, place, place, Role.ASKED, Sort.THING, asked_subject=acts, head=word)
        return place

    def _finite(self, place: int, first: int) -> bool:
        """Whether a word behind what is asked for is its verb: "which company *said*", "how many people *died*"."""
        word = self.words[place]
        present = word in grammar.VERBS or word.removesuffix("s") in grammar.VERBS
        return place > first and (present or word in grammar.PASTS or is_participle(word))

    def _asked_acts(self, place: int) -> bool:
        """Whether what is asked for is the subject: "who was hurt", "who signed it"; not "what did Spain pledge"."""
        word, behind = self.words[place], place + 1
        if word not in grammar.AUXILIARIES:
            return True
        if word in grammar.DO or behind >= len(self.words):
            return False
        following = self.words[behind]
        if word in grammar.BE:
            return is_participle(following) and self.words[place - 1] not in {"when", "where", "why", "how"}
        base = following in grammar.VERBS and not capital(self.tokens, behind)
        return base or (word in grammar.HAVE and is_participle(following)) or following in {"be", "been"}

    def _subject(self, place: int) -> int:
        """Read the subject that begins at a place; give the place of the verb, or -1."""
        begun, be = place, self.words[place - 1] in grammar.BE
        core = -1
        while place < len(self.words):
            if place == begun and self.words[place] in grammar.PRONOUNS:
                return place + 1 if place + 1 < len(self.words) else -1
            end = self._run_end(place)
            if end == place:
                break
            verb = self._verb_in(place, end, be=be)
            if verb >= 0:
                self._phrase(begun, verb, core if core >= 0 else verb, Role.SUBJECT)
                return verb
            core = end if core < 0 else core
            more = end + 1 < len(self.words) and (
                self.words[end] in {"and", "or"} or (self.words[end] in grammar.PREPOSITIONS and not self.timed[end])
            )
            if not more or (be and self._whole(end)):
                place = end
                break
            place = end + 1
        if not be and core - begun >= 2 and not capital(self.tokens, core - 1):
            # "did the farmers *march* on Brussels": no verb of the list, so the word before the preposition.
            self._phrase(begun, core - 1, core - 1, Role.SUBJECT)
            return core - 1
        if place > begun:
            self._phrase(begun, place, core, Role.SUBJECT)
        return place if place < len(self.words) and self.tokens[place].text[0].isalnum() else -1

    def _whole(self, end: int) -> bool:
        """Whether a subject before a preposition is whole: nothing but the end follows what is behind it."""
        return self.words[end] in {"by", "to", "from", "after", "before", "during"}

    def _verb_in(self, start: int, end: int, *, be: bool) -> int:
        """Give the place of the verb in a run of words that begins with the subject, or -1."""
        determined = self.words[start] in grammar.DETERMINERS | grammar.POSSESSIVES
        first = start + determined + 1
        plain = [i for i in range(first, end) if not capital(self.tokens, i)]
        if be:
            found = (
                i for i in plain
                if is_participle(self.words[i]) or self.words[i] in grammar.ADJECTIVES
                or ADJECTIVE.match(self.words[i]) or (self.words[i].endswith("ing") and i == end - 1)
            )  # fmt: skip
            return next((i for i in found if i == end - 1 or self.words[i] not in grammar.ADJECTIVES), -1)
        if not plain:
            return -1
        if self.words[end - 1] in grammar.VERBS and plain[-1] == end - 1:
            return end - 1
        listed = next((i for i in plain if self.words[i] in grammar.VERBS or is_participle(self.words[i])), -1)
        if listed >= 0:
            return listed
        # "did the probe *orbit* Mars": no verb of the list, but the last word before something else begins.
        ended = end == len(self.words) or self.words[end] not in grammar.PREPOSITIONS | {"and", "or"}
        return plain[-1] if ended and plain[-1] == end - 1 else -1

    def _nominal(self, place: int) -> bool:
        token = self.tokens[place]
        return token.text[0].isalnum() and token.word not in grammar.SMALL and not self.timed[place]

    def _run_end(self, place: int) -> int:
        """Give the end of a run: a determiner, then names and nouns, owners with what they own."""
        end = place
        if end < len(self.words) and self.words[end] in grammar.DETERMINERS | grammar.POSSESSIVES:
            end += 1
            while end < len(self.words) and self.words[end] in grammar.LEADING:
                end += 1
        bare = end == place and end < len(self.words) and capital(self.tokens, end)
        lower = False
        while end < len(self.words):
            if self.words[end] == "'s" and end > place:
                bare, end = False, end + 1
                continue
            link = self.words[end] in LINKS and self._linked(end)
            if not link and not self._nominal(end):
                break
            if not link and capital(self.tokens, end):
                if lower and place + 1 < end and self.words[end - 1] in grammar.VERBS | grammar.PARTICIPLES:
                    break
            elif not link:
                lower = True
                if bare:
                    # "Spain *sign* the deal": a name without an article is not followed by its own noun.
                    return end + 1
            end += 1
        return end

    def _linked(self, place: int) -> bool:
        """Whether a small word stands between two capitals of one name."""
        after = place + 1
        if after < len(self.words) and self.words[after] in LINKS:
            after += 1
        before = place - 1 - (place > 1 and self.words[place - 1] in LINKS)
        here = place > 0 and after < len(self.words)
        return here and capital(self.tokens, before) and capital(self.tokens, after) and self.words[place] != "the"

    def _rest(self, place: int, role: Role, stop: int = -1) -> None:
        """Read the phrases behind the verb (or before the asking words)."""
        stop = len(self.words) if stop < 0 else stop
        preposition = ""
        while place < stop:
            if self.words[place] in grammar.PREPOSITIONS:
                preposition, place = self.words[place], place + 1
                continue
            end = min(self._rest_end(place), stop)
            if end == place:
                preposition, place = "", place + 1
                continue
            core, name = end, capital(self.tokens, place)
            while not name and end + 1 < stop and self.words[end] in ATTACHED and not self.timed[end]:
                further = min(self._rest_end(end + 1), stop)
                specific = self.words[end + 1] in grammar.DETERMINERS or capital(self.tokens, end + 1)
                if further == end + 1 or not (specific or self.words[end] == "of"):
                    break
                both = self.words[further : further + 1] == ["and"] and self.words[end] == "between"
                end = min(self._rest_end(further + 1), stop) if both else further
            self._phrase(place, end, core, Role.OBLIQUE if preposition else role, preposition)
            preposition, place = "", end

    def _rest_end(self, place: int) -> int:
        """Give the end of a run behind the verb, where no verb of the subject follows."""
        end = self._run_end(place)
        name = end > place and capital(self.tokens, place) and "'s" not in self.words[place:end]
        while name and end > place and not capital(self.tokens, end - 1) and self.words[end - 1] not in LINKS:
            end -= 1
        while end - 1 > place + 1 and (self.words[end - 1] in grammar.PASTS or is_participle(self.words[end - 1])):
            end -= 1  # "a new study *suggested* that"
        return end

    def _phrase(self, start: int, end: int, core: int, role: Role, preposition: str = "") -> None:
        """Add a phrase and the names inside it."""
        if start >= end:
            return
        core = min(core, end) if core > start else end
        names = names_in(self.tokens, start, end)
        article = self.words[start] == "the"
        bare = start + article
        joined = "and" in self.words[start:end] and bool(names) and names[0][0] == bare
        if names and names[0] == (bare, end):
            self._add(start, end, end, role, preposition=preposition, name=True, article=article)
            return
        if joined and len(names) > 1 and names[0][1] < end and self.words[names[0][1]] == "and":
            self._add(start, end, end, role, Sort.NAME, preposition=preposition, plural=True, name=True)
        else:
            titled = [self._text(*one) for one in names if one[1] == core]  # "the producer Harvey Weinstein"
            sort = sort_of_name(titled[0]) if titled else None
            self._add(start, end, core, role, sort, preposition=preposition)
        for first, last in names:
            before = self.words[first - 1] if first > start else preposition
            self._add(first, last, last, Role.INNER, preposition=before, name=True)

    def _text(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _add(self, start: int, end: int, core: int, role: Role, sort: Sort | None = None, **said: Any) -> None:
        self.phrases.append(noun_phrase(self.text, self.tokens[start:end], max(core - start, 1), role, sort, **said))
