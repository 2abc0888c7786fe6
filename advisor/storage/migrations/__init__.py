"""Bringing a database up to date with Alembic, without any file but Python's.

A new revision is a module in `versions/` with `revision`, `down_revision` and `upgrade()`; `HEAD` then names it, and
`tables` shows what it leads to (a test compares the two). One that rebuilds a table on SQLite must switch
foreign keys off before the transaction, or the drop of the old table takes its dependants along.
"""

from __future__ import annotations

import threading

from sqlalchemy import Connection, Engine, inspect, text

from advisor.errors import StorageError
from advisor.storage.engine import writing

HEAD = "imprints"
"""Newest revision. Named here so that a start with nothing to do need not load Alembic (a quarter of a second)."""

# Alembic keeps the running migration in module globals, so two threads of one process must take turns.
_ONE_THREAD = threading.Lock()

# Any number will do, as long as every release takes the same.
_POSTGRESQL_LOCK = 4_718_290_531


def standing(connection: Connection) -> str | None:
    """Revision at which the database stands; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(engine: Engine) -> None:
    """Brings the database to `HEAD`: wholly or, when it fails, not at all. Concurrent starts wait for each other.

    Raises:
        StorageError: the database stands at a revision that this release does not know.
    """
    with engine.connect() as connection:
        if standing(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "advisor.storage:migrations")
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    with _ONE_THREAD, writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})
        if standing(connection) not in {None, *known}:
            raise StorageError(
                "The database of assessments was written by a newer release", do="Update the advisor, then try again."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
