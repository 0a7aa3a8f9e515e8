"""Which file of another system answers came with, so that it can be taken out again as a whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and to answers and hashes which file they came with."""
    op.create_table(
        "answerimport",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("brought_at", UtcTime(), nullable=False),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
    )
    op.add_column("anonymousresponse", sa.Column("import_id", sa.String(), nullable=True))
    op.add_column("importedanswer", sa.Column("import_id", sa.String(), nullable=False, server_default=""))
