"""The first tables: assessments, and the revisions of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "assessments_and_revisions"
down_revision = None


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("token_hash", name="uq_assessment_token_hash"),
    )
    op.create_table(
        "revision",
        sa.Column("assessment_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("answers_version", sa.Integer, nullable=False),
        sa.Column("screen", sa.String(80), nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "number", name="pk_revision"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_revision_assessment_id_assessment", ondelete="CASCADE"
        ),
    )
