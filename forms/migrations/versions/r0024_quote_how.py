"""Words for a report: whose words they are, once the answer that says so is gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("quote", sa.Column("how", sa.String(), nullable=False, server_default=sa.text("''")))
