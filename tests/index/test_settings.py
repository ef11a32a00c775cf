from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.settings import FILE_VARIABLE, Settings, load_settings, settings_file

Write = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the settings file."""

    def write(content: str) -> Path:
        path = tmp_path / "settings.toml"
        path.write_text(content, encoding="utf-8")
        monkeypatch.setenv(FILE_VARIABLE, str(path))
        return path

    return write


def failure(**given: object) -> SettingsError:
    with pytest.raises(SettingsError) as raised:
        load_settings(**given)
    return raised.value


def test_every_setting_has_a_default_and_a_line_of_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_DATA_DIR")
    load_settings()
    assert all(field.description for field in Settings.model_fields.values())


def test_the_environment_wins_over_the_file_and_what_is_given_over_both(
    written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("passages = 11\nmax_claims = 3\nkeep_snapshots = 5")
    monkeypatch.setenv("DATELINE_MAX_CLAIMS", "2")
    monkeypatch.setenv("DATELINE_KEEP_SNAPSHOTS", "6")
    settings = load_settings(keep_snapshots=7, passages=None)
    assert (settings.passages, settings.max_claims, settings.keep_snapshots) == (11, 2, 7)
    assert settings.passage_words == Settings.model_fields["passage_words"].default


def test_names_in_the_environment_may_be_in_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("dateline_passages", "9")
    assert load_settings().passages == 9


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA_DIR", "")
    monkeypatch.setenv("DATELINE_PASSAGES", "")
    settings = load_settings()
    assert settings.data_dir not in {Path(), Path.cwd()}
    assert settings.passages == 20


def test_an_unknown_key_of_the_file_is_named_with_those_there_are(written: Write) -> None:
    path = written("passage_word = 90")
    error = failure()
    assert "passage_word " in str(error)
    assert str(path) in error.hint
    assert "passage_words" in error.hint


def test_an_unknown_table_of_the_file_is_refused(written: Write) -> None:
    written("[index]\npassages = 9")
    assert "index" in str(failure())


def test_an_unknown_variable_is_named_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PASAGES", "9")
    error = failure()
    assert str(error) == "There is no setting DATELINE_PASAGES."
    assert "DATELINE_PASSAGES" in error.hint


def test_an_unknown_setting_given_is_refused() -> None:
    assert "folder" in str(failure(folder="here"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("passages = 0", "passages"),
        ("passages = 'many'", "passages"),
        ("vector_weight = 1.5", "vector_weight"),
        ("near_duplicate = 0", "near_duplicate"),
        ("passage_words = 19", "passage_words"),
        ("embedding_model = ''", "embedding_model"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(written: Write, content: str, name: str) -> None:
    path = written(content)
    error = failure()
    assert f"The setting {name} cannot be used" in str(error)
    assert f"DATELINE_{name.upper()}" in error.hint
    assert str(path) in error.hint


@pytest.mark.parametrize("content", ["passages = ", "passages: 9", "passages = 9\npassages = 9", "\0"])
def test_a_file_that_is_no_toml_is_told_with_its_place(written: Write, content: str) -> None:
    path = written(content)
    error = failure()
    assert str(path) in str(error)
    assert "cannot be read" in str(error)
    assert error.hint


def test_a_file_that_is_no_text_is_told_with_its_place(written: Write) -> None:
    path = written("")
    path.write_bytes(b"\xff\xfe\x00")
    assert str(path) in str(failure())


def test_a_folder_in_the_files_place_is_told(written: Write) -> None:
    path = written("")
    path.unlink()
    path.mkdir()
    assert str(path) in str(failure())


def test_a_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "none.toml"
    monkeypatch.setenv(FILE_VARIABLE, str(missing))
    assert re.search(rf"{missing}.*{FILE_VARIABLE}", str(failure()))


def test_without_a_name_the_file_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for value in (None, ""):
        monkeypatch.delenv(FILE_VARIABLE) if value is None else monkeypatch.setenv(FILE_VARIABLE, value)
        assert settings_file() == tmp_path / "config" / "dateline" / "settings.toml"
        assert load_settings().passages == 20


@pytest.mark.skipif(os.name != "posix", reason="where a home folder is elsewhere")
def test_a_folder_may_begin_at_home(written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell would have read ``~``; no shell reads the file."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DATELINE_DATA_DIR")
    written('data_dir = "~/news"')
    assert load_settings().data_dir == tmp_path / "news"


def test_settings_do_not_change_afterwards() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.passages = 3  # type: ignore[misc]
