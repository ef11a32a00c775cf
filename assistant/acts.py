"""Acts: what a question says was done, and whether a sentence says that it was.

Proposed, pledged, signed, delivered, refused and withdrawn are different things. A question that rests on one of them
("When did Spain withdraw its pledge?") is not answered by a sentence about another, however alike the two are in
everything else; and not by one that says that it was not done, or only that it will be.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from assistant.dates.tense import Tense, tense_at

LONGEST = 600
"""Characters of a question that are read; nobody asks longer ones."""
LONGEST_GAP = 30
"""Characters between a negation and the verb it denies: "nobody in the town was hurt"."""


class Act(StrEnum):
    """Something that is done, under one verb that stands for its synonyms."""

    PROPOSE = "proposed"
    PLEDGE = "pledged"
    SIGN = "signed"
    DELIVER = "delivered"
    DENY = "denied"
    REFUSE = "refused"
    WITHDRAW = "withdrew"
    RESIGN = "resigned"
    DISMISS = "dismissed"
    ARREST = "arrested"
    IMPRISON = "imprisoned"
    SHOOT = "shot"
    KILL = "killed"
    HURT = "hurt"
    STEAL = "stole"
    JOIN = "joined"
    BLOCK = "blocked"
    OPEN = "opened"
    LOSE = "lost"
    WIN = "won"
    EARN = "earned"
    WITNESS = "witnessed"
    MARRY = "married"
    BORN = "born"
    IN_FORCE = "in force"


WORDS: dict[Act, str] = {
    Act.PROPOSE: r"""
        propos\w+ suggest\w* offer\w* plans? planned call(?:ed|s|ing)_for wants? wanted urg\w+
        ask(?:ed|s|ing)?_for
    """,
    Act.PLEDGE: r"""
        pledg\w+ promis\w+ commit\w* vow\w* undert\w+ agree\w* announc\w+ offer\w* set_aside earmark\w*
        allocat\w+ will would is_to are_to to_be sign\w* deals? accord pact worth package
    """,
    Act.SIGN: r"""
        sign(?:ed|s|ing|ature\w*|atories)? put_\w+_names? ink(?:ed|s) conclud\w+ seal(?:ed|s) declar\w+
        adopt\w* endors\w+
    """,
    Act.DELIVER: r"""
        deliver\w* hand(?:ed|s|ing) hand\w*_(?:\w+_){0,4}(?:over|back) sent send(?:s|ing)?
        ship(?:ped|s|ping|ments?) suppl(?:y|ied|ies|ying) arriv\w+ receiv\w+ transferr?\w* g[ai]ven? gives
        giving got reached left leav(?:e|es|ing) provid\w+ brought bring\w* donat\w+ grant(?:ed|s|ing)?
        pa(?:id|ys?|ying|yments?) spent train(?:ed|s|ing) come came
    """,
    Act.DENY: r"""
        den(?:y|ied|ies|ying|ial\w*) reject\w* disput\w+ refut\w+ dismiss\w* contradict\w* untrue false
        not_true insist\w* no_shortage otherwise wrong
    """,
    Act.REFUSE: r"""
        refus\w* reject\w* declin\w+ turn\w*_(?:\w+_){0,3}down rul\w+_out oppos\w+ veto\w* block\w*
        den(?:y|ied|ies) wo(?:uld|n)?_?n[o’']t did_not does_not will_not never no_longer without
    """,
    Act.WITHDRAW: r"""
        withdr[ae]w\w* pull\w*_(?:\w+_){0,2}(?:out|back) cancel\w* scrap\w* revok\w+ retract\w* rescind\w*
        call\w*_(?:\w+_)?off abandon\w* reneg\w+ drop(?:ped|s|ping)? t(?:ake|ook|aking|aken)_(?:\w+_)?back
        put\w*_off suspend\w* backed_out
    """,
    Act.RESIGN: r"""
        resign\w* step\w*_(?:down|aside|back) quit\w* le(?:ft|aves?|aving)_(?:office|the_post|his|her|their)
        go(?:es|ne)?_as
    """,
    Act.DISMISS: r"""
        dismiss\w* sack\w* fir(?:ed|ing) la(?:id|ying|yoffs?)_off lay-?offs? oust\w*
        los[te]\w*_(?:his|her|their)_jobs? removed
    """,
    Act.ARREST: r"arrest\w* detain\w* detention in_custody jail\w* apprehend\w* captured held seized",
    Act.IMPRISON: r"prison\w* jail\w* sentenc\w+ behind_bars imprison\w* cell",
    Act.SHOOT: r"shot shoot\w* gun\w* open\w*_fire bullets? fired",
    Act.KILL: r"""
        kill\w* dead di(?:e|ed|es|ing) deaths? died toll murder\w* slain fatal\w* lives victims? bodies
        remains perish\w*
    """,
    Act.HURT: r"hurt\w* injur\w+ wound\w* harm\w* burn(?:ed|s|t) suffer\w* hospital\w*",
    Act.STEAL: r"st[eo]l(?:e|en|ing) steal\w* theft\w* robb\w+ heist loot\w* thie(?:f|ves) taken_from",
    Act.JOIN: r"join\w* accession accede\w* members?(?:hip)? enter\w* admitted became_part",
    Act.BLOCK: r"block\w* veto\w* prevent\w* obstruct\w* h(?:e|o)ld_up stopp?(?:ed|s|ing)? h[ae]lt\w* held_up",
    Act.OPEN: r"open\w* inaugurat\w+ launch\w* start\w* beg[iau]n\w* operat\w+ in_use work",
    Act.LOSE: r"los[te]\w* losing defeat\w* beaten fell_short voted_out miss(?:ed|ing)",
    Act.WIN: r"""
        w[io]n(?:s|ning|ners?)? victor\w* champion\w* award\w* prize beat\w* elected defeat\w*
        t[ao]ke?n?_(?:gold|the_title) first
    """,
    Act.EARN: r"earn\w* salar\w+ wages? pa(?:id|y|ys|ying) income makes",
    Act.WITNESS: r"witness\w* watch\w* present look\w*_on saw attend\w*",
    Act.MARRY: r"marr(?:y|ied|ies|ying|iage) wed(?:s|ding)? wife husband spouse",
    Act.BORN: r"born birth\w* natives?",
    Act.IN_FORCE: r"""
        in_force t(?:ake|ook|akes)_(?:effect|force) c(?:ame|ome|omes)_into effective since applies applied
    """,
}
"""By what words a sentence may say that each was done: verbs in their forms, and nouns made of them. Patterns with
spaces between; an underscore stands for a space."""
ASKED: dict[Act, str] = {
    Act.PROPOSE: r"propos(?:e|ed|es|ing)",
    Act.PLEDGE: r"pledg(?:e|ed|es|ing) promis(?:e|ed|es|ing) commit(?:ted|s)? vow(?:ed|s)?",
    Act.SIGN: r"sign(?:ed|s)?",
    Act.DELIVER: r"""
        deliver(?:ed|s)? hand(?:ed|s)?_(?:\w+_){0,6}over handed arrive[ds]? sent? send_off ship(?:ped)?
        pa(?:id|y)_out
    """,
    Act.DENY: r"den(?:y|ied|ies)",
    Act.REFUSE: r"refus(?:e|ed|es) reject(?:ed|s)? turn(?:ed)?_down vot(?:e|ed)_(?:against|down)",
    Act.WITHDRAW: r"""
        withdr[ae]wn? cancel(?:led|ed|s)? scrap(?:ped)? revoked? retract(?:ed)? call(?:ed)?_off
        t(?:ake|ook)_back pull(?:ed)?_out
    """,
    Act.RESIGN: r"resign(?:ed|s)? step(?:ped)?_down quit",
    Act.DISMISS: r"dismiss(?:ed|es)? sack(?:ed)? la(?:y|id)_off",
    Act.ARREST: r"arrest(?:ed|s)? detain(?:ed|s)?",
    Act.IMPRISON: r"go_to_prison (?:spend|serve|sentenced|get|stay)_.{0,30}\b(?:prison|jail)",
    Act.SHOOT: r"sho(?:t|ot|ots)",
    Act.KILL: r"kill(?:ed|s)? die[ds]? murder(?:ed)?",
    Act.HURT: r"hurt injur(?:e|ed|es) wound(?:ed|s)? suffer(?:ed)?_(?=.*injur) injury_did_.*_suffer",
    Act.STEAL: r"st[eo]le?n? steal robbed",
    Act.JOIN: r"join(?:ed|s)?",
    Act.BLOCK: r"block(?:ed|s)? veto(?:ed)?",
    Act.OPEN: r"open(?:ed|s)? inaugurated?",
    Act.LOSE: r"(?<!were_)(?<!was_)(?<!been_)los[te] defeated",
    Act.WIN: r"w[oi]n",
    Act.EARN: r"earn(?:ed|s)?",
    Act.WITNESS: r"witness(?:ed)?",
    Act.MARRY: r"marr(?:y|ied)",
    Act.BORN: r"born",
    Act.IN_FORCE: r"in_force t(?:ake|ook)_effect come_into_force",
}
"""By what words a question asks for each."""
CLAIMED = frozenset({Act.PROPOSE, Act.PLEDGE})
"""Acts that so many words say that a sentence without them is shown all the same."""
DONE = frozenset({Act.DELIVER, Act.OPEN, Act.IN_FORCE, Act.WITHDRAW, Act.RESIGN, Act.DISMISS, Act.JOIN, Act.BLOCK})
"""Acts that a sentence about what will be does not say were done."""
AUXILIARY = re.compile(
    r"\b(?:did|has|have|had|was|were|been|will|would|shall|should|may|might|could|can|is|are|does|do|to)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?]\s+(?=\S)")
BESIDE = re.compile(r"\bto (?:\w+ly )?$|\b(?:that|which|who)\b(?<!^who)(?<!^which)(?<!^that)[^,?]*$", re.IGNORECASE)
"""Before a verb that is not the one asked about: "moved to block", "a rule that blocked"."""
WHETHER = re.compile(
    r"^\W*(?:and |but |so )?(?:did|has|have|had|was|were|is|are|do|does|will|would|can|could)\b", re.IGNORECASE
)
NEGATION = re.compile(
    r"\b(?:not|never|nobody|no one|no|none|neither|nor|without|refus\w+|den(?:y|ied|ies)|reject\w+|agreed not to|untrue"
    r"|unlikely|yet to)\b|n[’']t\b",
    re.IGNORECASE,
)

AHEAD_OF = re.compile(
    r"\b(?:will|would|shall|to|due to|may|might|should|can|could|if it)(?: (?:be|not|also|soon))* $", re.IGNORECASE
)
"""Before a verb of what is to come: "will be handed over", "due to open"."""
DID = re.compile(r"\b(?:did|has|have|had|was|were|been)\b", re.IGNORECASE)
CONFUSED = {
    Act.PLEDGE: re.compile(r"\b(?:pledg|promis|commit)\w*\b", re.IGNORECASE),
    Act.SIGN: re.compile(r"\bsigned\b", re.IGNORECASE),
    Act.PROPOSE: re.compile(r"\b(?:propos|offer)\w*\b", re.IGNORECASE),
    Act.DELIVER: re.compile(r"\b(?:delivered|handed over|arrived|will give|will hand over|will send)\b", re.IGNORECASE),
}
"""Acts that are easily taken for each other, each by the words that leave no doubt."""


class Premise(NamedTuple):
    """An act that a question rests on."""

    act: Act
    words: str
    """The question's own."""
    done: bool
    """Whether it asks of what was done, rather than of what is to come."""
    whether: bool
    """Whether it asks if it was done, or why it was not: then "it was not" is an answer."""


def _compiled(words: dict[Act, str]) -> dict[Act, re.Pattern[str]]:
    patterns = {act: "|".join(listed.split()).replace("_", " ") for act, listed in words.items()}
    return {act: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for act, pattern in patterns.items()}


ACT_WORDS, _ASKED = _compiled(WORDS), _compiled(ASKED)
"""``WORDS`` and ``ASKED``, compiled."""


@lru_cache(maxsize=64)
def premise(question: str) -> Premise | None:
    """Give the act that a question rests on: what its last sentence asks about, not what it says of somebody beside."""
    question = question[-LONGEST:]
    asking = question[max((found.end() for found in SENTENCE.finditer(question)), default=0) :]
    found = [(match.start(), act, match) for act, pattern in _ASKED.items() for match in pattern.finditer(asking)]
    verbs = [one for one in found if not BESIDE.search(asking[: one[0]]) and not _is_noun(asking, one[2])]
    if not verbs:
        return None
    _, act, match = min(verbs, key=lambda one: one[0])
    before = asking[: match.start()]
    auxiliaries = AUXILIARY.findall(before)
    done = not auxiliaries or DID.fullmatch(auxiliaries[-1]) is not None
    denied = NEGATION.search(before) is not None
    return Premise(act, match.group(), done, WHETHER.match(question) is not None or denied)


def _is_noun(question: str, match: re.Match[str]) -> bool:
    """Whether the words are a thing rather than an act: "its pledge", "the signed deal", "a win"."""
    before = question[: match.start()].rstrip().lower().split()
    return bool(before) and (
        before[-1] in {"the", "a", "an", "its", "his", "her", "their", "this", "that", "of", "first", "last", "final"}
        or before[-1].endswith(("'s", "’s"))
    )


def bears(asked: Premise, sentence: str) -> bool:
    """Tell whether a sentence says that the act of a question was done; or, where that is asked, that it was not."""
    if asked.act in CLAIMED:
        return True
    return any(_said(asked, sentence, match) for match in ACT_WORDS[asked.act].finditer(sentence))


def _said(asked: Premise, sentence: str, match: re.Match[str]) -> bool:
    if asked.whether:
        return not (asked.done and asked.act in DONE and _to_come(sentence, match))
    if asked.done and asked.act in DONE and _to_come(sentence, match):
        return False
    counted = asked.act in {Act.KILL, Act.HURT, Act.ARREST, Act.DISMISS}  # "nobody was hurt" is a number
    refused = asked.act in {Act.REFUSE, Act.DENY}
    before = sentence[max(0, match.start() - LONGEST_GAP) : match.start()]
    return counted or refused or not NEGATION.search(before)


def _to_come(sentence: str, match: re.Match[str]) -> bool:
    return (
        tense_at(sentence, match.start(), match.end()) is Tense.FUTURE
        or AHEAD_OF.search(sentence[: match.start()]) is not None
    )


def reported(sentence: str) -> Act | None:
    """Give the first act, of those that are easily confused, that a sentence says in words that leave no doubt."""
    said = [(match.start(), act) for act, words in CONFUSED.items() if (match := words.search(sentence))]
    return min(said)[1] if said else None


def other_act(asked: Premise, sentence: str) -> str:
    """Give the words by which a sentence says another of the acts that are easily confused; empty if it says none."""
    said = (
        match.group() for act, words in CONFUSED.items() if act is not asked.act and (match := words.search(sentence))
    )
    return next(said, "")
