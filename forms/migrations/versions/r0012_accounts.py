"""People at work: accounts, sessions, leave cover; and who did what is on record by account."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and who did it to the record."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sign_in", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("iro_ref", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("open_id", sa.String(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sign_in"),
        sa.UniqueConstraint("open_id"),
    )
    _add_of_account("setuplink", "token_hash", sa.Column("expires_at", UtcTime(), nullable=False))
    _add_of_account("recoverycode", "code_hash")
    _add_of_account(
        "cover",
        "id",
        sa.Column("iro_ref", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
    )
    _add_of_account(
        "staffsession",
        "token_hash",
        sa.Column("begun_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("proved_at", UtcTime(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "signintry",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcTime(), nullable=False),
        sa.Column("wait_until", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.add_column("auditentry", sa.Column("by", sa.String(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_review_iro_ref", "review", ["iro_ref"])


def _add_of_account(name: str, key: str, *columns: sa.Column[Any]) -> None:
    """Add a table of rows that belong to an account."""
    op.create_table(
        name,
        sa.Column(key, sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint(key),
    )
    op.create_index(f"ix_{name}_account_id", name, ["account_id"])
