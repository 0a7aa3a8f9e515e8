"""Periods whose figures were signed. The database refuses to change or remove one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_REFUSED = "a signed period stays as it is"
_POSTGRESQL = (
    f"""CREATE FUNCTION keep_signed_period() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$""",
    """CREATE TRIGGER signed_period_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON signedperiod
    FOR EACH STATEMENT EXECUTE FUNCTION keep_signed_period()""",
)
_SQLITE = tuple(
    f"""CREATE TRIGGER signed_period_stays_{act} BEFORE {act} ON signedperiod
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"""
    for act in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    """Add the table, and what keeps its rows."""
    op.create_table(
        "signedperiod",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("hidden_below", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("signed_at", UtcTime(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if is_postgresql else _SQLITE:
        op.execute(statement)
