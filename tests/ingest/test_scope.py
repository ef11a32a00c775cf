from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.scope import Scope, place_of

Holds = Callable[..., list[str]]

FILES = ("news/a.md", "news/sub/b.md", "news/sub/deep/c.txt", "news2/d.md", "other/e[1].md", "news/C#.md")


@pytest.fixture
def holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Holds:
    """Make some files, and give those that lie within some paths."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)

    def those(*given: str) -> list[str]:
        scope = Scope(Path(one) for one in given)
        return [name for name in FILES if scope.holds(str(tmp_path / name))]

    return those


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["news"], ["news/a.md", "news/sub/b.md", "news/sub/deep/c.txt", "news/C#.md"]),
        (["news/"], ["news/a.md", "news/sub/b.md", "news/sub/deep/c.txt", "news/C#.md"]),
        (["other/../news/sub"], ["news/sub/b.md", "news/sub/deep/c.txt"]),
        (["news/a.md", "news2"], ["news/a.md", "news2/d.md"]),
        (["news/*.md"], ["news/a.md", "news/C#.md"]),
        (["news/*"], ["news/a.md", "news/sub/b.md", "news/sub/deep/c.txt", "news/C#.md"]),
        (["news/**/*.md"], ["news/a.md", "news/sub/b.md", "news/C#.md"]),
        (["**/deep"], ["news/sub/deep/c.txt"]),
        (["news*/*.md"], ["news/a.md", "news2/d.md", "news/C#.md"]),
        (["other/e[1].md"], ["other/e[1].md"]),
        (["new"], []),
        (["nowhere"], []),
        (["bad\0name"], []),
        (["."], list(FILES)),
    ],
)
def test_a_path_holds_what_is_below_it_and_a_pattern_what_it_matches(
    holds: Holds, given: list[str], expected: list[str]
) -> None:
    assert holds(*given) == expected


def test_a_file_holds_its_records(tmp_path: Path) -> None:
    scope = Scope([tmp_path / "feed.jsonl"])
    assert scope.holds(f"{tmp_path}/feed.jsonl#3")
    assert not scope.holds(f"{tmp_path}/feed.jsonl.gz#3")
    assert Scope([tmp_path / "*.jsonl"]).holds(f"{tmp_path}/feed.jsonl#3")


def test_nothing_holds_nothing() -> None:
    assert not Scope().holds("/news/a.md")


def test_a_link_to_a_folder_is_that_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert place_of(tmp_path / "link" / "a.md") == tmp_path / "real" / "a.md"
    assert Scope([tmp_path / "link"]).holds(str(tmp_path / "real" / "a.md"))
    assert Scope([tmp_path / "link" / "*.md"]).holds(str(tmp_path / "real" / "a.md"))


def test_a_link_to_a_file_keeps_its_name_and_place(tmp_path: Path) -> None:
    (tmp_path / "blob").touch()
    (tmp_path / "news").mkdir()
    link = tmp_path / "news" / "2024-05-27-tide.md"
    link.symlink_to("../blob")
    assert place_of(link) == link
    assert Scope([link]).holds(str(link))


def test_a_home_folder_may_be_written_as_shells_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Scope([Path("~/news")]).holds(str(tmp_path / "news" / "a.md"))


def test_a_name_that_is_no_text_is_held(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff"
    assert Scope([Path(os.fsdecode(path))]).holds(f"{tmp_path}/\\udcff/a.md")
