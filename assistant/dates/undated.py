"""Rules for words that look like dates and are none, or that count from another date in the text."""

from __future__ import annotations

import re

from assistant.dates.intervals import MONTHS, SEASON_WORDS, WEEKDAYS, Grain
from assistant.dates.rules import COUNT, OTHER_DATE, SKIP, START, WORD_END, Reading, Rule, Scene, rule

NAMED_BEFORE = (
    "Black|Good|Cyber|Super|Fat|Shrove|Giving|Ash|Maundy|Holy|Easter|Palm|Bloody|Whit|Freaky|Ruby"
    "|Throwback|Sheffield"
    "|Casual|Taco|Manic|Blue|Pancake|Bowl|Spy|Clean|Trinity|Mad|Small Business|Mail on|Joe|Rebecca|Red|Orange"
)
NAMED_AFTER = (
    "Night|Times|Mirror|Telegraph|Express|Mail|Post|Herald|Agreement|Addams|Football|Club|Review|Magazine"
    "|Morning"
    "|Lights|Live|Today|Accords?|Group|Movement|Prayers?|Ticket|Roast|Best|Brunch|League"
)
DAYS = "|".join(WEEKDAYS)
MONTH_NAMES = "|".join(MONTHS)
TITLES = r"Theresa|Brian|Elaine|James|Billie|Imelda|Mrs\.?|Mr\.?|Ms\.?|Minister|Leader|Home Secretary"
UNITS = "day|weekend|week|month|quarter|year|decade"
SEASONS = "spring|summer|autumn|fall|winter"
PARTS = "morning|afternoon|evening|night"
GRAINS: dict[str, Grain] = {
    "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade",
}  # fmt: skip


def _skip(_: re.Match[str], __: Scene) -> Reading:
    return SKIP


def _other(match: re.Match[str], _: Scene) -> Reading:
    unit = match["unit"].lower()
    return Reading(None, "season" if unit in SEASON_WORDS else GRAINS.get(unit, "day"), OTHER_DATE)


RULES: tuple[Rule, ...] = (
    # Names: Black Friday, the Friday Agreement, Monday Night Football, Monday.com, Friday the 13th.
    rule("weekday", rf"\b(?:{NAMED_BEFORE}) (?:{DAYS})\b(?: Agreement)?", _skip),
    rule("weekday", rf"\b(?:{DAYS})(?: (?:{NAMED_AFTER})\b|\.com\b| the 13th\b|['’]s Child)", _skip),
    rule("weekday", rf"(?<=\b[Tt]he )(?:{DAYS}) [A-Z]\w", _skip),
    # People: Theresa May, April Ryan. A day or a weekday after the name makes it a month again.
    rule("month", rf"\b(?:{TITLES}) May\b", _skip),
    rule("month", rf"(?:\b(?:[Bb]y|[Ff]rom|[Ww]ith|[Ff]or|[Oo]f|[Tt]o|[Aa]nd|[Ss]ays?) |^)(?:April|June"
                  rf"|August|May) "
                  rf"(?!(?:{MONTH_NAMES}|{DAYS})\b)[A-Z][a-z]+\b", _skip),
    # The first Monday of May.
    rule("weekday", rf"(?i)\b(?:first|second|third|fourth|last) (?:{DAYS}) (?:of|in) (?:{MONTH_NAMES}|each|every"
                    rf"|the)\b", _skip),
    # A week from Monday.
    rule("weekday unit", rf"(?i)\bweeks? (?:from|after|before|on) (?:{DAYS})\b|\b(?:{DAYS}) week\b", _skip),
    # Habits: every Tuesday, a Monday, Monday to Friday.
    rule("", rf"(?i)\b(?:every(?: other)?|each|most|some|a|any|another|many|per|one|alternate) "
             rf"(?:{DAYS}|{UNITS}|{SEASONS})\b(?! (?:ago|earlier|later|before|after|prior"
             rf"|from now)\b)", _skip),
    rule("weekday", rf"(?i)(?<!from )(?<!between )\b(?:{DAYS})s?(?:[-–—]| (?:through|thru"
                    rf"|to) )(?:{DAYS})s?\b", _skip),
    # Counted from another date of the text: the following day, that summer, two weeks later.
    rule("", rf"(?i){START}(?:on |in |by |during |over )?the (?:following|previous|same|very same|preceding"
             rf"|(?<!in the )(?<!over the )(?<!within the )(?<!during the )(?<!for the )next) "
             rf"(?P<unit>{PARTS}|{UNITS}|{SEASONS}|{DAYS}){WORD_END}", _other),
    rule("", rf"{START}(?:(?:[Oo]n|[Ii]n|[Bb]y|[Ss]ince|[Oo]f|[Dd]uring|[Uu]ntil|[Aa]fter|[Ll]ater"
             rf"|[Ee]arlier) that"
             rf"|(?:^|(?<=[“\"])|(?<=[.!?] ))That) (?P<unit>{PARTS}|{UNITS}|{SEASONS}"
             rf"|{DAYS}){WORD_END}", _other),
    rule("unit", rf"(?i){START}(?:(?:about|around|nearly|almost|more than|less than|over|just) )?{COUNT} "
                 r"(?P<unit>day|week|month|year|decade)s? (?:earlier|later|before|after|prior|afterwards?)\b"
                 r"(?! (?:this|in the|today))", _other),
    rule("unit", rf"(?i){START}the (?P<unit>day|week|month|year) (?:before|after|earlier)\b(?! yesterday"
                 r"| tomorrow)", _other),
    rule("unit", rf"{START}(?:(?:[Oo]n|[Ii]n|[Bb]y|[Ss]ince) )?(?:the )?(?P<unit>(?:{MONTH_NAMES})(?: \d\d?)?"
                 rf"|\d\d? (?:{MONTH_NAMES})|{SEASONS}),?(?: of)? (?:that|the same|the following"
                 rf"|the previous) year\b",
         _other),
)  # fmt: skip
