"""The database itself, past the store: what somebody with access to it could see or do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, text

from advisor.storage.place import database_url


def on_the_database(url: str, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Runs one statement and gives its rows."""
    engine = create_engine(database_url(url, {}, "linux"))
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()
