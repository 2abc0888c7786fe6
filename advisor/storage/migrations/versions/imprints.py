"""What papers are printed with: of an assessment, and the last one of each consultant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "imprints"
down_revision = "clients_and_workshops"


def upgrade() -> None:
    """Adds a table; what is there stays as it is."""
    op.create_table(
        "imprint",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("assessment_id", sa.String(32), nullable=True),
        sa.Column("consultant_id", sa.String(32), nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("logo", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_imprint"),
        sa.UniqueConstraint("assessment_id", name="uq_imprint_assessment_id"),
        sa.UniqueConstraint("consultant_id", name="uq_imprint_consultant_id"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_imprint_assessment_id_assessment", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_imprint_consultant_id_consultant", ondelete="CASCADE"
        ),
    )
