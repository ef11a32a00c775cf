"""``dateline serve``: what it refuses, what it says, and that it sends nothing anywhere."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.serving import ROOT, Serving, get, post, serving
from ui.server.accounts import set_password
from ui.server.application import listening

Run = Callable[..., Any]

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class TestRefusals:
    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "newsroom.example", "127.0.0.1.example", ""])
    def test_others_are_served_only_with_accounts(self, run: Run, empty: Path, host: str) -> None:
        refused = run("serve", "--host", host)
        assert refused.code == 2
        assert "every article" in refused.said
        assert "dateline password NAME --auth-file accounts.txt" in refused.said
        assert not (empty / "uploads").exists()

    @pytest.mark.parametrize(
        "root",
        [
            "news",
            "https://",
            "//harbourwire.example/news",
            "/news?x=1",
            "/ne ws",
            "https://harbourwire.example/n#x",
            "ftp://harbourwire.example",
            '/"><script>',
            "/..//x",
            "javascript:alert(1)",
        ],
    )
    def test_a_root_path_that_is_none_is_refused(self, run: Run, root: str) -> None:
        refused = run("serve", "--root-path", root)
        assert refused.code == 2
        assert "such as /news" in refused.said

    def test_a_port_that_is_taken_is_told_before_the_model_is_opened(self, run: Run) -> None:
        with listening("127.0.0.1", 0) as taken:
            refused = run("serve", "--port", str(taken.getsockname()[1]))
        assert refused.code == 1
        assert "is taken" in refused.said
        assert "--port" in refused.said
        assert not refused.out

    def test_passwords_that_are_not_hashed_are_refused(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "accounts.txt"
        file.write_text("maria:seven small boats\n", encoding="utf-8")
        refused = run("serve", "--auth-file", file)
        assert refused.code == 1
        assert "Line 1" in refused.said
        assert "seven small boats" not in refused.said
        assert "dateline password" in refused.said

    @pytest.mark.usefixtures("sample")
    def test_articles_of_another_model_are_told(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("GRADIO_TEMP_DIR", "GRADIO_ANALYTICS_ENABLED", "HF_HUB_DISABLE_TELEMETRY"):
            monkeypatch.setenv(name, "")  # so that what the command sets is put back
        monkeypatch.setenv("DATELINE_EMBEDDING_MODEL", "another-model")
        refused = run("serve", "--port", "0")
        assert refused.code == 1
        assert "another-model" in refused.said

    def test_the_help_teaches(self, run: Run) -> None:
        for command, words in (
            ("serve", ("Examples", "dateline serve --host 0.0.0.0 --auth-file accounts.txt", "Ctrl-C")),
            ("password", ("Example", "dateline password maria --auth-file accounts.txt")),
        ):
            told = run(command, "--help")
            assert told.code == 0
            assert all(word in told.out for word in words)


class TestServing:
    def test_it_says_where_when_it_is_ready(self, page: Serving) -> None:
        late = time.monotonic() + 10
        while len(page.said) < 2 and time.monotonic() < late:  # the second line comes a moment after the first
            time.sleep(0.05)
        said = "".join(page.said)
        assert f"Dateline is ready: {page.url}/" in said
        assert "Ctrl-C ends it." in said
        opened = get(f"{page.url}/", timeout=30)
        assert opened.status_code == 200
        assert "<title>Dateline</title>" in opened.text

    def test_it_tries_to_reach_no_other_machine(self, page: Serving) -> None:
        """Libraries report their use home, look for newer versions, and hide that they could not."""
        assert get(f"{page.url}/config", timeout=30).json()["analytics_enabled"] is False
        assert not page.attempts.exists(), page.attempts.read_text(encoding="utf-8")

    def test_with_accounts_and_without_articles_until_it_is_stopped(self, empty: Path, tmp_path: Path) -> None:
        file = tmp_path / "accounts.txt"
        set_password(file, "maria", "seven small boats")
        root = "https://intranet.example/news"
        with serving("--auth-file", file, "--root-path", root, data_dir=empty) as served:
            assert served.url == root
            own = served.said[0].split("served on ")[1].rstrip(")\n")
            assert get(f"{own}config").status_code == 401
            signed = post(f"{own}login", data={"username": "maria", "password": "seven small boats"})
            assert signed.status_code == 200
            cookie = {"cookie": signed.headers["set-cookie"].split(";")[0]}
            assert get(f"{own}config", headers=cookie, timeout=30).json()["root"] == root
            code, said = served.stop(signal.SIGINT)
        assert code == 0
        assert said.splitlines()[1:] == ["Ctrl-C ends it.", "Stopped."]
        assert not served.attempts.exists(), served.attempts.read_text(encoding="utf-8")


def test_other_commands_import_nothing_of_the_page() -> None:
    program = (
        "import sys; import ui.cli;"
        "print(sorted({'gradio', 'fastapi', 'starlette', 'uvicorn', 'bcrypt', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
