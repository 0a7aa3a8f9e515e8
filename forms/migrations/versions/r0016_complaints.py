"""Complaints, and what was done about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TIMES = ("acknowledged_at", "extended_at", "answered_at")


def upgrade() -> None:
    """Add the tables. Whoever said before that they want to complain is with the manager already."""
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=True),
        sa.Column("review_ref", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        *(sa.Column(name, UtcTime(), nullable=True) for name in TIMES),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("response_id", "review_ref", "raised_at", "answered_at"):
        op.create_index(f"ix_complaint_{name}", "complaint", [name])
    op.create_table(
        "complaintstep",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("complaint_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_complaintstep_complaint_id", "complaintstep", ["complaint_id"])
