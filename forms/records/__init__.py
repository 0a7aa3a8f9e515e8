"""The tables, a file a noun. Import a table from here; `METADATA` is what Alembic migrates."""

from __future__ import annotations

from sqlmodel import SQLModel

from forms.records.alerts import Alert
from forms.records.invitations import Invitation, InvitationCode
from forms.records.marks import Mark
from forms.records.people import Child, Iro
from forms.records.responses import FormVersion, Response, ResponseAnswer
from forms.records.reviews import Review
from forms.records.telegram import Chat, InboxUpdate, OutboxMessage

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "Alert",
    "Chat",
    "Child",
    "FormVersion",
    "InboxUpdate",
    "Invitation",
    "InvitationCode",
    "Iro",
    "Mark",
    "OutboxMessage",
    "Response",
    "ResponseAnswer",
    "Review",
]
