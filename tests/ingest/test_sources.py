from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.record import Failure
from ingest.sources import find

Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Make files with a word in them under a folder of news."""

    def make(*names: str) -> Path:
        for name in names:
            path = tmp_path / "news" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("word", encoding="utf-8")
        return tmp_path / "news"

    return make


def found(*paths: str | Path) -> list[str]:
    """Give the names of the files that are found, below the folder of news; no failures."""
    items = list(find(paths))
    assert not [item for item in items if isinstance(item, Failure)]
    return [str(item).split("news/", 1)[-1] for item in items]


def failure(*paths: str | Path) -> Failure:
    items = list(find(paths))
    assert len(items) == 1
    assert isinstance(items[0], Failure)
    return items[0]


def test_a_folder_is_read_with_its_subfolders_in_order_of_name(tree: Tree) -> None:
    news = tree("b.txt", "a/2.md", "a/1.MD", "c.jsonl.gz", "a.b/x.html")
    assert found(news) == ["a/1.MD", "a/2.md", "a.b/x.html", "b.txt", "c.jsonl.gz"]


def test_a_folder_passes_over_what_is_hidden_or_of_another_kind_and_counts_it(tree: Tree) -> None:
    news = tree("a.txt", ".b.txt", ".git/c.txt", "d.jpg", "e.JPG", "f", "g.pdf.gz")
    passed_over: Counter[str] = Counter()
    assert [item.name for item in find([news], passed_over) if isinstance(item, Path)] == ["a.txt"]
    assert passed_over == {".jpg": 2, "": 1, ".gz": 1}


def test_a_folders_own_papers_are_not_articles_but_may_be_named(tree: Tree) -> None:
    news = tree("README.md", "readme.txt", "LICENSE.txt", "Contributing.md", "a.md", "readmes.md")
    assert found(news) == ["a.md", "readmes.md"]
    assert found(news / "README.md") == ["README.md"]


def test_hidden_files_may_be_named(tree: Tree) -> None:
    assert found(tree(".b.txt") / ".b.txt") == [".b.txt"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "s/b.txt", "s/t/c.txt"]),
        ("s/**", ["s/b.txt", "s/d.md", "s/t/c.txt"]),
        ("s/*/c.txt", ["s/t/c.txt"]),
        ("?.txt", ["a.txt"]),
        ("s/[bc].txt", ["s/b.txt"]),
        ("s*", ["s/b.txt", "s/d.md", "s/t/c.txt"]),
        ("**/t", ["s/t/c.txt"]),
    ],
)
def test_patterns_that_the_shell_did_not_expand(tree: Tree, pattern: str, names: list[str]) -> None:
    news = tree("a.txt", "s/b.txt", "s/d.md", "s/t/c.txt", "s/.h/e.txt", "p.jpg")
    assert found(f"{news}/{pattern}") == names


def test_a_relative_pattern_is_of_the_working_folder(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree("a.txt", "b/c.txt"))
    assert list(find(["**/*.txt"])) == [Path("a.txt"), Path("b/c.txt")]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tree: Tree) -> None:
    news = tree("a[1].txt", "a1.txt")
    assert found(news / "a[1].txt") == ["a[1].txt"]


def test_the_same_file_is_given_once(tree: Tree) -> None:
    news = tree("a.txt", "b.txt")
    (news / "z.txt").symlink_to(news / "a.txt")
    assert found(news / "b.txt", news, f"{news}/*.txt", news / ".." / "news" / "a.txt") == ["b.txt", "a.txt"]


def test_links_in_a_circle_end(tree: Tree) -> None:
    news = tree("a.txt", "s/b.txt")
    for name in ("one", "two"):
        (news / "s" / name).symlink_to(news, target_is_directory=True)
    assert found(news) == ["a.txt", "s/b.txt"]
    assert sorted(found(f"{news}/**/*.txt")) == ["a.txt", "s/b.txt"]


def test_a_link_to_itself_or_to_nothing_is_reported_and_the_rest_is_read(tree: Tree) -> None:
    news = tree("c.txt")
    (news / "a.txt").symlink_to(news / "a.txt")
    (news / "b.txt").symlink_to(news / "gone.txt")
    assert list(find([news])) == [
        Failure(str(news / "a.txt"), "a link that leads back to itself"),
        Failure(str(news / "b.txt"), "a link to something that does not exist"),
        news / "c.txt",
    ]


def test_what_gives_nothing_is_reported(tree: Tree) -> None:
    news = tree("a.jpg", "b.txt")
    assert failure(news / "x.txt") == Failure(str(news / "x.txt"), "does not exist")
    assert failure(f"{news}/*.md").reason == "nothing matches this pattern"
    assert failure(f"{news}/*.jpg").reason.startswith("matches no file of a kind that is read: .txt, .md")
    assert failure(news / "a.jpg").reason.startswith("a kind of file that is not read (.jpg); read are .txt, .md")
    assert failure("https://courier.example/a").reason.startswith("an address, not a file")
    assert failure("").reason == "an empty path"
    assert failure("a\0b").reason == "a path cannot hold a NUL character"
    assert failure("x" * 300).reason == "file name too long"
    assert failure("half \ud800").source == r"half \ud800"


def test_a_pipe_is_not_waited_for(tree: Tree) -> None:
    news = tree("b.txt")
    os.mkfifo(news / "a.txt")
    assert failure(news / "a.txt").reason == "neither a file nor a folder"
    assert found(news) == ["b.txt"]


def test_a_name_of_bytes_that_are_no_text_can_be_printed(tree: Tree) -> None:
    news = tree()
    news.mkdir()
    name = os.fsencode(news) + b"/caf\xe9.jpg"
    Path(os.fsdecode(name)).write_text("word", encoding="utf-8")
    failure(os.fsdecode(name)).source.encode("utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_opened_is_reported(tree: Tree) -> None:
    news = tree("a/x.txt", "b.txt")
    (news / "a").chmod(0)
    try:
        items = list(find([news]))
    finally:
        (news / "a").chmod(0o700)
    assert items == [Failure(str(news / "a"), "no permission to read it"), news / "b.txt"]
