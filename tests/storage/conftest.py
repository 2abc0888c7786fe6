"""Databases to test on: a fresh SQLite file and a fresh database on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from real_postgres import emptied, running_postgres

from advisor.storage.sql import SqlStore, open_store


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a database on a PostgreSQL server that lives as long as the tests."""
    with running_postgres() as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """URL of a PostgreSQL database that holds nothing."""
    return emptied(postgres_server)


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
