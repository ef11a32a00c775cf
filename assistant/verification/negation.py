"""Negation: the words by which a sentence denies something."""

from __future__ import annotations

import re

NEGATION = re.compile(
    r"\b(?P<plain>(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|must|need)(?:n[’']t)"
    r"|can(?:not|[’']t)|won[’']t|not|never|hardly|no longer|no(?!-(?!one))|none|nobody|nothing|neither|nor|without)\b"
    r"|\b(?P<verb>refus(?:e[sd]?|ing|al)|declin(?:e[sd]?|ing)(?= to)|fail(?:s|ed|ing|ure)?(?= to)|den(?:y|ied|ies|ying)"
    r"|unable(?= to)|reject(?:s|ed|ing|ion)?|turn(?:s|ed|ing)? down|rul(?:e[sd]?|ing) out|unlikely|yet(?= to)"
    r"|dismiss(?:es|ed)(?= (?:the|an?|any|all|such|as|it|that|claims?|reports?|suggestions?|allegations?|their)\b)"
    r"|(?:stay|keep)(?:s|ed|ing)? out|kept out|untrue|false|ceas(?:es?|ed|ing)"
    r"|shot down|shoot(?:s|ing)? down|rebuff(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
NO_DENIAL = re.compile(
    r"(?:not|no|never)(?= (?:only|just|merely|least|doubt|(?:less|fewer|more|later|sooner) than|matter|one (?:was"
    r"|is) sure|exactly"
    r"|including|named|far)\b)",
    re.IGNORECASE,
)
""""Not only", "no less than", "no later than" deny nothing."""
IMPLIED = re.compile(
    r"\b(?:bar(?:red|s)|bann\w+|prohibit\w*|forbid\w*|forbad\w*|prevent\w*|block(?:ed|s|ing)?|avoid\w*|averted|omit\w*"
    r"|ignor\w+|overlook\w*|lack(?:ed|s|ing)?|los(?:e|t|es|ing) (?:the use|the right|access|control)|exclud\w+|spared"
    r"|escap(?:ed|es|ing)|(?:leav(?:e|es|ing)|left)(?: [\w’'-]+){0,4} out|ran out|out of|instead of|rather than"
    r"|too \w+ (?:to|for)|short of|unable|unaware|miss(?:ed|es|ing)?|violat\w+|breach\w*|flout\w*|foul of)\b",
    re.IGNORECASE,
)
"""Denies by its meaning (implicit negatives): whoever is barred may not, and what is avoided does not come about."""
HAD_IT = re.compile(r"(?:would|could)(?:n[’']t| not) have", re.IGNORECASE)
"""Tells of what was not the case."""


def denies(text: str) -> bool:
    """Tell whether a sentence denies anything."""
    return any(denying(text, found) for found in NEGATION.finditer(text))


def denies_or_implies(text: str) -> bool:
    """Tell whether a sentence denies anything, if only by the meaning of its words."""
    return denies(text) or IMPLIED.search(text) is not None


def denying(text: str, found: re.Match[str]) -> bool:
    """Whether a negation denies something: not in "no less than", "wouldn't have", or the name of the No campaign."""
    name = found.group()[0].isupper() and text[: found.start()].rstrip(" “\"‘'(")[-1:] not in {"", ".", "!", "?", ":"}
    return (
        not name
        and not NO_DENIAL.match(text, found.start())
        and not HAD_IT.search(text, max(0, found.start() - 6), found.end() + 5)
    )
