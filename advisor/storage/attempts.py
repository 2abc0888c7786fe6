"""Attempts at codes that name nothing, counted for all replicas together: nobody can try codes by the thousand."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from advisor.storage.assessments import TooMany
from advisor.storage.tables import ATTEMPT, SETTING

MINUTES = 10
"""How long a failed attempt counts."""

MOST_FROM_ONE = 12
"""Failed attempts from one place within these minutes: a room full of people mistypes, a guesser tries on."""

MOST_IN_ALL = 300
"""Failed attempts from everywhere within these minutes. A code is one of 22^6 = 113 million."""

EVERYWHERE = "everywhere"


def refuse_too_many(connection: Connection, whence: str, now: datetime) -> str:
    """The bucket of *whence*, where it may try on.

    Raises:
        TooMany: too many attempts failed from there, or from everywhere.
    """
    bucket, minute = _bucket(connection, whence), _minute(now)
    since = ATTEMPT.c.minute > minute - MINUTES
    for name, most in ((bucket, MOST_FROM_ONE), (EVERYWHERE, MOST_IN_ALL)):
        asked = select(func.sum(ATTEMPT.c.failed), func.min(ATTEMPT.c.minute)).where(ATTEMPT.c.bucket == name, since)
        failed, oldest = connection.execute(asked).one()
        if (failed or 0) >= most:
            raise TooMany(max((int(oldest) + MINUTES - minute) * 60, 60))
    return bucket


def failed(connection: Connection, bucket: str, now: datetime) -> None:
    """Counts one failed attempt, and forgets those that no longer count."""
    minute = _minute(now)
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.minute <= minute - MINUTES))
    for name in (bucket, EVERYWHERE):
        row = (ATTEMPT.c.bucket == name) & (ATTEMPT.c.minute == minute)
        one_more = update(ATTEMPT).where(row).values(failed=ATTEMPT.c.failed + 1)
        if connection.execute(one_more).rowcount:
            continue
        try:
            with connection.begin_nested():
                connection.execute(insert(ATTEMPT).values(bucket=name, minute=minute, failed=1))
        except IntegrityError:  # somebody else was first in this minute
            connection.execute(one_more)


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)


def _bucket(connection: Connection, whence: str) -> str:
    key = connection.execute(select(SETTING.c.value).where(SETTING.c.name == "attempt_key")).scalar_one()
    return hmac.new(bytes.fromhex(key), whence.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
