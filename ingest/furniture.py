"""Page furniture: what a page says around an article, told by its wording.

A rule fits a whole paragraph or not at all, and only a short one: nothing is cut from the middle of
prose, and a paragraph that reports (``said``, ``told``) is never furniture. Wordings that service
journalism uses too ("Download the app") count only in the page's last lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

RELATED = "related story"
NEWSLETTER = "newsletter sign-up"
APP = "app prompt"
COMMENT = "comment prompt"
SHARE = "share or follow line"
CONTACT = "contact line"
NAVIGATION = "navigation"
CONSENT = "cookie or consent text"
ADVERTISEMENT = "advertisement"
PHOTO = "photo credit"
GALLERY = "gallery or video player"
COPYRIGHT = "copyright line"

PROMPTS = frozenset({APP, COMMENT, NEWSLETTER, SHARE, NAVIGATION, CONSENT, COPYRIGHT})
"""The reasons that show where a page goes on after its article."""

LONGEST = 900
"""Characters: no piece of furniture seen in news pages was longer, and rules need not look at prose."""

TEASER_WORDS = (5, 30)
"""A headline under "Read more": with fewer words it may be a cross-head of this article."""

LATER_TEASER_WORDS = 7
"""Further headlines under the same label must be longer, since the block may already be over."""

BLOCK = 6
"""Headlines that one label may take with it."""

LABEL_REPEATS = 3
"""A label glued to its text that comes as often as this is a speaker of an interview, not a link."""

_REPORTS = re.compile(r"\b(?:said|says|told|according to|wrote|added)\b")


@dataclass(frozen=True)
class _Rule:
    reason: str
    pattern: re.Pattern[str]
    words: int
    """The longest paragraph, in words, that it may take."""
    last_lines: bool = False
    """Whether it counts only among the page's last lines."""


def _rule(reason: str, words: int, pattern: str, *, last_lines: bool = False, case: bool = False) -> _Rule:
    flags = re.VERBOSE if case else re.VERBOSE | re.IGNORECASE
    return _Rule(reason, re.compile(pattern, flags), words, last_lines)


_RULES = (
    _rule(
        NEWSLETTER,
        75,
        r"""\W*(?:sign\ up|subscribe|register)\b.{0,200}
          \b(?:newsletters?|inbox|alerts|podcast|digest|bulletin)\b
        | .*\b(?:delivered|sent|straight|right|directly)\ (?:(?:daily|weekly|straight|right|directly)\ )?
          (?:to|in|into)\ your\ (?:inbox|phone|e-?mail)\b
        | .*(?:[.!?:,»)”"]\s*|\bor\ )(?:sign\ up|subscribe)\b[^.]{0,150}\b(?:newsletters?|inbox)\b
        | \W*(?:get|receive|want|would\ you\ like)\b.{0,200}\b(?:newsletters?|inbox)\b
        | .*\bnewsletter\b.{0,160}\b(?:sign\ up|subscribe)\b.{0,30}\bhere\b
        | .*\bsign\ up\b.{0,20}\bhere\s?[.)>]*$
        | \W*(?:please\ )?(?:support|thank\ you\ for\ supporting)\ (?:our|strong|local|quality|independent)\b
          .{0,20}\bjournalism\b
        | \W*subscribe\ (?:to\ [\w.]+\.(?:com|net|org|co\.uk)|now|today|for\ (?:just|only|full|unlimited))
          \b""",
    ),
    _rule(APP, 30, r"\W*(?:download|get|install)\ our\ (?:\w+\ ){0,3}app\b"),
    _rule(
        APP,
        30,
        r"""\W*(?:you\ can\ |to\ read\ more,\ )?(?:download|get|install)\b.{0,60}\bapp(?:lication)?s?\b
        | \W*(?:available|now)\ on\ (?:the\ )?(?:google\ play|app\ store|play\ store)\b""",
        last_lines=True,
    ),
    _rule(
        COMMENT,
        14,
        r"""\W*(?:leave|post|write|add)\ (?:a|the|your)\ (?:first\ )?comments?\W*$
        | \W*be\ the\ first\ to\ comment\b
        | \W*(?:show|view|read|see|hide|load)\ (?:all\ |more\ )?(?:\d+\ )?comments?\W*(?:\d+\W*)?$
        | \W*\d+\ comments?\W*$
        | \W*comments?\ (?:are\ closed|have\ been\ closed|\(\d+\))
        | \W*join\ the\ (?:conversation|discussion|debate)\b
        | \W*(?:log|sign)\ in\ to\ (?:comment|reply)\b
        | .*\bin\ the\ comments?(?:\ section)?\ below\W*$""",
    ),
    _rule(
        COMMENT,
        16,
        r"""\W*what(?:['’]s|\ is|\ are)\ your\ (?:opinion|view|thought|take|comment)s?\b.*\?$
        | \W*what\ do\ you\ think\b.*\?$
        | \W*(?:tell\ us|let\ us\ know)\ (?:what\ you\ think|your|in\ the)\b
        | \W*have\ your\ say\b
        | \W*comments?\W*$""",
        last_lines=True,
    ),
    _rule(
        SHARE,
        40,
        r"""\W*follow\ .{2,80}?\b(?:on|at)\ .{0,30}\b
          (?:twitter|facebook|instagram|tiktok|linkedin|youtube|threads|telegram|flipboard|google\ news)\b
        | \W*follow\ .{2,60}\ @\w+
        | \W*(?:like|join|find|watch|connect\ with)\ us\ on\b
        | \W*get\ more\ .{2,60}\ by\ (?:listening\ to|following)\ our\b""",
    ),
    _rule(
        SHARE,
        8,
        r"""\W*(?:share|tweet|e-?mail|print|save|bookmark)\ this\ (?:article|story|page|post)\W*$
        | \W*share\ (?:on|via|with|to)\ (?:facebook|twitter|x|whatsapp|e-?mail|linkedin|reddit|telegram)\b.*$
        | \W*(?:copy\ link|link\ copied|copied\ to\ clipboard)\W*.*$
        | \W*listen\ to\ this\ (?:article|story)\W*$""",
    ),
    _rule(
        CONTACT,
        60,
        r"""\W*(?:contact|reach|e-?mail|write\ to|send|follow|got\ a|have\ a
          |you\ can\ (?:reach|follow|find|e-?mail))\b.*(?:@\w|\btwitter\b)
        | .*\b(?:can\ be\ reached|reach\ out|(?:reach|follow|e-?mail)\ (?:him|her|them))\b
          .*(?:@\w|\btwitter\b)
        | .*\bsend\ (?:him|her|them)\ (?:an\ e-?mail|tips|story)\b.*@\w""",
        last_lines=True,
    ),
    _rule(
        NAVIGATION,
        12,
        r"""\W*(?:skip\ to\ (?:main\ )?content|skip\ navigation|back\ to\ top|(?:main\ |toggle\ )?menu|search
          |log\ ?in|sign\ in|(?:toggle|open|close)\ (?:navigation|menu|search)
          |view\ all|show\ more|load\ more
          |see\ all|(?:next|previous)\ (?:article|story|post|page)
          |jump\ to\ (?:content|navigation)|hide\ caption|close)\W*$
        | (?:home|front\ page)(?:\s?[>»›/|]\s?[\w\ &'’-]{2,40}){1,6}$""",
    ),
    _rule(
        CONSENT,
        120,
        r"""\W*we\ (?:and\ our\ partners\ )?use\ cookies\b
        | \W*(?:this|our)\ (?:web)?site\ uses\ cookies\b
        | \W*by\ (?:continuing|clicking|signing\ up|submitting|subscribing|using)\b.{0,120}
          \byou\ (?:agree|accept|consent)
        | \W*(?:accept|reject|manage)\ (?:all\ )?cookies\b
        | \W*we\ will\ use\ the\ (?:details|information)\ you\ have\ shared\b
        | \W*if\ you\ wish\ to\ object\ to\ the\ use\ of\ your\ data\b
        | \W*(?:you\ can\ )?unsubscribe\ at\ any\ time\W*$
        | \W*(?:(?:privacy\ (?:policy|notice)|terms\ (?:of\ (?:use|service)|and\ conditions)
          |cookie\ (?:policy|settings))(?:\ and\ |\W+)?)+$
        | \W*this\ site\ is\ protected\ by\ recaptcha\b""",
    ),
    _rule(
        ADVERTISEMENT,
        14,
        r"""\W*(?:advertisement|advertising|sponsored(?:\ content)?|ad\ feedback|ad|paid\ (?:post|content))
          (?:\W+(?:story|article)\ continues\ below.*)?\W*$
        | \W*(?:story|article)\ continues\ (?:below|after)\b.{0,60}$
        | \W*(?:continue\ reading|scroll\ (?:down\ )?to\ continue)(?:\ below|\ the\ (?:main\ )?story)?\W*$
        | \W*(?:\d\.\ )?how\ relevant\ is\ this\ ad\ to\ you\?$""",
    ),
    _rule(
        PHOTO,
        16,
        r"""\W*(?:image|photo(?:graph)?|picture|video)\ ?(?:source|credit|copyright|courtesy)s?\s*[:,–-].*$
        | \W*(?:photo(?:graph)?|image|picture)s?\ (?:by|courtesy\ of)\ [\w\ .,'’/&-]{2,80}$
        | \W*(?:file\ (?:photo|image|picture)|getty\ images|image\ caption|photo\ illustration)\W*$""",
    ),
    _rule(
        PHOTO,  # names and an agency, nothing else
        12,
        r"""\W*(?:Photo|Image|Picture)\s?:\s*[A-Z][\w.'’-]*(?:[\ /,&]+(?:[A-Z][\w.'’-]*|and|via|for))*\W*$
        | \W*(?:via\ )?[A-Z][\w.'’-]*(?:\ (?:[A-Z][\w.'’-]*|de|van|von|der|al|for|via))*
          (?:\s?[/|,]\s?[A-Z][\w.'’&-]*(?:\ (?:[A-Z][\w.'’&-]*|via|de|for))*)*
          \s?[/|]\s?(?:AFP|AP|Reuters|REUTERS|EPA|EFE|ANSA|Xinhua|Bloomberg|Shutterstock|Getty|Alamy)
          (?:\ Images|\ Photo)?\W*$""",
        case=True,
    ),
    _rule(
        GALLERY,
        140,
        r""".*\bhide\ caption(?:\W+\d+\ of\ \d+)?\W*$
        | \W*video\ ad\ feedback\b
        | \W*video\ player\ was\ slow\ to\ load\b""",
    ),
    _rule(
        COPYRIGHT,
        30,
        r"""\W*(?:©|\(c\)|copyright\b)\W*(?:©\W*|\(c\)\W*)?
          (?:(?:19|20)\d\d\b|(?-i:[A-Z][\w/]*(?:\ [A-Z][\w.]*){0,4})\W*$)
        | ©\ ?\w.*\ content\ partner\b
        | \W*all\ rights\ reserved\W*$
        | .{0,80}\ all\ rights\ reserved\.?\ .{0,120}\b(?:republished|reproduced|redistributed)\b""",
    ),
)

_LABEL = r"""(?:read\ (?:more|also|next|this)|also\ read
    |read\ (?:the\ )?(?:whole|rest|full)\ (?:story|article)?\ ?here
    |related(?:\ (?:stories|story|articles?|coverage|content|topics|news|links|reading))?
    |more(?:\ (?:on\ this(?:\ story)?|stories|coverage|reading|from\ [^:.]{2,40}))?
    |see\ (?:also|more)|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)
    |recommended(?:\ (?:for\ you|stories|articles|reading|videos?))?|most\ (?:read|popular|viewed)
    |what\ to\ read\ next|in\ case\ you\ missed\ it|keep\ reading|further\ reading|must\ read)"""
_LABEL_ALONE = re.compile(rf"\W*{_LABEL}(?:\ here)?\W*$", re.VERBOSE | re.IGNORECASE)
_LABELLED = re.compile(
    rf"[^\w\"“‘']*(?:{_LABEL}"
    r"|(?P<loose>watch|listen|photos|video|gallery|read|previously|don['’]t\ miss|up\ next))"
    r"\s?:\s*(?P<headline>\S.*)$",
    re.VERBOSE | re.IGNORECASE,
)
# In prose a space follows a colon. A label and a headline with none between were two parts of a link.
_GLUED = re.compile(r"\W*(?P<label>[^:]{2,70}[^\W\d_][’'”\"?)]*):(?P<headline>[A-Z0-9'‘“\"$].*)$")
_OPENS = re.compile(r"[\"“‘'(]*[A-Z0-9$£€]")
_CLOSED = re.compile(r"[.!…][\"”’')]*$")
_RUNS_ON = re.compile(r"[a-z]{2}\. [A-Z]|https?:")
_PASSED_OVER = re.compile(
    r"\W*(?:contribut(?:ing|ors?)|additional reporting|from .{0,40}wire reports|the associated press)\b",
    re.IGNORECASE,
)
# This article's credits among the last lines: they stay, and the last lines go on above them.


def furniture(paragraphs: Sequence[str]) -> dict[int, str]:
    """Find the paragraphs that are page furniture: index to reason."""
    labels = Counter(match["label"] for paragraph in paragraphs if (match := _glued(paragraph)))
    found = (_reason(paragraph, last_lines=False) or _link(paragraph, labels) for paragraph in paragraphs)
    marks = {index: reason for index, reason in enumerate(found) if reason}
    for index, paragraph in enumerate(paragraphs):
        if marks.get(index) == RELATED and _LABEL_ALONE.match(paragraph):
            marks.update(dict.fromkeys(_block(paragraphs, index + 1, marks), RELATED))
    for index in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[index]
        if index in marks or (len(paragraph) < LONGEST and _PASSED_OVER.match(paragraph)):
            continue
        if not (reason := _reason(paragraph, last_lines=True)):
            break
        marks[index] = reason
    return marks


def _reason(paragraph: str, *, last_lines: bool) -> str | None:
    if len(paragraph) > LONGEST or _REPORTS.search(paragraph):
        return None
    words = paragraph.count(" ") + 1
    for rule in _RULES:
        if rule.last_lines == last_lines and words <= rule.words and rule.pattern.match(paragraph):
            return rule.reason
    return None


def _link(paragraph: str, labels: Counter[str]) -> str | None:
    if len(paragraph) > LONGEST:
        return None
    if _LABEL_ALONE.match(paragraph):
        return RELATED
    words = paragraph.count(" ") + 1
    if words > TEASER_WORDS[1]:
        return None
    if (labelled := _LABELLED.match(paragraph)) and _OPENS.match(labelled["headline"]):
        glued_on = f":{labelled['headline']}" in paragraph
        prose = _CLOSED.search(paragraph) or (labelled["loose"] and _RUNS_ON.search(paragraph))
        return RELATED if glued_on or not prose else None
    glued = _glued(paragraph)
    return RELATED if glued and labels[glued["label"]] < LABEL_REPEATS else None


def _glued(paragraph: str) -> re.Match[str] | None:
    if len(paragraph) > LONGEST or _CLOSED.search(paragraph):
        return None
    return _GLUED.match(paragraph)


def _block(paragraphs: Sequence[str], start: int, marks: dict[int, str]) -> list[int]:
    """Give the headlines that stand under a label before ``start``."""
    taken: list[int] = []
    for index in range(start, min(start + BLOCK, len(paragraphs))):
        if index in marks:
            break
        paragraph = paragraphs[index]
        words = paragraph.count(" ") + 1
        shortest = LATER_TEASER_WORDS if taken else TEASER_WORDS[0]
        if not shortest <= words <= TEASER_WORDS[1] or _CLOSED.search(paragraph) or not _OPENS.match(paragraph):
            break
        taken.append(index)
    return taken
