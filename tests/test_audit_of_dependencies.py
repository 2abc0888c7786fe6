"""The audit of dependencies fails on what is known to be vulnerable, and never passes in silence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
KNOWN = "GHSA-0000-0000-0000"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")


@contextmanager
def database(vulnerable: bool) -> Iterator[str]:
    """Answers as the OSV database does; the first package that is asked for has a known fault, or none has."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
            results: list[Any] = [{} for _ in asked]
            if vulnerable:
                results[0] = {"vulns": [{"id": KNOWN, "modified": "2026-01-01T00:00:00Z"}]}
            self._send({"results": results})

        def do_GET(self) -> None:
            self._send({"id": KNOWN, "modified": "2026-01-01T00:00:00Z", "summary": "A fault", "affected": []})

        def _send(self, body: Any) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def audited(address: str, **environment: str) -> subprocess.CompletedProcess[str]:
    uv = shutil.which("uv") or next(str(p) for p in (ROOT / ".tools/bin/uv", ROOT / ".tools/site/bin/uv") if p.exists())
    return subprocess.run(
        ["sh", "scripts/audit.sh", uv, "--service-url", address],
        cwd=ROOT, env={**os.environ, "UV_HTTP_RETRIES": "0", **environment}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_a_known_vulnerability_fails_and_is_named() -> None:
    with database(vulnerable=True) as address:
        done = audited(address)
    assert done.returncode == 1
    assert KNOWN in done.stdout


def test_nothing_known_passes() -> None:
    with database(vulnerable=False) as address:
        done = audited(address)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no known vulnerabilities" in done.stdout


def test_without_the_database_it_says_that_nothing_was_audited() -> None:
    done = audited("http://127.0.0.1:9/")
    assert done.returncode == 0
    assert "NOT AUDITED" in done.stderr
    assert audited("http://127.0.0.1:9/", AUDIT_MUST_REACH="1").returncode != 0


def test_a_failure_of_another_kind_is_no_pass() -> None:
    done = audited("no address at all")
    assert done.returncode not in (0, 1)
    assert done.stderr
