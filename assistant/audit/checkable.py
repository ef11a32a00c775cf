"""What of a draft can be checked: sentences that state something, and the statements they make."""

from __future__ import annotations

import re

from assistant.audit.draft import Role
from assistant.dates.tense import past_form
from assistant.verification import Statement
from assistant.verification.statement import LONGEST
from index.terms import content_terms

FEWEST = 2
"""Words that carry meaning in a sentence that states something."""
OPINION = re.compile(
    r"\b(?:in my (?:view|opinion|judgement)|i (?:think|believe|feel|hope|suspect|guess|wonder|doubt|fear|wish"
    r"|would argue)"
    r"|we (?:think|believe|feel|hope|suspect|wonder|doubt|fear|wish)|my (?:guess|view|hunch|bet|opinion"
    r"|feeling)|to my mind"
    r"|it is (?:a (?:shame|pity|disgrace|scandal|relief|miracle)|sad|regrettable|unfortunate|hard not to"
    r"|time (?:to|for)"
    r"|to be hoped|high time|good|right|wrong)|(?:sadly|hopefully|frankly|luckily|fortunately|unfortunately"
    r"|arguably)\b)"
    r"|\b(?:bravest|finest|worst|wisest|most (?:shameful|courageous|foolish|impressive))\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"^\W*(?:let us|let[’']s|may (?:we|they|he|she|the)\b(?=.*[!.]$)|if only|would that|here[’']s hoping)\b",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"^\W*(?:please|note|see|remember|keep|watch|read|compare|consider|treat|bear|beware|check|ask|look|think|imagine|recall"
    r"|stay|mind|do not|don[’']t|never|always)\b(?! (?:said|says|told|is|was|are|were|has|had|have|who|which|,))",
    re.IGNORECASE,
)
TRANSITION = re.compile(
    r"^\W*(?:here (?:is|are) (?:what|how|why|the)|now (?:to|for)\b|(?:but )?first things first|(?:that"
    r"|this) (?:brings us|is"
    r" where)|(?:more|read more) (?:on|about|below)|as (?:noted|mentioned|described) (?:above|earlier|below)"
    r"|to sum up|in short"
    r"|in (?:conclusion|summary))",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(
    r"(?:^\W*|[,;] |\b(?:and|but|that|as|what|when|if|because|so|while|which) )I\b|\bI[’'](?:ve|m|d|ll)\b|\b(?:my|me)\b"
    r"|^\W*we (?:shall|will|have|are|were|return|turn|look)\b|\bour next\b"
)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
LATER = re.compile(
    r"\b(?:my guess|i expect|i predict|we expect|will (?:surely|no doubt|certainly|probably))\b", re.IGNORECASE
)
UNENDED = re.compile(r".*[^.!?…:;,\"”’)]", re.DOTALL)
HEADING = 10
"""Words of the longest line without a full stop that may be a heading."""
ASKING = re.compile(r"(?:what|how|why|who|when|where)\b", re.IGNORECASE)
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|should|must|\w{3,}ed|said|says"
    r"|told|gave|sent|won|lost|met|made|took)\b"
)
LABEL = re.compile(r"^\W*[A-Z][\w ’'-]{0,40}:\W*$")
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|should|must|\w+(?:ed|es|s))\b",
    re.IGNORECASE,
)
CLAUSES = re.compile(
    r"; |, (?:while|whereas|but) (?=(?:the |its |his |her |their )?[^\W\d_])| [–—] (?=(?:the |and )[a-z]+ )"
)
"""Where one statement of a sentence ends and another begins."""
SHORTEST = 5
"""Words that carry meaning, or figures, in a statement that is checked by itself."""


def not_checkable(sentence: str, role: Role) -> str:
    """Say why nothing of a sentence can be checked; empty where it states something."""
    if len(sentence) > LONGEST:
        return "too long to be one sentence"
    plain = QUOTED.sub("“”", sentence)
    words = content_terms(sentence)
    figures = bool(Statement(sentence).amounts)
    unended = UNENDED.fullmatch(sentence.strip()) and len(sentence.split()) <= HEADING
    verb = VERB.search(plain) or any(past_form(word) for word in plain.split())
    label = LABEL.match(sentence) or (len(words) <= SHORTEST and not verb and not figures)
    reasons = (
        (role is Role.HEADING or (unended and (ASKING.match(sentence) or not AUXILIARY.search(plain))), "a heading"),
        (sentence.rstrip(" \"”’')]").endswith("?"), "a question"),
        (TRANSITION.search(plain), "leads over to what follows"),
        (LATER.search(plain), "the writer's own forecast"),
        (OPINION.search(plain), "an opinion"),
        (WISH.search(plain), "a wish"),
        (ADVICE.search(plain), "advice to the reader"),
        (FIRST_PERSON.search(plain), "the writer speaks of himself"),
        (not any(word.isalpha() for word in words), "figures without words"),
        (len(words) < FEWEST and not figures, "too short to state anything"),
        (label, "names something and states nothing"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def statements(sentence: str) -> list[tuple[int, int]]:
    """Give where the statements of a sentence stand: clauses that can be checked one by one, else the whole of it."""
    cuts = [found.span() for found in CLAUSES.finditer(sentence)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(sentence)]
    spans = list(zip(starts, ends, strict=True))
    if len(spans) > 1 and all(_stands_alone(sentence[start:end]) for start, end in spans):
        return spans
    return [(0, len(sentence))]


def _stands_alone(clause: str) -> bool:
    statement = Statement(clause)
    named = bool(statement.names) and bool(VERB.search(clause))
    return named and len(statement.words) + len(statement.amounts) >= SHORTEST
