"""What was handed over to the case system, and its receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "handover",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("receipted_at", UtcTime(), nullable=True),
        sa.Column("receipted_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handover_review_ref", "handover", ["review_ref"])
    op.create_table(
        "handedover",
        sa.Column("hand_over_id", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hand_over_id"], ["handover.id"]),
        sa.PrimaryKeyConstraint("hand_over_id", "response_id"),
    )
    op.create_index("ix_handedover_response_id", "handedover", ["response_id"])
