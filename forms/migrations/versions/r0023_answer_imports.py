"""Answers that another system gathered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "answermapping",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "importedanswer",
        sa.Column("digest", sa.String(), primary_key=True),
        sqlite_with_rowid=False,
    )
