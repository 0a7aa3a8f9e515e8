"""How somebody who asked for help wants to be contacted, who must not know, and the safe way to answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CODES = (
    "must_not_know",
    "answer_by",
    "contact_how",
    "contact_through",
    "contact_when",
    "contact_not_when",
    "contact_must_not_know",
)


def upgrade() -> None:
    """Add the columns: of what was raised before, nothing is known."""
    for name in CODES:
        op.add_column("alert", _later_text(name))
    op.add_column("alert", sa.Column("contact_words", sa.LargeBinary(), nullable=True))
    op.add_column("response", _later_text("must_not_know"))
    op.add_column("response", _later_text("answer_by"))


def _later_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''"))
