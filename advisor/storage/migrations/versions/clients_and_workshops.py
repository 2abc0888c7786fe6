"""Links that expire, undo, consultants with their clients, workshops, and attempts at their codes."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "clients_and_workshops"
down_revision = "assessments_and_revisions"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Adds one column and the new tables; what is there stays as it is."""
    op.add_column("revision", sa.Column("restores", sa.Integer, nullable=True))
    op.create_table(
        "access",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("assessment_id", sa.String(32), nullable=False),
        _moment("created"),
        _moment("expires"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_access"),
        _cascade("access", "assessment_id", "assessment"),
    )
    op.create_table(
        "consultant",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subject_hash", sa.String(64), nullable=False),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name="pk_consultant"),
        sa.UniqueConstraint("subject_hash", name="uq_consultant_subject_hash"),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("consultant_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _moment("created"),
        _moment("changed"),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        _cascade("client", "consultant_id", "consultant"),
    )
    op.create_table(
        "filed",
        sa.Column("assessment_id", sa.String(32), nullable=False),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_filed"),
        _cascade("filed", "assessment_id", "assessment"),
        _cascade("filed", "client_id", "client"),
    )
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("assessment_id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(8), nullable=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("focus", sa.String(80), nullable=False),
        _moment("created"),
        _moment("closes"),
        sa.Column("pulse", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        sa.UniqueConstraint("code", name="uq_workshop_code"),
        _cascade("workshop", "client_id", "client"),
        _cascade("workshop", "assessment_id", "assessment"),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workshop_id", sa.String(32), nullable=False),
        sa.Column("assessment_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        _moment("joined"),
        _moment("finished", nullable=True),
        _moment("gone", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("assessment_id", name="uq_participant_assessment_id"),
        _cascade("participant", "workshop_id", "workshop"),
        _cascade("participant", "assessment_id", "assessment"),
    )
    op.create_table(
        "agreement",
        sa.Column("workshop_id", sa.String(32), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _moment("agreed"),
        sa.PrimaryKeyConstraint("workshop_id", "field", name="pk_agreement"),
        _cascade("agreement", "workshop_id", "workshop"),
    )
    op.create_table(
        "dissent",
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "field", name="pk_dissent"),
        _cascade("dissent", "participant_id", "participant"),
    )
    op.create_table(
        "attempt",
        sa.Column("bucket", sa.String(64), nullable=False),
        sa.Column("minute", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("bucket", "minute", name="pk_attempt"),
    )
    settings = op.create_table(
        "setting",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    # With this key addresses are hashed, so that nobody can find one by trying all of them.
    op.bulk_insert(settings, [{"name": "attempt_key", "value": secrets.token_hex(32)}])
    for table, column in (
        ("access", "assessment_id"), ("client", "consultant_id"), ("filed", "client_id"),
        ("workshop", "client_id"), ("workshop", "assessment_id"), ("participant", "workshop_id"),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
