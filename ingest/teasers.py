"""Teasers for other stories at the end of an article.

Crawled pages often end in the first sentences of other stories. They are well-formed prose, so
no wording gives them away; what does is that one after the other brings up new names and takes
up next to nothing of what the article has said so far. A story's own last paragraphs do the
opposite: they name its people again, quote them, and use its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

TEASERS_IN_A_RUN = 3
"""A single foreign paragraph may be a story's own aside; three in a row are a list of other stories."""

TEASER_WORDS = (9, 60)
"""A teaser is one sentence or two: shorter is a cross-head or a prompt, longer is told, not announced."""

OWN_PARAGRAPHS = 5
"""Fewer paragraphs before the run say too little about what the story is about to call others foreign."""

FOREIGN_SHARE = 0.25
"""Share of a paragraph's content words that the text before it also uses. Put at the end of newsbench's
articles, leads of other stories of the same days are foreign (below this share, no name in common, a
new one brought in) two times in three; the articles' own last paragraphs once in fifteen, and never
as many on end as a run takes, even if every article is taken to go on with prompts."""

PLAIN_SHARE = 0.2
"""The same where no page furniture follows, so that the words alone must show that a list begins."""

STRAY_SHARE = 0.45
NAMED_SHARE = 0.3
STRAY_NAMES = 2
STRAYS = 3
PLAIN_STRAYS = 1
"""So many paragraphs of a list may touch the story: up to two of its names ('Russia', 'Ukraine'), or some
of its words, or fewer of both (NAMED_SHARE). They go only if as many clearly foreign ones go with them,
and one of these stands before them."""

HEAD_PARAGRAPHS = 1
SALIENT = 2
"""A name is the story's if its headline or first paragraph, or two later ones, have it."""

OWN_SHARE = 0.25
"""Median share within the story itself: a digest of unrelated items stays below and is left alone."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\b|['’](?!\w)")
_STEM, _NAME_STEM = 6, 5
# Enough letters to bring 'pledge' and 'pledged', 'Ukraine' and 'Ukrainian' together.

_BACK_REFERENCE = re.compile(
    r"""["“‘']?(?:
      he|she|they|his|her|their|its|it(?!\ (?:has\ been|is|was)\b)|we|i|you|this|that|these|those|but|and|or
      |so|yet|however|meanwhile|also|still|then|instead|both|such|there|asked|separately|earlier|later|lately
      |others?|several\ other|according\ to\ (?:him|her|them|the)
      |in\ (?:addition|response|turn|contrast|the\ meantime)|for\ (?:his|her|its|their)\ part
      |as\ (?:well|a\ result)|on\ the\ other\ hand
      |the\ (?:two|pair|company|move|decision|statement|report|study|law|bill|case|group|city|agency|wave
        |latest|same|new|plan|deal|attack))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_TEASER = re.compile(r"[^\w\"“‘']|[^.!?\"“]{2,60}:\s|.*(?:@\w|https?:)", re.DOTALL)
# A bullet, a bracket, a label ("Contributing:") or an address: a list or a note of this page.

_BARE_NAME = re.compile(r"[,.?!][\"”’] (?:(?:said|says|added) )?[A-Z][\w'’-]+(?: (?:said|says|added))?\.$")
# "…," Bannon said: a teaser must say who that is.

_PROSE_END = re.compile(r"[.!?…][\"”’')\]]*$")

_COMMON_WORDS = """
    about above according across after again against ahead almost along already also although always among
    announced another around away back became because become been before began behind being below between
    billion both called calls came come could countries country days despite does doing down during each early
    either even every expected february few first five following former four friday from further gave going
    good government great group have having here high himself however hundreds including international into
    itself january just keep know known largely last late later least less like likely little long made make
    makes making many march meanwhile might million minister monday month months more most much must national
    near need never news next night nine number official officials often once only other others over part
    people percent place president prime recent report reported reports said same saturday says second seen
    series seven several should since some something spoke state statement states still such sunday take taken
    than that their them then there these they thing think this those though thousands three through thursday
    time times today together told took toward towards tuesday twice under until upon used very want wednesday
    week weeks well went were what when where whether which while whom whose will with within without world
    would year years your
"""
_SMALL_WORDS = """
    a an and are as at be but by for from had has have he her his how i if in is it its my new no not of on
    one or our she so that the their these they this those to two us was we what when where who why with you
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class _Bond:
    """How a paragraph hangs together with the text before it."""

    share: float
    story_names: int
    new_names: int
    announces: bool
    """Whether it could be a teaser at all."""

    def foreign(self, share: float) -> bool:
        return self.announces and self.share <= share and not self.story_names and self.new_names > 0

    def stray(self) -> bool:
        few_words = self.share <= NAMED_SHARE and self.story_names <= STRAY_NAMES
        return self.announces and (few_words or self.foreign(STRAY_SHARE))


def teasers_start(paragraphs: Sequence[str], title: str = "", *, furniture_follows: bool = False) -> int:
    """Give the index of the first paragraph of a closing run of teasers, ``len(paragraphs)`` for none.

    ``furniture_follows`` says that the page goes on with prompts (app, comments, newsletter) after
    the last paragraph: then what stands between story and prompts may be judged less strictly.
    A paragraph is judged by what stands before it alone, so that what is kept stays kept when the
    shortened text is judged again.
    """
    if not all(_announces(paragraph) for paragraph in paragraphs[-TEASERS_IN_A_RUN:]):
        return len(paragraphs)  # most articles: no need to look at their words
    bonds = _bonds(paragraphs, title)
    share = FOREIGN_SHARE if furniture_follows else PLAIN_SHARE
    strays_left = STRAYS if furniture_follows else PLAIN_STRAYS
    start, run, foreign, strays = len(bonds), 0, 0, 0
    for index in range(len(bonds) - 1, OWN_PARAGRAPHS - 1, -1):
        if bonds[index].foreign(share):
            foreign += 1
            if strays <= foreign:
                start, run = index, foreign
        elif bonds[index].stray() and strays < strays_left:
            strays += 1
        else:
            break
    own = [bond.share for bond in bonds[HEAD_PARAGRAPHS:start]]
    if run < TEASERS_IN_A_RUN or median(own) < OWN_SHARE:
        return len(bonds)
    return start


def _bonds(paragraphs: Sequence[str], title: str) -> list[_Bond]:
    seen = _content(title)
    named = Counter(dict.fromkeys(_names(title), SALIENT))
    bonds = []
    for index, paragraph in enumerate(paragraphs):
        content, names = _content(paragraph), _names(paragraph)
        bonds.append(
            _Bond(
                share=len(content & seen) / max(1, len(content)),
                story_names=sum(named[name] >= SALIENT for name in names),
                new_names=len(names - named.keys()),
                announces=_announces(paragraph),
            )
        )
        seen |= content
        for name in names:
            named[name] += SALIENT if index < HEAD_PARAGRAPHS else 1
    return bonds


def _announces(paragraph: str) -> bool:
    """Tell whether a paragraph has a teaser's length, is prose, and opens with no word that points back."""
    shortest, longest = TEASER_WORDS
    return (
        shortest <= paragraph.count(" ") + 1 <= longest
        and bool(_PROSE_END.search(paragraph))
        and not _BACK_REFERENCE.match(paragraph)
        and not _NO_TEASER.match(paragraph)
        and not _BARE_NAME.search(paragraph)
    )


def _content(text: str) -> set[str]:
    return {
        word.lower()[: _NAME_STEM if word[0].isupper() else _STEM]
        for word in _WORD.findall(_POSSESSIVE.sub("", text))
        if (len(word) > 3 or word.isupper()) and word.lower() not in _COMMON
    }


def _names(text: str) -> set[str]:
    return {
        word.lower()[:_NAME_STEM]
        for word in _WORD.findall(_POSSESSIVE.sub("", text))
        if len(word) > 1 and word[0].isupper() and word.lower() not in _SMALL and word.lower() not in _COMMON
    }
