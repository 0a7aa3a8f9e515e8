"""The numbers of a chat's messages, for two days, so that the chat can be cleared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "chatmessage",
        sa.Column("chat_hash", sa.String(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_hash", "message_id"),
    )
    op.create_index("ix_chatmessage_noted_at", "chatmessage", ["noted_at"])
