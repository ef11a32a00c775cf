"""Accounts: the file, the password that is set, and the way in, tried against the real server."""

from __future__ import annotations

import os
import pty
import shutil
import stat
import subprocess
import time
from pathlib import Path

import bcrypt
import pytest

from index.errors import SettingsError
from tests.ui.server.trial import NAME, PASSWORD, PUBLIC
from tests.ui.serving import DATELINE, Trial, get, post, visitor
from ui.server.accounts import Accounts, read_accounts, set_password

QUICK = bcrypt.hashpw(b"four wet dogs", b"$2b$04$dogsdogsdogsdogsdogsdu").decode()
"""A hash of the least cost, so that most tests need not wait."""
PERSON = {"accept": "text/html"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    path.write_text(f"# the desk\n\nida:{QUICK}\n", encoding="utf-8")
    return path


class TestFile:
    def test_a_name_and_its_password_belong_together(self, file: Path) -> None:
        accounts = Accounts(file)
        assert accounts.check("ida", "four wet dogs")
        for name, password in (
            ("ida", "Four wet dogs"),
            ("ida", ""),
            ("ida", "four wet dogs\0"),
            ("ida", "four wet dogs" + "x" * 80),
            ("ole", "four wet dogs"),
            ("", ""),
            ("# the desk", ""),
        ):
            assert not accounts.check(name, password)

    def test_a_password_of_just_72_bytes_is_compared_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "accounts.txt"
        set_password(path, "ida", "x" * 72)
        accounts = Accounts(path)
        assert accounts.check("ida", "x" * 72)
        assert not accounts.check("ida", "x" * 73)
        assert not accounts.check("ida", "x" * 71)

    @pytest.mark.parametrize("version", ["2a", "2b", "2y"])
    def test_each_version_of_bcrypt_is_read(self, file: Path, version: str) -> None:
        """``htpasswd -B`` writes 2y."""
        file.write_text(f"ida:{QUICK.replace('$2b$', f'${version}$')}\n", encoding="utf-8")
        assert Accounts(file).check("ida", "four wet dogs")

    @pytest.mark.skipif(not shutil.which("htpasswd"), reason="Apache's htpasswd is not installed")
    def test_a_file_of_htpasswd_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "accounts.txt"
        subprocess.run(["htpasswd", "-cbB", path, "ida", "four wet dogs"], check=True, capture_output=True)
        assert Accounts(path).check("ida", "four wet dogs")

    @pytest.mark.parametrize(
        "stored",
        [
            "four wet dogs",
            "$apr1$HPsXAPoB$iXrv4dKEUDkfYrWjCmSBT/",
            "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
            "$2b$03$" + "a" * 53,
            "$2b$12$" + "a" * 52,
            "$5$rounds=5000$abc$def",
            "",
        ],
    )
    def test_a_weaker_hash_is_refused_and_not_repeated(self, file: Path, stored: str) -> None:
        file.write_text(f"ida:{stored}\n", encoding="utf-8")
        with pytest.raises(SettingsError, match=r"Line 1 of .* 'ida'") as raised:
            Accounts(file)
        assert not stored or stored not in str(raised.value)
        assert "dateline password" in raised.value.hint

    @pytest.mark.parametrize("line", ["ida", ":" + QUICK, "a b:" + QUICK, "x" * 65 + ":" + QUICK, "\x1b[2J:" + QUICK])
    def test_a_line_that_is_no_account_is_told_by_its_number(self, line: str) -> None:
        with pytest.raises(SettingsError, match=r"Line 2 .* is no account"):
            read_accounts(f"# people\n{line}", Path("accounts.txt"))

    def test_a_name_given_twice_is_refused(self) -> None:
        with pytest.raises(SettingsError, match="'ida' a second time"):
            read_accounts(f"ida:{QUICK}\nida:{QUICK}", Path("accounts.txt"))

    @pytest.mark.parametrize("content", [b"", b"# nobody yet\n", b"\xff\xfe\x00", None])
    def test_a_file_that_lets_nobody_in_is_told(self, tmp_path: Path, content: bytes | None) -> None:
        path = tmp_path / "accounts.txt"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(SettingsError) as raised:
            Accounts(path)
        assert str(path) in str(raised.value)
        assert "dateline password NAME --auth-file" in raised.value.hint

    def test_a_change_of_the_file_is_seen(self, file: Path) -> None:
        accounts = Accounts(file)
        assert accounts.stored("ole") is None
        file.write_text(f"ole:{QUICK}\n", encoding="utf-8")
        assert accounts.check("ole", "four wet dogs")
        assert not accounts.check("ida", "four wet dogs")

    def test_a_file_that_breaks_lets_nobody_in_until_it_is_mended(self, file: Path) -> None:
        accounts = Accounts(file)
        good = file.read_text(encoding="utf-8")
        for broken in ("ida:secret\n", None):
            file.unlink() if broken is None else file.write_text(broken, encoding="utf-8")
            for _ in range(2):
                with pytest.raises(SettingsError):
                    accounts.check("ida", "four wet dogs")
            file.write_text(good, encoding="utf-8")
            assert accounts.check("ida", "four wet dogs")

    def test_a_name_that_nobody_has_takes_as_long(self, tmp_path: Path) -> None:
        path = tmp_path / "accounts.txt"
        set_password(path, NAME, PASSWORD)
        accounts = Accounts(path)

        def seconds(name: str) -> float:
            begun = time.perf_counter()
            accounts.check(name, "a wrong password")
            return time.perf_counter() - begun

        known = min(seconds(NAME) for _ in range(3))
        assert min(seconds("nobody") for _ in range(3)) > known / 2


class TestSetting:
    def test_a_new_name_is_added_and_everything_else_stays(self, file: Path) -> None:
        assert set_password(file, "ole@example.org", PASSWORD)
        assert file.read_text(encoding="utf-8").startswith(f"# the desk\n\nida:{QUICK}\nole@example.org:$2b$12$")
        assert Accounts(file).check("ole@example.org", PASSWORD)

    def test_a_name_that_is_there_gets_a_new_password_in_its_place(self, file: Path) -> None:
        set_password(file, "ole", PASSWORD)
        assert not set_password(file, "ida", "nine blue kites")
        accounts = Accounts(file)
        assert accounts.check("ida", "nine blue kites")
        assert not accounts.check("ida", "four wet dogs")
        assert accounts.check("ole", PASSWORD)
        assert len(file.read_text(encoding="utf-8").splitlines()) == 4

    @pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
    def test_only_its_owner_may_read_it(self, file: Path) -> None:
        file.chmod(0o666)
        set_password(file, "ole", PASSWORD)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in file.parent.iterdir() if "accounts" in path.name] == ["accounts.txt"]

    def test_a_link_stays_a_link(self, file: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.txt"
        link.symlink_to(file)
        set_password(link, "ole", PASSWORD)
        assert link.is_symlink()
        assert Accounts(file).check("ole", PASSWORD)

    @pytest.mark.parametrize(
        ("name", "password", "why"),
        [
            ("", PASSWORD, "cannot be the name"),
            ("a:b", PASSWORD, "cannot be the name"),
            ("a\nb", PASSWORD, "cannot be the name"),
            ("#ida", PASSWORD, "cannot be the name"),
            ("ida", "short", "5 characters; at least 12"),
            ("ida", "ü" * 40, "longer than the 72 bytes"),
            ("ida", "twelve chars\0", "longer than|cannot"),
        ],
    )
    def test_what_cannot_be_used_is_refused_and_changes_nothing(
        self, file: Path, name: str, password: str, why: str
    ) -> None:
        before = file.read_bytes()
        with pytest.raises(SettingsError, match=why):
            set_password(file, name, password)
        assert file.read_bytes() == before

    def test_a_file_that_holds_something_else_is_left_alone(self, file: Path) -> None:
        file.write_text("[settings]\npassages = 9\n", encoding="utf-8")
        with pytest.raises(SettingsError, match="is no account"):
            set_password(file, "ida", PASSWORD)
        assert file.read_text(encoding="utf-8") == "[settings]\npassages = 9\n"


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
class TestCommand:
    def test_it_asks_twice_and_shows_nothing_of_it(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "accounts.txt"
        code, said = typed(path, PASSWORD, PASSWORD)
        assert code == 0, said
        assert "ida can now sign in." in said
        assert PASSWORD not in said
        assert Accounts(path).check("ida", PASSWORD)
        assert "has a new password" in typed(path, PASSWORD, PASSWORD)[1]

    def test_a_password_that_is_too_short_is_told(self, tmp_path: Path) -> None:
        code, said = typed(tmp_path / "accounts.txt", "short", "short")
        assert code == 1
        assert "at least 12" in said
        assert not (tmp_path / "accounts.txt").exists()


def typed(path: Path, *lines: str) -> tuple[int, str]:
    """Run ``dateline password`` at a terminal of its own and type some lines."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [DATELINE, "password", "ida", "--auth-file", path],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said = b""
    for line in lines:
        prompts = said.count(b": ")
        while said.count(b": ") == prompts:
            said += os.read(ours, 1024)
        os.write(ours, f"{line}\n".encode())
    try:
        while piece := os.read(ours, 1024):
            said += piece
    except OSError:  # how Linux tells that the other side of a terminal is closed
        pass
    os.close(ours)
    return process.wait(30), said.decode()


@pytest.mark.allow_hosts(["127.0.0.1"])
class TestEntrance:
    def test_without_signing_in_nothing_is_seen(self, trial: Trial) -> None:
        for path in (
            "/config",
            "/theme.css",
            "/static/img/logo.svg",
            "/gradio_api/info",
            "/gradio_api/queue/data?session_hash=x",
            "/gradio_api/heartbeat/x",
            "/gradio_api/startup-events",
            "/",
        ):
            assert get(f"{trial.guarded}{path}").status_code == 401
        for path in ("queue/join", "call/ask", "upload", "cancel", "reset", "run/ask"):
            refused = post(f"{trial.guarded}/gradio_api/{path}", json={"data": [""], "session_hash": "x"})
            assert refused.status_code == 401
            assert "sign in" in refused.json()["detail"]

    def test_a_person_is_shown_the_way_in_and_back(self, trial: Trial) -> None:
        with visitor(trial.guarded, headers=PERSON) as browser:
            led = browser.get("/")
            assert (led.status_code, led.headers["location"]) == (303, "/login")
            page = browser.get("/login")
            assert page.status_code == 200
            assert 'autocomplete="current-password"' in page.text
            signed = browser.post("/login", data={"username": NAME, "password": PASSWORD})
            assert (signed.status_code, signed.headers["location"]) == (303, "/")
            assert browser.get("/").status_code == 200
            assert browser.get("/config").json()["username"] == NAME
            assert browser.get("/login").headers["location"] == "/"

    def test_a_wrong_password_and_a_name_that_nobody_has_look_the_same(self, trial: Trial) -> None:
        answers = [
            post(f"{trial.guarded}/login", data={"username": name, "password": "a wrong one"}, headers=PERSON)
            for name in (NAME, "nobody")
        ]
        assert [answer.status_code for answer in answers] == [401, 401]
        assert "Name or password is wrong" in answers[0].text
        assert answers[0].text.replace(NAME, "") == answers[1].text.replace("nobody", "")
        assert not any(answer.cookies for answer in answers)

    def test_guesses_take_their_time(self, trial: Trial) -> None:
        begun = time.monotonic()
        for name in (NAME, "nobody", ""):
            post(f"{trial.guarded}/login", data={"username": name, "password": "x"})
        assert time.monotonic() - begun > 0.9

    @pytest.mark.parametrize(
        "body", [b"", b"username=maria", b"username=" + b"x" * 5000, b"\xff\xfe", b"username=%00&password=%00", b"{}"]
    )
    def test_what_is_no_form_lets_nobody_in(self, trial: Trial, body: bytes) -> None:
        assert post(f"{trial.guarded}/login", content=body).status_code == 401

    def test_a_name_is_shown_as_text(self, trial: Trial) -> None:
        name = '"><script>alert(1)</script>{{path}}{{message}}'
        page = post(f"{trial.guarded}/login", data={"username": name, "password": "x"}, headers=PERSON).text
        assert "<script" not in page
        assert "&quot;&gt;&lt;script&gt;alert(1)" in page

    def test_the_cookie_stays_with_the_page(self, trial: Trial) -> None:
        plain = post(f"{trial.guarded}/login", data={"username": NAME, "password": PASSWORD})
        cookie = plain.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert "Secure" not in cookie

    def test_by_https_below_a_path_the_cookie_is_for_that_alone(self, trial: Trial) -> None:
        headers = {"host": "news.example", **PERSON}
        led = get(f"{trial.public}/daily/", headers=headers)
        assert (led.status_code, led.headers["location"]) == (303, "/daily/login")
        assert 'action="/daily/login"' in get(f"{trial.public}/daily/login", headers=headers).text
        fields = {"username": NAME, "password": PASSWORD}
        signed = post(f"{trial.public}/daily/login", data=fields, headers=headers)
        assert signed.headers["location"] == "/daily/"
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/daily/"} <= set(signed.headers["set-cookie"].split("; "))
        cookies = {"cookie": signed.headers["set-cookie"].split(";")[0]}
        assert get(f"{trial.public}/daily/config", headers=headers | cookies).json()["root"] == PUBLIC

    def test_signing_out_ends_it_for_whoever_has_the_cookie(self, trial: Trial) -> None:
        with visitor(trial.guarded) as browser:
            browser.post("/login", data={"username": NAME, "password": PASSWORD})
            kept = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            assert browser.get("/logout").headers["location"] == "/login"
            assert not browser.cookies
        assert get(f"{trial.guarded}/config", headers={"cookie": kept}).status_code == 401

    def test_another_page_can_sign_nobody_out(self, trial: Trial) -> None:
        with visitor(trial.guarded) as browser:
            browser.post("/login", data={"username": NAME, "password": PASSWORD})
            kept = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            browser.get("/logout", headers={"sec-fetch-site": "cross-site"})
        assert get(f"{trial.guarded}/config", headers={"cookie": kept}).status_code == 200

    def test_a_sign_in_ends_with_the_account_and_with_its_password(self, trial: Trial) -> None:
        file = trial.data_dir / "accounts.txt"
        for end in (taken_away, given_another):
            set_password(file, "guest", "a week at the desk")
            with visitor(trial.guarded) as browser:
                signed = browser.post("/login", data={"username": "guest", "password": "a week at the desk"})
                assert signed.status_code == 200
                assert browser.get("/config").status_code == 200
                end(file)
                assert browser.get("/config").status_code == 401
        taken_away(file)

    def test_a_made_up_cookie_is_none(self, trial: Trial) -> None:
        signed = post(f"{trial.guarded}/login", data={"username": NAME, "password": PASSWORD})
        [name] = signed.cookies
        for value in ("", "x", signed.cookies[name][:-1], "é"):
            asked = get(f"{trial.guarded}/config", headers={"cookie": f"{name}={value}".encode()})
            assert asked.status_code == 401


def taken_away(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("guest:")), encoding="utf-8")


def given_another(file: Path) -> None:
    set_password(file, "guest", "another week there")
