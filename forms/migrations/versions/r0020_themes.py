"""Themes: the council's book, and how answers were coded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and to words for a report which themes they are of."""
    op.create_table(
        "theme",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "title", "belongs", "does_not")),
        sa.Column("circles", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.Column("retired_at", UtcTime(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "coding",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("is_second", sa.Boolean(), nullable=False),
        sa.Column("theme_key", sa.String(), nullable=False),
        sa.Column("coded_by", sa.String(), nullable=False),
        sa.Column("coded_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"]),
        sa.PrimaryKeyConstraint("response_id", "question_key", "is_second", "theme_key"),
    )
    op.create_index("ix_coding_theme_key", "coding", ["theme_key"])
    op.add_column("quote", sa.Column("themes", sa.String(), nullable=False, server_default=sa.text("''")))
