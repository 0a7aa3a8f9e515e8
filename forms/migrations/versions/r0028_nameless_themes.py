"""Answers without a name: the themes found in them, and words for a report that are of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and the column."""
    op.create_table(
        "anonymouscoding",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("theme_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["anonymousresponse.id"]),
        sa.PrimaryKeyConstraint("response_id", "question_key", "theme_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anonymouscoding_theme_key", "anonymouscoding", ["theme_key"])
    op.add_column("quote", sa.Column("nameless_id", sa.String(), nullable=True))
    op.create_index("ix_quote_nameless_id", "quote", ["nameless_id"])
