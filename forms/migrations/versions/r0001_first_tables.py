"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forms.records.types import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, parents before children."""
    _create_alert()
    _create_chat()
    _create_child()
    _create_formversion()
    _create_inboxupdate()
    _create_iro()
    _create_mark()
    _create_outboxmessage()
    _create_review()
    _create_invitation()
    _create_invitationcode()
    _create_response()
    _create_answer()


def _create_alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=True),
        sa.Column("response_id", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.String(), nullable=True),
        sa.Column("review_ref", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("acknowledged_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alert_raised_at", "alert", ["raised_at"])
    op.create_index("ix_alert_response_id", "alert", ["response_id"])


def _create_chat() -> None:
    op.create_table(
        "chat",
        sa.Column("chat_hash", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.String(), nullable=True),
        sa.Column("shown_question", sa.String(), nullable=True),
        sa.Column("shown_revision", sa.Integer(), nullable=False),
        sa.Column("shown_message", sa.BigInteger(), nullable=True),
        sa.Column("earlier_question", sa.String(), nullable=True),
        sa.Column("earlier_revision", sa.Integer(), nullable=False),
        sa.Column("blocked_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("chat_hash"),
    )


def _create_child() -> None:
    op.create_table(
        "child",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("child_ref"),
    )


def _create_formversion() -> None:
    op.create_table(
        "formversion",
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("form_key", "version"),
    )


def _create_inboxupdate() -> None:
    op.create_table(
        "inboxupdate",
        sa.Column("update_hash", sa.String(), nullable=False),
        sa.Column("message_hash", sa.String(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("update_hash"),
        sa.UniqueConstraint("message_hash"),
    )
    op.create_index("ix_inboxupdate_done_at", "inboxupdate", ["done_at"])
    op.create_index("ix_inboxupdate_position", "inboxupdate", ["position"])


def _create_iro() -> None:
    op.create_table(
        "iro",
        sa.Column("iro_ref", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("iro_ref"),
    )


def _create_mark() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _create_outboxmessage() -> None:
    op.create_table(
        "outboxmessage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient_hash", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outboxmessage_channel", "outboxmessage", ["channel"])
    op.create_index("ix_outboxmessage_due_at", "outboxmessage", ["due_at"])


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("review_ref", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("iro_ref", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("meeting_kind", sa.String(), nullable=False),
        sa.Column("review_type", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("participation_code", sa.String(), nullable=False),
        sa.Column("reason_not_attending", sa.String(), nullable=False),
        sa.Column("co_chaired", sa.Boolean(), nullable=True),
        sa.Column("parent_attended", sa.Boolean(), nullable=True),
        sa.Column("parent_consulted", sa.Boolean(), nullable=True),
        sa.Column("advocate", sa.Boolean(), nullable=True),
        sa.Column("iro_contact", sa.String(), nullable=False),
        sa.Column("iro_contact_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_ref"],
            ["child.child_ref"],
        ),
        sa.PrimaryKeyConstraint("review_ref"),
    )
    op.create_index("ix_review_child_ref", "review", ["child_ref"])
    op.create_index("ix_review_held_on", "review", ["held_on"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("review_ref", sa.String(), nullable=True),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_ref"],
            ["review.review_ref"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_invitation_created_at", "invitation", ["created_at"])
    op.create_index("ix_invitation_review_ref", "invitation", ["review_ref"])


def _create_invitationcode() -> None:
    op.create_table(
        "invitationcode",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("invitation_id", sa.String(), nullable=False),
        sa.Column("made_for", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
        ),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_invitationcode_invitation_id", "invitationcode", ["invitation_id"])


def _create_response() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("form_version", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.Column("submitted_at", UtcTime(), nullable=True),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("draft_day", sa.String(), nullable=True),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("owner"),
        sa.UniqueConstraint("receipt"),
    )
    op.create_index("ix_response_form_key", "response", ["form_key"])
    op.create_index("ix_response_invitation_id", "response", ["invitation_id"])
    op.create_index("ix_response_submitted_at", "response", ["submitted_at"])


def _create_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
        ),
        sa.PrimaryKeyConstraint("response_id", "question_key"),
    )
