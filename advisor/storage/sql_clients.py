"""Consultants and clients in SQLite or PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers
from advisor.storage.assessments import LIFETIME, UNANSWERED
from advisor.storage.base import SqlBase, answers_read, checked, fresh_id, hashed, iso, written
from advisor.storage.clients import Client, Clients, Filed
from advisor.storage.engine import said_plainly
from advisor.storage.sql_assessments import begin, exported, missing, newest, newest_revision
from advisor.storage.sql_imprints import exported_imprint
from advisor.storage.tables import (
    ACCESS,
    AGREEMENT,
    ASSESSMENT,
    CLIENT,
    CONSULTANT,
    DISSENT,
    FILED,
    PARTICIPANT,
    REVISION,
    WORKSHOP,
)


class SqlClients(SqlBase, Clients):
    """The part of the store that keeps clients."""

    def consultant(self, issuer: str, subject: str) -> str:
        """See `Clients.consultant`."""
        # Both parts with their lengths, so that no two sign-ins ever make the same text.
        told = f"{len(issuer)}\n{issuer}\n{subject}".encode("utf-8", "surrogatepass")
        name = hashlib.sha256(told).hexdigest()
        asked = select(CONSULTANT.c.id).where(CONSULTANT.c.subject_hash == name)
        with said_plainly():
            with self._engine.connect() as connection:
                known = connection.execute(asked).scalar_one_or_none()
            if known is not None:
                return str(known)
            try:
                with self._writing.begin() as connection:
                    fresh = fresh_id()
                    connection.execute(insert(CONSULTANT).values(id=fresh, subject_hash=name, created=self._clock()))
                return fresh
            except IntegrityError:  # the same person signed in twice at the same moment
                with self._engine.connect() as connection:
                    return str(connection.execute(asked).scalar_one())

    def clients(self, consultant: str) -> list[Client]:
        """See `Clients.clients`."""
        with said_plainly(), self._engine.connect() as connection:
            rows = connection.execute(select(CLIENT).where(CLIENT.c.consultant_id == consultant)).all()
            below = (
                select(FILED.c.client_id, func.max(REVISION.c.saved).label("saved"))
                .join(REVISION, REVISION.c.assessment_id == FILED.c.assessment_id)
                .join(CLIENT, CLIENT.c.id == FILED.c.client_id)
                .where(CLIENT.c.consultant_id == consultant)
                .group_by(FILED.c.client_id)
            )
            saved = {row.client_id: row.saved for row in connection.execute(below)}
        found = [_client(row, saved.get(row.id)) for row in rows]
        return sorted(found, key=lambda client: (-client.changed.timestamp(), client.id))

    def add_client(self, consultant: str, name: str, note: str = "") -> Client:
        """See `Clients.add_client`."""
        now = self._clock()
        client = checked(Client, "client", id=fresh_id(), name=name, note=note, created=now, changed=now)
        with said_plainly(), self._writing.begin() as connection:
            if not connection.execute(select(CONSULTANT.c.id).where(CONSULTANT.c.id == consultant)).first():
                raise no_client()
            connection.execute(
                insert(CLIENT).values(
                    id=client.id, consultant_id=consultant, name=client.name, note=client.note, created=now, changed=now
                )
            )
        return client

    def change_client(self, consultant: str, client: str, name: str, note: str) -> Client:
        """See `Clients.change_client`."""
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            row = own_client(connection, consultant, client)
            fresh = checked(
                Client, "client", id=client, name=name, note=note, created=row.created, changed=now
            )  # fmt: skip
            connection.execute(
                update(CLIENT).where(CLIENT.c.id == client).values(name=fresh.name, note=fresh.note, changed=now)
            )
        return fresh

    def delete_client(self, consultant: str, client: str) -> None:
        """See `Clients.delete_client`."""
        with said_plainly():
            with self._writing.begin() as connection:
                own_client(connection, consultant, client)
                below = [
                    select(FILED.c.assessment_id).where(FILED.c.client_id == client),
                    select(WORKSHOP.c.assessment_id).where(WORKSHOP.c.client_id == client),
                    select(PARTICIPANT.c.assessment_id)
                    .join(WORKSHOP, WORKSHOP.c.id == PARTICIPANT.c.workshop_id)
                    .where(WORKSHOP.c.client_id == client),
                ]
                # The rows that point at an assessment go with it, so all are named before any is deleted.
                ids = {row[0] for asked in below for row in connection.execute(asked)}
                connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.id.in_(ids)))
                connection.execute(delete(CLIENT).where(CLIENT.c.id == client))
            self._shed()

    def filed(self, consultant: str, client: str) -> list[Filed]:
        """See `Clients.filed`."""
        with said_plainly(), self._engine.connect() as connection:
            own_client(connection, consultant, client)
            asked = _filed().where(FILED.c.client_id == client)
            rows = connection.execute(asked.order_by(REVISION.c.saved.desc(), FILED.c.assessment_id)).all()
        return [_read(row) for row in rows]

    def add_filed(self, consultant: str, client: str, title: str, answers: Answers = UNANSWERED) -> tuple[str, Filed]:
        """See `Clients.add_filed`."""
        text, answers = written(answers)
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            own_client(connection, consultant, client)
            token, first = begin(connection, text, answers, now)
            put_under(connection, client, first.id, title, now)
            return token, _read(connection.execute(_filed().where(FILED.c.assessment_id == first.id)).one())

    def file(self, consultant: str, client: str, title: str, token: str) -> Filed:
        """See `Clients.file`."""
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            own_client(connection, consultant, client)
            assessment = newest(connection, token, now)
            before = (
                select(CLIENT.c.consultant_id)
                .join(FILED, FILED.c.client_id == CLIENT.c.id)
                .where(FILED.c.assessment_id == assessment.id)
            )
            owner = connection.execute(before).scalar_one_or_none()
            seat = select(PARTICIPANT.c.id).where(PARTICIPANT.c.assessment_id == assessment.id)
            # What another consultant has filed, and a seat in a workshop, cannot be taken along by its link.
            if owner not in (None, consultant) or connection.execute(seat).first():
                raise missing()
            connection.execute(delete(FILED).where(FILED.c.assessment_id == assessment.id))
            put_under(connection, client, assessment.id, title, now)
            return _read(connection.execute(_filed().where(FILED.c.assessment_id == assessment.id)).one())

    def open_filed(self, consultant: str, assessment: str) -> str:
        """See `Clients.open_filed`."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with said_plainly(), self._writing.begin() as connection:
            _own_filed(connection, consultant, assessment)
            connection.execute(delete(ACCESS).where(ACCESS.c.expires <= now))
            connection.execute(
                insert(ACCESS).values(
                    token_hash=hashed(token), assessment_id=assessment, created=now, expires=now + LIFETIME
                )
            )
        return token

    def rename_filed(self, consultant: str, assessment: str, title: str) -> None:
        """See `Clients.rename_filed`."""
        with said_plainly(), self._writing.begin() as connection:
            _own_filed(connection, consultant, assessment)
            connection.execute(update(FILED).where(FILED.c.assessment_id == assessment).values(title=_title(title)))

    def delete_filed(self, consultant: str, assessment: str) -> None:
        """See `Clients.delete_filed`."""
        with said_plainly():
            with self._writing.begin() as connection:
                _own_filed(connection, consultant, assessment)
                if connection.execute(select(WORKSHOP.c.id).where(WORKSHOP.c.assessment_id == assessment)).first():
                    raise StorageError(
                        "This assessment is the result of a workshop", do="Delete the workshop first, or the client."
                    )
                connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.id == assessment))
            self._shed()

    def export_consultant(self, consultant: str) -> dict[str, Any]:
        """See `Clients.export_consultant`."""
        with said_plainly(), self._engine.connect() as connection:
            rows = connection.execute(select(CLIENT).where(CLIENT.c.consultant_id == consultant).order_by(CLIENT.c.id))
            return {"clients": [_exported_client(connection, row) for row in rows.all()]}


def no_client() -> StorageError:
    """What is said of a client that is not there, or is another consultant's."""
    return StorageError("There is no such client", do="Go back to the list of clients.")


def no_filed() -> StorageError:
    """What is said of an assessment that is not filed here, or is another consultant's."""
    return StorageError("There is no such assessment under your clients", do="Go back to the client.")


def own_client(connection: Connection, consultant: str, client: str) -> Row[Any]:
    """The client of this consultant; a StorageError where it is none of theirs."""
    asked = select(CLIENT).where(CLIENT.c.id == client, CLIENT.c.consultant_id == consultant)
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise no_client()
    return row


def put_under(connection: Connection, client: str, assessment: str, title: str, now: datetime) -> None:
    """Files an assessment under a client, which has changed with it."""
    connection.execute(insert(FILED).values(assessment_id=assessment, client_id=client, title=_title(title)))
    connection.execute(update(CLIENT).where(CLIENT.c.id == client).values(changed=now))


def _title(title: str) -> str:
    words = " ".join(title.split())
    if not 1 <= len(words) <= 120:
        raise StorageError("A title has 1 to 120 characters", do="Shorten it, or give one.")
    return words


def _filed() -> Select[Any]:
    # Saves go to the assessment itself, so its newest revision tells when it was changed.
    return (
        select(
            FILED.c.assessment_id, FILED.c.title, ASSESSMENT.c.created, REVISION.c.saved, REVISION.c.answers
        )
        .join(ASSESSMENT, ASSESSMENT.c.id == FILED.c.assessment_id)
        .join(REVISION, newest_revision())
    )  # fmt: skip


def _read(row: Row[Any]) -> Filed:
    return checked(
        Filed, "assessment", assessment_id=row.assessment_id, title=row.title, created=row.created, changed=row.saved,
        answers=answers_read(row.answers),
    )  # fmt: skip


def _own_filed(connection: Connection, consultant: str, assessment: str) -> Filed:
    asked = (
        _filed()
        .join(CLIENT, CLIENT.c.id == FILED.c.client_id)
        .where(FILED.c.assessment_id == assessment, CLIENT.c.consultant_id == consultant)
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise no_filed()
    return _read(row)


def _client(row: Row[Any], saved: datetime | None) -> Client:
    changed = max(row.changed, saved) if saved is not None else row.changed
    return checked(Client, "client", id=row.id, name=row.name, note=row.note, created=row.created, changed=changed)


def _revisions_of(connection: Connection, which: ColumnElement[bool]) -> dict[str, Any]:
    asked = (
        select(
            ASSESSMENT.c.id, ASSESSMENT.c.created, REVISION.c.number, REVISION.c.answers, REVISION.c.screen,
            REVISION.c.saved,
        )
        .join(REVISION, REVISION.c.assessment_id == ASSESSMENT.c.id)
        .where(which)
        .order_by(REVISION.c.number.desc())
    )  # fmt: skip
    return exported(list(connection.execute(asked)))


def _exported_client(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    filed = connection.execute(select(FILED).where(FILED.c.client_id == row.id).order_by(FILED.c.assessment_id)).all()
    shops = connection.execute(select(WORKSHOP).where(WORKSHOP.c.client_id == row.id).order_by(WORKSHOP.c.id)).all()
    return {
        "name": row.name,
        "note": row.note,
        "created": iso(row.created),
        "assessments": [
            {
                "title": one.title,
                **_revisions_of(connection, ASSESSMENT.c.id == one.assessment_id),
                "imprint": exported_imprint(connection, one.assessment_id),
            }
            for one in filed
        ],
        "workshops": [_exported_workshop(connection, shop) for shop in shops],
    }


def _exported_workshop(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """A workshop; who answered what only once it was revealed."""
    people = connection.execute(
        # By id, which is random: the order of joining would tell who is who.
        select(PARTICIPANT).where(PARTICIPANT.c.workshop_id == row.id).order_by(PARTICIPANT.c.id)
    ).all()
    agreed = connection.execute(
        select(AGREEMENT).where(AGREEMENT.c.workshop_id == row.id).order_by(AGREEMENT.c.field)
    ).all()
    out: dict[str, Any] = {
        "title": row.title,
        "stage": row.state,
        "created": iso(row.created),
        "questions": json.loads(row.questions),
        "base": json.loads(row.base),
        "result": row.assessment_id,
        "agreements": [{"field": a.field, "value": json.loads(a.value), "note": a.note} for a in agreed],
        "people": [],
    }
    for one in people:
        person: dict[str, Any] = {"role": one.role, "finished": one.finished is not None, "left": one.gone is not None}
        if row.state != "gathering":
            told = _revisions_of(connection, ASSESSMENT.c.id == one.assessment_id)
            differs = connection.execute(select(DISSENT).where(DISSENT.c.participant_id == one.id)).all()
            person |= {
                "answers": told["revisions"][-1]["answers"],
                "dissent": {d.field: d.note for d in differs},
            }
        out["people"].append(person)
    return out
