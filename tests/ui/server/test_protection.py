"""Who is let in and what may be sent, tried against the real server."""

from __future__ import annotations

import json
import re
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.ui.serving import Trial, get, post, request
from ui.server.policy import fitted, policy
from ui.server.protection import host_of, is_loopback

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ASK = {"data": ["What was pledged?"], "session_hash": "a-tab"}
CALL = "/gradio_api/call/ask"


class TestHosts:
    @pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860", "localhost."])
    def test_this_machine_is_answered_under_each_of_its_names(self, trial: Trial, host: str) -> None:
        assert get(f"{trial.open}/config", headers={"host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "harbourwire.example",
            "localhost.harbourwire.example",
            "127.0.0.1.harbourwire.example",
            "127.0.0.1@harbourwire.example",
            "harbourwire.example:7860",
            "0.0.0.0",
            "192.0.2.1",
            "2130706433",
            "localhost:port",
            "[::1",
            "",
        ],
    )
    def test_any_other_name_is_refused_with_what_to_do(self, trial: Trial, host: str) -> None:
        """A web page can give its own name the address 127.0.0.1, and would read the articles."""
        refused = get(f"{trial.open}/config", headers={"host": host})
        assert refused.status_code == 400
        assert "--root-path" in refused.text

    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://News.example:8443/daily", "news.example"),
            ("news.example:8443", "news.example"),
            ("[2001:db8::1]:80", "2001:db8::1"),
            ("user@news.example", ""),
            ("news.example:99999", ""),
            ("null", "null"),
        ],
    )
    def test_the_host_of_an_address(self, address: str, host: str) -> None:
        assert host_of(address) == host

    def test_an_address_of_this_machine(self) -> None:
        assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1", "localhost")))
        assert not any(map(is_loopback, ("", "0.0.0.0", "::", "192.168.1.4", "localhost.example", "1")))


class TestOrigins:
    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_another_web_page_cannot_send_anything(self, trial: Trial, site: str) -> None:
        refused = post(f"{trial.open}{CALL}", json=ASK, headers={"sec-fetch-site": site})
        assert refused.status_code == 403
        assert "Another web page" in refused.json()["detail"]

    @pytest.mark.parametrize("origin", ["https://harbourwire.example", "null", "http://127.0.0.1.example"])
    def test_nor_when_the_browser_tells_only_its_origin(self, trial: Trial, origin: str) -> None:
        assert post(f"{trial.open}{CALL}", json=ASK, headers={"origin": origin}).status_code == 403

    def test_the_page_itself_and_programs_can(self, trial: Trial) -> None:
        for headers in ({"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": trial.open}, {}):
            assert post(f"{trial.open}{CALL}", json=ASK, headers=headers).status_code == 200

    def test_no_page_of_another_host_may_read_an_answer(self, trial: Trial) -> None:
        for url in (trial.open, trial.guarded):
            for host in ("127.0.0.1", "localhost"):
                asked = get(f"{url}/config", headers={"origin": "https://harbourwire.example", "host": host})
                assert not [name for name in asked.headers if name.startswith("access-control-allow")]

    def test_no_page_of_another_host_gets_leave_to_send(self, trial: Trial) -> None:
        asked = request(
            "OPTIONS",
            f"{trial.open}{CALL}",
            headers={"origin": "https://harbourwire.example", "access-control-request-method": "POST"},
        )
        assert asked.status_code in {400, 403}
        assert "access-control-allow-origin" not in asked.headers


class TestWays:
    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/file/etc/passwd",
            "/gradio_api/file=https://harbourwire.example/x",
            "/gradio_api/proxy=https://harbourwire.example/x",
            "/gradio_api/custom_component/x/client/component/../../index.js",
            "/gradio_api/deep_link?session_hash=a-tab",
            "/gradio_api/runs",
            "/gradio_api/stream/a/b/1/playlist.m3u8",
            "/gradio_api/openapi.json",
            "/gradio_api/dev/reload",
            "/gradio_api/mcp/",
            "/svelte/x.js",
            "/monitoring",
            "/monitoring/summary",
            "/manifest.json",
            "/docs",
            "/redoc",
            "/openapi.json",
            "/pwa_icon",
        ],
    )
    def test_what_the_page_does_not_need_is_closed(self, trial: Trial, path: str) -> None:
        assert get(f"{trial.open}{path}").status_code == 404

    @pytest.mark.parametrize(
        "path",
        ["component_server", "process_recording", "vibe-edit", "stream/x", "run-history/connect"],
    )
    def test_nor_can_anything_be_sent_there(self, trial: Trial, path: str) -> None:
        assert post(f"{trial.open}/gradio_api/{path}", json={}).status_code in {404, 405}

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
    def test_methods_that_nobody_needs_are_refused(self, trial: Trial, method: str) -> None:
        assert request(method, f"{trial.open}/").status_code == 405

    @pytest.mark.parametrize(
        "up", ["..", "%2e%2e", "..%2f..", "%252e%252e", "..\\..", "..%5c..", "....//", "%00", "%c0%ae%c0%ae"]
    )
    @pytest.mark.parametrize("room", ["static", "assets", "gradio_api/file=", "gradio_api/file=/static"])
    def test_no_path_leads_to_a_file_of_the_data_folder(self, trial: Trial, room: str, up: str) -> None:
        steps = "/".join([up] * 12)
        for path in (f"{steps}{trial.data_dir}/accounts.txt", f"{trial.data_dir}/accounts.txt", f"{steps}/etc/passwd"):
            answer = sent_raw(trial.open, f"/{room}/{path}".replace("//", "/"))
            assert answer.split()[1] in {"400", "403", "404", "405"}
            assert "$2b$" not in answer
            assert "root:" not in answer

    def test_what_is_open_is_there(self, trial: Trial) -> None:
        for path in ("/", "/config", "/theme.css", "/favicon.ico", "/gradio_api/info", "/static/img/logo.svg"):
            assert get(f"{trial.open}{path}").status_code == 200


class TestReferences:
    @pytest.mark.parametrize("route", ["queue/join", "call/read", "run/read", "api/read", "call/v2/read"])
    @pytest.mark.parametrize(
        "path",
        [
            "/etc/passwd",
            "{data}/accounts.txt",
            "{data}/uploads/../accounts.txt",
            "accounts.txt",
            "",
            "http://127.0.0.1:9/x",
            "https://harbourwire.example/x.txt",
            "file:///etc/passwd",
            "{data}/uploads/\0/x",
            7,
        ],
    )
    def test_a_message_cannot_name_a_file_that_was_not_uploaded(
        self, trial: Trial, route: str, path: str | int
    ) -> None:
        """Gradio behind another server would read it: see `blocks.has_launched` in `ui.server.application`."""
        named = path.replace("{data}", str(trial.data_dir)) if isinstance(path, str) else path
        file = {"path": named, "meta": {"_type": "gradio.FileData"}}
        body = {"data": [file], "session_hash": "a-tab", "fn_index": 1}
        refused = post(f"{trial.open}/gradio_api/{route}", json=body)
        assert refused.status_code == 400
        assert "uploaded" in refused.json()["detail"]

    def test_however_deep_it_is_hidden(self, trial: Trial) -> None:
        file: Any = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
        for hidden in ([[{"a": [file]}]], {"value": {"x": file}}, {"path": "x", "of": [file]}):
            body = {"data": [hidden], "session_hash": "a-tab"}
            assert post(f"{trial.open}/gradio_api/call/read", json=body).status_code == 400

    def test_however_it_is_written(self, trial: Trial) -> None:
        body = r'{"data": [{"p\u0061th": "/etc/passwd", "\u006deta": {"_type": "gradio.FileData"}}]}'
        for kind in ("application/json", "text/plain", "application/x-json"):
            refused = post(f"{trial.open}/gradio_api/call/read", content=body, headers={"content-type": kind})
            assert refused.status_code == 400

    @pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff\xfe", b"data=1"])
    def test_what_is_no_json_is_refused(self, trial: Trial, body: bytes) -> None:
        assert post(f"{trial.open}/gradio_api/call/read", content=body).status_code == 400

    def test_more_than_anybody_says_is_refused(self, trial: Trial) -> None:
        body = json.dumps({"data": ["x" * 17 * 1024 * 1024]})
        assert post(f"{trial.open}{CALL}", content=body).status_code == 413


class TestUploads:
    @pytest.mark.parametrize(
        "name",
        [
            "../../x.txt",
            "/etc/x.txt",
            "..\\..\\x.txt",
            "C:\\x.txt",
            "x" * 300 + ".txt",
            "Żółw – 1.txt",
            "a;b|c.txt",
            "%2e%2e%2fx.txt",
            "....//x.txt",
            "x.json.gz",
            "X.PDF",
            "<img src=x onerror=alert(1)>.txt",
        ],
    )
    def test_whatever_its_name_a_file_stays_in_the_folder_of_uploads(self, trial: Trial, name: str) -> None:
        stored = uploaded(trial, name)
        assert stored.status_code == 200, stored.text
        [path] = [Path(path) for path in stored.json()]
        folder = trial.data_dir / "uploads"
        assert path.resolve().is_relative_to(folder.resolve())
        assert path.is_file()
        assert path.parent.parent == folder
        assert len(path.name.encode()) <= 255

    @pytest.mark.parametrize(
        "name",
        [
            "page.exe",
            "x.txt.exe",
            "x.svg",
            "x.gz",
            "x.pdf.gz",
            "txt",
            "..",
            "",
            "x.py\0.txt",
            "x\r\n.txt",
            "x.txt\x00.sh",
        ],
    )
    def test_a_kind_that_is_not_read_is_refused_and_not_stored(self, trial: Trial, name: str) -> None:
        before = held(trial)
        refused = uploaded(trial, name)
        assert refused.status_code == 400
        assert re.search(r"not read|Only files|cannot be read", refused.text)
        assert held(trial) == before

    def test_one_bad_file_ends_the_upload_and_nothing_of_it_stays(self, trial: Trial) -> None:
        before = held(trial)
        files = [("files", ("good.txt", b"fine " * 50_000)), ("files", ("bad.exe", b"MZ"))]
        refused = post(f"{trial.open}/gradio_api/upload", files=files)
        assert refused.status_code == 400
        assert refused.text.startswith("bad.exe: a kind of file that is not read; read are .txt, .md")
        assert held(trial) == before

    def test_a_file_that_is_too_large_is_refused_and_not_stored(self, trial: Trial) -> None:
        before = held(trial)
        refused = uploaded(trial, "long.txt", b"x" * (1024 * 1024 + 1))
        assert refused.status_code == 400
        assert "long.txt: over 1 MB" in refused.text
        assert "dateline ingest" in refused.text
        assert held(trial) == before

    def test_a_file_of_just_the_size_is_taken(self, trial: Trial) -> None:
        assert uploaded(trial, "long.txt", b"x" * 1024 * 1024).status_code == 200

    def test_an_upload_that_is_broken_off_leaves_nothing(self, trial: Trial) -> None:
        before = held(trial)

        def pieces() -> Any:
            yield part("x.txt") + b"half of it"
            raise ConnectionError

        with pytest.raises(ConnectionError):
            post(
                f"{trial.open}/gradio_api/upload",
                content=pieces(),
                headers={"content-type": "multipart/form-data; boundary=b"},
            )
        get(f"{trial.open}/config")
        assert held(trial) == before

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("text/plain", b"x"),
            ("multipart/form-data", b"x"),
            ("multipart/form-data; boundary=b", b"no boundary"),
            (
                "multipart/form-data; boundary=b",
                b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nx\r\n--b--',
            ),
            ("multipart/form-data; boundary=" + "b" * 5000, b"x"),
        ],
    )
    def test_what_is_no_upload_is_refused(self, trial: Trial, kind: str, body: bytes) -> None:
        before = held(trial)
        refused = post(f"{trial.open}/gradio_api/upload", content=body, headers={"content-type": kind})
        assert refused.status_code == 400
        assert held(trial) == before


class TestPolicy:
    def test_every_response_carries_it(self, trial: Trial) -> None:
        for url in (f"{trial.open}/", f"{trial.open}/config", f"{trial.open}/none", f"{trial.guarded}/login"):
            headers = get(url).headers
            assert "default-src 'self'" in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert "server" not in headers

    def test_the_page_names_no_other_host(self, trial: Trial) -> None:
        page = get(f"{trial.open}/").text
        head = re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL)
        hosts = {urlsplit(url).netloc for url in re.findall(r"https?://[^\"' <)%]+", head)}
        assert hosts <= {"www.w3.org"}  # the name of SVG, which no browser asks for
        assert "manifest" not in head
        assert "<title>Dateline</title>" in page
        assert '<html\n\tlang="en"' in page

    def test_scripts_of_the_page_have_this_response_s_mark_and_no_other(self, trial: Trial) -> None:
        marks = set()
        for _ in range(2):
            got = get(f"{trial.open}/")
            [mark] = re.findall(r"'nonce-([^']+)'", got.headers["content-security-policy"])
            assert set(re.findall(r"<script\b([^>]*)", got.text)) - {""}
            assert all(f'nonce="{mark}"' in tag for tag in re.findall(r"<script\b[^>]*", got.text))
            marks.add(mark)
        assert len(marks) == 2

    def test_no_script_runs_that_stands_in_the_text(self) -> None:
        scripts = next(rule for rule in policy("x").split("; ") if rule.startswith("script-src"))
        assert "unsafe-inline" not in scripts

    def test_only_the_tags_that_lead_elsewhere_go(self) -> None:
        page = (
            b'<head><meta name="viewport" content="x"><meta\n property="og:image"\n content="//e.example/i" />'
            b'<meta name="twitter:card" content="y"><link rel="manifest" href="/manifest.json" />'
            b'<link rel="stylesheet" href="./a.css"></head><script>1</script>'
        )
        assert fitted(page, "n", b"<title>Dateline</title>") == (
            b'<head><title>Dateline</title><meta name="viewport" content="x">'
            b'<link rel="stylesheet" href="./a.css"></head>'
            b'<script nonce="n">1</script>'
        )

    def test_a_page_with_a_title_keeps_its_own(self) -> None:
        assert b"Dateline" not in fitted(b"<head><title>Sign in</title></head>", "n", b"<title>Dateline</title>")

    def test_styles_and_scripts_are_kept_by_the_browser_and_answers_are_not(self, trial: Trial) -> None:
        asset = re.findall(r'src="\./(assets/[^"]+)"', get(f"{trial.open}/").text)[0]
        assert "immutable" in get(f"{trial.open}/{asset}").headers["cache-control"]
        assert get(f"{trial.open}/config").headers["cache-control"] == "no-store"
        assert get(f"{trial.open}/assets/none.js").headers["cache-control"] == "no-store"


def held(trial: Trial) -> set[Path]:
    """What lies in the folder of uploads, once the page is done with what it had begun."""
    late = time.monotonic() + 10
    while any((trial.data_dir / "uploads").glob("tmp*")) and time.monotonic() < late:
        time.sleep(0.05)
    return {path for path in (trial.data_dir / "uploads").rglob("*") if path.is_file()}


def part(name: str) -> bytes:
    """The head of a file within an upload, with a name as it is: a client would mend it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'--b\r\nContent-Disposition: form-data; name="files"; filename="{escaped}"\r\n\r\n'.encode()


def uploaded(trial: Trial, name: str, content: bytes = b"It rained.") -> httpx.Response:
    return post(
        f"{trial.open}/gradio_api/upload",
        content=part(name) + content + b"\r\n--b--\r\n",
        headers={"content-type": "multipart/form-data; boundary=b"},
    )


def sent_raw(url: str, path: str) -> str:
    """Ask for a path as it is: a client would tidy it up."""
    where = urlsplit(url)
    assert where.hostname
    with socket.create_connection((where.hostname, where.port or 80), timeout=10) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode("latin-1", errors="replace"))
        got = b""
        while piece := connection.recv(65536):
            got += piece
    return got.decode("latin-1")
