"""In what words were written that no checked list of worrying words was looked through for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: of what was sent before, the language it was asked in says it."""
    op.add_column("response", sa.Column("written_in", sa.String(), nullable=True))
