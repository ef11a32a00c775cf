"""The one analyser: what counts as a word, in articles and in questions alike.

Keyword search, question coverage and duplicate sentences all compare these terms, so "Kiev" in a
question meets "Kyiv" in an article, "U.S." meets "US", and "Sánchez" meets "Sanchez".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}(?![A-Za-z])")
"""Letters with full stops, as in "U.S." and "a.m."."""
CAPITALS_US = re.compile(r"\bUS\b")
"""The country, not the pronoun: only capitals tell them apart."""
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:['’][^\W_]+)?")
POSSESSIVE = re.compile(r"['’]s$")

SPELLINGS = {
    # One place, two transliterations: both are in daily use by large outlets.
    "kiev": "kyiv",
    "kharkov": "kharkiv",
    "odessa": "odesa",
    "lvov": "lviv",
    "nikolaev": "mykolaiv",
    "chernigov": "chernihiv",
    "zaporozhye": "zaporizhzhia",
    "zaporizhzhya": "zaporizhzhia",
    "artyomovsk": "bakhmut",
    "artemovsk": "bakhmut",
    "krasnoarmeysk": "pokrovsk",
    "donbass": "donbas",
    "dnepr": "dnipro",
    "dnieper": "dnipro",
    "chernobyl": "chornobyl",
    "turkiye": "turkey",
    "peking": "beijing",
    "bombay": "mumbai",
    "calcutta": "kolkata",
    "gaddafi": "qaddafi",
    "kadhafi": "qaddafi",
    # One name, several romanisations.
    "zelensky": "zelenskyy",
    "zelenskiy": "zelenskyy",
    "zelenskyi": "zelenskyy",
    "zelenski": "zelenskyy",
    "yanukovich": "yanukovych",
    "alexei": "alexey",
    "aleksei": "alexey",
    # American and British spellings that stemming leaves apart.
    "defense": "defence",
    "offense": "offence",
    "center": "centre",
    "theater": "theatre",
    "program": "programme",
    "labor": "labour",
    "harbor": "harbour",
    "neighbor": "neighbour",
    "color": "colour",
    "honor": "honour",
    "tire": "tyre",
    "aluminum": "aluminium",
    "airplane": "aeroplane",
}
"""Other spelling -> the one that is indexed. Rare misspellings are met by edit distance instead."""

PEOPLES = {
    people: country
    for country, peoples in {
        "afghanistan": "afghan afghans",
        "africa": "african africans",
        "america": "american americans",
        "asia": "asian asians",
        "argentina": "argentine argentinian",
        "australia": "australian australians",
        "austria": "austrian austrians",
        "belarus": "belarusian belarusians",
        "belgium": "belgian belgians",
        "brazil": "brazilian brazilians",
        "britain": "british briton britons",
        "bulgaria": "bulgarian bulgarians",
        "canada": "canadian canadians",
        "chile": "chilean chileans",
        "china": "chinese",
        "colombia": "colombian colombians",
        "croatia": "croatian croatians",
        "cuba": "cuban cubans",
        "czech": "czechs czechia",
        "denmark": "danish dane danes",
        "egypt": "egyptian egyptians",
        "england": "english",
        "estonia": "estonian estonians",
        "ethiopia": "ethiopian ethiopians",
        "europe": "european europeans",
        "finland": "finnish finn finns",
        "france": "french",
        "georgia": "georgian georgians",
        "germany": "german germans",
        "greece": "greek greeks",
        "hungary": "hungarian hungarians",
        "iceland": "icelandic",
        "india": "indian indians",
        "indonesia": "indonesian indonesians",
        "iran": "iranian iranians",
        "iraq": "iraqi iraqis",
        "ireland": "irish",
        "israel": "israeli israelis",
        "italy": "italian italians",
        "japan": "japanese",
        "jordan": "jordanian jordanians",
        "kenya": "kenyan kenyans",
        "korea": "korean koreans",
        "latvia": "latvian latvians",
        "lebanon": "lebanese",
        "lithuania": "lithuanian lithuanians",
        "mexico": "mexican mexicans",
        "moldova": "moldovan moldovans",
        "morocco": "moroccan moroccans",
        "netherlands": "dutch",
        "nigeria": "nigerian nigerians",
        "norway": "norwegian norwegians",
        "pakistan": "pakistani pakistanis",
        "palestine": "palestinian palestinians",
        "peru": "peruvian peruvians",
        "philippines": "filipino filipinos philippine",
        "poland": "polish poles",
        "portugal": "portuguese",
        "qatar": "qatari qataris",
        "romania": "romanian romanians",
        "russia": "russian russians",
        "saudi": "saudis",
        "scotland": "scottish scots",
        "serbia": "serbian serbians serbs",
        "slovakia": "slovak slovaks",
        "slovenia": "slovenian slovenians",
        "spain": "spanish spaniard spaniards",
        "sudan": "sudanese",
        "sweden": "swedish swede swedes",
        "switzerland": "swiss",
        "syria": "syrian syrians",
        "taiwan": "taiwanese",
        "thailand": "thai thais",
        "tunisia": "tunisian tunisians",
        "turkey": "turkish turks",
        "ukraine": "ukrainian ukrainians",
        "venezuela": "venezuelan venezuelans",
        "vietnam": "vietnamese",
        "wales": "welsh",
        "west": "western westerners",
        "yemen": "yemeni yemenis",
    }.items()
    for people in peoples.split()
}
"""A people or what belongs to it -> its country: who asks what Spain pledged means the Spanish government."""

STOPWORDS = frozenset(
    word
    for line in (
        "a about above after again against all also although am among an and another any are as at be",
        "because been before being below between both but by can could did do does doing down during",
        "each either else ever every few for from further get gets got had has have having he her here",
        "hers herself him himself his how however i if in into is it its itself just last latest many",
        "may me might more most much must my myself neither next no nor not now of off on once one only",
        "or other others our ours out over own per recent recently said same say says she should since",
        "so some still such than that the their theirs them themselves then there these they this those",
        "through to told too toward towards under until up upon us very was we week were what when",
        "where whether which while who whom whose why will with would yes yet you your yours",
    )
    for word in line.split()
)
"""Words that say nothing about what a question is about; compared before stemming."""

_stem = lru_cache(maxsize=200_000)(Stemmer.Stemmer("english").stemWord)


def words(text: str) -> list[str]:
    """Give the words of a text in order, folded (case, accents, spelling variants) but not stemmed."""
    if "." in text:
        text = ACRONYM.sub(lambda found: found.group().replace(".", "") + " ", text)
    text = CAPITALS_US.sub("usa", text)
    text = THOUSANDS.sub("", text)
    folded = text if text.isascii() else _without_accents(text)
    return [_fold(word) for word in WORD.findall(folded.lower())]


def terms(text: str) -> list[str]:
    """Give the stemmed terms of a text in order: what keyword search indexes."""
    return [_stem(word) for word in words(text)]


def content_terms(text: str) -> list[str]:
    """Give the distinct terms that carry a question's subject, in order of first mention."""
    return list(dict.fromkeys(_stem(word) for word in words(text) if word not in STOPWORDS))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _fold(word: str) -> str:
    word = POSSESSIVE.sub("", word)
    word = SPELLINGS.get(word, word)
    return PEOPLES.get(word, word)
