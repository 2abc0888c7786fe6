"""Assessments in SQLite or PostgreSQL.

`assessment` has one row for each, `revision` one for each save that is kept; the newest revision is the assessment.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import uuid
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update

from advisor.errors import AnswersError, StorageError, sentence_of
from advisor.questionnaire.answers import Answers, answers_from
from advisor.storage import migrations
from advisor.storage.engine import open_engine, said_plainly, shed_log, writing
from advisor.storage.place import database_url
from advisor.storage.store import KEPT_REVISIONS, UNANSWERED, Assessment, Clock, Conflict, Store
from advisor.storage.tables import ASSESSMENT, REVISION


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def open_store(url: str | None = None, *, clock: Clock = utc_now) -> SqlStore:
    """The store at *url*, brought up to date; any number of threads and processes may open it at once.

    Args:
        url: `postgresql://user:password@host/database` or `sqlite:///folder/file.sqlite3`. Without one,
            the environment variable `ADVISOR_DATABASE_URL` counts, else a file in the user's data folder.
        clock: what `created` and `changed` are taken from.

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


class SqlStore(Store):
    """A `Store` in an SQL database; may be shared by threads.

    After `delete` an SQLite file holds no bytes of the answers. PostgreSQL overwrites them when it next vacuums.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._clock = clock

    def start(self, answers: Answers = UNANSWERED) -> tuple[str, Assessment]:
        """See `Store.start`."""
        token = secrets.token_urlsafe(32)
        text, answers = _written(answers)
        now = self._clock()
        first = _assessment(uuid.uuid4().hex, answers, "", 1, now, now)
        with said_plainly(), self._writing.begin() as connection:
            connection.execute(
                insert(ASSESSMENT).values(
                    id=first.id, token_hash=_hash(token), revision=first.revision, created=first.created
                )
            )
            _keep(connection, first, text)
        return token, first

    def open(self, token: str) -> Assessment:
        """See `Store.open`."""
        with said_plainly(), self._engine.connect() as connection:
            return _newest(connection, token)

    def save(self, token: str, answers: Answers, screen: str, expected_revision: int) -> Assessment:
        """See `Store.save`."""
        text, answers = _written(answers)
        with said_plainly(), self._writing.begin() as connection:
            # The comparison is part of the update, so of two saves at the same moment one finds no row.
            ours = (ASSESSMENT.c.token_hash == _hash(token)) & (ASSESSMENT.c.revision == expected_revision)
            number = expected_revision + 1
            if not connection.execute(update(ASSESSMENT).where(ours).values(revision=number)).rowcount:
                raise Conflict(_newest(connection, token))
            head = connection.execute(
                select(ASSESSMENT.c.id, ASSESSMENT.c.created).where(ASSESSMENT.c.token_hash == _hash(token))
            ).one()
            saved = _assessment(head.id, answers, screen, number, head.created, self._clock())
            _keep(connection, saved, text)
            connection.execute(
                delete(REVISION).where(
                    REVISION.c.assessment_id == saved.id, REVISION.c.number <= saved.revision - KEPT_REVISIONS
                )
            )
        return saved

    def history(self, token: str) -> list[Assessment]:
        """See `Store.history`."""
        with said_plainly(), self._engine.connect() as connection:
            rows = connection.execute(_revisions(token).order_by(REVISION.c.number.desc())).all()
        if not rows:
            raise _missing()
        return [_read(row) for row in rows]

    def delete(self, token: str) -> None:
        """See `Store.delete`."""
        with said_plainly():
            with self._writing.begin() as connection:
                if not connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.token_hash == _hash(token))).rowcount:
                    raise _missing()
            shed_log(self._engine)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()


def _hash(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be undone by guessing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _missing() -> StorageError:
    return StorageError(
        "There is no saved assessment under this link",
        do="Check that the link is complete. A deleted assessment cannot be brought back.",
    )


def _revisions(token: str) -> Select[Any]:
    return (
        select(
            ASSESSMENT.c.id,
            ASSESSMENT.c.created,
            REVISION.c.number,
            REVISION.c.answers,
            REVISION.c.screen,
            REVISION.c.saved,
        )
        .join(REVISION)
        .where(ASSESSMENT.c.token_hash == _hash(token))
    )


def _newest(connection: Connection, token: str) -> Assessment:
    row = connection.execute(_revisions(token).where(REVISION.c.number == ASSESSMENT.c.revision)).one_or_none()
    if row is None:
        raise _missing()
    return _read(row)


def _keep(connection: Connection, saved: Assessment, text: str) -> None:
    connection.execute(
        insert(REVISION).values(
            assessment_id=saved.id,
            number=saved.revision,
            answers=text,
            answers_version=saved.answers.answers_version,
            screen=saved.screen,
            saved=saved.changed,
        )
    )


def _written(answers: Answers) -> tuple[str, Answers]:
    """The answers as ASCII JSON, and as they will be read back from it.

    JSON escapes every NUL, and ASCII fits a database of any encoding, so that any text comes back as it was.

    Raises:
        StorageError: the text could not be read back, so that everything typed would be lost.
    """
    text = json.dumps(answers.compact(), separators=(",", ":"))
    try:
        return text, answers_from(json.loads(text))
    except AnswersError as error:
        raise StorageError(
            f"Nothing was saved, because of a mistake in the {error.where}: {error.what}", do=error.do
        ) from None


def _read(row: Row[Any]) -> Assessment:
    try:
        answers = answers_from(json.loads(row.answers))
    except (AnswersError, ValueError, RecursionError) as error:
        reason = f"{error.where}: {error.what}" if isinstance(error, AnswersError) else "the text is damaged"
        raise StorageError(
            f"The saved answers can no longer be read ({reason})",
            do="They are kept as they are. Ask whoever runs this advisor to look at them.",
        ) from None
    return _assessment(row.id, answers, row.screen, row.number, row.created, row.saved)


def _assessment(
    id_: str, answers: Answers, screen: str, revision: int, created: datetime, changed: datetime
) -> Assessment:
    try:
        return Assessment(id=id_, answers=answers, screen=screen, revision=revision, created=created, changed=changed)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise StorageError(f"The assessment cannot be kept, because of its {where}: {what}", do=do) from None
