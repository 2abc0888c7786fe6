"""Cold start: from the command to a first question that can be answered, in a real Chromium.

python -m benchmarks.cold_start [runs]
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def once() -> tuple[float, float]:
    """Seconds to the first answer of the server, and to the first question on the screen."""
    port = free_port()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        browser = p.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        start = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "advisor", "--no-browser", "--port", str(port)],
            env={"PATH": "/usr/bin:/bin", "ADVISOR_DATABASE_URL": f"sqlite:///{folder}/cold.sqlite3", "HOME": folder},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.02)
            up = time.perf_counter() - start
            page.goto(f"http://localhost:{port}/questions", wait_until="commit")
            page.get_by_text("What is your trade?").first.wait_for(timeout=30_000)
            return up, time.perf_counter() - start
        finally:
            server.terminate()
            server.wait()
            browser.close()


if __name__ == "__main__":
    runs = [once() for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)]
    for label, times in zip(("server answers", "first question"), zip(*runs, strict=True), strict=True):
        print(f"{label:16s} median {statistics.median(times):.2f} s, min {min(times):.2f}, max {max(times):.2f}")
