"""Files being imported: when a process last worked on one, and how far it had come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("importfile", sa.Column("worked_at", UtcTime(), nullable=True))
    for name in ("rows_read", "rows_all"):
        op.add_column(
            "importfile", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
