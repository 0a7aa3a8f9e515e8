"""Reminders: who had one, and who asked not to be reminded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("invitation_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_reminder_invitation_id"), "reminder", ["invitation_id"])
    op.create_table(
        "noreminder",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("said_in", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["child_ref"], ["child.child_ref"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_noreminder_child_ref"), "noreminder", ["child_ref"])
