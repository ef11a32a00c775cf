"""Every setting: its name, its default and what it does.

A value is taken from the command line, else from the environment (``DATELINE_`` and the name in
capitals), else from the settings file, else from here.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from index.conversion import PACKAGED_MODEL
from index.errors import SettingsError

PREFIX = "DATELINE_"
FILE_VARIABLE = "DATELINE_SETTINGS"
"""Names the settings file when it is not in its usual place."""


class Settings(BaseSettings):
    """The settings of everything. Unknown names are refused."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("dateline"),
        description="Folder of the snapshots and of converted models.",
    )
    embedding_model: str = Field(
        default=PACKAGED_MODEL,
        min_length=1,
        description="Name or folder of a sentence-transformers model. The default comes with Dateline.",
    )
    passage_words: int = Field(
        default=120,
        ge=20,
        le=1000,
        description="Words in a passage, the unit that is searched. Whole sentences.",
    )
    keep_snapshots: int = Field(default=3, ge=1, description="Snapshots kept, the current one included.")
    near_duplicate: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="Share of common five-word runs from which articles are one story.",
    )
    passages: int = Field(default=20, ge=1, le=100, description="Passages searched for evidence per question.")
    vector_weight: float = Field(
        default=0.5, ge=0, le=1, description="Weight of meaning (vectors) beside words (BM25) in search."
    )
    hemisphere: Literal["northern", "southern"] = Field(
        default="northern", description="Where the outlets publish: which months “this autumn” means."
    )
    max_claims: int = Field(default=4, ge=1, le=20, description="Most sentences in an answer.")
    answer_threshold: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Least probability that the evidence answers; below it nothing is answered.",
    )
    page_questions_at_once: int = Field(
        default=4, ge=1, le=40, description="Questions that the page answers at the same time."
    )
    page_queue: int = Field(
        default=64, ge=1, description="Questions that may wait on the page; more are asked to come back."
    )
    max_upload_mb: int = Field(
        default=25, ge=1, le=128, description="Size in MB that no file uploaded to the page may exceed."
    )

    @field_validator("data_dir")
    @classmethod
    def _from_home(cls, path: Path) -> Path:
        """Read ``~`` as a shell does, which never sees the settings file."""
        return path.expanduser()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values from the command line, then the environment, then the file."""
        return init_settings, env_settings, _File(settings_cls)


class _File(PydanticBaseSettingsSource):
    """The settings file."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """Not used: the file is read whole."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        path = settings_file()
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            if os.environ.get(FILE_VARIABLE):
                raise SettingsError(f"There is no settings file {path}, which {FILE_VARIABLE} names.") from None
            return {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"The settings file {path} cannot be read: {error}", "Mend it or move it.") from error


def settings_file() -> Path:
    """Give the place of the settings file, whether or not it is there."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("dateline") / "settings.toml"


def load_settings(**given: Any) -> Settings:
    """Read the settings; ``given`` ones that are not ``None`` win. Raises ``SettingsError``."""
    known = {(PREFIX + name).upper() for name in Settings.model_fields} | {FILE_VARIABLE}
    strange = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    if strange:
        raise SettingsError(f"There is no setting {', '.join(strange)}.", f"There are: {', '.join(sorted(known))}.")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        names = ", ".join(Settings.model_fields)
        raise SettingsError(
            f"The setting {name} cannot be used: {first['msg']}.",
            f"It comes from the command line, from {PREFIX}{name.upper()} or from {settings_file()}."
            f" There are: {names}.",
        ) from error
