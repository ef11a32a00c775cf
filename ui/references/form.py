"""The formats that references come in."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What references are for, and so what they look like."""

    PLAIN = "plain"
    """A line for each citation: the quote, and where it stands."""
    FOOTNOTE = "footnote"
    """A numbered note for each citation, as newspapers and books print them."""
    MARKDOWN = "markdown"
    """Footnotes of a Markdown text, which cites them as ``[^1]``."""
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"
    HARVARD = "harvard"
    IEEE = "ieee"
    RIS = "ris"
    """For EndNote, Zotero, Mendeley, RefWorks."""
    BIBTEX = "bibtex"
    """For LaTeX, with BibTeX or with biblatex."""
    CSL_JSON = "csl-json"
    """For pandoc, Zotero, and programs."""

    @property
    def label(self) -> str:
        """What to call it in a list of choices."""
        return LABELS[self]

    @property
    def suffix(self) -> str:
        """The ending of a file's name, such as ``.ris``."""
        return SUFFIXES.get(self, ".txt")

    @property
    def style(self) -> str | None:
        """The CSL style that makes it; ``None`` for a format that needs none."""
        return STYLES.get(self)


LABELS = {
    Form.PLAIN: "Plain text",
    Form.FOOTNOTE: "Footnotes",
    Form.MARKDOWN: "Markdown footnotes",
    Form.APA: "APA, 7th edition",
    Form.CHICAGO: "Chicago, 18th edition",
    Form.MLA: "MLA, 9th edition",
    Form.HARVARD: "Harvard (Cite Them Right)",
    Form.IEEE: "IEEE",
    Form.RIS: "RIS",
    Form.BIBTEX: "BibTeX",
    Form.CSL_JSON: "CSL-JSON",
}
SUFFIXES = {Form.MARKDOWN: ".md", Form.RIS: ".ris", Form.BIBTEX: ".bib", Form.CSL_JSON: ".json"}
STYLES: dict[str, str] = {
    Form.APA: "apa",
    Form.CHICAGO: "chicago-notes-bibliography",
    Form.MLA: "modern-language-association",
    Form.HARVARD: "harvard-cite-them-right",
    Form.IEEE: "ieee",
}
"""Names of styles as in the repository of CSL styles; each is kept there at the current edition of its manual."""
