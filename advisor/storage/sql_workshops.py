"""Workshops in SQLite or PostgreSQL.

Every participant has an assessment of their own, so answers are saved, resumed and undone as everywhere else. What
happens in a workshop counts its pulse up; the row is locked by that count, so that two changes never cross.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from advisor.errors import StorageError
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import Answers
from advisor.storage.assessments import UNANSWERED
from advisor.storage.attempts import failed, refuse_too_many
from advisor.storage.base import SqlBase, answers_read, ascii_json, checked, fresh_id, written
from advisor.storage.engine import said_plainly
from advisor.storage.sql_assessments import begin, closed_workshop, missing, newest_revision, reached_by
from advisor.storage.sql_clients import own_client, put_under
from advisor.storage.tables import AGREEMENT, ASSESSMENT, CLIENT, DISSENT, PARTICIPANT, REVISION, WORKSHOP
from advisor.storage.workshops import (
    ALPHABET,
    CODE_LENGTH,
    MOST_PEOPLE,
    MOST_QUESTIONS,
    Agreement,
    Part,
    Seat,
    Voice,
    Workshop,
    Workshops,
)

TRIES = 5
"""Codes that are tried before giving up; two open workshops with the same code are rare."""


class SqlWorkshops(SqlBase, Workshops):
    """The part of the store that keeps workshops."""

    # ---- the facilitator ----

    def start_workshop(
        self, consultant: str, client: str, title: str, questions: tuple[str, ...], base: Answers, *, hours: float = 24
    ) -> Workshop:
        """See `Workshops.start_workshop`."""
        text, base = written(base)
        if not 1 <= len(questions) <= MOST_QUESTIONS:
            raise StorageError(f"A workshop asks 1 to {MOST_QUESTIONS} questions", do="Choose some.")
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            own_client(connection, consultant, client)
            _, result = begin(connection, text, base, now)
            put_under(connection, client, result.id, title, now)
            fresh = fresh_id()
            connection.execute(
                insert(WORKSHOP).values(
                    id=fresh, client_id=client, assessment_id=result.id, code=None, title=" ".join(title.split()),
                    state="gathering", questions=ascii_json(list(questions)), base=text, focus="", created=now,
                    closes=now + timedelta(hours=hours), pulse=1,
                )
            )  # fmt: skip
            _give_code(connection, fresh)
            return _workshop(connection, fresh)

    def workshops(self, consultant: str, client: str) -> list[Workshop]:
        """See `Workshops.workshops`."""
        with said_plainly(), self._engine.connect() as connection:
            own_client(connection, consultant, client)
            asked = select(WORKSHOP.c.id).where(WORKSHOP.c.client_id == client)
            ids = connection.execute(asked.order_by(WORKSHOP.c.created.desc(), WORKSHOP.c.id)).scalars().all()
            return [_workshop(connection, one) for one in ids]

    def workshop(self, consultant: str, workshop: str) -> Workshop:
        """See `Workshops.workshop`."""
        with said_plainly(), self._engine.connect() as connection:
            _own(connection, consultant, workshop)
            return _workshop(connection, workshop)

    def progress(self, consultant: str, workshop: str) -> tuple[Seat, ...]:
        """See `Workshops.progress`."""
        with said_plainly(), self._engine.connect() as connection:
            _own(connection, consultant, workshop)
            asked = _people(workshop).order_by(PARTICIPANT.c.joined, PARTICIPANT.c.id)
            return tuple(_seat(row) for row in connection.execute(asked))

    def voices(self, consultant: str, workshop: str) -> tuple[Voice, ...]:
        """See `Workshops.voices`."""
        with said_plainly(), self._engine.connect() as connection:
            return _voices(connection, _own(connection, consultant, workshop))

    def reveal(self, consultant: str, workshop: str) -> Workshop:
        """See `Workshops.reveal`."""
        with said_plainly(), self._writing.begin() as connection:
            self._open(connection, consultant, workshop)
            connection.execute(update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(state="revealed"))
            return _workshop(connection, workshop)

    def focus(self, consultant: str, workshop: str, field: str) -> Workshop:
        """See `Workshops.focus`."""
        with said_plainly(), self._writing.begin() as connection:
            row = self._open(connection, consultant, workshop)
            if field:
                _one_of(json.loads(row.questions), field)
            connection.execute(update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(focus=field))
            return _workshop(connection, workshop)

    def agree(self, consultant: str, workshop: str, field: str, value: JsonValue, note: str = "") -> Workshop:
        """See `Workshops.agree`."""
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            row = self._open(connection, consultant, workshop)
            _one_of(json.loads(row.questions), field)
            if row.state == "gathering":
                raise StorageError("Nothing can be agreed before the answers are revealed", do="Reveal them first.")
            kept = checked(Agreement, "agreement", field=field, value=value, note=note, agreed=now)
            ours = and_(AGREEMENT.c.workshop_id == workshop, AGREEMENT.c.field == field)
            connection.execute(delete(AGREEMENT).where(ours))
            connection.execute(
                insert(AGREEMENT).values(
                    workshop_id=workshop, field=field, value=ascii_json(value), note=kept.note, agreed=now
                )
            )
            return _workshop(connection, workshop)

    def withdraw(self, consultant: str, workshop: str, field: str) -> Workshop:
        """See `Workshops.withdraw`."""
        with said_plainly(), self._writing.begin() as connection:
            self._open(connection, consultant, workshop)
            ours = and_(AGREEMENT.c.workshop_id == workshop, AGREEMENT.c.field == field)
            connection.execute(delete(AGREEMENT).where(ours))
            return _workshop(connection, workshop)

    def close_workshop(self, consultant: str, workshop: str) -> Workshop:
        """See `Workshops.close_workshop`."""
        with said_plainly(), self._writing.begin() as connection:
            _own(connection, consultant, workshop)
            _beat(connection, workshop)
            values = {"state": "closed", "code": None, "focus": ""}
            connection.execute(update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(values))
            return _workshop(connection, workshop)

    def reopen_workshop(self, consultant: str, workshop: str, *, hours: float = 24) -> Workshop:
        """See `Workshops.reopen_workshop`."""
        with said_plainly(), self._writing.begin() as connection:
            _own(connection, consultant, workshop)
            _beat(connection, workshop)
            # What everybody has seen does not become private again.
            values = {"state": "revealed", "closes": self._clock() + timedelta(hours=hours)}
            connection.execute(update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(values))
            _give_code(connection, workshop)
            return _workshop(connection, workshop)

    def delete_workshop(self, consultant: str, workshop: str) -> None:
        """See `Workshops.delete_workshop`."""
        with said_plainly():
            with self._writing.begin() as connection:
                _own(connection, consultant, workshop)
                seats = select(PARTICIPANT.c.assessment_id).where(PARTICIPANT.c.workshop_id == workshop)
                ids = connection.execute(seats).scalars().all()
                connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.id.in_(ids)))
                connection.execute(delete(WORKSHOP).where(WORKSHOP.c.id == workshop))
            self._shed()

    def _open(self, connection: Connection, consultant: str, workshop: str) -> Row[Any]:
        """A workshop that can still be changed, its row locked and its pulse counted up."""
        _own(connection, consultant, workshop)
        _beat(connection, workshop)
        row = _row(connection, workshop)
        if row.state == "closed" or row.closes <= self._clock():
            raise StorageError("This workshop is closed", do="Open it again first.")
        return row

    # ---- participants ----

    def find(self, code: str, *, whence: str) -> str:
        """See `Workshops.find`."""
        return str(self._by_code(code, whence).title)

    def join(self, code: str, role: Role, *, whence: str) -> tuple[str, Part]:
        """See `Workshops.join`."""
        found, now = self._by_code(code, whence), self._clock()
        with said_plainly(), self._writing.begin() as connection:
            _beat(connection, found.id)
            row = _row(connection, found.id)
            if row.state == "closed" or row.closes <= now:
                raise closed_workshop()
            taken = select(func.count()).where(PARTICIPANT.c.workshop_id == row.id)
            if connection.execute(taken).scalar_one() >= MOST_PEOPLE:
                raise StorageError(f"{MOST_PEOPLE} people take part already", do="Ask the person who leads it.")
            text, nothing = written(UNANSWERED)
            token, first = begin(connection, text, nothing, now)
            seat = checked(Seat, "seat", id=fresh_id(), role=role, finished=False, gone=False, begun=False)
            connection.execute(
                insert(PARTICIPANT).values(
                    id=seat.id, workshop_id=row.id, assessment_id=first.id, role=seat.role, joined=now
                )
            )
            return token, _part(connection, token, now)

    def _by_code(self, code: str, whence: str) -> Row[Any]:
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            bucket = refuse_too_many(connection, whence, now)
            found = None
            if len(typed) == CODE_LENGTH:
                # An open workshop is found by its code alone, so this comparison is the database's own.
                asked = select(WORKSHOP).where(WORKSHOP.c.code == typed, WORKSHOP.c.closes > now)
                found = connection.execute(asked).one_or_none()
            if found is None:
                failed(connection, bucket, now)
        if found is None:
            raise StorageError("No workshop has this code now", do="Look at the code on the screen and type it again.")
        return found

    def part(self, token: str) -> Part:
        """See `Workshops.part`."""
        with said_plainly(), self._engine.connect() as connection:
            return _part(connection, token, self._clock())

    def heard(self, token: str) -> tuple[Voice, ...]:
        """See `Workshops.heard`."""
        with said_plainly(), self._engine.connect() as connection:
            part = _part(connection, token, self._clock())
            return _voices(connection, _row(connection, part.workshop_id))

    def is_participant(self, token: str) -> bool:
        """See `Workshops.is_participant`."""
        asked = select(PARTICIPANT.c.id).join(ASSESSMENT).where(reached_by(token, self._clock()))
        with said_plainly(), self._engine.connect() as connection:
            return connection.execute(asked).first() is not None

    def finish(self, token: str, finished: bool) -> Part:
        """See `Workshops.finish`."""
        now = self._clock()
        with said_plainly(), self._writing.begin() as connection:
            part = self._seated(connection, token)
            values = {"finished": now if finished else None, "gone": None}
            connection.execute(update(PARTICIPANT).where(PARTICIPANT.c.id == part.seat.id).values(values))
            return _part(connection, token, now)

    def leave(self, token: str) -> None:
        """See `Workshops.leave`."""
        with said_plainly(), self._writing.begin() as connection:
            part = self._seated(connection, token)
            mine = PARTICIPANT.c.id == part.seat.id
            connection.execute(update(PARTICIPANT).where(mine).values(gone=self._clock()))

    def differ(self, token: str, field: str, note: str | None) -> Part:
        """See `Workshops.differ`."""
        with said_plainly(), self._writing.begin() as connection:
            part = self._seated(connection, token)
            _one_of(part.questions, field)
            if note is not None and len(note) > 500:
                raise StorageError("This note is longer than 500 characters", do="Shorten it.")
            mine = and_(DISSENT.c.participant_id == part.seat.id, DISSENT.c.field == field)
            connection.execute(delete(DISSENT).where(mine))
            if note is not None:
                told = {"participant_id": part.seat.id, "field": field, "note": note.replace("\0", "")}
                connection.execute(insert(DISSENT).values(told))
            return _part(connection, token, self._clock())

    def _seated(self, connection: Connection, token: str) -> Part:
        """The part of a participant in a workshop that is still open, its row locked and its pulse counted up."""
        part = _part(connection, token, self._clock())
        _beat(connection, part.workshop_id)
        if _part(connection, token, self._clock()).stage == "closed":
            raise closed_workshop()
        return part

    def pulse(self, workshop: str) -> int:
        """See `Workshops.pulse`."""
        saves = (
            select(func.coalesce(func.sum(ASSESSMENT.c.revision), 0))
            .join(PARTICIPANT, PARTICIPANT.c.assessment_id == ASSESSMENT.c.id)
            .where(PARTICIPANT.c.workshop_id == workshop)
            .scalar_subquery()
        )
        with said_plainly(), self._engine.connect() as connection:
            asked = select(WORKSHOP.c.pulse, saves.label("saves")).where(WORKSHOP.c.id == workshop)
            row = connection.execute(asked).one_or_none()
        if row is None:
            raise no_workshop()
        return int(row.pulse) + int(row.saves)


def no_workshop() -> StorageError:
    """What is said of a workshop that is not there, or is another consultant's."""
    return StorageError("There is no such workshop", do="Go back to the client.")


def _beat(connection: Connection, workshop: str) -> None:
    """Counts the pulse up, which locks the row until the transaction ends."""
    one_more = update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(pulse=WORKSHOP.c.pulse + 1)
    connection.execute(one_more)


def _row(connection: Connection, workshop: str) -> Row[Any]:
    row = connection.execute(select(WORKSHOP).where(WORKSHOP.c.id == workshop)).one_or_none()
    if row is None:
        raise no_workshop()
    return row


def _own(connection: Connection, consultant: str, workshop: str) -> Row[Any]:
    asked = (
        select(WORKSHOP)
        .join(CLIENT, CLIENT.c.id == WORKSHOP.c.client_id)
        .where(WORKSHOP.c.id == workshop, CLIENT.c.consultant_id == consultant)
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise no_workshop()
    return row


def _one_of(questions: Sequence[str], field: str) -> None:
    """Refuses a question that the workshop does not ask; one pain is a part of the question for all of them."""
    asked = "pains" if field.startswith("pains.") else field
    if asked not in questions:
        raise StorageError("This question is not part of the workshop", do="Choose one of the list.")


def _give_code(connection: Connection, workshop: str) -> None:
    for _ in range(TRIES):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        try:
            with connection.begin_nested():
                connection.execute(update(WORKSHOP).where(WORKSHOP.c.id == workshop).values(code=code))
            return
        except IntegrityError:
            continue
    raise StorageError("No free code was found", do="Try again.")


def _agreements(connection: Connection, workshop: str) -> tuple[Agreement, ...]:
    asked = select(AGREEMENT).where(AGREEMENT.c.workshop_id == workshop).order_by(AGREEMENT.c.agreed, AGREEMENT.c.field)
    return tuple(
        checked(Agreement, "agreement", field=a.field, value=json.loads(a.value), note=a.note, agreed=a.agreed)
        for a in connection.execute(asked)
    )


def _workshop(connection: Connection, workshop: str) -> Workshop:
    row = _row(connection, workshop)
    return checked(
        Workshop, "workshop", id=row.id, client_id=row.client_id, assessment_id=row.assessment_id, code=row.code,
        title=row.title, stage=row.state, questions=tuple(json.loads(row.questions)), base=answers_read(row.base),
        focus=row.focus, agreements=_agreements(connection, workshop), created=row.created, closes=row.closes,
    )  # fmt: skip


def _people(workshop: str) -> Any:
    return (
        select(
            PARTICIPANT.c.id, PARTICIPANT.c.role, PARTICIPANT.c.joined, PARTICIPANT.c.finished, PARTICIPANT.c.gone,
            ASSESSMENT.c.revision, REVISION.c.answers,
        )
        .join(ASSESSMENT, ASSESSMENT.c.id == PARTICIPANT.c.assessment_id)
        .join(REVISION, newest_revision())
        .where(PARTICIPANT.c.workshop_id == workshop)
    )  # fmt: skip


def _voices(connection: Connection, workshop: Row[Any]) -> tuple[Voice, ...]:
    if workshop.state == "gathering":
        raise StorageError("The answers are private until they are revealed", do="Reveal them first.")
    # By id, which is random: the order of joining would tell who is who.
    rows = connection.execute(_people(workshop.id).order_by(PARTICIPANT.c.id)).all()
    differs = select(DISSENT).where(DISSENT.c.participant_id.in_([row.id for row in rows]))
    notes: dict[str, dict[str, str]] = {}
    for one in connection.execute(differs):
        notes.setdefault(one.participant_id, {})[one.field] = one.note
    return tuple(
        checked(
            Voice, "workshop", id=row.id, role=row.role, gone=row.gone is not None,
            answers=answers_read(row.answers), dissent=notes.get(row.id, {}),
        )
        for row in rows
    )  # fmt: skip


def _seat(row: Row[Any]) -> Seat:
    return checked(
        Seat, "seat", id=row.id, role=row.role, finished=row.finished is not None, gone=row.gone is not None,
        begun=row.revision > 1,
    )  # fmt: skip


def _part(connection: Connection, token: str, now: datetime) -> Part:
    asked = (
        select(PARTICIPANT, ASSESSMENT.c.revision)
        .join(ASSESSMENT, ASSESSMENT.c.id == PARTICIPANT.c.assessment_id)
        .where(reached_by(token, now))
    )
    seat = connection.execute(asked).one_or_none()
    if seat is None:
        raise missing()
    row = _row(connection, seat.workshop_id)
    differs = connection.execute(select(DISSENT).where(DISSENT.c.participant_id == seat.id))
    return checked(
        Part, "workshop", workshop_id=row.id, title=row.title,
        stage="closed" if row.closes <= now else row.state,
        questions=tuple(json.loads(row.questions)), focus=row.focus, agreements=_agreements(connection, row.id),
        base=answers_read(row.base), seat=_seat(seat), dissent={one.field: one.note for one in differs},
    )  # fmt: skip
