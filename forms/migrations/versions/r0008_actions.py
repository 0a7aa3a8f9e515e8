"""What was done about what was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "action",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("tells_child", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["review_ref"], ["review.review_ref"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_action_review_ref", "action", ["review_ref"])
