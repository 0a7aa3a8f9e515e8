"""Responses and their answers, and the exact form each one answered."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlalchemy import false
from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class FormVersion(Record, table=True):
    """The tables of one version of a form, kept as long as a response refers to it."""

    form_key: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    source: str
    """The form's own text (Markdown tables), as it was read."""


class CouncilForm(Record, table=True):
    """A form of the council's own, and which of its versions is asked today. Its text is in `FormVersion`."""

    form_key: str = Field(primary_key=True)
    version: str
    adopted_at: datetime = Field(sa_type=UtcTime)


class Response(Record, table=True):
    """One person's answers: a sealed draft until `submitted_at`, answer rows from then on.

    `owner` is a keyed hash of who can go on with it: of the browser's secret, or of the chat, together
    with the invitation. It is the idempotency key as well: a second submission by the same owner meets the
    same row and gets the same receipt. No name, address, device or Telegram identity is kept here.
    """

    id: str = Field(primary_key=True)
    owner: str | None = Field(default=None, unique=True)
    invitation_id: str = Field(foreign_key="invitation.id", index=True)
    form_key: str = Field(index=True)
    form_version: str
    audience: str
    channel: str
    language: str = "en"
    anonymous: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """A draft that will be sent without any tie to this row, which is deleted then."""
    opened_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    draft: bytes | None = None
    """The conversation so far, under the owner's draft key; gone once submitted."""
    draft_day: str | None = None
    """For bot drafts: which day's key."""
    sealed_key: bytes | None = None
    """The data key of the answers, sealed to the service's public key."""
    receipt: str | None = Field(default=None, unique=True)
    must_not_know: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    answer_by: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """What the answers say of both once they are sent: for a call for help that comes after."""
    written_in: str | None = None
    """In what words were written that no checked list of worrying words was looked through for: a code, or
    the name of letters. Empty: one was looked through, or there are no words. None: sent before we asked."""
    coded_on: date | None = None
    """Once its words are erased: the quarter in whose counts its choices are."""


class ResponseAnswer(Record, table=True):
    """One answer. Both `value` and `sealed` empty: a deliberate skip.

    `value` is what may be counted: an option value, several parted by spaces, a number, an ISO date.
    """

    __tablename__ = "answer"

    response_id: str = Field(primary_key=True, foreign_key="response.id")
    question_key: str = Field(primary_key=True)
    kind: str
    value: str | None = None
    sealed: bytes | None = None
    sharing: str | None = None
    """Who may hear it, as the child chose; None where the form has no such choice. Shown to nobody as it is:
    `forms.what_may_be_said` says what may be said to whom."""


class Attachment(Record, table=True):
    """A voice note, photo or drawing given to one question: made anew by us, stripped, and sealed."""

    id: str = Field(primary_key=True)
    response_id: str = Field(foreign_key="response.id", index=True)
    question_key: str
    media_type: str
    size: int
    """Bytes, before sealing."""
    sealed_key: bytes
    """The file's own data key, sealed to the service's public key; empty while the draft alone holds it."""
    sealed: bytes


class AnonymousResponse(Record, table=True):
    """Answers of nobody we could name: no code, meeting, device or moment; a fresh id, and the week.

    A table of its own, so that nothing can be tied back by mistake. Its rows lie in the order of their random
    ids (WITHOUT ROWID), not in the order in which they came.
    """

    __tablename__ = "anonymousresponse"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy wants it

    id: str = Field(primary_key=True)
    form_key: str = Field(index=True)
    form_version: str
    audience: str
    channel: str
    language: str = "en"
    week_on: date = Field(index=True)
    """The Monday of the week it was sent in."""
    sealed_key: bytes
    coded_on: date | None = None
    """Likewise."""
    import_id: str | None = None
    """With which file of another system it came; None for what was sent here."""
    source_hash: str | None = Field(default=None, index=True)
    """A keyed hash of the number that the other system gave it; None where it gave none."""


class AnonymousAnswer(Record, table=True):
    """One answer of an anonymous response, like `ResponseAnswer`."""

    __tablename__ = "anonymousanswer"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy wants it

    response_id: str = Field(primary_key=True, foreign_key="anonymousresponse.id")
    question_key: str = Field(primary_key=True)
    kind: str
    value: str | None = None
    sealed: bytes | None = None
