"""The server as its keepers start it: by the command, by an ASGI server, by Streamlit; and how it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import free_port

pytestmark = pytest.mark.xdist_group("serving")

ROOT = Path(__file__).parents[2]


class Running:
    """A server in a process of its own; what it prints is in `log`."""

    def __init__(self, folder: Path, *command: str, **environment: str) -> None:
        self.file = folder / "log"
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *(part.replace("PORT", str(self.port)) for part in command)],
            cwd=folder, stdout=self.file.open("wb"), stderr=subprocess.STDOUT,
            env={
                **os.environ, "ADVISOR_DATABASE_URL": f"sqlite:///{folder / 'a.sqlite3'}", "PYTHONPATH": str(ROOT),
                **environment,
            },
        )  # fmt: skip

    @property
    def log(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(f"http://localhost:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def wait(self, path: str) -> None:
        for _ in range(300):
            try:
                if self.get(path)[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a server in an empty folder."""
    running: list[Running] = []

    def start_one(*command: str, **environment: str) -> Running:
        running.append(Running(tmp_path, *command, **environment))
        return running[-1]

    yield start_one
    for one in running:
        one.process.kill()
        one.process.wait()


def test_the_command_serves_pages_and_api_and_stops_when_asked(start: Start) -> None:
    server = start("advisor", "--no-browser", "--port", "PORT")
    server.wait("/readyz")
    assert json.loads(server.get("/livez")[1]) == {"status": "alive"}
    assert server.get("/api/v1/schema/answers")[0] == 200
    assert b'<div id="root">' in server.get("/questions")[1]
    assert server.get("/app/static/fonts/PublicSans-Regular.woff2")[0] == 200
    assert server.get("/", Host="evil.example")[0] == 421
    assert f"http://localhost:{server.port}" in server.log
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=15) in (0, -signal.SIGTERM)
    assert "Traceback" not in server.log


def test_an_asgi_server_serves_the_same_and_logs_no_token(start: Start) -> None:
    server = start("uvicorn", "advisor.web.app:app", "--port", "PORT", ADVISOR_PUBLIC_URL="https://advisor.example")
    server.wait("/livez")
    known = {"Host": "advisor.example"}
    assert server.get("/questions?a=secret-token", **known)[0] == 200
    assert server.get("/api/v1/nothing?p=secret-token", **known)[0] == 404
    assert server.get("/app/static/fonts/PublicSans-Regular.woff2", **known)[0] == 200
    assert server.get("/?a=secret-token")[0] == 421
    # Streamlit's settings are found beside the script, wherever the server was started.
    config = json.loads(server.get("/_stcore/host-config", **known)[1])
    assert config["allowedOrigins"] == []
    for _ in range(50):
        if "/api/v1/nothing?" in server.log:
            break
        time.sleep(0.1)
    assert "GET /questions?…" in server.log
    assert "secret-token" not in server.log


def test_streamlit_alone_still_serves_the_pages(start: Start) -> None:
    script = str(ROOT / "advisor_app.py")
    server = start("streamlit", "run", script, "--server.port", "PORT", "--server.address", "localhost")
    server.wait("/_stcore/health")
    assert b'<div id="root">' in server.get("/questions")[1]
    assert json.loads(server.get("/_stcore/host-config")[1])["allowedOrigins"] == []


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"ADVISOR_PUBLIC_URL": "advisor.example"}, ["ADVISOR_PUBLIC_URL", "https://"]),
        ({"ADVISOR_COOKIE_SECRET": "short"}, ["ADVISOR_COOKIE_SECRET", "32"]),
        ({"ADVISOR_OIDC_CLIENT_ID": "advisor"}, ["ADVISOR_OIDC_METADATA_URL", "missing"]),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    start: Start, environment: dict[str, str], words: list[str]
) -> None:
    server = start("advisor", "--no-browser", "--port", "PORT", **environment)
    assert server.process.wait(timeout=30) == 2
    assert len(server.log.strip().splitlines()) == 1
    for word in words:
        assert word in server.log


def test_a_taken_port_is_told_in_a_sentence(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = start("advisor", "--no-browser", "--address", "127.0.0.1", "--port", str(port))
        assert server.process.wait(timeout=30) == 2
    assert len(server.log.strip().splitlines()) == 1
    assert f"port {port}" in server.log
    assert "--port" in server.log
