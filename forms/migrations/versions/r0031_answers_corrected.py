"""Answers of another system: a keyed hash of the number it gave each, by which a corrected one is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("anonymousresponse", "importedanswer"):
        op.add_column(table, sa.Column("source_hash", sa.String(), nullable=True))
        op.create_index(f"ix_{table}_source_hash", table, ["source_hash"])
