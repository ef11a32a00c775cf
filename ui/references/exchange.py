"""Files that reference managers read: RIS, BibTeX and CSL-JSON.

RIS and BibTeX are written here, since what matters is that nothing in a title can end its field; the tests read them
back with ``rispy`` and ``bibtexparser``. Each field is one line already (``ui.references.fields``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from ui.references.item import item
from ui.references.names import Name
from ui.references.reference import Reference

LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # BibTeX counts braces without a look at what stands before them, so each gets its other half, which takes no
        # room; \textbraceleft needs none, but some programs do not know it and drop it.
        "{": r"\{\vphantom{\}}",
        "}": r"\vphantom{\{}\}",
    }
)
LIGATURES = re.compile(r"(?<=([-'`,<>]))(?=\1)|(?<=[?!])(?=`)")
"""Where two signs would become one: LaTeX sets ``--`` as a dash and ``''`` as a quotation mark."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names of the months, which a style says in its language."""


def ris(references: Sequence[Reference]) -> str:
    """Give references as RIS, of type NEWS; each quote is a note."""
    return "\n\n".join("\n".join(f"{tag}  - {value}" for tag, value in _ris(one)) for one in references)


def bibtex(references: Sequence[Reference]) -> str:
    """Give references as BibTeX that biblatex reads too; the quotes are annotations, which no usual style prints."""
    return "\n\n".join(
        "\n".join([f"@article{{{one.key},", *(f"  {name} = {value}," for name, value in _bibtex(one)), "}"])
        for one in references
    )


def csl_json(references: Sequence[Reference]) -> str:
    """Give references as CSL-JSON. The quotes are the abstract: a note is searched for settings by programs."""
    items = [item(one) | ({"abstract": _quoted(one)} if one.quotes else {}) for one in references]
    return json.dumps(items, ensure_ascii=False, indent=2)


def latex(text: str) -> str:
    """Give a text so that LaTeX sets it as it is. Letters beyond ASCII stay: LaTeX has read UTF-8 since 2018."""
    return LIGATURES.sub("{}", text.translate(LATEX))


def _ris(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", one.key
    for author in one.authors:
        yield "AU", _ris_name(author)
    if one.title:
        yield "TI", one.title
    if one.outlet:
        yield "T2", one.outlet
    if one.published:
        yield "PY", f"{one.published.year:04}"
        yield "DA", f"{one.published:%Y/%m/%d}/"
    if one.url and one.accessed:
        yield "UR", one.url.replace(";", "%3B")  # a semicolon parts two URLs
        yield "Y2", f"{one.accessed:%Y/%m/%d}/"
    for quote in one.quotes:
        yield "N1", f"“{quote}”"
    yield "ER", ""


def _ris_name(name: Name) -> str:
    if name.literal:
        # A comma parts family and given name, and RIS has no way to say that it does not.
        return name.literal.replace(", ", " – ").replace(",", "–")
    return ", ".join(part for part in (f"{name.particle} {name.family}".strip(), name.given, name.suffix) if part)


def _bibtex(one: Reference) -> Iterator[tuple[str, str]]:
    yield "entrysubtype", "{newspaper}"
    if one.authors:
        yield "author", f"{{{' and '.join(map(_bibtex_name, one.authors))}}}"
    if one.title:
        title = latex(one.title)
        # The second pair of braces keeps styles from making "odesa" of "Odesa". Within it they would still take what
        # follows a backslash at the very beginning for an accent, and change that.
        yield "title", f"{{{{{'{}' if title.startswith(chr(92)) else ''}{title}}}}}"
    if one.outlet:
        yield "journal", f"{{{latex(one.outlet)}}}"
    if one.published:
        yield "date", f"{{{one.published.isoformat()}}}"
        yield "year", f"{{{one.published.year:04}}}"  # date is biblatex's, year and month are BibTeX's
        yield "month", MONTHS[one.published.month - 1]
    if one.url and one.accessed:
        yield "url", f"{{{one.url}}}"  # taken as it is, signs of LaTeX included
        yield "urldate", f"{{{one.accessed.isoformat()}}}"
    if one.quotes:
        yield "annote", f"{{{latex(_quoted(one))}}}"


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return f"{{{latex(name.literal)}}}"
    family = f"{name.particle} {name.family}".strip()
    return latex(", ".join(part for part in (family, name.suffix, name.given) if part))


def _quoted(one: Reference) -> str:
    return " ".join(f"“{quote}”" for quote in one.quotes)
