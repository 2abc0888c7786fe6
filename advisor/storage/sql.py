"""The store in SQLite or PostgreSQL: opened here, kept by its parts."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from advisor.storage import migrations
from advisor.storage.assessments import Clock
from advisor.storage.engine import open_engine, said_plainly
from advisor.storage.place import database_url
from advisor.storage.sql_assessments import SqlAssessments
from advisor.storage.sql_clients import SqlClients
from advisor.storage.sql_imprints import SqlImprints
from advisor.storage.sql_workshops import SqlWorkshops


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def open_store(url: str | None = None, *, clock: Clock = utc_now) -> SqlStore:
    """The store at *url*, brought up to date; any number of threads and processes may open it at once.

    Args:
        url: `postgresql://user:password@host/database` or `sqlite:///folder/file.sqlite3`. Without one,
            the environment variable `ADVISOR_DATABASE_URL` counts, else a file in the user's data folder.
        clock: what all moments are taken from.

    Raises:
        StorageError: the place cannot be reached or written, or a newer release has written it.
    """
    engine = open_engine(database_url(url, os.environ, sys.platform))
    try:
        with said_plainly():
            migrations.upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, clock)


class SqlStore(SqlAssessments, SqlClients, SqlWorkshops, SqlImprints):
    """A `Store` in an SQL database; may be shared by threads.

    After a deletion an SQLite file holds no bytes of the answers. PostgreSQL overwrites them when it next vacuums.
    """

    def export(self, token: str) -> dict[str, Any]:
        """Everything kept of an assessment, with what its papers are printed with; see `Assessments.export`."""
        return {**super().export(token), "imprint": self.export_imprint(token)}

    def check(self) -> None:
        """Asks the database for an answer, to know that there is one; see `Store.check`."""
        with said_plainly(), self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()
