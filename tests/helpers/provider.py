"""A real OpenID Connect provider on this computer: the npm package `oidc-provider`, at the versions that are locked."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

HERE = Path(__file__).with_name("identity_provider")
BIN = Path(sys.executable).parent


def install() -> None:
    """Fetches the packages, once; without the registry of npm the tests that need it are left out, and say so."""
    if (HERE / "node_modules" / ".package-lock.json").exists():
        return
    done = subprocess.run(
        [str(BIN / "npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=HERE, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"the identity provider could not be fetched from npm: {done.stderr.strip()[-300:]}")


@contextmanager
def running_provider(port: int, redirect: str, client: str, secret: str) -> Iterator[str]:
    """The address at which the provider describes itself, while it runs."""
    install()
    process = subprocess.Popen(
        [str(BIN / "node"), "provider.mjs", str(port), redirect, client, secret], cwd=HERE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://localhost:{port}/.well-known/openid-configuration"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(address, timeout=2)
                break
            except OSError:
                sleep(0.1)
        else:
            raise AssertionError("the identity provider does not answer")
        yield address
    finally:
        process.kill()
        process.wait()
