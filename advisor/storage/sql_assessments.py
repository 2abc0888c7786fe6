"""Assessments in SQLite or PostgreSQL.

`assessment` has one row for each, `revision` one for each save that is kept; the newest revision is the assessment.
An assessment is reached by the token it was started with, or by one of `access` that has not expired.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, insert, or_, select, update

from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers
from advisor.storage.assessments import KEPT_REVISIONS, UNANSWERED, Assessment, Assessments, Conflict, Steps
from advisor.storage.base import SqlBase, answers_read, checked, fresh_id, hashed, iso, written
from advisor.storage.engine import said_plainly
from advisor.storage.tables import ACCESS, ASSESSMENT, FILED, PARTICIPANT, REVISION, WORKSHOP


class SqlAssessments(SqlBase, Assessments):
    """The part of the store that keeps assessments."""

    def start(self, answers: Answers = UNANSWERED) -> tuple[str, Assessment]:
        """See `Assessments.start`."""
        text, answers = written(answers)
        with said_plainly(), self._writing.begin() as connection:
            return begin(connection, text, answers, self._clock())

    def open(self, token: str) -> Assessment:
        """See `Assessments.open`."""
        with said_plainly(), self._engine.connect() as connection:
            return newest(connection, token, self._clock())

    def save(self, token: str, answers: Answers, screen: str, expected_revision: int) -> Assessment:
        """See `Assessments.save`."""
        text, answers = written(answers)
        return self._next(token, screen, expected_revision, lambda _: (text, answers, None))

    def _next(
        self,
        token: str,
        screen: str,
        expected: int,
        content: Callable[[Connection], tuple[str, Answers, int | None]],
    ) -> Assessment:
        """Keeps the next revision of an assessment; *content* gives text, answers and the revision it restores."""
        with said_plainly(), self._writing.begin() as connection:
            now = self._clock()
            # The comparison is part of the update, so of two saves at the same moment one finds no row.
            ours = reached_by(token, now) & (ASSESSMENT.c.revision == expected)
            if not connection.execute(update(ASSESSMENT).where(ours).values(revision=expected + 1)).rowcount:
                raise Conflict(newest(connection, token, now))
            head = connection.execute(select(ASSESSMENT.c.id, ASSESSMENT.c.created).where(reached_by(token, now))).one()
            _not_in_a_closed_workshop(connection, head.id, now)
            text, answers, restores = content(connection)
            saved = _assessment(head.id, answers, screen, expected + 1, head.created, now)
            _keep(connection, saved, text, restores)
            connection.execute(
                delete(REVISION).where(
                    REVISION.c.assessment_id == saved.id, REVISION.c.number <= saved.revision - KEPT_REVISIONS
                )
            )
        return saved

    def history(self, token: str) -> list[Assessment]:
        """See `Assessments.history`."""
        return [_read(row) for row in self._rows(token)]

    def _rows(self, token: str) -> Sequence[Row[Any]]:
        with said_plainly(), self._engine.connect() as connection:
            return revisions(connection, token, self._clock())

    def steps(self, token: str) -> Steps:
        """See `Assessments.steps`."""
        return _steps(self._rows(token))

    def undo(self, token: str, screen: str, expected_revision: int) -> Assessment:
        """See `Assessments.undo`."""
        return self._step(token, screen, expected_revision, "undo")

    def redo(self, token: str, screen: str, expected_revision: int) -> Assessment:
        """See `Assessments.redo`."""
        return self._step(token, screen, expected_revision, "redo")

    def _step(self, token: str, screen: str, expected: int, which: str) -> Assessment:
        def content(connection: Connection) -> tuple[str, Answers, int | None]:
            rows = revisions(connection, token, self._clock(), upto=expected)
            number = getattr(_steps(rows), which)
            if number is None:
                raise StorageError(f"There is nothing to {which}")
            row = next(row for row in rows if row.number == number)
            return row.answers, answers_read(row.answers), number

        return self._next(token, screen, expected, content)

    def delete(self, token: str) -> None:
        """See `Assessments.delete`."""
        with said_plainly():
            with self._writing.begin() as connection:
                if not connection.execute(delete(ASSESSMENT).where(reached_by(token, self._clock()))).rowcount:
                    raise missing()
            self._shed()

    def revoke(self, token: str) -> None:
        """See `Assessments.revoke`."""
        with said_plainly(), self._writing.begin() as connection:
            if not connection.execute(delete(ACCESS).where(ACCESS.c.token_hash == hashed(token))).rowcount:
                raise missing()

    def export(self, token: str) -> dict[str, Any]:
        """See `Assessments.export`."""
        return exported(self._rows(token))

    def forget(self, days: int) -> int:
        """See `Assessments.forget`."""
        if days < 1:
            raise StorageError("Nothing is forgotten before a day has passed", do="Give a whole number of days from 1.")
        with said_plainly():
            with self._writing.begin() as connection:
                now = self._clock()
                connection.execute(delete(ACCESS).where(ACCESS.c.expires <= now))
                stale = (
                    select(ASSESSMENT.c.id)
                    .join(REVISION, newest_revision())
                    .where(REVISION.c.saved < now - timedelta(days=days))
                    .where(ASSESSMENT.c.id.not_in(select(FILED.c.assessment_id)))
                    .where(ASSESSMENT.c.id.not_in(select(PARTICIPANT.c.assessment_id)))
                    .where(ASSESSMENT.c.id.not_in(select(WORKSHOP.c.assessment_id)))
                )
                gone = connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.id.in_(stale))).rowcount
            if gone:
                self._shed()
        return gone


def begin(connection: Connection, text: str, answers: Answers, now: datetime) -> tuple[str, Assessment]:
    """A new assessment within a transaction: its token, and its first revision."""
    token = secrets.token_urlsafe(32)
    first = _assessment(fresh_id(), answers, "", 1, now, now)
    connection.execute(
        insert(ASSESSMENT).values(id=first.id, token_hash=hashed(token), revision=1, created=first.created)
    )
    _keep(connection, first, text, None)
    return token, first


def reached_by(token: str, now: datetime) -> ColumnElement[bool]:
    """Condition on `assessment` for those that a token opens now."""
    name = hashed(token)
    live = select(ACCESS.c.assessment_id).where(ACCESS.c.token_hash == name, ACCESS.c.expires > now)
    return or_(ASSESSMENT.c.token_hash == name, ASSESSMENT.c.id.in_(live))


def newest_revision() -> ColumnElement[bool]:
    """Condition that joins `assessment` to its newest `revision`."""
    return and_(REVISION.c.assessment_id == ASSESSMENT.c.id, REVISION.c.number == ASSESSMENT.c.revision)


def missing() -> StorageError:
    """What is said of a token that opens nothing, whatever the reason."""
    return StorageError(
        "There is no saved assessment under this link",
        do="Check that the link is complete. A deleted assessment cannot be brought back.",
    )


def _revision_columns() -> Select[Any]:
    return select(
        ASSESSMENT.c.id,
        ASSESSMENT.c.created,
        REVISION.c.number,
        REVISION.c.answers,
        REVISION.c.screen,
        REVISION.c.saved,
        REVISION.c.restores,
    )


def revisions(connection: Connection, token: str, now: datetime, *, upto: int | None = None) -> Sequence[Row[Any]]:
    """The kept revisions of the assessment of a token, newest first.

    Args:
        upto: number of the newest one to tell; all where left out.
    """
    asked = _revision_columns().join(REVISION).where(reached_by(token, now)).order_by(REVISION.c.number.desc())
    rows = connection.execute(asked if upto is None else asked.where(REVISION.c.number <= upto)).all()
    if not rows:
        raise missing()
    return rows


def newest(connection: Connection, token: str, now: datetime) -> Assessment:
    """The newest revision of the assessment of a token."""
    asked = _revision_columns().join(REVISION, newest_revision()).where(reached_by(token, now))
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise missing()
    return _read(row)


def _steps(rows: Sequence[Row[Any]]) -> Steps:
    """What undo and redo would bring back, from the revisions newest first.

    A revision that restores another one stands where that one stood. What was typed follows on whatever was in force
    before it; undo goes back along that line, and redo forward to its end, the last that was typed.
    """
    by_number = {row.number: row for row in rows}

    def stands_at(number: int) -> int:
        row = by_number.get(number)
        return number if row is None or row.restores is None else int(row.restores)

    def line_from(number: int) -> list[int]:
        """The typed revision *number* and those before it, with other answers each."""
        line: list[int] = []
        while number in by_number:
            if not line or by_number[number].answers != by_number[line[-1]].answers:
                line.append(number)
            number = stands_at(number - 1)
        return line

    here = stands_at(rows[0].number)
    before = line_from(here)[1:]
    typed = next((row.number for row in rows if row.restores is None), here)
    line = line_from(typed)
    after = line[: line.index(here)] if rows[0].restores is not None and here in line else []
    return Steps(undo=before[0] if before else None, redo=after[-1] if after else None)


def _keep(connection: Connection, saved: Assessment, text: str, restores: int | None) -> None:
    connection.execute(
        insert(REVISION).values(
            assessment_id=saved.id,
            number=saved.revision,
            answers=text,
            answers_version=saved.answers.answers_version,
            screen=saved.screen,
            saved=saved.changed,
            restores=restores,
        )
    )


def _not_in_a_closed_workshop(connection: Connection, assessment: str, now: datetime) -> None:
    asked = (
        select(WORKSHOP.c.state, WORKSHOP.c.closes)
        .join(PARTICIPANT, PARTICIPANT.c.workshop_id == WORKSHOP.c.id)
        .where(PARTICIPANT.c.assessment_id == assessment)
    )
    row = connection.execute(asked).one_or_none()
    if row is not None and (row.state == "closed" or row.closes <= now):
        raise closed_workshop()


def closed_workshop() -> StorageError:
    """What is said of a workshop in which nothing can be changed any more."""
    return StorageError("This workshop is closed, so nothing was changed", do="Ask the person who leads it.")


def _read(row: Row[Any]) -> Assessment:
    return _assessment(row.id, answers_read(row.answers), row.screen, row.number, row.created, row.saved)


def _assessment(
    id_: str, answers: Answers, screen: str, revision: int, created: datetime, changed: datetime
) -> Assessment:
    return checked(
        Assessment, "assessment", id=id_, answers=answers, screen=screen, revision=revision, created=created,
        changed=changed,
    )  # fmt: skip


def exported(rows: Sequence[Row[Any]]) -> dict[str, Any]:
    """Revisions, newest first, as plain data, oldest first."""
    return {
        "id": rows[0].id,
        "created": iso(rows[0].created),
        "revisions": [
            {"revision": row.number, "saved": iso(row.saved), "screen": row.screen, "answers": json.loads(row.answers)}
            for row in reversed(rows)
        ],
    }
