"""Questions cut short to their asking words: "and when?", made whole from the question before them."""

from __future__ import annotations

import re

from assistant.followup import grammar
from assistant.followup.clauses import take_apart
from assistant.followup.phrases import Clause, is_participle
from assistant.question import JOINT, TWO_WORDS, understand
from index.terms import content_terms

LEAD = r"(?:(?:and|but|so|or|ok|okay|also|well|then|oh|yes|no)\b,?\s+)*"
TAIL = r"(?:,?\s+(?:exactly|though|then|precisely|please|too|as well|instead))?[\s?!.]*"
_SETTING = r"(?:city|town|country|place|state|region|village|year|month|day|date|time|stadium|venue)"
_HAPPEN = r"(?:happen|occur|be|take place|come about|so)"
EVENT = rf"(?:(?:\s+exactly)?\s+(?:was|is|did|does|were|will)\s+(?:that|this)(?:\s+{_HAPPEN})?)?"
HAPPENED = rf"(?:(?:\s+exactly)?\s+(?:did|will|does)\s+it\s+{_HAPPEN}|\s+(?:was|is)\s+it)?"
ADJUNCT = re.compile(
    rf"{LEAD}(?P<asking>(?:since|until|by|from)\s+when|when|where|why|how\s+come|how\s+(?:long|often)|how"
    rf"|for\s+how\s+(?:long|much)|by\s+how\s+much|at\s+(?:what|which)\s+(?:price|cost|time)"
    rf"|(?:in|on|at)\s+(?:which|what)\s+{_SETTING}|(?:which|what)\s+{_SETTING})(?:{EVENT}|{HAPPENED}){TAIL}",
    re.IGNORECASE,
)
"""Asks for something beside what was asked, and takes its place: "when", "and in which city"."""
JOINED = re.compile(
    rf"{LEAD}(?P<asking>how\s+(?:much|many)(?:\s+of\s+(?:them|it|those|these))?|how\s+(?:old|big|large|far)"
    rf"|to\s+where|(?:(?:by|with|to|for|from|against|in|on|at|of)\s+)(?:whom|who|(?:which|what|whose)\s+[\w’'-]+"
    rf"(?:\s+[\w’'-]+)?)){TAIL}",
    re.IGNORECASE,
)
"""Asks for something more of what was asked, and is added to it: "how many", "by whom"."""
OTHERS = re.compile(rf"{LEAD}(?P<asking>who|what|where|when|anyone|anybody|anything)\s+else{TAIL}", re.IGNORECASE)
WHICH = re.compile(rf"{LEAD}which(?:\s+ones?|\s+of\s+them)?{TAIL}", re.IGNORECASE)
WHY_NOT = re.compile(rf"{LEAD}why\s+not{TAIL}", re.IGNORECASE)
SOMEBODY = re.compile(rf"{LEAD}(?P<asking>who|what){TAIL}", re.IGNORECASE)
INDEFINITE = {
    "who": {"anybody", "anyone", "somebody", "someone"},
    "what": {"anything", "something"},
}
MANNER = frozenset({"when", "where", "why", "how", "how long", "how often"})
"""Asking words that a clause is whole without."""
SETTING = frozenset({"in", "at", "on"})
"""Prepositions of such asking words: "in which city"."""
MEANT = {"year": "in", "month": "in", "day": "on", "date": "on", "time": "at"}
"""What "which year" is short for; of places it is "in"."""


def is_short(question: str) -> bool:
    """Whether a question is nothing but asking words: "and when?"."""
    return any(pattern.fullmatch(question) for pattern in (ADJUNCT, JOINED, OTHERS, WHICH, WHY_NOT, SOMEBODY))


def base(earlier: str) -> tuple[str, Clause]:
    """Give a question without its end mark and without parts that lean on the first; its last sentence taken apart."""
    text = " ".join(earlier.split()).rstrip(" ?!.")
    if both := TWO_WORDS.match(text):
        text = both["first"] + both["rest"]
    parts = understand(text).parts
    if len(parts) > 1 and not any(len(content_terms(part.text)) > 1 for part in parts[1:]):
        text = JOINT.split(text)[0]
    return text, take_apart(re.split(r"(?<=[.!?])\s+", text)[-1])


def joined(stem: str, question: str) -> str:
    """Give a question with another one added: "Who signed it, and when?"."""
    return f"{stem}, and {question[:1].lower()}{question[1:].rstrip(' ?!.')}?"


def asked_anew(question: str, earlier: str) -> str | None:
    """Give the earlier question's matter with new asking words; ``None`` where that would be no question."""
    stem, clause = base(earlier)
    if not clause.asks:
        return None
    if match := ADJUNCT.fullmatch(question):
        return _swapped(_full(match["asking"]), stem, clause)
    if match := JOINED.fullmatch(question):
        asking = " ".join(match["asking"].lower().split())
        passive = 0 <= clause.verb < len(clause.tokens) and is_participle(clause.tokens[clause.verb].word)
        if asking == "by whom" and passive and _free(clause):
            return _swapped(asking, stem, clause)
        return joined(stem, asking)
    return _more(question, stem, clause)


def _more(question: str, stem: str, clause: Clause) -> str | None:
    """Ask "who else", "which ones", "why not", or who "anybody" was."""
    opening, subject, asks_whether = clause.tokens[clause.opening], clause.subject, clause.auxiliary == clause.opening
    made: str | None = None
    if match := OTHERS.fullmatch(question):
        asking = {"anyone": "who", "anybody": "who", "anything": "what"}.get(match["asking"].lower(), match["asking"])
        at = len(stem) - len(clause.text) + opening.end
        if asking.lower() == opening.word and not stem[at:].startswith(" else"):
            made = f"{stem[:at]} else{stem[at:]}?"
    elif WHICH.fullmatch(question) and (counted := re.search(r"\bhow many (?=[^\W\d_])", stem, re.IGNORECASE)):
        which = "Which " if counted.start() == 0 else "which "
        made = f"{stem[: counted.start()]}{which}{stem[counted.end() :]}?"
    elif WHY_NOT.fullmatch(question) and asks_whether and subject:
        made = f"Why {opening.word} {subject.text} not{clause.text[subject.end :]}?"
    elif (match := SOMEBODY.fullmatch(question)) and asks_whether:
        made = _indefinite(match["asking"].lower(), clause)
    return made


def _full(asking: str) -> str:
    """Give asking words as they open a question: "in which year" for "which year"."""
    short = " ".join(asking.lower().split())
    if short.startswith(("which ", "what ")):
        return f"{MEANT.get(short.split()[-1], 'in')} {short}"
    return "why" if short == "how come" else short


def _free(clause: Clause) -> bool:
    """Whether a question asks for something that it is whole without: when, where, whether."""
    if clause.auxiliary < 0:
        return False
    asking = " ".join(token.word for token in clause.tokens[clause.opening : clause.auxiliary])
    setting = clause.opening == 1 and clause.tokens[0].word in SETTING
    return clause.auxiliary == clause.opening or asking in MANNER or setting


def _swapped(asking: str, stem: str, clause: Clause) -> str | None:
    if not _free(clause):
        return joined(stem, asking)
    words = [token.word for token in clause.tokens[: clause.auxiliary]]
    if " ".join(words) == asking:
        return None
    start = clause.tokens[clause.auxiliary].start
    rest = clause.text[start : start + 1].lower() + clause.text[start + 1 :]
    return f"{stem[: len(stem) - len(clause.text)]}{asking[0].upper()}{asking[1:]} {rest}?"


def _indefinite(asking: str, clause: Clause) -> str | None:
    """Ask who for "was anybody hurt", and what for "did Spain pledge anything"."""
    auxiliary = clause.tokens[clause.auxiliary]
    for token in clause.tokens:
        if token.word in INDEFINITE[asking]:
            before, after = clause.text[auxiliary.end : token.start].strip(), clause.text[token.end :].strip()
            did = auxiliary.word in grammar.DO and not before  # "did anybody die": "who did die" is no English
            return None if did else " ".join(f"{asking.title()} {auxiliary.word} {before} {after}".split()) + "?"
    return None
