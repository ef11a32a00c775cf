"""Steps: a charge is no conviction, a nomination no prize, and what is put off is not called off."""

from __future__ import annotations

import re

LAW = {
    "charged": re.compile(
        r"\b(?:charged|charges|indict\w+|accused|booked|arrest\w*|suspect\w*|prosecut\w+|trial|arraign\w*)\b",
        re.IGNORECASE,
    ),
    "convicted": re.compile(r"\b(?:convict\w+|(?<!not )guilty)\b", re.IGNORECASE),
    "acquitted": re.compile(r"\b(?:acquit\w*|cleared|not guilty)\b", re.IGNORECASE),
    "sentenced": re.compile(r"\bsentenc\w+\b", re.IGNORECASE),
}
"""How far a case at law has come."""
DECISION = {
    "open": re.compile(
        r"\b(?:could still|may still|might still|may yet|undecided|yet to|considering|weighing)\b", re.IGNORECASE
    ),
    "decided": re.compile(r"\b(?:decid(?:ed|es)|chosen?|chooses|opted|settled on)\b", re.IGNORECASE),
}
PRIZE = {
    "nominated": re.compile(r"\b(?:nominat\w+|shortlist\w*|nominees?)\b", re.IGNORECASE),
    "won": re.compile(r"\b(?:won|wins?|winn\w+|awarded|took home|takes home|honou?red|received)\b", re.IGNORECASE),
}
OFF = {
    "put off": re.compile(r"\b(?:postpon\w+|delayed|put(?:ting|s)? off|put back|rescheduled)\b", re.IGNORECASE),
    "called off": re.compile(r"\b(?:cancel\w*|call(?:ed|s|ing) off|scrap(?:s|ped|ping)?|abandon\w*)\b", re.IGNORECASE),
}
RULE = {
    "drafted": re.compile(
        r"\b(?:being (?:drafted|drawn up|written|prepared)|drafting|draft (?:law|rule|bill))\b", re.IGNORECASE
    ),
    "issued": re.compile(r"\b(?:issued|enacted|published|in force|took effect)\b", re.IGNORECASE),
}
LADDERS = ((LAW, "charged"), (DECISION, "open"), (PRIZE, "nominated"), (OFF, ""), (RULE, "drafted"))
"""Steps, and the one that whatever has come farther has passed: who was convicted was charged."""
BEHIND = re.compile(r"(?: [\w’'-]+){1,2}")


def with_words_behind(text: str, start: int, end: int) -> str:
    """Give words of a sentence with the one or two behind them, as a reader would quote them."""
    behind = BEHIND.match(text, end)
    return text[start : behind.end() if behind else end]


def another_step(statement: str, quote: str) -> str:
    """Give the words of a quote by which a matter stands at another step than a statement says; or nothing.

    A charge is no conviction, a nomination no prize, and what is put off is not called off.
    """
    for ladder, passed in LADDERS:
        mine, others = ([name for name in ladder if ladder[name].search(text)] for text in (statement, quote))
        nominated = ladder is PRIZE and passed in mine  # "received a nomination"
        reached = set() if nominated else set(mine) - {passed}
        at_law = {"convicted", "sentenced"} <= {*mine, *others}  # nobody is sentenced who was not convicted
        if reached and others and reached.isdisjoint(others) and not at_law:
            found = ladder[others[0]].search(quote)
            return with_words_behind(quote, *found.span()) if found else ""
    return ""
