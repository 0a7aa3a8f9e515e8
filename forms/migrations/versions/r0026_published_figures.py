"""What was published of the figures: another report must not give back what it hides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "publishedfigures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("hidden_below", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcTime(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
