"""Words of bylines: what is a person's name, and what is not."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PARTICLES = _words(
    "van von der den de del della degli di da dos das do du la le lo ter ten te zu zum af av al el bin ibn bint",
    "ó ní nic mac uí",
)
"""Begin a family name of several words."""
SUFFIXES = _words("jr sr ii iii iv")
HONORIFICS = _words("dr prof professor sir dame mr mrs ms")
"""Titles before a name, which styles leave out."""
FAMILY_FIRST = _words(
    "kim lee park choi choe jung jeong kang yoon hwang shin xi wang zhang li chen liu yang huang zhao wu zhou xu",
    "zhu sun hu guo lin luo nguyen tran pham hoang",
)
"""Frequent family names of China, Korea and Vietnam: a name that begins with one may begin with the family's."""
AGENCIES = _words(
    "reuters afp ap dpa efe ansa upi tass xinhua kyodo pa aap anp apa belga ntb ritzau lusa ukrinform interfax unian",
    "bloomberg cnn bbc npr",
) | {
    "associated press",
    "the associated press",
    "agence france-presse",
    "press association",
    "bbc news",
    "pa media",
}
BODIES = _words(
    "agency agencies associates association bureau commission committee council department desk desks institute media",
    "ministry network news newsroom office press radio service staff team television tv university wire wires",
    "chronicle courier daily dispatch economist gazette guardian herald independent insider journal ledger magazine",
    "observer record review standard telegraph times tribune weekly",
    "correspondents editors reporters writers journalists contributors the our",
)
"""A name with one of them is not a person's."""
ROLES = _words(
    "analyst anchor author chief columnist commentator contributor correspondent critic deputy director editor",
    "freelance freelancer intern journalist photographer photojournalist presenter producer reporter senior",
    "special video writer",
    "affairs business climate crime culture defence defense diplomatic economics editorial education energy",
    "environment europe finance foreign health international investigations money national opinion politics political",
    "science security society sport sports technology travel world",
)
"""What somebody is, and the subjects that they write about."""
PLACES = frozenset(
    {
        "abu dhabi",
        "addis ababa",
        "buenos aires",
        "cape town",
        "costa rica",
        "czech republic",
        "el salvador",
        "hong kong",
        "kuala lumpur",
        "las vegas",
        "los angeles",
        "mexico city",
        "new delhi",
        "new jersey",
        "new york",
        "new york city",
        "new zealand",
        "north korea",
        "phnom penh",
        "rio de janeiro",
        "san diego",
        "san francisco",
        "san juan",
        "san salvador",
        "santo domingo",
        "saudi arabia",
        "south africa",
        "south korea",
        "sri lanka",
        "st petersburg",
        "são paulo",
        "tel aviv",
        "the hague",
        "united kingdom",
        "united nations",
        "united states",
        "washington d.c",
        "washington dc",
    }
)
"""Places of several words that news is sent from: after a comma they look like a person."""
PLACE_OPENINGS = _words(
    "cape central east eastern fort great lake lower middle mount new north northern old port saint san santa santo",
    "são south southern st upper west western",
)
"""First words of other such places; as far as they are given names, it is not sure what is meant."""
