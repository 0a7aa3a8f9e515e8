"""Every audience, every input: sittings, visits, placements, files, and answers without a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns; what was stored before says the least it can."""
    _create_sitting()
    _create_visit()
    _create_placement()
    _create_attachment()
    _create_anonymous()
    _create_council_form()
    _widen_review()
    op.add_column("inboxupdate", sa.Column("chat_hash", sa.String(), nullable=True))
    op.add_column("invitation", _later_text("person"))
    op.add_column("invitation", sa.Column("placement", sa.String(), nullable=True))
    op.add_column("response", sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.false()))


def _later_text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''"))


def _create_sitting() -> None:
    op.create_table(
        "sitting",
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["review_ref"], ["review.review_ref"]),
        sa.PrimaryKeyConstraint("review_ref", "number"),
    )


def _create_visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("iro_ref", sa.String(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("views_recorded", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["child_ref"], ["child.child_ref"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_visit_child_ref", "visit", ["child_ref"])
    op.create_index("ix_visit_visited_on", "visit", ["visited_on"])


def _create_placement() -> None:
    op.create_table(
        "placement",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "placementcount",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("completions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["placement.name"]),
        sa.PrimaryKeyConstraint("name", "day"),
    )


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attachment_response_id", "attachment", ["response_id"])


def _create_anonymous() -> None:
    op.create_table(
        "anonymousresponse",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("form_version", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anonymousresponse_form_key", "anonymousresponse", ["form_key"])
    op.create_index("ix_anonymousresponse_week_on", "anonymousresponse", ["week_on"])
    op.create_table(
        "anonymousanswer",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["response_id"], ["anonymousresponse.id"]),
        sa.PrimaryKeyConstraint("response_id", "question_key"),
        sqlite_with_rowid=False,
    )


def _create_council_form() -> None:
    op.create_table(
        "councilform",
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("adopted_at", UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form_key"),
    )


def _widen_review() -> None:
    for name in (
        "reason_no_views",
        "child_reason",
        "parent_not_invited_reason",
        "parents_safe_to_invite",
        "child_joined",
        "iro_contact_how",
    ):
        op.add_column("review", _later_text(name))
    for name in ("stood_down", "parent_invited", "carer_attended", "iro_contact_alone"):
        op.add_column("review", sa.Column(name, sa.Boolean(), nullable=True))
