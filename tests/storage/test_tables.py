"""How moments are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import create_engine, literal, select

from advisor.storage.tables import UtcDateTime


def test_a_moment_of_any_zone_is_the_same_moment_when_it_comes_back_from_sqlite() -> None:
    there = datetime(2026, 7, 1, 1, 15, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with create_engine("sqlite://").connect() as connection:
        back = connection.execute(select(literal(there, UtcDateTime))).scalar_one()
    assert back == there
    assert back.tzinfo is UTC
