"""What is kept of people whose words are gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NAMES = ("form_key", "age_band", "question_key", "kind", "said", "value")


def upgrade() -> None:
    """Add the tables, and to responses in which quarter their choices are counted."""
    op.create_table(
        "codedcount",
        sa.Column("quarter_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _NAMES),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter_on", *_NAMES),
    )
    op.create_table(
        "erased",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("erased_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ref"),
    )
    for table in ("response", "anonymousresponse"):
        op.add_column(table, sa.Column("coded_on", sa.Date(), nullable=True))
