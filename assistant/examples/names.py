"""Names: which capitalised words of an article are names, and how running text writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from assistant.wordlist import words

REACH = 60
"""Characters before a surname within which its bearer's office and first names stand."""
_CALENDAR = (
    "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September"
    "|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Christmas|Easter|Today|Yesterday|Tomorrow)"
)
_ABBREVIATED = r"(?:(?:[A-Z]\.)+|(?:Gov|Sen|Rep|Dr|Mr|Mrs|Ms|St|Gen|Lt|Col|Sgt|Capt|Prof|Jr|Sr|Rev)\.)"
_CAPITAL = rf"(?:{_ABBREVIATED}|(?!{_CALENDAR}\b)[^\W\d_a-zà-öø-ÿ][\w&-]*(?:['’](?!s\b)\w+)?)"
NAME = rf"{_CAPITAL}(?:(?: of(?: the)?| de| de la| van| von| bin)? {_CAPITAL})*"
"""A run of capitalised words: "President Volodymyr Zelensky", "Bank of England"."""
_TITLES = frozenset(
    words(
        """President Minister Premier Chancellor Gov. Sen. Rep. Governor Senator Representative Secretary Mayor CEO
        Chairman Chairwoman Chair Speaker Justice Judge Ambassador General Gen. Attorney Director Commissioner Coach
        Congressman Congresswoman Dr. Mr. Mrs. Ms. Lt. Col. Sgt. Capt. Prof. Rev. Officer Secretary-General Leader
        Sheriff Superintendent Gov Sen Rep Democrat Republican Businessman Businesswoman
        Actor Actress Singer Author Professor Writer Director"""
    )
)
"""The last word of an office, before the name of whoever holds it."""
_FIRMS = frozenset(words("Inc Corp Ltd Co LLC Inc. Corp. Ltd. Co."))
"""What a firm's name ends with when its full stop may end the sentence too."""
_SHORT = {"US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N."}
"""Names that take the article and lose it only in headlines."""
_NOT_NAMES = frozenset(
    words(
        """a about above across after again against all almost already also although amid among an and another any as at
        back because before behind below beneath beside between both but by critics dear despite down during each
        earlier editor's either even every everyone experts few fewer first five following for former four friends from
        half he her here his how however i if in inside instead investigators is it its just last later less like many
        maybe meanwhile more most much nearly neither never next no nobody none not now of off officials on once one
        only or other others our out outside over people perhaps police prosecutors recently researchers residents
        scientists second several she short since six so some something sometimes soon still students such ten than
        that the their then there these they this those though three through thus to together too two under unlike
        until up voters we what when where whether which while who why with within without workers yet you your god
        sir miss mr mrs authorities analysts activists lawmakers protesters witnesses breaking exclusive update watch
        video photos opinion analysis"""
    )
)
"""Words that open a sentence and are capitalised for no other reason."""
_SHOUTED = 6
"""Letters of the longest abbreviation; longer words in capitals are shouted."""
_SELDOM = 0.3
"""Share of a name's uses that may differ from the others in having an article: "the Ukraine war"."""

_SMALL = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_ALONE = re.compile(r"(?<![\w’'-])(?P<before>[a-z]+) (?P<name>[A-Z][a-z]+)(?=[.,]| [a-z])")


class Names:
    """The names of one article, known from the running text, where a capital means a name."""

    def __init__(self, text: str, known: Collection[str] = ()) -> None:
        """Take the article's text, and the words that other articles show to be names; see ``known_names``."""
        self._text = text
        self._known = known

    def settled(self, name: str) -> str | None:
        """Give a name as running text writes it, "the Supreme Court"; ``None`` if it may be no name at all."""
        bare = name.removeprefix("the ").removeprefix("The ")
        if set(bare.split()) <= _TITLES:
            return None
        if bare in _SHORT:
            return f"the {bare}"
        found = list(re.finditer(rf"(?<![\w’'-]){re.escape(bare)}(?![\w-])", self._text))
        inside = [one for one in found if self._inside(one.start())]
        if not inside or (" " not in bare and re.search(rf"(?<![\w-]){re.escape(bare.lower())}(?![\w-])", self._text)):
            return bare if bare in self._known else None
        alone = [one for one in inside if not re.match(rf"(?:['’]s)? {_CAPITAL}", self._text[one.end() :])]
        if not alone:
            return None
        share = sum(self._text[max(0, one.start() - 5) : one.start()].lower() == " the " for one in alone) / len(alone)
        if _SELDOM < share < 1 - _SELDOM:
            return None  # "the Leopard tanks" does not tell whether one says "Leopard" or "the Leopard"
        return f"the {bare}" if share >= 1 - _SELDOM else bare

    def whole(self, surname: str) -> str | None:
        """Give a person's first and last name, where the text introduces by both whom it then calls by the last."""
        if " " in surname:
            return None
        first = re.search(rf"(?<![\w’'-]){re.escape(surname)}(?![\w-])", self._text)
        run = re.search(rf"{NAME}$", self._text[max(0, first.start() - REACH) : first.end()]) if first else None
        if not run:
            return None
        before = run.group().split()
        offices = [place for place, word in enumerate(before) if word in _TITLES]
        person = before[offices[-1] + 1 :] if offices else before
        speaks = re.search(rf"\b{re.escape(surname)} (?:said|says|told|added|wrote|tweeted)\b", self._text)
        if len(person) not in {2, 3} or not (offices or speaks) or person[0].lower() in _NOT_NAMES:
            return None
        return " ".join(person)

    def opening(self, run: list[str]) -> str | None:
        """Give the name that opens a sentence, where every first word has a capital; ``None`` if it may be none."""
        name = " ".join(run)
        peoples = run[0].endswith(("ian", "ish", "ese", "can"))
        if len(run) == 1:
            return None if peoples else self.settled(name)
        if self.settled(run[0]):
            return name
        small = re.search(rf"(?<![\w-]){re.escape(run[0].lower())}(?![\w-])", self._text)
        return name if self.settled(name) or not (small or peoples) else None

    def _inside(self, start: int) -> bool:
        """Whether a place stands within a sentence, behind a word that is no part of a longer name."""
        before = re.search(r"(\S+) $", self._text[max(0, start - REACH) : start])
        if not before:
            return False
        word = before[1]
        return word in _TITLES or (word[-1].isalnum() and not word[0].isupper()) or word[-1] == ","


def known_names(texts: Collection[str]) -> frozenset[str]:
    """Give the words that running text capitalises within sentences, never writes small and gives no article."""
    small = {word for text in texts for word in _SMALL.findall(text)}
    found: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for text in texts:
        for one in _ALONE.finditer(text):
            found[one["name"]] += 1
            articles[one["name"]] += one["before"] == "the"
    return frozenset(
        name for name, count in found.items() if name.lower() not in small and articles[name] <= _SELDOM * count
    )


def person(name: str, names: Names) -> str | None:
    """Give a name from within running text without an office, and a surname with the first name.

    ``None`` for an office alone, "the President".
    """
    run = name.split()
    if run[-1] in _TITLES | _FIRMS:
        return None
    offices = [place for place, word in enumerate(run) if word in _TITLES]
    bare = run[offices[-1] + 1 :] if offices and not name.startswith("the ") else []
    if bare[:1] == ["of"] or (offices and not bare):
        return None
    if len(bare) > 1:
        return " ".join(bare)
    return names.whole(" ".join(bare or run)) or (f"the {name}" if name in _SHORT else name)


def opening_name(words_before: str, names: Names) -> str | None:
    """Give the name that a sentence opens with, without its bearer's office; ``None`` if it may be none."""
    article = words_before.lower().startswith("the ")
    run = words_before[4 * article :].split()
    offices = [place for place, word in enumerate(run) if word in _TITLES]
    if not may_be_name(run) or (article and offices):
        return None
    if article:
        return f"the {' '.join(run)}"
    person = run[offices[-1] + 1 :] if offices else run
    if person[0] == "of" or (run[0] == "Former" and len(person) == 1):
        return None  # "Secretary of Energy Ada Moss", "Former President Moss"
    if offices and len(person) > 1:
        return " ".join(person)
    if offices and not names.whole(person[0]):  # "President Biden", but "Biden" of "Florida Senator Biden"
        return " ".join(run) if len(run) == 2 else person[0]
    return names.whole(" ".join(person)) or names.opening(run)


def may_be_name(run: list[str]) -> bool:
    """Whether capitalised words that open a sentence may be a name: not an opening, an office alone, or shouted."""
    opening = run[0].lower() in _NOT_NAMES - {"former"} or run[0].endswith("ly")
    shouted = any(len(word) > _SHOUTED and word.isupper() for word in run)
    return not opening and not shouted and run[-1] not in _TITLES | _FIRMS
