"""The tables, a file a noun. Import a table from here; `METADATA` is what Alembic migrates."""

from __future__ import annotations

from sqlmodel import SQLModel

from forms.records.accounts import Account, Cover, RecoveryCode, SetupLink, SignInTry, StaffSession
from forms.records.actions import Action
from forms.records.alerts import Alert, AlertStep, StaffReach
from forms.records.answer_imports import AnswerImport, AnswerMapping, ImportedAnswer
from forms.records.audit import AuditChain, AuditEntry
from forms.records.complaints import Complaint, ComplaintStep
from forms.records.gathered import GatheredItem
from forms.records.hand_overs import HandedOver, HandOver
from forms.records.heard import HeardPage
from forms.records.imports import ImportFile
from forms.records.invitations import Invitation, InvitationCode, Placement, PlacementCount
from forms.records.kept import CodedCount, Erased
from forms.records.made import MadeFile
from forms.records.marks import Mark
from forms.records.messages import Message
from forms.records.notes import WorkerNote
from forms.records.people import Child, Iro
from forms.records.published import PublishedFigures
from forms.records.quotes import Quote
from forms.records.reminders import NoReminder, Reminder
from forms.records.responses import (
    AnonymousAnswer,
    AnonymousResponse,
    Attachment,
    CouncilForm,
    FormVersion,
    Response,
    ResponseAnswer,
)
from forms.records.reviews import Review, ReviewMove, Sitting
from forms.records.shared import Shared
from forms.records.sign_in import Passkey, UsedAttempt
from forms.records.signed import SignedPeriod
from forms.records.telegram import Chat, ChatMessage, InboxUpdate, OutboxMessage
from forms.records.themes import AnonymousCoding, BookTheme, Coding
from forms.records.visits import Visit
from forms.records.wishes import WishOutcome

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "Account",
    "Action",
    "Alert",
    "AlertStep",
    "AnonymousAnswer",
    "AnonymousCoding",
    "AnonymousResponse",
    "AnswerImport",
    "AnswerMapping",
    "Attachment",
    "AuditChain",
    "AuditEntry",
    "BookTheme",
    "Chat",
    "ChatMessage",
    "Child",
    "CodedCount",
    "Coding",
    "Complaint",
    "ComplaintStep",
    "CouncilForm",
    "Cover",
    "Erased",
    "FormVersion",
    "GatheredItem",
    "HandOver",
    "HandedOver",
    "HeardPage",
    "ImportFile",
    "ImportedAnswer",
    "InboxUpdate",
    "Invitation",
    "InvitationCode",
    "Iro",
    "MadeFile",
    "Mark",
    "Message",
    "NoReminder",
    "OutboxMessage",
    "Passkey",
    "Placement",
    "PlacementCount",
    "PublishedFigures",
    "Quote",
    "RecoveryCode",
    "Reminder",
    "Response",
    "ResponseAnswer",
    "Review",
    "ReviewMove",
    "SetupLink",
    "Shared",
    "SignInTry",
    "SignedPeriod",
    "Sitting",
    "StaffReach",
    "StaffSession",
    "UsedAttempt",
    "Visit",
    "WishOutcome",
    "WorkerNote",
]
