"""Headlines: which first line is one, and which end of one names the outlet."""

from __future__ import annotations

import re

from ingest.furniture import furniture
from ingest.headers import is_byline
from ingest.paragraphs import paragraphs

HEADLINE_WORDS = (4, 20)
"""Fewer words are a name, a dateline or a label, more are a sentence without its full stop."""

PROSE_WORDS = 10
"""A headline stands over prose: a sentence of at least so many words in the next paragraphs."""

LINES_BETWEEN = 6
"""Paragraphs after a headline among which its story begins: byline, place, standfirst stand between."""

OUTLET_WORDS = 4
"""An outlet's name at a headline's end is no longer."""

LOOKED_AT = 4000
"""Characters of the text that decide whether its first line is a headline."""

_NOT_FINAL = re.compile(r"[.!…,;:–—-]$|[.!…][\"”’')]+$")
_OPENS = re.compile(r"[\"“‘'(]*[\w$£€]")
_DATELINE = re.compile(r"[A-Z][\w.,' ]{2,40}\((?:AP|AFP|Reuters|CNN|UPI|dpa|Xinhua|[A-Z]{2,6})\)")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*$")
_SUFFIX = re.compile(r"^(?P<head>.*\S)\s+(?P<mark>[-–—|])\s+(?P<tail>\S.*)$", re.DOTALL)
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")
_MIN_LETTERS = 2
# One letter fits every name.

_OUTLET_WORDS = """
    agency ap afp axios bbc bloomberg broadcasting bulletin chronicle cnn courier daily dispatch
    echo evening examiner express gazette globe guardian herald independent inquirer journal
    magazine mail media mercury mirror network news newspaper nyt observer online politico post
    press radio record register reuters review sentinel standard star sun telegraph times today
    tribune tv upi weekly wire wsj
"""
_GENERIC_WORDS = """
    a an and the of in on for analysis as it happened blog breaking briefing column comment
    commentary editorial exclusive explained explainer fact check feature gallery in-depth interview
    latest letters live news opinion photos photo pictures podcast poll quiz recap report reports
    review sources story study special timeline transcript updates update video videos watch world
    politics business sport sports uk us
"""
_OUTLET = frozenset(_OUTLET_WORDS.split())
_GENERIC = frozenset(_GENERIC_WORDS.split())
_SMALL = frozenset({"of", "the", "and", "&", "for", "in", "on"})


def split_headline(text: str) -> tuple[str | None, str]:
    """Give the headline that ``text`` begins with, or ``None``, and the text without it.

    It is the first line that is not page furniture, if it is short, ends like no sentence, and
    prose follows. A line that was only wrapped goes with its paragraph and is none.
    """
    lines = text.split("\n")
    index = 0
    while index < len(lines) and (not lines[index].strip() or furniture([lines[index].strip()])):
        index += 1
    if index == len(lines):
        return None, text
    first = lines[index].strip()
    ahead = paragraphs("\n".join(lines[index:])[:LOOKED_AT])
    if not ahead or ahead[0] != first or not _reads_like_headline(first):
        return None, text
    if not any(_is_prose(paragraph) for paragraph in ahead[1 : 1 + LINES_BETWEEN]):
        return None, text
    return first.lstrip("# "), "\n".join(lines[:index] + lines[index + 1 :])


def without_title(text: str, *titles: str) -> str:
    """Give ``text`` without its first line if that line is one of ``titles``."""
    lines = text.split("\n")
    index = next((number for number, line in enumerate(lines) if line.strip()), None)
    if index is None or _letters(lines[index]) not in {_letters(title) for title in titles}:
        return text
    return "\n".join(lines[:index] + lines[index + 1 :])


def split_suffix(title: str, outlet: str | None, domain: str | None) -> tuple[str, str | None]:
    """Split the outlet's name off a title's end: the title, and the name if it is written in full.

    Where the outlet or the web address is known only a name that fits it goes: letters compared
    without spaces, initials allowed. Otherwise "Title | Name" gives any short name, and "Title - Name"
    one with a word that outlets are called by, since who said something stands there too.
    """
    match = _SUFFIX.match(title)
    if not match or " " not in match["head"]:
        return title, None
    tail = _CUT_OFF.sub("", match["tail"])
    whole = tail == match["tail"]
    host = domain.split(".", maxsplit=1)[0] if domain else None
    for known in (outlet, host):
        if known and (name := _fits(tail, known, whole=whole)):
            return match["head"], (name if whole else None)
    if not (outlet or domain) and whole and _is_outlet(tail, sure=match["mark"] == "|"):
        return match["head"], tail
    return title, None


def _reads_like_headline(line: str) -> bool:
    words = line.count(" ") + 1
    return (
        HEADLINE_WORDS[0] <= words <= HEADLINE_WORDS[1]
        and not _NOT_FINAL.search(line)
        and bool(_OPENS.match(line))
        and not line.lstrip("\"“‘'(")[0].islower()
        and not _DATELINE.match(line)
        and not is_byline(line)
    )


def _is_prose(paragraph: str) -> bool:
    return paragraph.count(" ") + 1 >= PROSE_WORDS and bool(re.search(r"[.!?][\"”’')]*(?:\s|$)", paragraph))


def _fits(tail: str, known: str, *, whole: bool) -> str | None:
    """Give the part of ``tail`` that names ``known``, ``None`` if it names something else."""
    words = tail.split()
    letters, wanted = _letters(tail), _letters(known)
    if len(words) > OUTLET_WORDS + 1 or min(len(letters), len(wanted)) < _MIN_LETTERS:
        return None
    if not whole:
        return tail if wanted.startswith(letters) or letters.startswith(wanted) else None
    wanted = wanted.removeprefix("the")
    starts = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    starts.append(tail[: len(_letters(known))])
    for start in starts:  # "CNN Business" and "CNNPolitics" on cnn.com are CNN
        if _letters(start).removeprefix("the") == wanted:
            return start
    spelt = [_letters(word) for word in words if _letters(word)]
    bare = spelt[1:] if spelt[:1] == ["the"] else spelt
    return tail if _spells(wanted, bare) or _initials(known) == letters else None


def _spells(wanted: str, words: list[str]) -> bool:
    """Tell whether ``wanted`` is made of beginnings of all ``words`` in turn: nytimes, wsj."""
    if not words or not wanted:
        return not words and not wanted
    word = words[0]
    return any(wanted.startswith(word[:size]) and _spells(wanted[size:], words[1:]) for size in range(len(word), 0, -1))


def _is_outlet(tail: str, *, sure: bool) -> bool:
    words = tail.split()
    plain = [word.strip(".,'’").lower() for word in words]
    if len(words) > OUTLET_WORDS or all(word in _GENERIC for word in plain):
        return False
    if not all(word[0].isupper() or word in _SMALL or "." in word[1:-1] for word in words):
        return False
    if any(character.isdigit() for character in tail) or plain[0] in _GENERIC - {
        "the",
        "us",
        "uk",
        "news",
        "world",
    }:
        return False
    return sure or not _OUTLET.isdisjoint(plain) or bool(re.fullmatch(r"\w+\.(?:com|org|net|co\.uk)", tail))


def _initials(text: str) -> str:
    return "".join(_letters(word)[:1] for word in text.split() if word.lower() not in _SMALL)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
