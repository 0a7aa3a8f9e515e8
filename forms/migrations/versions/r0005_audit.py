"""What staff did: a chain for each process that writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "auditchain",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("last_mark", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "auditentry",
        sa.Column("chain_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["auditchain.id"]),
        sa.PrimaryKeyConstraint("chain_id", "number"),
    )
    op.create_index("ix_auditentry_about", "auditentry", ["about"])
