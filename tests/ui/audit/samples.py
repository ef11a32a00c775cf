"""Small audits, made by hand: what the ways to show one are tested on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.answer import Citation, CitedArticle
from assistant.audit.draft import Draft, Paragraph, Role
from assistant.audit.report import Audit, Checked, Counts, Verdict
from assistant.verification import Piece, PieceKind, State
from index.article import Carrier, Origin

WHO, WHAT, MUCH, WHEN, STATUS = (
    PieceKind.WHO, PieceKind.WHAT, PieceKind.HOW_MUCH, PieceKind.WHEN, PieceKind.STATUS,
)  # fmt: skip
BORNE, MISSING, DIFFERENT = State.BORNE, State.MISSING, State.DIFFERENT
HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \"' --> {{ 7 * 7 }} [red]x[/red] [/oops]"
    " https://evil.example/ \x00\x1b[31m\x07\x85\u202e\ufffe &lt; עברית *end*"
)
"""Whatever could become markup somewhere, or is no text at all."""
ARABIC = "تعهدت إسبانيا بمليار يورو من المساعدات العسكرية لأوكرانيا."


class Said(NamedTuple):
    """A sentence of a sample: its pieces are (kind, words, state, the articles' words, number of the quote)."""

    text: str
    verdict: Verdict
    note: str = ""
    pieces: Sequence[tuple[PieceKind, str, State, str, int | None]] = ()
    citations: tuple[int, ...] = ()


def checked(said: Said, paragraph: int = 0, start: int = 0) -> Checked:
    """Give a sentence with its verdict; its pieces are found by their words."""
    pieces = tuple(
        Piece(
            kind=kind, text=words, start=said.text.index(words), end=said.text.index(words) + len(words), state=state,
            said=heard, citation=number,
        )
        for kind, words, state, heard, number in said.pieces
    )  # fmt: skip
    return Checked(
        paragraph=paragraph, start=start, end=start + len(said.text), text=said.text, verdict=said.verdict,
        note=said.note, pieces=pieces, citations=said.citations,
    )  # fmt: skip


def citation(number: int, quote: str, **changed: Any) -> Citation:
    """Give a quote from an article about Spain's pledge, unless told otherwise."""
    article = CitedArticle(
        id="spain",
        title="Spain promises Ukraine a billion euros as leaders sign ten-year pact",
        outlet="Castellan Daily",
        byline="Inés Carrasco",
        url="https://castellandaily.example/2024/05/27/spain-ukraine",
        path="articles/spain.md",
        published=dt.date(2024, 5, 27),
        published_from=Origin.FRONT_MATTER,
        ingested=dt.date(2024, 6, 1),
    )
    also = changed.pop("also", ())
    start = changed.pop("start", 1180)
    article = article.model_copy(update=changed)
    return Citation(number=number, quote=quote, start=start, end=start + len(quote), article=article, also=also)


def audit(paragraphs: Sequence[tuple[Role, Sequence[Said]]], citations: Sequence[Citation], **changed: Any) -> Audit:
    """Give the audit of a draft whose sentences stand in their paragraphs with a space between."""
    texts, found = [], []
    for place, (_, sentences) in enumerate(paragraphs):
        start = 0
        for one in sentences:
            found.append(checked(one, place, start))
            start += len(one.text) + 1
        texts.append(" ".join(one.text for one in sentences))
    counted = Counter(one.verdict for one in found)
    fields: dict[str, Any] = {
        "draft": "briefing.docx",
        "paragraphs": tuple(texts),
        "roles": tuple(role.value for role, _ in paragraphs),
        "as_of": None,
        "sentences": tuple(found),
        "citations": tuple(citations),
        "counts": Counts(
            supported=counted[Verdict.SUPPORTED],
            partly_supported=counted[Verdict.PARTLY],
            differs=counted[Verdict.DIFFERS],
            not_found=counted[Verdict.NOT_FOUND],
            not_checkable=counted[Verdict.NOT_CHECKABLE],
        ),
        "snapshot": "20261122-063000-1",
        "seconds": 1.25,
    }
    return Audit.model_validate(fields | changed)


def draft_of(one: Audit) -> Draft:
    """Give the draft that an audit is of."""
    paragraphs = [
        Paragraph(
            text,
            tuple((each.start, each.end) for each in one.sentences if each.paragraph == place),
            Role(role),
        )
        for place, (text, role) in enumerate(zip(one.paragraphs, one.roles, strict=True))
    ]
    return Draft(one.draft, tuple(paragraphs), one.remarks)


PLEDGE = (
    "Spain will give Ukraine one billion euros in military aid this year, Prime Minister Pedro Sánchez said in Madrid"
    " on Monday, when he and President Volodymyr Zelenskyy signed a security agreement for ten years."
)
TANKS = "The first of 19 Leopard tanks are to leave the port of Santander by the end of June."
RAMSTEIN = "Zelenskyy asked the ministers at Ramstein for more air defence and for leave to strike airfields in Russia."
CITATIONS = (
    citation(1, PLEDGE, also=(Carrier(source="reprint.md", outlet="Harbour Wire"),)),
    citation(
        2, TANKS, id="tanks", title="Ten tanks, not nineteen: what Spain has sent so far", outlet="The Northern Ledger",
        byline=None, published=dt.date(2024, 5, 29), url="https://northernledger.example/world/tanks", start=402,
    ),
    citation(
        3, RAMSTEIN, id="ramstein", title="Zelenskyy comes to Ramstein with a list", outlet=None, byline=None,
        url="javascript:alert(4)", published=None, published_from=None, start=12_050,
    ),
)  # fmt: skip
SPAIN = [
    (Role.HEADING, [Said("Spain's aid to Ukraine: what we know", Verdict.NOT_CHECKABLE, "A heading states nothing.")]),
    (
        Role.PROSE,
        [
            Said(
                "Spain signed a security agreement with Ukraine in Madrid.", Verdict.SUPPORTED, "",
                [
                    (WHO, "Spain", BORNE, "Spain", 1),
                    (WHAT, "signed a security agreement", BORNE, "signed a security agreement", 1),
                    (WHO, "Ukraine", BORNE, "Ukraine", 1), (WHO, "Madrid", BORNE, "Madrid", 1),
                ], (1,),
            ),
            Said(
                "It pledged 1.1 billion euros in military aid on Tuesday, Prime Minister Pedro Sánchez said.",
                Verdict.DIFFERS,
                "The articles give another amount (one billion euros) and another day (Monday 27 May 2024).",
                [
                    (WHO, "Pedro Sánchez", BORNE, "Pedro Sánchez", 1),
                    (WHAT, "in military aid", BORNE, "", 1),
                    (MUCH, "1.1 billion euros", DIFFERENT, "one billion euros", 1),
                    (WHEN, "on Tuesday", DIFFERENT, "on Monday", 1),
                ], (1,),
            ),
            Said("How far does that go?", Verdict.NOT_CHECKABLE, "A question states nothing."),
        ],
    ),
    (
        Role.PROSE,
        [
            Said(
                "The first of 19 Leopard tanks leave Santander in June, with 200 shells for each.", Verdict.PARTLY,
                "Nothing is said of “200 shells for each”.",
                [
                    (MUCH, "19 Leopard tanks", BORNE, "19 Leopard tanks", 2), (WHO, "Santander", BORNE, "Santander", 2),
                    (WHEN, "in June", BORNE, "by the end of June", 2),
                    (MUCH, "200 shells for each", MISSING, "", None),
                ], (2,),
            ),
            Said(
                "Zelenskyy got leave to strike airfields in Russia.", Verdict.DIFFERS,
                "The articles say that it was asked for, not that it was given.",
                [
                    (WHO, "Zelenskyy", BORNE, "Zelenskyy", 3), (STATUS, "got", DIFFERENT, "asked", 3),
                    (WHAT, "leave to strike airfields", BORNE, "leave to strike airfields", 3),
                    (WHO, "Russia", BORNE, "Russia", 3),
                ], (3, 1),
            ),
            Said(
                "Portugal is to open a training ground for drone crews near Beja in the autumn.", Verdict.NOT_FOUND,
                "No article speaks of a training ground near Beja.",
                [
                    (WHO, "Portugal", MISSING, "", None), (WHAT, "open a training ground", MISSING, "", None),
                    (WHO, "Beja", MISSING, "", None), (WHEN, "in the autumn", MISSING, "", None),
                ],
            ),
            Said("We think that it will not be enough.", Verdict.NOT_CHECKABLE, "It gives the writer's own opinion."),
        ],
    ),
    (Role.CAPTION, [Said("The agreement runs for ten years.", Verdict.SUPPORTED, "",
                         [(WHEN, "ten years", BORNE, "ten years", 1)], (1,))]),
    (Role.CELL, [Said("Spain | one billion euros", Verdict.SUPPORTED, "",
                      [(WHO, "Spain", BORNE, "Spain", 1), (MUCH, "one billion euros", BORNE, "one billion euros", 1)],
                      (1,))]),
    (Role.CELL, [Said("Leopard tanks | 29", Verdict.DIFFERS, "The articles give another number (19).",
                      [(MUCH, "29", DIFFERENT, "19", 2), (WHAT, "Leopard tanks", BORNE, "Leopard tanks", 2)], (2,))]),
    (Role.HEADING, [Said("What comes next", Verdict.NOT_CHECKABLE, "A heading states nothing.")]),
    (
        Role.PROSE,
        [
            Said(
                "Zelenskyy asked for more air defence.", Verdict.SUPPORTED, "",
                [(WHO, "Zelenskyy", BORNE, "Zelenskyy", 3),
                 (WHAT, "asked for more air defence", BORNE, "more air defence", 3)], (3,),
            ),
            Said(
                "The agreement is with President Volodymyr Zelenskyy and is for ten years.", Verdict.SUPPORTED, "",
                [(WHO, "President Volodymyr Zelenskyy", BORNE, "President Volodymyr Zelenskyy", 1)], (1,),
            ),
        ],
    ),
]  # fmt: skip
"""A draft with every verdict and every kind of paragraph."""


def typical(**changed: Any) -> Audit:
    """Give an audit with every verdict, and a draft of which something could not be read."""
    return audit(SPAIN, CITATIONS, **{"remarks": ("2 footnotes: they are not audited.",)} | changed)


def supported() -> Audit:
    """Give an audit in which all is well."""
    return audit([SPAIN[3]], CITATIONS)


def hostile() -> Audit:
    """Give an audit of which every text is hostile; one sentence reads from right to left."""
    pieces = [
        (WHO, HOSTILE[:40], DIFFERENT, HOSTILE[:40], 1),
        (MUCH, HOSTILE[50:], MISSING, HOSTILE[50:60], 1),
    ]
    said = Said(HOSTILE, Verdict.DIFFERS, HOSTILE, pieces, (1, 2, 99))
    arabic = Said(ARABIC, Verdict.PARTLY, "", [(MUCH, "بمليار يورو", MISSING, "", None)], (1,))
    cited = [
        citation(n, HOSTILE, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, path=HOSTILE, url=url)
        for n, url in enumerate(("javascript:alert(5)", f'https://evil.example/?q="><script>{HOSTILE}'), 1)
    ]
    return audit(
        [(role, [said, arabic, said]) for role in Role], cited, draft=HOSTILE, remarks=(HOSTILE,), snapshot=HOSTILE
    )


def long(sentences: int = 1000) -> Audit:
    """Give an audit of a long draft, ten sentences a paragraph."""
    each = [one for _, run in SPAIN for one in run]
    flat = [each[place % len(each)] for place in range(sentences)]
    return audit([(Role.PROSE, flat[at : at + 10]) for at in range(0, sentences, 10)], CITATIONS)
