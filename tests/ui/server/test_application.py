"""The server around the page: answers in pieces, behind a proxy, for programs, and stopped in good order."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from gradio_client import Client, handle_file

from index.errors import DatelineError, SettingsError
from index.settings import Settings
from tests.ui.server.trial import LIMIT_MB, NAME, PASSWORD, PAUSE, SAID, WHERE
from tests.ui.serving import ROOT, Trial, get, post, trying, visitor
from ui.server.application import listening, prepare

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CALL = "/gradio_api/call/ask"
QUESTION = {"data": ["What was pledged?"]}


def program(url: str, auth: tuple[str, str] | None = None) -> Client:
    return Client(url, auth=auth, verbose=False, analytics_enabled=False, httpx_kwargs={"trust_env": False})


@pytest.fixture(params=["open", "guarded", "proxy"])
def client(request: pytest.FixtureRequest, trial: Trial) -> Iterator[Client]:
    """A program that asks the page: directly, with an account, and through a proxy."""
    url = getattr(trial, request.param) + (f"{WHERE}/" if request.param == "proxy" else "")
    one = program(url, (NAME, PASSWORD) if request.param == "guarded" else None)
    yield one
    one.close()


class TestPrograms:
    def test_an_answer_comes_in_pieces(self, client: Client) -> None:
        job = client.submit("What was pledged?", api_name="/ask")
        arrived = []
        pieces = []
        for piece in job:
            pieces.append(piece)
            arrived.append(time.monotonic())
        assert tuple(pieces) == SAID
        assert arrived[-1] - arrived[0] > PAUSE

    def test_a_file_is_sent_and_read(self, client: Client, tmp_path: Path) -> None:
        file = tmp_path / "pier.txt"
        file.write_text("The pier reopened.", encoding="utf-8")
        assert client.predict(handle_file(file), api_name="/read") == "The pier reopened."

    def test_the_page_knows_who_asks(self, client: Client, request: pytest.FixtureRequest) -> None:
        known = "guarded" in request.node.name
        assert client.predict(api_name="/who") == (NAME if known else "None")

    def test_without_an_account_a_program_is_told(self, trial: Trial) -> None:
        with pytest.raises(Exception, match="credentials were not provided"):
            program(trial.guarded)
        with pytest.raises(Exception, match="Invalid credentials"):
            program(trial.guarded, (NAME, "a wrong password"))

    def test_what_goes_wrong_inside_stays_inside(self, trial: Trial) -> None:
        event = post(f"{trial.open}/gradio_api/call/fail", json={"data": []}).json()["event_id"]
        told = get(f"{trial.open}/gradio_api/call/fail/{event}").text
        assert "event: error" in told
        assert not re.search(r"secret|RuntimeError|Traceback|\.py", told)

    def test_nobody_goes_before_those_who_wait(self, trial: Trial) -> None:
        """Gradio's direct routes skip the queue."""
        for route in ("run", "api"):
            assert post(f"{trial.open}/gradio_api/{route}/ask", json=QUESTION).status_code == 404


class TestProxy:
    def test_everything_the_page_names_is_there(self, trial: Trial) -> None:
        page = get(f"{trial.proxy}{WHERE}/")
        assert page.status_code == 200
        root = re.findall(r'"root":"([^"]+)"', page.text)[0]
        assert root == f"{trial.proxy}{WHERE}"
        named = re.findall(r'(?:src|href)="(\./assets/[^"]+)"', page.text)
        assert len(named) >= 2
        for path in (*named, "theme.css", "config", "gradio_api/info", "static/img/logo.svg"):
            assert get(urljoin(f"{root}/", path)).status_code == 200

    def test_pieces_come_through_as_they_are_made(self, trial: Trial) -> None:
        event = post(f"{trial.proxy}{WHERE}{CALL}", json=QUESTION).json()["event_id"]
        arrived = []
        with visitor() as one, one.stream("GET", f"{trial.proxy}{WHERE}{CALL}/{event}") as stream:
            arrived = [time.monotonic() for line in stream.iter_lines() if line.startswith("data: [")]
        assert arrived[-1] - arrived[0] > PAUSE

    def test_a_proxy_may_also_leave_the_path_in_place(self, trial: Trial) -> None:
        page = get(f"{trial.below}{WHERE}/")
        assert page.status_code == 200
        assert f'"root":"{trial.below}{WHERE}"' in page.text
        assert get(f"{trial.below}{WHERE}/config").json()["root"] == f"{trial.below}{WHERE}"

    def test_without_the_closing_slash_the_way_is_shown(self, trial: Trial) -> None:
        led = get(f"{trial.below}{WHERE}")
        assert (led.status_code, led.headers["location"]) == (307, f"{WHERE}/")

    def test_a_neighbour_whose_name_begins_alike_is_not_the_page(self, trial: Trial) -> None:
        assert get(f"{trial.below}{WHERE}paper/config").status_code == 404


class TestSettings:
    def test_the_page_tells_the_browser_how_much_may_be_uploaded(self, trial: Trial) -> None:
        assert get(f"{trial.open}/config").json()["max_file_size"] == LIMIT_MB * 1024 * 1024

    def test_nothing_of_gradio_is_shown_or_reported(self, trial: Trial) -> None:
        config = get(f"{trial.open}/config").json()
        assert config["footer_links"] == []
        assert config["analytics_enabled"] is False
        assert not config.get("enable_monitoring")

    def test_gradio_takes_nothing_from_the_environment(self, tmp_path: Path) -> None:
        left_over = {"GRADIO_SHARE": "True", "GRADIO_ANALYTICS_ENABLED": "True", "GRADIO_ROOT_PATH": "/elsewhere"}
        report = (
            "import os, sys; from pathlib import Path; from index.settings import Settings;"
            " from ui.server import application as server;"
            "server.prepare(Settings(data_dir=Path(sys.argv[1]))); assert 'gradio' not in sys.modules;"
            "print({name: value for name, value in os.environ.items() if name.startswith('GRADIO_')})"
        )
        told = subprocess.run(
            [sys.executable, "-c", report, tmp_path],
            env=os.environ | left_over,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert told.stdout.strip() == str(
            {"GRADIO_TEMP_DIR": str(tmp_path / "uploads"), "GRADIO_ANALYTICS_ENABLED": "False"}
        )

    @pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
    def test_uploads_are_for_nobody_else_on_the_machine(self, trial: Trial) -> None:
        assert (trial.data_dir / "uploads").stat().st_mode & 0o777 == 0o700

    def test_what_a_killed_server_left_is_cleared_away_after_a_day(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "environ", dict(os.environ))
        outside = tmp_path / "article.txt"
        outside.touch()
        folder = tmp_path / "uploads"
        for days, name in ((2, "old"), (0, "new")):
            (folder / name).mkdir(parents=True)
            (folder / name / "article.txt").touch()
            changed = time.time() - days * 24 * 60 * 60
            os.utime(folder / name / "article.txt", (changed, changed))
        (folder / "old" / "link.txt").symlink_to(outside)
        os.utime(folder / "old" / "link.txt", (0, 0), follow_symlinks=False)
        os.utime(outside, (0, 0))
        prepare(Settings(data_dir=tmp_path))
        assert [path.name for path in folder.iterdir()] == ["new"]
        assert (folder / "new" / "article.txt").is_file()
        assert outside.is_file()

    def test_a_data_folder_that_cannot_be_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setattr(os, "environ", dict(os.environ))
        with pytest.raises(SettingsError, match="uploads") as raised:
            prepare(Settings(data_dir=tmp_path / "file"))
        assert "--data-dir" in raised.value.hint


class TestPort:
    def test_a_port_that_is_taken_is_told_with_what_to_do(self) -> None:
        with listening("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(DatelineError, match=str(port)) as raised:
                listening("127.0.0.1", port)
            assert f"--port {port + 1}" in raised.value.hint

    def test_a_port_is_free_again_at_once(self) -> None:
        with listening("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
        listening("127.0.0.1", port).close()

    def test_an_address_of_another_machine_is_told(self) -> None:
        with pytest.raises(DatelineError, match=r"no address 192\.0\.2\.1") as raised:
            listening("192.0.2.1", 0)
        assert "--host" in raised.value.hint


@pytest.mark.slow
class TestStopping:
    def test_a_question_under_way_is_answered_and_open_tabs_are_let_go(self, tmp_path: Path) -> None:
        with trying(tmp_path, "alone") as process:
            assert process.stdout
            url = process.stdout.readline().strip()
            with (
                visitor(timeout=30) as tab,
                visitor(timeout=30) as asking,
                tab.stream("GET", f"{url}/gradio_api/heartbeat/a-tab") as alive,
            ):
                assert next(alive.iter_lines()) == "data: ALIVE"
                event = asking.post(f"{url}{CALL}", json=QUESTION).json()["event_id"]
                with asking.stream("GET", f"{url}{CALL}/{event}") as answer:
                    lines = answer.iter_lines()
                    assert next(lines) == "event: generating"
                    process.terminate()
                    begun = time.monotonic()
                    said = [json.loads(line[6:]) for line in lines if line.startswith("data: [")]
                assert said[-1] == [SAID[-1]]
                assert process.wait(20) == 0
                assert time.monotonic() - begun < 8
            assert process.stdout.read().strip() == "Stopped, with 0 threads left."
        with pytest.raises(httpx.ConnectError):
            get(url)


def test_a_socket_needs_no_look_up_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    listening("127.0.0.1", 0).close()
