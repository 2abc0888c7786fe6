"""The tables as they stand after the newest migration."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone; SQLite has no zones, so it keeps the UTC reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


# Named constraints: a later migration can only change what has a name.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ASSESSMENT = Table(
    "assessment",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),  # number of the newest one
    Column("created", UtcDateTime, nullable=False),
)

REVISION = Table(
    "revision",
    METADATA,
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("answers", Text, nullable=False),
    Column("answers_version", Integer, nullable=False),
    Column("screen", String(80), nullable=False),
    Column("saved", UtcDateTime, nullable=False),
    # Number of the revision whose answers an undo or redo brought back; null for what was typed.
    Column("restores", Integer),
)

ACCESS = Table(
    "access",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("created", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)

CONSULTANT = Table(
    "consultant",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("subject_hash", String(64), nullable=False, unique=True),
    Column("created", UtcDateTime, nullable=False),
)

CLIENT = Table(
    "client",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("consultant_id", ForeignKey(CONSULTANT.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("note", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
)

FILED = Table(
    "filed",
    METADATA,
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), primary_key=True),
    Column("client_id", ForeignKey(CLIENT.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("title", String(120), nullable=False),
)

WORKSHOP = Table(
    "workshop",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("client_id", ForeignKey(CLIENT.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(8), unique=True),  # null once it is closed: the code is free again
    Column("title", String(120), nullable=False),
    Column("state", String(16), nullable=False),
    Column("questions", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("focus", String(80), nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("closes", UtcDateTime, nullable=False),
    Column("pulse", Integer, nullable=False),
)

PARTICIPANT = Table(
    "participant",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("workshop_id", ForeignKey(WORKSHOP.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("joined", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
    Column("gone", UtcDateTime),
)

AGREEMENT = Table(
    "agreement",
    METADATA,
    Column("workshop_id", ForeignKey(WORKSHOP.c.id, ondelete="CASCADE"), primary_key=True),
    Column("field", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("agreed", UtcDateTime, nullable=False),
)

DISSENT = Table(
    "dissent",
    METADATA,
    Column("participant_id", ForeignKey(PARTICIPANT.c.id, ondelete="CASCADE"), primary_key=True),
    Column("field", String(80), primary_key=True),
    Column("note", Text, nullable=False),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("bucket", String(64), primary_key=True),
    Column("minute", Integer, primary_key=True, autoincrement=False),
    Column("failed", Integer, nullable=False),
)

IMPRINT = Table(
    "imprint",
    METADATA,
    Column("id", String(32), primary_key=True),
    # Of one of the two: an assessment, or a consultant who prints the next client's papers alike.
    Column("assessment_id", ForeignKey(ASSESSMENT.c.id, ondelete="CASCADE"), unique=True),
    Column("consultant_id", ForeignKey(CONSULTANT.c.id, ondelete="CASCADE"), unique=True),
    Column("words", Text, nullable=False),
    Column("logo", LargeBinary),
)

SETTING = Table(
    "setting",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
