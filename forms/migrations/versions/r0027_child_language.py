"""The language that a child reads, and their parents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: of the children there are, nothing is known."""
    op.add_column("child", sa.Column("language", sa.String(), nullable=True))
    op.add_column("child", sa.Column("parent_language", sa.String(), nullable=True))
