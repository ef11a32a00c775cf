"""Progress: how far a matter has come. Proposed, promised, signed, done, put off and denied are different things."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from assistant.acts import ACT_WORDS, CLAIMED
from assistant.attribution import read_attributions
from assistant.dates.tense import past_form
from assistant.verification.model import Finding, State
from index.terms import terms


class Stage(StrEnum):
    """How far a matter has come, as a sentence tells it."""

    PLANNED = "planned"
    PROPOSED = "proposed"
    PROMISED = "promised"
    AGREED = "agreed"
    DONE = "done"
    STOPPED = "stopped"
    DENIED = "denied"
    ALLEGED = "alleged"


WORDS = {
    Stage.PLANNED: r"""
        will would shall plans?_(?:to|for) planned planning due_to set_to expect(?:ed|s) hopes? intend(?:s|ed)?
        aim(?:s|ed)?_to
        (?:is|are|was|were)_to (?-i:may) might could should want(?:s|ed)? likely_to yet_to ready_to scheduled
    """,
    Stage.PROPOSED: r"""
        propos\w+ suggest\w* offer(?:s|ed|ing)? consider\w* call(?:s|ed|ing)?_for urg(?:e|es|ed|ing) recommend\w*
        appl(?:y|ied|ies|ying)_(?:to|for) sought seeks? request(?:s|ed)? ask(?:s|ed|ing)?_for
        appeal(?:s|ed|ing)?_(?:to|for)
    """,
    Stage.PROMISED: r"""
        pledg\w+ promis\w+ commit(?:s|ted|ment|ments)? vow(?:s|ed)? undert\w+ agree[sd]?_to guarantee[sd]?
    """,
    Stage.AGREED: r"""
        signed signs signing ratif(?:ied|ies|ying) approv(?:ed|es) adopt(?:ed|s) conclud(?:ed|es) sealed agreed passed
        put_(?:his|her|its|their)_names? inked
    """,
    Stage.DONE: r"""
        deliver(?:ed|s|ies|y)? hand(?:ed|ing|s)_over handed sent shipped arrived reached completed? finished gave given
        received accepted went transferred introduced imposed banned moved began opened
    """,
    Stage.STOPPED: r"""
        cancel\w* withdr(?:ew|awn|aws?|awing) scrap(?:ped|s)? call(?:ed|s)_off postpon\w+ put(?:s|ting)?_off
        put_back delayed suspend\w*
        shelved
    """,
    Stage.DENIED: r"refus\w+ reject\w* declin\w+ den(?:y|ies|ied) turn(?:ed|s)?_down rul(?:ed|es)_out dismissed untrue",
    Stage.ALLEGED: r"alleg\w+ claim(?:s|ed)? accus\w+ suspected rumou?r\w* reportedly",
}
"""Words by which a sentence tells each; an underscore stands for a space."""
PATTERNS = {
    stage: re.compile(rf"\b(?:{'|'.join(one.replace('_', ' ') for one in listed.split())})\b", re.IGNORECASE)
    for stage, listed in WORDS.items()
}
AHEAD = re.compile(
    r"\b(?:will|would|shall|to|may|might|should|can|could|must|let|yet|plans?|planned|proposed|proposes|wants?|offered|due"
    r"|before|without|if)(?:[’']ve)?(?:[ “\"]+(?:be|not|also|soon|have|been|it|him|them|very|now|\w+ly))*[ ”\"]+$",
    re.IGNORECASE,
)
"""Before a verb of what has not happened: "will be delivered", "promised to hand over", "plans to sign"."""
REAL = frozenset({Stage.AGREED, Stage.DONE, Stage.STOPPED})
TOGETHER = (
    (Stage.PLANNED, Stage.PROMISED),
    (Stage.PROMISED, Stage.PLANNED),
    (Stage.PROMISED, Stage.AGREED),
    (Stage.DENIED, Stage.STOPPED),
    (Stage.STOPPED, Stage.DENIED),
)
"""What a statement says, and what news may call it: what was promised will be given, or was signed."""
WEAK = frozenset({Stage.PLANNED, Stage.ALLEGED, Stage.PROPOSED, Stage.PROMISED})


LAW = {
    "charged": re.compile(r"\b(?:charged|indict\w+|accused|booked|faces? charges)\b", re.IGNORECASE),
    "convicted": re.compile(r"\b(?:convict\w+|guilty)\b", re.IGNORECASE),
    "acquitted": re.compile(r"\b(?:acquit\w*|cleared|not guilty)\b", re.IGNORECASE),
    "sentenced": re.compile(r"\bsentenc\w+\b", re.IGNORECASE),
}
"""How far a case at law has come."""
CLASSES = {
    **LAW,
    **{act.value: pattern for act, pattern in ACT_WORDS.items() if act not in CLAIMED},
    **{f"{stage}.": PATTERNS[stage] for stage in (Stage.PROMISED, Stage.AGREED, Stage.STOPPED, Stage.DENIED)},
}
"""Acts and stages whose words stand for one another."""
BESIDE = re.compile(
    r"\b(?:who|which|that|because|whose|when|if|not|never)(?: (?:has|have|had|was|were|been|be|\w+ly|it|he"
    r"|she|they)){0,3} $"
)
"""Before a verb of a clause that only describes, or of what was not done."""
MODIFIES = re.compile(r"\b(?:of|the|a|an|its|his|her|their|some|many|more|most|by|in|for|with|and|or) $", re.IGNORECASE)
"""Before a participle that only describes: "frozen pies"."""


BEHIND = re.compile(r"(?: [\w’'-]+){1,2}")


def with_words_behind(text: str, start: int, end: int) -> str:
    """Give words of a sentence with the one or two behind them, as a reader would quote them."""
    behind = BEHIND.match(text, end)
    return text[start : behind.end() if behind else end]


@lru_cache(maxsize=8192)
def stages(text: str) -> dict[Stage, str]:
    """Give the stages that a sentence tells of, each with its first words; what will be done is planned, not done."""
    cues = [(one.cue_start, one.cue_end) for one in read_attributions(text)]
    found: dict[Stage, str] = {}
    for stage, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            speech = any(start <= match.start() < end for start, end in cues) and stage in {
                Stage.DENIED,
                Stage.PROPOSED,
            }
            if speech or (stage in REAL and AHEAD.search(text[: match.start()])):
                continue
            found.setdefault(stage, with_words_behind(text, *match.span()))
    return found


@lru_cache(maxsize=8192)
def verbs(text: str) -> dict[str, bool]:
    """Give the stems of a sentence's past forms and of what stands behind "to" or "will": whether any was done."""
    cues = [(one.cue_start, one.cue_end) for one in read_attributions(text)]
    weak = [match.span() for stage in WEAK for match in PATTERNS[stage].finditer(text)]
    found: dict[str, bool] = {}
    for match in re.finditer(r"[A-Za-z]+", text):
        word, before = match.group(), text[: match.start()]
        if not word[0].islower() or any(start <= match.start() < end for start, end in (*cues, *weak)):
            continue
        if BESIDE.search(before):
            continue
        ahead = AHEAD.search(before) is not None
        if ahead or (past_form(word) and not MODIFIES.search(before)):
            for term in terms(word):
                found[term] = found.get(term, False) or not ahead
    return found


def compare(statement: str, quote: str) -> Finding | None:
    """Tell whether a quote tells of the stage that a statement tells of; ``None`` where either tells of none."""
    mine, others = stages(statement), stages(quote)
    if against := _against(statement, quote):
        return Finding(State.DIFFERENT, against)
    if not mine or not others or mine.keys() <= {Stage.DONE}:
        return None
    if mine.keys() <= {Stage.PLANNED} and any(verbs(statement).values()):
        return None
    if mine.keys() & others.keys() or any(one in mine and other in others for one, other in TOGETHER):
        return Finding(State.BORNE, next((others[one] for one in others if one in mine), ""))
    return Finding(State.DIFFERENT, next(iter(others.values())))


def _against(statement: str, quote: str) -> str:
    """Give the words of a quote that say that a matter has not come as far as a statement says; or nothing."""
    mine, others = stages(statement), stages(quote)
    done, told = verbs(statement), verbs(quote)
    only_planned = bool(others) and others.keys() <= WEAK and not any(told.values())
    real = mine.keys() & REAL
    of_one = [term for term in done.keys() & told.keys() if done[term] and not told[term]]
    if of_one:
        return next(iter(others.values()), of_one[0])
    for stage, counts in (
        (Stage.ALLEGED, not mine.keys() & others.keys()),
        (Stage.STOPPED, any(done.values())),
    ):
        if stage in others and stage not in mine and counts:
            return others[stage]
    if only_planned and ((real and not real & others.keys()) or (mine.keys() <= {Stage.DONE} and any(done.values()))):
        return next(iter(others.values()))
    return ""


@lru_cache(maxsize=8192)
def classes_in(text: str) -> frozenset[str]:
    """Give the acts and stages that the words of a sentence tell of, but for those that many words tell."""
    return frozenset(name for name, pattern in CLASSES.items() if pattern.search(text))


@lru_cache(maxsize=256)
def class_places(text: str) -> tuple[tuple[int, int, str], ...]:
    """Give where the words stand by which a sentence tells of acts and stages, each with which."""
    return tuple((*found.span(), name) for name, pattern in CLASSES.items() for found in pattern.finditer(text))


def classes_at(text: str, start: int, end: int) -> frozenset[str]:
    """Give the acts and stages that a word of a sentence tells of, by itself or with the words beside it."""
    return frozenset(name for begun, ended, name in class_places(text) if begun < end and start < ended)


def words_of(statement: str) -> tuple[int, int]:
    """Give where the words stand by which a statement tells its stage: the first of them, else its first past verb."""
    spans = [match.span() for pattern in PATTERNS.values() for match in pattern.finditer(statement)]
    if spans:
        return min(spans)
    done = verbs(statement)
    for match in re.finditer(r"[A-Za-z]+", statement):
        if any(done.get(term) for term in terms(match.group())):
            return match.span()
    return 0, len(statement)
