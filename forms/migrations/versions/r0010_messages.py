"""What staff say to the person behind a response, promises, and words for a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the columns."""
    _make_messages()
    _extend_actions()
    _make_quotes()
    op.add_column("chat", sa.Column("sealed_id", sa.LargeBinary(), nullable=True))


def _make_messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("action_id", sa.String(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("seen_at", UtcTime(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_message_response_id", "message", ["response_id"])


def _extend_actions() -> None:
    with op.batch_alter_table("action") as actions:
        actions.add_column(_later_text("by"))
        actions.add_column(sa.Column("response_id", sa.String(), nullable=True))
        actions.add_column(_later_text("outcome"))
        actions.add_column(sa.Column("promised_on", sa.Date(), nullable=True))
        actions.add_column(sa.Column("told_at", UtcTime(), nullable=True))
        actions.add_column(_later_text("told_by"))
        actions.create_foreign_key("fk_action_response_id", "response", ["response_id"], ["id"])
        actions.create_index("ix_action_response_id", ["response_id"])


def _later_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''"))


def _make_quotes() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=True),
        sa.Column("action_id", sa.String(), nullable=True),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("refused_at", UtcTime(), nullable=True),
        sa.Column("refused_by", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"]),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_quote_action_id", "quote", ["action_id"])
    op.create_index("ix_quote_response_id", "quote", ["response_id"])
