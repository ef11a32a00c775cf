"""Openings: what was said and decided, asked for as far as a sentence's form shows who said or decided it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evaluation.sought import Proposal, Sought
from assistant.examples.names import NAME, Names, opening_name, person
from assistant.examples.verbs import VERBS
from assistant.wordlist import words

_GROUPS = (
    "council|court|parliament|government|senate|board|commission|committee|legislature|lawmakers|ministers|voters|judge"
    "|jury|cabinet|union|company|party|city|state|agency|ministry|bank|school district|police|prosecutors|regulators"
)
_NAMED = rf"(?:[Tt]he )?{NAME}"
_SUBJECT = rf"(?P<who>[Tt]he (?:[a-z-]+ ){{0,2}}(?:{_GROUPS})|{_NAMED})"
_DECIDED = {
    VERBS[verb].past: verb
    for verb in words(
        """approve sign reject ban adopt pass veto postpone cancel order impose propose scrap block suspend appoint
        nominate"""
    )
} | dict(
    pair.split("/")
    for pair in words(
        """ruled/rule upheld/uphold overturned/overturn dismissed/dismiss backed/back issued/issue lifted/lift
        extended/extend delayed/delay granted/grant enacted/enact repealed/repeal
        authorized/authorize authorised/authorise fined/fine withdrew/withdraw froze/freeze"""
    )
)
"""Verbs of decisions, by their past form."""
_BEFORE = r"(?:^|\b(?:that|when|after|as|before|while) |, (?:and |but )?)"
_HAS = r"(?:(?:ha[sd]|have) )?(?:(?:also|formally|unanimously|finally|officially|recently|temporarily|\w+day) )?"
_DECISION = re.compile(
    rf"{_BEFORE}{_SUBJECT},? {_HAS}(?P<verb>{'|'.join(_DECIDED)})"
    r"(?= (?:an?|the|its|their|his|her|new|that|against|plans|legislation|[a-z]+ing|[A-Z]|\d)\b)"
)
"""The council approved a plan."""
_UNDERTOOK = re.compile(rf"{_BEFORE}{_SUBJECT} {_HAS}(?P<verb>agreed|decided|voted|refused) to [a-z]+ ")
_DONE_TO = re.compile(
    rf"{_BEFORE}{_NAMED} (?:(?:was|were|has been|had been) (?:also |later )?"
    r"(?P<done>elected|appointed|arrested|nominated|re-elected|sentenced|convicted|charged|sworn in|fired))"
    r"(?= (?:as|to|in|with|by|for|of|on|at|from|president|prime|mayor|chair)\b)"
)
"""Ada Moss was elected mayor."""
_LEFT = re.compile(rf"{_BEFORE}{_NAMED} {_HAS}(?P<left>resigned|stepped down|retired)\b")
_SAYING = "said|says|told|wrote|added|warned|tweeted|testified|argued|asked"
QUOTED = re.compile(r"[“\"](?P<said>[^“”\"]+?)[,.!?]?[”\"]")
_SPEAKER = (
    re.compile(rf"[”\"],? (?:{_SAYING}) (?P<name>{NAME})"),
    re.compile(rf"[”\"],? (?P<name>{_NAMED}) (?:{_SAYING})\b"),
    re.compile(rf"^(?P<name>{_NAMED})(?:, [^,“\"]{{3,60}},)? (?:{_SAYING})\b[^“\"]{{0,30}}[“\"]"),
)
_OF_THE = re.compile(r"((?!The |the )\S+ \S+(?: \S+)?) of the ")
"""Ada Moss of the Tenants' Union: a person, and where she belongs."""
_SPOKE = re.compile(rf"^(?P<name>{_NAMED})(?:, [^,“\"]{{3,60}},)? (?:said|says|warned|argued)\b(?! to\b)")
_NESTED = re.compile(r"\?|(?:^|[\s“\"])['‘]")
"""A question, or a quotation within one."""
_QUOTED_WORDS = range(7, 17)
"""Words of a whole sentence that is told apart from all others and can be read at a glance."""


def quotations(sentence: str, names: Names) -> Iterator[Proposal]:
    """Ask who said some words in quotation marks, or what somebody said."""
    quoted = QUOTED.findall(sentence)
    if not quoted:
        spoke = _SPOKE.match(sentence)
        if spoke and (name := _named(spoke, "name", names)) and (" " in name or name.isupper()):
            yield Proposal(Sought.QUOTATION, f"What did {name} say about … ?", sentence, whole=False, subject=name)
        return
    found = next((match for pattern in _SPEAKER if (match := pattern.search(sentence))), None)
    name = _named(found, "name", names) if found else None
    if not name or not (" " in name or name.isupper()):
        return  # of whom only the surname is said, nobody else knows who it is
    surname = name.split()[-1]
    if (
        len(quoted) == 1
        and len(quoted[0].split()) in _QUOTED_WORDS
        and quoted[0][0].isupper()
        and not _NESTED.search(sentence)
        and names.whole(surname) == name
    ):
        yield Proposal(
            Sought.QUOTATION, f"Who said “{quoted[0]}”?", sentence, whole=True, subject=name, contains=(surname,)
        )
    else:
        yield Proposal(Sought.QUOTATION, f"What did {name} say about … ?", sentence, whole=False, subject=name)


def decisions(sentence: str, names: Names) -> Iterator[Proposal]:
    """Ask what was decided, and who was elected or stepped down."""
    if re.search(r"[“”\"?]", sentence):
        return
    if (match := _DECISION.search(sentence)) and (who := _named(match, "who", names)):
        base = _DECIDED[match["verb"]]
        asking = "Who" if base in {"appoint", "nominate"} else "What"
        yield Proposal(Sought.DECISION, f"{asking} did {who} {base} … ?", sentence, whole=False, subject=who)
    if (match := _UNDERTOOK.search(sentence)) and (who := _named(match, "who", names)):
        base = {"agreed": "agree", "decided": "decide", "voted": "vote", "refused": "refuse"}[match["verb"]]
        yield Proposal(Sought.DECISION, f"What did {who} {base} to do … ?", sentence, whole=False, subject=who)
    if match := _DONE_TO.search(sentence):
        yield Proposal(Sought.DECISION, f"Who was {match['done']} … ?", sentence, whole=False)
    if match := _LEFT.search(sentence):
        yield Proposal(Sought.DECISION, f"Who {match['left']} … ?", sentence, whole=False)


def _named(match: re.Match[str], group: str, names: Names) -> str | None:
    """Give a name as a question writes it; "the council" is left as it is."""
    name = match[group]
    if re.match(r"[Tt]he [a-z]", name):
        return f"the {name[4:]}"
    if long := _OF_THE.match(name):
        name = long[1]
    if match.start(group) == 0:
        return opening_name(name, names)
    bare = name.removeprefix("the ")
    return person(name, names) if names.settled(bare) or names.whole(bare.split()[-1]) else None
