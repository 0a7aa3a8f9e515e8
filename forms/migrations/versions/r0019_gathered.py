"""What came otherwise than by a form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_CODES = ("source", "role", "how", "permission", "state")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "gathered",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in _CODES),
        sa.Column("has_wording", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("refused_at", UtcTime(), nullable=True),
        sa.Column("refused_by", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_kept", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_shown", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_gathered_kind", "gathered", ["kind"])
