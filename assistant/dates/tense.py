"""Tense: whether the clause around a time expression speaks of the past or of the future.

No parser: the verb groups of the sentence are found by their auxiliaries and forms, and the group that
governs the expression is the nearest one before it, or the first one after it where the expression
opens its clause ("On Monday the court will rule"). What cannot be told is ``UNCLEAR``, not guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.wordlist import words

REACH_BEFORE = 240
REACH_AFTER = 160
AHEAD_REACH = 5
NEAR_TOKENS = 3  # a verb this close before the expression governs it: "that took place on Monday was …"
"""Characters looked at on either side: a clause of news prose is shorter, and reading stays linear."""


class Tense(StrEnum):
    """When the governing verb places its event, seen from the day of publication."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"
    """There is a verb, and it allows both ("was due to meet on Tuesday", a caption's "meets")."""
    NONE = "none"
    """No verb was found."""


TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*|['’](?:ll|re|ve|d|s)\b|n['’]t\b|[,;:()“”\"–—]")
HERE = "<>"  # stands for the time expression among the tokens

MODALS = frozenset({"will", "ll", "shall", "would", "may", "might", "should", "must", "can", "could"})
FILLERS = frozenset(words("not also now still all both already soon then again being n't once"))
TO_COME = frozenset(
    words(
        """due set scheduled expected slated poised supposed planned going about likely unlikely
        ready bound hoping planning preparing to tipped billed"""
    )
)
PLANS = frozenset(
    words(
        """plans plan planning intends intend hopes hope wants want aims aim expects expect
        threatens threaten prepares prepare agrees agree"""
    )
)
HALF_PLANS = frozenset({"hoped", "wanted", "intended", "planned", "agreed", "expected", "aimed"})
BEGINNINGS = frozenset(
    words(
        """begins begin starts start resumes resume expires expire premieres airs kicks launches debuts reopens reopen
        opens ends closes lapses runs stays stay"""
    )
)
"""Verbs whose plain present announces: "the trial begins Monday"."""
CAPTION_VERBS = frozenset(
    words(
        """meets visits hosts travels heads arrives returns departs leaves flies faces plays
        holds takes gathers speaks goes comes"""
    )
)
"""Verbs whose plain present announces in a report and looks back in a caption."""
GOING = frozenset(
    words(
        """visiting meeting holding travelling traveling heading hosting launching returning flying arriving
        leaving starting beginning opening coming"""
    )
)
"""Verbs whose "is …ing" speaks of what is arranged."""
IRREGULAR = frozenset(
    words(
        """ate beat became been began begun bent bet bit bled blew blown bore born bought bound broke
        broken brought built burnt came caught chose chosen clung cost cut dealt did died done dove
        drank drew drawn drew driven drove fell fallen fed felt fled flew flown forbade forgot
        fought found froze frozen gave given gone got gotten grew grown had heard held hid hit hung
        hurt kept knelt knew known laid lain lay led left lent let lit lost made meant met overcame
        overthrew paid put quit ran rang read rode rose risen said sang sank sat saw seen sent set
        shed shook shot shown shrank shut slain slept slid sold sought spent split spoke spoken
        sprang spread stole stolen stood struck stuck stung sued swam swept swore sworn swung taken
        taught thought threw thrown told took tore torn undertook understood underwent upheld was
        went were withdrew withdrawn won wore worn wound wrote written saying adding telling"""
    )
)
NOT_PAST = frozenset(
    words(
        """hundred indeed need speed feed seed exceed proceed succeed unprecedented breed armed
        sacred naked embed agreed-upon red bed unmanned unarmed"""
    )
)
DETERMINERS = frozenset(
    words(
        """
    the a an its his her their our my your this these those some any no of with for by in at from into
    more most several many few two three
    """
    )
)
AHEAD = frozenset({"before", "until", "till", "once", "unless"})
"""Open a clause whose present tense is to come: "before Trump takes office"."""
OPENERS = frozenset({"that", "but", "who", "which", "when", "while", "where", "because", "if", "“", "(", ":"})
PREPOSITIONS = frozenset({"on", "in", "by", "for", "since", "until", "till", "before", "after", "from", "at", "during"})
PRESENT = re.compile(r"(?!(?:was|has|is|its|his|as|this|us|s|always|perhaps)$)[a-z]+[^s\W]s")
PUNCTUATION = frozenset(",;:()–—")
DAY_WORD = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day$")


def tense_at(sentence: str, start: int, end: int) -> Tense:
    """Tell the tense of the clause that holds ``sentence[start:end]``, a time expression."""
    before = _tokens(sentence[max(0, start - REACH_BEFORE) : start])
    after = _tokens(sentence[end : end + REACH_AFTER])
    if ";" in before:
        before = before[len(before) - before[::-1].index(";") :]
    inside = _tokens(sentence[start : min(end, start + REACH_AFTER)])
    preposition = inside[0].lower() if inside and inside[0].lower() in PREPOSITIONS else ""
    cues, weak = _cues([*before, HERE, *after], preposition)
    place = len(before)
    left = [tense for index, tense in cues if index < place]
    right = [(index, tense) for index, tense in cues if index > place]
    found = left[-1] if left else Tense.NONE
    opens = _opens_clause(before, after, right[0][0] - place if right else len(after) + 1)
    # "Republicans on Tuesday rejected …", but not "the vote expected Friday was …".
    near = any(place - NEAR_TOKENS <= index < place for index, _ in cues)
    follows = bool(right) and right[0][0] == place + 1 and not near
    if right and (opens or follows or not left):
        found = right[0][1]
        if follows and not opens and not preposition and found is Tense.FUTURE:
            found = Tense.UNCLEAR  # "the proposal Friday would …": made on Friday, or acting on it
    if opens and before and PRESENT.fullmatch(after[0] if after else ""):
        found = Tense.UNCLEAR  # "who on Friday departs for …"
    if found is Tense.NONE and weak:
        found = Tense.FUTURE
    return _limited(found, before, preposition)


def _limited(found: Tense, before: list[str], preposition: str) -> Tense:
    tail = [token.lower() for token in before[-3:]]
    ahead = tail[-2:] == ["ahead", "of"] or preposition in {"before", "until", "till"}
    if tail[-3:-1] in (["as", "early"], ["as", "soon"], ["as", "late"]) or tail[-2:] == ["later", "than"]:
        return Tense.FUTURE  # "as early as Monday", "no later than Friday"
    if tail[-2:] == ["as", "of"] and found is not Tense.FUTURE:
        return Tense.PAST
    if ahead and found is Tense.PAST:
        return Tense.UNCLEAR  # written before the day or after it
    if found is Tense.NONE and (ahead or preposition == "by" or tail[-1:] in (["starting"], ["beginning"])):
        return Tense.FUTURE
    return found


def _tokens(text: str) -> list[str]:
    return [token.lstrip("'’") for token in TOKEN.findall(text.replace("n't", " n't").replace("n’t", " n't"))]


def _opens_clause(before: list[str], after: list[str], distance: int) -> bool:
    if not before:
        return True
    previous = before[-1].lower()
    if previous in OPENERS:
        return True
    punctuation = next((i for i, token in enumerate(after, 1) if token in PUNCTUATION), len(after) + 1)
    if previous == "and":
        return distance < punctuation and not (len(before) > 1 and DAY_WORD.search(before[-2]))
    # ", on Monday the court ruled" opens; "in Geneva, on Monday, …" hangs on what came before.
    return previous == "," and distance < punctuation


def _cues(tokens: list[str], preposition: str) -> tuple[list[tuple[int, Tense]], bool]:
    """Give the verb groups, as (token index, tense), and whether a bare "to …" was seen."""
    cues: list[tuple[int, Tense]] = []
    weak = False
    i = 0
    while i < len(tokens):
        word = tokens[i]
        # A capital inside a sentence is a name ("May", "United"), not a verb.
        low = word.lower() if word.islower() or (i == 0 and word != "May") else word
        after = _after(tokens, i + 1)
        follower = tokens[after] if after < len(tokens) else ""
        tense, used = _group(low, follower, tokens, i, after, preposition=preposition)
        if tense is not None:
            cues.append((i, tense))
        elif low == "to" and follower.islower() and follower not in DETERMINERS:
            weak = True
        i = max(i + 1, used)
    return cues, weak


def _after(tokens: list[str], index: int) -> int:
    """Give the next token's index past "not", "also" and adverbs."""
    while index < len(tokens) and (tokens[index] in FILLERS or tokens[index].endswith("ly")):
        index += 1
    return index


def _group(
    low: str, follower: str, tokens: list[str], i: int, after: int, *, preposition: str
) -> tuple[Tense | None, int]:
    """Tell the tense of the verb group that starts at token ``i``, and where the group ends."""
    to_come = follower in TO_COME
    if low in MODALS:
        perfect = follower == "have" and any(map(past_form, tokens[after + 1 : after + 2]))
        past = (perfect and low != "will") or (low == "could" and "not" in tokens[i + 1 : after])
        # "Officials said it would meet" looks ahead; "that spring it would fail" is told of the past.
        told = low == "would" and not any(past_form(token) for token in tokens[:i])
        tense = Tense.PAST if past else Tense.UNCLEAR if told else Tense.FUTURE
        return tense, _group_end(tokens, after)
    if low in {"is", "are", "re", "am", "s"}:
        return _present_of_be(low, follower, tokens, after)
    if low in {"was", "were", "had", "did"}:
        cause = follower == "due" and _next_in(tokens, after + 2, DETERMINERS)  # "was due to a shortage"
        planned = to_come and not cause and not (low == "had" and follower == "to")
        later = low == "had" and follower == "been" and tokens[after + 1 : after + 2] in ([w] for w in TO_COME)
        return (Tense.UNCLEAR if planned or later else Tense.PAST), _group_end(tokens, after)
    if low in {"be", "have", "stay", "remain"} and i and tokens[i - 1] == "to":
        return None, _group_end(tokens, after)  # "wants it to be signed", "hopes to have all running"
    if low in {"has", "have", "ve"}:
        planned = follower in {"to", "until"} or (follower == "been" and _next_in(tokens, after + 1, TO_COME))
        planned = planned or (follower == HERE and preposition == "until")
        return (Tense.FUTURE if planned else Tense.PAST), _group_end(tokens, after)
    return _single(low, follower, tokens, i, preposition)


def _present_of_be(low: str, follower: str, tokens: list[str], after: int) -> tuple[Tense | None, int]:
    if low == "s":  # "it's set to …", but not "Spain's planned …"
        planned = follower in TO_COME and tokens[after + 1 : after + 2] == ["to"]
        return (Tense.FUTURE, _group_end(tokens, after)) if planned else (None, 0)
    if follower in TO_COME or follower == HERE:
        return Tense.FUTURE, _group_end(tokens, after) if follower != HERE else after
    if follower.endswith("ing"):
        return (Tense.FUTURE if follower in GOING else Tense.UNCLEAR), after + 1
    if past_form(follower):
        return None, after + 1  # "is seen", "are held": no time of its own
    return None, 0


def _single(  # noqa: PLR0911 (one way out for each kind of verb)
    low: str, follower: str, tokens: list[str], i: int, preposition: str
) -> tuple[Tense | None, int]:
    linked = follower in {"to", "for", "on", "by"} or follower == HERE
    if low in PLANS and follower == "to":
        return Tense.FUTURE, i + 2
    if low in HALF_PLANS and follower == "to":
        told = any(token in {"said", "says", "told"} for token in tokens[:i])  # and so it still does
        return (Tense.FUTURE if told else Tense.UNCLEAR), i + 3
    if low in {"due", "scheduled", "slated", "expected", "forecast"} and linked:
        return Tense.FUTURE, i + 1
    if low in {"set", "planned"} and (follower == "for" or (follower == HERE and preposition == "for")):
        return Tense.FUTURE, i + 1
    if low in BEGINNINGS and not (i and tokens[i - 1] in {"to", "s", HERE, *DETERMINERS}):
        return Tense.FUTURE, i + 1 + past_form(follower)
    if low == "takes" and follower in {"effect", "office", "force"}:
        return Tense.FUTURE, i + 2
    if low in CAPTION_VERBS and not (i and tokens[i - 1] in {"to", *DETERMINERS}):
        ahead = any(token in AHEAD for token in tokens[max(0, i - AHEAD_REACH) : i])
        return (Tense.FUTURE if ahead else Tense.UNCLEAR), i + 1
    if past_form(low) and not (i and tokens[i - 1] in {"being", "get", "gets", "getting"}):
        adjective = i > 0 and tokens[i - 1].lower() in DETERMINERS and follower.islower() and not linked
        return (None if adjective else Tense.PAST), i + 1
    return None, 0


def past_form(word: str) -> bool:
    """Tell whether a word has the form of a past tense or participle: "signed", "went"."""
    return word in IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST)


def _next_in(tokens: list[str], index: int, wanted: frozenset[str]) -> bool:
    return index < len(tokens) and tokens[index] in wanted


def _group_end(tokens: list[str], index: int) -> int:
    """Skip the verbs that belong to one group: "will | have been | held", "is due | to visit"."""
    while index < len(tokens) and tokens[index] in {"be", "been", "have", "to", "get"} | TO_COME | FILLERS:
        index += 1
    verb = tokens[index] if index < len(tokens) else HERE
    held = verb in {"stay", "remain"} and past_form(tokens[index + 1] if index + 1 < len(tokens) else "")
    return index + (verb != HERE) + held  # "will stay closed"
