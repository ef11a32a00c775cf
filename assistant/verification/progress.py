"""Progress: how far a matter has come. Proposed, promised, signed, done, put off and denied are different things."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache

from assistant.acts import ACT_WORDS, CLAIMED
from assistant.attribution import read_attributions
from assistant.dates.tense import past_form
from assistant.verification.model import NO_WORDS, Finding, State
from assistant.verification.steps import LAW, another_step, with_words_behind
from index.terms import content_terms, terms


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
        will would(?!_(?:not_)?have\b) shall plans?_(?:to|for) planned planning
        (?-i:due_to)(?!_(?:the|an?|its?|their|his|her|th[ei]se?|that|those|lack|\w+(?:ing|ions?|ment|ity|[iu]al|ous|ed))\b)
        set_to expect(?:ed|s) hopes?
        intend(?:s|ed)?
        aim(?:s|ed)?_to
        (?:is|are|was|were)_to (?-i:may) might could should want(?:s|ed)? likely_to yet_to ready_to scheduled
        await\w* pending (?:meant|supposed|intended)_to
    """,
    Stage.PROPOSED: r"""
        wants? wanted propos(?:e[sd]?|ing|als?) suggest\w*
        offer(?:s|ed|ing)? consider\w* call(?:s|ed|ing)?_for urg(?:e|es|ed|ing) recommend\w*
        appl(?:y|ied|ies|ying)_(?:to|for) sought seeks? request(?:s|ed)? ask(?:s|ed|ing)?_(?:for|(?:\w+_){1,3}to)
        appeal(?:s|ed|ing)?_(?:to|for) threaten\w* weigh(?:s|ed|ing)_(?:a|an|the) mull\w*
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
        received accepted transferred introduced imposed banned moved began opened
    """,
    Stage.STOPPED: r"""
        cancel\w* withdr(?:ew|awn|aws?|awing) scrap(?:ped|s)? call(?:ed|s)_off postpon\w+ put(?:s|ting)?_off
        put_back delayed suspend\w*
        shelved
    """,
    Stage.DENIED: r"""
        refus\w+ reject\w* declin\w+ den(?:y|ies|ied) turn(?:ed|s)?_down rul(?:ed|es)_out untrue
        dismissed_(?:the|an?|any|all|such|as|it|claims?|reports?)
    """,
    Stage.ALLEGED: r"alleg\w+ claim(?:s|ed)?(?=_(?:that|to|it|he|she|they)\b) accus\w+ suspected rumou?r\w* reportedly",
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
IMPLICATIVE = re.compile(
    r"\b(?:manag|forc|caus|led|lead|beg[aiu]n|start|continu|help|get|got|came|come|us(?=ed)|compel|prompt|oblig|drove"
    r"|driven|went on|first|last|only|\w+est|dar|happen|prov|enough)(?:s|ed|es|ing|led|ning|ting)?(?: [\w’'-]+){0,4} $",
    re.IGNORECASE,
)
"""Before "to" and a verb of what was done (implicative verbs, Karttunen 1971): "was forced to resign"."""
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


CLASSES = {
    **LAW,
    **{act.value: pattern for act, pattern in ACT_WORDS.items() if act not in CLAIMED},
    **{f"{stage}.": PATTERNS[stage] for stage in (Stage.PROMISED, Stage.AGREED, Stage.STOPPED, Stage.DENIED)},
}
"""Acts and stages whose words stand for one another."""
LIGHT_VERBS = frozenset(
    terms("go goes went gone come came take took taken make made give gave given get got put keep kept set left")
)
"""Verbs that say little by themselves."""
AUXILIARIES = frozenset({"was", "were", "had", "been", "did"})
UNLESS = re.compile(
    r"\b(?:before|until|till|unless|if|once)\b(?! (?:the|his|her|its|their) \w+ (?:of|in)\b)[^,;.]*$", re.IGNORECASE
)
"""Before a verb of what need not have happened: "before they met"."""
TO_COME = re.compile(r"(?:was|were|had) (?:\w+ ){0,2}to\b")
BESIDE = re.compile(
    r"\b(?:who|which|that|because|whose|when|if|not|never)(?: (?:has|have|had|was|were|been|be|\w+ly|it|he"
    r"|she|they)){0,3} $"
)
"""Before a verb of a clause that only describes, or of what was not done."""
MODIFIES = re.compile(r"\b(?:of|the|a|an|its|his|her|their|some|many|more|most|by|in|for|with|and|or) $", re.IGNORECASE)
"""Before a participle that only describes: "frozen pies"."""


PARTICIPLE = re.compile(r", ([a-z]+ing)\b")
"""Tells what was done along with the rest: "…, capturing several villages"."""
WAITS = re.compile(r"\b(?:await\w*|pending|yet)\b")
WAS_DONE = re.compile(r"\b(?:who|which|that) (?:was|were|had been|has been) \w+ed\b(?! to\b)")
SMALL = re.compile(r"\b[a-z][\w’'-]*")
UNDER = re.compile(r"(?: [\w’'-]+){1,6}")


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
            if speech or (stage in REAL and _ahead(text[: match.start()])):
                continue
            found.setdefault(stage, with_words_behind(text, *match.span()))
    return found


def _ahead(before: str) -> bool:
    """Whether what follows has not happened, by the words before it."""
    found = AHEAD.search(before)
    if found and found.group().startswith("to"):
        return not IMPLICATIVE.search(before[: found.start()])
    return found is not None


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
        if "-" in text[max(0, match.start() - 1) : match.end() + 1]:
            continue  # "open-ended"
        if word in AUXILIARIES or UNLESS.search(before) or BESIDE.search(before) or TO_COME.match(text, match.start()):
            continue
        ahead = _ahead(before)
        if ahead or (past_form(word) and not MODIFIES.search(before)):
            for term in terms(word):
                found[term] = found.get(term, False) or not ahead
    return found


def compare(
    statement: str, quote: str, told: Mapping[str, str] = NO_WORDS, ignored: Collection[str] = (), *, main: bool = True
) -> Finding | None:
    """Tell whether a quote tells of the stage that a statement tells of; ``None`` where either tells of none.

    ``told`` gives the quote's terms for the statement's where they differ; ``ignored`` are those that another quote
    has. Only the ``main`` quote counts by its stages alone.
    """
    mine = {stage: words for stage, words in stages(statement).items() if terms(words)[0] not in ignored}
    others = stages(quote)
    done = {term: was for term, was in verbs(statement).items() if term not in ignored}
    against = _not_yet(done, quote, told) or another_step(statement, quote)
    if main:
        against = against or _alleged(statement, mine, quote, told) or _against(mine, done, quote, told)
    if against:
        return Finding(State.DIFFERENT, against)
    if not mine or not others or mine.keys() <= {Stage.DONE}:
        return None
    if mine.keys() <= {Stage.PLANNED} and any(verbs(statement).values()):
        return None
    otherwise = main and not (
        told and mine.keys() <= {Stage.PLANNED, Stage.PROPOSED} and _not_come(statement, quote, told)
    )
    if mine.keys() & others.keys() or any(one in mine and other in others for one, other in TOGETHER):
        return Finding(State.BORNE, next((others[one] for one in others if one in mine), ""))
    return Finding(State.DIFFERENT, next(iter(others.values()))) if otherwise else None


def _not_come(statement: str, quote: str, told: Mapping[str, str]) -> bool:
    """Whether what was done by a quote is not what is to come by a statement: the quote tells of something else."""
    ahead = {told.get(term, term) for term, was in verbs(statement).items() if not was}
    real = bool(stages(quote).keys() & REAL) and not WAITS.search(statement)
    return real and not any(verbs(quote).get(term) for term in ahead)


def _alleged(statement: str, mine: Collection[Stage], quote: str, told: Mapping[str, str]) -> str:
    """Give the words by which a quote only alleges what a statement says is so; or nothing."""
    cue = stages(quote).get(Stage.ALLEGED, "")
    if not cue or Stage.ALLEGED in mine:
        return ""
    plain = {told.get(term, term) for term in content_terms(" ".join(SMALL.findall(statement)))}
    return cue if len(plain & set(terms(quote[quote.find(cue) :]))) > 1 else ""


def _not_yet(done: Mapping[str, bool], quote: str, alike: Mapping[str, str]) -> str:
    """Give the words by which a quote tells of something to come that was done by a statement; or nothing."""
    told, maybe = verbs(quote), _maybe(quote)
    in_quote = {term: alike.get(term, term) for term in done}
    of_one = next(
        (
            other
            for term, other in in_quote.items()
            if done[term] and told.get(other, other == term or other not in maybe) is False
        ),
        "",
    )
    return of_one and next(iter(stages(quote).values()), of_one)


@lru_cache(maxsize=8192)
def _maybe(text: str) -> frozenset[str]:
    """Give the terms of what a sentence says may be, or will be: "may have contributed to a death"."""
    cues = [match for stage in (Stage.PLANNED, Stage.ALLEGED) for match in PATTERNS[stage].finditer(text)]
    return frozenset(term for cue in cues if (behind := UNDER.match(text, cue.end())) for term in terms(behind.group()))


def _against(mine: Mapping[Stage, str], done: Mapping[str, bool], quote: str, alike: Mapping[str, str]) -> str:
    """Give the words of a quote that say that a matter has not come as far as a statement says; or nothing."""
    others, told = stages(quote), verbs(quote)
    if Stage.STOPPED in others and Stage.STOPPED not in mine and any(done.values()):
        return others[Stage.STOPPED]
    past = {term for word in SMALL.findall(quote) if past_form(word) for term in terms(word)}
    in_quote = {alike.get(term, term) for term, was in done.items() if was and term not in LIGHT_VERBS}
    in_quote &= {*terms(quote)} - past
    real = mine.keys() & REAL
    meanwhile = done.keys() & set(terms(" ".join(PARTICIPLE.findall(quote))))
    only_planned = bool(others) and others.keys() <= WEAK and not any(told.values()) and not meanwhile
    only_planned = only_planned and not WAS_DONE.search(quote)
    if only_planned and ((real and not real & others.keys()) or (mine.keys() <= {Stage.DONE} and in_quote)):
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
