"""Opening the database: what each kind needs to be safe for several threads and processes, and its errors in words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from advisor.errors import StorageError
from advisor.storage.place import VARIABLE, make_room

PATIENCE = 10
"""Seconds to wait for a database that is held by someone else, or for a server that does not answer."""

_CHECK = f"Check {VARIABLE}, and that the database can be reached and written."

_SQLITE_ERRORS = {
    "SQLITE_BUSY": ("another program is holding it", "Wait a moment and try again."),
    "SQLITE_LOCKED": ("another program is holding it", "Wait a moment and try again."),
    "SQLITE_FULL": ("the disk is full", "Make room and try again."),
    "SQLITE_READONLY": ("it, or its folder, cannot be written", f"Make both writable, or set {VARIABLE}."),
    "SQLITE_CANTOPEN": ("it, or its folder, cannot be written", f"Make both writable, or set {VARIABLE}."),
    "SQLITE_NOTADB": ("the file is not an SQLite database", f"Name another file in {VARIABLE}."),
    "SQLITE_CORRUPT": ("the file is damaged", "Put back a copy of it."),
}


def open_engine(url: URL) -> Engine:
    """Engine for *url* as `database_url` gives it; a missing SQLite file is made.

    Raises:
        StorageError: the place cannot be written, is no database, or its driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    options = {} if "connect_timeout" in url.query else {"connect_timeout": PATIENCE}
    try:
        # Parameters stay out of error texts: they are answers and hashes.
        return create_engine(url, connect_args=options, pool_pre_ping=True, hide_parameters=True)
    except ImportError:
        raise StorageError(
            "PostgreSQL needs the driver psycopg, which is not installed",
            do='Run: pip install "contractor-advisor[postgres]".',
        ) from None


def writing(engine: Engine) -> Engine:
    """*engine* for transactions that write.

    SQLite must take its write lock when such a transaction begins: one that reads first and writes later is
    refused at once, without waiting, when another has written in between.
    """
    return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")


def shed_log(engine: Engine) -> None:
    """Moves what SQLite's write-ahead log still holds into the file and empties the log, where nobody is reading."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turns a failure of the database into a `StorageError`, without the driver's own text: it may quote the URL."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _in_words(error) from None


def _open_sqlite(url: URL) -> Engine:
    file = Path(str(url.database))
    make_room(file)
    with said_plainly():
        _use_write_ahead_log(file)
    # isolation_level None: Python's driver begins no transactions of its own; the listener below does.
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "isolation_level": None}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # deleted answers are overwritten, not just unlinked

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    return engine


def _use_write_ahead_log(file: Path) -> None:
    """With the log, readers never wait for a writer. The file remembers it, so this changes a new file only."""
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    give_up = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself here: two starts that both hold a read lock would wait for ever.
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)
    finally:
        connection.close()


def _in_words(error: Exception) -> StorageError:
    origin = getattr(error, "orig", None) or error
    name = "_".join(getattr(origin, "sqlite_errorname", "").split("_")[:2])  # SQLITE_BUSY_SNAPSHOT is SQLITE_BUSY
    # A code is all that a keeper of a server needs, and all that is safe to show.
    code = getattr(origin, "sqlstate", None) or name or type(origin).__name__
    what, do = _SQLITE_ERRORS.get(name, (f"it reports {code}", _CHECK))
    if code == "OperationalError":  # PostgreSQL gives no code before a connection stands
        what = "the server cannot be reached, or does not let this user in"
    return StorageError(f"The database of assessments cannot be used: {what}", do=do)
