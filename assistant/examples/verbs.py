"""Verbs of news: their forms, and what each lets one ask."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.wordlist import words


@dataclass(frozen=True)
class Verb:
    """A verb: "did they *sell*", "she *sells*", "she *sold*", "it was *sold*"."""

    base: str
    third: str
    past: str
    participle: str


# Only verbs that mean one thing whatever the subject, and that need no adverb or clause to be whole.
_REGULAR = """
    accuse acquire adopt agree announce appoint approve arrest ask award ban blame block bomb cancel capture
    challenge charge convict criticise criticize decide defeat deliver demand deploy deport detain die discover
    donate earn elect endorse erupt evacuate execute expel fine fire free hire impose introduce invade invest join
    kill launch nominate offer open order pardon pass pledge postpone praise promise propose publish raise recall
    recruit refuse reject release rename replace rescue resign retire reveal sanction scrap seize sentence sign sue
    surrender suspend thank threaten unveil urge veto visit vow warn
"""
_IRREGULAR = """
    beat/beat/beaten buy/bought/bought cut/cut/cut give/gave/given hold/held/held lose/lost/lost meet/met/met
    overtake/overtook/overtaken pay/paid/paid say/said/said sell/sold/sold send/sent/sent spend/spent/spent
    tell/told/told win/won/won withdraw/withdrew/withdrawn
"""
_DOUBLED = frozenset({"ban", "scrap"})
"""Verbs whose last consonant is written twice: "banned"."""
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


def _third(base: str) -> str:
    return base + ("es" if base.endswith(_SIBILANTS) else "s")


def _regular(base: str) -> Verb:
    past = base + base[-1] + "ed" if base in _DOUBLED else base + ("d" if base.endswith("e") else "ed")
    return Verb(base, _third(base), past, past)


def _irregular(forms: str) -> Verb:
    base, past, participle = forms.split("/")
    return Verb(base, _third(base), past, participle)


VERBS: dict[str, Verb] = {
    verb.base: verb for verb in (*map(_regular, _REGULAR.split()), *map(_irregular, _IRREGULAR.split()))
} | {
    "lay off": Verb("lay off", "lays off", "laid off", "laid off"),
    "call on": Verb("call on", "calls on", "called on", "called on"),
    "meet with": Verb("meet with", "meets with", "met with", "met with"),
}
"""Every verb by its base form."""

WHAT = frozenset(
    words("announce unveil propose pledge promise ban reveal reject introduce demand cancel discover scrap")
)
"""Verbs with which "what did they …?" is a whole question."""
WHAT_TO = {
    "sign": "with", "pledge": "to", "promise": "to", "offer": "to", "send": "to", "sell": "to", "give": "to",
    "donate": "to", "buy": "from", "award": "to", "deliver": "to", "demand": "from", "withdraw": "from",
    "present": "to", "impose": "on", "announce": "for",
}  # fmt: skip
"""Verbs with the preposition that says to, with or from whom: "what did they sell to Spain?"."""
WHAT_WHOM = frozenset(words("give offer promise send sell award pay"))
"""Verbs that a headline follows with whom and then what: "Spain promises Ukraine a billion euros"."""
WHO = frozenset(
    words(
        """accuse acquire beat buy defeat invade meet nominate sue visit win overtake capture seize sanction
        endorse appoint hire recruit rescue launch unveil replace criticise criticize block veto bomb challenge"""
    )
)
"""Verbs that only somebody can do, and for which one would ask who did it."""
WHEN = WHO - {"accuse", "criticise", "criticize", "challenge"} | frozenset(
    words(
        """sign launch ban approve open publish release adopt pass announce reject cancel introduce unveil propose
        arrest execute deport expel fire fine pardon suspend postpone rename raise cut"""
    )
)
"""Verbs of what is done on one day."""
UNDERTAKING = frozenset(words("agree decide pledge promise refuse threaten vow"))
"""Verbs followed by what somebody is to do: "what did they agree to do?"."""
URGING = frozenset(words("urge ask order tell warn")) | {"call on"}
"""Verbs followed by whom, and what that one is to do: "what did they urge Spain to do?"."""
OF_WHAT = {"accuse": "of", "blame": "for", "praise": "for", "thank": "for", "charge": "with", "convict": "of"}
"""Verbs with the preposition that says what for: "what did they accuse Spain of?"."""
WHY = frozenset(words("sue fine sanction"))
"""Verbs that "for" or "over" gives the reason of."""
DONE_TO = {"accuse": "of", "charge": "with", "convict": "of", "sentence": "to"}
"""Verbs of courts, with the preposition that says what for: "what was she charged with?"."""
WHEN_ALONE = frozenset(words("die resign retire surrender erupt"))
"""Verbs that are whole without an object."""
WHEN_PASSIVE = frozenset(
    words("arrest release elect convict charge kill rescue expel suspend fire deport free execute nominate pardon")
)
"""Verbs that are done to a person once, on a day."""
OF_PERSONS = frozenset(words("appoint fire hire nominate recruit release replace suspend"))
"""Verbs mostly done to people, of whom a surname alone does not say who they are."""
WHERE = frozenset(words("meet hold open arrest capture launch die sign"))
"""Verbs that are done in one place."""
HOW_MANY = frozenset(
    words("sell recall cut hire arrest evacuate cancel deliver deport detain order rescue expel fire")
) | {"lay off"}
"""Verbs with which "how many … did they …?" is a whole question."""
HOW_MUCH = frozenset(words("pay pledge spend donate raise invest lose earn promise"))
"""Verbs followed by a sum of money."""
HOW_MUCH_FOR = frozenset(words("buy acquire"))
"""Verbs after which "for" names the price."""
