"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import DatelineError
from ui.audit.files import require_room, same, write_all


def test_files_are_written_and_folders_made(tmp_path: Path) -> None:
    page, word = tmp_path / "out" / "a.html", tmp_path / "b.docx"
    word.write_bytes(b"old")
    write_all({page: b"page", word: b"word"})
    assert (page.read_bytes(), word.read_bytes()) == (b"page", b"word")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.html", "b.docx", "out"]


def test_if_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "a.html" / "b.docx"
    first.write_bytes(b"old")
    with pytest.raises(DatelineError, match=r"b\.docx cannot be written: Not a directory|File exists"):
        write_all({first: b"new", second: b"word"})
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_interrupted_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a.html": b"page"})
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_bytes(b"old")
    link = tmp_path / "link.html"
    link.symlink_to("real.html")
    write_all({link: b"new"})
    assert link.is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


def test_what_is_no_file_is_written_to() -> None:
    write_all({Path(os.devnull): b"page"})
    assert not Path(os.devnull).is_file()


def test_one_file_is_known_under_all_its_names(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("It rained.", encoding="utf-8")
    (tmp_path / "soft.txt").symlink_to("draft.txt")
    (tmp_path / "hard.txt").hardlink_to(draft)
    (tmp_path / "folder").mkdir()
    for name in ("draft.txt", "soft.txt", "hard.txt", "folder/../draft.txt"):
        assert same(draft, tmp_path / name), name
    assert same(tmp_path / "new.html", tmp_path / "folder" / ".." / "new.html")
    assert not same(draft, tmp_path / "new.html")


def test_room_is_looked_for_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    require_room(tmp_path / "new" / "a.html")
    require_room(tmp_path / "file")
    for path in (tmp_path, tmp_path / "file" / "a.html"):
        with pytest.raises(DatelineError, match="cannot be written"):
            require_room(path)


def test_a_folder_that_may_not_be_written_to_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser, as whom tests may run, may write anywhere
    with pytest.raises(DatelineError, match="you may not write"):
        require_room(tmp_path / "a.html")
