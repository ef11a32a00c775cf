"""The answer: what ``Assistant.ask`` gives, and the JSON that other programs rely on."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from index.article import Carrier, Origin


class Status(StrEnum):
    """Whether the articles answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedArticle(_Value):
    """The article that a citation stands in."""

    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    path: str
    published: dt.date | None
    published_from: Origin | None
    """Where the publication date is stated; ``None`` for an article that gives none."""
    ingested: dt.date | None = None
    """The day on which it was taken in: when its page was last known to say so. Answers kept from before have none."""

    @property
    def name(self) -> str:
        """What to call it in a list: its headline, or its file where it has none."""
        return self.title or self.path.rsplit("/", 1)[-1]


class Citation(_Value):
    """A numbered quote: ``article.text[start:end]``, exactly."""

    number: int
    quote: str
    start: int
    end: int
    article: CitedArticle
    also: tuple[Carrier, ...] = ()
    """Other articles that carry the same sentence: agency copy, reprints."""


class Occasion(StrEnum):
    """What happened on the days that a claim gives. The third date, that of publication, is the article's."""

    EVENT = "event"
    STATEMENT = "statement"
    """Somebody said it then: "told a news conference on Monday"."""


class ClaimDate(_Value):
    """Words of a claim that say when, and the days they mean."""

    text: str
    start: dt.date | None
    end: dt.date | None
    basis: str
    """What the days are worked out from, or why they cannot be."""
    of: Occasion = Occasion.EVENT


class ClaimAmount(_Value):
    """An amount in a claim, as a value that can be compared."""

    text: str
    value: int | float
    high: int | float | None = None
    """Upper end of a range."""
    unit: str
    qualifier: str = ""
    per: str = ""
    """"year" of "one billion euros a year"; empty for a total."""


class Attribution(_Value):
    """Who says what a claim says, in the claim's own words."""

    source: str
    """"Pedro Sánchez", "the ministry", "El País"."""
    cue: str
    """"told", "according to"."""


class Edit(_Value):
    """A change from the quote to the claim's words."""

    removed: str
    start: int
    """Place of the removed words in the quote."""


class Claim(_Value):
    """One sentence of an answer, with the numbers of the citations that bear it."""

    text: str
    citations: tuple[int, ...]
    dates: tuple[ClaimDate, ...] = ()
    amounts: tuple[ClaimAmount, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    """Who says so; of speech within speech the outermost first."""
    edits: tuple[Edit, ...] = ()


class AnsweredPart(_Value):
    """One thing the question asks, and whether the articles say it."""

    text: str
    status: Status
    note: str = ""
    citations: tuple[int, ...] = ()


class ConflictValue(_Value):
    """One of several reported values."""

    value: str
    outlet: str | None = None
    published: dt.date | None = None
    citations: tuple[int, ...]


class ConflictKind(StrEnum):
    """How reports came to differ."""

    DIFFER = "differ"
    """Nothing tells which is right."""
    UPDATE = "update"
    """An outlet's later report, or a correction, took the place of an earlier one; the latest stands first."""


class Conflict(_Value):
    """Reports that give different values for the same thing."""

    about: str
    kind: ConflictKind = ConflictKind.DIFFER
    values: tuple[ConflictValue, ...]


class TimelineEntry(_Value):
    """A line of a timeline: what happened when."""

    start: dt.date
    end: dt.date
    text: str
    """The claim's words."""
    basis: str
    """What the days are worked out from; "published" where the claim gives none and its article's date stands in."""
    citations: tuple[int, ...]


class FoundPassage(_Value):
    """A passage that was searched for evidence."""

    article_id: str
    start: int
    end: int
    score: float


class Seconds(_Value):
    """How long the steps took."""

    retrieve: float
    rank: float
    total: float


class Answer(_Value):
    """What the articles say to a question."""

    question: str
    standalone_question: str
    as_of: dt.date | None
    status: Status
    text: str
    claims: tuple[Claim, ...]
    nearest: Claim | None = None
    """Where nothing answers: the nearest thing that the articles do say. It is not an answer."""
    citations: tuple[Citation, ...]
    parts: tuple[AnsweredPart, ...]
    remarks: tuple[str, ...] = ()
    """What else a reader should know: names that no article mentions, articles left out by the limits."""
    conflicts: tuple[Conflict, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    """Of a question about what happened with something: the claims by their days, the earliest first."""
    passages: tuple[FoundPassage, ...]
    probability: float
    """How likely it is that the best evidence answers, 0..1; see ``answer_threshold``."""
    dropped: int = 0
    """Claims that verification did not pass; they are counted, never shown."""
    undated_left_out: int = 0
    """Articles without a publication date, left out because the question is limited to dates."""
    snapshot: str
    seconds: Seconds
