"""Who may use the page: names and hashed passwords in a file, as Apache's ``htpasswd -B`` writes it."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
import threading
from pathlib import Path

import bcrypt

from index.errors import SettingsError

COST = 12
"""Of bcrypt, for new passwords: 2^12 rounds, about a quarter of a second here."""
SHORTEST = 12
"""Characters of a new password. Long beats odd: guessing twelve letters at four a second takes for ever."""
LONGEST = 72
"""Bytes of a password. bcrypt reads no more."""
NAME = re.compile(r"[\w.@-]{1,64}")
"""A name that a file's line can hold and that a person can tell from another."""

_HASH = re.compile(r"\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}")
_MEND = "Make it anew: dateline password NAME --auth-file FILE, or htpasswd -B FILE NAME."


class Accounts:
    """The accounts of a file, which is read again whenever it has changed. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises ``SettingsError`` for one that cannot be used or that holds no account."""
        self.path = path
        self._guard = threading.Lock()
        self._nobody = bcrypt.hashpw(secrets.token_bytes(16), bcrypt.gensalt(COST)).decode()
        self._state: tuple[int, ...] | None = None
        self._hashes: dict[str, str] = {}
        if not self._current():
            raise SettingsError(
                f"The file of accounts {path} names nobody.", f"Add somebody: dateline password NAME --auth-file {path}"
            )

    def check(self, name: str, password: str) -> bool:
        """Tell whether a password is that of a name.

        A name that nobody has takes as long as one that somebody has. Raises ``SettingsError`` when
        the file has become one that cannot be used: then nobody is let in until it is mended.
        """
        stored = self._current().get(name)
        secret = password.encode()
        fits = len(secret) <= LONGEST and "\0" not in password
        same = bcrypt.checkpw(secret if fits else b"", (stored or self._nobody).encode())
        return same and fits and stored is not None

    def stored(self, name: str) -> str | None:
        """Give a name's hash as the file has it now, or ``None``: with another one, a sign-in has ended.

        Raises ``SettingsError`` like ``check``.
        """
        return self._current().get(name)

    def _current(self) -> dict[str, str]:
        with self._guard:
            try:
                about = self.path.stat()
                state = (about.st_mtime_ns, about.st_size, about.st_ino)
                if state != self._state:
                    self._hashes = read_accounts(self.path.read_text(encoding="utf-8"), self.path)
                    self._state = state
            except (OSError, UnicodeDecodeError) as error:
                self._state = None
                reason = error.strerror if isinstance(error, OSError) else "it is no text"
                raise SettingsError(
                    f"The file of accounts {self.path} cannot be read: {reason}.",
                    f"Make one: dateline password NAME --auth-file {self.path}",
                ) from error
            except SettingsError:
                self._state = None
                raise
            return self._hashes


def read_accounts(text: str, path: Path) -> dict[str, str]:
    """Read the hash of each name. Raises ``SettingsError`` for a line that is no account with a good hash."""
    hashes: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        where = f"Line {number} of the file of accounts {path}"
        name, colon, stored = entry.partition(":")
        if not colon or not NAME.fullmatch(name):
            raise SettingsError(f"{where} is no account: it must be a name, a colon and a hashed password.", _MEND)
        if not _HASH.fullmatch(stored):
            # What stands there may be the password itself: it is not repeated.
            raise SettingsError(
                f"{where} has no password hashed with bcrypt for {name!r}, so anybody who reads the"
                " file could learn it.",
                _MEND,
            )
        if name in hashes:
            raise SettingsError(f"{where} names {name!r} a second time.", "Remove one of the two.")
        hashes[name] = stored
    return hashes


def set_password(path: Path, name: str, password: str) -> bool:
    """Write a name's password, hashed, into a file of accounts; tell whether the name was new.

    The file is replaced in one step, keeps its other lines and comments, and only its owner may read it.
    Raises ``SettingsError`` for a name or a password that cannot be used, or a file that cannot be.
    """
    if not NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} cannot be the name of an account.",
            "Use up to 64 letters, digits and . _ - @, for example the person's mail address.",
        )
    if len(password) < SHORTEST:
        raise SettingsError(
            f"The password has {len(password)} characters; at least {SHORTEST} are needed.",
            "Three or four words in a row are easy to remember and hard to guess.",
        )
    if len(password.encode()) > LONGEST or "\0" in password:
        raise SettingsError(f"The password is longer than the {LONGEST} bytes that are compared.", "Shorten it.")
    try:
        real = path.resolve()  # a link stays one
        text = real.read_text(encoding="utf-8") if real.exists() else ""
        known = read_accounts(text, path)
        entry = f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(COST)).decode()}"
        lines = [entry if line.strip().startswith(f"{name}:") else line for line in text.splitlines()]
        _replace(real, "".join(f"{line}\n" for line in (lines if name in known else [*lines, entry])))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingsError(
            f"The file of accounts {path} cannot be written: {reason}.", "Name another file."
        ) from error
    return name not in known


def _replace(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
