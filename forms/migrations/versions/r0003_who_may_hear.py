"""Who may hear an answer, as the child chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was stored before, nothing was chosen, and it is private."""
    op.add_column("answer", sa.Column("sharing", sa.String(), nullable=True))
