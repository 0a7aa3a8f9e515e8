"""What is recorded after a meeting, where it moved from, and files that wait to be imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables. Where meetings moved from before, nobody knows."""
    op.add_column("review", sa.Column("recorded_at", UtcTime(), nullable=True))
    op.create_index("ix_review_due_on", "review", ["due_on"])
    _create_moves()
    _create_wishes()
    _create_files()


def _create_moves() -> None:
    op.create_table(
        "reviewmove",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["review_ref"], ["review.review_ref"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reviewmove_review_ref", "reviewmove", ["review_ref"])


def _create_wishes() -> None:
    op.create_table(
        "wishoutcome",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("recorded_at", UtcTime(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["review_ref"], ["review.review_ref"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wishoutcome_review_ref", "wishoutcome", ["review_ref"])


def _create_files() -> None:
    op.create_table(
        "importfile",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_preview", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
