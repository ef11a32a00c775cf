"""What numbers count in news: currencies, measures, and the nouns that follow a number."""

from __future__ import annotations

import re

from assistant.wordlist import words

SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "NT$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "₽": "RUB",
    "₴": "UAH",
    "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₱": "PHP",
}  # fmt: skip
"""ISO 4217 codes of the signs; a bare ``$`` and ``¥`` are taken as American and Japanese."""

CODES = frozenset(
    {
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CHF",
        "CNY",
        "RUB",
        "UAH",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "AUD",
        "CAD",
        "INR",
        "TRY",
    }
)

CURRENCY_WORDS = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD", "euro": "EUR", "pounds sterling": "GBP", "british pound": "GBP", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB", "rouble": "RUB", "hryvnia": "UAH", "swiss franc": "CHF",
    "swedish krona": "SEK", "swedish kronor": "SEK", "norwegian krone": "NOK", "norwegian kroner": "NOK",
    "danish krone": "DKK", "danish kroner": "DKK", "zloty": "PLN", "indian rupee": "INR",
    "turkish lira": "TRY",
    "shekel": "ILS", "south korean won": "KRW", "mexican peso": "MXN", "brazilian real": "BRL",
    "forint": "HUF",
}  # fmt: skip
"""Names that stand for one currency; "pounds" (also a weight), "pesos", "rupees" alone stay as written."""

MEASURES = {
    "km": "km", "kilometer": "km", "kilometre": "km", "m": "m", "meter": "m", "metre": "m", "cm": "cm",
    "centimeter": "cm", "centimetre": "cm", "mm": "mm", "millimeter": "mm", "millimetre": "mm", "kg": "kg",
    "kilogram": "kg", "kilo": "kg", "tonne": "tonnes", "metric ton": "tonnes",
    "sq km": "square km", "sq mile": "square miles", "sq m": "square m", "sq ft": "square feet",
    "square kilometer": "square km",
    "square kilometre": "square km", "square mile": "square miles", "square meter": "square m",
    "square metre": "square m",
    "square foot": "square feet", "square feet": "square feet", "cubic meter": "cubic m",
    "cubic metre": "cubic m",
    "mph": "mph", "km/h": "km/h", "kph": "km/h", "mw": "MW", "megawatt": "MW", "gw": "GW", "gigawatt": "GW",
    "kwh": "kWh", "kilowatt hour": "kWh", "liter": "litres", "litre": "litres", "foot": "feet",
    "feet": "feet",
    "ft": "feet", "inch": "inches", "inches": "inches", "mile": "miles",
    "percentage point": "percentage points",
    "basis point": "basis points", "percent": "%", "per cent": "%", "%": "%", "degree": "degrees",
    "parts per million": "ppm", "parts per billion": "ppb",
    "cent": "cents",
}  # fmt: skip
"""One writing for each measure; short and metric tons are different weights."""

TIME_UNITS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades"})
"""Before these "over" mostly means "during"."""

PLURALS = frozenset(
    {
        "people",
        "men",
        "women",
        "children",
        "police",
        "troops",
        "personnel",
        "aircraft",
        "cattle",
        "sheep",
        "feet",
        "staff",
    }
)
NO_NOUN = frozenset(
    words(
        """
    of in at on to for from by with and or who that which was were is are has have had as than but if
    when while per a an
    the this its his her their our us yes less plus minus versus across towards always perhaps does goes
    says its
    after before since until about over under into against among between not be been would will could can
    may said
    """
    )
)
NUMBERS = frozenset(
    words(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
        million billion trillion dozen half"""
    )
)
"""Where the next number begins, the words before it name nothing that the last one counts."""
COUNTED_ALONE = re.compile(
    r" (?:were|was|died|killed|injured|wounded|dead|missing|arrested|others|more|have|had|survived)\b"
    r"|,? of (?:them|the|those)\b"
)
"""After a number without a noun: it counts people ("12 were killed")."""

ANY_UNIT = re.compile(
    r"[ -]?(?P<measure>%|(?<=[ -])(?:"
    + "|".join(sorted((re.escape(word) + "s?" for word in MEASURES if word != "%"), key=len, reverse=True))
    + r")(?![\w]))",
    re.IGNORECASE,
)
ATTACHED_MEASURE = re.compile(r"(?:km|cm|mm|kg|mph|ft|MW|GW|kWh|km/h|m)\b(?!/)")
CURRENCY = re.compile(
    r"[ -](?:worth of )?(?P<currency>"
    + "|".join(sorted((re.escape(word) + "s?" for word in CURRENCY_WORDS), key=len, reverse=True))
    + r")\b|[ ](?P<code>"
    + "|".join(sorted(CODES))
    + r")\b",
    re.IGNORECASE,
)
NEXT_WORDS = re.compile(r"(?: [A-Za-z][\w'’-]*){1,4}")
"""The noun is looked for in the four words after the number ("200 Leopard main battle tanks")."""
NATIONALS = re.compile(r"[A-Z][a-z]+(?:[aei]ns|[a-z]is|[a-z]ers|mans)")
"""Ukrainians, Germans, Israelis, New Yorkers."""
JOINED_NOUN = re.compile(r"-([a-z]{3,})(?:-([a-z]+))?\b")


def unit_after(text: str, position: int) -> tuple[str, int] | None:
    """Give the currency or measure that stands right at the position, and where it ends."""
    match = CURRENCY.match(text, position)
    if match:
        word = re.sub(r"\s+", " ", (match["currency"] or "").lower())
        return (match["code"] or CURRENCY_WORDS.get(word) or CURRENCY_WORDS[word.rstrip("s")]).upper(), match.end()
    match = ANY_UNIT.match(text, position)
    if match and not (match["measure"].isalpha() and len(match["measure"]) == 1 and match["measure"] != "m"):
        word = match["measure"].lower()
        return MEASURES.get(word) or MEASURES.get(word.rstrip("s")) or MEASURES[word.removesuffix("es")], match.end()
    attached = ATTACHED_MEASURE.match(text, position)
    return (MEASURES[attached[0].lower()], attached.end()) if attached else None


def noun_after(text: str, position: int) -> tuple[str, int] | None:
    """Give the plural noun that a number at the position counts, and where it ends."""
    joined = JOINED_NOUN.match(text, position)
    if joined:
        skip = joined[1] in {"time", "way", "fold", "plus", "something", "and", "odd", "strong"} or joined[2] in {
            "old",
            "olds",
        }
        return None if skip else (joined[1], joined.end(1))
    match = NEXT_WORDS.match(text, position)
    end = position
    for word in match[0].split() if match else ():
        end += 1 + len(word)
        if word in NO_NOUN or word.lower().split("-")[0] in NUMBERS:
            return None
        if NATIONALS.fullmatch(word):
            return word, end
        stem = word.removesuffix("'s").removesuffix("’s")
        if word[0].islower() and stem == word and (word in PLURALS or re.fullmatch(r"[\w-]*[^s\W]s", word)):
            return word, end
    return None


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, by its code."""
    return re.fullmatch(r"[A-Z]{3}", unit) is not None


def same_unit(a: str, b: str) -> bool:
    """Tell whether two units are one, in the singular or the plural."""
    return a == b or a.rstrip("s") == b.rstrip("s") != ""
