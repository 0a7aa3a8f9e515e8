"""What happened to an alert, who was told, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXTS = ("by", "to_account", "to_role", "way")


def upgrade() -> None:
    """Add the tables; no alert from before has an outcome."""
    op.add_column("alert", sa.Column("closed_at", UtcTime(), nullable=True))
    op.create_index("ix_alert_closed_at", "alert", ["closed_at"])
    op.create_index("ix_alert_acknowledged_at", "alert", ["acknowledged_at"])
    op.create_table(
        "alertstep",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("happened_at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alertstep_alert_id", "alertstep", ["alert_id"])
    op.create_table(
        "staffreach",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("mobile", sa.String(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("account_id"),
    )
